import type { JobHandler } from '#platform/jobs/jobs.ts'
import type { Loop } from '#platform/jobs/loops.ts'
import type { PageRoute } from '#platform/http/page.ts'
import type { RouteModule } from '#platform/http/routes.ts'

/** What a module of the domain gives to the composition root. `D` is everything it needs. */
export interface Module<D> {
  readonly name: string
  readonly routes: (deps: D) => readonly RouteModule[]
  readonly pages: (deps: D) => readonly PageRoute[]
  readonly jobs: (deps: D) => readonly JobHandler[]
  readonly loops: (deps: D) => readonly Loop[]
}
