import { err, ok, type Result } from '#platform/result.ts'
import type { Category, Regency } from '#modules/people/regency/regency.contract.ts'
import type { FieldFinding } from '#modules/people/regency/field.contract.ts'
import { decide, isOpen, type Acting, type CaseState, type Decision, type Happening } from '#modules/response/case/case.rules.ts'
import { ownOpenTask, type TaskRefused } from '#modules/response/case/task.rules.ts'
import { setUrgency } from '#modules/response/case/urgency.rules.ts'
import { urgencyNumber } from '#modules/response/case/urgency-number.rules.ts'
import type { VisitOutcome, VisitStanding } from '#modules/response/case/visit.contract.ts'
import { addDays } from '#platform/day.ts'
import { fieldLimits, type FindingChoice } from './field.contract.ts'

/** What was found at a door, and what follows from it on this case. */
export interface Found {
  /** What the visit itself says; what is protected is not among it. */
  readonly shown: readonly FieldFinding[]
  /** What asks for a report of its own. */
  readonly opens: readonly (FieldFinding & { readonly category: Category })[]
}

/** The findings that hold on a day, as a device takes them along. */
export function findingChoices(regency: Regency, day: string): readonly FindingChoice[] {
  const holding = regency.findings.filter((finding) => finding.from <= day && (finding.to === null || day <= finding.to))
  return holding.map(({ key, name, urgency, noted, ...finding }) => {
    const category = categoryOf(regency, finding.opens)
    return {
      key, name: { ...name }, urgency: urgency ?? null, noted: noted === true,
      opens: category === undefined ? null : { code: category.code, name: { ...category.name }, restricted: category.restricted === true },
    }
  })
}

/** Reads what was ticked, by every finding that the regency ever had: a device may have been away for long. */
export function readFindings(regency: Regency, keys: readonly string[], of: { readonly category: string }): Result<Found, { readonly kind: 'finding_unknown' }> {
  const ticked = [...new Set(keys)].map((key) => regency.findings.find((finding) => finding.key === key))
  const findings = ticked.filter((finding) => finding !== undefined)
  if (findings.length < ticked.length) return err({ kind: 'finding_unknown' })
  const opens = findings.flatMap((finding) => {
    const category = categoryOf(regency, finding.opens)
    return category === undefined || category.code === of.category ? [] : [{ ...finding, category }]
  })
  const hidden = new Set(opens.filter(({ category }) => category.restricted === true).map(({ key }) => key))
  return ok({ opens, shown: findings.filter(({ key }) => !hidden.has(key)) })
}

function categoryOf(regency: Regency, code: string | undefined): Category | undefined {
  return code === undefined ? undefined : regency.categories.find((category) => category.code === code)
}

/** What was so at the door. */
export interface ArrivedVisit {
  readonly visitId: string
  readonly taskId: string
  readonly outcome: VisitOutcome
  readonly found: Found
}

/** Why the officer does not see the case any more, if so. */
export type Estranged = 'out_of_reach' | 'own_conflict' | null

/** How the case stands for whoever hands in a visit to it. */
export function standingOf(state: CaseState, visit: { readonly taskId: string; readonly estranged: Estranged }, acting: Acting): VisitStanding {
  if (visit.estranged !== null) return visit.estranged
  if (state.facts.status === 'closed') return 'closed'
  if (state.facts.status === 'resolved') return 'concluded'
  const task = state.tasks.find((one) => one.taskId === visit.taskId)
  if (task === undefined || task.officeId !== acting.officeId) return 'handed_over'
  if (!isOpen(task)) return 'task_done'
  return task.holderAccountId === null || task.holderAccountId === acting.accountId ? 'in_hand' : 'held_by_other'
}

/**
 * A visit made without signal arrives. It is always kept; how the case stood is said with it. What was found raises the urgency and leaves its notes,
 * whoever holds the task now, but not by the word of somebody who stands near to the case. `raised`: findings that opened a report from this case before.
 */
export function arriveVisit(
  state: CaseState, visit: ArrivedVisit & { readonly standing: VisitStanding; readonly raised: ReadonlySet<string> }, acting: Acting,
): Decision {
  const { visitId, outcome, standing, found } = visit
  const kind = outcome === 'met' || outcome === 'refused' ? 'visited' : 'visit_missed'
  const visited: Happening = {
    kind, taskId: state.tasks.some((task) => task.taskId === visit.taskId) ? visit.taskId : undefined,
    detail: { visitId, visitOutcome: outcome, ...(standing !== 'in_hand' && { visitStanding: standing }) },
  }
  if (standing === 'own_conflict') return decide(state, acting, [visited])
  const hastened = hasten(state, found, acting)
  const arrived = decide(hastened.after, acting, [visited, ...notesOf(found), ...raisingsOf(found, visit.raised)])
  return { after: arrived.after, events: [...hastened.events, ...arrived.events] }
}

/** The case made as urgent as the gravest thing that was found; never less urgent than it is. A closed case has no urgency to raise. */
function hasten(state: CaseState, { shown }: Found, acting: Acting): Decision {
  const [gravest] = shown.toSorted((left, right) => urgencyNumber[left.urgency ?? 'ordinary'] - urgencyNumber[right.urgency ?? 'ordinary'])
  const unchanged: Decision = { after: state, events: [] }
  if (gravest?.urgency === undefined || urgencyNumber[gravest.urgency] >= urgencyNumber[state.facts.urgency]) return unchanged
  const decided = setUrgency(state, { urgency: gravest.urgency, reason: gravest.name.id }, acting)
  return decided.ok ? decided.value : unchanged
}

function notesOf({ shown }: Found): readonly Happening[] {
  return shown.filter(({ noted }) => noted === true).map(({ name }) => ({ kind: 'noted', words: name.id }))
}

/** Of what is protected nothing is said here: it is read by those who handle it. */
function raisingsOf({ opens }: Found, raised: ReadonlySet<string>): readonly Happening[] {
  const open = opens.filter(({ key, category }) => category.restricted !== true && !raised.has(key))
  return open.map(({ key, category }) => ({ kind: 'finding_raised', detail: { finding: key, category: category.code } }))
}

/** A visit on a day that lies ahead, by the office whose task it is. */
export function planVisit(
  state: CaseState, input: { readonly taskId: string; readonly plannedOn: string }, acting: Acting,
): Result<Decision, TaskRefused | { readonly kind: 'visit_day_unusable' }> {
  const task = ownOpenTask(state, input.taskId, acting)
  if (!task.ok) return task
  const { day } = acting.rulebook
  if (input.plannedOn < day || input.plannedOn > addDays(day, fieldLimits.planDays)) return err({ kind: 'visit_day_unusable' })
  return ok(decide(state, acting, [{ kind: 'visit_planned', taskId: input.taskId, detail: { plannedOn: input.plannedOn } }]))
}
