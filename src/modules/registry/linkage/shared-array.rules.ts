type NumberArray = Int32Array | Uint8Array | Float32Array

/** A row of numbers that grows at its end and can be shared with workers when it is finished. */
export interface GrowingArray<T extends NumberArray> {
  /** What was written so far lies below `length`; replaced by a larger one when it grows. */
  readonly values: () => T
  readonly length: () => number
  /** Makes room for some more and gives the position of the first of them. */
  readonly extend: (by: number) => number
  /** Takes away what lies from a length on; what comes there later begins as 0. */
  readonly cut: (length: number) => void
  /** The numbers in memory that workers share. */
  readonly share: () => T
}

// Addresses set aside for one array, in bytes: it grows where it lies, and only what was written takes memory.
const mostBytes = 2 ** 32 - 2 ** 16

/** An empty growing array: `view` makes the kind of array on so many numbers of a buffer. */
export function growingArray<T extends NumberArray>(view: View<T>, bytesEach: number): GrowingArray<T> {
  let room = 1_024
  let length = 0
  const buffer = new SharedArrayBuffer(room * bytesEach, { maxByteLength: mostBytes })
  let values = view(buffer, room)
  return {
    values: () => values,
    length: () => length,
    extend: (by) => {
      const start = length
      length += by
      if (length > room) {
        room = Math.ceil(Math.max(length, room * 1.25))
        buffer.grow(room * bytesEach)
        values = view(buffer, room)
      }
      return start
    },
    cut: (to) => {
      values.fill(0, to, length)
      length = to
    },
    share: () => view(buffer, length),
  }
}

/** Writes a number behind the last one. */
export function append(array: GrowingArray<Int32Array>, value: number): void {
  // Growing may put a longer view in the place of the one before: the position first.
  const at = array.extend(1)
  array.values()[at] = value
}

type View<T extends NumberArray> = (buffer: SharedArrayBuffer, length: number) => T

export const int32: View<Int32Array> = (buffer, length) => new Int32Array(buffer, 0, length)
export const float32: View<Float32Array> = (buffer, length) => new Float32Array(buffer, 0, length)
export const uint8: View<Uint8Array> = (buffer, length) => new Uint8Array(buffer, 0, length)
