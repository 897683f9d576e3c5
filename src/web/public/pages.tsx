import { PaperPage } from '#modules/exchange/paper/paper.public.tsx'
import { ObjectionFollowPage, ObjectionPage } from '#modules/registry/objection/objection.public.tsx'
import { ProposalFollowPage, ProposalLookupPage } from '#modules/registry/proposal/proposal-follow.public.tsx'
import { ProposalChoicePage, ProposalPage } from '#modules/registry/proposal/proposal.public.tsx'
import { PerformancePage } from '#modules/response/performance/performance.public.tsx'
import { FollowPage } from '#modules/response/report/follow.public.tsx'
import { LookupPage, ReceiptPage } from '#modules/response/report/receipt.public.tsx'
import { ReportPage } from '#modules/response/report/report.public.tsx'
import { SatisfactionPage } from '#modules/response/satisfaction/satisfaction.public.tsx'
import { ErrorPage } from './error.tsx'
import { HomePage } from './home.tsx'
import { PrivacyPage } from './privacy.tsx'

/**
 * Every page that the server renders, by the name under which a route asks for it: `deps.pages.render('report', props)`.
 * A page is a component that gives the whole document (`<html>` … with `<Stylesheet />` in its head).
 */
export const pages = {
  home: HomePage, report: ReportPage, receipt: ReceiptPage, lookup: LookupPage, follow: FollowPage, privacy: PrivacyPage, error: ErrorPage,
  proposalChoice: ProposalChoicePage, proposal: ProposalPage, proposalFollow: ProposalFollowPage, proposalLookup: ProposalLookupPage,
  performance: PerformancePage, satisfaction: SatisfactionPage,
  paper: PaperPage, objection: ObjectionPage, objectionFollow: ObjectionFollowPage,
}
