import type { Logger } from 'pino'
import type { Regency } from '#modules/people/index.ts'
import { sweeper } from '#modules/response/ladder/ladder.actions.ts'
import type { ActDeps } from '#platform/act.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import { renewDues } from './renew.actions.ts'

/** Looks once after each start, for then the calendar may be another, and once a day whether every kept due time is what the calendar says. */
export function renewLoop(deps: ActDeps & { readonly regency: Regency; readonly log: Logger }): Loop {
  const actor = sweeper(deps.regency)
  return {
    name: 'due-times',
    everySeconds: 24 * 60 * 60,
    run: async () => {
      const renewed = await renewDues(deps, actor)
      if (renewed > 0) deps.log.info({ renewed }, 'due times reckoned anew by the calendar')
    },
  }
}
