import { err, ok, type Result } from '#platform/result.ts'
import type { Office, Rung } from '#modules/people/regency/regency.contract.ts'
import { getOffice, officeOnRung } from '#modules/people/regency/regency.rules.ts'
import type { CaseClock } from '#modules/response/clock/clock.contract.ts'
import { resumeClock, stopClock } from '#modules/response/clock/clock.rules.ts'
import { dueEscalations, higherRung } from '#modules/response/ladder/ladder.rules.ts'
import { routeCase } from '#modules/response/routing/routing.rules.ts'
import type { TaskResult, ToldBy, Verdict } from './case.contract.ts'
import {
  answeredBy, clocksFor, climbOf, decide, holderOf, isOpen, silenceEndsAt, withClocks, withFacts, withNewTask, withOffice, withTasks,
} from './case.rules.ts'
import type { Acting, CaseState, Decision, Happening, Task } from './case.rules.ts'
import { finished, officeOnOpenCase, replyToOffice, type ActRefused, type ResolvedAlready } from './task.rules.ts'

export type NotLead = { readonly kind: 'not_lead_office' }
export type ReopenRefused = NotLead | { readonly kind: 'case_not_finished' } | { readonly kind: 'office_not_on_case' }

/** Whether an office may speak for the whole case: the lead, or the office of the rung to which the case has climbed above it. */
export function speaksForCase(state: CaseState, acting: Acting): boolean {
  if (acting.officeId === null) return false
  return acting.officeId === state.facts.leadOfficeId || acting.officeId === officeOfRung(state, state.facts.rung, acting).officeId
}

export type ConcludeRefused = ActRefused | NotLead | ResolvedAlready
  | { readonly kind: 'tasks_still_open'; readonly officeIds: readonly number[] }

const resultOfVerdict: Readonly<Record<Verdict, TaskResult>> = {
  helped: 'served', partly_helped: 'served', no_need: 'no_need', not_helped: 'not_eligible',
}

/** The one verdict. All clocks stop; the reporter is asked to confirm. Tasks of other offices must be done, or are withdrawn knowingly. */
export function concludeCase(
  state: CaseState, input: { verdict: Verdict; words: string; withdrawOpenTasks: boolean }, acting: Acting,
): Result<Decision, ConcludeRefused> {
  const office = officeOnOpenCase(state, acting)
  if (!office.ok) return office
  if (!speaksForCase(state, acting)) return err({ kind: 'not_lead_office' })
  const others = state.tasks.filter((task) => isOpen(task) && task.officeId !== office.value)
  if (others.length > 0 && !input.withdrawOpenTasks) return err({ kind: 'tasks_still_open', officeIds: others.map((task) => task.officeId) })
  const answered = answeredBy(state, office.value, acting)
  const done = state.tasks.filter(isOpen).reduce((reached, task) => {
    const result = task.officeId === office.value ? resultOfVerdict[input.verdict] : 'withdrawn'
    return finished(reached, { taskId: task.taskId, result }, acting)
  }, answered)
  const stopped = withClocks(done, () => true, (clock) => stopClock(clock, acting.at))
  const after = withFacts(stopped, { status: 'resolved', resolvedAt: acting.at, closesAt: silenceEndsAt(acting), verdict: input.verdict })
  const withdrawn = others.map((task): Happening => ({ kind: 'withdrawn', taskId: task.taskId, detail: { officeId: task.officeId } }))
  return ok(decide(after, acting, [...withdrawn, { kind: 'concluded', words: input.words, detail: { verdict: input.verdict } }]))
}

/** The reporter says that it is settled; an officer may write it down for them, with how they were told. */
export function confirmCase(state: CaseState, input: { words?: string; toldBy?: ToldBy }, acting: Acting): Result<Decision, { readonly kind: 'case_not_resolved' }> {
  if (state.facts.status !== 'resolved') return err({ kind: 'case_not_resolved' })
  return ok(decide(closed(state, acting), acting, [{ kind: 'confirmed', words: input.words, detail: input.toldBy === undefined ? {} : { toldBy: input.toldBy } }]))
}

/** One who follows the case says that it is settled for them, which there must be something to say about. */
export function confirmByFollower(state: CaseState, input: { reportId: string }, acting: Acting): Result<Decision, { readonly kind: 'case_not_resolved' }> {
  if (state.facts.status === 'open') return err({ kind: 'case_not_resolved' })
  return ok(decide(state, acting, [{ kind: 'follower_confirmed', detail: { reportId: input.reportId } }]))
}

