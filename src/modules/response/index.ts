import type { Deps } from '#deps.ts'
import type { Pile } from '#modules/people/index.ts'
import type { Module } from '#platform/module.ts'
import { inboxPiles } from './case/inbox.store.ts'
import { glassPiles } from './protection/glass.store.ts'
import { referralPiles } from './referral/referral.store.ts'
import { setApartPile } from './set-apart/set-apart.store.ts'
import { calendarRoutes } from './calendar/calendar.routes.ts'
import { boardRoutes } from './board/board.routes.ts'
import { caseFamilyRoutes } from './case/case-family.routes.ts'
import { caseRoutes } from './case/case.routes.ts'
import { inboxRoutes } from './case/inbox.routes.ts'
import { followMoveJob } from './follow-move/follow-move.jobs.ts'
import { fieldRoutes } from './field/field.routes.ts'
import { coverLoop } from './roster/roster.loop.ts'
import { rosterRoutes } from './roster/roster.routes.ts'
import { presenceRoutes } from './presence/presence.routes.ts'
import { rungRoutes } from './rung/rung.routes.ts'
import { renewLoop } from './clock/renew.loop.ts'
import { sweepLoop } from './ladder/ladder.loop.ts'
import { performancePages } from './performance/performance-page.routes.ts'
import { performanceRoutes } from './performance/performance.routes.ts'
import { satisfactionPages } from './satisfaction/satisfaction-page.routes.ts'
import { confirmationRoutes } from './confirmation/confirmation.routes.ts'
import { planRoutes } from './plan/plan.routes.ts'
import { referralRoutes } from './referral/referral.routes.ts'
import { followPages } from './report/follow-page.routes.ts'
import { publicPages } from './report/public-page.routes.ts'
import { reportPages } from './report/report-page.routes.ts'
import { reportRoutes } from './report/report.routes.ts'
import { joinRoutes } from './join/join.routes.ts'
import { glassRoutes } from './protection/glass.routes.ts'
import { protectionRoutes } from './protection/protection.routes.ts'
import { setApartRoutes } from './set-apart/set-apart.routes.ts'
import { correctionRoutes, triageRoutes } from './triage/triage.routes.ts'

export { checkClocks } from './clock/replay.actions.ts'
export { openCase } from './case/case.actions.ts'
export type { OpenCase, OpenedCase } from './case/case.contract.ts'
export { addresseeName, letterPurpose } from './referral/letter.actions.ts'
export { findLetterByCode } from './referral/referral.store.ts'
export { isCountedFor } from './board/board.rules.ts'
export { createReport } from './report/report.actions.ts'
export { hearDanger, trainModel, type Training } from './triage/triage.actions.ts'
export { enterCases } from './case/case.store.ts'
export { getCaseArea } from './case/case-view.store.ts'
export { closeAddress } from './notice/notice.actions.ts'
export { accusesInStory } from './protection/accused.rules.ts'
export { accusedNamed, findAccused } from './protection/protection.actions.ts'
export type { Accused } from './protection/protection.rules.ts'
export { listAddressesOf, listCasesOf, readNotice, type NoticeToDeliver, type OwnCase } from './notice/delivery.actions.ts'
export { addToReport, followReport, judgeReport } from './report/follow.actions.ts'
export { openReceipt } from './report/receipt.actions.ts'
export { elements as surveyElements } from './satisfaction/satisfaction.contract.ts'
export { sweepCases, sweeper } from './ladder/ladder.actions.ts'

/** Reports, cases, clocks, the ladder and the board. */
export const responseModule: Module<Deps> = {
  name: 'response',
  routes: (deps) => [caseRoutes(deps), fieldRoutes(deps), caseFamilyRoutes(deps), inboxRoutes(deps), rosterRoutes(deps), boardRoutes(deps), calendarRoutes(deps), rungRoutes(deps), presenceRoutes(deps), performanceRoutes(deps), referralRoutes(deps), planRoutes(deps), confirmationRoutes(deps), reportRoutes(deps), triageRoutes(deps), correctionRoutes(deps), protectionRoutes(deps), glassRoutes(deps), joinRoutes(deps), setApartRoutes(deps)],
  pages: (deps) => [...publicPages(deps), ...reportPages(deps), ...followPages(deps), ...performancePages(deps), ...satisfactionPages(deps)],
  jobs: (deps) => [followMoveJob(deps)],
  loops: (deps) => [sweepLoop(deps), coverLoop(deps), renewLoop(deps)],
}

/** What waits for people who answer. */
export const responsePiles: readonly Pile[] = [...inboxPiles, setApartPile, ...referralPiles, ...glassPiles]
