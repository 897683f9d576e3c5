import { sendWaiting } from './outbox.ts'
import { countUnsent, forgetPrepared, visitStoreOf } from './visit-store.ts'

const everyMs = 60_000
const started = new Set<string>()

/** Sends what waits now, when the signal is back, when the page comes to the front, and every minute. */
export function keepSending(accountId: string): void {
  if (started.has(accountId)) return
  started.add(accountId)
  const store = visitStoreOf(accountId)
  const send = (): void => void sendWaiting(store).catch(() => undefined)
  addEventListener('online', send)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') send()
  })
  setInterval(send, everyMs)
  send()
}

/** How many visits of an account the office does not have yet. */
export function unsentVisits(accountId: string): Promise<number> {
  return countUnsent(visitStoreOf(accountId))
}

/** Clears what was taken along by an account; unsent visits stay until that account sends them. */
export function forgetVisits(accountId: string): Promise<void> {
  return forgetPrepared(visitStoreOf(accountId))
}
