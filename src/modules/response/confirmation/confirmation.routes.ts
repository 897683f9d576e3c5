import type { Deps } from '#deps.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { confirmForReporter } from './confirmation.actions.ts'
import { confirmationOperations } from './confirmation.contract.ts'

/** The reporter's word about a verdict, by way of an officer. */
export function confirmationRoutes(deps: Deps): RouteModule {
  return implement(confirmationOperations, {
    confirmForReporter: ({ actor, command, params, body }) => confirmForReporter(deps, { actor, command, ...params }, body),
  })
}
