import type { Area, AreaKind, AreaTree, BoundingBox, Point } from './area.contract.ts'

/** Area id of an official code: `12.34` → 0, `12.34.05` → 5, `12.34.05.2003` → 52003. */
export function areaIdOf(code: string): number {
  const digits = code.replaceAll('.', '').slice(4)
  return digits === '' ? 0 : Number(digits)
}

/** Official code of an area id within a regency (`12.34`): 52003 → `12.34.05.2003`. */
export function codeOfArea(regencyCode: string, areaId: number): string {
  if (areaId === 0) return regencyCode
  if (areaId < 100) return `${regencyCode}.${pad(areaId, 2)}`
  return `${regencyCode}.${pad(Math.floor(areaId / 10_000), 2)}.${pad(areaId % 10_000, 4)}`
}

/** What an official code stands for, by its length. */
export function areaKindOf(code: string): AreaKind {
  if (code.length === 5) return 'regency'
  return code.length === 8 ? 'district' : 'village'
}

/** Code of the area above, or null for the regency itself. */
export function parentCodeOf(code: string): string | null {
  return code.length === 5 ? null : code.slice(0, code.lastIndexOf('.'))
}

/** Whether a village is an urban one (kelurahan): the first of its four last digits is 1; 2 and 3 are desa. */
export function isUrbanVillage(areaId: number): boolean {
  return Math.floor((areaId % 10_000) / 1000) === 1
}

/** The tree of a list of areas that has one regency and, for each other area, its parent. */
export function buildAreaTree(areas: readonly Area[]): AreaTree {
  const byId = new Map(areas.map((area) => [area.areaId, area]))
  const childIds = new Map<number, number[]>()
  for (const area of areas.toSorted(byNameThenCode)) {
    if (area.parentId === null) continue
    const siblings = childIds.get(area.parentId) ?? []
    siblings.push(area.areaId)
    childIds.set(area.parentId, siblings)
  }
  const root = byId.get(0)
  if (root === undefined) throw new Error('a list of areas without its regency')
  return { root, byId, childIds }
}

/** The area of an id; throws when there is none. */
export function getArea(tree: AreaTree, areaId: number): Area {
  const area = tree.byId.get(areaId)
  if (area === undefined) throw new Error(`no area ${areaId} in ${tree.root.code}`)
  return area
}

/** Areas directly below, in the order of their names. */
function listChildAreas(tree: AreaTree, areaId: number): readonly Area[] {
  const ids = tree.childIds.get(areaId) ?? []
  return ids.map((id) => getArea(tree, id))
}

/** Districts of the regency, in the order of their names. */
export function listDistricts(tree: AreaTree): readonly Area[] {
  return listChildAreas(tree, tree.root.areaId)
}

/** Villages of one district, in the order of their names; empty when there is no such district. */
export function listVillagesOf(tree: AreaTree, districtId: number): readonly Area[] {
  return listChildAreas(tree, districtId).filter((area) => area.kind === 'village')
}

/** Every village of the regency, in the order of the districts' and then their own names. */
export function listVillages(tree: AreaTree): readonly Area[] {
  return listDistricts(tree).flatMap((district) => listVillagesOf(tree, district.areaId))
}

/** The area itself and everything below it, as ids: what a scope on it covers. Empty when there is no such area. */
export function withDescendants(tree: AreaTree, areaId: number): readonly number[] {
  if (!tree.byId.has(areaId)) return []
  const below = tree.childIds.get(areaId) ?? []
  return [areaId, ...below.flatMap((id) => withDescendants(tree, id))]
}

/** District of a village or of a district itself; undefined for the regency and for unknown ids. */
export function findDistrictOf(tree: AreaTree, areaId: number): Area | undefined {
  const area = tree.byId.get(areaId)
  if (area === undefined || area.kind === 'district') return area
  return area.parentId === null ? undefined : tree.byId.get(area.parentId)
}

/** Whether a point lies in the regency's bounding box; a point outside cannot be a place of this regency. */
export function isInside(box: BoundingBox, point: Point): boolean {
  return point.lat >= box.south && point.lat <= box.north && point.lng >= box.west && point.lng <= box.east
}

function byNameThenCode(left: Area, right: Area): number {
  return left.name.localeCompare(right.name, 'id') || left.code.localeCompare(right.code)
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
