import { sendFieldVisits } from './field-outbox.ts'
import { countUnsentFieldVisits, fieldStoreOf, forgetField } from './field-store.ts'
import { sendWaiting } from './outbox.ts'
import { countUnsent, forgetPrepared, visitStoreOf } from './visit-store.ts'

const everyMs = 60_000
const started = new Set<string>()

/** Sends what waits now, when the signal is back, when the page comes to the front, and every minute. */
export function keepSending(accountId: string): void {
  if (started.has(accountId)) return
  started.add(accountId)
  const send = (): void => {
    void sendWaiting(visitStoreOf(accountId)).catch(() => undefined)
    void sendFieldVisits(fieldStoreOf(accountId)).catch(() => undefined)
  }
  addEventListener('online', send)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') send()
  })
  setInterval(send, everyMs)
  send()
}

/** How many visits of an account the office does not have yet: to families, and to the houses of cases. */
export async function unsentVisits(accountId: string): Promise<{ readonly families: number; readonly cases: number }> {
  return { families: await countUnsent(visitStoreOf(accountId)), cases: await countUnsentFieldVisits(fieldStoreOf(accountId)) }
}

/** Clears the list for the road, as when an account begins to work in another of its roles; unsent visits stay. */
export function forgetFieldList(accountId: string): Promise<void> {
  return forgetField(fieldStoreOf(accountId))
}

/** Clears what was taken along by an account; unsent visits stay until that account sends them. */
export async function forgetVisits(accountId: string): Promise<void> {
  await forgetPrepared(visitStoreOf(accountId))
  await forgetField(fieldStoreOf(accountId))
}
