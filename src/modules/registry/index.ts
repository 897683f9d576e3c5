import type { Deps } from '#deps.ts'
import type { Module } from '#platform/module.ts'
import { familyRoutes } from './family/family.routes.ts'
import { personRoutes } from './person/person.routes.ts'
import { searchRoutes } from './search/search.routes.ts'
import { checkListJob } from './import/check-list.jobs.ts'
import { importRoutes } from './import/import.routes.ts'
import { readListJob } from './import/read-list.jobs.ts'
import { storeListJob } from './import/store-list.jobs.ts'

export { insertAttributes, insertSensitive, type NewAttributes, type NewSensitive } from './attribute/attribute.store.ts'
export { getFamilyProfile, readFamilyProfile } from './family/family.actions.ts'
export type { FamilyProfile } from './family/family.contract.ts'
export { parseAddress, printNeighbourhood, type Address } from './family/address.rules.ts'
export { parseCard, type Card, type CardError } from './family/card.rules.ts'
export {
  endMemberships, findFamiliesByCard, findFamily, findFamilyIdsOf, insertFamilies, insertMembers, updateDeciles, updateFamilyPlaces,
  type Decile, type Family, type NewFamily, type NewMember,
} from './family/family.store.ts'
export { parseRelation, relationFromStatistics, type Relation } from './family/relation.rules.ts'
export { downloadBadRows, getImport } from './import/import-view.actions.ts'
export { listSources } from './import/import-source.rules.ts'
export { confirmImport, setImportColumns, uploadList, type Listing } from './import/import.actions.ts'
export type { ImportDetail } from './import/import.contract.ts'
export { nameKey, normaliseName, tidyName } from './name/name.rules.ts'
export { ageInYears, birthCertainty, isDefaultBirth } from './person/birth.rules.ts'
export { macOfCard, macOfNik, sealCard, sealNik, type SealedNumber } from './person/identity.rules.ts'
export { birthFromNik, checkNik, maskNik, parseNik, type Nik, type NikError, type NikWarning } from './person/nik.rules.ts'
export { makeProvisionalPerson, type ProvisionalPerson } from './person/person.actions.ts'
export {
  addNik, findPerson, findPersonByNik, findPersonsByNik, insertPersons, listPersonsByNameKey, updatePersons,
  type NewPerson, type Person, type PersonFacts, type Sex,
} from './person/person.store.ts'
export {
  ensureSource, findSnapshotOfFile, insertSnapshot, insertSourceRecords, type NewSnapshot, type NewSourceRecord, type Source,
} from './source/source.store.ts'
export { makeSearchQueries, type SearchQuery } from './search/misspelling.rules.ts'
export { searchPersons, searchPersonsWithin } from './search/search.actions.ts'
export type { FoundPerson } from './search/search.contract.ts'
export { loadTwin, RegistryNotEmpty, type TwinLoaded, type TwinOptions } from './twin/twin.load.ts'
export { loadTwinConfig, twinRegency, TwinUnusable } from './twin/twin-file.load.ts'
export { twinFamilies, type TwinFamily } from './twin/twin.rules.ts'

export const registryModule: Module<Deps> = {
  name: 'registry',
  routes: (deps) => [searchRoutes(deps), familyRoutes(deps), personRoutes(deps), importRoutes(deps)],
  pages: () => [],
  jobs: (deps) => [readListJob(deps), checkListJob(deps), storeListJob(deps)],
  loops: () => [],
}
