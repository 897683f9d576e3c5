import type { Config } from '#config.ts'
import type { Pile, Regency } from '#modules/people/index.ts'
import type { PlatformDeps } from '#platform/deps.ts'
import type { Pages } from '#web/pages.ts'

/** Everything the modules are given: the platform, this regency's configuration, the citizens' pages. Made in `src/start.ts`. */
export interface Deps extends PlatformDeps {
  readonly config: Config
  readonly regency: Regency
  readonly pages: Pages
  /** What waits for people, of every module. */
  readonly piles: readonly Pile[]
}
