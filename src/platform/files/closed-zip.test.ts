import { TextWriter, Uint8ArrayReader, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { expect, test } from 'vitest'
import { closeInZip } from './closed-zip.ts'

async function read(zip: Buffer, password: string): Promise<{ strength: number | undefined; text: string }> {
  const [entry] = await new ZipReader(new Uint8ArrayReader(zip), { password }).getEntries()
  const file = entry as FileEntry & { readonly encryptionStrength?: number }
  return { strength: file.encryptionStrength, text: await file.getData(new TextWriter()) }
}

test('a closed zip gives its file back for the passphrase, and nothing without it', async () => {
  const zip = await closeInZip({ name: 'daftar.txt', bytes: Buffer.from('SITI AMINAH') }, 'ABCDE-FGHJK')
  expect(zip.includes('SITI AMINAH')).toBe(false)
  expect((await read(zip, 'ABCDE-FGHJK')).text).toBe('SITI AMINAH')
  await expect(read(zip, 'ABCDE-FGHJL')).rejects.toThrow(/password/i)
})

test('the same file is never closed into the same bytes', async () => {
  const file = { name: 'a', bytes: Buffer.from('a') }
  expect((await closeInZip(file, 'x')).equals(await closeInZip(file, 'x'))).toBe(false)
})
