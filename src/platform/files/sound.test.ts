import { expect, test } from 'vitest'
import { soundTypeOf } from './sound.ts'

test.each([
  ['audio/ogg', Buffer.from('OggS\0\x02', 'latin1')],
  ['audio/mp4', Buffer.from('\0\0\0\x1cftypM4A ', 'latin1')],
  ['audio/amr', Buffer.from('#!AMR\n')],
  ['audio/mpeg', Buffer.from('ID3\x04')],
  ['audio/mpeg', Buffer.from([0xff, 0xfb, 0x90])],
  ['audio/aac', Buffer.from([0xff, 0xf1, 0x50])],
  ['audio/wav', Buffer.from('RIFF....WAVEfmt ')],
])('%s is known by its first bytes', (mediaType, bytes) => {
  expect(soundTypeOf(bytes)).toBe(mediaType)
})

test.each([
  ['a page that calls itself a voice message', Buffer.from('<html><script>alert(1)</script>')],
  ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
  ['a program', Buffer.from('MZ\x90')],
  ['nothing', Buffer.alloc(0)],
])('%s is no recording', (_what, bytes) => {
  expect(soundTypeOf(bytes)).toBeUndefined()
})
