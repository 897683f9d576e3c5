import type { Regency, Role } from '#modules/people/regency/regency.contract.ts'
import type { Scope } from '#modules/people/session/session.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { ScopeChoices } from './account.contract.ts'

export type ScopeRefused = { readonly kind: 'role_unknown' | 'area_does_not_fit' | 'office_does_not_fit' }

type Configuration = Pick<Regency, 'areas' | 'offices' | 'roles'>

/**
 * Whether a scope makes sense in this regency: the role exists, works in areas of this kind, and acts for an office that is there.
 * Village and district roles act for the office of their own area; it is filled in when it was not named.
 */
export function checkScope(scope: Scope, regency: Configuration): Result<Scope, ScopeRefused> {
  const role = regency.roles.find((candidate) => candidate.key === scope.role)
  if (role === undefined || role.key === 'public') return err({ kind: 'role_unknown' })
  const area = regency.areas.byId.get(scope.areaId)
  if (area === undefined || (role.reach.area !== 'none' && area.kind !== role.reach.area)) return err({ kind: 'area_does_not_fit' })
  const officeId = scope.officeId ?? officeOfArea(scope, { role, regency })
  return isFittingOffice({ ...scope, officeId }, { role, regency }) ? ok({ ...scope, officeId }) : err({ kind: 'office_does_not_fit' })
}

function officeOfArea(scope: Scope, within: { role: Role; regency: Configuration }): number | null {
  if (within.role.reach.area === 'regency' || within.role.reach.area === 'none') return null
  return within.regency.offices.find((office) => office.areaId === scope.areaId)?.officeId ?? null
}

function isFittingOffice(scope: Scope, within: { role: Role; regency: Configuration }): boolean {
  const { role, regency } = within
  if (scope.officeId === null) return role.reach.office !== 'own'
  const office = regency.offices.find((candidate) => candidate.officeId === scope.officeId)
  if (office === undefined) return false
  return role.reach.area === 'none' || office.areaId === scope.areaId
}

/** Nobody raises, lowers or opens their own rights: somebody else must do it. */
export function isOwnAccount(actor: { readonly accountId: string | null }, accountId: string): boolean {
  return actor.accountId === accountId
}

/** Whether two scopes are the same rights. */
export function isSameScope(left: Scope, right: Scope): boolean {
  return left.role === right.role && left.areaId === right.areaId && left.officeId === right.officeId
}

/** Everything that a scope can be made of in this regency, for a form; `public` is nobody's role. */
export function scopeChoices(regency: Configuration): ScopeChoices {
  return {
    roles: regency.roles.filter((role) => role.key !== 'public')
      .map((role) => ({ role: role.key, name: role.name, area: role.reach.area, office: role.reach.office })),
    areas: [...regency.areas.byId.values()].map((area) => ({ areaId: area.areaId, name: area.name, kind: area.kind, parentId: area.parentId })),
    offices: regency.offices.map((office) => ({ officeId: office.officeId, name: office.name, areaId: office.areaId })),
  }
}
