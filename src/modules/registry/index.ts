import type { Deps } from '#deps.ts'
import type { Pile } from '#modules/people/index.ts'
import type { Module } from '#platform/module.ts'
import { bulkActPile } from './bulk-act/bulk-act.store.ts'
import { decreePile } from './determination/determination.store.ts'
import { eventTaskPile } from './life-event/event-list.store.ts'
import { objectionPile } from './objection/objection.store.ts'
import { proposalPiles } from './proposal/proposal.store.ts'
import { recheckPile } from './recheck/recheck.store.ts'
import { claimPile } from './relocation/claim.store.ts'
import { relocationPile } from './relocation/relocation.store.ts'
import { reviewPiles } from './review/review.store.ts'
import { conflictPile } from './survey/visit-family.store.ts'
import { verificationPile } from './verification/verification.store.ts'
import { batchRoutes } from './batch/batch.routes.ts'
import { storeDecilesJob } from './batch/store-deciles.jobs.ts'
import { bulkActRoutes } from './bulk-act/bulk-act.routes.ts'
import { carryOutJob } from './bulk-act/carry-out.jobs.ts'
import { formRoutes } from './form/form.routes.ts'
import { checkCriteriaWords } from './criteria/criteria-words.rules.ts'
import { situationRoutes } from './criteria/situation.routes.ts'
import { expireExportsLoop } from './export/expire-exports.loop.ts'
import { exportRoutes } from './export/export.routes.ts'
import { makeExportJob } from './export/make-export.jobs.ts'
import { familyRoutes } from './family/family.routes.ts'
import { checkListJob } from './import/check-list.jobs.ts'
import { comparisonRoutes } from './import/comparison.routes.ts'
import { importRoutes } from './import/import.routes.ts'
import { checkImportWords } from './import/profile/import-words.rules.ts'
import { readListJob } from './import/read-list.jobs.ts'
import { storeListJob } from './import/store-list.jobs.ts'
import { matchSnapshotJob } from './linkage/match-snapshot.jobs.ts'
import { mergeRoutes } from './merge/merge.routes.ts'
import { lifeEventRoutes } from './life-event/life-event.routes.ts'
import { personRoutes } from './person/person.routes.ts'
import { savedListRoutes } from './saved-list/saved-list.routes.ts'
import { deliberationRoutes } from './deliberation/deliberation.routes.ts'
import { determinationRoutes } from './determination/determination.routes.ts'
import { monthRoutes } from './month/month.routes.ts'
import { objectionPages } from './objection/objection-page.routes.ts'
import { objectionRoutes } from './objection/objection.routes.ts'
import { proposalPages } from './proposal/proposal-page.routes.ts'
import { proposalRoutes } from './proposal/proposal.routes.ts'
import { claimRoutes } from './relocation/claim.routes.ts'
import { relocationRoutes } from './relocation/relocation.routes.ts'
import { findPairsJob } from './review/find-pairs.jobs.ts'
import { reviewRoutes } from './review/review.routes.ts'
import { surveyRoutes } from './survey/survey.routes.ts'
import { searchRoutes } from './search/search.routes.ts'
import { recheckRoutes } from './recheck/recheck.routes.ts'
import { sourceRoutes } from './source/source.routes.ts'
import { qualityLoop } from './quality/quality.loop.ts'
import { qualityRoutes } from './quality/quality.routes.ts'
import { verificationRoutes } from './verification/verification.routes.ts'

