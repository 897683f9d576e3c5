import type { Logger } from 'pino'
import type { Clock } from '#platform/clock.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import { sweepCases, sweeper, type SweepDeps } from './ladder.actions.ts'
import { trustAfter, type Trust } from './ladder.rules.ts'

const everySeconds = 2

/** The sweep, again and again. It believes the wall clock only while it runs evenly with the machine's own. */
export function sweepLoop(deps: SweepDeps & { readonly clock: Clock; readonly log: Logger }): Loop {
  const actor = sweeper(deps.regency)
  let trust: Trust | undefined
  return {
    name: 'case-sweep',
    everySeconds,
    run: async () => {
      const wasTrusted = trust?.distrustedSinceSteadyMs ?? null
      trust = trustAfter(trust, { wallMs: deps.clock.now().getTime(), steadyMs: performance.now() })
      if (trust.distrustedSinceSteadyMs !== null) {
        if (wasTrusted === null) deps.log.warn('the clock leapt; nothing is handed up until it has run evenly again')
        return
      }
      const swept = await sweepCases(deps, actor)
      if (swept > 0) deps.log.info({ swept }, 'cases swept')
    },
  }
}
