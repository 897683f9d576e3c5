import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { findPersonHere } from '#modules/privacy/request/request.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { consentOperations } from './consent.contract.ts'
import { endConsent, followConsent, insertConsent, listConsentRows } from './consent.store.ts'

export type ConsentDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>

interface Doing {
  readonly actor: Actor
  readonly command: Command
}

type ConsentList = z.input<typeof consentOperations.listConsents.ok>

/** What a person of the actor's areas agreed to, and what they may be asked to agree to; the look is noted. */
export async function listConsents(deps: ConsentDeps, actor: Actor, personId: string): Promise<Result<ConsentList, { readonly kind: 'not_found' }>> {
  const names = new Map(deps.regency.privacy.processings.map((processing) => [processing.key, processing.name]))
  return deps.db.asActor(actor, async (tx) => {
    const person = await findPersonHere(tx, personId)
    if (person === undefined) return err({ kind: 'not_found' as const })
    await auditRead(tx, { action: 'listConsents', subjectKind: 'person', subjectId: personId, areaId: person.areaId, purpose: 'consent', fields: ['consents'] })
    const rows = await listConsentRows(tx, personId)
    return ok({
      items: rows.map((row) => ({
        ...row, processingName: names.get(row.processingKey) ?? { id: row.processingKey, en: row.processingKey },
        withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      })),
      processings: deps.regency.privacy.processings.filter(({ basis }) => basis === 'consent').map(({ key, name }) => ({ key, name })),
      others: deps.regency.privacy.processings.filter(({ basis }) => basis !== 'consent').map(({ key, name, basis }) => ({ key, name, basis })),
    })
  })
}

/** Writes down that a person agreed. Only a processing whose ground is consent asks for one: agreement must not be collected where it changes nothing. */
export async function recordConsent(
  deps: ConsentDeps, doing: Doing,
  given: { personId: string; processing: string; givenOn: string; givenHow: 'signed' | 'spoken'; evidence: string },
): Promise<Result<{ consentId: string }, CommandReused | { readonly kind: 'not_found' | 'processing_needs_no_consent' | 'consent_given_already' | 'day_in_future' }>> {
  type Refused = { readonly kind: 'not_found' | 'processing_needs_no_consent' | 'consent_given_already' | 'day_in_future' }
  return act<{ consentId: string }, Refused>(deps, { ...doing, action: 'recordConsent' }, async (tx) => {
    const processing = deps.regency.privacy.processings.find(({ key }) => key === given.processing)
    if (processing?.basis !== 'consent') return err({ kind: 'processing_needs_no_consent' })
    if (given.givenOn > dayOf(tx.now, deps.regency.timeZone)) return err({ kind: 'day_in_future' })
    const person = await findPersonHere(tx, given.personId)
    if (person === undefined) return err({ kind: 'not_found' })
    const consentId = newId()
    const { givenOn, givenHow, evidence } = given
    if (!(await insertConsent(tx, { ...person, consentId, processingKey: processing.key, givenOn, givenHow, evidence }))) return err({ kind: 'consent_given_already' })
    const photos = await follow(deps, tx, { personId: person.personId, processingKey: processing.key })
    tx.audit({ subjectKind: 'person', subjectId: person.personId, areaId: person.areaId, detail: { consentId, processing: processing.key, photos } })
    return ok({ consentId })
  })
}

/** The person takes an agreement back: what rests on it is closed in the same moment. */
export async function withdrawConsent(
  deps: ConsentDeps, doing: Doing, ended: { personId: string; consentId: string; words: string },
): Promise<Result<{ consentId: string }, CommandReused | { readonly kind: 'not_found' | 'consent_withdrawn' }>> {
  type Refused = { readonly kind: 'not_found' | 'consent_withdrawn' }
  return act<{ consentId: string }, Refused>(deps, { ...doing, action: 'withdrawConsent' }, async (tx) => {
    const done = await endConsent(tx, ended)
    if (done === undefined) return err({ kind: 'not_found' })
    if (!done.isEnded) return err({ kind: 'consent_withdrawn' })
    const photos = await follow(deps, tx, { personId: ended.personId, processingKey: done.processingKey })
    tx.audit({ subjectKind: 'person', subjectId: ended.personId, areaId: done.areaId, detail: { consentId: ended.consentId, photos } })
    return ok({ consentId: ended.consentId })
  })
}

/**
 * Stops a processing whose ground is consent for a person: an agreement that still holds ends, and what the processing covers is closed. Also
 * where nobody ever wrote an agreement down.
 */
export async function stopProcessing(
  deps: ConsentDeps, tx: ActTx, of: { personId: string; processing: string; words: string },
): Promise<Result<{ photos: number }, { readonly kind: 'processing_needs_no_consent' }>> {
  const processing = deps.regency.privacy.processings.find(({ key }) => key === of.processing)
  if (processing?.basis !== 'consent') return err({ kind: 'processing_needs_no_consent' })
  const held = (await listConsentRows(tx, of.personId)).find((row) => row.processingKey === processing.key && row.withdrawnAt === null)
  if (held !== undefined) await endConsent(tx, { personId: of.personId, consentId: held.consentId, words: of.words })
  return ok({ photos: await follow(deps, tx, { personId: of.personId, processingKey: processing.key }) })
}

/** What a processing keeps by agreement follows the agreement. Gives how many photos were closed or opened. */
async function follow(deps: ConsentDeps, tx: ActTx, of: { personId: string; processingKey: string }): Promise<number> {
  const processing = deps.regency.privacy.processings.find(({ key }) => key === of.processingKey)
  return processing?.covers.includes('house_photos') === true ? followConsent(tx, of) : 0
}
