import { sessionOperations } from '#modules/people/session/session.contract.ts'
import { call } from '#web/api/client.ts'
import { sendFieldVisits } from './field-outbox.ts'
import { countUnsentFieldVisits, fieldStoreOf, forgetField } from './field-store.ts'
import { forgetSession, keptSession } from './kept-session.ts'
import { sendWaiting } from './outbox.ts'
import { forgetKey } from './vault.ts'
import { countUnsent, forgetPrepared, visitStoreOf } from './visit-store.ts'

const everyMs = 60_000
const started = new Set<string>()

/** Sends what waits now, when the signal is back, when the page comes to the front, and every minute. */
export function keepSending(accountId: string): void {
  if (started.has(accountId)) return
  started.add(accountId)
  const send = (): void => {
    void forgetWhenEnded().catch(() => undefined)
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

/**
 * Clears what an account took along, and destroys its key. Unsent visits stay, closed, until that account signs in here again and sends them.
 * The key goes first: whatever hinders the rest, nothing is readable any more.
 */
export async function lockVisits(accountId: string): Promise<void> {
  forgetSession()
  await forgetKey(accountId)
  await forgetPrepared(visitStoreOf(accountId))
  await forgetField(fieldStoreOf(accountId))
}

/** Locks what this device keeps when somebody ended the session for which it was kept: signed out elsewhere, a password changed, an account closed. */
export async function forgetWhenEnded(): Promise<void> {
  const kept = keptSession()
  if (kept === undefined) return
  const current = await call(sessionOperations.getCurrentSession, { query: { kept: kept.sessionId } }, { signIn: 'never' })
  if (current.state === 'nobody' && current.keptHasEnded === true) await lockVisits(kept.accountId)
}
