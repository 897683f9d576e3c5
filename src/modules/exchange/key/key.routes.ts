import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { createKey, endKey, listKeys } from './key.actions.ts'
import { keyOperations } from './key.contract.ts'

/** Keys of other programs. */
export function keyRoutes(deps: ExchangeDeps): RouteModule {
  return implement(keyOperations, {
    listApiKeys: async ({ actor, query }) => ok(await listKeys(deps, actor, query.after)),
    createApiKey: ({ actor, command, body }) => createKey(deps, { actor, command }, body),
    revokeApiKey: ({ actor, command, params }) => endKey(deps, { actor, command }, params.keyId),
  })
}
