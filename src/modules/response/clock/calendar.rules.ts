import type { OfficeHours, Span, Weekday } from '#modules/people/regency/regency.contract.ts'
import type { Calendar } from './clock.contract.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies readonly Weekday[]

/** What a calendar is made of, as a regency writes it down. */
export interface CalendarSettings {
  readonly timeZone: string
  readonly calendar: {
    readonly workingDays: readonly string[]
    readonly hours: readonly Pick<OfficeHours, 'from' | 'to' | 'days'>[]
    readonly holidays: readonly { readonly on: string }[]
  }
}

/** Builds the calendar of a regency from its configuration. Indonesian zones have no summer time, so one offset serves. */
export function calendarOf({ timeZone, calendar }: CalendarSettings): Calendar {
  const working = weekdays.flatMap((name, weekday) => (calendar.workingDays.includes(name) ? [weekday] : []))
  return {
    offsetMinutes: offsetOf(timeZone),
    workingWeekdays: new Set(working),
    holidays: new Set(calendar.holidays.map((holiday) => holiday.on)),
    hours: calendar.hours.toSorted((left, right) => (left.from < right.from ? 1 : -1)).map((rule) => ({
      from: rule.from, to: rule.to, minutes: weekdays.map((name) => (rule.days[name] ?? []).map(minutesOf)),
    })),
  }
}

function minutesOf(span: string): readonly [number, number] {
  const [from = 0, to = 0] = span.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
  return [from, to]
}

function offsetOf(timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(0))
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const found = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(text)
  if (found === null) throw new Error(`the time zone ${timeZone} has no readable offset`)
  const [, sign = '+', hours = '0', minutes = '0'] = found
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** How much counted time a span gives, in milliseconds. */
export function limitMs(within: Span): number {
  if ('hours' in within) return within.hours * hourMs
  if ('workingHours' in within) return within.workingHours * hourMs
  return ('days' in within ? within.days : within.workingDays) * dayMs
}

/** How time is counted: all of it, that of working days with their 24 hours, or that of office hours. Takes and gives milliseconds. */
export interface CountedTime {
  readonly between: (from: number, to: number) => number
  readonly after: (from: number, span: number) => number
}

/** The counting that a span asks for. */
export function countedTime(within: Span, calendar: Calendar): CountedTime {
  if ('workingDays' in within) return timeOf(calendar, wholeDay)
  return 'workingHours' in within ? timeOf(calendar, officeHoursOf(calendar)) : wallTime
}

const wallTime: CountedTime = {
  between: (from, to) => Math.max(0, to - from),
  after: (from, span) => from + span,
}

/** Why a stretch of time does not count: a day off with a name, a day on which nobody works, or a time of day at which offices are shut. */
export interface Skipped {
  readonly from: Date
  readonly to: Date
  readonly why: 'holiday' | 'day_off' | 'office_shut'
  /** The first day of it, in the regency's zone. */
  readonly on: string
}

/** What is left out between two moments by the counting of a span, in order; neighbours with the same reason are one. Nothing where all time counts. */
export function skippedBetween(within: Span, calendar: Calendar, { from, to }: { readonly from: Date; readonly to: Date }): readonly Skipped[] {
  if (!('workingDays' in within || 'workingHours' in within)) return []
  const partsOf = 'workingDays' in within ? wholeDay : officeHoursOf(calendar)
  const offset = calendar.offsetMinutes * minuteMs
  const [first, last] = [from, to].map((moment) => Math.floor((moment.getTime() + offset) / dayMs)) as [number, number]
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  return days.flatMap((day) => uncountedOf(calendar, day, partsOf).flatMap(([begin, end, why]): Skipped[] => {
    const start = day * dayMs - offset
    const span = { from: Math.max(from.getTime(), start + begin * minuteMs), to: Math.min(to.getTime(), start + end * minuteMs) }
    return span.from < span.to ? [{ from: new Date(span.from), to: new Date(span.to), why, on: dateOf(day) }] : []
  })).reduce<readonly Skipped[]>(withJoined, [])
}

function uncountedOf(calendar: Calendar, day: number, partsOf: PartsOfDay): readonly (readonly [number, number, Skipped['why']])[] {
  const end = 24 * 60
  if (calendar.holidays.has(dateOf(day))) return [[0, end, 'holiday']]
  if (!calendar.workingWeekdays.has(weekdayOf(day))) return [[0, end, 'day_off']]
  const parts = partsOf(day)
  const ends = [0, ...parts.map(([, shut]) => shut)]
  const begins = [...parts.map(([open]) => open), end]
  return ends.map((shut, at) => [shut, begins[at] ?? end, 'office_shut'] as const)
}

/** Holidays each keep their own line, because each has its own name. */
function withJoined(spans: readonly Skipped[], next: Skipped): readonly Skipped[] {
  const last = spans.at(-1)
  const isOne = last !== undefined && last.why === next.why && next.why !== 'holiday' && last.to.getTime() === next.from.getTime()
  return isOne ? [...spans.slice(0, -1), { ...last, to: next.to }] : [...spans, next]
}

/** The counted parts of a working day, in minutes since its beginning; days count from 1970. */
type PartsOfDay = (day: number) => readonly (readonly [number, number])[]

function wholeDay(): readonly (readonly [number, number])[] {
  return [[0, 24 * 60]]
}

function officeHoursOf(calendar: Calendar): PartsOfDay {
  return (day) => {
    const date = dateOf(day)
    const rule = calendar.hours.find(({ from, to }) => from <= date && (to === null || date <= to))
    return rule?.minutes[weekdayOf(day)] ?? []
  }
}

// Nobody's promise lies ten years ahead: a calendar without any working time is a mistake, not a reason to count for ever.
const longestDays = 3_660

function timeOf(calendar: Calendar, partsOf: PartsOfDay): CountedTime {
  const offset = calendar.offsetMinutes * minuteMs
  const dayOf = (moment: number): number => Math.floor((moment + offset) / dayMs)
  const startOf = (day: number): number => day * dayMs - offset
  const countedOf = (day: number): readonly (readonly [number, number])[] => (isWorkingDay(calendar, day) ? partsOf(day) : [])
  return {
    between: (from, to) => {
      let counted = 0
      for (let day = dayOf(from); startOf(day) < to; day += 1) {
        for (const [begin, end] of countedOf(day)) {
          counted += Math.max(0, Math.min(to, startOf(day) + end * minuteMs) - Math.max(from, startOf(day) + begin * minuteMs))
        }
      }
      return counted
    },
    after: (from, span) => {
      let left = span
      for (let day = dayOf(from); day < dayOf(from) + longestDays; day += 1) {
        for (const [first, end] of countedOf(day)) {
          const begin = Math.max(from, startOf(day) + first * minuteMs)
          const room = Math.max(0, startOf(day) + end * minuteMs - begin)
          if (left <= room && room > 0) return begin + left
          left -= room
        }
      }
      throw new Error('the working calendar has no working time')
    },
  }
}

function isWorkingDay(calendar: Calendar, day: number): boolean {
  return calendar.workingWeekdays.has(weekdayOf(day)) && !calendar.holidays.has(dateOf(day))
}

function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}
