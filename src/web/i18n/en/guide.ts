import type { TopicKey } from '#modules/people/guide/topic.rules.ts'
import type { Group, Texts } from '../groups.ts'

/** The texts of every screen. */
type Messages = Texts<Group>

/** The name of a button or screen within a sentence. */
const q = (words: string): string => `“${words}”`

/** The steps on each screen of the menu. Buttons are named by the screen's own words. */
export function guide(m: Messages): Readonly<Record<TopicKey, readonly string[]>> {
  return { ...responseSteps(m), ...familySteps(m), ...proposalSteps(m), ...dataSteps(m), ...officeSteps(m) }
}

/** Reports and cases. */
function responseSteps(m: Messages) {
  const { caseWork: c } = m
  return {
    inbox: [
      `What is due next, and what is dangerous, stands at the top. Press the row, read, then ${q(c.take)}.`,
      `${q(c.answer)} before the clock of the first answer runs out. Something unclear? ${q(c.ask)}: completion waits for the reply, up to a limit.`,
      `Not yours alone? ${q(c.refer)}. Not yours at all? ${q(c.hand_back)} with a reason. The deadline stays.`,
      `Dealt with? ${q(c.finish)}; the lead office writes ${q(c.conclude)}, and the reporter confirms.`,
    ],
    fieldList: [
      `${q(m.field.take)} while there is signal; on the road everything opens without.`,
      `Open the house, follow ${q(m.field.directions)}, then ${q(m.field.begin)}. Whatever you press is kept at once.`,
      `${q(m.field.finish)}: it is sent by itself once there is signal, even when the case has changed meanwhile.`,
    ],
    setApart: [
      `The case goes on. Read why, then choose ${q(m.setApart.genuine)} or ${q(m.setApart.proposeAbuse)} before its day.`,
      'Closing always takes a second person. In doubt it is a report.',
    ],
    glassBreaks: ['Each protected case that was opened by force is here, with its reason.', `Data protection officer: the reason is not clear? ${q(m.protection.askGlass)}. When it is, ${q(m.protection.markSeen)} with what you conclude.`, 'It cannot be justified? Record an incident.'],
    roster: [`${q(m.roster.add)} before you are away, and choose your deputy. Your tasks go there.`, 'Without a deputy tasks return to the queue. Deadlines stay.'],
    board: [
      `${q(m.board.late)} first, then ${q(m.board.soon)}. Press a number to see its cases, where your role may.`,
      `${q(m.board.bigScreen)} for the command room; ${q(m.board.sounds.off)} sounds for dangerous reports.`,
    ],
    rung: [
      `${q(m.rung.boxes.came)}: read why the case climbed, then work on it, or ${q(c.hand_down)} with a reason.`,
      `${q(m.rung.next)} says when a case climbs on. Too much for this rung? ${q(c.hand_up)} before it is late.`,
    ],
    referrals: [
      `Open the case, ${q(m.referral.assess)}, then ${q(m.referral.propose)}.`,
      `Whoever may sign presses ${q(m.referral.issue)}; the letter is a PDF with a QR code.`,
      `The addressee presses ${q(m.referral.answer)}. What could not be served is kept for planning.`,
    ],
    unmetNeeds: ['What was asked for and could not be given, by sector and district.', 'Choose the days; these are numbers for the budget, not data about people.'],
    performance: [
      `Look at ${q(m.performance.median)} and the tail, not only at averages. ${q(m.performance.waitingTitle)} shows where the time goes.`,
      `${q(m.performance.replayLink)} reckons a past month again with other staff or promises.`,
    ],
    map: ['Choose a district to see its villages. The map shows numbers only, no names and no addresses.'],
    workCalendar: [
      `${q(m.workCalendar.tryOut)}: choose the report and when it comes in; you see its reminders, its due time, and the days that are left out.`,
      `A year marked ${q(m.workCalendar.known.provisional)} waits for the decree on holidays. Whoever keeps the system running adds it to the regency’s files, with its source.`,
    ],
    assistedReport: [
      `Choose ${q(m.report.assist.channel)}, write in the reporter’s words, then ${q(m.report.assist.send)}.`,
      `Hand over the number; ${q(m.report.assist.openReceipt)} for those without a phone.`,
      `Afraid of being known? Tick ${q(m.report.assist.secret)}.`,
    ],
    ownReports: [`Read the answers to your reports, and answer what officers ask. A new one: ${q(m.report.mine.newReport)}.`],
  }
}

