import { expect, test } from 'vitest'
import { checkEscalations, type Downtime, type Escalated, type FirstResponse } from './expected.ts'

// The judge of the simulator is judged too: each way in which a ladder can be broken is named by it, and a right one is not.

const start = Date.parse('2026-12-01T00:00:00Z')
const hour = 3_600_000
const clock: FirstResponse = { clockId: 'clock', startedAt: new Date(start), withinHours: 2, stoppedAt: null, officeId: 1 }

function heard(rung: Escalated['rung'], dueHours: number, lateMs = 1_000): Escalated {
  return { clockId: 'clock', rung, dueAt: new Date(start + dueHours * hour), escalatedAt: new Date(start + dueHours * hour + lateMs) }
}

const right = [heard('regency', 2), heard('leadership', 4)]

function judge(escalated: readonly Escalated[], change: { readonly clock?: FirstResponse; readonly downtimes?: readonly Downtime[] } = {}): readonly string[] {
  const found = checkEscalations({
    clocks: [change.clock ?? clock], escalated, downtimes: change.downtimes ?? [], kindOf: new Map([[1, 'district_unit']]), end: start + 24 * hour,
  })
  return found.map((fault) => fault.split(':')[0] ?? '')
}

test.each([
  ['a right ladder', right, []],
  ['a rung that never hears', [heard('regency', 2)], ['missing']],
  ['a rung that hears twice', [...right, heard('regency', 2)], ['double']],
  ['a rung that hears before the time', [heard('regency', 2, -1), heard('leadership', 4)], ['early']],
  ['a rung that hears more than a minute late', [heard('regency', 2, 61_000), heard('leadership', 4)], ['late']],
  ['a rung below the office', [...right, heard('village', 2)], ['uncalled for']],
] as const)('%s is judged', (_name, escalated, faults) => {
  expect(judge(escalated)).toEqual(faults)
})

test('a due time other than the promise’s own is wrong', () => {
  expect(judge([heard('regency', 3), heard('leadership', 4)])[0]).toMatch(/^wrong due time/)
})

test('what was answered in time is handed up to nobody', () => {
  const answered = { ...clock, stoppedAt: new Date(start + hour) }
  expect(judge([], { clock: answered })).toEqual([])
  expect(judge(right, { clock: answered })).toEqual(['uncalled for', 'uncalled for'])
})

test('after an outage a rung may hear late, until a minute after recovery', () => {
  const downtimes = [{ from: start + hour, to: start + 3 * hour }]
  expect(judge([heard('regency', 2, hour + 59_000), heard('leadership', 4)], { downtimes })).toEqual([])
  expect(judge([heard('regency', 2, hour + 61_000), heard('leadership', 4)], { downtimes })).toEqual(['late'])
})
