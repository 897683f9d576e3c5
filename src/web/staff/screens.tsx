import type { ComponentType } from 'react'
import type { Messages } from '#web/i18n/index.ts'
import { staffPaths } from '#web/routes.ts'
import { exportScreens } from './export-screens.tsx'

/** One screen of the staff application. */
export interface Screen {
  /** The address, with `$name` for a parameter. */
  readonly path: string
  /** What the role needs to open it (one of several is enough); null: being signed in is enough. */
  readonly grant: string | readonly string[] | null
  /** Its place in the menu and on the home screen; screens that are reached from others have none. */
  readonly nav?: {
    readonly text: (m: Messages) => string
    /** One sentence for the home screen: what one does there. */
    readonly about: (m: Messages) => string
  }
  /** Loads the screen's code when it is first opened. */
  readonly load: () => Promise<ComponentType>
}

/** Every staff screen besides the home screen, in the order of the menu. A feature adds its own. */
export const screens: readonly Screen[] = [
  {
    path: staffPaths.inbox(),
    grant: 'response.case.read',
    nav: { text: (m) => m.inbox.title, about: (m) => m.inbox.about },
    load: async () => (await import('#modules/response/case/inbox.page.tsx')).InboxPage,
  },
  {
    path: staffPaths.case('$caseId'), grant: 'response.case.read',
    load: async () => (await import('#modules/response/case/case.page.tsx')).CasePage,
  },
  {
    path: staffPaths.board,
    grant: 'response.board.read',
    nav: { text: (m) => m.board.title, about: (m) => m.board.about },
    load: async () => (await import('#modules/response/board/board.page.tsx')).BoardPage,
  },
  {
    path: staffPaths.map(),
    grant: 'response.map.read',
    nav: { text: (m) => m.map.title, about: (m) => m.map.about },
    load: async () => (await import('#modules/response/map/map.page.tsx')).MapPage,
  },
  {
    path: staffPaths.assistedReport,
    grant: 'response.report.assist',
    nav: { text: (m) => m.report.assist.title, about: (m) => m.report.assist.about },
    load: async () => (await import('#modules/response/report/assist.page.tsx')).AssistPage,
  },
  {
    path: staffPaths.ownReports,
    grant: 'response.report.own',
    nav: { text: (m) => m.report.mine.title, about: (m) => m.report.mine.about },
    load: async () => (await import('#modules/response/report/mine.page.tsx')).OwnReportsPage,
  },
  {
    path: staffPaths.families(),
    grant: 'registry.person.search',
    nav: { text: (m) => m.registry.title, about: (m) => m.registry.about },
    load: async () => (await import('#modules/registry/search/search.page.tsx')).SearchPage,
  },
  {
    path: staffPaths.family('$familyId'), grant: 'registry.person.read',
    load: async () => (await import('#modules/registry/family/family.page.tsx')).FamilyPage,
  },
  {
    path: staffPaths.person('$personId'), grant: 'registry.person.read',
    load: async () => (await import('#modules/registry/person/person.page.tsx')).PersonPage,
  },
  {
    path: staffPaths.quality,
    grant: 'registry.quality.read',
    nav: { text: (m) => m.quality.title, about: (m) => m.quality.about },
    load: async () => (await import('#modules/registry/quality/quality.page.tsx')).QualityPage,
  },
  {
    path: staffPaths.qualityTask('$task'), grant: 'registry.person.read',
    load: async () => (await import('#modules/registry/quality/quality-task.page.tsx')).QualityTaskPage,
  },
  {
    path: staffPaths.verifications,
    grant: 'registry.person.verify',
    nav: { text: (m) => m.verification.title, about: (m) => m.verification.about },
    load: async () => (await import('#modules/registry/verification/verification-list.page.tsx')).VerificationListPage,
  },
  {
    path: staffPaths.verification('$personId'), grant: 'registry.person.verify',
    load: async () => (await import('#modules/registry/verification/verification.page.tsx')).VerificationPage,
  },
  {
    path: staffPaths.familyList(),
    grant: 'registry.person.search',
    nav: { text: (m) => m.lists.familiesTitle, about: (m) => m.lists.familiesAbout },
    load: async () => (await import('#modules/registry/saved-list/family-list.page.tsx')).FamilyListPage,
  },
  {
    path: staffPaths.savedLists,
    grant: 'registry.person.search',
    nav: { text: (m) => m.lists.savedTitle, about: (m) => m.lists.savedAbout },
    load: async () => (await import('#modules/registry/saved-list/saved-lists.page.tsx')).SavedListsPage,
  },
  {
    path: staffPaths.savedList('$listId'), grant: 'registry.person.search',
    load: async () => (await import('#modules/registry/saved-list/saved-list.page.tsx')).SavedListPage,
  },
  {
    path: staffPaths.bulkActs,
    grant: ['registry.bulk.propose', 'registry.bulk.approve'],
    nav: { text: (m) => m.bulkAct.title, about: (m) => m.bulkAct.about },
    load: async () => (await import('#modules/registry/bulk-act/bulk-acts.page.tsx')).BulkActsPage,
  },
  {
    path: staffPaths.bulkAct('$bulkActId'), grant: ['registry.bulk.propose', 'registry.bulk.approve'],
    load: async () => (await import('#modules/registry/bulk-act/bulk-act.page.tsx')).BulkActPage,
  },
  ...exportScreens,
  {
    path: staffPaths.rechecks,
    grant: 'registry.recheck.record',
    nav: { text: (m) => m.recheck.title, about: (m) => m.recheck.about },
    load: async () => (await import('#modules/registry/recheck/recheck.page.tsx')).RecheckPage,
  },
  {
    path: staffPaths.proposals(),
    grant: 'registry.proposal.read',
    nav: { text: (m) => m.proposal.title, about: (m) => m.proposal.about },
    load: async () => (await import('#modules/registry/proposal/proposal-list.page.tsx')).ProposalListPage,
  },
  {
    path: staffPaths.newProposal(), grant: 'registry.proposal.make',
    load: async () => (await import('#modules/registry/proposal/new-proposal.page.tsx')).NewProposalPage,
  },
  {
    path: staffPaths.proposal('$proposalId'), grant: 'registry.proposal.read',
    load: async () => (await import('#modules/registry/proposal/proposal.page.tsx')).ProposalPage,
  },
  {
    path: staffPaths.deliberations,
    grant: 'registry.proposal.read',
    nav: { text: (m) => m.deliberation.title, about: (m) => m.deliberation.about },
    load: async () => (await import('#modules/registry/deliberation/deliberation-list.page.tsx')).DeliberationListPage,
  },
  {
    path: staffPaths.newDeliberation, grant: 'registry.deliberation.hold',
    load: async () => (await import('#modules/registry/deliberation/new-deliberation.page.tsx')).NewDeliberationPage,
  },
  {
    path: staffPaths.deliberation('$deliberationId'),
    grant: 'registry.proposal.read',
    load: async () => (await import('#modules/registry/deliberation/deliberation.page.tsx')).DeliberationPage,
  },
  {
    path: staffPaths.ownProposals,
    grant: 'registry.proposal.own',
    nav: { text: (m) => m.proposal.mine.title, about: (m) => m.proposal.mine.about },
    load: async () => (await import('#modules/registry/proposal/mine.page.tsx')).OwnProposalsPage,
  },
  {
    path: staffPaths.reviews(),
    grant: 'registry.review.answer',
    nav: { text: (m) => m.review.title, about: (m) => m.review.about },
    load: async () => (await import('#modules/registry/review/review.page.tsx')).ReviewPage,
  },
  {
    path: staffPaths.lists,
    grant: 'registry.list.import',
    nav: { text: (m) => m.importList.title, about: (m) => m.importList.about },
    load: async () => (await import('#modules/registry/import/import-lists.page.tsx')).ImportListsPage,
  },
  {
    path: staffPaths.list('$importId'), grant: 'registry.list.import',
    load: async () => (await import('#modules/registry/import/import.page.tsx')).ImportPage,
  },
  {
    path: staffPaths.lifeEvents,
    grant: 'registry.life_event.record',
    nav: { text: (m) => m.lifeEvent.title, about: (m) => m.lifeEvent.about },
    load: async () => (await import('#modules/registry/life-event/life-event.page.tsx')).LifeEventPage,
  },
  {
    path: staffPaths.newRegistration, grant: 'registry.life_event.record',
    load: async () => (await import('#modules/registry/life-event/record-event.page.tsx')).RegistrationPage,
  },
  {
    path: staffPaths.familyEvent('$familyId'), grant: 'registry.life_event.record',
    load: async () => (await import('#modules/registry/life-event/record-event.page.tsx')).FamilyEventPage,
  },
  {
    path: staffPaths.personPapers('$personId'), grant: 'registry.life_event.record',
    load: async () => (await import('#modules/registry/life-event/record-event.page.tsx')).PersonPapersPage,
  },
  {
    path: staffPaths.sources,
    grant: 'registry.source.read',
    nav: { text: (m) => m.source.title, about: (m) => m.source.about },
    load: async () => (await import('#modules/registry/source/source-list.page.tsx')).SourceListPage,
  },
  {
    path: staffPaths.source('$sourceKey'), grant: 'registry.source.read',
    load: async () => (await import('#modules/registry/source/source.page.tsx')).SourcePage,
  },
  {
    path: staffPaths.snapshot('$snapshotId'), grant: 'registry.source.read',
    load: async () => (await import('#modules/registry/source/snapshot.page.tsx')).SnapshotPage,
  },
  {
    path: staffPaths.visits, grant: 'registry.profile.record', nav: { text: (m) => m.survey.title, about: (m) => m.survey.about },
    load: async () => (await import('#modules/registry/survey/visits.page.tsx')).VisitsPage,
  },
  { path: staffPaths.visit('$familyId'), grant: 'registry.profile.record', load: async () => (await import('#modules/registry/survey/visit.page.tsx')).VisitPage },
  {
    path: staffPaths.conflicts, grant: 'registry.profile.record',
    load: async () => (await import('#modules/registry/survey/conflict.page.tsx')).ConflictPage,
  },
  {
    path: staffPaths.forms, grant: 'registry.form.manage', nav: { text: (m) => m.form.title, about: (m) => m.form.about },
    load: async () => (await import('#modules/registry/form/form.page.tsx')).FormPage,
  },
  {
    path: staffPaths.areas,
    grant: 'people.area.import',
    nav: { text: (m) => m.area.title, about: (m) => m.area.about },
    load: async () => (await import('#modules/people/area/area.page.tsx')).AreaPage,
  },
  {
    path: staffPaths.accounts,
    grant: 'people.account.manage',
    nav: { text: (m) => m.account.title, about: (m) => m.account.about },
    load: async () => (await import('#modules/people/account/account-list.page.tsx')).AccountListPage,
  },
  {
    path: staffPaths.newAccount, grant: 'people.account.manage',
    load: async () => (await import('#modules/people/account/new-account.page.tsx')).NewAccountPage,
  },
  {
    path: staffPaths.account('$accountId'), grant: 'people.account.manage',
    load: async () => (await import('#modules/people/account/account.page.tsx')).AccountPage,
  },
  {
    path: staffPaths.audit,
    grant: 'people.audit.read',
    nav: { text: (m) => m.audit.title, about: (m) => m.audit.about },
    load: async () => (await import('#modules/people/audit/audit.page.tsx')).AuditPage,
  },
  {
    path: staffPaths.looksAtMe,
    grant: 'response.report.own',
    nav: { text: (m) => m.audit.looksTitle, about: (m) => m.audit.looksAbout },
    load: async () => (await import('#modules/people/audit/looks-at-me.page.tsx')).LooksAtMePage,
  },
  {
    path: staffPaths.ownRequests,
    grant: 'privacy.request.own',
    nav: { text: (m) => m.privacy.ownTitle, about: (m) => m.privacy.ownAbout },
    load: async () => (await import('#modules/privacy/request/own-requests.page.tsx')).OwnRequestsPage,
  },
  {
    path: staffPaths.takenRequests,
    grant: 'privacy.request.take',
    nav: { text: (m) => m.privacy.requestsTitle, about: (m) => m.privacy.requestsAbout },
    load: async () => (await import('#modules/privacy/request/taken-requests.page.tsx')).TakenRequestsPage,
  },
  {
    path: staffPaths.requestsToDecide,
    grant: 'privacy.request.decide',
    nav: { text: (m) => m.privacy.toDecideTitle, about: (m) => m.privacy.toDecideAbout },
    load: async () => (await import('#modules/privacy/request/requests-to-decide.page.tsx')).RequestsToDecidePage,
  },
  {
    path: staffPaths.personRights('$personId'), grant: 'privacy.request.take',
    load: async () => (await import('#modules/privacy/request/person-rights.page.tsx')).PersonRightsPage,
  },
  {
    path: staffPaths.processing,
    grant: 'privacy.record.read',
    nav: { text: (m) => m.privacy.processingTitle, about: (m) => m.privacy.processingAbout },
    load: async () => (await import('#modules/privacy/processing/processing.page.tsx')).ProcessingPage,
  },
  {
    path: staffPaths.breaches,
    grant: 'privacy.breach.handle',
    nav: { text: (m) => m.privacy.breachTitle, about: (m) => m.privacy.breachAbout },
    load: async () => (await import('#modules/privacy/breach/breach-list.page.tsx')).BreachListPage,
  },
  {
    path: staffPaths.breach('$breachId'), grant: 'privacy.breach.handle',
    load: async () => (await import('#modules/privacy/breach/breach.page.tsx')).BreachPage,
  },
  {
    path: staffPaths.self,
    grant: null,
    nav: { text: (m) => m.self.title, about: (m) => m.self.about },
    load: async () => (await import('#modules/people/session/session.page.tsx')).OwnAccountPage,
  },
]

/** The screens of the menu that a role may open. */
export function navigationFor(grants: readonly string[]): readonly (Screen & Required<Pick<Screen, 'nav'>>)[] {
  return screens.filter((screen): screen is Screen & Required<Pick<Screen, 'nav'>> => screen.nav !== undefined && mayOpen(screen, grants))
}

/** Whether a role may open a screen. */
export function mayOpen(screen: Screen, grants: readonly string[]): boolean {
  return screen.grant === null || [screen.grant].flat().some((grant) => grants.includes(grant))
}
