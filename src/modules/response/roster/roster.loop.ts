import type { Logger } from 'pino'
import type { Loop } from '#platform/jobs/loops.ts'
import type { CaseDeps } from '#modules/response/case/case.actions.ts'
import { sweeper } from '#modules/response/ladder/ladder.actions.ts'
import { coverAbsences } from './roster.actions.ts'

/** Looks every half minute whether somebody who is away holds a task. */
export function coverLoop(deps: CaseDeps & { readonly log: Logger }): Loop {
  const actor = sweeper(deps.regency)
  return {
    name: 'absence-cover',
    everySeconds: 30,
    run: async () => {
      const covered = await coverAbsences(deps, actor)
      if (covered > 0) deps.log.info({ covered }, 'tasks of absent people covered')
    },
  }
}
