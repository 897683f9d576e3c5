import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'

configure({ useWebWorkers: false })

/** A zip with one file in it, encrypted with AES-256; any common archive program opens it with the passphrase. */
export async function closeInZip(file: { readonly name: string; readonly bytes: Uint8Array }, passphrase: string): Promise<Buffer> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { password: passphrase, encryptionStrength: 3 })
  await zip.add(file.name, new Uint8ArrayReader(file.bytes))
  return Buffer.from(await zip.close())
}
