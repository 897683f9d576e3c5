import { keepErasures, type ErasureDeps } from '#modules/privacy/erasure/erasure.actions.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import { removeWhatIsOld, type RetentionDeps } from './retention.actions.ts'

/** At the start and once an hour: what was removed stays removed, and what has been kept long enough goes. */
export function retentionLoop(deps: RetentionDeps & ErasureDeps): Loop {
  return {
    name: 'retention', everySeconds: 3_600,
    run: async () => {
      await keepErasures(deps)
      await removeWhatIsOld(deps)
    },
  }
}
