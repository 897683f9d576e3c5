import { checkDated } from './dated-check.rules.ts'
import type { OfficeHours, RegencyFile } from './regency.contract.ts'
import type { Problem } from './regency-problem.rules.ts'

type CalendarFacts = ReturnType<typeof RegencyFile.parse>['calendar']

const file = 'regency.yaml'

/** What is wrong in the working calendar: hours that overlap or are missing, holidays of a year that nobody vouches for. */
export function checkCalendar(calendar: CalendarFacts): Problem[] {
  return [
    ...checkDated({ file, path: ['calendar', 'hours'] }, calendar.hours),
    ...calendar.hours.flatMap((hours, at) => checkHours(hours, { at, workingDays: calendar.workingDays })),
    ...findUnknownYears(calendar),
  ]
}

function checkHours({ key, days }: OfficeHours, given: { at: number; workingDays: CalendarFacts['workingDays'] }): Problem[] {
  const path = ['calendar', 'hours', given.at, 'days'] as const
  const missing = given.workingDays.filter((day) => days[day] === undefined)
  return [
    ...missing.map((day): Problem => ({ kind: 'hours_missing', file, path, detail: { day, key } })),
    ...Object.entries(days).flatMap(([day, spans]) => spans.flatMap((value, place): Problem[] => {
      const [from = '', to = ''] = value.split('-')
      const before = place === 0 ? '' : (spans[place - 1]?.split('-')[1] ?? '')
      return from < to && before <= from ? [] : [{ kind: 'hours_wrong', file, path: [...path, day, place], detail: { value } }]
    })),
  ]
}

function findUnknownYears({ holidays, holidayYears }: CalendarFacts): Problem[] {
  const known = new Set(holidayYears.map(({ year }) => String(year)))
  return holidays.flatMap(({ on }, at): Problem[] => {
    const year = on.slice(0, 4)
    return known.has(year) ? [] : [{ kind: 'holiday_year_unknown', file, path: ['calendar', 'holidays', at, 'on'], detail: { year } }]
  })
}
