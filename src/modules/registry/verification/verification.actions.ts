import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { regencyReach } from '#modules/people/index.ts'
import { insertAttributes } from '#modules/registry/attribute/attribute.store.ts'
import { settlePersons } from '#modules/registry/attribute/survivor.actions.ts'
import { placeView } from '#modules/registry/family/place.rules.ts'
import { sealNik, type SealedNumber } from '#modules/registry/person/identity.rules.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { updatePersons } from '#modules/registry/person/person.store.ts'
import { listPersonLines, type PersonLine } from '#modules/registry/search/search.store.ts'
import { insertOwnRecord } from '#modules/registry/source/own-record.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Verification, verificationOperations, VerifiedFacts } from './verification.contract.ts'
import { checkFacts, type FactsRefused } from './verification.rules.ts'
import {
  answerVerification, isNikTaken, listOpenVerifications, lockVerification, moveVerification, setVerifiedNik, type LockedVerification, type OpenVerification,
} from './verification.store.ts'

export type VerificationDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency' | 'clock'>
type Refused = CommandReused | { readonly kind: 'not_found' | 'verification_answered' }
type Answered = { readonly personId: string }

/** Who does it, by which command, about whom. */
export interface Verifying {
  readonly actor: Actor
  readonly command: Command
  readonly personId: string
}

/** One page of persons to verify in the actor's areas. */
export async function listVerifications(
  deps: VerificationDeps, actor: Actor, query: z.output<typeof verificationOperations.listVerifications.query>,
): Promise<Result<{ items: Verification[]; next: string | null }, { readonly kind: 'page_unknown' }>> {
  const after = query.after === undefined ? undefined : placeOfCursor(query.after)
  if (query.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const found = await listOpenVerifications(tx, { after, limit: query.limit + 1 })
    const page = found.slice(0, query.limit)
    const lines = await listPersonLines(tx, page.map(({ personId }) => personId))
    const last = found.length > query.limit ? page.at(-1) : undefined
    const area = actor.homeAreaId ?? 0
    if (page.length > 0) {
      await auditRead(tx, {
        action: 'listVerifications', subjectKind: 'area', subjectId: String(area), areaId: area, purpose: 'verification', fields: ['name', 'nik_last4'],
        listed: page.map((open) => open.personId),
      })
    }
    return ok({
      items: page.flatMap((open) => itemOf(deps, open, lines.get(open.personId))),
      next: last === undefined ? null : cursorOf({ at: last.askedAt, id: last.personId }),
    })
  })
}

function itemOf(deps: VerificationDeps, open: OpenVerification, line: PersonLine | undefined): Verification[] {
  if (line === undefined) return []
  const { areaId, hamlet, rt, rw, addressText, nik } = line
  return [{
    personId: line.personId, name: line.name, alias: line.alias, nikMasked: nik === null ? null : maskNik(nik), askedAt: open.askedAt.toISOString(),
    place: placeView(deps.regency.areas, { areaId, hamlet, rt, rw, addressText }),
  }]
}

/** The person lives here: what was seen is written down and the person is registered. A number that somebody else carries is for the review. */
export async function registerVerifiedPerson(
  deps: VerificationDeps, doing: Verifying, facts: VerifiedFacts,
): Promise<Result<Answered, Refused | FactsRefused | { readonly kind: 'nik_of_somebody_else' }>> {
  const today = dayOf(deps.clock.now(), deps.regency.timeZone)
  const checked = checkFacts(facts, { areas: deps.regency.areas, areaIds: doing.actor.areaIds, today })
  const nik = !checked.ok || checked.value.nik === null ? null : sealNik(deps.keys, checked.value.nik)
  const isTaken = nik !== null && (await isSomebodyElses(deps, nik, doing.personId))
  const actor = recorder(doing.actor)
  return answer<FactsRefused | { readonly kind: 'nik_of_somebody_else' | 'not_found' }>(deps, { ...doing, actor, action: 'registerVerifiedPerson' }, async (tx, open) => {
    if (!checked.ok) return checked
    if (isTaken) return err({ kind: 'nik_of_somebody_else' })
    const line = (await listPersonLines(tx, [open.personId])).get(open.personId)
    if (line === undefined) return err({ kind: 'not_found' })
    if (facts.areaId !== open.areaId) await moveVerification(tx, { personId: open.personId, areaId: facts.areaId, words: facts.words })
    if (nik !== null) await setVerifiedNik(tx, { personId: open.personId, nik })
    await answerVerification(tx, { personId: open.personId, areaId: facts.areaId, outcome: 'registered', words: facts.words })
    await updatePersons(tx, [{
      personId: open.personId, areaId: facts.areaId, status: 'registered', name: facts.name, alias: line.alias, sex: facts.sex, birthOn: facts.birthOn,
      birthPlace: facts.birthPlace || null, sourceRecordId: await stateFacts(tx, { personId: open.personId, facts, today }),
    }])
    await settlePersons(tx, deps.regency, [open.personId])
    return ok({ areaId: facts.areaId, detail: { outcome: 'registered' } })
  })
}

