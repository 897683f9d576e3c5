import { describe, expect, test } from 'vitest'
import { attemptLimits, secondsToWait, sessionSpan } from './limits.rules.ts'

const now = new Date('2026-11-25T08:00:00Z')
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)

describe('waiting after wrong attempts', () => {
  test.each([
    { name: 'the first', attempts: 1, startedMinutesAgo: 0, seconds: 0 },
    { name: 'the last that is free', attempts: attemptLimits.account.attempts, startedMinutesAgo: 3, seconds: 0 },
    { name: 'one too many at the start of the window', attempts: attemptLimits.account.attempts + 1, startedMinutesAgo: 0, seconds: 15 * 60 },
    { name: 'one too many ten minutes in', attempts: attemptLimits.account.attempts + 1, startedMinutesAgo: 10, seconds: 5 * 60 },
    { name: 'one too many at the very end', attempts: attemptLimits.account.attempts + 1, startedMinutesAgo: 15, seconds: 1 },
  ])('$name attempt', ({ attempts, startedMinutesAgo, seconds }) => {
    expect(secondsToWait([{ kind: 'account', attempts, windowStartedAt: minutesAgo(startedMinutesAgo) }], now)).toBe(seconds)
  })

  test('the longest wait of all counters holds', () => {
    const counts = [
      { kind: 'account', attempts: 11, windowStartedAt: minutesAgo(14) },
      { kind: 'address', attempts: 101, windowStartedAt: minutesAgo(5) },
    ] as const
    expect(secondsToWait(counts, now)).toBe(600)
  })
})

test('half a sign-in lasts minutes, an officer\'s day at most twelve hours, a resident\'s week', () => {
  expect(sessionSpan('code', 'agency_officer')).toEqual({ idle: 10, absolute: 10 })
  expect(sessionSpan('open', 'agency_officer')).toEqual({ idle: 30, absolute: 720 })
  expect(sessionSpan('open', 'resident').absolute).toBe(7 * 24 * 60)
})
