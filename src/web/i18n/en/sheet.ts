import type { ActKey } from '#modules/people/guide/sheet.contract.ts'
import type { PublicMessages } from '#web/public/texts.ts'
import type * as source from '../id/sheet.ts'
import type { Messages } from '../index.ts'
import type { Translation } from '../lang.ts'

/** The name of a button or screen within a sentence. */
const q = (words: string): string => `“${words}”`

/** What stands on every sheet, whoever it is for. */
export const sheetWords: Translation<typeof source.sheetWords> = {
  title: (p) => `One-page sheet: ${p.role}`,
  asOf: (p) => `As of ${p.day}`,
  homeTitle: 'Your first screen',
  home: (p) => `After signing in, ${p.home} shows every screen of your role:`,
  homePublic: 'No account, no charge. Open the address below the QR code, then choose:',
  actsTitle: 'The five things done most',
  clocksTitle: 'What the signs of time mean',
  clockMeanings: {
    good: 'green, round: there is time, or it was done in time',
    soon: 'yellow, triangle: less than an hour is left, do it now',
    bad: 'red, square: past the promise; the case climbs to the next rung by itself',
    neutral: 'grey, empty ring: waiting for the reporter, up to a limit',
  },
  promisesTitle: 'The promises in force today',
  promiseColumns: { what: 'Promise', who: 'For', within: 'At most' },
  everyOffice: 'every office',
  officeKinds: {
    village_task_force: 'village task force', district_unit: 'district unit', agency: 'agencies', secretariat: 'secretariat', outside: 'outside bodies', leadership: 'leadership',
  },
  waitRow: 'Waiting for the reporter',
  silenceRow: 'Closed when the reporter is silent',
  troublesTitle: 'When …',
  contactsTitle: 'Whom to turn to',
  contactColumns: { who: 'Who', how: 'What for, and how' },
  emergency: (p) => `Call ${p.number}`,
  emergencyFor: 'a life is in danger; call first, then write it down',
  rungFor: (p) => `rung ${p.rung.toLowerCase()}: cases climb to here`,
  leadsTitle: 'Who leads, by kind of trouble',
  officerFor: (p) => `leaked data, wrong addressee, lost device: ${p.email}`,
  administratorFor: 'passwords, roles, a change of post',
  helpTitle: 'The whole help',
  help: (p) => `Scan, or open ${p.help} in the menu. The “?” beside a screen’s title opens its steps, without signal too.`,
  helpPublic: 'Scan to open the residents’ pages.',
  qrAlt: (p) => `QR code to ${p.url}`,
}

