import { findOffice, getOffice, getSecretariat } from '#modules/people/regency/regency.rules.ts'
import {
  decide, isOpen, withFacts, withNewTask, withOffice, withTasks, type Acting, type CaseState, type Decision, type Happening, type Task,
} from '#modules/response/case/case.rules.ts'
import { finished } from '#modules/response/case/task.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'

export type CaseRefused = { readonly kind: 'case_closed' | 'office_not_on_case' }

function refusalOf({ facts }: CaseState, acting: Acting): CaseRefused | undefined {
  if (facts.status === 'closed') return { kind: 'case_closed' }
  return facts.officeIds.includes(acting.officeId ?? -1) ? undefined : { kind: 'office_not_on_case' }
}

/**
 * From now on only those who handle the case see it. It is led where protected cases belong; offices of village and district that have
 * not begun leave it, because they are neighbours; whoever holds a task stays.
 */
export function protectCase(
  state: CaseState, input: { reason: string }, acting: Acting,
): Result<Decision, CaseRefused | { readonly kind: 'protected_already' }> {
  const refusal = refusalOf(state, acting)
  if (refusal !== undefined) return err(refusal)
  return state.facts.restricted ? err({ kind: 'protected_already' }) : ok(underProtection(state, input, acting))
}

/** A case that was not restricted, restricted: by an officer, or by the words that were heard. */
export function underProtection(state: CaseState, { reason }: { reason: string }, acting: Acting): Decision {
  const protectedState = ledByProtector(withFacts(state, { restricted: true }), acting)
  const leaving = neighbours(protectedState, acting)
  return decide(withoutTasks(protectedState, leaving, acting), acting, [...leaving.map(withdrawal), { kind: 'protected', words: reason }])
}

/** A case that has its verdict gets no new work; should it be reopened, its new lead has a task from then on. */
function ledByProtector(state: CaseState, acting: Acting): CaseState {
  const { regency } = acting.rulebook
  const protector = findOffice(regency, regency.triage.protection.office) ?? getSecretariat(regency)
  const isHeld = state.tasks.some((task) => task.officeId === state.facts.leadOfficeId && task.holderAccountId !== null)
  if (isHeld || state.facts.barredOfficeIds.includes(protector.officeId)) return state
  const works = state.tasks.some((task) => task.officeId === protector.officeId && isOpen(task))
  const joined = works || state.facts.status !== 'open' ? state : withNewTask(state, { office: protector, fromOfficeId: acting.officeId }, acting)
  return withOffice(withFacts(joined, { leadOfficeId: protector.officeId }), protector.officeId)
}

function neighbours(state: CaseState, acting: Acting): readonly Task[] {
  return state.tasks.filter((task) => isOpen(task) && task.holderAccountId === null && task.officeId !== state.facts.leadOfficeId
    && isNeighbour(getOffice(acting.rulebook.regency, task.officeId).kind))
}

function withoutTasks(state: CaseState, leaving: readonly Task[], acting: Acting): CaseState {
  return leaving.reduce((reached, task) => finished(reached, { taskId: task.taskId, result: 'withdrawn' }, acting), state)
}

/** What ends a task stands in the history: whoever reads it, or reckons the clocks from it, must not guess. */
function withdrawal({ taskId, officeId }: Task): Happening {
  return { kind: 'withdrawn', taskId, detail: { officeId } }
}

/** Offices in which people work who may know the family. */
function isNeighbour(kind: string): boolean {
  return kind === 'village_task_force' || kind === 'district_unit'
}

/** Everybody in whose scope the case lies sees it again. */
export function liftProtection(state: CaseState, input: { reason: string }, acting: Acting): Result<Decision, CaseRefused | { readonly kind: 'not_protected' }> {
  const refusal = refusalOf(state, acting)
  if (refusal !== undefined) return err(refusal)
  if (!state.facts.restricted) return err({ kind: 'not_protected' })
  return ok(decide(withFacts(state, { restricted: false, namedHandlers: [] }), acting, [{ kind: 'protection_lifted', words: input.reason }]))
}

/** An officer is named as one who handles the case, or no longer. */
export function setHandler(
  state: CaseState, input: { accountId: string; name: string; handles: boolean }, acting: Acting,
): Result<Decision, CaseRefused | { readonly kind: 'not_protected' }> {
  const refusal = refusalOf(state, acting)
  if (refusal !== undefined) return err(refusal)
  if (!state.facts.restricted) return err({ kind: 'not_protected' })
  const { accountId, name, handles } = input
  const others = state.facts.namedHandlers.filter((handler) => handler.accountId !== accountId)
  const named = withFacts(state, { namedHandlers: handles ? [...others, { accountId, name }] : others })
  return ok(decide(named, acting, [{ kind: handles ? 'handler_named' : 'handler_left', detail: { accountName: name } }]))
}

/** Whom a case is about. */
export interface Accused {
  readonly accountIds: readonly string[]
  readonly officeIds: readonly number[]
}

/** Those whom the case is about see nothing of it from now on; what they held goes to the lead, and the lead to the secretariat. */
export function barFromCase(state: CaseState, input: Accused & { readonly reason: string }, acting: Acting): Result<Decision, CaseRefused> {
  const refusal = refusalOf(state, acting)
  if (refusal !== undefined) return err(refusal)
  const barred = withFacts(state, {
    barredAccountIds: [...new Set([...state.facts.barredAccountIds, ...input.accountIds])],
    barredOfficeIds: [...new Set([...state.facts.barredOfficeIds, ...input.officeIds])],
    namedHandlers: state.facts.namedHandlers.filter((handler) => !input.accountIds.includes(handler.accountId)),
  })
  const freed = withTasks(barred, (task) => isOpen(task) && input.accountIds.includes(task.holderAccountId ?? ''), {
    status: 'new', holderAccountId: null, holderName: null,
  })
  const led = ledByUnaccused(freed, acting)
  const leaving = led.tasks.filter((task) => isOpen(task) && led.facts.barredOfficeIds.includes(task.officeId))
  return ok(decide(withoutTasks(led, leaving, acting), acting, [...leaving.map(withdrawal), { kind: 'accused_named', words: input.reason }]))
}

function ledByUnaccused(state: CaseState, acting: Acting): CaseState {
  const { barredOfficeIds, leadOfficeId } = state.facts
  const secretariat = getSecretariat(acting.rulebook.regency)
  if (!barredOfficeIds.includes(leadOfficeId) || barredOfficeIds.includes(secretariat.officeId)) return state
  return withOffice(withFacts(withLeadTask(state, acting), { leadOfficeId: secretariat.officeId }), secretariat.officeId)
}

function withLeadTask(state: CaseState, acting: Acting): CaseState {
  const office = getSecretariat(acting.rulebook.regency)
  const works = state.tasks.some((task) => task.officeId === office.officeId && isOpen(task))
  return works || state.facts.status !== 'open' ? state : withNewTask(state, { office, fromOfficeId: null }, acting)
}
