export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const sampleBytes = 64 * 1024

/** The encoding of a text file: by its byte order mark, by its zero bytes, else UTF-8 where it is valid and Windows-1252 where not. */
export function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const zeros = countZeros(bytes.subarray(0, sampleBytes))
  if (zeros.odd > zeros.half * 0.4 && zeros.even < zeros.half * 0.1) return 'utf-16le'
  if (zeros.even > zeros.half * 0.4 && zeros.odd < zeros.half * 0.1) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** The text of a file in its encoding, without the byte order mark. */
export function decode(bytes: Buffer, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes)
}

const delimiters = [';', ',', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** The delimiter that splits the first lines into the most columns most evenly; `sep=;` on the first line says it outright. */
export function delimiterOf(text: string): Delimiter {
  const told = /^sep=([;,\t|])\r?\n/i.exec(text)?.[1]
  if (told !== undefined) return told as Delimiter
  const lines = firstRecords(text, 40)
  const scores = delimiters.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) }))
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).delimiter
}

function countZeros(bytes: Buffer): { odd: number; even: number; half: number } {
  let odd = 0
  let even = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 1) odd += 1
    else even += 1
  }
  return { odd, even, half: bytes.length / 2 }
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Lines outside quotation marks, with what is quoted left out, so that a comma inside an address does not count. */
function firstRecords(text: string, count: number): string[] {
  const bare = text.slice(0, sampleBytes).replaceAll(/"(?:[^"]|"")*"/g, 'q')
  return bare.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').slice(0, count)
}

/** Lines that agree on a count of columns, weighted by that count. */
function scoreOf(lines: readonly string[], delimiter: Delimiter): number {
  const agreeing = new Map<number, number>()
  for (const line of lines) {
    const columns = line.split(delimiter).length
    agreeing.set(columns, (agreeing.get(columns) ?? 0) + 1)
  }
  const scores = [...agreeing].map(([columns, count]) => (columns - 1) * count)
  return Math.max(0, ...scores)
}
