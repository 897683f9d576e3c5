import { expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import { dueAt } from '#modules/response/clock/clock.rules.ts'
import { regencyDir } from '../../../../test/template.ts'
import { openCase, rulebookAt, type Acting, type CaseState } from './case.rules.ts'
import { concludeCase } from './outcome.rules.ts'
import { setUrgency } from './urgency.rules.ts'

const regency = loadRegency(regencyDir)
const start = Date.parse('2026-11-25T02:00:00Z')
const hour = 3_600_000
const kemiren = 152_004
const unit = 1015
let made = 0

function acting(hours: number): Acting {
  const at = new Date(start + hours * hour)
  return {
    at, by: 'officer', accountId: 'account', name: 'officer', officeId: unit, rulebook: rulebookAt(regency, at), newId: () => `id-${(made += 1)}`,
  }
}

function opened(category: string, danger: boolean): CaseState {
  return openCase({
    caseId: 'case', caseNumber: 'K-2026-000001', reportId: 'report', areaId: kemiren, category, channel: 'web', danger,
    summary: 'hungry', photoCount: 0, personId: null, familyId: null, reporterCanReply: true,
  }, acting(0)).after
}

function urgentFrom(state: CaseState, urgency: 'danger' | 'urgent' | 'ordinary', hours: number): CaseState {
  const set = setUrgency(state, { urgency, reason: 'the child has not eaten' }, acting(hours))
  if (!set.ok) throw new Error(set.error.kind)
  return set.value.after
}

function completionsOf(state: CaseState): Record<string, number> {
  const own = state.clocks.filter((clock) => clock.taskId === null && clock.measure === 'completion')
  return Object.fromEntries(own.map((clock) => [clock.promiseKey, (dueAt(clock, acting(0).rulebook.calendar).getTime() - start) / hour]))
}

test('a case begins as urgent as its kind of trouble', () => {
  expect(opened('KES', true).facts.urgency).toBe('danger')
  expect(opened('LNY', false).facts.urgency).toBe('ordinary')
})

test('a case that becomes urgent gets the shorter promise from then on, beside the one that it had', () => {
  const state = opened('LNY', false)
  expect(completionsOf(state)).toEqual({ 'hukum-60-hari': 1_440, 'tuntas-60-hari': 1_440 })
  expect(completionsOf(urgentFrom(state, 'danger', 5))).toEqual({ 'hukum-60-hari': 1_440, 'tuntas-60-hari': 1_440, 'tuntas-gawat-3-hari': 77 })
})

test('every office at work on it is held to the shorter promise, and none twice', () => {
  const once = urgentFrom(opened('LNY', false), 'danger', 5)
  const clocksOf = (state: CaseState): number => state.clocks.filter((clock) => clock.promiseKey === 'tuntas-gawat-3-hari').length
  expect(clocksOf(once)).toBe(1 + once.tasks.length)
  const again = urgentFrom(urgentFrom(once, 'ordinary', 6), 'danger', 7)
  expect(clocksOf(again)).toBe(clocksOf(once))
})

test('a case judged less urgent keeps the promise that was made', () => {
  const calmed = urgentFrom(opened('KES', true), 'ordinary', 1)
  expect(completionsOf(calmed)).toMatchObject({ 'tuntas-gawat-3-hari': 72 })
})

test('the same urgency again changes nothing, and neither does any after the verdict was confirmed', () => {
  expect(setUrgency(opened('KES', true), { urgency: 'danger', reason: 'again' }, acting(1))).toMatchObject({ ok: false, error: { kind: 'urgency_unchanged' } })
  const done = concludeCase(opened('KES', true), { verdict: 'helped', words: 'cared for', withdrawOpenTasks: true }, acting(1))
  if (!done.ok) throw new Error(done.error.kind)
  const closed = { ...done.value.after, facts: { ...done.value.after.facts, status: 'closed' as const } }
  expect(setUrgency(closed, { urgency: 'urgent', reason: 'late' }, acting(2))).toMatchObject({ ok: false, error: { kind: 'case_closed' } })
})
