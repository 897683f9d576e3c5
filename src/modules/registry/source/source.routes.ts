import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { getSnapshot, getSource, listSnapshotAreas, listSnapshots, listSources, type SourceDeps } from './source.actions.ts'
import { sourceOperations } from './source.contract.ts'

/** What the registry is made of: sources and their snapshots. */
export function sourceRoutes(deps: SourceDeps): RouteModule {
  return implement(sourceOperations, {
    listSources: async ({ actor }) => ok(await listSources(deps, actor)),
    getSource: ({ actor, params }) => getSource(deps, actor, params.sourceKey),
    listSnapshots: ({ actor, params, query }) => listSnapshots(deps, actor, { ...params, ...query }),
    listSnapshotAreas: ({ actor, params, query }) => listSnapshotAreas(deps, actor, { ...params, ...query }),
    getSnapshot: ({ actor, params }) => getSnapshot(deps, actor, params.snapshotId),
  })
}
