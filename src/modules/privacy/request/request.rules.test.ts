import { describe, expect, test } from 'vitest'
import { carryOutBy, dueAfter, stateOf } from './request.rules.ts'

const source = { cites: 'a law', tag: 'design' as const }
const rules = {
  requestClocks: [
    { kinds: ['access' as const], within: { hours: 120 }, from: '2024-01-01', to: '2024-10-16', source },
    { kinds: ['access' as const, 'erasure' as const], within: { hours: 72 }, from: '2024-10-17', to: null, source },
  ],
}

describe('a request', () => {
  test.each([
    ['access', '2026-11-20T01:30:00Z', '2026-11-20', '2026-11-23T01:30:00.000Z'],
    ['access', '2024-10-16T10:00:00Z', '2024-10-16', '2024-10-21T10:00:00.000Z'],
    ['erasure', '2024-10-17T00:00:00Z', '2024-10-17', '2024-10-20T00:00:00.000Z'],
  ] as const)('for %s made at %s is due by the clock of that day', (kind, at, on, due) => {
    expect(dueAfter(rules, { kind, at: new Date(at), on }).toISOString()).toBe(due)
  })

  test('of a kind without a clock cannot be taken', () => {
    expect(() => dueAfter(rules, { kind: 'objection', at: new Date(), on: '2026-11-20' })).toThrow(/objection/)
  })

  test.each([
    ['late', null, '2026-11-25T00:00:00Z', null],
    ['open', null, '2026-11-25T02:00:00Z', null],
    ['open', null, '2026-11-25T03:00:00Z', null],
    ['granted', 'granted', '2026-11-20T00:00:00Z', null],
    ['refused', 'refused', '2026-11-26T00:00:00Z', null],
    ['to_do', 'granted', '2026-11-20T00:00:00Z', '2026-11-25T02:00:00Z'],
    ['overdue', 'granted', '2026-11-20T00:00:00Z', '2026-11-25T01:59:59Z'],
  ] as const)('is %s with the decision %s, due at %s, to be carried out by %s', (state, decision, due, taskDue) => {
    const facts = { decision, dueAt: new Date(due), taskDueAt: taskDue && new Date(taskDue) }
    expect(stateOf({ ...facts, doneAt: null }, new Date('2026-11-25T02:00:00Z'))).toBe(state)
    const isDone = stateOf({ ...facts, doneAt: new Date('2026-11-25T01:00:00Z') }, new Date('2026-11-25T02:00:00Z')) === 'done'
    expect(isDone).toBe(taskDue !== null)
  })

  test.each([
    ['correction', '2026-11-23T01:30:00.000Z'],
    ['objection', '2026-11-24T08:00:00.000Z'],
    ['access', undefined],
    ['erasure', undefined],
  ] as const)('for %s that was made on the 20th and granted on the 21st is carried out by %s', (kind, due) => {
    const carryOutClocks = [
      { kinds: ['correction' as const], within: { hours: 72 }, counted: 'from_request' as const, from: '2024-01-01', to: null, source },
      { kinds: ['objection' as const], within: { hours: 72 }, counted: 'from_answer' as const, from: '2024-01-01', to: null, source },
    ]
    const granted = { kind, askedAt: new Date('2026-11-20T01:30:00Z'), at: new Date('2026-11-21T08:00:00Z'), on: '2026-11-21' }
    expect(carryOutBy({ carryOutClocks }, granted)?.toISOString()).toBe(due)
  })
})
