import { createByteReader, type ByteReader } from './byte-reader.ts'
import { BackupRefused } from './refused.ts'

const blockBytes = 512
/** Entries are held in memory one at a time; none that we write comes near this. */
const maxEntryBytes = 64 * 1_024 * 1_024
const magic = 'ustar\u000000'

export interface TarEntry {
  /** With its folders, `/` between them. */
  readonly name: string
  readonly body: Buffer
}

/** One entry as the bytes of a POSIX ustar archive, so that any `tar` opens a backup without us. */
export function tarEntry({ name, body }: TarEntry): Buffer {
  return Buffer.concat([header(name, body.length), body, Buffer.alloc(paddingOf(body.length))])
}

/** The two empty blocks that close an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * blockBytes)
}

/** The entries of an archive in their order. Every byte is looked at: also a changed header, padding or end is refused. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = createByteReader(source)
  for (;;) {
    const head = await readWhole(reader, blockBytes)
    if (isZero(head)) break
    const { name, sizeBytes } = parseHeader(head)
    const body = await readWhole(reader, sizeBytes)
    if (!isZero(await readWhole(reader, paddingOf(sizeBytes)))) throw damaged(name)
    yield { name, body }
  }
  const end = await readWhole(reader, blockBytes)
  const surplus = await reader.read(1)
  if (!isZero(end) || surplus.length > 0) throw damaged('tar')
}

function header(name: string, sizeBytes: number): Buffer {
  const cut = name.lastIndexOf('/')
  const block = Buffer.alloc(blockBytes)
  put(block, { at: 0, room: 100, text: name.slice(cut + 1) })
  block.write('0000600\0', 100, 'latin1')
  block.write('0000000\0', 108, 'latin1')
  block.write('0000000\0', 116, 'latin1')
  block.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  block.write('00000000000\0', 136, 'latin1')
  block.write('0', 156, 'latin1')
  block.write(magic, 257, 'latin1')
  put(block, { at: 345, room: 155, text: name.slice(0, Math.max(cut, 0)) })
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

function put(block: Buffer, field: { at: number; room: number; text: string }): void {
  if (field.text.length > field.room) throw new Error(`too long for a tar entry: ${field.text}`)
  block.write(field.text, field.at, 'latin1')
}

/** The sum of the header's bytes with the checksum's own field taken as blanks. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20
  for (const [index, byte] of block.entries()) {
    if (index < 148 || index >= 156) sum += byte
  }
  return sum
}

function parseHeader(block: Buffer): { name: string; sizeBytes: number } {
  const name = textAt(block, 0, 100)
  const folder = textAt(block, 345, 155)
  const whole = folder === '' ? name : `${folder}/${name}`
  const sizeBytes = Number.parseInt(textAt(block, 124, 12), 8)
  // Our own header is the only one that fits: whatever differs was changed.
  const isOurs = Number.isSafeInteger(sizeBytes) && sizeBytes <= maxEntryBytes && header(whole, sizeBytes).equals(block)
  if (!isOurs) throw damaged('tar')
  return { name: whole, sizeBytes }
}

function textAt(block: Buffer, at: number, room: number): string {
  const field = block.subarray(at, at + room)
  const end = field.indexOf(0)
  return field.toString('latin1', 0, end === -1 ? room : end)
}

function paddingOf(sizeBytes: number): number {
  return (blockBytes - (sizeBytes % blockBytes)) % blockBytes
}

async function readWhole(reader: ByteReader, length: number): Promise<Buffer> {
  const bytes = await reader.read(length)
  if (bytes.length < length) throw new BackupRefused({ kind: 'backup_incomplete' })
  return bytes
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0)
}

function damaged(where: string): BackupRefused {
  return new BackupRefused({ kind: 'backup_damaged', where })
}
