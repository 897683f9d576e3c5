import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { parseCard } from '#modules/registry/family/card.rules.ts'
import { listHomes } from '#modules/registry/family/home.store.ts'
import { lockStoring } from '#modules/registry/import/link.store.ts'
import { listLives } from '#modules/registry/life-event/life-event.store.ts'
import { recorder } from '#modules/registry/life-event/record-event.actions.ts'
import { tidyName } from '#modules/registry/name/name.rules.ts'
import { macOfCard, macOfNik } from '#modules/registry/person/identity.rules.ts'
import { parseNik } from '#modules/registry/person/nik.rules.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { claimOperations, RelocationClaim } from './claim.contract.ts'
import {
  answerClaim, countWaitingMoves, insertClaim, listCandidates, listClaimRows, lockClaim, type ClaimPage, type ClaimRow, type NewClaim,
} from './claim.store.ts'
import { settleArrival } from './relocation.actions.ts'
import { askedAt, clockOn, mayAnswer, reachOf } from './relocation.rules.ts'
import { insertRelocation, lockRelocation } from './relocation.store.ts'

export type ClaimDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency' | 'clock'>
interface Doing {
  readonly actor: Actor
  readonly command: Command
}
type Refused<K extends string> = { readonly kind: K }
type ClaimInput = z.output<typeof claimOperations.claimRelocation.body>
type NumberRefused = Refused<'nik_unreadable' | 'card_unreadable' | 'claim_unnamed'>
type ClaimRefused = NumberRefused | Refused<'village_unknown' | 'village_unchanged' | 'village_outside' | 'event_in_future' | 'claim_open'>

/** A family of another village is said to have arrived in the actor's: that village is asked. Whether anybody is found there is not even looked up. */
export async function claimRelocation(deps: ClaimDeps, doing: Doing, said: ClaimInput): Promise<Result<{ claimId: string }, CommandReused | ClaimRefused>> {
  const named = nameOf(deps, said)
  return act<{ claimId: string }, ClaimRefused>(deps, { ...doing, action: 'claimRelocation' }, async (tx) => {
    if (!named.ok) return named
    const wrong = whyNot(deps, tx, said)
    if (wrong !== null) return err({ kind: wrong })
    const { fromAreaId, toAreaId, arrivedOn, hamlet, rt, rw, addressText, words } = said
    const claimId = newId()
    if (!(await insertClaim(tx, { claimId, fromAreaId, toAreaId, arrivedOn, hamlet, rt, rw, addressText, words, ...named.value }))) return err({ kind: 'claim_open' })
    tx.audit({ subjectKind: 'relocation', subjectId: claimId, areaId: toAreaId, detail: { fromAreaId } })
    return ok({ claimId })
  })
}

function whyNot(deps: ClaimDeps, tx: ActTx, { fromAreaId, toAreaId, arrivedOn }: ClaimInput): 'village_unknown' | 'village_unchanged' | 'village_outside' | 'event_in_future' | null {
  const { byId } = deps.regency.areas
  if (byId.get(fromAreaId)?.kind !== 'village' || byId.get(toAreaId)?.kind !== 'village') return 'village_unknown'
  if (fromAreaId === toAreaId) return 'village_unchanged'
  if (!tx.actor.areaIds.includes(toAreaId)) return 'village_outside'
  return arrivedOn > dayOf(tx.now, deps.regency.timeZone) ? 'event_in_future' : null
}

/** Whom the village names: by a number, or by name and day of birth. */
function nameOf({ keys }: ClaimDeps, said: ClaimInput): Result<Pick<NewClaim, 'name' | 'birthOn' | 'nik' | 'card'>, NumberRefused> {
  const nik = said.nik ? parseNik(said.nik) : null
  if (nik?.ok === false) return err({ kind: 'nik_unreadable' })
  const card = said.card ? parseCard(said.card) : null
  if (card?.ok === false) return err({ kind: 'card_unreadable' })
  const name = tidyName(said.name ?? '') || null
  if (nik === null && card === null && (name === null || said.birthOn === null)) return err({ kind: 'claim_unnamed' })
  return ok({
    name: name !== null && name.length > 1 ? name : null, birthOn: said.birthOn,
    nik: nik && { mac: macOfNik(keys, nik.value.nik), last4: nik.value.nik.slice(-4) },
    card: card && { mac: macOfCard(keys, card.value.card), last4: card.value.card.slice(-4) },
  })
}

