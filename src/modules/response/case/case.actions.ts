import { act, type ActDeps, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import type { Keys } from '#platform/keys.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { listOfficeColleagues, type Regency } from '#modules/people/index.ts'
import { findJoin } from '#modules/response/join/join.store.ts'
import { tellReporter } from '#modules/response/notice/notice.actions.ts'
import { followPlan, refuseUnfinishedPlan, type StepsStillOpen } from '#modules/response/plan/follow-plan.actions.ts'
import { unseenPrivate, type WordsPrivate } from '#modules/response/preview/public-words.rules.ts'
import { hearersOf } from '#modules/response/protection/handlers.rules.ts'
import { findOwnConflict, withholdVerification } from '#modules/response/protection/protection.store.ts'
import { hearWords, inTurn } from '#modules/response/triage/heard.rules.ts'
import { readPhotoToken } from '#platform/files/photo-token.ts'
import type { CaseAct, CaseChanged, CaseEventView, OpenCase, OpenedCase } from './case.contract.ts'
import { nextDueAt, openCase as decideOpening, rulebookAt, type Acting, type CaseState, type Decision } from './case.rules.ts'
import { eventView } from './case-view.rules.ts'
import { insertVisit, listSubjectNames, type NewVisit } from './case-view.store.ts'
import { enterNewCase, findCaseState, listCaseEvents, lockCase, saveCases } from './case.store.ts'
import * as rungs from './hand-up.rules.ts'
import { mindChanging } from './conflict.rules.ts'
import { concludeCase, confirmByFollower, confirmCase, contradictResult, placeCase, reopenCase, type ConcludeRefused, type ReopenRefused } from './outcome.rules.ts'
import * as work from './task.rules.ts'

export interface CaseDeps extends ActDeps {
  readonly regency: Regency
}

/** Who acts, by which command, on which case. */
export interface CaseCall {
  readonly actor: Actor
  readonly command: Command
  readonly caseId: string
}

export type NotFound = { readonly kind: 'not_found' }
/** The caller is of the family, or bears the name, that the case is about: another person must allow it. */
export type ConflictOfInterest = { readonly kind: 'conflict_of_interest' }
/** Somebody was faster: what happened since the caller looked, so that they can decide again. */
export type ChangedMeanwhile = { readonly kind: 'case_changed_meanwhile'; readonly version: number; readonly events: readonly CaseEventView[] }

/** A case to open; `also` writes the rows that hang on it, together with it. */
export interface Opening extends OpenCase {
  readonly also?: (caseId: string) => Promise<unknown>
}

/** Opens a case for a report, in the report's own transaction. The case is open to this transaction from then on. */
export async function openCase(tx: ActTx, deps: Pick<CaseDeps, 'regency'>, { also, ...input }: Opening): Promise<OpenedCase> {
  const rulebook = rulebookAt(deps.regency, tx.now)
  const caseId = newId()
  const caseNumber = await enterNewCase(tx, caseId, Number(rulebook.day.slice(0, 4)))
  const byOfficer = tx.actor.accountId !== null && input.channel !== 'web'
  const acting = byOfficer ? officerOf(tx, rulebook) : reporterOf(tx, rulebook)
  const decision = decideOpening({ ...input, caseId, caseNumber }, acting)
  const opened = { before: undefined, after: decision.after, events: decision.events }
  await Promise.all([writeDecision(tx, rulebook, { before: undefined, decision }), also?.(caseId), tellReporter(tx, opened)])
  const { facts } = decision.after
  const dueAt = nextDueAt(decision.after, (clock) => clock.taskId === null && clock.measure === 'first_response', rulebook)
  return { caseId, caseNumber, leadOfficeId: facts.leadOfficeId, officeIds: facts.officeIds, answerDueAt: (dueAt ?? tx.now).toISOString() }
}

interface SeenInput {
  readonly seenVersion: number
}

interface TaskInput extends SeenInput {
  readonly taskId: string
}

/** An officer takes a task of their own office. */
export async function takeTask(deps: CaseDeps, call: CaseCall, input: TaskInput) {
  return actOnCase(deps, call, {
    action: 'takeTask', seen: { act: 'take', ...input }, decide: (state, acting) => work.takeTask(state, input, acting),
  })
}

/** A task is given to a colleague in the same office. */
export async function assignTask(deps: CaseDeps, call: CaseCall, input: TaskInput & { readonly accountId: string }) {
  return actOnCase(deps, call, {
    action: 'assignTask', seen: { act: 'assign', ...input },
    decide: async (state, acting, tx): Promise<Result<Decision, work.TaskRefused | { readonly kind: 'officer_unknown' }>> => {
      const officer = await findColleague(tx, input.accountId)
      if (officer === undefined) return err({ kind: 'officer_unknown' })
      return work.assignTask(state, { taskId: input.taskId, officer }, acting)
    },
  })
}

/** Words that leave the offices: what they tell of somebody was seen by their writer. */
interface PublicWords {
  readonly words: string
  readonly seenPrivate?: readonly string[] | undefined
}

/** An officer writes to the reporter. */
export async function answerCase(deps: CaseDeps, call: CaseCall, input: SeenInput & PublicWords) {
  return actOnCase(deps, call, {
    action: 'answerCase', seen: { act: 'answer', ...input }, shows: input, decide: (state, acting) => work.answerCase(state, input, acting),
  })
}

/** An officer asks the reporter something. */
export async function askReporter(deps: CaseDeps, call: CaseCall, input: TaskInput & PublicWords) {
  return actOnCase(deps, call, {
    action: 'askReporter', seen: { act: 'ask', ...input }, shows: input, decide: (state, acting) => work.askReporter(state, input, acting),
  })
}

/** A further office is asked to work on the case. */
export async function referCase(deps: CaseDeps, call: CaseCall, input: SeenInput & { readonly officeId: number; readonly reason: string }) {
  return actOnCase(deps, call, {
    action: 'referCase', seen: { act: 'refer', ...input }, decide: (state, acting) => work.referCase(state, input, acting),
  })
}

/** A task goes to another office, its clocks with it. */
export async function handOverTask(deps: CaseDeps, call: CaseCall, input: TaskInput & { readonly officeId: number; readonly reason: string }) {
  return actOnCase(deps, call, {
    action: 'handOverTask', seen: { act: 'hand_over', ...input }, decide: (state, acting) => work.handOverTask(state, input, acting),
  })
}

/** A task goes back where it came from. */
export async function handBackTask(deps: CaseDeps, call: CaseCall, input: TaskInput & { readonly reason: string }) {
  return actOnCase(deps, call, {
    action: 'handBackTask', seen: { act: 'hand_back', ...input }, decide: (state, acting) => work.handBackTask(state, input, acting),
  })
}

/** The next rung is asked to take part. */
export async function handUpCase(deps: CaseDeps, call: CaseCall, input: SeenInput & { readonly reason: string }) {
  return actOnCase(deps, call, {
    action: 'handUpCase', seen: { act: 'hand_up', ...input }, decide: (state, acting) => rungs.handUpCase(state, input, acting),
  })
}

/** A case goes back down to where its lead stands. */
export async function handDownCase(deps: CaseDeps, call: CaseCall, input: SeenInput & { readonly reason: string }) {
  return actOnCase(deps, call, {
    action: 'handDownCase', seen: { act: 'hand_down', ...input }, decide: (state, acting) => rungs.handDownCase(state, input, acting),
  })
}

/** What an officer writes down of a visit; photos by the tokens that they got when they were handed over. */
export interface VisitInput extends Omit<NewVisit, 'visitId' | 'caseId' | 'officeId' | 'photos'> {
  readonly photos: readonly string[]
}

type VisitDecision = Result<Decision, work.ActRefused | { readonly kind: 'visit_in_future' } | { readonly kind: 'photo_unknown' }>

/** A call at the door is written down, with what was found. */
export async function recordVisit(deps: CaseDeps & { readonly keys: Keys }, call: CaseCall, input: VisitInput) {
  const visitId = newId()
  const known = input.photos.flatMap((token) => readPhotoToken(token, deps.keys.mac) ?? [])
  const photos = known.map(({ sha256, width, height }) => ({ photoId: newId(), sha256, width, height }))
  return actOnCase(deps, call, {
    action: 'recordVisit',
    decide: (state, acting): VisitDecision => {
      if (known.length < input.photos.length) return err({ kind: 'photo_unknown' })
      return work.recordVisit(state, { visitId, visitedAt: input.visitedAt }, acting)
    },
    also: (tx) => insertVisit(tx, { ...input, photos, visitId, caseId: call.caseId, officeId: ownOffice(tx) }),
  })
}

/** A note between officers. */
export async function noteCase(deps: CaseDeps, call: CaseCall, input: { readonly words: string }) {
  return actOnCase(deps, call, { action: 'noteCase', decide: (state, acting) => work.noteCase(state, input, acting) })
}

/** An office has done its part. */
export async function finishTask(deps: CaseDeps, call: CaseCall, input: TaskInput & PublicWords & Parameters<typeof work.finishTask>[1]) {
  return actOnCase(deps, call, {
    action: 'finishTask', seen: { act: 'finish', ...input }, shows: input, decide: (state, acting) => work.finishTask(state, input, acting),
  })
}

/** The one verdict. */
export async function decideVerdict(deps: CaseDeps, call: CaseCall, input: SeenInput & PublicWords & Parameters<typeof concludeCase>[1]) {
  return actOnCase(deps, call, {
    action: 'concludeCase', seen: { act: 'conclude', ...input }, shows: input,
    decide: async (state, acting, tx): Promise<Result<Decision, ConcludeRefused | StepsStillOpen>> => {
      const decided = concludeCase(state, input, acting)
      const unfinished = decided.ok ? await refuseUnfinishedPlan(tx, call.caseId) : undefined
      return unfinished === undefined ? decided : err(unfinished)
    },
  })
}

/** The place is known better. */
export async function correctPlace(deps: CaseDeps, call: CaseCall, input: SeenInput & Parameters<typeof placeCase>[1]) {
  return actOnCase(deps, call, {
    action: 'placeCase', seen: { act: 'place', ...input }, decide: (state, acting) => placeCase(state, input, acting),
  })
}

/** An officer takes a finished case up again. One that was joined to another goes on by taking the join back: its reporter follows the other. */
export async function takeUpAgain(deps: CaseDeps, call: CaseCall, input: SeenInput & { readonly words: string }) {
  return actOnCase(deps, call, {
    action: 'reopenCase', seen: { act: 'reopen', ...input },
    decide: async (state, acting, tx): Promise<Result<Decision, ReopenRefused | { readonly kind: 'joined_already' }>> =>
      (await findJoin(tx, call.caseId)) === undefined ? reopenCase(state, input, acting) : err({ kind: 'joined_already' }),
  })
}

export interface ReplyInput {
  /** Whose reporter says it: a case may have followers. */
  readonly reportId?: string
  readonly follows?: boolean
  readonly words: string
  readonly photoCount?: number
  readonly also?: (tx: ActTx, eventSeq: number) => Promise<void>
}

/** The reporter says something; `also` runs in the same transaction, with the number of the event (for photos that came along). */
export async function replyToCase(deps: CaseDeps, call: CaseCall, input: ReplyInput) {
  return actOnCase(deps, call, {
    action: 'replyToCase', isReporter: true,
    decide: (state, acting) => inTurn(ok(hearWords(state, input.words, acting)), (heard) => work.replyToOffice(heard, input, acting)),
    also: async (tx, decision) => input.also?.(tx, decision.after.facts.version),
  })
}

/** The reporter says that it is settled. */
export async function confirmSettled(deps: CaseDeps, call: CaseCall) {
  return actOnCase(deps, call, { action: 'confirmCase', isReporter: true, decide: (state, acting) => confirmCase(state, {}, acting) })
}

/** A follower says that it is settled for them; the case closes by the word of its own reporter. */
export async function confirmAsFollower(deps: CaseDeps, call: CaseCall, input: { readonly reportId: string }) {
  return actOnCase(deps, call, { action: 'confirmCase', isReporter: true, decide: (state, acting) => confirmByFollower(state, input, acting) })
}

/** The reporter says that it is not. */
export async function contradict(
  deps: CaseDeps, call: CaseCall, input: { readonly words: string; readonly reportId?: string; readonly follows?: boolean },
) {
  return actOnCase(deps, call, {
    action: 'reopenCase', isReporter: true,
    decide: (state, acting) => inTurn(contradictResult(state, input, acting), (after) => ok(hearWords(after, input.words, acting))),
  })
}

interface Deed<E> {
  readonly action: string
  readonly isReporter?: true
  /** What the caller had read, for acts that rest on it. */
  readonly seen?: { readonly act: CaseAct; readonly seenVersion: number; readonly taskId?: string }
  /** Words that outsiders will read. */
  readonly shows?: PublicWords
  readonly decide: (state: CaseState, acting: Acting, tx: ActTx) => Result<Decision, E> | Promise<Result<Decision, E>>
  /** For work done without signal: the other way into a case that the actor's scope no longer shows. Such work is refused for no conflict either. */
  readonly enterElse?: (tx: ActTx) => Promise<boolean>
  /** Rows beside the case's own that belong to the deed. */
  readonly also?: (tx: ActTx, decision: Decision, acting: Acting) => Promise<void>
}

/** One act on one case: lock, look whether somebody was faster, decide, write, tell. What other features do with a case goes through it too. */
export async function actOnCase<E>(
  deps: CaseDeps, call: CaseCall, deed: Deed<E>,
): Promise<Result<CaseChanged, E | NotFound | ChangedMeanwhile | ConflictOfInterest | WordsPrivate | CommandReused>> {
  return act(deps, { ...call, action: deed.action }, async (tx): Promise<Result<CaseChanged, E | NotFound | ChangedMeanwhile | ConflictOfInterest | WordsPrivate>> => {
    const isEntered = (await lockCase(tx, call.caseId)) || ((await deed.enterElse?.(tx)) === true && (await lockCase(tx, call.caseId)))
    const state = isEntered ? await findCaseState(tx, call.caseId) : undefined
    if (state === undefined) return err({ kind: 'not_found' })
    if (deed.isReporter !== true && deed.enterElse === undefined && (await findOwnConflict(tx, call.caseId)) !== null) return err({ kind: 'conflict_of_interest' })
    const changed = deed.seen && (await findChange(tx, state, deed.seen))
    if (changed !== undefined) return err(changed)
    const held = deed.shows && unseenPrivate(deed.shows.words, { names: await listSubjectNames(tx, call.caseId), seen: deed.shows.seenPrivate ?? [] })
    if (held !== undefined) return err(held)
    const rulebook = rulebookAt(deps.regency, tx.now)
    const acting = deed.isReporter ? reporterOf(tx, rulebook) : officerOf(tx, rulebook)
    const decided = await deed.decide(state, acting, tx)
    if (!decided.ok) return decided
    const { decision, save } = await followPlan(tx, decided.value, acting)
    await Promise.all([writeDecision(tx, rulebook, { before: state, decision }), tellReporter(tx, { before: state, ...decision })])
    await save()
    await deed.also?.(tx, decision, acting)
    const { facts } = decision.after
    return ok({ caseId: facts.caseId, version: facts.version, status: facts.status })
  })
}

async function findChange(tx: Tx, state: CaseState, seen: NonNullable<Deed<never>['seen']>): Promise<ChangedMeanwhile | undefined> {
  if (state.facts.version === seen.seenVersion) return undefined
  const events = await listCaseEvents(tx, state.facts.caseId, seen.seenVersion)
  if (mindChanging({ act: seen.act, taskId: seen.taskId ?? null }, events).length === 0) return undefined
  return { kind: 'case_changed_meanwhile', version: state.facts.version, events: events.map(eventView) }
}

/** Stores what was decided, with its traces: audit, live events. */
export async function writeDecision(tx: ActTx, rulebook: Acting['rulebook'], done: { before: CaseState | undefined; decision: Decision }): Promise<void> {
  const { after, events } = done.decision
  await saveCases(tx, [{ before: done.before, after, events, escalations: [] }], rulebook)
  const { caseId, areaId, officeIds, restricted } = after.facts
  if (done.before !== undefined && done.before.facts.restricted !== restricted) await withholdVerification(tx, caseId)
  tx.audit({
    subjectKind: 'case', subjectId: caseId, ...(!restricted && { areaId }), detail: { events: events.map((event) => event.kind), version: after.facts.version },
  })
  for (const event of events) tx.notify({ topic: 'case', kind: event.kind, subjectId: caseId, areaId, officeIds: [...officeIds], ...hearersOf(after) })
}

/** The actor as the rules see an officer. */
export function officerOf(tx: Tx, rulebook: Acting['rulebook']): Acting {
  const { accountId, name, ownOfficeId } = tx.actor
  return { at: tx.now, by: 'officer', accountId, name, officeId: ownOfficeId, rulebook, newId }
}

/** A reporter leaves no name and no account on the case. */
function reporterOf(tx: Tx, rulebook: Acting['rulebook']): Acting {
  return { at: tx.now, by: 'reporter', accountId: null, name: '', officeId: null, rulebook, newId }
}

async function findColleague(tx: Tx, accountId: string): Promise<{ accountId: string; name: string } | undefined> {
  const colleagues = await listOfficeColleagues(tx, ownOffice(tx))
  return colleagues.find((colleague) => colleague.accountId === accountId)
}

function ownOffice(tx: Tx): number {
  return tx.actor.ownOfficeId ?? -1
}