/** Families and persons. */
function familySteps(m: Messages) {
  return {
    families: [
      'Type a name, NIK, family card number or address. Spelling need not be exact; titles and old spellings are known.',
      `Numbers are covered. ${q(m.registry.reveal)} only when needed, with a reason that the person can read.`,
    ],
    verifications: [
      'A report named this person, and no list knows them. Call on them or ask first.',
      `Then ${q(m.verification.register)}, ${q(m.verification.passOn)} or ${q(m.verification.close)}.`,
    ],
    familyList: [`Filter, then ${q(m.lists.save)}, ${q(m.bulkAct.propose)} for many families, or ${q(m.exporting.button)}.`],
    rechecks: [`Call on the family, then ${q(m.recheck.record)}. Who has waited longest stands at the top.`],
    reviews: [
      `Compare two cards: ${q(m.review.same)} (S), ${q(m.review.different)} (B), or ${q(m.review.ask)} (T).`,
      `Numbers that contradict take two officers. ${q(m.review.undo)} (Z) brings everything back.`,
    ],
    lifeEvents: [
      `From the family’s page ${q(m.lifeEvent.record)}; without papers: ${q(m.lifeEvent.register)}.`,
      `Name the evidence and who told it, then ${q(m.lifeEvent.save)}. What follows becomes tasks; mistakes are undone.`,
    ],
    visits: [
      `While there is signal: choose a family, ${q(m.survey.prepareThis)}.`,
      `At the house, without signal: fill it in, ${q(m.survey.review)}, then ${q(m.survey.send)}. It waits on the phone for signal.`,
      'Do not clear the phone before it says that the office has received it.',
    ],
  }
}

/** Proposals and their month. */
function proposalSteps(m: Messages) {
  const { proposal: p, objection: o } = m
  return {
    bulkActs: [`Who proposes does not approve. Read the rows, then ${q(m.bulkAct.approve)} or ${q(m.bulkAct.refuse)} with a reason.`],
    month: ['See the days that matter and how many are left; below, what each village still has to do.', `${q(m.month.openList)} leads straight to the work.`],
    proposals: [
      `${q(p.create)}, or ${q(p.propose)} from the family’s page.`,
      `The steps: ${q(p.doActs.check)} at the house, the village meeting, ${q(p.doActs.verify)}, ${q(p.doActs.confirm)}. Who proposes does not decide.`,
      `Something is missing? ${q(p.doActs.return)} with a reason.`,
    ],
    deliberations: [
      `${q(m.deliberation.plan)}, fill in ${q(m.deliberation.attendance)}, choose the agenda, ${q(m.deliberation.open)}.`,
      `${q(m.deliberation.decide)} one by one with reasons. ${q(m.deliberation.close)} when the quorum is there.`,
      `${q(m.deliberation.download)}, sign it, then ${q(m.signedCopy.attach)}.`,
    ],
    objections: [
      `The nearest promised day stands at the top. At the counter: ${q(o.create)}.`,
      `${q(o.answerTitle)} with a decision and its reason. A second look is answered by somebody else.`,
    ],
    determinations: [
      `The agency: ${q(m.determination.prepare)}, then ${q(m.determination.keep)}. Once signed, somebody else: ${q(m.determination.enter)}.`,
      `Determined by mistake? ${q(m.determination.correct)}.`,
    ],
    batches: [
      `${q(m.batch.make)} once determined, ${q(m.batch.download)} for SIKS-NG.`,
      `The ministry’s answer is read from its file: ${q(m.batch.upload)}, check it, ${q(m.batch.apply)}.`,
    ],
    ownProposals: [`See how far your proposals are. Another one: ${q(m.proposal.mine.create)}.`],
  }
}