/** One page of claims; whoever may answer also sees who of their own people it could be, and that they looked is written down. */
export async function listRelocationClaims(
  deps: ClaimDeps, actor: Actor, asked: { side: ClaimPage['side']; after?: string | undefined },
): Promise<Result<{ items: RelocationClaim[]; next: string | null }, Refused<'page_unknown'>>> {
  const after = asked.after === undefined ? undefined : placeOfCursor(asked.after)
  if (asked.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const found = await listClaimRows(tx, { side: asked.side, areaIds: actor.areaIds, after, limit: atOnce + 1 })
    const page = found.slice(0, atOnce)
    const answerable = page.filter((row) => mayBeAnswered(deps, row, { actor, now: tx.now })).map(({ claimId }) => claimId)
    const candidates = await listCandidates(tx, answerable)
    if (page.length > 0) {
      await auditRead(tx, { action: 'listRelocationClaims', subjectKind: 'relocation', subjectId: asked.side, purpose: 'life_event', fields: ['name', 'birth_year'] })
    }
    const last = found.length > atOnce ? page.at(-1) : undefined
    return ok({
      items: page.map((row) => viewOf(deps, row, { actor, now: tx.now, candidates: candidates.get(row.claimId) ?? [] })),
      next: last === undefined ? null : cursorOf({ at: last.claimedAt, id: last.claimId }),
    })
  })
}
const atOnce = 30

interface Seeing {
  readonly actor: Actor
  readonly now: Date
}

function viewOf(deps: ClaimDeps, row: ClaimRow, { actor, now, candidates }: Seeing & { readonly candidates: RelocationClaim['candidates'] }): RelocationClaim {
  const { fromAreaId, toAreaId, hamlet: _hamlet, rt: _rt, rw: _rw, addressText: _address, claimedAt, answeredAt, ...shown } = row
  const asked = row.outcome === null ? askedOf(deps, row, now) : null
  const placeName = (areaId: number): string => deps.regency.areas.byId.get(areaId)?.name ?? ''
  return {
    ...shown, fromName: placeName(fromAreaId), toName: placeName(toAreaId), claimedAt: claimedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null,
    candidates: [...candidates], asked: asked && { level: asked.level, until: asked.until.toISOString() },
    may: { answer: mayBeAnswered(deps, row, { actor, now }), withdraw: asked !== null && actor.areaIds.includes(toAreaId) },
  }
}

function askedOf(deps: ClaimDeps, row: ClaimRow, now: Date): ReturnType<typeof askedAt> {
  return askedAt(now, { sentAt: row.claimedAt, clock: clockOn(deps.regency.relocations, dayOf(row.claimedAt, deps.regency.timeZone)) })
}

/** The village that is asked, then its district, then the regency, by the clock of all moves. */
function mayBeAnswered(deps: ClaimDeps, row: ClaimRow, { actor, now }: Seeing): boolean {
  if (row.outcome !== null || !actor.areaIds.includes(row.fromAreaId)) return false
  return mayAnswer(reachOf(actor.homeAreaId ?? 0), askedOf(deps, row, now).level)
}

type Confirmed = { readonly claimId: string; readonly relocationId: string }
type ConfirmRefused = Refused<'not_found' | 'claim_answered' | 'person_elsewhere' | 'relocation_open' | 'family_empty'>

/** The family left: it goes to the village that asked, as if that had received it. The claim lends the act its place there, and no more. */
export async function confirmRelocationClaim(
  deps: ClaimDeps, doing: Doing, said: { claimId: string; personId: string },
): Promise<Result<Confirmed, CommandReused | ConfirmRefused>> {
  const goal = await deps.db.asActor(doing.actor, async (tx) => (await lockClaim(tx, said.claimId))?.toAreaId)
  const lent = { ...recorder(doing.actor), areaIds: [...doing.actor.areaIds, ...(goal === undefined ? [] : [goal])] }
  return act<Confirmed, ConfirmRefused>(deps, { ...doing, actor: lent, action: 'confirmRelocationClaim' }, async (tx) => {
    await lockStoring(tx)
    const claim = await findAnswerable(deps, tx, { claimId: said.claimId, actor: doing.actor })
    if (!claim.ok) return claim
    const moved = await moveFamily(deps, tx, { claim: claim.value, personId: said.personId })
    if (!moved.ok) return moved
    await answerClaim(tx, { claimId: said.claimId, outcome: 'left', answer: null, relocationId: moved.value })
    return ok({ claimId: said.claimId, relocationId: moved.value })
  })
}

