import { lazy } from 'react'
import { staffPaths } from '#web/routes.ts'
import type { Screen } from './screen-entry.ts'

const GlassCount = lazy(async () => ({ default: (await import('#modules/response/protection/glass-count.part.tsx')).GlassCount }))

/** Reports, cases, the board and the map. */
export const responseScreens: readonly Screen[] = [
  {
    path: staffPaths.inbox(),
    grant: 'response.case.read',
    nav: 'inbox',
    load: async () => (await import('#modules/response/case/inbox.page.tsx')).InboxPage,
  },
  {
    path: staffPaths.case('$caseId'), grant: 'response.case.read',
    load: async () => (await import('./case-screen.tsx')).CaseScreen,
  },
  {
    path: staffPaths.fieldList,
    grant: 'response.case.work',
    nav: 'fieldList',
    load: async () => (await import('#modules/response/field/field.page.tsx')).FieldPage,
  },
  {
    path: staffPaths.fieldStop('$caseId'), grant: 'response.case.work',
    load: async () => (await import('#modules/response/field/stop.page.tsx')).StopPage,
  },
  { path: staffPaths.breakGlass, grant: 'response.case.read', load: async () => (await import('#modules/response/protection/break-glass.page.tsx')).BreakGlassPage },
  {
    path: staffPaths.setApart,
    grant: 'response.case.work',
    nav: 'setApart',
    load: async () => (await import('#modules/response/set-apart/set-apart.page.tsx')).SetApartPage,
  },
  {
    path: staffPaths.glassBreaks,
    grant: 'response.glass.review',
    nav: 'glassBreaks',
    badge: { grant: 'response.glass.settle', Shown: GlassCount },
    load: async () => (await import('#modules/response/protection/glass-breaks.page.tsx')).GlassBreaksPage,
  },
  {
    path: staffPaths.roster,
    grant: ['response.case.work', 'response.case.assign'],
    nav: 'roster',
    load: async () => (await import('#modules/response/roster/roster.page.tsx')).RosterPage,
  },
  {
    path: staffPaths.board,
    grant: 'response.board.read',
    nav: 'board',
    load: async () => (await import('#modules/response/board/board.page.tsx')).BoardPage,
  },
  {
    path: staffPaths.rung(),
    grant: 'response.case.read',
    nav: 'rung',
    load: async () => (await import('#modules/response/rung/rung.page.tsx')).RungPage,
  },
  {
    path: staffPaths.referrals(),
    grant: 'response.case.read',
    nav: 'referrals',
    load: async () => (await import('#modules/response/referral/referrals.page.tsx')).ReferralsPage,
  },
  {
    path: staffPaths.unmetNeeds,
    grant: 'response.need.read',
    nav: 'unmetNeeds',
    load: async () => (await import('#modules/response/referral/needs.page.tsx')).NeedsPage,
  },
  {
    path: staffPaths.performance(),
    grant: 'response.performance.read',
    nav: 'performance',
    load: async () => (await import('#modules/response/performance/performance.page.tsx')).PerformancePage,
  },
  {
    path: staffPaths.replay, grant: 'response.performance.read',
    load: async () => (await import('#modules/response/performance/replay.page.tsx')).ReplayPage,
  },
  {
    path: staffPaths.publications, grant: 'response.performance.read',
    load: async () => (await import('#modules/response/performance/publications.page.tsx')).PublicationsPage,
  },
  {
    path: staffPaths.corrections(), grant: 'response.triage.review',
    load: async () => (await import('#modules/response/triage/corrections.page.tsx')).CorrectionsPage,
  },
  {
    path: staffPaths.map(),
    grant: 'response.map.read',
    nav: 'map',
    load: async () => (await import('#modules/response/map/map.page.tsx')).MapPage,
  },
  {
    path: staffPaths.workCalendar(),
    grant: 'response.calendar.read',
    nav: 'workCalendar',
    load: async () => (await import('#modules/response/calendar/calendar.page.tsx')).CalendarPage,
  },
  {
    path: staffPaths.assistedReport,
    grant: 'response.report.assist',
    nav: 'assistedReport',
    load: async () => (await import('#modules/response/report/assist.page.tsx')).AssistPage,
  },
  {
    path: staffPaths.ownReports,
    grant: 'response.report.own',
    nav: 'ownReports',
    load: async () => (await import('#modules/response/report/mine.page.tsx')).OwnReportsPage,
  },
]
