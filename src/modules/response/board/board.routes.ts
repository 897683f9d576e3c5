import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok } from '#platform/result.ts'
import { createSharedRuns } from '#platform/shared-runs.ts'
import { boardOperations, type Board } from './board.contract.ts'
import { boardOf, districtLoads, villageLoads } from './board.rules.ts'
import { countDanger, countResponses, listAreaCounts, listOfficeCounts } from './board.store.ts'

const thirtyDaysMs = 30 * 86_400_000
const pauseMs = 250

/** The board and the map: counts of the caller's scope. A thousand boards of one scope are answered by the same few runs. */
export function boardRoutes(deps: Pick<Deps, 'db' | 'regency'>): RouteModule {
  const share = createSharedRuns(pauseMs)
  return implement(boardOperations, {
    getBoard: async ({ actor }) => ok(await share(scopeOf(actor), () => countBoard(deps, actor))),
    listDistrictLoads: async ({ actor }) => ok(await deps.db.asActor(actor, async (tx) => (
      { at: tx.now.toISOString(), districts: districtLoads(await listAreaCounts(tx), deps.regency) }
    ))),
    listVillageLoads: async ({ actor, params }) => {
      if (deps.regency.areas.byId.get(params.districtId)?.kind !== 'district') return err({ kind: 'district_unknown' })
      return ok(await deps.db.asActor(actor, async (tx) => (
        { at: tx.now.toISOString(), villages: villageLoads(await listAreaCounts(tx), params.districtId, deps.regency) }
      )))
    },
  })
}

function countBoard(deps: Pick<Deps, 'db' | 'regency'>, actor: Actor): Promise<Board> {
  return deps.db.asActor(actor, async (tx) => {
    const areas = await listAreaCounts(tx)
    const offices = await listOfficeCounts(tx)
    const responses = await countResponses(tx, new Date(tx.now.getTime() - thirtyDaysMs))
    const danger = await countDanger(tx)
    return boardOf({ areas, offices, responses, danger }, deps.regency, tx.now)
  })
}

/** All that the counts depend on: whoever has the same scope and the same rights sees the same board. */
function scopeOf(actor: Actor): string {
  return JSON.stringify([actor.regencyId, actor.areaIds, actor.officeIds, actor.ownOfficeId, [...actor.grants].toSorted()])
}
