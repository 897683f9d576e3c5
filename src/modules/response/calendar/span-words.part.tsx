import type { Span } from '#modules/people/regency/regency.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'

/** How long, in words that say how it is counted. */
export function useSpanWords(): (span: Span) => string {
  const m = useMessages('overview').workCalendar.span
  const format = useFormat()
  return (span) => {
    if ('hours' in span) return m.hours({ count: format.number(span.hours) })
    if ('days' in span) return m.days({ count: format.number(span.days) })
    return 'workingDays' in span ? m.workingDays({ count: format.number(span.workingDays) }) : m.workingHours({ count: format.number(span.workingHours) })
  }
}
