import { staffPaths } from '#web/routes.ts'
import type { Screen } from './screen-entry.ts'

/** What people may ask about their data, and who looked at it. */
export const rightsScreens: readonly Screen[] = [
  {
    path: staffPaths.audit,
    grant: 'people.audit.read',
    nav: 'audit',
    load: async () => (await import('#modules/people/audit/audit.page.tsx')).AuditPage,
  },
  {
    path: staffPaths.looksAtMe,
    grant: 'response.report.own',
    nav: 'looksAtMe',
    load: async () => (await import('#modules/people/audit/looks-at-me.page.tsx')).LooksAtMePage,
  },
  {
    path: staffPaths.ownRequests,
    grant: 'privacy.request.own',
    nav: 'ownRequests',
    load: async () => (await import('#modules/privacy/request/own-requests.page.tsx')).OwnRequestsPage,
  },
  {
    path: staffPaths.takenRequests(),
    grant: 'privacy.request.take',
    nav: 'takenRequests',
    load: async () => (await import('#modules/privacy/request/taken-requests.page.tsx')).TakenRequestsPage,
  },
  {
    path: staffPaths.requestsToDecide,
    grant: 'privacy.request.decide',
    nav: 'requestsToDecide',
    load: async () => (await import('#modules/privacy/request/requests-to-decide.page.tsx')).RequestsToDecidePage,
  },
  {
    path: staffPaths.dataRequest('$requestId'), grant: ['privacy.request.own', 'privacy.request.take', 'privacy.request.decide'],
    load: async () => (await import('#modules/privacy/request/request.page.tsx')).DataRequestPage,
  },
  {
    path: staffPaths.personRights('$personId'), grant: 'privacy.request.take',
    load: async () => (await import('#modules/privacy/request/person-rights.page.tsx')).PersonRightsPage,
  },
  {
    path: staffPaths.processing,
    grant: 'privacy.record.read',
    nav: 'processing',
    load: async () => (await import('#modules/privacy/processing/processing.page.tsx')).ProcessingPage,
  },
  {
    path: staffPaths.breaches,
    grant: 'privacy.breach.handle',
    nav: 'breaches',
    load: async () => (await import('#modules/privacy/breach/breach-list.page.tsx')).BreachListPage,
  },
  {
    path: staffPaths.breach('$breachId'), grant: 'privacy.breach.handle',
    load: async () => (await import('#modules/privacy/breach/breach.page.tsx')).BreachPage,
  },
]
