import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { countFamilyRows, listFamilyRows, listSavedListRows } from './rows.actions.ts'
import {
  changeSavedList, changeSavedListMembers, createSavedList, deleteSavedList, getSavedList, listSavedLists, type SavedListDeps,
} from './saved-list.actions.ts'
import { savedListOperations } from './saved-list.contract.ts'

/** Families by a filter, and lists that are kept. */
export function savedListRoutes(deps: SavedListDeps): RouteModule {
  return implement(savedListOperations, {
    listFamilies: ({ actor, query }) => listFamilyRows(deps, actor, query),
    countFamilies: async ({ actor, query }) => ok(await countFamilyRows(deps, actor, query)),
    createSavedList: ({ actor, command, body }) => createSavedList(deps, { actor, command }, body),
    listSavedLists: async ({ actor, query }) => ok(await listSavedLists(deps, actor, query.after)),
    getSavedList: ({ actor, params }) => getSavedList(deps, actor, params.listId),
    listSavedListRows: ({ actor, params, query }) => listSavedListRows(deps, actor, { ...query, listId: params.listId }),
    changeSavedList: ({ actor, command, params, body }) => changeSavedList(deps, { actor, command }, { ...body, listId: params.listId }),
    changeSavedListMembers: ({ actor, command, params, body }) => changeSavedListMembers(deps, { actor, command }, { ...body, listId: params.listId }),
    deleteSavedList: ({ actor, command, params }) => deleteSavedList(deps, { actor, command }, params.listId),
  })
}
