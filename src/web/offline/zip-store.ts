/** One file of a zip. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A zip whose files are stored as they are: photos are compressed already, and what is lost on a phone must open anywhere. */
export function writeZip(entries: readonly ZipEntry[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const directory: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  for (const { name, bytes } of entries) {
    const label = new TextEncoder().encode(name)
    const crc = crc32(bytes)
    const local = record(30, [[0, 4, 0x04034b50], [4, 2, 20], [6, 2, 0x0800], [14, 4, crc], [18, 4, bytes.length], [22, 4, bytes.length], [26, 2, label.length]])
    directory.push(record(46, [
      [0, 4, 0x02014b50], [4, 2, 20], [6, 2, 20], [8, 2, 0x0800], [16, 4, crc], [20, 4, bytes.length], [24, 4, bytes.length], [28, 2, label.length], [42, 4, offset],
    ]), label)
    parts.push(local, label, new Uint8Array(bytes))
    offset += local.length + label.length + bytes.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = record(22, [[0, 4, 0x06054b50], [8, 2, entries.length], [10, 2, entries.length], [12, 4, size], [16, 4, offset]])
  return new Blob([...parts, ...directory, end], { type: 'application/zip' })
}

/** A record of the format: numbers of two or four bytes at their places, the rest zero. */
function record(length: number, fields: readonly (readonly [at: number, bytes: 2 | 4, value: number])[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(length))
  for (const [at, bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
  }
  return new Uint8Array(view.buffer)
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
