import type { Lang } from './lang.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const zoneNames: Readonly<Record<string, string>> = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' }

const units = {
  id: { day: () => 'hari', hour: () => 'jam', minute: () => 'menit', lessThanAMinute: 'kurang dari 1 menit', justNow: 'baru saja' },
  en: {
    day: (n: number) => (n === 1 ? 'day' : 'days'),
    hour: (n: number) => (n === 1 ? 'hour' : 'hours'),
    minute: (n: number) => (n === 1 ? 'minute' : 'minutes'),
    lessThanAMinute: 'less than a minute',
    justNow: 'just now',
  },
} as const

const relative = {
  id: { left: (span: string) => `${span} lagi`, late: (span: string) => `lewat ${span}`, ago: (span: string) => `${span} lalu` },
  en: { left: (span: string) => `${span} left`, late: (span: string) => `${span} late`, ago: (span: string) => `${span} ago` },
} as const

/** How numbers, days, moments and spans are written for people. Moments are shown in the regency's time zone. */
export interface Formatters {
  /** 41.873 */
  readonly number: (value: number | bigint) => string
  /** 96,4% — the value is a share between 0 and 1. */
  readonly percent: (share: number) => string
  /** Rp 1.250.000 */
  readonly rupiah: (amount: number | bigint) => string
  /** 1,5 MB */
  readonly fileSize: (bytes: number) => string
  /** 21 November 2026 — a day as YYYY-MM-DD. */
  readonly day: (day: string) => string
  /** 21/11/2026 — a day as YYYY-MM-DD. */
  readonly dayShort: (day: string) => string
  /** November 2026 — a month as YYYY-MM. */
  readonly month: (month: string) => string
  /** 21 November 2026, 14.05 WIB — a moment as ISO text or Date. */
  readonly moment: (moment: Moment) => string
  /** 14.05 WIB on the day of `now`, otherwise 21 Nov 14.05 WIB. */
  readonly momentShort: (moment: Moment, now: Moment) => string
  /** 21 November 2026: the day of a moment in the regency's zone. */
  readonly dayOf: (moment: Moment) => string
  /** 14.05 WIB */
  readonly time: (moment: Moment) => string
  /** 2 jam 10 menit: at most two units. */
  readonly span: (milliseconds: number) => string
  /** 2 jam 10 menit lagi, or: lewat 35 menit. */
  readonly timeLeft: (due: Moment, now: Moment) => string
  /** 3 menit lalu, or: baru saja. */
  readonly ago: (moment: Moment, now: Moment) => string
  /** A, B, dan C */
  readonly list: (items: readonly string[]) => string
}

export type Moment = Date | string | number

/** The formatters of a language, in a time zone (WIB unless told otherwise). */
export function formatters(lang: Lang, timeZone = 'Asia/Jakarta'): Formatters {
  return { ...numberFormatters(lang), ...momentFormatters(lang, timeZone), ...spanFormatters(lang) }
}

function localeOf(lang: Lang): string {
  return lang === 'id' ? 'id-ID' : 'en-GB'
}

function numberFormatters(lang: Lang): Pick<Formatters, 'number' | 'percent' | 'rupiah' | 'fileSize' | 'list'> {
  const locale = localeOf(lang)
  const number = new Intl.NumberFormat(locale)
  const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    rupiah: (amount) => `Rp ${number.format(amount)}`,
    fileSize: (bytes) => (bytes < 1_000_000 ? `${number.format(Math.max(1, Math.round(bytes / 1000)))} kB` : `${oneDecimal.format(bytes / 1_000_000)} MB`),
    list: (items) => list.format(items),
  }
}

function momentFormatters(lang: Lang, timeZone: string): Pick<Formatters, 'day' | 'dayShort' | 'month' | 'moment' | 'momentShort' | 'dayOf' | 'time'> {
  const locale = localeOf(lang)
  const zone = zoneNames[timeZone] ?? timeZone
  const longDay = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const calendarDay = new Intl.DateTimeFormat(locale, { ...longDay, timeZone: 'UTC' })
  const calendarMonth = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const zonedDay = new Intl.DateTimeFormat(locale, { ...longDay, timeZone })
  const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone })
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const dayOf = (moment: Moment): string => zonedDay.format(new Date(moment))
  const time = (moment: Moment): string => `${clock.format(new Date(moment))} ${zone}`
  return {
    day: (day) => calendarDay.format(new Date(`${day}T00:00:00Z`)),
    month: (month) => calendarMonth.format(new Date(`${month}-01T00:00:00Z`)),
    dayShort: (day) => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`,
    dayOf,
    time,
    moment: (moment) => `${dayOf(moment)}, ${time(moment)}`,
    momentShort: (moment, now) => (dayOf(moment) === dayOf(now) ? time(moment) : `${shortDay.format(new Date(moment))} ${time(moment)}`),
  }
}

function spanFormatters(lang: Lang): Pick<Formatters, 'span' | 'timeLeft' | 'ago'> {
  const span = (milliseconds: number): string => spanOf(lang, milliseconds)
  return {
    span,
    timeLeft: (due, now) => {
      const left = new Date(due).getTime() - new Date(now).getTime()
      return left >= 0 ? relative[lang].left(span(left)) : relative[lang].late(span(-left))
    },
    ago: (moment, now) => {
      const passed = new Date(now).getTime() - new Date(moment).getTime()
      return passed < minuteMs ? units[lang].justNow : relative[lang].ago(span(passed))
    },
  }
}

function spanOf(lang: Lang, milliseconds: number): string {
  const days = Math.floor(milliseconds / dayMs)
  const hours = Math.floor((milliseconds % dayMs) / hourMs)
  const minutes = Math.floor((milliseconds % hourMs) / minuteMs)
  if (days + hours + minutes === 0) return units[lang].lessThanAMinute
  const parts = [
    { count: days, unit: units[lang].day(days) },
    { count: hours, unit: units[lang].hour(hours) },
    { count: minutes, unit: units[lang].minute(minutes) },
  ]
  const first = parts.findIndex((part) => part.count > 0)
  return parts
    .slice(first, first + 2)
    .filter((part) => part.count > 0)
    .map((part) => `${part.count} ${part.unit}`)
    .join(' ')
}
