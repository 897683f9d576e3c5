import type { Loop } from '#platform/jobs/loops.ts'
import { measureThisMonth, type QualityDeps } from './quality.actions.ts'

/** Every six hours the present month is counted anew; when it is over, its last count stands. */
export function qualityLoop(deps: QualityDeps): Loop {
  return { name: 'quality', everySeconds: 6 * 3_600, run: async () => void (await measureThisMonth(deps)) }
}
