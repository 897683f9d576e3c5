import type { Deps } from '#deps.ts'
import { monthToDetermine } from '#modules/registry/month/month.actions.ts'
import { registerOffice } from '#modules/registry/proposal/proposal.actions.ts'
import { blockedBy, takeStep } from '#modules/registry/proposal/proposal.rules.ts'
import { findOwnFamilies, listSteps, lockProposals, writeStep, type ProposalRecord } from '#modules/registry/proposal/proposal.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { readScannedPaper, type ScanRefused } from '#platform/files/scanned-paper.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Decree, DeterminationState } from './determination.contract.ts'
import { checkDecree, checkDraft, type DeterminationRefused } from './determination.rules.ts'
import {
  discardDraft, findDetermination, hasDecree, insertDetermination, listDrafted, listItems, writeDecree, writeScan, type DeterminationRecord, type NewDetermination,
} from './determination.store.ts'
import { makeDocument } from './document.actions.ts'
import { itemView } from './item.rules.ts'

export type DeterminationDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock' | 'config'>

export interface DeterminationCall {
  readonly actor: Actor
  readonly command: Command
  readonly action: string
}

type NotFound = { readonly kind: 'not_found' }
type Unready = { readonly kind: 'determination_item_unready' | 'own_household' }
type Made = { readonly determinationId: string }
type Done = { readonly state: DeterminationState; readonly version: number }

/** Puts confirmed proposals together for a decree; each may be in one draft only. */
export async function prepareDetermination(
  deps: DeterminationDeps, call: DeterminationCall, proposalIds: readonly string[],
): Promise<Result<Made, Unready | CommandReused>> {
  return act<Made, Unready>(deps, call, (tx) => prepare(tx, deps, { proposalIds, correction: null }))
}

/** Prepares the taking back of items of a determination that is in force; it takes effect with a decree of its own. */
export async function prepareCorrection(
  deps: DeterminationDeps, call: DeterminationCall, asked: { determinationId: string; proposalIds: readonly string[]; reason: string },
): Promise<Result<Made, Unready | NotFound | { readonly kind: 'determination_not_in_force' } | CommandReused>> {
  return act<Made, Unready | NotFound | { readonly kind: 'determination_not_in_force' }>(deps, call, async (tx) => {
    const corrected = await findDetermination(tx, asked.determinationId, true)
    if (corrected === undefined) return err({ kind: 'not_found' })
    if (corrected.state !== 'determined' || corrected.correctsId !== null) return err({ kind: 'determination_not_in_force' })
    const listed = new Set((await listItems(tx, asked.determinationId)).map((item) => item.proposalId))
    if (asked.proposalIds.some((proposalId) => !listed.has(proposalId))) return err({ kind: 'determination_item_unready' })
    return prepare(tx, deps, { ...asked, correction: { correctsId: asked.determinationId, reason: asked.reason } })
  })
}

async function prepare(
  tx: ActTx, deps: DeterminationDeps, asked: { proposalIds: readonly string[]; correction: NewDetermination['correction'] },
): Promise<Result<Made, Unready>> {
  const wanted = [...new Set(asked.proposalIds)]
  const locked = new Map((await lockProposals(tx, wanted)).map((proposal) => [proposal.proposalId, proposal]))
  const drafted = await listDrafted(tx, wanted)
  const from = asked.correction === null ? 'confirmed' : 'determined'
  const items = wanted.flatMap((proposalId) => {
    const proposal = locked.get(proposalId)
    return proposal?.state === from && !drafted.has(proposalId) ? [proposal] : []
  })
  if (items.length < wanted.length) return err({ kind: 'determination_item_unready' })
  const own = await findOwnFamilies(tx)
  if (items.some(({ familyId }) => familyId !== null && own.has(familyId))) return err({ kind: 'own_household' })
  const determinationId = newId()
  await insertDetermination(tx, { determinationId, officeId: registerOffice(deps.regency), correction: asked.correction, items })
  tx.audit({
    subjectKind: 'determination', subjectId: determinationId, areaId: 0,
    detail: { items: items.length, ...(asked.correction !== null && { corrects: asked.correction.correctsId }) },
  })
  return ok({ determinationId })
}

type DecreeRefused = DeterminationRefused | NotFound | { readonly kind: 'determination_item_unready' | 'own_step' | 'own_household' | 'decree_number_used' }

