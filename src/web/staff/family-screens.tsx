import { staffPaths } from '#web/routes.ts'
import type { Screen } from './screen-entry.ts'

/** Families and persons: finding them, calling on them, what happens in their lives, who is who. */
export const familyScreens: readonly Screen[] = [
  {
    path: staffPaths.families(),
    grant: 'registry.person.search',
    nav: 'families',
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
    path: staffPaths.verifications,
    grant: 'registry.person.verify',
    nav: 'verifications',
    load: async () => (await import('#modules/registry/verification/verification-list.page.tsx')).VerificationListPage,
  },
  {
    path: staffPaths.verification('$personId'), grant: 'registry.person.verify',
    load: async () => (await import('#modules/registry/verification/verification.page.tsx')).VerificationPage,
  },
  {
    path: staffPaths.familyList(),
    grant: 'registry.person.search',
    nav: 'familyList',
    load: async () => (await import('#modules/registry/saved-list/family-list.page.tsx')).FamilyListPage,
  },
  {
    path: staffPaths.rechecks,
    grant: 'registry.recheck.record',
    nav: 'rechecks',
    load: async () => (await import('#modules/registry/recheck/recheck.page.tsx')).RecheckPage,
  },
  {
    path: staffPaths.reviews(),
    grant: 'registry.review.answer',
    nav: 'reviews',
    load: async () => (await import('#modules/registry/review/review.page.tsx')).ReviewPage,
  },
  {
    path: staffPaths.lifeEvents,
    grant: 'registry.life_event.record',
    nav: 'lifeEvents',
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
    path: staffPaths.relocations, grant: 'registry.life_event.record',
    load: async () => (await import('#modules/registry/relocation/relocation.page.tsx')).RelocationPage,
  },
  {
    path: staffPaths.newClaim, grant: 'registry.life_event.record',
    load: async () => (await import('#modules/registry/relocation/claim.form.tsx')).NewClaimPage,
  },
  {
    path: staffPaths.newRelocation('$familyId'), grant: 'registry.life_event.record',
    load: async () => (await import('#modules/registry/relocation/send.form.tsx')).SendRelocationPage,
  },
  {
    path: staffPaths.visits, grant: 'registry.profile.record', nav: 'visits',
    load: async () => (await import('#modules/registry/survey/visits.page.tsx')).VisitsPage,
  },
  {
    path: staffPaths.conflicts, grant: 'registry.profile.record',
    load: async () => (await import('#modules/registry/survey/conflict.page.tsx')).ConflictPage,
  },
  { path: staffPaths.visit('$familyId'), grant: 'registry.profile.record', load: async () => (await import('#modules/registry/survey/visit.page.tsx')).VisitPage },
]
