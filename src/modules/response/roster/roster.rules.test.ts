import { describe, expect, test } from 'vitest'
import type { NewRosterEntry, RosterEntry } from './roster.contract.ts'
import { byFitness, mayChange, planEntry, standingOn, type OfficerLoad, type Planner } from './roster.rules.ts'

const [budi, sari] = [{ accountId: 'budi', name: 'Budi' }, { accountId: 'sari', name: 'Sari' }]
const away: RosterEntry = {
  entryId: 'entry', kind: 'absence', ...budi, deputyAccountId: 'sari', deputyName: 'Sari', fromOn: '2026-11-25', toOn: '2026-11-27', plannedByName: 'Head',
}
const head: Planner = { accountId: 'head', mayPlanForOthers: true, today: '2026-11-25', colleagues: [budi, sari], entries: [away] }
const input: NewRosterEntry = { kind: 'duty', accountId: 'sari', deputyAccountId: null, fromOn: '2026-11-26', toOn: '2026-11-26' }

describe('an entry of the roster', () => {
  test.each([
    ['of somebody else by who gives no tasks out', {}, { mayPlanForOthers: false }, 'roster_of_others'],
    ['of somebody of another office', { accountId: 'stranger' }, {}, 'officer_unknown'],
    ['with a deputy of another office', { deputyAccountId: 'stranger' }, {}, 'officer_unknown'],
    ['that ends before it begins', { toOn: '2026-11-25' }, {}, 'roster_days_reversed'],
    ['that is over', { fromOn: '2026-11-20', toOn: '2026-11-24' }, {}, 'roster_day_past'],
    ['with oneself as deputy', { deputyAccountId: 'sari' }, {}, 'roster_deputy_same'],
    ['on a day on which something is planned already', { accountId: 'budi' }, {}, 'roster_overlaps'],
  ])('%s is refused', (_name, change, planner, kind) => {
    expect(planEntry({ ...input, ...change }, { ...head, ...planner })).toMatchObject({ ok: false, error: { kind } })
  })

  test('names its persons', () => {
    expect(planEntry({ ...input, deputyAccountId: 'budi' }, head)).toMatchObject({ ok: true, value: { officer: sari, deputy: budi } })
  })

  test('is one’s own to change when it is one’s absence, not when it is one’s duty', () => {
    const self = { accountId: 'budi', mayPlanForOthers: false }
    expect([mayChange({ kind: 'absence', accountId: 'budi' }, self), mayChange({ kind: 'duty', accountId: 'budi' }, self)]).toEqual([true, false])
  })
})

test('on a day somebody is away, on duty, or neither', () => {
  expect(standingOn('2026-11-27', 'budi', [away])).toEqual({ isOnDuty: false, absentUntil: '2026-11-27' })
  expect(standingOn('2026-11-28', 'budi', [away])).toEqual({ isOnDuty: false, absentUntil: null })
  expect(standingOn('2026-11-26', 'sari', [{ ...away, ...sari, kind: 'duty' }])).toEqual({ isOnDuty: true, absentUntil: null })
})

test('a task suits best whom is here, on duty, and least pressed', () => {
  const load = (name: string, change: Partial<OfficerLoad>): OfficerLoad => {
    return { accountId: name, name, openTasks: 0, pressing: 0, isOnDuty: false, absentUntil: null, ...change }
  }
  const officers = [
    load('away', { absentUntil: '2026-11-27', isOnDuty: true }), load('busy', { openTasks: 9 }), load('pressed', { pressing: 1 }),
    load('free', { openTasks: 1 }), load('on duty', { isOnDuty: true, openTasks: 12, pressing: 3 }),
  ]
  expect(byFitness(officers).map((officer) => officer.name)).toEqual(['on duty', 'free', 'busy', 'pressed', 'away'])
})