/** Nobody contradicted the result in time. Undefined while there is still time, or nothing to close. */
export function closeBySilence(state: CaseState, acting: Acting): Decision | undefined {
  const { status, closesAt } = state.facts
  if (status !== 'resolved' || closesAt === null || closesAt > acting.at) return undefined
  return decide(closed(state, acting), acting, [{ kind: 'closed_by_silence' }])
}

/**
 * It was not settled: every office that had finished is back at work, and its old clocks go on. The lead owes a new first response, and is back at
 * work in any case, also where its task was taken back because the case was joined to another or held for abuse.
 */
export function reopenCase(
  state: CaseState, input: { words: string; reportId?: string; toldBy?: ToldBy }, acting: Acting,
): Result<Decision, ReopenRefused> {
  const { facts } = state
  if (facts.status === 'open') return err({ kind: 'case_not_finished' })
  const isOwnDecision = acting.by === 'officer' && input.toldBy === undefined
  if (isOwnDecision && !facts.officeIds.includes(acting.officeId ?? -1)) return err({ kind: 'office_not_on_case' })
  if (isOwnDecision && !speaksForCase(state, acting)) return err({ kind: 'not_lead_office' })
  const ofLead = withdrawnTaskOfLead(state)
  const again = new Set(state.tasks.filter((task) => task.result !== 'withdrawn' || task === ofLead).map((task) => task.taskId))
  const working = withTasks(state, (task) => again.has(task.taskId), {
    status: 'new', result: null, finishedAt: null, answeredAt: null, holderAccountId: null, holderName: null,
  })
  const going = withClocks(
    working,
    (clock) => clock.measure === 'completion' && (clock.taskId === null || again.has(clock.taskId)),
    resumeClock,
  )
  const lead = getOffice(acting.rulebook.regency, facts.leadOfficeId)
  const promised = clocksFor(facts, { office: lead, taskId: null, measures: ['first_response'] }, acting)
  const after = withFacts(withTaskOfLead({ ...going, clocks: [...going.clocks, ...promised] }, acting), {
    status: 'open', answeredAt: null, resolvedAt: null, closesAt: null, closedAt: null, verdict: null,
  })
  const detail = { ...(input.reportId !== undefined && { reportId: input.reportId }), ...(input.toldBy !== undefined && { toldBy: input.toldBy }) }
  return ok(decide(after, acting, [{ kind: 'reopened', taskId: ofLead?.taskId, words: input.words, detail }]))
}

/** The lead's last task, where every task of its was taken back. */
function withdrawnTaskOfLead({ facts, tasks }: CaseState): Task | undefined {
  const own = tasks.filter((task) => task.officeId === facts.leadOfficeId && !task.isArrival)
  return own.every((task) => task.result === 'withdrawn') ? own.at(-1) : undefined
}

/** An office that came to lead the case when it had its verdict had no task of its own. */
function withTaskOfLead(state: CaseState, acting: Acting): CaseState {
  const { leadOfficeId } = state.facts
  if (state.tasks.some((task) => task.officeId === leadOfficeId && isOpen(task))) return state
  return withNewTask(state, { office: getOffice(acting.rulebook.regency, leadOfficeId), fromOfficeId: null }, acting)
}

/** The reporter says that it did not help. Where the case was opened again meanwhile, the word of one who follows it reaches the offices all the same. */
export function contradictResult(
  state: CaseState, input: { words: string; reportId?: string; follows?: boolean }, acting: Acting,
): Result<Decision, ReopenRefused | { readonly kind: 'case_closed' }> {
  return input.follows === true && state.facts.status === 'open' ? replyToOffice(state, input, acting) : reopenCase(state, input, acting)
}

/** The place is known better: the offices of that place come in, and the lead goes to the unit of its district with all its clocks. */
export function placeCase(
  state: CaseState, input: { areaId: number; reason: string }, acting: Acting,
): Result<Decision, ActRefused | NotLead | ResolvedAlready | { readonly kind: 'area_unknown' } | { readonly kind: 'place_unchanged' }> {
  const office = officeOnOpenCase(state, acting)
  if (!office.ok) return office
  if (!speaksForCase(state, acting)) return err({ kind: 'not_lead_office' })
  const area = acting.rulebook.regency.areas.byId.get(input.areaId)
  if (area === undefined) return err({ kind: 'area_unknown' })
  if (input.areaId === state.facts.areaId) return err({ kind: 'place_unchanged' })
  const route = routeCase(acting.rulebook.regency, { ...state.facts, areaId: input.areaId })
  const located = withFacts(state, { areaId: input.areaId, districtId: route.districtId })
  const led = route.lead.kind === 'district_unit' ? ledBy(located, route.lead) : located
  const working = new Set(led.tasks.filter(isOpen).map((task) => task.officeId))
  const missing = route.offices.filter((one) => !working.has(one.officeId) && !led.facts.officeIds.includes(one.officeId))
  const after = missing.reduce((reached, one) => withNewTask(reached, { office: one, fromOfficeId: office.value }, acting), led)
  const from = state.facts.leadOfficeId
  const lead = led.facts.leadOfficeId === from ? {} : { fromOfficeId: from, officeId: led.facts.leadOfficeId }
  return ok(decide(after, acting, [{ kind: 'placed', words: input.reason, detail: { areaId: area.areaId, placeName: area.name, ...lead } }]))
}

