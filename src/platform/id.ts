import { randomUUID } from 'node:crypto'

/** A new uuid of version 7: 48 bits of time, then randomness, so that keys made in sequence lie together in an index. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  // A uuid of version 4 with its first half replaced: Node keeps randomness for those in stock.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether the text has the shape of a uuid. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text)
}
