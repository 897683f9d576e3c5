import { randomUUID } from 'node:crypto'

let lastMs = 0
let counter = 0

/**
 * A new uuid of version 7: 48 bits of time, a counter, then randomness, so that keys made in sequence lie together in an index. Those of one process
 * are in the order in which they were made, also within a millisecond and when the clock is set back.
 */
export function newId(): string {
  // A uuid of version 4 with its first half replaced: Node keeps randomness for those in stock.
  const random = randomUUID()
  const now = Date.now()
  if (now > lastMs || counter === 0xfff) {
    lastMs = Math.max(now, lastMs + 1)
    // In the lower half, so that the millisecond has room for thousands.
    counter = Number.parseInt(random.slice(15, 18), 16) & 0x7ff
  } else counter += 1
  const time = lastMs.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}${random.slice(18)}`
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether the text has the shape of a uuid. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text)
}
