import type { Deps } from '#deps.ts'
import { dayOf } from '#platform/day.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { err, ok } from '#platform/result.ts'
import { calendarOperations } from './calendar.contract.ts'
import { triedClocks, workCalendar } from './calendar.rules.ts'

/** What due times are reckoned from, and a try-out of them. The regency's files are all that it reads. */
export function calendarRoutes({ regency, clock }: Pick<Deps, 'regency' | 'clock'>): RouteModule {
  return implement(calendarOperations, {
    getWorkCalendar: async ({ query }) => {
      const today = dayOf(clock.now(), regency.timeZone)
      return ok(workCalendar(regency, { today, year: query.year ?? Number(today.slice(0, 4)) }))
    },
    tryDue: async ({ query }) => {
      if (!regency.categories.some(({ code }) => code === query.category)) return err({ kind: 'category_unknown' as const })
      const { startedAt, clocks } = triedClocks(regency, query)
      return ok({ startedAt: startedAt.toISOString(), clocks })
    },
  })
}
