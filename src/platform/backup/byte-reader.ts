/** Reads exact numbers of bytes from a stream that comes in pieces of any size. */
export interface ByteReader {
  /** That many bytes, or fewer where the stream ends. */
  readonly read: (length: number) => Promise<Buffer>
  /** The bytes up to a line feed, without it; undefined where there is none within `limit`. */
  readonly readLine: (limit: number) => Promise<string | undefined>
  /** Puts bytes back in front. */
  readonly unread: (bytes: Buffer) => void
  /** Everything that is still to come. */
  readonly rest: () => AsyncGenerator<Buffer>
}

/** A reader on any source of buffers. */
export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const iterator = source[Symbol.asyncIterator]()
  let pieces: Buffer[] = []
  let held = 0

  async function fill(length: number): Promise<void> {
    while (held < length) {
      const next = await iterator.next()
      if (next.done === true) return
      pieces.push(next.value)
      held += next.value.length
    }
  }

  async function read(length: number): Promise<Buffer> {
    await fill(length)
    const all = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    const taken = all.subarray(0, length)
    const left = all.subarray(taken.length)
    pieces = left.length === 0 ? [] : [left]
    held = left.length
    return taken
  }

  function unread(bytes: Buffer): void {
    if (bytes.length === 0) return
    pieces.unshift(bytes)
    held += bytes.length
  }

  async function readLine(limit: number): Promise<string | undefined> {
    const bytes = await read(limit)
    const end = bytes.indexOf(0x0a)
    unread(end === -1 ? bytes : bytes.subarray(end + 1))
    return end === -1 ? undefined : bytes.toString('latin1', 0, end)
  }

  async function* rest(): AsyncGenerator<Buffer> {
    yield* pieces
    pieces = []
    held = 0
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }

  return { read, readLine, unread, rest }
}