async function findAnswerable(deps: ClaimDeps, tx: ActTx, of: { claimId: string; actor: Actor }): Promise<Result<ClaimRow, Refused<'not_found' | 'claim_answered'>>> {
  const claim = await lockClaim(tx, of.claimId)
  if (claim === undefined || !of.actor.areaIds.includes(claim.fromAreaId)) return err({ kind: 'not_found' })
  if (claim.outcome !== null) return err({ kind: 'claim_answered' })
  return mayBeAnswered(deps, claim, { actor: of.actor, now: tx.now }) ? ok(claim) : err({ kind: 'not_found' })
}

/** Writes the move down on both sides at once. Gives its id. */
async function moveFamily(
  deps: ClaimDeps, tx: ActTx, { claim, personId }: { claim: ClaimRow; personId: string },
): Promise<Result<string, Refused<'not_found' | 'person_elsewhere' | 'relocation_open' | 'family_empty'>>> {
  const [life] = await listLives(tx, [personId])
  if (life === undefined) return err({ kind: 'not_found' })
  if (life.areaId !== claim.fromAreaId) return err({ kind: 'person_elsewhere' })
  const familyId = life.family?.familyId
  const [home] = familyId === undefined ? [] : await listHomes(tx, [familyId])
  if (familyId === undefined || home === undefined) return err({ kind: 'family_empty' })
  if (home.place.areaId !== claim.fromAreaId) return err({ kind: 'person_elsewhere' })
  const { fromAreaId, toAreaId, arrivedOn, words, hamlet, rt, rw, addressText } = claim
  const relocationId = newId()
  if (!(await insertRelocation(tx, { relocationId, familyId, fromAreaId, toAreaId, personIds: home.personIds, leftOn: arrivedOn, words }))) return err({ kind: 'relocation_open' })
  const row = await lockRelocation(tx, relocationId)
  if (row === undefined || !(await settleArrival(deps, tx, { row, arrival: { relocationId, arrivedOn, hamlet, rt, rw, addressText } }))) return err({ kind: 'not_found' })
  tx.audit({ subjectKind: 'family', subjectId: familyId, areaId: fromAreaId, detail: { relocationId, claimId: claim.claimId, toAreaId } })
  return ok(relocationId)
}

/** It is nobody of the asked village, or they live there still. */
export async function refuseRelocationClaim(
  deps: ClaimDeps, doing: Doing, said: { claimId: string; words: string },
): Promise<Result<{ claimId: string }, CommandReused | Refused<'not_found' | 'claim_answered'>>> {
  return act<{ claimId: string }, Refused<'not_found' | 'claim_answered'>>(deps, { ...doing, action: 'refuseRelocationClaim' }, async (tx) => {
    const claim = await findAnswerable(deps, tx, { claimId: said.claimId, actor: doing.actor })
    if (!claim.ok) return claim
    await answerClaim(tx, { claimId: said.claimId, outcome: 'not_ours', answer: said.words, relocationId: null })
    tx.audit({ subjectKind: 'relocation', subjectId: said.claimId, areaId: claim.value.fromAreaId })
    return ok({ claimId: said.claimId })
  })
}

/** Whoever asked takes it back. */
export async function withdrawRelocationClaim(
  deps: ClaimDeps, doing: Doing, said: { claimId: string; words: string },
): Promise<Result<{ claimId: string }, CommandReused | Refused<'not_found' | 'claim_answered'>>> {
  return act<{ claimId: string }, Refused<'not_found' | 'claim_answered'>>(deps, { ...doing, action: 'withdrawRelocationClaim' }, async (tx) => {
    const claim = await lockClaim(tx, said.claimId)
    if (claim === undefined || !tx.actor.areaIds.includes(claim.toAreaId)) return err({ kind: 'not_found' })
    if (claim.outcome !== null) return err({ kind: 'claim_answered' })
    await answerClaim(tx, { claimId: said.claimId, outcome: 'withdrawn', answer: said.words, relocationId: null })
    tx.audit({ subjectKind: 'relocation', subjectId: said.claimId, areaId: claim.toAreaId })
    return ok({ claimId: said.claimId })
  })
}

/** How much waits for the actor's villages. */
export async function countMoves(deps: ClaimDeps, actor: Actor): Promise<{ arriving: number; asked: number; tasks: number }> {
  return deps.db.asActor(actor, (tx) => countWaitingMoves(tx, actor.areaIds))
}
