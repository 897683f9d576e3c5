import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import { openCase, rulebookAt, withFacts, withTasks, type Acting, type CaseState, type Decision } from '#modules/response/case/case.rules.ts'
import type { VisitOutcome } from '#modules/response/case/visit.contract.ts'
import { regencyDir } from '../../../../test/template.ts'
import { arriveVisit, planVisit, readFindings, standingOf, type Estranged } from './field.rules.ts'

const regency = loadRegency(regencyDir)
const at = new Date('2026-11-25T02:00:00Z')
const kemiren = 152_004
let made = 0
const acting: Acting = { at, by: 'officer', accountId: 'officer', name: 'Lilik', officeId: kemiren, rulebook: rulebookAt(regency, at), newId: () => `id-${(made += 1)}` }

function someCase(category = 'ADM'): CaseState {
  return openCase({
    caseId: 'case', caseNumber: 'K-2026-000001', reportId: 'report', areaId: kemiren, category, channel: 'web', danger: false, summary: '', photoCount: 0,
    personId: null, familyId: null, reporterCanReply: true,
  }, acting).after
}

function ownTask(state: CaseState): string {
  return state.tasks.find((task) => task.officeId === kemiren)!.taskId
}

interface Given {
  readonly visitId?: string
  readonly outcome?: VisitOutcome
  readonly findings?: readonly string[]
  readonly estranged?: Estranged
  readonly raised?: ReadonlySet<string>
}

function arrive(state: CaseState, { visitId = 'visit', outcome = 'met', findings = [], estranged = null, raised = new Set() }: Given): Decision {
  const found = readFindings(regency, findings, state.facts)
  if (!found.ok) throw new Error(found.error.kind)
  const standing = standingOf(state, { taskId: ownTask(state), estranged }, acting)
  return arriveVisit(state, { visitId, taskId: ownTask(state), outcome, standing, found: found.value, raised }, acting)
}

const base = someCase()
const closed = withFacts(base, { status: 'closed', closedAt: at })

describe('how the case stands when a visit arrives', () => {
  test.each([
    { what: 'its task is free', state: base, estranged: null, standing: 'in_hand' },
    { what: 'a colleague holds its task', state: withTasks(base, () => true, { holderAccountId: 'colleague' }), estranged: null, standing: 'held_by_other' },
    { what: 'its task went to another office', state: withTasks(base, () => true, { officeId: 1 }), estranged: null, standing: 'handed_over' },
    { what: 'its task is done', state: withTasks(base, () => true, { status: 'done' }), estranged: null, standing: 'task_done' },
    { what: 'the case has its verdict', state: withFacts(base, { status: 'resolved' }), estranged: null, standing: 'concluded' },
    { what: 'the case is closed', state: closed, estranged: null, standing: 'closed' },
    { what: 'the officer no longer sees it', state: closed, estranged: 'out_of_reach', standing: 'out_of_reach' },
    { what: 'the officer stands near to it', state: base, estranged: 'own_conflict', standing: 'own_conflict' },
  ] as const)('is said when $what', ({ state, estranged, standing }) => {
    expect(standingOf(state, { taskId: ownTask(base), estranged }, acting)).toBe(standing)
  })
})

