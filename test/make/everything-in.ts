import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { everyStreamOfPdf, textOfPdf } from './pdf-text.ts'

/** Everything that can be read in a file: the parts of a zip (also a closed one, with its passphrase) and of a workbook, the words and every unpacked stream of a PDF, else its own bytes. */
export async function everythingIn(bytes: Buffer, passphrase?: string): Promise<string> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return (await unzip(bytes, passphrase)).join('\n')
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return `${textOfPdf(bytes)}\n${everyStreamOfPdf(bytes)}`
  return bytes.toString('utf8')
}

async function unzip(bytes: Buffer, passphrase: string | undefined): Promise<string[]> {
  const parts: string[] = []
  for (const entry of await new ZipReader(new Uint8ArrayReader(bytes)).getEntries()) {
    if (entry.directory) continue
    const part = await entry.getData(new Uint8ArrayWriter(), passphrase === undefined || !entry.encrypted ? {} : { password: passphrase })
    parts.push(entry.filename, await everythingIn(Buffer.from(part)))
  }
  return parts
}
