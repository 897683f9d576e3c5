import type { Grant } from '#modules/people/regency/regency.contract.ts'

/** What a role does most, in the order in which it is chosen: the first five that its grants allow. What asks for no grant is open to everybody. */
export const acts = [
  ['take', 'response.case.work'], ['answer', 'response.case.work'], ['assign', 'response.case.assign'], ['refer', 'response.case.refer'],
  ['conclude', 'response.case.conclude'], ['visit', 'response.case.work'],
  ['importList', 'registry.list.import'], ['closeMeeting', 'registry.deliberation.close'], ['answerObjection', 'registry.objection.answer'],
  ['verifyPerson', 'registry.person.verify'], ['review', 'registry.review.decide'], ['lifeEvent', 'registry.life_event.record'],
  ['holdMeeting', 'registry.deliberation.hold'], ['checkProposal', 'registry.proposal.check'], ['verifyProposal', 'registry.proposal.verify'],
  ['confirmProposal', 'registry.proposal.confirm'], ['answerReview', 'registry.review.answer'], ['approveBulk', 'registry.bulk.approve'],
  ['familyForm', 'registry.profile.record'], ['assist', 'response.report.assist'], ['searchFamily', 'registry.person.search'],
  ['manageAccounts', 'people.account.manage'], ['decideRequest', 'privacy.request.decide'], ['breach', 'privacy.breach.handle'],
  ['reviewGlass', 'response.glass.review'], ['approveScope', 'people.scope.approve'], ['channels', 'exchange.channel.manage'],
  ['forms', 'registry.form.manage'], ['areas', 'people.area.import'], ['audit', 'people.audit.read'], ['processing', 'privacy.record.read'],
  ['board', 'response.board.read'], ['performance', 'response.performance.read'], ['needs', 'response.need.read'],
  ['month', 'registry.proposal.count'], ['quality', 'registry.quality.read'], ['followCase', 'response.case.read'], ['poster', 'response.report.assist'],
  ['map', 'response.map.read'], ['ownReports', 'response.report.own'], ['ownProposals', 'registry.proposal.own'], ['looksAtMe', 'response.report.own'],
  ['ownRequests', 'privacy.request.own'],
  ['report', null], ['follow', null], ['propose', null], ['object', null], ['check', null],
] as const satisfies readonly (readonly [string, Grant | null])[]

export type ActKey = (typeof acts)[number][0]

/** What may happen to whom, in the order in which it is chosen; `staff`: whoever works with other people's matters. */
export const troubles = [
  ['danger', null], ['notYours', 'response.case.work'], ['tooLate', 'response.case.work'], ['away', 'response.case.assign'], ['away', 'response.case.work'],
  ['wrongList', 'registry.list.import'], ['playful', 'response.case.work'], ['wrongMerge', 'registry.review.decide'], ['noSignal', 'registry.profile.record'],
  ['hidden', 'response.case.read'], ['unclear', 'response.case.work'], ['ownFamily', 'registry.proposal.make'], ['rejected', 'registry.proposal.make'],
  ['asked', 'privacy.request.take'], ['leak', 'staff'], ['password', 'staff'], ['lostNumber', null], ['noPhone', null], ['afraid', null], ['noPapers', null],
] as const satisfies readonly (readonly [string, Grant | 'staff' | null])[]

export type TroubleKey = (typeof troubles)[number][0]
