import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTar, tarEnd, tarEntry, type TarEntry } from './tar.ts'

const entries: TarEntry[] = [
  { name: 'FORMAT', body: Buffer.from('x\n') },
  { name: 'tables/registry.person/000001.zst', body: randomBytes(1_500) },
  { name: `files/ab/cd/${'ab'.repeat(32)}`, body: randomBytes(512) },
  { name: 'empty', body: Buffer.alloc(0) },
]
const archive = Buffer.concat([...entries.map(tarEntry), tarEnd()])

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 333) yield bytes.subarray(at, at + 333)
}

async function readAll(bytes: Buffer): Promise<TarEntry[]> {
  const read: TarEntry[] = []
  for await (const entry of readTar(inPieces(bytes))) read.push(entry)
  return read
}

test('an archive is read back as it was written', async () => {
  expect(await readAll(archive)).toEqual(entries)
})

test('any tar program opens it', () => {
  const listed = spawnSync('tar', ['-tf', '-'], { input: archive, encoding: 'utf8' })
  expect(listed.stdout.trim().split('\n')).toEqual(entries.map((entry) => entry.name))
})

test('a changed byte outside the contents is refused', async () => {
  const contents = new Set<number>()
  let at = 0
  for (const { body } of entries) {
    for (let index = 0; index < body.length; index += 1) contents.add(at + 512 + index)
    at += 512 + Math.ceil(body.length / 512) * 512
  }
  const frame = Array.from({ length: archive.length }, (_, index) => index).filter((index) => !contents.has(index))
  await fc.assert(fc.asyncProperty(fc.constantFrom(...frame), fc.integer({ min: 1, max: 255 }), async (index, change) => {
    const changed = Buffer.from(archive)
    changed[index] = changed[index]! ^ change
    await expect(readAll(changed)).rejects.toThrow(/backup_/)
  }), { numRuns: 500 })
})

test('a cut archive is incomplete, wherever it is cut', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(archive.length - 1), async (length) => {
    await expect(readAll(archive.subarray(0, length))).rejects.toThrow('backup_incomplete')
  }), { numRuns: 200 })
})
