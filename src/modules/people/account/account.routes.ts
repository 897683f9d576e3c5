import type { SessionDeps } from '#modules/people/session/session-actor.actions.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import {
  createAccount, disableAccount, enableAccount, getAccount, grantScope, listAccounts, removeAccountTotp, resetPassword, withdrawScope,
} from './account.actions.ts'
import { accountOperations } from './account.contract.ts'
import { scopeChoices } from './account.rules.ts'

/** The administrator's work on accounts. */
export function accountRoutes(deps: SessionDeps): RouteModule {
  return implement(accountOperations, {
    listAccounts: async ({ actor, query }) => ok(await listAccounts(deps, actor, query)),
    getAccount: ({ actor, params }) => getAccount(deps, actor, params.accountId),
    createAccount: ({ actor, command, body }) => createAccount(deps, { actor, command }, body),
    disableAccount: ({ actor, command, params }) => disableAccount(deps, { actor, command }, params.accountId),
    enableAccount: ({ actor, command, params }) => enableAccount(deps, { actor, command }, params.accountId),
    resetPassword: ({ actor, command, params }) => resetPassword(deps, { actor, command }, params.accountId),
    removeAccountTotp: ({ actor, command, params }) => removeAccountTotp(deps, { actor, command }, params.accountId),
    grantScope: ({ actor, command, params, body }) => grantScope(deps, { actor, command }, { accountId: params.accountId, scope: body }),
    withdrawScope: ({ actor, command, params }) => withdrawScope(deps, { actor, command }, params),
    listScopeChoices: async () => ok(scopeChoices(deps.regency)),
  })
}
