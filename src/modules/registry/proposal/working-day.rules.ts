/** The days on which offices work. */
export interface WorkingCalendar {
  readonly workingDays: readonly string[]
  readonly holidays: readonly { readonly on: string }[]
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** Whether offices work on a day (`YYYY-MM-DD`). */
export function isWorkingDay(day: string, { workingDays, holidays }: WorkingCalendar): boolean {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]!
  return workingDays.includes(weekday) && !holidays.some((holiday) => holiday.on === day)
}
