import type { Loop } from '#platform/jobs/loops.ts'
import { removeWhatIsOld, type RetentionDeps } from './retention.actions.ts'

/** Once an hour what has been kept long enough goes. */
export function retentionLoop(deps: RetentionDeps): Loop {
  return { name: 'retention', everySeconds: 3_600, run: async () => void (await removeWhatIsOld(deps)) }
}
