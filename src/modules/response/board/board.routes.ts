import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { err, ok } from '#platform/result.ts'
import { boardOperations } from './board.contract.ts'
import { boardOf, districtLoads, villageLoads } from './board.rules.ts'
import { countDanger, countResponses, listAreaCounts, listOfficeCounts } from './board.store.ts'

const thirtyDaysMs = 30 * 86_400_000

/** The board and the map: counts of the caller's scope. */
export function boardRoutes(deps: Pick<Deps, 'db' | 'regency'>): RouteModule {
  return implement(boardOperations, {
    getBoard: async ({ actor }) => ok(await deps.db.asActor(actor, async (tx) => {
      const areas = await listAreaCounts(tx)
      const offices = await listOfficeCounts(tx)
      const responses = await countResponses(tx, new Date(tx.now.getTime() - thirtyDaysMs))
      const danger = await countDanger(tx)
      return boardOf({ areas, offices, responses, danger }, deps.regency, tx.now)
    })),
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
