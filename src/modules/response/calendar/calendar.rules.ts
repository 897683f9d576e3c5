import { OfficeKind, Weekday, type Channel, type Measure, type PromiseRule, type Regency, type Urgency } from '#modules/people/regency/regency.contract.ts'
import { listPromises } from '#modules/people/regency/regency.rules.ts'
import { calendarOf, momentOf, skippedBetween } from '#modules/response/clock/clock.rules.ts'
import type { ClockFacts } from '#modules/response/clock/clock.contract.ts'
import type { Holding, NonWorkingDay, PatienceRow, PromiseRow, SeasonHours, SkippedSpan, TriedClock, WorkCalendar, YearKnown } from './calendar.contract.ts'

type CalendarFacts = Regency['calendar']

/** The calendar of a year, and whatever has a date, as they stand on a day. */
export function workCalendar(regency: Regency, look: { readonly today: string; readonly year: number }): WorkCalendar {
  const { calendar, categories } = regency
  const { today, year } = look
  const source = calendar.holidayYears.find((known) => known.year === year)
  return {
    today, year, years: yearsOf(calendar, Number(today.slice(0, 4))), known: knownOf(calendar, year),
    yearSource: source === undefined ? null : { cites: source.cites, inIndonesian: source.inIndonesian, tag: source.tag },
    nonWorkingDays: nonWorkingDaysOf(calendar, year),
    workingDays: [...calendar.workingDays], workingDaysSource: calendar.source,
    hours: calendar.hours.map((rule): SeasonHours => ({ ...heldOn(rule, today), days: daysOf(rule.days) })),
    promises: regency.promises.map((rule) => promiseRow(regency, rule, today)),
    patience: regency.patience.map((rule): PatienceRow => ({
      ...heldOn(rule, today), waitForReporter: rule.waitForReporter, closeAfterSilence: rule.closeAfterSilence, returnIdle: rule.returnIdle ?? null,
    })),
    categories: categories.map(({ code, name }) => ({ code, name: { ...name } })),
  }
}

/** Every year somebody wrote down, this one and the next: what is missing shows that it is. */
function yearsOf({ holidayYears }: CalendarFacts, thisYear: number): number[] {
  return [...new Set([...holidayYears.map(({ year }) => year), thisYear, thisYear + 1])].toSorted((left, right) => left - right)
}

/** How well the non-working days of a year are known. */
export function knownOf({ holidayYears }: Pick<CalendarFacts, 'holidayYears'>, year: number): YearKnown {
  const known = holidayYears.find((one) => one.year === year)
  if (known === undefined) return 'unknown'
  return known.tag === 'sourced' ? 'decreed' : 'provisional'
}

function nonWorkingDaysOf({ holidays, workingDays }: CalendarFacts, year: number): NonWorkingDay[] {
  return holidays.filter(({ on }) => on.startsWith(`${year}-`)).toSorted((left, right) => (left.on < right.on ? -1 : 1))
    .map(({ on, name }) => ({ on, name: { ...name }, isOnWorkingDay: workingDays.includes(weekdayOf(on)) }))
}

function weekdayOf(day: string): Weekday {
  const fromMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return Weekday.options[fromMonday]!
}

function daysOf(days: CalendarFacts['hours'][number]['days']): SeasonHours['days'] {
  return Weekday.options.flatMap((day) => {
    const spans = days[day]
    return spans === undefined ? [] : [{ day, spans: [...spans] }]
  })
}

type Dated = Pick<PromiseRule, 'key' | 'from' | 'to' | 'source'>

function heldOn({ key, from, to, source }: Dated, today: string): Dated & { readonly holding: Holding } {
  return { key, from, to, source, holding: holdingOn({ from, to }, today) }
}

/** Whether what holds between two days is over on a day, holds, or is still to come. */
export function holdingOn({ from, to }: Pick<Dated, 'from' | 'to'>, today: string): Holding {
  if (today < from) return 'coming'
  return to !== null && to < today ? 'past' : 'now'
}

function promiseRow(regency: Regency, rule: PromiseRule, today: string): PromiseRow {
  const isEverybodys = OfficeKind.options.every((kind) => rule.officeKinds.includes(kind))
  return {
    ...heldOn(rule, today), measure: rule.measure, regimeName: regimeNameOf(regency, rule), isCaseOnly: rule.caseOnly ?? false, within: rule.within,
    officeKinds: isEverybodys ? null : [...rule.officeKinds], channels: rule.channels ?? null, urgencies: rule.urgencies ?? null,
    categoryNames: rule.categories?.map((code) => regency.categories.find((category) => category.code === code)?.name ?? { id: code, en: code }) ?? null,
  }
}

function regimeNameOf({ regimes }: Regency, { regime }: PromiseRule): PromiseRow['regimeName'] {
  return regimes.find(({ key }) => key === regime)?.name ?? null
}

/** A report as the try-out supposes it; day and time are those of the regency's zone. */
export interface SupposedReport {
  readonly channel: Channel
  readonly category: string
  readonly urgency: Urgency
  readonly officeKind: OfficeKind
  readonly day: string
  readonly time: string
}

const measures: readonly Measure[] = ['acceptance', 'first_response', 'completion']
const skippedListed = 60

/** The clocks that a report would start with the office of its case, each with what it does not count; nobody is waited for. */
export function triedClocks(regency: Regency, { day, time, ...matter }: SupposedReport): { readonly startedAt: Date; readonly clocks: TriedClock[] } {
  const calendar = calendarOf(regency)
  const startedAt = new Date(Date.parse(`${day}T${time}:00Z`) - calendar.offsetMinutes * 60_000)
  const promises = measures.flatMap((measure) => listPromises(regency, { ...matter, measure, on: day }))
  return { startedAt, clocks: promises.map((promise) => triedClock(regency, promise, startedAt)) }
}

function triedClock(regency: Regency, promise: PromiseRule, startedAt: Date): TriedClock {
  const calendar = calendarOf(regency)
  const facts: ClockFacts = { startedAt, stoppedAt: null, within: promise.within, pauses: [] }
  const [halfAt, threeQuartersAt, dueAt] = [0.5, 0.75, 1].map((share) => momentOf(facts, calendar, share)) as [Date, Date, Date]
  const skipped = skippedBetween(promise.within, calendar, { from: startedAt, to: dueAt })
  const names = new Map(regency.calendar.holidays.map(({ on, name }) => [on, name]))
  return {
    promiseKey: promise.key, measure: promise.measure, regimeName: regimeNameOf(regency, promise), isCaseOnly: promise.caseOnly ?? false,
    within: promise.within, source: promise.source, halfAt: halfAt.toISOString(), threeQuartersAt: threeQuartersAt.toISOString(), dueAt: dueAt.toISOString(),
    skipped: skipped.slice(0, skippedListed).map(({ from, to, why, on }): SkippedSpan => ({
      from: from.toISOString(), to: to.toISOString(), why, name: why === 'holiday' ? { ...names.get(on)! } : null,
    })),
    skippedMore: Math.max(0, skipped.length - skippedListed),
    unsureYears: skipped.length === 0 ? [] : unsureYears(regency, startedAt, dueAt),
  }
}

function unsureYears({ calendar, timeZone }: Regency, from: Date, to: Date): number[] {
  const { offsetMinutes } = calendarOf({ calendar, timeZone })
  const [first, last] = [from, to].map((moment) => new Date(moment.getTime() + offsetMinutes * 60_000).getUTCFullYear()) as [number, number]
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((year) => knownOf(calendar, year) !== 'decreed')
}
