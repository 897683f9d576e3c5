// Areas, offices, roles: the regency's configuration
export type { Area, AreaKind, AreaTree, BoundingBox, Point } from './area/area.contract.ts'
export {
  areaIdOf, areaKindOf, codeOfArea, findDistrictOf, getArea, isInside, isUrbanVillage, listDistricts, listVillages, listVillagesOf, withDescendants,
} from './area/area.rules.ts'
export { AreaReach, Bilingual, Channel, Grant, Measure, OfficeKind, OfficeReach, Rung, Span } from './regency/regency.contract.ts'
export type { Category, Ladder, Office, Patience, Programme, PromiseRule, Regency, RegencyTexts, Role } from './regency/regency.contract.ts'
export { loadRegency, readRegency, RegencyError } from './regency/regency.load.ts'
export {
  findLadder, findOffice, findPatience, findPromise, findRole, getCategory, getOffice, getSecretariat, listCardCategories,
  officeOnRung, officesForCase, reachOf, regencyReach, rungOf, type CaseOffices, type PromiseQuestion, type Reach, type Standpoint,
} from './regency/regency.rules.ts'
export { applyRegency } from './regency/regency.store.ts'
