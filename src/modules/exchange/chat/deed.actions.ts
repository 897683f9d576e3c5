import type { Content } from '#modules/exchange/channel/channel.contract.ts'
import { exchanger, linkTo, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import type { Saying } from '#modules/people/regency/messages.contract.ts'
import { addToReport, createReport, followReport, judgeReport, listCasesOf, openReceipt, type OwnCase } from '#modules/response/index.ts'
import type { ReportDraft } from '#modules/response/report/report.contract.ts'
import type { Command } from '#platform/act.ts'
import { publicActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { formatters, messages } from '#web/i18n/index.ts'
import type { KeptVoice, Talk } from './conversation.contract.ts'
import { newTalk, type Deed, type Turn } from './conversation.rules.ts'
import { insertVoiceNote, type ChatChannel } from './conversation.store.ts'
import { contentOf } from './say.rules.ts'

/** Whose message is being answered. */
export interface Sender {
  readonly senderMac: Buffer
  readonly channel: ChatChannel
  /** Number with country code, or `bsuid:…`. */
  readonly address: string
  readonly inboundId: string
  readonly cases: readonly OwnCase[]
}

interface Done {
  readonly turn: Turn
  /** What is said after the deed, because only the deed knows it. */
  readonly contents: readonly Content[]
}

/** Does what a turn asks for besides talking. Doing it again comes to the same: every command has an id that follows from the message or the draft. */
export async function doDeed(deps: ExchangeDeps, sender: Sender, turn: Turn): Promise<Done> {
  const { deed } = turn
  switch (deed?.kind) {
    case 'report': return sendReport(deps, sender, { turn, deed })
    case 'reply': return reply(deps, sender, { turn, deed })
    case 'judge': return judge(deps, sender, { turn, deed })
    case 'by_code': return takeByCode(deps, sender, { turn, deed })
    case 'status': return tellStatus(deps, sender, { turn, code: deed.code })
    default: return { turn, contents: [] }
  }
}

async function sendReport(deps: ExchangeDeps, sender: Sender, { turn, deed }: { turn: Turn; deed: Extract<Deed, { kind: 'report' }> }): Promise<Done> {
  const { talk } = turn
  const isUnfinished = deed.isUnfinished === true
  const draft = isUnfinished ? markedUnfinished(draftOf(talk, sender), talk) : draftOf(talk, sender)
  const command = commandOf(deps, talk.draftId, draft)
  const reach = { channel: sender.channel, address: sender.address, lang: talk.lang }
  const call = { actor: publicActor(deps.regency.regencyId), command, channel: sender.channel, reach, device: sender.senderMac.toString('hex'), isWordless: talk.draft.story === '' }
  const taken = await createReport(deps, call, draft)
  // Whatever the form would ask about once more, a chat starts over with; nothing that was told is sent by half.
  if (!taken.ok && isUnfinished) return { turn, contents: [] }
  if (!taken.ok) return { turn: { ...turn, talk: newTalk({ newId }, talk.lang) }, contents: [say(deps, talk, { saying: 'started_again' })] }
  const own = await findOwn(deps, sender, taken.value.reportId)
  if (own !== undefined) await keepVoices(deps, own, talk.draft.voices)
  const due = own === undefined ? '' : await dueOf(deps, talk, own)
  const { receiptCode: code } = taken.value
  return {
    turn: { ...turn, talk: newTalk({ newId }, talk.lang) },
    contents: [say(deps, talk, { saying: isUnfinished ? 'unfinished_sent' : 'sent', facts: { code, link: linkTo(deps, talk.lang, code), due } })],
  }
}

/** Whoever reads it must know that its person did not send it, and may not have said all. */
function markedUnfinished(draft: ReportDraft, { lang, draft: { story, voices } }: Talk): ReportDraft {
  const m = messages(lang).chat
  const told = story === '' && voices.length === 0 ? '' : `${draft.story}\n`
  return { ...draft, story: `${told.slice(0, 1_800)}${m.unfinishedMark}` }
}

/** What was told, as the report's form would send it. */
function draftOf({ draft, lang }: Talk, sender: Sender): ReportDraft {
  const phone = sender.address.startsWith('+') ? { phone: sender.address } : {}
  return {
    category: draft.category ?? '', story: draft.story === '' ? messages(lang).chat.voiceStory : draft.story, ...phone,
    ...(draft.areaId !== null && { areaId: draft.areaId }), ...(draft.areaId === null && { areaUnknown: true }),
    placeWords: draft.placeWords === '' && draft.point === null && draft.areaId === null ? '–' : draft.placeWords,
    ...(draft.point !== null && { point: draft.point }), photos: [...draft.photos], subject: 'other',
  }
}

async function reply(deps: ExchangeDeps, sender: Sender, { turn, deed }: { turn: Turn; deed: Extract<Deed, { kind: 'reply' }> }): Promise<Done> {
  const own = sender.cases.find((report) => report.reportId === deed.reportId)
  if (own === undefined) return { turn, contents: [] }
  const words = deed.words === '' && deed.voices.length > 0 ? messages(turn.talk.lang).chat.voiceStory : deed.words
  const addition = { words, photos: [...deed.photos] }
  const added = await addToReport(deps, { receipt: receiptOfCase(own), command: commandOf(deps, sender.inboundId, addition) }, addition)
  if (added.ok) await keepVoices(deps, own, deed.voices)
  return { turn, contents: [say(deps, turn.talk, { saying: added.ok ? 'reply_kept' : 'status_unknown', facts: { code: own.code, link: linkTo(deps, turn.talk.lang, own.code) } })] }
}

async function judge(deps: ExchangeDeps, sender: Sender, { turn, deed }: { turn: Turn; deed: Extract<Deed, { kind: 'judge' }> }): Promise<Done> {
  const own = sender.cases.find((report) => report.reportId === deed.reportId)
  if (own === undefined) return { turn, contents: [] }
  const judgement = { helped: deed.helped, words: deed.words }
  const judged = await judgeReport(deps, { receipt: receiptOfCase(own), command: commandOf(deps, sender.inboundId, judgement) }, judgement)
  const said: Saying = deed.helped ? 'confirmed' : 'reopened'
  return { turn, contents: [say(deps, turn.talk, { saying: judged.ok ? said : 'status_unknown', facts: { code: own.code, link: linkTo(deps, turn.talk.lang, own.code) } })] }
}

const verdictWords = /^(?:(ya|yes)\b[\s.!]*$|(belum|not yet)\b[\s,.:!-]*(.*)$)/is

/** What was written under a code: whether it helped where that is asked, else more of the story. Wrong codes are counted by sender. */
async function takeByCode(deps: ExchangeDeps, sender: Sender, { turn, deed }: { turn: Turn; deed: Extract<Deed, { kind: 'by_code' }> }): Promise<Done> {
  const { lang } = turn.talk
  const opened = await openReceipt(deps, { typed: deed.code, ip: sender.senderMac.toString('hex') })
  if (!opened.ok) return { turn, contents: [say(deps, turn.talk, { saying: 'mail_code_unknown', facts: { code: deed.code } })] }
  const told = (saying: Saying): Done => ({ turn, contents: [say(deps, turn.talk, { saying, facts: { code: opened.value.code, link: linkTo(deps, lang, opened.value.code) } })] })
  const judged = verdictWords.exec(deed.words)
  if (judged !== null) {
    const verdict = { helped: judged[1] !== undefined, words: judged[3] ?? '' }
    const taken = await judgeReport(deps, { receipt: opened.value, command: commandOf(deps, sender.inboundId, verdict) }, verdict)
    if (taken.ok) return told(verdict.helped ? 'confirmed' : 'reopened')
    if (!verdict.helped && verdict.words === '') return told('ask_why_not')
  }
  const addition = { words: deed.words, photos: [...deed.photos] }
  const added = await addToReport(deps, { receipt: opened.value, command: commandOf(deps, sender.inboundId, addition) }, addition)
  return told(added.ok ? 'reply_kept' : 'mail_not_taken')
}

/** How a report goes, for whoever has its code; wrong codes are counted by sender as they are by address on the page. */
async function tellStatus(deps: ExchangeDeps, sender: Sender, { turn, code: typed }: { turn: Turn; code: string }): Promise<Done> {
  const { lang } = turn.talk
  const opened = await openReceipt(deps, { typed, ip: sender.senderMac.toString('hex') })
  if (!opened.ok) return { turn, contents: [say(deps, turn.talk, { saying: 'status_unknown' })] }
  const view = await followReport(deps, opened.value)
  const step = view.steps.findLast((each) => each.at !== null)?.step ?? 'received'
  const m = messages(lang).chat
  const due = view.promise.state === 'answered' ? '' : m.dueBy(formatters(lang).moment(view.promise.dueAt))
  const { code } = opened.value
  return { turn, contents: [say(deps, turn.talk, { saying: 'status', facts: { code, step: m.steps[step], due, link: linkTo(deps, lang, code) } })] }
}

function say(deps: ExchangeDeps, talk: Talk, { saying, facts = {} }: { saying: Saying; facts?: Readonly<Record<string, string>> }): Content {
  return contentOf(deps.regency, talk, { say: { saying }, facts })
}

function receiptOfCase({ reportId, caseId, follows }: OwnCase): Parameters<typeof followReport>[1] {
  return { reportId, caseId, receivedAt: new Date(0), secrecy: 'secret', follows }
}

async function dueOf(deps: ExchangeDeps, { lang }: Talk, own: OwnCase): Promise<string> {
  const { promise } = await followReport(deps, receiptOfCase(own))
  return promise.state === 'answered' ? '' : formatters(lang).moment(promise.dueAt)
}

async function findOwn(deps: ExchangeDeps, sender: Sender, reportId: string): Promise<OwnCase | undefined> {
  const cases = await deps.db.asActor(exchanger(deps.regency), (tx) => listCasesOf(deps, tx, sender.senderMac))
  return cases.find((own) => own.reportId === reportId)
}

async function keepVoices(deps: ExchangeDeps, own: OwnCase, voices: readonly KeptVoice[]): Promise<void> {
  if (voices.length === 0) return
  await deps.db.asActor(exchanger(deps.regency), async (tx) => {
    for (const voice of voices) await insertVoiceNote(tx, { voiceNoteId: idOfVoice(deps, own, voice), caseId: own.caseId, reportId: own.reportId, ...voice })
  })
}

/** The same voice on the same report has the same id: kept once, however often the message is worked off. */
function idOfVoice(deps: ExchangeDeps, own: OwnCase, voice: KeptVoice): string {
  return uuidOf(deps.keys.mac('exchange.voice_note', `${own.reportId} ${voice.sha256}`))
}

/** A uuid made of a keyed hash. */
export function uuidOf(mac: Buffer): string {
  const hex = mac.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function commandOf(deps: ExchangeDeps, id: string, body: object): Command {
  return { id, bodySha256: deps.keys.mac('command', canonicalJson(body)) }
}
