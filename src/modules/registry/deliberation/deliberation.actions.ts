import type { Deps } from '#deps.ts'
import { findQuorum, type Quorum } from '#modules/people/index.ts'
import { registerOffice } from '#modules/registry/proposal/proposal.actions.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { readScannedPaper, type ScanRefused } from '#platform/files/scanned-paper.ts'
import type { Attendee, DeliberationPlan, DeliberationState, ItemDecision } from './deliberation.contract.ts'
import { countQuorum, takeDeliberationStep, type DeliberationAct, type DeliberationFacts, type DeliberationRefused } from './deliberation.rules.ts'
import {
  findDeliberation, insertDeliberation, listAttendees, listCandidates, listItems, replaceAttendees, replaceItems, updateDeliberation, writeDecision,
  type AgendaThing, type DeliberationChange, type DeliberationRecord,
} from './deliberation.store.ts'

export type DeliberationDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock' | 'config'>

/** Who does what, by which command. */
export interface DeliberationCall {
  readonly actor: Actor
  readonly command: Command
  readonly action: string
}

export type NotFound = { readonly kind: 'not_found' }
export type DeliberationDone = { readonly state: DeliberationState; readonly version: number }
type Outcome<E> = Result<DeliberationDone, E | DeliberationRefused | NotFound | CommandReused>

/** Plans a meeting of a village of the actor's. */
export async function planDeliberation(
  deps: DeliberationDeps, call: DeliberationCall, plan: DeliberationPlan,
): Promise<Result<{ deliberationId: string }, { readonly kind: 'village_needed' | 'area_not_yours' } | CommandReused>> {
  if (deps.regency.areas.byId.get(plan.areaId)?.kind !== 'village') return err({ kind: 'village_needed' })
  if (!call.actor.areaIds.includes(plan.areaId)) return err({ kind: 'area_not_yours' })
  return act(deps, call, async (tx) => {
    const deliberationId = newId()
    await insertDeliberation(tx, { ...plan, deliberationId, officeId: registerOffice(deps.regency) })
    tx.audit({ subjectKind: 'deliberation', subjectId: deliberationId, areaId: plan.areaId, detail: { heldOn: plan.heldOn } })
    return ok({ deliberationId })
  })
}

/** The quorum that holds on the day of a meeting. Throws before the first rule. */
export function quorumOn(deps: Pick<Deps, 'regency'>, day: string): Quorum {
  const quorum = findQuorum(deps.regency, day)
  if (quorum === undefined) throw new Error(`no quorum holds on ${day}`)
  return quorum
}

/** A meeting with everything that its next step depends on. */
export interface Meeting {
  readonly record: DeliberationRecord
  readonly facts: DeliberationFacts
  readonly attendees: readonly Attendee[]
  readonly items: Awaited<ReturnType<typeof listItems>>
}

/** Holds a meeting and reads what the rules need. */
export async function lockMeeting(tx: ActTx, deps: Pick<Deps, 'regency'>, deliberationId: string): Promise<Meeting | undefined> {
  const record = await findDeliberation(tx, deliberationId, true)
  if (record === undefined) return undefined
  const attendees = await listAttendees(tx, deliberationId)
  const items = await listItems(tx, deliberationId)
  return { record, attendees, items, facts: { ...record, items, quorum: countQuorum(attendees, quorumOn(deps, record.heldOn)) } }
}

interface Step<E> {
  readonly deliberationId: string
  readonly act: DeliberationAct
  readonly seenVersion: number | null
  /** What else is written; gives what changes on the meeting, or why not. */
  readonly work: (tx: ActTx, meeting: Meeting) => Promise<Result<DeliberationChange, E>>
}

/** One step of a meeting: lock, decide by the rules, write, note. */
export async function stepDeliberation<E extends { readonly kind: string } = never>(
  deps: DeliberationDeps, call: DeliberationCall, step: Step<E>,
): Promise<Outcome<E>> {
  return act<DeliberationDone, E | DeliberationRefused | NotFound>(deps, call, async (tx) => {
    const meeting = await lockMeeting(tx, deps, step.deliberationId)
    if (meeting === undefined) return err({ kind: 'not_found' })
    const taken = takeDeliberationStep(meeting.facts, step.act, step.seenVersion)
    if (!taken.ok) return taken
    const written = await step.work(tx, meeting)
    if (!written.ok) return written
    const version = await updateDeliberation(tx, meeting.record, { state: taken.value, ...written.value })
    tx.audit({
      subjectKind: 'deliberation', subjectId: step.deliberationId, areaId: meeting.record.areaId,
      detail: { state: taken.value, ...(written.value.scan !== undefined && { sha256: written.value.scan.sha256 }) },
    })
    return ok({ state: taken.value, version })
  })
}

