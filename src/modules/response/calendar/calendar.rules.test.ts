import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { loadRegency } from '#modules/people/index.ts'
import { calendarOf, dueAt, skippedBetween } from '#modules/response/clock/clock.rules.ts'
import { holdingOn, knownOf, triedClocks, workCalendar, type SupposedReport } from './calendar.rules.ts'

const regency = loadRegency('regencies/banyuwangi')

function report(change: Partial<SupposedReport> = {}): SupposedReport {
  return { channel: 'web', category: 'ADM', urgency: 'ordinary', officeKind: 'agency', day: '2026-11-25', time: '09:00', ...change }
}

describe('what holds between two days', () => {
  test.each([
    [{ from: '2026-01-02', to: null }, '2026-01-01', 'coming'],
    [{ from: '2026-01-01', to: null }, '2026-01-01', 'now'],
    [{ from: '2025-01-01', to: '2026-01-01' }, '2026-01-01', 'now'],
    [{ from: '2025-01-01', to: '2025-12-31' }, '2026-01-01', 'past'],
  ] as const)('%j is on %s %s', (held, day, holding) => {
    expect(holdingOn(held, day)).toBe(holding)
  })
})

describe('a year', () => {
  test('is decreed, provisional or not there, and says by whose word', () => {
    expect([2026, 2027, 2031].map((year) => knownOf(regency.calendar, year))).toEqual(['decreed', 'provisional', 'unknown'])
    const shown = workCalendar(regency, { today: '2026-11-26', year: 2027 })
    expect(shown.known).toBe('provisional')
    expect(shown.yearSource?.tag).toBe('unverified')
    expect(shown.years).toEqual(expect.arrayContaining([2026, 2027]))
  })

  test('has its days off in order, each of them said to cost a working day or not', () => {
    const { nonWorkingDays } = workCalendar(regency, { today: '2026-11-26', year: 2026 })
    expect(nonWorkingDays.length).toBeGreaterThan(10)
    expect(nonWorkingDays.map(({ on }) => on)).toEqual(nonWorkingDays.map(({ on }) => on).toSorted())
    for (const { on, isOnWorkingDay } of nonWorkingDays) expect(isOnWorkingDay, on).toBe(![0, 6].includes(new Date(on).getUTCDay()))
  })

  test('that nobody wrote down is there all the same, without days', () => {
    const shown = workCalendar(regency, { today: '2031-03-01', year: 2031 })
    expect(shown).toMatchObject({ known: 'unknown', yearSource: null, nonWorkingDays: [] })
    expect(shown.years).toContain(2032)
  })
})

test('every promise is shown once with its source, past ones as past', () => {
  const { promises } = workCalendar(regency, { today: '2026-11-26', year: 2026 })
  expect(promises).toHaveLength(regency.promises.length)
  expect(promises.find(({ key }) => key === 'jawab-upt-4-jam')?.holding).toBe('past')
  expect(promises.find(({ key }) => key === 'jawab-camat-2-jam')).toMatchObject({ holding: 'now', officeKinds: ['district_unit'], source: { tag: 'sourced' } })
  expect(promises.filter(({ source }) => source.cites === '')).toEqual([])
})

describe('a report that is tried out', () => {
  test('is due by the promise of its day: four hours before the camat’s two were announced', () => {
    const due = (day: string): string | undefined => triedClocks(regency, report({ officeKind: 'district_unit', day })).clocks
      .find(({ measure, regimeName }) => measure === 'first_response' && regimeName === null)?.dueAt
    expect(due('2025-10-14')).toBe('2025-10-14T06:00:00.000Z')
    expect(due('2025-10-15')).toBe('2025-10-15T04:00:00.000Z')
  })

  test('has the clocks of other bodies beside the regency’s own', () => {
    const { clocks } = triedClocks(regency, report({ channel: 'sp4n_lapor' }))
    expect(new Set(clocks.map(({ regimeName }) => regimeName?.id ?? null)).size).toBeGreaterThan(1)
    expect(clocks.some(({ isCaseOnly }) => isCaseOnly)).toBe(true)
  })

  test('names each day off that it runs through, and doubts the years that are not decreed', () => {
    const { clocks } = triedClocks(regency, report({ day: '2026-12-21' }))
    const completion = clocks.find(({ promiseKey }) => promiseKey === 'tuntas-14-hari')
    expect(completion?.skipped.map(({ why, name }) => name?.en ?? why)).toEqual(expect.arrayContaining(['day_off']))
    expect(completion?.skipped.filter(({ why }) => why === 'holiday').every(({ name }) => name !== null)).toBe(true)
    expect(completion?.unsureYears).toEqual([2027])
    const answer = clocks.find(({ measure, regimeName }) => measure === 'first_response' && regimeName === null)
    expect(answer).toMatchObject({ skipped: [], unsureYears: [] })
  })

  test('starts no clock before the first promise', () => {
    expect(triedClocks(regency, report({ day: '2001-01-01' })).clocks).toEqual([])
  })

  test('is reminded before it is due, in order', () => {
    for (const category of regency.categories) {
      const { startedAt, clocks } = triedClocks(regency, report({ category: category.code }))
      expect(clocks.length).toBeGreaterThan(1)
      for (const { halfAt, threeQuartersAt, dueAt: due } of clocks) expect([startedAt.toISOString(), halfAt, threeQuartersAt, due].toSorted()).toEqual([startedAt.toISOString(), halfAt, threeQuartersAt, due])
    }
  })
})

test('what is counted and what is skipped add up to all the time between start and due', () => {
  const calendar = calendarOf(regency)
  fc.assert(fc.property(
    fc.date({ min: new Date('2025-01-01'), max: new Date('2026-12-01'), noInvalidDate: true }),
    fc.oneof(fc.integer({ min: 1, max: 60 }).map((workingDays) => ({ workingDays })), fc.integer({ min: 1, max: 80 }).map((workingHours) => ({ workingHours }))),
    (startedAt, within) => {
      const due = dueAt({ startedAt, stoppedAt: null, within, pauses: [] }, calendar)
      const skipped = skippedBetween(within, calendar, { from: startedAt, to: due })
      const left = skipped.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0)
      const counted = 'workingDays' in within ? within.workingDays * 24 : within.workingHours
      expect(due.getTime() - startedAt.getTime() - left).toBe(counted * 3_600_000)
      expect(skipped.every(({ from, to }, at) => from < to && (at === 0 || skipped[at - 1]!.to <= from))).toBe(true)
    },
  ))
})
