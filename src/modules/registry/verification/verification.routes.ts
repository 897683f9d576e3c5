import { implement, type RouteModule } from '#platform/http/routes.ts'
import { closeVerification, listVerifications, passOnVerification, registerVerifiedPerson, type VerificationDeps } from './verification.actions.ts'
import { verificationOperations } from './verification.contract.ts'

/** Verifying persons whom only a report knows. */
export function verificationRoutes(deps: VerificationDeps): RouteModule {
  return implement(verificationOperations, {
    listVerifications: ({ actor, query }) => listVerifications(deps, actor, query),
    registerVerifiedPerson: ({ actor, command, params, body }) => registerVerifiedPerson(deps, { actor, command, ...params }, body),
    passOnVerification: ({ actor, command, params, body }) => passOnVerification(deps, { actor, command, ...params }, body),
    closeVerification: ({ actor, command, params, body }) => closeVerification(deps, { actor, command, ...params }, body.words),
  })
}
