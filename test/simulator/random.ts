/** Randomness that repeats itself from a seed (mulberry32). */
export interface Random {
  /** 0 up to, but not including, 1. */
  readonly number: () => number
  /** A whole number from a first to a last one. */
  readonly between: (first: number, last: number) => number
}

/** The same seed gives the same numbers. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  function number(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { number, between: (first, last) => first + Math.floor(number() * (last - first + 1)) }
}
