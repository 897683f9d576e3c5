import { describe, expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import type { Result } from '#platform/result.ts'
import { regencyDir } from '../../../../test/template.ts'
import type { CaseClock } from '#modules/response/clock/clock.contract.ts'
import { stateOf } from '#modules/response/clock/clock.rules.ts'
import { actsFor } from './acts.rules.ts'
import { holderOf, nextDueAt, openCase, rulebookAt, sweepAt, type Acting, type CaseState, type Decision } from './case.rules.ts'
import { mindChanging } from './conflict.rules.ts'
import { closeBySilence, concludeCase, confirmCase, escalateCase, placeCase, reopenCase } from './outcome.rules.ts'
import * as work from './task.rules.ts'

const regency = loadRegency(regencyDir)
const village = [...regency.areas.byId.values()].find((area) => area.kind === 'village')!
const start = new Date('2026-11-25T02:00:00Z')
const hour = 3_600_000
let made = 0

function acting(officeId: number | null, hours: number, change: Partial<Acting> = {}): Acting {
  const at = new Date(start.getTime() + hours * hour)
  const by = officeId === null ? 'reporter' : 'officer'
  const name = officeId === null ? '' : `officer of ${officeId}`
  return {
    at, by, accountId: officeId === null ? null : `account-${officeId}`, name, officeId, rulebook: rulebookAt(regency, at),
    newId: () => `id-${(made += 1)}`, ...change,
  }
}

function opened(change: { areaId?: number; category?: string; reporterCanReply?: boolean } = {}): CaseState {
  return openCase({
    caseId: 'case', caseNumber: 'K-2026-000001', reportId: 'report', areaId: village.areaId, category: 'KES', channel: 'web', danger: true,
    summary: 'ill', photoCount: 0, personId: null, familyId: null, reporterCanReply: true, ...change,
  }, acting(null, 0)).after
}

function after<E>(result: Result<Decision, E>): CaseState {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value.after
}

function refusal<E>(result: Result<Decision, E>): E | undefined {
  return result.ok ? undefined : result.error
}

function officesOf(state: CaseState): { unit: number; taskForce: number; agency: number; secretariat: number } {
  const onCase = regency.offices.filter((office) => state.facts.officeIds.includes(office.officeId))
  const idOf = (kind: string): number => onCase.find((office) => office.kind === kind)?.officeId ?? -1
  const secretariat = regency.offices.find((office) => office.kind === 'secretariat')!.officeId
  return { unit: idOf('district_unit'), taskForce: idOf('village_task_force'), agency: idOf('agency'), secretariat }
}

const fresh = opened()
const { unit, taskForce, agency, secretariat } = officesOf(fresh)

function taskOf(state: CaseState, officeId: number): string {
  return state.tasks.find((task) => task.officeId === officeId)!.taskId
}

function clocksOf(state: CaseState, now: Date): Record<string, string> {
  const { calendar } = rulebookAt(regency, now)
  const nameOf = (clock: CaseClock): string => `${clock.taskId === null ? 'case' : holderOf(state, clock)} ${clock.measure}`
  const own = state.clocks.filter((clock) => clock.promiseKey !== 'hukum-60-hari')
  return Object.fromEntries(own.map((clock) => [nameOf(clock), stateOf(clock, calendar, now)]))
}

describe('a new case', () => {
  test('has a task for each office, and clocks of its own and of each task', () => {
    expect(fresh.tasks.map((task) => task.officeId)).toEqual([unit, taskForce, agency])
    expect(fresh.facts).toMatchObject({ leadOfficeId: unit, status: 'open', version: 1, rung: 'district' })
    expect(fresh.clocks).toHaveLength(9)
  })

  test('the unit has promised two hours, the others four', () => {
    const { calendar } = rulebookAt(regency, start)
    expect(calendar).toBeDefined()
    expect(nextDueAt(fresh, (clock) => clock.taskId === null, rulebookAt(regency, start))).toEqual(new Date(start.getTime() + 2 * hour))
    const agencyTask = taskOf(fresh, agency)
    expect(nextDueAt(fresh, (clock) => clock.taskId === agencyTask, rulebookAt(regency, start))).toEqual(new Date(start.getTime() + 4 * hour))
  })
})

describe('an answer', () => {
  test('keeps the promise of the case and of that office, and of nobody else', () => {
    const state = after(work.answerCase(fresh, { words: 'We come today' }, acting(agency, 1)))
    expect(clocksOf(state, new Date(start.getTime() + hour))).toMatchObject({
      'case first_response': 'met', [`${agency} first_response`]: 'met', [`${unit} first_response`]: 'warned_50', 'case completion': 'running',
    })
    expect(state.facts.answeredAt).toEqual(new Date(start.getTime() + hour))
    expect(state.tasks.find((task) => task.officeId === agency)).toMatchObject({ status: 'taken', holderName: `officer of ${agency}` })
  })

  test('by an office that has no part in it is refused', () => {
    const stranger = regency.offices.find((office) => !fresh.facts.officeIds.includes(office.officeId))!.officeId
    expect(work.answerCase(fresh, { words: 'hello' }, acting(stranger, 1))).toEqual({ ok: false, error: { kind: 'office_not_on_case' } })
    expect(work.answerCase(fresh, { words: 'hello' }, acting(null, 1))).toEqual({ ok: false, error: { kind: 'office_not_on_case' } })
  })
})

describe('a task', () => {
  const taskId = taskOf(fresh, unit)

  test('is taken once, by an officer of its office', () => {
    const taken = after(work.takeTask(fresh, { taskId }, acting(unit, 1)))
    expect(taken.tasks[0]).toMatchObject({ status: 'taken', holderAccountId: `account-${unit}` })
    expect(refusal(work.takeTask(taken, { taskId }, acting(unit, 1)))).toEqual({ kind: 'task_held_already', holderName: `officer of ${unit}` })
    expect(work.takeTask(fresh, { taskId }, acting(agency, 1))).toMatchObject({ error: { kind: 'task_of_other_office' } })
    expect(work.takeTask(fresh, { taskId: 'none' }, acting(unit, 1))).toMatchObject({ error: { kind: 'not_found' } })
  })

  test('waits for the reporter: completion stands still, a first response does not, a reply sets it going again', () => {
    const asked = after(work.askReporter(fresh, { taskId, words: 'Which house?' }, acting(unit, 1)))
    expect(clocksOf(asked, new Date(start.getTime() + 2 * hour))).toMatchObject({
      [`${unit} completion`]: 'paused', 'case completion': 'paused', [`${unit} first_response`]: 'met', [`${agency} completion`]: 'running',
    })
    expect(work.askReporter(asked, { taskId, words: 'And?' }, acting(unit, 2))).toMatchObject({ error: { kind: 'already_waiting' } })
    const replied = after(work.replyToOffice(asked, { words: 'The blue one' }, acting(null, 3)))
    expect(replied.tasks[0]?.status).toBe('taken')
    expect(clocksOf(replied, new Date(start.getTime() + 3 * hour))[`${unit} completion`]).toBe('running')
  })

  test('does not wait longer than the bound, and says so once', () => {
    const asked = after(work.askReporter(fresh, { taskId, words: 'Which house?' }, acting(unit, 1)))
    expect(work.endOverlongWaits(asked, acting(null, 72, { by: 'system' }))).toBeUndefined()
    const ended = work.endOverlongWaits(asked, acting(null, 73, { by: 'system' }))!
    expect(ended.events.map((event) => event.kind)).toEqual(['wait_ended'])
    expect(ended.after.tasks[0]?.status).toBe('taken')
    expect(work.endOverlongWaits(ended.after, acting(null, 74, { by: 'system' }))).toBeUndefined()
  })

  test('asks nobody who cannot reply', () => {
    const silent = opened({ reporterCanReply: false })
    const asked = work.askReporter(silent, { taskId: taskOf(silent, unit), words: 'Which house?' }, acting(unit, 1))
    expect(refusal(asked)).toEqual({ kind: 'reporter_cannot_reply' })
  })

  test('handed over keeps every due time; its new office holds its clocks', () => {
    const agencyTask = taskOf(fresh, agency)
    const state = after(work.handOverTask(fresh, { taskId: agencyTask, officeId: secretariat, reason: 'not ours' }, acting(agency, 1)))
    const clock = state.clocks.find((one) => one.taskId === agencyTask)!
    expect(holderOf(state, clock)).toBe(secretariat)
    expect(clock).toBe(fresh.clocks.find((one) => one.clockId === clock.clockId))
    expect(state.facts.leadOfficeId).toBe(unit)
    expect(state.facts.officeIds).toContain(agency)
    const back = after(work.handBackTask(state, { taskId: agencyTask, reason: 'it is yours' }, acting(secretariat, 2)))
    expect(back.tasks.find((task) => task.taskId === agencyTask)).toMatchObject({ officeId: agency, status: 'handed_back' })
  })

  test('handed back goes to the lead; the lead\'s own goes to the secretariat, and the lead with it', () => {
    const toLead = after(work.handBackTask(fresh, { taskId: taskOf(fresh, agency), reason: 'not ours' }, acting(agency, 1)))
    expect(toLead.tasks.filter((task) => task.officeId === unit)).toHaveLength(2)
    const toSecretariat = after(work.handBackTask(fresh, { taskId, reason: 'too much for us' }, acting(unit, 1)))
    expect(toSecretariat.facts.leadOfficeId).toBe(secretariat)
  })

  test('finished, its words answer the reporter and its clocks stop', () => {
    const state = after(work.finishTask(fresh, { taskId: taskOf(fresh, agency), result: 'served', words: 'The card is active' }, acting(agency, 3)))
    expect(clocksOf(state, new Date(start.getTime() + 3 * hour))).toMatchObject({
      [`${agency} first_response`]: 'met', [`${agency} completion`]: 'met', 'case first_response': 'met_late', 'case completion': 'running',
    })
    expect(work.takeTask(state, { taskId: taskOf(state, agency) }, acting(agency, 4))).toMatchObject({ error: { kind: 'task_done' } })
  })
})

describe('a referral', () => {
  test('adds an office whose clocks start then, not earlier', () => {
    const state = after(work.referCase(fresh, { officeId: secretariat, reason: 'needs money' }, acting(unit, 5)))
    const taskId = taskOf(state, secretariat)
    const started = state.clocks.filter((clock) => clock.taskId === taskId).map((clock) => clock.startedAt.getTime())
    expect(started).toEqual([start.getTime() + 5 * hour, start.getTime() + 5 * hour])
    expect(refusal(work.referCase(state, { officeId: secretariat, reason: 'again' }, acting(unit, 6)))).toEqual({ kind: 'office_already_on_case' })
    expect(refusal(work.referCase(state, { officeId: 424_242, reason: 'nobody' }, acting(unit, 6)))).toEqual({ kind: 'office_unknown' })
  })

  test('its reason is not for the reporter, an answer is', () => {
    const referred = work.referCase(fresh, { officeId: secretariat, reason: 'needs money' }, acting(unit, 5))
    const answered = work.answerCase(fresh, { words: 'We come' }, acting(unit, 5))
    expect(referred.ok && referred.value.events[0]?.shownToReporter).toBe(false)
    expect(answered.ok && answered.value.events[0]?.shownToReporter).toBe(true)
  })
})

describe('the verdict', () => {
  const verdict = { verdict: 'helped', words: 'Cared for', withdrawOpenTasks: true } as const

  test('is the lead\'s alone, and names the offices that are not done', () => {
    expect(concludeCase(fresh, verdict, acting(agency, 5))).toEqual({ ok: false, error: { kind: 'not_lead_office' } })
    expect(concludeCase(fresh, { ...verdict, withdrawOpenTasks: false }, acting(unit, 5))).toEqual({
      ok: false, error: { kind: 'tasks_still_open', officeIds: [taskForce, agency] },
    })
  })

  test('is the secretariat\'s too, once the case has climbed to it', () => {
    expect(concludeCase(fresh, verdict, acting(secretariat, 1))).toEqual({ ok: false, error: { kind: 'office_not_on_case' } })
    const climbed = escalateCase(fresh, acting(null, 3, { by: 'system' }))!.after
    expect(climbed.facts.rung).toBe('regency')
    expect(concludeCase(climbed, verdict, acting(secretariat, 4)).ok).toBe(true)
  })

  test('stops every clock and waits for the reporter, whose word or silence closes it', () => {
    const resolved = after(concludeCase(fresh, verdict, acting(unit, 5)))
    expect(resolved.clocks.every((clock) => clock.stoppedAt !== null)).toBe(true)
    expect(resolved.tasks.map((task) => task.result)).toEqual(['served', 'withdrawn', 'withdrawn'])
    expect(resolved.facts.closesAt).toEqual(new Date('2026-12-09T07:00:00Z'))
    expect(after(confirmCase(resolved, {}, acting(null, 6))).facts).toMatchObject({ status: 'closed', closesAt: null })
    expect(closeBySilence(resolved, acting(null, 14 * 24 + 4, { by: 'system' }))).toBeUndefined()
    expect(closeBySilence(resolved, acting(null, 14 * 24 + 5, { by: 'system' }))?.after.facts.status).toBe('closed')
    expect(confirmCase(fresh, {}, acting(null, 6))).toMatchObject({ error: { kind: 'case_not_resolved' } })
  })

  test('contradicted: the old clocks go on, and the lead owes a new first response', () => {
    const resolved = after(concludeCase(fresh, { ...verdict }, acting(unit, 5)))
    const again = after(reopenCase(resolved, { words: 'Nobody came' }, acting(null, 48)))
    const before = new Map(fresh.clocks.map((clock) => [clock.clockId, clock.startedAt]))
    expect(again.clocks.filter((clock) => before.has(clock.clockId)).every((clock) => before.get(clock.clockId) === clock.startedAt)).toBe(true)
    const stands = clocksOf(again, new Date(start.getTime() + 48 * hour))
    expect(stands).toMatchObject({ 'case completion': 'warned_50', [`${unit} completion`]: 'warned_50' })
    expect(again.facts).toMatchObject({ status: 'open', answeredAt: null, verdict: null })
    expect(again.clocks.filter((clock) => clock.taskId === null && clock.measure === 'first_response' && clock.stoppedAt === null)).toHaveLength(1)
    expect(reopenCase(again, { words: 'x' }, acting(null, 49))).toMatchObject({ error: { kind: 'case_not_finished' } })
  })
})

describe('the ladder', () => {
  test('hands each breach up once, one event a rung, and shows the case to that rung\'s office', () => {
    const first = escalateCase(fresh, acting(null, 2, { by: 'system' }))!
    const handedUp = { rung: 'regency', measures: ['first_response'], fromOfficeId: unit, officeId: secretariat }
    expect(first.events.map((event) => event.detail)).toEqual([handedUp])
    expect(first.escalations).toHaveLength(2)
    expect(first.after.facts.officeIds).toContain(secretariat)
    expect(escalateCase(first.after, acting(null, 3, { by: 'system' }))).toBeUndefined()
    const second = escalateCase(first.after, acting(null, 4, { by: 'system' }))!
    expect(second.events.map((event) => event.detail.rung)).toEqual(['district', 'regency', 'leadership'])
  })

  test('the sweep is told when to look next, and never again when all is done', () => {
    const book = rulebookAt(regency, start)
    expect(sweepAt(fresh, book)).toEqual(new Date(start.getTime() + hour))
    const reminded = { ...fresh, clocks: fresh.clocks.map((clock) => ({ ...clock, warned: 75 as const })) }
    expect(sweepAt(reminded, book)).toEqual(new Date(start.getTime() + 2 * hour))
    const resolved = after(concludeCase(fresh, { verdict: 'helped', words: 'ok', withdrawOpenTasks: true }, acting(unit, 1)))
    const closed = after(confirmCase(resolved, {}, acting(null, 2)))
    expect(sweepAt(closed, book)).toBeNull()
  })
})

describe('a place that becomes known', () => {
  test('brings in its offices and gives the lead, with all its clocks, to the district\'s unit', () => {
    const lost = opened({ areaId: 0 })
    expect(lost.facts.leadOfficeId).toBe(secretariat)
    const placed = after(placeCase(lost, { areaId: village.areaId, reason: 'found by phone' }, acting(secretariat, 1)))
    expect(placed.facts).toMatchObject({ leadOfficeId: unit, areaId: village.areaId, districtId: village.parentId })
    expect(placed.tasks.map((task) => task.officeId)).toContain(taskForce)
    const led = placed.clocks.filter((clock) => clock.taskId === null)
    expect(led.map((clock) => clock.startedAt)).toEqual(led.map(() => start))
    expect(placeCase(placed, { areaId: village.areaId, reason: 'again' }, acting(unit, 2))).toMatchObject({ error: { kind: 'place_unchanged' } })
  })
})

describe('what happened meanwhile', () => {
  function eventsOf(result: Result<Decision, unknown>): Decision['events'] {
    return result.ok ? result.value.events : []
  }
  const answered = eventsOf(work.answerCase(fresh, { words: 'We come' }, acting(unit, 1)))
  const noted = eventsOf(work.noteCase(fresh, { words: 'neighbour called' }, acting(unit, 1)))
  const takenByAgency = eventsOf(work.takeTask(fresh, { taskId: taskOf(fresh, agency) }, acting(agency, 1)))

  test.each([
    { name: 'a second answer minds the first', act: 'answer', taskId: null, events: answered, count: 1 },
    { name: 'an answer does not mind a note', act: 'answer', taskId: null, events: noted, count: 0 },
    { name: 'an answer does not mind that a neighbour took its own task', act: 'answer', taskId: null, events: takenByAgency, count: 0 },
    { name: 'taking a task minds that somebody took it', act: 'take', taskId: taskOf(fresh, agency), events: takenByAgency, count: 1 },
    { name: 'a verdict minds both', act: 'conclude', taskId: null, events: [...answered, ...takenByAgency], count: 2 },
    { name: 'a verdict does not mind a note', act: 'conclude', taskId: null, events: noted, count: 0 },
  ] as const)('$name', ({ act, taskId, events, count }) => {
    expect(mindChanging({ act, taskId }, events)).toHaveLength(count)
  })
})

describe('the buttons of a screen', () => {
  const all = new Set([
    'response.case.work', 'response.case.assign', 'response.case.refer', 'response.case.conclude', 'response.reporter.reveal',
  ])

  test('the lead may do everything but reopen, a neighbour cannot conclude, a stranger can only ask who told it', () => {
    expect(actsFor(fresh, acting(unit, 1), all)).not.toContain('reopen')
    expect(actsFor(fresh, acting(unit, 1), all)).toContain('conclude')
    expect(actsFor(fresh, acting(agency, 1), all)).not.toContain('conclude')
    expect(actsFor(fresh, acting(secretariat, 1), all)).toEqual(['reveal_reporter'])
    expect(actsFor(fresh, acting(unit, 1), new Set())).toEqual([])
  })

  test('everything that is offered is accepted', () => {
    const taskId = taskOf(fresh, unit)
    const tried: Record<string, Result<Decision, unknown>> = {
      take: work.takeTask(fresh, { taskId }, acting(unit, 1)), answer: work.answerCase(fresh, { words: 'hi' }, acting(unit, 1)),
      ask: work.askReporter(fresh, { taskId, words: 'hi' }, acting(unit, 1)), note: work.noteCase(fresh, { words: 'hi' }, acting(unit, 1)),
      refer: work.referCase(fresh, { officeId: secretariat, reason: 'because' }, acting(unit, 1)),
      hand_over: work.handOverTask(fresh, { taskId, officeId: secretariat, reason: 'because' }, acting(unit, 1)),
      hand_back: work.handBackTask(fresh, { taskId, reason: 'because' }, acting(unit, 1)),
      finish: work.finishTask(fresh, { taskId, result: 'served', words: 'done' }, acting(unit, 1)),
      conclude: concludeCase(fresh, { verdict: 'helped', words: 'done', withdrawOpenTasks: true }, acting(unit, 1)),
    }
    const offered = actsFor(fresh, acting(unit, 1), all).filter((act) => act in tried)
    expect(offered.length).toBe(Object.keys(tried).length)
    expect(offered.filter((act) => !tried[act]!.ok)).toEqual([])
  })
})