/** One clock handed up to one rung, and since when that was due. */
export interface Escalation {
  readonly clockId: string
  readonly rung: Rung
  readonly dueAt: Date
  readonly officeId: number
}

/** Everything that must be handed up now, each clock to each rung once; undefined when there is nothing. */
export function escalateCase(state: CaseState, acting: Acting): (Decision & { readonly escalations: readonly Escalation[] }) | undefined {
  const { ladder } = acting.rulebook
  const breaches = state.clocks.flatMap((clock) => {
    const climb = climbOf(state, clock, acting.rulebook)
    return dueEscalations(ladder, climb, acting.at).map((moment) => ({ clock, ...moment }))
  })
  if (breaches.length === 0) return undefined
  const rungs = ladder.rungs.map((step) => step.rung).filter((rung) => breaches.some((breach) => breach.rung === rung))
  const happenings = rungs.map((rung) => happeningOf(state, breaches.filter((breach) => breach.rung === rung), officeOfRung(state, rung, acting)))
  const marked = withClocks(state, () => true, (clock) => {
    const reached = breaches.filter((breach) => breach.clock === clock).map((breach) => breach.rung)
    return reached.length === 0 ? clock : { ...clock, escalatedTo: [...clock.escalatedTo, ...reached] }
  })
  const seen = rungs.reduce((reached, rung) => withOffice(reached, officeOfRung(state, rung, acting).officeId), marked)
  const rung = rungs.reduce((top, one) => higherRung(ladder, top, one), state.facts.rung)
  const after = rung === state.facts.rung ? seen : withFacts(seen, { rung, moved: { at: acting.at, by: 'escalated' } })
  const escalations = breaches.map(({ clock, rung: reached, at }) => ({
    clockId: clock.clockId, rung: reached, dueAt: at, officeId: officeOfRung(state, reached, acting).officeId,
  }))
  return { ...decide(after, acting, happenings), escalations }
}

interface Breach {
  readonly clock: CaseClock
  readonly rung: Rung
}

/** One event a rung, however many clocks it is about: a timeline that people can read. */
function happeningOf(state: CaseState, breaches: readonly Breach[], office: Office): Happening {
  const [first] = breaches
  if (first === undefined) throw new Error('an escalation without a breach')
  const measures = [...new Set(breaches.map((breach) => breach.clock.measure))]
  const taskId = breaches.every((breach) => breach.clock.taskId === first.clock.taskId) ? first.clock.taskId : null
  return {
    kind: 'escalated', taskId: taskId ?? undefined,
    detail: { rung: first.rung, measures, fromOfficeId: holderOf(state, first.clock), officeId: office.officeId },
  }
}

/** The office that must act on a rung, for the place of a case. */
export function officeOfRung(state: CaseState, rung: Rung, acting: Acting): Office {
  const step = acting.rulebook.ladder.rungs.find((one) => one.rung === rung)
  return officeOnRung(acting.rulebook.regency, step ?? { rung }, state.facts.areaId)
}

function closed(state: CaseState, acting: Acting): CaseState {
  return withFacts(state, { status: 'closed', closedAt: acting.at, closesAt: null })
}

/** The lead's open tasks and the lead itself go to another office; whoever holds the clocks of the case is the lead. */
function ledBy(state: CaseState, lead: Office): CaseState {
  const { leadOfficeId } = state.facts
  if (leadOfficeId === lead.officeId) return state
  const moved = withTasks(state, (task) => task.officeId === leadOfficeId && isOpen(task), {
    officeId: lead.officeId, fromOfficeId: leadOfficeId, status: 'new', holderAccountId: null, holderName: null,
  })
  return withOffice(withFacts(moved, { leadOfficeId: lead.officeId }), lead.officeId)
}
