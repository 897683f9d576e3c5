import type { Module } from '#platform/module.ts'
import { accountRoutes } from './account/account.routes.ts'
import { askedScopeRoutes } from './account/asked-scope.routes.ts'
import { areaRoutes } from './area/area.routes.ts'
import { auditRoutes } from './audit/audit.routes.ts'
import { boundaryRoutes } from './boundary/boundary.routes.ts'
import { guideRoutes } from './guide/guide.routes.ts'
import { kinshipRoutes } from './kinship/kinship.routes.ts'
import type { SheetDeps } from './guide/sheet.actions.ts'
import type { SessionDeps } from './session/session-actor.actions.ts'
import { waitingRoutes } from './waiting/waiting.routes.ts'
import type { WaitingDeps } from './waiting/waiting.actions.ts'
import type { Pile } from './waiting/waiting.store.ts'
import { askedScopePile } from './account/asked-scope.store.ts'
import { sessionRoutes } from './session/session.routes.ts'

// Areas, offices, roles: the regency's configuration
export type { Area, AreaKind, AreaTree, BoundingBox, Point } from './area/area.contract.ts'
export { areaIdOf, findDistrictOf, getArea, isUrbanVillage, listDistricts, listVillages, listVillagesOf, withDescendants } from './area/area.rules.ts'
export { findDistrictsByName, findVillagesByName, type NamedVillages } from './area/place-name.rules.ts'
export { locateArea } from './boundary/boundary.actions.ts'
export type { Place } from './boundary/place.rules.ts'
export { Channel } from './regency/regency.contract.ts'
export type {
  Category, Criterion, Cutoff, ExportRule, Ladder, ObjectionPromise, Office, Patience, PrivacyRules, Programme, PromiseRule, ProposalSettings, Quorum, Regency,
  RegencyTexts, RegisterLayout, Role, Source,
} from './regency/regency.contract.ts'
export { citationOf } from './regency/citation.rules.ts'
export { loadRegency, readRegency, RegencyError } from './regency/regency.load.ts'
export {
  findCutoff, findLayout, findObjectionPromise, findOffice, findPromise, findQuorum, getCategory, getOffice, listCardCategories, listPromises,
  missingHolidayYears, provisionalHolidayYears, regencyReach, withoutSecondStep, type PromiseQuestion, type Reach, type Standpoint,
} from './regency/regency.rules.ts'
export { applyRegency } from './regency/regency.store.ts'
// Accounts, sign-in, sessions, and who looked at what
export {
  addUser, disableUser, enableUser, findUserActor, grantUser, listUsers, resetUserPassword, type ScopeWords, type UsersRefused,
} from './account/account.cli.ts'
export { findNamedAccounts } from './account/account.store.ts'
export { findStandingActor, isHeldByAnybody } from './account/standing.actions.ts'
export { findOwnPersonId } from './audit/audit.store.ts'
export { listAuditEntries } from './audit/audit.actions.ts'
export { findAccountId } from './audit/audit.store.ts'
export type { AuditEntry } from './audit/audit.contract.ts'
// What waits for whom
export type { Pile } from './waiting/waiting.store.ts'
// The sheets of the roles
export { drawSheet } from './guide/sheet.actions.ts'
export { linkAccountToPerson, loadDemoAccounts, readDemoAccounts } from './account/demo-accounts.load.ts'
export type { SessionDeps } from './session/session-actor.actions.ts'
export { isSameOrigin, resolveActor } from './session/session.routes.ts'
export { listOfficeColleagues, type Colleague } from './session/session.store.ts'

/** The lowest module: who is who, where, and what they may do. */
export const peopleModule: Module<SessionDeps & SheetDeps & WaitingDeps> = {
  name: 'people',
  routes: (deps) => [areaRoutes(deps), boundaryRoutes(deps), sessionRoutes(deps), accountRoutes(deps), askedScopeRoutes(deps), auditRoutes(deps), guideRoutes(deps), waitingRoutes(deps), kinshipRoutes(deps)],
  pages: () => [],
  jobs: () => [],
  loops: () => [],
}

/** What waits for people with rights over accounts. */
export const peoplePiles: readonly Pile[] = [askedScopePile]
