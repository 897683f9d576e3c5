import { implement, type RouteModule } from '#platform/http/routes.ts'
import { listConsents, recordConsent, withdrawConsent, type ConsentDeps } from './consent.actions.ts'
import { consentOperations } from './consent.contract.ts'

/** What persons agreed to. */
export function consentRoutes(deps: ConsentDeps): RouteModule {
  return implement(consentOperations, {
    listConsents: ({ actor, params }) => listConsents(deps, actor, params.personId),
    recordConsent: ({ actor, command, params, body }) => recordConsent(deps, { actor, command }, { ...params, ...body }),
    withdrawConsent: ({ actor, command, params, body }) => withdrawConsent(deps, { actor, command }, { ...params, ...body }),
  })
}
