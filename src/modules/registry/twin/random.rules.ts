/** Reproducible chance: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A number in [0, 1). */
  readonly next: () => number
  /** An integer in [0, below). */
  readonly int: (below: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T
  /** A normally distributed number with mean 0 and deviation 1. */
  readonly normal: () => number
}

/** The sequence of a seed and a number below it (sfc32, seeded by splitmix), so that each family has a sequence of its own. */
export function createRandom(seed: number, stream: number): Random {
  let [a, b, c] = [mix(seed), mix(stream ^ 0x9e3779b9), mix(seed ^ Math.imul(stream + 1, 0x85ebca6b))]
  let counter = 1
  function next(): number {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warmUp = 0; warmUp < 8; warmUp += 1) next()
  const int = (below: number) => Math.floor(next() * below)
  return {
    next, int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(items.length)]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

function mix(value: number): number {
  let mixed = (value + 0x9e3779b9) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}

/** One of the items, in proportion to its weight. */
export function pickWeighted<T>(random: Random, items: readonly (readonly [T, number])[]): T {
  let left = random.next() * items.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [item, weight] of items) {
    left -= weight
    if (left < 0) return item
  }
  return items.at(-1)![0]
}

/** One of the items, the earlier the likelier, as names are in life. */
export function pickFrontHeavy<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(items.length * random.next() ** 1.9)]!
}

/** The share of a standard normal population that lies below a value. */
export function shareBelow(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value))
  const tail = 0.3989423 * Math.exp((-value * value) / 2)
    * t * (0.3193815 + t * (-0.3565638 + t * (1.781478 + t * (-1.821256 + t * 1.330274))))
  return value > 0 ? 1 - tail : tail
}

/** A value that falls or rises smoothly with another: 0 far below the middle, 1 far above it. */
export function slope(value: number, middle: number): number {
  return 1 / (1 + Math.exp(-2 * (value - middle)))
}
