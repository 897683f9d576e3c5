import { uptime } from 'node:os'
import type { Logger } from 'pino'
import type { Clock } from '#platform/clock.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import { sweepCases, sweeper, type SweepDeps } from './ladder.actions.ts'
import { isTrusted, trustAfter, type Trust } from './ladder.rules.ts'

const everySeconds = 2

/** The machine's own clock in milliseconds: it runs on while the machine sleeps, and nobody can set it. */
function machineMs(): number {
  return uptime() * 1_000
}

/** The sweep, again and again. It believes the wall clock only while it runs evenly with the machine's own. */
export function sweepLoop(deps: SweepDeps & { readonly clock: Clock; readonly log: Logger }, steadyMs: () => number = machineMs): Loop {
  const actor = sweeper(deps.regency)
  let trust: Trust | undefined
  return {
    name: 'case-sweep',
    everySeconds,
    run: async () => {
      const wasTrusted = trust === undefined || isTrusted(trust)
      trust = trustAfter(trust, { wallMs: deps.clock.now().getTime(), steadyMs: steadyMs() })
      if (!isTrusted(trust)) {
        if (wasTrusted) deps.log.warn('the clock leapt; nothing is handed up until it has run evenly again')
        return
      }
      const swept = await sweepCases(deps, actor)
      if (swept > 0) deps.log.info({ swept }, 'cases swept')
    },
  }
}
