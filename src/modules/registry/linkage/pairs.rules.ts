import { risingNumbers, sortByKey } from './pass.rules.ts'
import type { Pairs } from './scan.rules.ts'

/** All pairs of several finds, each once, by left row and then by right, whoever found them in whatever order. */
export function uniquePairs(finds: readonly Pairs[]): Pairs {
  const all = join(finds)
  const byRight = sortByKey({ keys: new Uint32Array(all.right), rows: risingNumbers(all.right.length) }).rows
  const order = sortByKey({ keys: Uint32Array.from(byRight, (at) => all.left[at]!), rows: byRight }).rows
  const kept = new Int32Array(order.length)
  let count = 0
  for (const at of order) {
    const last = kept[count - 1]
    if (last !== undefined && count > 0 && all.left[last] === all.left[at] && all.right[last] === all.right[at]) continue
    kept[count] = at
    count += 1
  }
  return pick(all, kept.subarray(0, count))
}

function join(finds: readonly Pairs[]): Pairs {
  const total = finds.reduce((sum, each) => sum + each.left.length, 0)
  const [left, right, pattern] = [new Int32Array(total), new Int32Array(total), new Int32Array(total)]
  let at = 0
  for (const find of finds) {
    left.set(find.left, at)
    right.set(find.right, at)
    pattern.set(find.pattern, at)
    at += find.left.length
  }
  return { left, right, pattern }
}

/** The pairs at some positions. */
function pick(pairs: Pairs, positions: Int32Array): Pairs {
  return {
    left: Int32Array.from(positions, (at) => pairs.left[at]!), right: Int32Array.from(positions, (at) => pairs.right[at]!),
    pattern: Int32Array.from(positions, (at) => pairs.pattern[at]!),
  }
}
