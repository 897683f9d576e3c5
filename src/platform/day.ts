/** A calendar day as `YYYY-MM-DD`, without time or zone. */
export type Day = string

/** Making one takes as long as a hundred uses of it. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of a moment in a time zone (IANA name, e.g. `Asia/Jakarta`). */
export function dayOf(moment: Date, timeZone: string): Day {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, format)
  return format.format(moment)
}

/** The day that lies a number of days later (or earlier, when negative). */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The last moment of a day in a time zone. */
export function endOfDay(day: Day, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(`${day}T12:00:00Z`))
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', '') ?? ''
  return new Date(`${day}T23:59:59.999${offset === '' ? 'Z' : offset}`)
}