describe('a visit that arrives', () => {
  test.each([
    { outcome: 'met', kind: 'visited' }, { outcome: 'refused', kind: 'visited' }, { outcome: 'absent', kind: 'visit_missed' }, { outcome: 'wrong_address', kind: 'visit_missed' },
  ] as const)('is told as what it was: $outcome', ({ outcome, kind }) => {
    expect(arrive(base, { outcome }).events).toMatchObject([{ kind, shownToReporter: true, detail: { visitId: 'visit', visitOutcome: outcome } }])
  })

  test('is kept on a closed case too, and says that it came late', () => {
    const { after, events } = arrive(closed, { findings: ['hungry'] })
    expect(events.map((event) => event.kind)).toEqual(['visited', 'finding_raised'])
    expect(events[0]?.detail.visitStanding).toBe('closed')
    expect(after.facts).toMatchObject({ status: 'closed', urgency: 'ordinary' })
  })

  test('with hunger makes the case one of danger, and opens a report once', () => {
    const first = arrive(base, { findings: ['hungry'] })
    expect(first.events.map((event) => event.kind)).toEqual(['urgency_set', 'visited', 'finding_raised'])
    expect(first.after.facts.urgency).toBe('danger')
    const second = arrive(first.after, { visitId: 'later', findings: ['hungry'], raised: new Set(['hungry']) })
    expect(second.events.map((event) => event.kind)).toEqual(['visited'])
  })

  test('opens no report for the kind of trouble that the case is of', () => {
    expect(arrive(someCase('PDK'), { findings: ['child-not-at-school'] }).events.map((event) => event.kind)).toEqual(['visited'])
  })

  test('says nothing of what is protected on a case that others read', () => {
    const { after, events } = arrive(base, { findings: ['violence'] })
    expect(events.map((event) => event.kind)).toEqual(['visited'])
    expect(after.facts.urgency).toBe('ordinary')
    const found = readFindings(regency, ['violence', 'roof-leaks'], base.facts)
    expect(found).toMatchObject({ ok: true, value: { shown: [{ key: 'roof-leaks' }], opens: [{ key: 'violence' }] } })
  })

  test('by somebody who stands near to the family changes nothing on the case', () => {
    const { after, events } = arrive(base, { findings: ['hungry', 'roof-leaks'], estranged: 'own_conflict' })
    expect([events.map((event) => event.kind), after.facts.urgency]).toEqual([['visited'], 'ordinary'])
  })

  test('with a finding that the regency never had is refused', () => {
    expect(readFindings(regency, ['dragon'], base.facts)).toEqual({ ok: false, error: { kind: 'finding_unknown' } })
  })
})

describe('a plan for a visit', () => {
  test.each([
    { on: '2026-11-25', result: { ok: true, value: { events: [{ kind: 'visit_planned', shownToReporter: true, detail: { plannedOn: '2026-11-25' } }] } } },
    { on: '2027-01-24', result: { ok: true } },
    { on: '2026-11-24', result: { ok: false, error: { kind: 'visit_day_unusable' } } },
    { on: '2027-01-25', result: { ok: false, error: { kind: 'visit_day_unusable' } } },
  ])('for $on is answered', ({ on, result }) => {
    expect(planVisit(base, { taskId: ownTask(base), plannedOn: on }, acting)).toMatchObject(result)
  })

  test('is the office\'s whose task it is', () => {
    expect(planVisit(base, { taskId: ownTask(base), plannedOn: '2026-11-25' }, { ...acting, officeId: 1 })).toMatchObject({ ok: false, error: { kind: 'task_of_other_office' } })
  })
})

const keys = regency.findings.map((finding) => finding.key)
const visits = fc.uniqueArray(fc.record({
  visitId: fc.uuid(), outcome: fc.constantFrom<VisitOutcome>('met', 'absent', 'wrong_address', 'refused'), findings: fc.uniqueArray(fc.constantFrom(...keys)),
}), { selector: (visit) => visit.visitId, maxLength: 6 })

/** What the office has after the visits came in this order, some of them more than once; one that came before changes nothing. */
function afterAll(state: CaseState, order: readonly Required<Pick<Given, 'visitId' | 'outcome' | 'findings'>>[]) {
  const events: Decision['events'][number][] = []
  let now = state
  for (const visit of order) {
    if (events.some((event) => event.detail.visitId === visit.visitId)) continue
    const raised = new Set(events.flatMap((event) => (event.kind === 'finding_raised' ? [event.detail.finding ?? ''] : [])))
    const decision = arrive(now, { ...visit, raised })
    events.push(...decision.events)
    now = decision.after
  }
  const kept = events.flatMap((event) => (event.detail.visitId === undefined ? [] : [`${event.detail.visitId} ${event.kind} ${event.detail.visitOutcome}`]))
  const opened = events.flatMap((event) => (event.kind === 'finding_raised' ? [event.detail.finding] : []))
  return { kept: kept.sort(), opened: opened.sort(), urgency: now.facts.urgency, notes: events.filter((event) => event.kind === 'noted').map((event) => event.words).sort() }
}

test('visits of several devices come to the same whatever their order and however often they are sent, and none is lost', () => {
  const orders = visits.chain((each) => fc.tuple(fc.constant(each), fc.shuffledSubarray([...each, ...each], { minLength: each.length * 2, maxLength: each.length * 2 })))
  fc.assert(fc.property(orders, fc.constantFrom(base, closed, withFacts(base, { urgency: 'danger' })), ([straight, mixed], state) => {
    const result = afterAll(state, mixed)
    expect(result).toEqual(afterAll(state, straight))
    expect(result.kept).toHaveLength(straight.length)
  }), { seed: Number(process.env['SEED'] ?? 20_261_126), numRuns: 150 })
})
