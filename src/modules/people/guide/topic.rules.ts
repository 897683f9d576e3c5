import { staffPaths } from '#web/routes.ts'
import type { Messages } from '#web/i18n/index.ts'
import type { Grant } from '#modules/people/regency/regency.contract.ts'

/** A screen of the menu as the help explains it. Its name (`menu.ts`) and its steps (`guide.ts`) stand in the texts under its key. */
export interface Topic {
  readonly key: TopicKey
  readonly path: string
  /** One of these opens the screen; none: being signed in is enough. */
  readonly grants: readonly Grant[]
}

export type TopicKey = keyof Messages['menu']

const entries = [
  ['inbox', staffPaths.inbox(), ['response.case.read']],
  ['fieldList', staffPaths.fieldList, ['response.case.work']],
  ['setApart', staffPaths.setApart, ['response.case.work']],
  ['glassBreaks', staffPaths.glassBreaks, ['response.glass.review']],
  ['roster', staffPaths.roster, ['response.case.work', 'response.case.assign']],
  ['board', staffPaths.board, ['response.board.read']],
  ['rung', staffPaths.rung(), ['response.case.read']],
  ['referrals', staffPaths.referrals(), ['response.case.read']],
  ['unmetNeeds', staffPaths.unmetNeeds, ['response.need.read']],
  ['performance', staffPaths.performance(), ['response.performance.read']],
  ['map', staffPaths.map(), ['response.map.read']],
  ['workCalendar', staffPaths.workCalendar(), ['response.calendar.read']],
  ['assistedReport', staffPaths.assistedReport, ['response.report.assist']],
  ['ownReports', staffPaths.ownReports, ['response.report.own']],
  ['families', staffPaths.families(), ['registry.person.search']],
  ['verifications', staffPaths.verifications, ['registry.person.verify']],
  ['familyList', staffPaths.familyList(), ['registry.person.search']],
  ['rechecks', staffPaths.rechecks, ['registry.recheck.record']],
  ['reviews', staffPaths.reviews(), ['registry.review.answer']],
  ['lifeEvents', staffPaths.lifeEvents, ['registry.life_event.record']],
  ['visits', staffPaths.visits, ['registry.profile.record']],
  ['bulkActs', staffPaths.bulkActs, ['registry.bulk.propose', 'registry.bulk.approve']],
  ['month', staffPaths.month(), ['registry.proposal.count']],
  ['proposals', staffPaths.proposals(), ['registry.proposal.read']],
  ['deliberations', staffPaths.deliberations, ['registry.proposal.read']],
  ['objections', staffPaths.objections, ['registry.proposal.read']],
  ['determinations', staffPaths.determinations, ['registry.proposal.confirm', 'registry.proposal.determine']],
  ['batches', staffPaths.batches, ['registry.proposal.export']],
  ['ownProposals', staffPaths.ownProposals, ['registry.proposal.own']],
  ['quality', staffPaths.quality, ['registry.quality.read']],
  ['savedLists', staffPaths.savedLists, ['registry.person.search']],
  ['exports', staffPaths.exports, ['registry.export.make']],
  ['exportTrail', staffPaths.exportTrail, ['people.audit.read']],
  ['lists', staffPaths.lists, ['registry.list.import']],
  ['sources', staffPaths.sources, ['registry.source.read']],
  ['forms', staffPaths.forms, ['registry.form.manage']],
  ['areas', staffPaths.areas, ['people.area.import']],
  ['audit', staffPaths.audit, ['people.audit.read']],
  ['looksAtMe', staffPaths.looksAtMe, ['response.report.own']],
  ['ownRequests', staffPaths.ownRequests, ['privacy.request.own']],
  ['takenRequests', staffPaths.takenRequests(), ['privacy.request.take']],
  ['requestsToDecide', staffPaths.requestsToDecide, ['privacy.request.decide']],
  ['processing', staffPaths.processing, ['privacy.record.read']],
  ['breaches', staffPaths.breaches, ['privacy.breach.handle']],
  ['chats', staffPaths.chats, ['exchange.chat.answer']],
  ['channels', staffPaths.channels, ['exchange.channel.manage']],
  ['apiKeys', staffPaths.apiKeys, ['exchange.channel.manage']],
  ['posters', staffPaths.posters(), ['response.report.assist', 'exchange.channel.manage']],
  ['accounts', staffPaths.accounts, ['people.account.manage']],
  ['askedScopes', staffPaths.askedScopes, ['people.scope.approve']],
  ['help', staffPaths.help(), []],
  ['self', staffPaths.self, []],
] as const satisfies readonly (readonly [TopicKey, string, readonly Grant[]])[]

/** Every screen of the menu, in its order. */
export const topics: readonly Topic[] = entries.map(([key, path, grants]) => ({ key, path, grants }))

/** The screens of the menu that a role opens. */
export function topicsFor(grants: readonly string[]): readonly Topic[] {
  return topics.filter((topic) => topic.grants.length === 0 || topic.grants.some((grant) => grants.includes(grant)))
}

/** The screen of the menu that an address belongs to: its own, or the one below which it lies. */
export function findTopic(pathname: string): Topic | undefined {
  const around = topics.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
  return around.toSorted((left, right) => right.path.length - left.path.length)[0]
}
