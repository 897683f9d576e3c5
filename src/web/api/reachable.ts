/** Whether the server answers: the browser's own word is not enough, because a phone may stand in a network that leads nowhere. */
let answered = true
const listeners = new Set<() => void>()

/** Notes that a request was answered, or that none came. */
export function noteReachable(isAnswered: boolean): void {
  if (answered === isAnswered) return
  answered = isAnswered
  for (const listener of listeners) listener()
}

/** Calls back when the server is, or is no longer, within reach. */
export function subscribeReachable(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** Whether the last request was answered and the browser has a network. */
export function isReachable(): boolean {
  return answered && navigator.onLine
}
