import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import type { ClockView } from '#modules/response/clock/clock.contract.ts'
import { dueAt, pauseAt, stateOf } from '#modules/response/clock/clock.rules.ts'
import { triageView, type KeptTriage } from '#modules/response/triage/triage.rules.ts'
import { actsFor } from './acts.rules.ts'
import type { CaseDetail, CaseEventView, CaseReport, VisitView } from './case.contract.ts'
import type { KeptVisit } from './visit.contract.ts'
import { holderOf, type Acting, type CaseEvent, type CaseState, type Rulebook, type Task } from './case.rules.ts'

/** What a detail page is put together from, besides the case itself. */
export interface CasePapers {
  readonly events: readonly CaseEvent[]
  readonly visits: readonly KeptVisit[]
  readonly reports: readonly CaseReport[]
  readonly triage: readonly KeptTriage[]
}

/** Who reads, when, and what they may do. */
export interface CaseReader {
  readonly acting: Acting
  readonly grants: ReadonlySet<string>
}

/** The whole case as an officer reads it. */
export function caseDetail(state: CaseState, papers: CasePapers, reader: CaseReader): CaseDetail {
  const { facts } = state
  const { rulebook, at } = reader.acting
  const { regency } = rulebook
  const names = placeNames(regency, facts.areaId)
  return {
    caseId: facts.caseId, caseNumber: facts.caseNumber, version: facts.version, status: facts.status, rung: facts.rung,
    category: facts.category, categoryName: categoryName(regency, facts.category), danger: facts.danger, urgency: facts.urgency, restricted: facts.restricted, handlers: handlersNamed(state),
    isAboutOfficer: facts.barredAccountIds.length + facts.barredOfficeIds.length > 0, summary: facts.summary,
    areaId: facts.areaId, ...names, personId: facts.personId, familyId: facts.familyId,
    leadOfficeId: facts.leadOfficeId, officeIds: [...facts.officeIds], reporterCanReply: facts.reporterCanReply,
    openedAt: facts.openedAt.toISOString(), answeredAt: isoOrNull(facts.answeredAt), resolvedAt: isoOrNull(facts.resolvedAt),
    closesAt: isoOrNull(facts.closesAt), closedAt: isoOrNull(facts.closedAt), verdict: facts.verdict,
    tasks: leadFirst(state).map((task) => ({
      ...task, openedAt: task.openedAt.toISOString(), answeredAt: isoOrNull(task.answeredAt), finishedAt: isoOrNull(task.finishedAt),
    })),
    clocks: clockViews(state, rulebook, at),
    events: papers.events.map(eventView), visits: papers.visits.map((visit) => visitView(visit, regency)), reports: [...papers.reports],
    triage: papers.triage.map((kept) => triageView(kept, regency)),
    offices: officeNames(regency, mentionedOffices(state, papers)),
    may: [...actsFor(state, reader.acting, reader.grants)],
  }
}

/** Who handles a case by name: whoever was named, and whoever holds a task. */
function handlersNamed(state: CaseState): CaseDetail['handlers'] {
  const holders = state.tasks.flatMap(({ status, holderAccountId, holderName }) => (
    status === 'done' || holderAccountId === null ? [] : [{ accountId: holderAccountId, name: holderName ?? '' }]))
  return [...new Map([...holders, ...state.facts.namedHandlers].map((handler) => [handler.accountId, { ...handler }])).values()]
}

/** Every clock of a case as it stands at a moment. */
function clockViews(state: CaseState, rulebook: Rulebook, at: Date): ClockView[] {
  return state.clocks.map((clock) => ({
    clockId: clock.clockId, taskId: clock.taskId, measure: clock.measure, promiseKey: clock.promiseKey, regimeName: regimeName(rulebook.regency, clock.promiseKey), promiseVersion: clock.promiseVersion,
    holderOfficeId: holderOf(state, clock), startedAt: clock.startedAt.toISOString(), dueAt: dueAt(clock, rulebook.calendar).toISOString(),
    stoppedAt: isoOrNull(clock.stoppedAt), pausedUntil: isoOrNull(clock.stoppedAt === null ? (pauseAt(clock, at)?.until ?? null) : null),
    state: stateOf(clock, rulebook.calendar, at),
  }))
}

/** In whose name a promise was made; null for the regency's own. */
function regimeName(regency: Regency, promiseKey: string): ClockView['regimeName'] {
  const regime = regency.promises.find((promise) => promise.key === promiseKey)?.regime
  const found = regency.regimes.find((one) => one.key === regime)
  return found === undefined ? null : { ...found.name }
}

/** The tasks of a case, those of the lead on top. */
export function leadFirst(state: CaseState): readonly Task[] {
  const place = (task: Task): number => (task.officeId === state.facts.leadOfficeId ? 0 : 1)
  return state.tasks.toSorted((left, right) => place(left) - place(right) || left.openedAt.getTime() - right.openedAt.getTime())
}

/** An event as it travels; who by account stays here. */
export function eventView(event: CaseEvent): CaseEventView {
  return {
    seq: event.seq, kind: event.kind, at: event.at.toISOString(), by: event.by, byName: event.byName, byOfficeId: event.byOfficeId,
    taskId: event.taskId, words: event.words, detail: event.detail, shownToReporter: event.shownToReporter,
  }
}

/** A visit with what was ticked in words; what the regency no longer has keeps its key. */
function visitView({ findingKeys, visitedAt, ...visit }: KeptVisit, regency: Regency): VisitView {
  const ticked = findingKeys.map((key) => ({ ...(regency.findings.find((finding) => finding.key === key)?.name ?? { id: key, en: key }) }))
  return { ...visit, visitedAt: visitedAt.toISOString(), ticked }
}

/** The names of a place's district and village, as far as they are known. */
export function placeNames(regency: Regency, areaId: number): { districtName: string | null; villageName: string | null } {
  const area = regency.areas.byId.get(areaId)
  if (area?.kind === 'village') return { districtName: regency.areas.byId.get(area.parentId ?? 0)?.name ?? null, villageName: area.name }
  return { districtName: area?.kind === 'district' ? area.name : null, villageName: null }
}

/** The name of a kind of trouble in both languages; one that the regency no longer has keeps its code. */
export function categoryName(regency: Regency, code: string): CaseDetail['categoryName'] {
  const found = regency.categories.find((category) => category.code === code)
  return found === undefined ? { id: code, en: code } : { ...found.name }
}

/** Names of offices in both languages. */
function officeNames(regency: Regency, officeIds: readonly number[]): CaseDetail['offices'] {
  return officeIds.map((officeId) => {
    const { kind, short, name } = getOffice(regency, officeId)
    return { officeId, kind, short, name: { ...name } }
  })
}

function mentionedOffices(state: CaseState, papers: CasePapers): readonly number[] {
  const inEvents = papers.events.flatMap((event) => [event.byOfficeId, event.detail.officeId ?? null, event.detail.fromOfficeId ?? null, ...(event.detail.officeIds ?? [])])
  const all = [...state.facts.officeIds, ...inEvents, ...papers.visits.map((visit) => visit.officeId)]
  return [...new Set(all.filter((officeId) => officeId !== null))]
}

function isoOrNull(moment: Date | null): string | null {
  return moment?.toISOString() ?? null
}