/** What only the registry can say about a regency's files. */
export const registryChecks = [checkCriteriaWords, checkImportWords]
// What a list says: its source, its rows, and the people and families they tell of
export { insertAttributes, insertSensitive } from './attribute/attribute.store.ts'
export { findFamilyIdsOf, insertFamilies, insertMembers } from './family/family.store.ts'
export { readHousehold } from './family/household.actions.ts'
export { openNumbers, takeNumbers, type ClosedNumbers } from './person/reveal.actions.ts'
export { sealedSubjects } from './person/sealed-subject.store.ts'
export type { Relation } from './family/relation.rules.ts'
export { insertPersons } from './person/person.store.ts'
// Families that move
export { findSettledMove, relocationSettled, type SettledMove } from './relocation/relocation.actions.ts'
export { correctPerson } from './attribute/correct-person.actions.ts'
export { settleDeciles, settlePersons } from './attribute/survivor.actions.ts'
export { applySources } from './source/catalogue.store.ts'
export { listListSources } from './source/source.rules.ts'
export { ensureSource, getSourceId, insertSnapshot, insertSourceRecords } from './source/source.store.ts'
// Papers that anybody can check
export { findMinutesByCode } from './deliberation/deliberation.store.ts'
export { minutesPurpose } from './deliberation/minutes.actions.ts'
export { findDecreeByCode } from './determination/determination.store.ts'
export { decreePurpose } from './determination/document.actions.ts'
// The family form
export { findHousePlace, type HousePlace } from './survey/house-place.store.ts'
export { installForms } from './form/form-shipped.load.ts'
// Loading lists
export { downloadBadRows, getImport } from './import/import-view.actions.ts'
export { confirmImport, setImportColumns, uploadList, type Listing } from './import/import.actions.ts'
export type { ImportDetail } from './import/import.contract.ts'
// What is proposed for the official register
export { createProposal } from './proposal/proposal.actions.ts'
export { listProposalStates } from './proposal/proposal.store.ts'
export type { ProposalDraft } from './proposal/proposal.contract.ts'
// Somebody whom a report names, and finding people
export { normaliseName, tidyName } from './name/name.rules.ts'
export { macOfNik, sealCard, sealNik } from './person/identity.rules.ts'
export { makeProvisionalPerson, type ProvisionalPerson } from './person/person.actions.ts'
export { findPersonByNik } from './person/person.store.ts'
export { makeSearchQueries, type SearchQuery } from './search/misspelling.rules.ts'
export { searchPersons } from './search/search.actions.ts'
// Who is the same person in several lists
export { calibrateModel, reportLinkage, type LinkageReport } from './linkage/calibrate-model.actions.ts'
export { linkRegistry, type RegistryLinked } from './linkage/link-registry.actions.ts'
export type { Band, LinkExplanation, LinkRecord, MatchCandidate } from './linkage/linkage.contract.ts'
export { type DecidedBy } from './link/link.rules.ts'
export { isRecordConfirmed, recordLinks, type NewLink } from './link/link.store.ts'
export { findFamiliesOfSnapshot } from './review/find-families.actions.ts'
export { findPairsOfSnapshot } from './review/find-pairs.jobs.ts'
export { proposeReviews, type NewReview } from './review/review.store.ts'
// The synthetic regency
export { loadTwinConfig, twinRegency, TwinUnusable } from './twin/twin-file.load.ts'
export { loadTwin, RegistryNotEmpty } from './twin/twin.load.ts'
export { twinFamilies, type TwinFamily } from './twin/twin.rules.ts'

export const registryModule: Module<Deps> = {
  name: 'registry',
  routes: (deps) => [
    exportRoutes(deps),
    searchRoutes(deps), savedListRoutes(deps), bulkActRoutes(deps), recheckRoutes(deps), familyRoutes(deps), personRoutes(deps), importRoutes(deps),
    comparisonRoutes(deps), sourceRoutes(deps), lifeEventRoutes(deps), relocationRoutes(deps), claimRoutes(deps), verificationRoutes(deps), proposalRoutes(deps), reviewRoutes(deps), mergeRoutes(deps),
    qualityRoutes(deps), formRoutes(deps), surveyRoutes(deps), situationRoutes(deps), deliberationRoutes(deps),
    objectionRoutes(deps), monthRoutes(deps), determinationRoutes(deps), batchRoutes(deps),
  ],
  pages: (deps) => [...proposalPages(deps), ...objectionPages(deps)],
  jobs: (deps) => [readListJob(deps), checkListJob(deps), storeListJob(deps), findPairsJob(deps), matchSnapshotJob(deps), makeExportJob(deps), carryOutJob(deps), storeDecilesJob(deps)],
  loops: (deps) => [expireExportsLoop(deps), qualityLoop(deps)],
}

/** What waits for people who keep the registry. */
export const registryPiles: readonly Pile[] = [
  verificationPile, recheckPile, ...reviewPiles, conflictPile, eventTaskPile, relocationPile, claimPile, ...proposalPiles, decreePile, objectionPile, bulkActPile,
]