/** Enters the signed decree: every item takes its step and the list is frozen as a file, in one transaction, or nothing at all. */
export async function determineProposals(
  deps: DeterminationDeps, call: DeterminationCall, asked: Decree & { determinationId: string; seenVersion: number },
): Promise<Result<Done & { month: string }, DecreeRefused | CommandReused>> {
  const { determinationId, seenVersion, ...decree } = asked
  return act<Done & { month: string }, DecreeRefused>(deps, call, async (tx) => {
    const draft = await findDetermination(tx, determinationId, true)
    if (draft === undefined) return err({ kind: 'not_found' })
    const today = dayOf(tx.now, deps.regency.timeZone)
    const checked = checkDecree(draft, { seenVersion, accountId: tx.actor.accountId, decreeOn: decree.decreeOn, today })
    if (!checked.ok) return checked
    if (await hasDecree(tx, decree.decreeNumber)) return err({ kind: 'decree_number_used' })
    const month = monthToDetermine(deps, today)
    const items = await listItems(tx, determinationId)
    const taken = await takeSteps(tx, { draft, decree, month, proposals: await lockProposals(tx, items.map((item) => item.proposalId)) })
    if (!taken.ok) return taken
    const corrected = draft.correctsId === null ? undefined : await findDetermination(tx, draft.correctsId)
    const made = await makeDocument(deps, {
      determinationId, decree, month, items: items.map((item) => itemView(deps.regency, item)), at: tx.now,
      correction: corrected === undefined ? null : { decreeNumber: corrected.decreeNumber ?? '', reason: draft.reason ?? '' },
    })
    const version = await writeDecree(tx, draft, { ...decree, month, ...made })
    tx.audit({
      subjectKind: 'determination', subjectId: determinationId, areaId: 0,
      detail: { decree: decree.decreeNumber, on: decree.decreeOn, items: items.length, sha256: made.sha256, month },
    })
    return ok({ state: 'determined', version, month })
  })
}

/** A decree takes its items in; a correcting one takes them back out, and the village may propose them anew. */
async function takeSteps(
  tx: ActTx, of: { draft: DeterminationRecord; decree: Decree; month: string; proposals: readonly ProposalRecord[] },
): Promise<Result<undefined, DecreeRefused>> {
  const { draft, decree, month, proposals } = of
  const isCorrection = draft.correctsId !== null
  const asked = isCorrection ? 'revoke' : 'determine'
  const steps = Map.groupBy(await listSteps(tx, proposals.map((each) => each.proposalId)), (step) => step.proposalId)
  const doer = { accountId: tx.actor.accountId, ownFamilyIds: await findOwnFamilies(tx) }
  const detail = { decree: decree.decreeNumber, decreeOn: decree.decreeOn, enteredFor: `${decree.signerName}, ${decree.signerTitle}` }
  for (const proposal of proposals) {
    const facts = { ...proposal, steps: steps.get(proposal.proposalId) ?? [] }
    const blocked = blockedBy(facts, asked, doer)
    if (blocked !== null) return err({ kind: blocked })
    const taken = takeStep(facts, asked, doer)
    if (!taken.ok) return err({ kind: 'determination_item_unready' })
    await writeStep(tx, proposal, { act: asked, to: taken.value, words: draft.reason, detail, ...(!isCorrection && { month }) })
  }
  return ok(undefined)
}

/** Keeps the signed decree beside its list, made anew and without what hides in it; an earlier copy is replaced. */
export async function attachDecree(
  deps: DeterminationDeps, call: DeterminationCall, asked: { determinationId: string; bytes: Buffer },
): Promise<Result<Done, ScanRefused | NotFound | { readonly kind: 'determination_not_in_force' } | CommandReused>> {
  const scan = await readScannedPaper(asked.bytes)
  if (!scan.ok) return scan
  return act<Done, NotFound | { readonly kind: 'determination_not_in_force' }>(deps, call, async (tx) => {
    const determined = await findDetermination(tx, asked.determinationId, true)
    if (determined === undefined) return err({ kind: 'not_found' })
    if (determined.state !== 'determined') return err({ kind: 'determination_not_in_force' })
    const { sha256 } = await deps.files.put(scan.value.bytes)
    const version = await writeScan(tx, determined, { sha256, mediaType: scan.value.mediaType })
    tx.audit({ subjectKind: 'determination', subjectId: asked.determinationId, areaId: 0, detail: { decree: determined.decreeNumber ?? '', sha256 } })
    return ok({ state: 'determined', version })
  })
}

/** Gives a draft up; what it held is free for another. */
export async function discardDetermination(
  deps: DeterminationDeps, call: DeterminationCall, asked: { determinationId: string; seenVersion: number; reason: string },
): Promise<Result<Done, NotFound | { readonly kind: 'determination_changed' | 'determination_settled' } | CommandReused>> {
  return act<Done, NotFound | { readonly kind: 'determination_changed' | 'determination_settled' }>(deps, call, async (tx) => {
    const draft = await findDetermination(tx, asked.determinationId, true)
    if (draft === undefined) return err({ kind: 'not_found' })
    const checked = checkDraft(draft, asked.seenVersion)
    if (!checked.ok) return checked
    const version = await discardDraft(tx, draft, asked.reason)
    tx.audit({ subjectKind: 'determination', subjectId: asked.determinationId, areaId: 0, detail: { state: 'discarded' } })
    return ok({ state: 'discarded', version })
  })
}
