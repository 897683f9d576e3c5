import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok } from '#platform/result.ts'
import { createSharedRuns } from '#platform/shared-runs.ts'
import { boardOperations, type Board } from './board.contract.ts'
import { boardOf, districtLoads, villageLoads, type AreaCount } from './board.rules.ts'
import { countDanger, countResponses, listAreaCounts, listOfficeCounts } from './board.store.ts'

const thirtyDaysMs = 30 * 86_400_000
const pauseMs = 250

interface AreasCounted {
  readonly at: string
  readonly areas: readonly AreaCount[]
}

/** The board and the map: counts of the caller's scope. A thousand screens of one scope are answered by the same few runs. */
export function boardRoutes(deps: Pick<Deps, 'db' | 'regency'>): RouteModule {
  const share = createSharedRuns(pauseMs)
  const countAreas = (actor: Actor): Promise<AreasCounted> => share(`map ${scopeOf(actor)}`, () => (
    deps.db.asActor(actor, async (tx) => ({ at: tx.now.toISOString(), areas: await listAreaCounts(tx) }))
  ))
  return implement(boardOperations, {
    getBoard: async ({ actor }) => ok(await share(scopeOf(actor), () => countBoard(deps, actor))),
    listDistrictLoads: async ({ actor }) => {
      const { at, areas } = await countAreas(actor)
      return ok({ at, districts: districtLoads(areas, deps.regency) })
    },
    listVillageLoads: async ({ actor, params }) => {
      if (deps.regency.areas.byId.get(params.districtId)?.kind !== 'district') return err({ kind: 'district_unknown' })
      const { at, areas } = await countAreas(actor)
      return ok({ at, villages: villageLoads(areas, params.districtId, deps.regency) })
    },
  })
}

function countBoard(deps: Pick<Deps, 'db' | 'regency'>, actor: Actor): Promise<Board> {
  return deps.db.asActor(actor, async (tx) => {
    const since = new Date(tx.now.getTime() - thirtyDaysMs)
    const [areas, offices, responses, danger] = await Promise.all([listAreaCounts(tx), listOfficeCounts(tx), countResponses(tx, since), countDanger(tx)])
    return boardOf({ areas, offices, responses, danger }, deps.regency, tx.now)
  })
}

const scopes = new WeakMap<Actor, string>()

/** All that the counts depend on: whoever sees the same places and offices, in whatever role, sees the same board. */
function scopeOf(actor: Actor): string {
  const known = scopes.get(actor)
  if (known !== undefined) return known
  const rights = [boardOperations.getBoard, boardOperations.listDistrictLoads].filter(({ access }) => actor.grants.has(access)).map(({ access }) => access)
  const scope = JSON.stringify([actor.regencyId, actor.areaIds, actor.officeIds, rights])
  scopes.set(actor, scope)
  return scope
}
