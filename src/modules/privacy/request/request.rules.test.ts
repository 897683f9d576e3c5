import { describe, expect, test } from 'vitest'
import { dueAfter, stateOf } from './request.rules.ts'

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
    [null, '2026-11-25T00:00:00Z', 'late'],
    [null, '2026-11-25T02:00:00Z', 'open'],
    [null, '2026-11-25T03:00:00Z', 'open'],
    ['granted', '2026-11-20T00:00:00Z', 'granted'],
    ['refused', '2026-11-26T00:00:00Z', 'refused'],
  ] as const)('with the decision %s and due at %s is %s', (decision, due, state) => {
    expect(stateOf({ decision, dueAt: new Date(due) }, new Date('2026-11-25T02:00:00Z'))).toBe(state)
  })
})
