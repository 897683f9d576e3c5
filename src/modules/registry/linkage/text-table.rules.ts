/**
 * Numbers for texts, without keeping the texts: two hashes of 32 bits stand for each, so that millions of names cost a few bytes each. Two texts
 * share both hashes by chance once in more registers than there are.
 */
export interface TextTable {
  /** The number of a text, or of a part of it; 0 when it has none yet. */
  readonly get: (text: string, from?: number, until?: number) => number
  /** Gives the text that was asked for last a number above 0. */
  readonly setLast: (number: number) => void
}

const cells = 3

/** An empty table. */
export function createTextTable(): TextTable {
  let room = 1 << 16
  let count = 0
  let table = new Int32Array(room * cells)
  let [first, second, slot] = [0, 0, 0]

  function hash(text: string, from: number, until: number): void {
    let one = 0x811c9dc5
    let other = 0x1b873593
    for (let at = from; at < until; at += 1) {
      const letter = text.charCodeAt(at)
      one = Math.imul(one ^ letter, 0x01000193)
      other = Math.imul(other ^ letter, 0x5bd1e995)
      other ^= other >>> 15
    }
    first = one ^ (one >>> 15)
    second = other
  }

  /** The cell of the text that was hashed last, or the free one where it belongs. */
  function seek(): number {
    let at = first & (room - 1)
    while (table[at * cells + 2] !== 0 && (table[at * cells] !== first || table[at * cells + 1] !== second)) at = (at + 1) & (room - 1)
    return at
  }

  function grow(): void {
    const old = table
    room *= 2
    table = new Int32Array(room * cells)
    for (let at = 0; at < old.length; at += cells) {
      if (old[at + 2] === 0) continue
      ;[first, second] = [old[at]!, old[at + 1]!]
      table.set(old.subarray(at, at + cells), seek() * cells)
    }
  }

  return {
    get: (text, from = 0, until = text.length) => {
      if (count * 2 > room) grow()
      hash(text, from, until)
      slot = seek()
      return table[slot * cells + 2]!
    },
    setLast: (number) => {
      table[slot * cells] = first
      table[slot * cells + 1] = second
      table[slot * cells + 2] = number
      count += 1
    },
  }
}
