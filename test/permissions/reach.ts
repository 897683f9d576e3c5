import type { Regency } from '#modules/people/index.ts'

/** A demo account, as its file and the regency's roles describe it; nothing here asks the server who that is. */
export interface Somebody {
  readonly username: string
  readonly regency: Regency
  readonly role: string
  /** Official code of the area of the scope. */
  readonly area: string
  /** Key of the office of the scope. */
  readonly office: string | null
}

/** Where a row belongs. Without offices it is no office's: the place alone decides. */
export interface Belonging {
  readonly areaId: number
  readonly officeIds?: readonly number[]
}

/** Whether a role in its place reaches a row, worked out from `roles.yaml` and the official codes alone. */
export function reaches(who: Somebody, row: Belonging): boolean {
  const role = who.regency.roles.find((each) => each.key === who.role)
  if (role === undefined || role.reach.area === 'none') return false
  return codeOf(row.areaId, who.regency).startsWith(who.area) && (row.officeIds === undefined || reachesOffice(who, role.reach.office, row.officeIds))
}

/** Whether the reach of a role's offices covers one of some offices. */
export function reachesOffice(who: Somebody, reach: 'own' | 'all' | 'none', officeIds: readonly number[]): boolean {
  if (reach === 'all') return true
  return reach === 'own' && officeIds.some((officeId) => who.regency.offices.find((office) => office.officeId === officeId)?.key === who.office)
}

/** 152004 → 35.10.15.2004 */
function codeOf(areaId: number, regency: Regency): string {
  const digits = String(areaId).padStart(areaId > 99 ? 6 : 2, '0')
  if (areaId === 0) return regency.code
  return [regency.code, digits.slice(0, 2), digits.slice(2)].filter((part) => part !== '').join('.')
}
