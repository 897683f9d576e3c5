import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributeWaiting, sumWaiting, type WaitCase, type WaitEvent } from './waiting.rules.ts'

const [unit, agency, other] = [11, 22, 33]
const at = (minute: number): Date => new Date(Date.UTC(2026, 9, 5, 1, minute))
const minutes = (count: number): number => count * 60_000

function event(minute: number, kind: WaitEvent['kind'], more: Partial<WaitEvent> = {}): WaitEvent {
  return { at: at(minute), kind, taskId: null, byOfficeId: null, toOfficeId: null, fromOfficeId: null, ...more }
}

function caseOf(events: readonly WaitEvent[], tasks: WaitCase['tasks'] = [{ taskId: 'a', officeId: unit, openedAt: at(0) }]): WaitCase {
  return { openedAt: at(0), leadOfficeId: unit, tasks, events }
}

describe('whose time a case waited', () => {
  it('is the office’s that has not taken it up, then its while it works, then the reporter’s for the word', () => {
    const told = caseOf([event(0, 'opened'), event(30, 'taken', { taskId: 'a' }), event(50, 'finished', { taskId: 'a' }), event(60, 'concluded')])
    expect(attributeWaiting(told, at(100))).toEqual([
      { kind: 'unread', officeId: unit, ms: minutes(30) }, { kind: 'working', officeId: unit, ms: minutes(30) },
      { kind: 'word', officeId: null, ms: minutes(40) },
    ])
  })

  it('ends when the case closes', () => {
    const told = caseOf([event(10, 'taken', { taskId: 'a' }), event(20, 'concluded'), event(25, 'confirmed')])
    expect(sum(attributeWaiting(told, at(500)))).toBe(minutes(25))
  })

  it('is the reporter’s while all who have work wait for a reply, and the other office’s while only one waits', () => {
    const tasks = [{ taskId: 'a', officeId: unit, openedAt: at(0) }, { taskId: 'b', officeId: agency, openedAt: at(0) }]
    const told = caseOf([
      event(0, 'taken', { taskId: 'a' }), event(0, 'taken', { taskId: 'b' }), event(10, 'asked', { taskId: 'a' }), event(20, 'asked', { taskId: 'b' }),
      event(50, 'replied'), event(60, 'finished', { taskId: 'b' }),
    ], tasks)
    expect(attributeWaiting(told, at(70))).toEqual([
      { kind: 'working', officeId: unit, ms: minutes(5 + 5 + 10) }, { kind: 'working', officeId: agency, ms: minutes(5 + 10 + 5) },
      { kind: 'reply', officeId: null, ms: minutes(30) },
    ])
  })

  it('follows a task that was handed over, and begins anew as unread there', () => {
    const told = caseOf(
      [event(5, 'taken', { taskId: 'a', byOfficeId: unit }), event(15, 'handed_over', { taskId: 'a', byOfficeId: unit, toOfficeId: agency })],
      [{ taskId: 'a', officeId: agency, openedAt: at(0) }],
    )
    expect(attributeWaiting(told, at(40))).toEqual([
      { kind: 'unread', officeId: unit, ms: minutes(5) }, { kind: 'working', officeId: unit, ms: minutes(10) },
      { kind: 'unread', officeId: agency, ms: minutes(25) },
    ])
  })

  it('stays with the office that led until the case was placed elsewhere', () => {
    const told = caseOf(
      [event(20, 'placed', { byOfficeId: other, fromOfficeId: other, toOfficeId: unit })], [{ taskId: 'a', officeId: unit, openedAt: at(0) }],
    )
    expect(attributeWaiting(told, at(30))).toEqual([
      { kind: 'unread', officeId: other, ms: minutes(20) }, { kind: 'unread', officeId: unit, ms: minutes(10) },
    ])
  })

  it('is everybody’s again after a reopening', () => {
    const told = caseOf([event(5, 'taken', { taskId: 'a' }), event(10, 'concluded'), event(20, 'reopened')])
    expect(attributeWaiting(told, at(25)).at(0)).toEqual({ kind: 'unread', officeId: unit, ms: minutes(5 + 5) })
  })

  it('adds up to the wall time, whatever happened in whatever order', () => {
    const kinds: readonly WaitEvent['kind'][] = [
      'taken', 'assigned', 'answered', 'asked', 'replied', 'referred', 'handed_over', 'handed_back', 'finished', 'withdrawn', 'concluded', 'reopened',
      'escalated', 'wait_ended', 'placed',
    ]
    const happening = fc.record({
      minute: fc.integer({ min: 0, max: 5_000 }), kind: fc.constantFrom(...kinds), taskId: fc.constantFrom('a', 'b', null),
      byOfficeId: fc.constantFrom(unit, agency, null), toOfficeId: fc.constantFrom(unit, agency, other, null), fromOfficeId: fc.constantFrom(unit, other, null),
    })
    fc.assert(fc.property(fc.array(happening, { maxLength: 25 }), fc.integer({ min: 0, max: 6_000 }), (happenings, end) => {
      const events = happenings.toSorted((l, r) => l.minute - r.minute).map(({ minute, ...more }) => event(minute, more.kind, more))
      const tasks = [{ taskId: 'a', officeId: unit, openedAt: at(0) }, { taskId: 'b', officeId: agency, openedAt: at(7) }]
      const parts = attributeWaiting(caseOf(events, tasks), at(end))
      expect(sum(parts)).toBe(minutes(end))
      expect(sum(sumWaiting([parts, parts]))).toBe(minutes(2 * end))
    }))
  })
})

function sum(parts: readonly { readonly ms: number }[]): number {
  return parts.reduce((total, part) => total + part.ms, 0)
}
