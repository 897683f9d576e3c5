import type { ActTx } from '#platform/act.ts'
import { newId } from '#platform/id.ts'
import type { Keys } from '#platform/keys.ts'
import { noticeQueue, type Contact } from './notice.contract.ts'
import { contactsOf, isForFollowers, normalAddress, noticesOf, type Given, type Told } from './notice.rules.ts'
import { insertContacts, insertNotices, listFollowers } from './notice.store.ts'

/**
 * Leaves word for whoever reported a case, in the transaction of the act that they are told of: word and act exist together or not at all.
 * Delivering it is somebody else's work; nothing of the act waits for it.
 */
export async function tellReporter(tx: ActTx, told: Told): Promise<void> {
  const notices = noticesOf(told).map((notice) => ({ ...notice, noticeId: newId() }))
  const { caseId, areaId, reporterCanReply } = told.after.facts
  // Of an anonymous report nobody is told; those whose own report was joined to it are.
  const isHeard = reporterCanReply || (notices.some(isForFollowers) && (await listFollowers(tx, { caseId, joinedBy: tx.now })).length > 0)
  if (notices.length === 0 || !isHeard) return
  await Promise.all([
    insertNotices(tx, { caseId, areaId }, notices),
    ...notices.map(({ noticeId }) => tx.enqueue(noticeQueue, { noticeId })),
  ])
}

/** A report whose sender can be reached. */
export interface Reported {
  readonly caseId: string
  readonly reportId: string
  readonly areaId: number
}

/** Keeps where a reporter is reached, apart from their name and closed with a key. */
export async function keepContacts(tx: ActTx, deps: { readonly keys: Keys }, { report, given }: { report: Reported; given: Given }): Promise<void> {
  const contacts = contactsOf(given).map((contact) => ({ channel: contact.channel, ...closeAddress(deps.keys, contact) }))
  await insertContacts(tx, { ...report, lang: given.reach?.lang ?? 'id' }, contacts)
}

/** An address as it is kept: closed, and as a keyed hash by which it is found again. */
export function closeAddress(keys: Keys, contact: Contact): { readonly sealed: Buffer; readonly mac: Buffer } {
  const address = normalAddress(contact)
  return { sealed: keys.seal(address), mac: keys.mac('contact.address', address) }
}
