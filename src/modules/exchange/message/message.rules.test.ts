import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf, fill, isWithinWindow, pauseAfter, quietUntil, stateAfter, waitBefore, type MessageState } from './message.rules.ts'

const night = { start: '21:00', end: '05:00' }

describe('the night', () => {
  test.each([
    ['just before it begins', '2026-11-25T13:59:59Z', null],
    ['when it begins', '2026-11-25T14:00:00Z', '2026-11-25T22:00:00.000Z'],
    ['before midnight', '2026-11-25T16:30:20Z', '2026-11-25T22:00:00.000Z'],
    ['after midnight', '2026-11-25T17:30:00Z', '2026-11-25T22:00:00.000Z'],
    ['in its last minute', '2026-11-25T21:59:30Z', '2026-11-25T22:00:00.000Z'],
    ['when it is over', '2026-11-25T22:00:00Z', null],
    ['at noon', '2026-11-25T05:00:00Z', null],
  ])('%s', (_when, now, until) => {
    expect(quietUntil(new Date(now), night, 'Asia/Jakarta')?.toISOString() ?? null).toBe(until)
  })

  test('ends at a moment that is not quiet, whatever its hours', () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    fc.assert(fc.property(time, time, fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }), (start, end, now) => {
      fc.pre(start !== end)
      const until = quietUntil(now, { start, end }, 'Asia/Jakarta')
      if (until === null) return
      expect(until.getTime()).toBeGreaterThan(now.getTime())
      expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000)
      expect(quietUntil(until, { start, end }, 'Asia/Jakarta')).toBeNull()
    }), { seed: 20_261_125 })
  })
})

describe('waiting between tries', () => {
  const attempts = { firstWaitSeconds: 30, longestWaitSeconds: 3_600 }
  test.each([[1, 0, 15], [1, 1, 30], [2, 1, 60], [4, 0.5, 180], [12, 1, 3_600], [12, 0, 1_800]])('try %i with chance %d waits %i seconds', (tries, chance, seconds) => {
    expect(waitBefore(tries, attempts, chance)).toBe(seconds)
  })

  test('the chance of a message is its own, between 0 and 1, and spread', () => {
    const chances = Array.from({ length: 200 }, (_, at) => chanceOf(`0199c8a0-0000-7000-8000-${String(at).padStart(12, '0')}`, 1))
    expect(chances.every((chance) => chance >= 0 && chance < 1)).toBe(true)
    expect(new Set(chances.map((chance) => Math.floor(chance * 10))).size).toBeGreaterThan(7)
  })
})

test.each([[0, 0], [4, 0], [5, 30], [6, 60], [9, 480], [30, 900]])('after %i failures in a row a channel rests %i seconds', (failures, seconds) => {
  expect(pauseAfter(failures)).toBe(seconds)
})

describe('news of a message', () => {
  test.each<[MessageState, 'sent' | 'delivered' | 'read' | 'failed', MessageState]>([
    ['sending', 'delivered', 'delivered'], ['sent', 'delivered', 'delivered'], ['read', 'delivered', 'read'], ['delivered', 'sent', 'delivered'],
    ['sent', 'failed', 'failed'], ['delivered', 'failed', 'delivered'], ['failed', 'sent', 'failed'], ['given_up', 'read', 'read'],
  ])('%s, then %s: %s', (state, news, after) => {
    expect(stateAfter(state, news)).toBe(after)
  })

  test('comes to the same in any order and however often', () => {
    const news = fc.array(fc.constantFrom<'sent' | 'delivered' | 'read'>('sent', 'delivered', 'read'), { minLength: 1, maxLength: 8 })
    fc.assert(fc.property(news, (all) => {
      const forwards = all.reduce<MessageState>(stateAfter, 'sending')
      const backwards = all.toReversed().concat(all).reduce<MessageState>(stateAfter, 'sending')
      expect(forwards).toBe(backwards)
    }), { seed: 20_261_125 })
  })
})

test.each([
  ['Kode {code}.', { code: 'BWI-1' }, 'Kode BWI-1.'], ['Laporan {code}: {step}. {due} Lihat', { code: 'A', step: 'diterima' }, 'Laporan A: diterima. Lihat'],
  ['{a}{b}', { a: '{b}', b: 'x' }, '{b}x'],
])('%s is filled', (text, facts, filled) => {
  expect(fill(text, facts)).toBe(filled)
})

test('free words are for a day after somebody wrote', () => {
  const at = new Date('2026-11-25T02:00:00Z')
  expect([0, 23 * 60, 24 * 60, 25 * 60].map((minutes) => isWithinWindow(at, new Date(at.getTime() + minutes * 60_000)))).toEqual([true, true, false, false])
  expect(isWithinWindow(null, at)).toBe(false)
})