/** What a role does from day to day: its title, then how. */
export function sheetActs(m: Messages, p: PublicMessages): Readonly<Record<ActKey, readonly [string, string]>> {
  const { caseWork: c, proposal: u, deliberation: d } = m
  return {
    take: ['Take a report', `Open ${q(m.inbox.title)}, the topmost first, then ${q(c.take)}.`],
    answer: ['Answer the reporter', `${q(c.answer)} before the clock of the first answer runs out. Say what will happen, without names and numbers.`],
    assign: ['Share out tasks', `${q(c.assign)} to who is on duty; mind the load. Who is away stands in ${q(m.roster.title)}.`],
    refer: ['Bring in another office', `${q(c.refer)}: it gets a clock of its own, the case stays with you.`],
    conclude: ['Give one verdict', `${q(c.conclude)} when every office has finished. The reporter confirms.`],
    visit: ['Call on them', `At the house: ${q(c.visit)}, write what you found, take photos if allowed.`],
    importList: ['Load a list', `${q(m.importList.title)}: match columns, correct, compare, then ${q(m.importList.store)}.`],
    closeMeeting: ['Close the minutes', `In ${q(d.title)}: read decisions and reasons, then ${q(d.close)}.`],
    answerObjection: ['Answer objections', `In ${q(m.objection.title)}, the nearest day first: ${q(m.objection.answerTitle)} with a reason.`],
    verifyPerson: ['Make sure who it is', `${q(m.verification.title)}: call on them, then ${q(m.verification.register)} or ${q(m.verification.passOn)}.`],
    review: ['Look at possible doubles', `${q(m.review.title)}: ${q(m.review.same)}, ${q(m.review.different)}, or ${q(m.review.ask)}.`],
    lifeEvent: ['Record an event', `${q(m.lifeEvent.title)}: birth, death, move, wedding, with its evidence.`],
    holdMeeting: ['Prepare the meeting', `${q(d.plan)}, fill in ${q(d.attendance)}, choose the agenda.`],
    checkProposal: ['Check a proposal at the house', `Open ${q(u.title)}, then ${q(u.doActs.check)} with photos.`],
    verifyProposal: ['Verify proposals', `Open ${q(u.title)}, then ${q(u.doActs.verify)} or ${q(u.doActs.return)}.`],
    confirmProposal: ['Confirm proposals', `Open ${q(u.title)}, then ${q(u.doActs.confirm)} or ${q(u.doActs.return)}.`],
    answerReview: ['Answer about doubles', `${q(m.review.title)} has questions for your village: ${q(m.review.sendAnswer)}.`],
    approveBulk: ['Decide on a colleague’s proposal', `${q(m.bulkAct.title)}: read the rows, then ${q(m.bulkAct.approve)} or ${q(m.bulkAct.refuse)}.`],
    familyForm: ['Fill in the family form', `${q(m.survey.title)}: ${q(m.survey.prepareThis)} while there is signal, ${q(m.survey.send)} afterwards.`],
    assist: ['Write down a report', `${q(m.report.assist.title)}: in their words, then hand over the number.`],
    searchFamily: ['Find a family', `${q(m.registry.title)}: name, NIK, card number or address; spelling need not be exact.`],
    followCase: ['Pass on the answer', `Open the case from ${q(m.inbox.title)} and read the news to who asks.`],
    manageAccounts: ['Look after accounts', `${q(m.account.title)}: ${q(m.account.create)}, ${q(m.account.grant)}, ${q(m.account.withdraw)}.`],
    decideRequest: ['Answer requests about data', `${q(m.privacy.toDecideTitle)}: the nearest deadline, ${q(m.privacy.decide)}.`],
    breach: ['Handle incidents', `${q(m.privacy.breachTitle)}: ${q(m.privacy.breachNew)}, see whom it touched, give notice.`],
    reviewGlass: ['Look at emergency access', `${q(m.protection.glassTitle)}: read the reason of each case opened by force.`],
    approveScope: ['Decide on asked roles', `${q(m.account.askedTitle)}: ${q(m.account.approve)} or ${q(m.account.reject)}.`],
    channels: ['Look after the channels', `${q(m.channel.title)}: messages that did not arrive, ${q(m.channel.resend)}.`],
    forms: ['Renew the form', `${q(m.form.title)}: change it in Excel, ${q(m.form.upload)}.`],
    areas: ['Look after borders', `${q(m.area.title)}: check the file, ${q(m.area.save)}.`],
    audit: ['Read the trail', `${q(m.audit.title)}: who saw and changed what, and what for.`],
    processing: ['Check the basis of processing', `${q(m.privacy.processingTitle)}: purpose, basis, how long.`],
    board: ['See how things stand', `${q(m.board.title)}: ${q(m.board.late)} first, then ${q(m.board.soon)}.`],
    performance: ['See what holds things up', `${q(m.performance.title)}: ${q(m.performance.median)}, ${q(m.performance.waitingTitle)}.`],
    needs: ['Read the needs', `${q(m.referral.needsTitle)}: for plan and budget.`],
    month: ['Follow the month', `${q(m.month.title)}: the days that matter and the work that is left.`],
    quality: ['Follow the quality of data', `${q(m.quality.title)}: each village’s score and what can be mended.`],
    map: ['See the map', `${q(m.map.title)}: where cases are open and late.`],
    poster: ['Put up posters', `${q(m.poster.title)}: ${q(m.poster.download)}, put it up at the hall.`],
    ownReports: ['Read answers to your reports', `${q(m.report.mine.title)}: answers, and what officers ask.`],
    ownProposals: ['Follow your proposals', `${q(m.proposal.mine.title)}: how far, and why.`],
    looksAtMe: ['See who opened your data', `${q(m.audit.looksTitle)}: office, time, reason.`],
    ownRequests: ['Ask for a copy or correction', `${q(m.privacy.ownTitle)}: ${q(m.privacy.ask)}.`],
    report: ['Report', `${q(p.homePage.reportButton)}: what, where, for whom. Keep the number.`],
    follow: ['Read the answer', `${q(p.follow)} with the number. Not helped yet? Say so there; the case opens again.`],
    propose: ['Propose a family', `${q(p.propose)}: into the official data, out of it, or a correction.`],
    object: ['Object', `${q(p.object)}: answered with a reason before the promised day.`],
    check: ['Check whether it is genuine', `${q(p.checkPaper)}: the code below the square picture on the paper.`],
  }
}

/** What to do when something happens. */
export function sheetTroubles(m: Messages, p: PublicMessages): ReturnType<typeof source.sheetTroubles> {
  const { caseWork: c } = m
  return {
    danger: ({ emergency }) => ['a life is in danger', `call ${emergency} first, then write it down.`],
    notYours: () => ['it is not yours', `${q(c.hand_back)} with a reason; the deadline stays.`],
    tooLate: () => ['the deadline cannot be met', `${q(c.hand_up)} now, with a reason, and tell the reporter.`],
    unclear: () => ['something is missing', `${q(c.ask)}, only what you really need.`],
    away: () => ['you are away', `${q(m.roster.title)}: ${q(m.roster.add)} with your deputy.`],
    playful: () => ['a report looks like a joke', `do not refuse it; look at ${q(m.setApart.title)}. In doubt it is a report.`],
    hidden: () => ['a protected case must be opened', `${q(m.protection.breakGlass)} with a reason; the head and the data protection officer read it.`],
    wrongList: ({ undo }) => ['the wrong list was loaded', `${q(m.importList.undo)} within ${undo}.`],
    wrongMerge: () => ['two were merged by mistake', `${q(m.review.undo)}; everything comes back exactly.`],
    noSignal: () => ['there is no signal', 'go on; it is kept on the phone and sent by itself.'],
    ownFamily: () => ['it is your own family', 'somebody else decides; the system refuses you.'],
    rejected: () => ['the ministry rejects a proposal', `read why, mend it, ${q(m.proposal.again)}.`],
    asked: () => ['somebody asks about their data', `${q(m.privacy.requestsTitle)}: write it down; it has a deadline.`],
    leak: () => ['data leaked or a device is lost', 'tell the data protection officer the same day.'],
    password: () => ['you forgot your password', 'ask who manages accounts. Never borrow an account.'],
    lostNumber: () => ['the number is lost', 'go to the village hall, or report again; similar reports are joined.'],
    noPhone: () => ['there is no phone', 'the village hall, the district unit or a neighbour may write it down.'],
    afraid: () => ['you are afraid of being known', `have your name kept secret; who sees what stands under ${q(p.privacy)}.`],
    noPapers: () => ['there is no NIK or family card', 'reporting and proposing are open all the same.'],
  }
}