interface Asked {
  readonly deliberationId: string
  readonly seenVersion: number
}

/** Another day, time, place, chair or secretary. */
export function changeDeliberation(deps: DeliberationDeps, call: DeliberationCall, asked: Asked & { plan: Omit<DeliberationPlan, 'areaId'> }): Promise<Outcome<never>> {
  return stepDeliberation(deps, call, { ...asked, act: 'change', work: async () => ok({ plan: asked.plan }) })
}

/** Who was invited and who is there. */
export function setAttendance(deps: DeliberationDeps, call: DeliberationCall, asked: Asked & { attendees: readonly Attendee[] }): Promise<Outcome<never>> {
  return stepDeliberation(deps, call, {
    ...asked, act: 'change',
    work: async (tx, { record }) => {
      await replaceAttendees(tx, record, asked.attendees)
      return ok({})
    },
  })
}

/** What is decided about, in this order; only what is ready and on no other agenda. */
export function setAgenda(
  deps: DeliberationDeps, call: DeliberationCall, asked: Asked & { proposalIds: readonly string[]; objectionIds: readonly string[] },
): Promise<Outcome<{ readonly kind: 'agenda_item_unready' }>> {
  return stepDeliberation(deps, call, {
    ...asked, act: 'change',
    work: async (tx, { record, items }) => {
      const ready = new Set((await listCandidates(tx, record)).map((each) => each.proposalId ?? each.objectionId))
      const things: AgendaThing[] = [
        ...[...new Set(asked.proposalIds)].map((proposalId) => ({ proposalId, objectionId: null })),
        ...[...new Set(asked.objectionIds)].map((objectionId) => ({ proposalId: null, objectionId })),
      ]
      if (things.some((thing) => !ready.has(thing.proposalId ?? thing.objectionId))) return err({ kind: 'agenda_item_unready' as const })
      const decided = new Map(items.map((item) => [item.proposalId ?? item.objectionId, item.decision]))
      await replaceItems(tx, record, things.map((thing) => ({ ...thing, decision: decided.get(thing.proposalId ?? thing.objectionId) ?? null })))
      return ok({})
    },
  })
}

/** The meeting begins. */
export function openDeliberation(deps: DeliberationDeps, call: DeliberationCall, asked: Asked): Promise<Outcome<never>> {
  return stepDeliberation(deps, call, { ...asked, act: 'open', work: async (tx) => ok({ openedAt: tx.now }) })
}

/** What the meeting decides about one item. A vote needs its numbers. */
export async function decideItem(
  deps: DeliberationDeps, call: DeliberationCall, asked: Asked & { itemNo: number; decision: ItemDecision },
): Promise<Outcome<{ readonly kind: 'votes_missing' } | NotFound>> {
  const { decision, itemNo } = asked
  if (decision.ballot === 'vote' && (decision.votesFor === null || decision.votesAgainst === null)) return err({ kind: 'votes_missing' })
  const votes = decision.ballot === 'vote' ? {} : { votesFor: null, votesAgainst: null }
  return stepDeliberation<NotFound>(deps, call, {
    ...asked, act: 'decide',
    work: async (tx, { record }) => {
      const isThere = await writeDecision(tx, { deliberationId: record.deliberationId, itemNo }, { ...decision, ...votes })
      return isThere ? ok({}) : err({ kind: 'not_found' })
    },
  })
}

/** The meeting does not take place; what was on its agenda is free for another. */
export function cancelDeliberation(deps: DeliberationDeps, call: DeliberationCall, asked: Asked & { reason: string }): Promise<Outcome<never>> {
  return stepDeliberation(deps, call, { ...asked, act: 'cancel', work: async (tx) => ok({ ended: { at: tx.now, reason: asked.reason } }) })
}

/** Keeps the signed copy beside the minutes, made anew and without what hides in it; an earlier copy is replaced. */
export async function attachScan(
  deps: DeliberationDeps, call: DeliberationCall, asked: { deliberationId: string; bytes: Buffer },
): Promise<Outcome<ScanRefused>> {
  const scan = await readScannedPaper(asked.bytes)
  if (!scan.ok) return scan
  return stepDeliberation(deps, call, {
    deliberationId: asked.deliberationId, act: 'scan', seenVersion: null,
    work: async (tx) => {
      const { sha256 } = await deps.files.put(scan.value.bytes)
      return ok({ scan: { sha256, mediaType: scan.value.mediaType, at: tx.now } })
    },
  })
}
