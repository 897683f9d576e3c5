import type { Grant, Regency } from '#modules/people/regency/regency.contract.ts'
import { findRole, reachOf } from '#modules/people/regency/regency.rules.ts'
import type { Scope } from '#modules/people/session/session.rules.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import type { Db } from '#platform/db/db.ts'
import { findAccountRow, hasHolderOf, listScopesOf, type LeftOut } from './account.store.ts'

/** What somebody must be able to do, and where. */
export interface Standing {
  readonly grant: Grant
  readonly areaId: number
}

/** An account as it acts in a role of its own that has a grant and covers an area, whether or not it is signed in; undefined when it has none. */
export function standingActor(
  regency: Regency, account: { readonly accountId: string; readonly name: string; readonly scopes: readonly Scope[] }, { grant, areaId }: Standing,
): Actor | undefined {
  for (const scope of account.scopes) {
    const role = findRole(regency, scope.role)
    const reach = role?.grants.includes(grant) === true ? reachOf(regency, role, scope) : undefined
    if (role === undefined || reach?.areaIds.includes(areaId) !== true) continue
    return {
      regencyId: regency.regencyId, accountId: account.accountId, name: account.name, role: role.key, areaIds: reach.areaIds, officeIds: reach.officeIds,
      ownOfficeId: scope.officeId, homeAreaId: scope.areaId, grants: new Set(role.grants), caseIds: [],
    }
  }
  return undefined
}

/**
 * As `standingActor`, by the account's id and as it stands at this moment: for work that somebody asked for and that is done after they have gone.
 * Undefined also when the account is shut.
 */
export async function findStandingActor(deps: { readonly db: Db; readonly regency: Regency }, of: Standing & { readonly accountId: string }): Promise<Actor | undefined> {
  const manager = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['people.account.manage'] })
  return deps.db.asActor(manager, async (tx) => {
    const account = await findAccountRow(tx, of.accountId)
    if (account === undefined || account.isDisabled) return undefined
    const scopes = (await listScopesOf(tx, [of.accountId])).get(of.accountId) ?? []
    return standingActor(deps.regency, { ...account, scopes }, of)
  })
}

/** Whether anybody has a grant, besides those left out. */
export async function isHeldByAnybody(deps: { readonly db: Db; readonly regency: Regency }, grant: Grant, without: LeftOut): Promise<boolean> {
  const manager = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['people.account.manage'] })
  const roles = deps.regency.roles.filter((role) => role.grants.includes(grant)).map((role) => role.key)
  return deps.db.asActor(manager, (tx) => hasHolderOf(tx, roles, without))
}