/** Lists, sources, quality, what is taken out. */
function dataSteps(m: Messages) {
  return {
    quality: [`What stands under ${q(m.quality.waitingTitle)} first, then ${q(m.quality.todoTitle)}. Each line leads to the names.`, `Open a village for the numbers behind its score and ${q(m.quality.byMonth)}. ${q(m.quality.against)} sets two months side by side.`],
    savedLists: ['Open a list that you kept. One by filter is always up to date.'],
    exports: [`Write what it is for. Above the limit a second person approves. ${q(m.exporting.open)} once only, then ${q(m.exporting.download)}.`],
    exportTrail: [`Who took what, and what for. A file has leaked? ${q(m.exporting.trace)}.`],
    lists: [
      `Choose a file or paste from Excel, ${q(m.importList.upload)}, match the columns, ${q(m.importList.checkRows)}.`,
      `Correct rejected rows on the screen, or ${q(m.importList.downloadBad)}. Compare, then ${q(m.importList.store)}.`,
      `The wrong list? ${q(m.importList.undo)} while it is still possible.`,
    ],
    sources: ['Every value comes from one of these sources. Open one to see its terms, its strength and its snapshots.'],
    forms: [`${q(m.form.download)} the present version, change it in Excel, ${q(m.form.upload)}. Visits keep the version they were filled in with.`],
    areas: [`Choose a GeoJSON file, check what was recognised, name source and licence, then ${q(m.area.save)}.`],
  }
}

/** Rights, channels, accounts. */
function officeSteps(m: Messages) {
  return {
    audit: ['Filter by account, act or day. Your own question about one person or account is recorded too.'],
    looksAtMe: ['Which office opened your data, when, and what for. Something odd? Object through your rights.'],
    ownRequests: [`Choose what you ask for, explain, then ${q(m.privacy.ask)}. The answer comes here before its day.`],
    takenRequests: [`Open the person, ${q(m.privacy.personLink)}, make sure who it is, then ${q(m.privacy.take)}. The data protection officer answers.`, `Granted: ${q(m.privacy.openRequest)}, carry it out, then ${q(m.privacy.finishTask)}.`],
    requestsToDecide: [`The nearest deadline first: ${q(m.privacy.decide)}, choose, write the reason, ${q(m.privacy.sendDecision)}.`],
    processing: ['What is processed, on which basis, for how long. It changes in the regency’s files, not on this screen.'],
    breaches: [
      `${q(m.privacy.breachNew)} as soon as it is known; the clock of the notice starts then.`,
      `See ${q(m.privacy.touchedTitle)}, ${q(m.privacy.touchedDownload)}, then ${q(m.privacy.closeBreach)}.`,
    ],
    chats: [`This person asked for an officer. ${q(m.chat.sendReply)}; when done: ${q(m.chat.end)}.`],
    channels: [`A channel that is down holds up no report. Messages that failed: ${q(m.channel.resend)}, or reach the person another way.`],
    apiKeys: [`${q(m.apiKey.create)} for one program; it is shown once. Lost or leaked: ${q(m.apiKey.revoke)}.`],
    posters: [`Choose village and paper, ${q(m.poster.download)}, and put it where people pass.`],
    accounts: [`${q(m.account.create)}, hand over the one-time password in person. Somebody changes post: ${q(m.account.withdraw)} the same day.`],
    askedScopes: [`Make sure of the person and the post, then ${q(m.account.approve)} or ${q(m.account.reject)}. Others decide on what you asked for.`],
    help: ['The “?” beside each title opens the steps of that screen.', 'The sheet reads well when printed in black and white.'],
    self: [`${q(m.self.changePassword)}, ${q(m.self.totpBegin)}, and end sessions on devices that are not yours (${q(m.self.endSession)}).`],
  }
}
