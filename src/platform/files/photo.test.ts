import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { readPhoto } from './photo.ts'

function picture(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#2a7' } })
}

describe('a photo', () => {
  test('is turned upright, made small, and loses where and with what it was taken', async () => {
    const exif = { IFD0: { Make: 'HP', Orientation: '6' }, IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '8/1 13/1 0/1' } }
    const taken = await picture(4_000, 3_000).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer()
    expect((await sharp(taken).metadata()).exif).toBeDefined()
    const read = await readPhoto(taken)
    if (!read.ok) throw new Error(read.error.kind)
    expect([read.value.width, read.value.height]).toEqual([1_200, 1_600])
    const kept = await sharp(read.value.bytes).metadata()
    expect([kept.format, kept.exif, kept.icc, kept.xmp, kept.orientation]).toEqual(['jpeg', undefined, undefined, undefined, undefined])
  })

  test('that is small stays as large as it is, whatever its kind', async () => {
    for (const bytes of [await picture(80, 60).png().toBuffer(), await picture(80, 60).webp().toBuffer()]) {
      expect(await readPhoto(bytes)).toMatchObject({ ok: true, value: { width: 80, height: 60, mediaType: 'image/jpeg' } })
    }
  })

  test('read twice is the same bytes, so that a repeated command stays the same', async () => {
    const bytes = await picture(300, 200).jpeg().toBuffer()
    const [first, second] = [await readPhoto(bytes), await readPhoto(bytes)]
    expect(first.ok && second.ok && first.value.bytes.equals(second.value.bytes)).toBe(true)
  })
})

describe('what is no photo', () => {
  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a PDF', Buffer.from('%PDF-1.4 not a picture')],
    ['an SVG that asks for 60,000 pixels', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="60000"/>')],
    ['a JPEG in name only', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(2_000, 7)])],
  ])('%s is refused', async (_name, bytes) => {
    expect(await readPhoto(bytes)).toEqual({ ok: false, error: { kind: 'photo_unreadable' } })
  })

  test('a photo cut in half is refused', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
    const whole = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#888', noise } }).jpeg().toBuffer()
    expect(await readPhoto(whole.subarray(0, whole.length / 2))).toEqual({ ok: false, error: { kind: 'photo_unreadable' } })
  })

  test('a small file of 60,000 by 60,000 pixels is refused without being opened', async () => {
    const bomb = pngHeader(60_000, 60_000)
    expect(await readPhoto(bomb)).toEqual({ ok: false, error: { kind: 'photo_too_many_pixels' } })
  })
})

/** A PNG that promises a size and has next to nothing behind it. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const parts = [chunk('IHDR', header), chunk('IDAT', Buffer.from('789c030000000001', 'hex')), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
