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

/** An empty growing array: `create` makes the kind of array on a buffer. */
export function growingArray<T extends NumberArray>(create: (buffer: SharedArrayBuffer) => T, bytesEach: number): GrowingArray<T> {
  let room = 1_024
  let length = 0
  let values = create(new SharedArrayBuffer(room * bytesEach))
  function moveTo(newRoom: number): void {
    const larger = create(new SharedArrayBuffer(newRoom * bytesEach))
    larger.set(values.subarray(0, Math.min(length, newRoom)))
    values = larger
    room = newRoom
  }
  return {
    values: () => values,
    length: () => length,
    extend: (by) => {
      const start = length
      if (length + by > room) moveTo(Math.ceil(Math.max(length + by, room * 1.5)))
      length += by
      return start
    },
    cut: (to) => {
      values.fill(0, to, length)
      length = to
    },
    share: () => {
      if (length !== room) moveTo(length)
      return values
    },
  }
}

export const int32 = (buffer: SharedArrayBuffer): Int32Array => new Int32Array(buffer)
export const float32 = (buffer: SharedArrayBuffer): Float32Array => new Float32Array(buffer)
export const uint8 = (buffer: SharedArrayBuffer): Uint8Array => new Uint8Array(buffer)
