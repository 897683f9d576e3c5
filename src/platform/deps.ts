import type { Logger } from 'pino'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import type { Files } from '#platform/files/files.ts'
import type { Texts } from '#platform/http/texts.ts'
import type { Jobs } from '#platform/jobs/jobs.ts'
import type { Keys } from '#platform/keys.ts'
import type { Live } from '#platform/live/live.ts'

/** What every module may use; made once in `src/start.ts`. Modules take `Deps` of `#deps.ts`, which adds the regency and the pages. */
export interface PlatformDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Logger
  readonly files: Files
  readonly keys: Keys
  readonly jobs: Jobs
  readonly live: Live
  readonly texts: Texts
}