/** Who verifies may write what they saw as a source record, for this one transaction and within their areas. */
function recorder(actor: Actor): Actor {
  return { ...actor, grants: new Set([...actor.grants, 'registry.list.import', 'registry.person.read']) }
}

/** What the village saw stands among the values of all sources, so that a weaker list does not overrule it later. Gives the row's id. */
async function stateFacts(tx: ActTx, { personId, facts, today }: { personId: string; facts: VerifiedFacts; today: string }): Promise<string> {
  const { areaId, name, sex, birthOn, birthPlace } = facts
  const sourceRecordId = await insertOwnRecord(tx, { sourceKey: 'verification', areaId, on: today, raw: { personId, outcome: 'registered' } })
  const values = { name, ...(sex !== null && { sex }), ...(birthOn !== null && { birthOn }), ...(birthPlace && { birthPlace }) }
  await insertAttributes(tx, [{ subjectKind: 'person', subjectId: personId, areaId, sourceRecordId, validFrom: today, values }])
  return sourceRecordId
}

/** Looked up by the system, because the number may be of a person beyond the verifier's reach. */
async function isSomebodyElses(deps: VerificationDeps, nik: SealedNumber, personId: string): Promise<boolean> {
  const reader = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.person.read'] })
  return deps.db.asActor(reader, (tx) => isNikTaken(tx, { mac: Buffer.from(nik.mac), exceptPersonId: personId }))
}

/** The person lives in another village: that village is asked now. */
export async function passOnVerification(
  deps: VerificationDeps, doing: Verifying, to: { areaId: number; words: string },
): Promise<Result<Answered, Refused | { readonly kind: 'village_unknown' | 'village_unchanged' }>> {
  return answer<{ readonly kind: 'village_unknown' | 'village_unchanged' }>(deps, { ...doing, action: 'passOnVerification' }, async (tx, open) => {
    if (deps.regency.areas.byId.get(to.areaId)?.kind !== 'village') return err({ kind: 'village_unknown' })
    if (open.areaId === to.areaId) return err({ kind: 'village_unchanged' })
    await moveVerification(tx, { personId: open.personId, ...to })
    return ok({ areaId: open.areaId, detail: { toAreaId: to.areaId } })
  })
}

/** Nobody of that name was found; the person stays provisional and the report keeps its course. */
export async function closeVerification(deps: VerificationDeps, doing: Verifying, words: string): Promise<Result<Answered, Refused>> {
  return answer(deps, { ...doing, action: 'closeVerification' }, async (tx, open) => {
    await answerVerification(tx, { personId: open.personId, areaId: open.areaId, outcome: 'not_found', words })
    return ok({ areaId: open.areaId, detail: { outcome: 'not_found' } })
  })
}

interface Written {
  readonly areaId: number
  readonly detail: Readonly<Record<string, string | number>>
}

/** The frame of every answer: an unanswered verification in reach, the change, its entry in the audit. */
async function answer<E extends { readonly kind: string }>(
  deps: VerificationDeps, doing: Verifying & { readonly action: string },
  write: (tx: ActTx, open: LockedVerification) => Promise<Result<Written, E>>,
): Promise<Result<Answered, Refused | E>> {
  const { actor, command, action, personId } = doing
  return act<Answered, E | { readonly kind: 'not_found' | 'verification_answered' }>(deps, { actor, command, action }, async (tx) => {
    const open = await lockVerification(tx, personId)
    if (open === undefined) return err({ kind: 'not_found' })
    if (open.outcome !== null) return err({ kind: 'verification_answered' })
    const written = await write(tx, open)
    if (!written.ok) return written
    tx.audit({ subjectKind: 'person', subjectId: personId, areaId: written.value.areaId, detail: written.value.detail })
    return ok({ personId })
  })
}
