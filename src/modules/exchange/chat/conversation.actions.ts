import type { Content } from '#modules/exchange/channel/channel.contract.ts'
import { turnOfMail } from '#modules/exchange/mailbox/mail-turn.rules.ts'
import { exchanger, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { isWithinWindow } from '#modules/exchange/message/message.rules.ts'
import { insertChatMessage, listOptedOut, setOptOut } from '#modules/exchange/message/message.store.ts'
import { fetchMedia } from '#modules/exchange/whatsapp/whatsapp.adapter.ts'
import { locateArea } from '#modules/people/index.ts'
import { listCasesOf, type Accused, type OwnCase } from '#modules/response/index.ts'
import type { Tx } from '#platform/db/db.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { soundTypeOf } from '#platform/files/sound.ts'
import { newId } from '#platform/id.ts'
import { findAccusedBy, isAnswerable } from './accused.actions.ts'
import { Talk, type Heard, type Silence } from './conversation.contract.ts'
import { converse, newTalk, reportInstead, type Input, type Known, type Turn } from './conversation.rules.ts'
import {
  countInboundTry, findConversation, findNextInbound, finishInbound, saveConversation, type ChatChannel, type ConversationRow, type InboundRow,
} from './conversation.store.ts'
import { doDeed, type Sender } from './deed.actions.ts'
import { keepSaid } from './chat-media.actions.ts'
import { choiceOfNumber, contentOf } from './say.rules.ts'
import type { WaitingMessage } from './receive.actions.ts'
import { resume, turnOfSilence } from './silence.rules.ts'
import { unfinishedRule } from './unfinished.actions.ts'
import { firstLook, isHalfTold } from './unfinished.rules.ts'

const mostTries = 5
/** Whoever was silent for so long begins anew, or goes on with the report that they left. */
const awayAfterMs = 23 * 3_600_000

/** Works off what a sender wrote, in the order in which it came. Each message leads to one turn, once, whatever crashes in between. */
export async function answerSender(deps: ExchangeDeps, from: { senderMac: Buffer; channel: ChatChannel }): Promise<void> {
  for (;;) {
    const inbound = await deps.db.asActor(exchanger(deps.regency), (tx) => findNextInbound(tx, from.senderMac))
    if (inbound === undefined) return
    await answerOne(deps, from, inbound)
  }
}

async function answerOne(deps: ExchangeDeps, from: { senderMac: Buffer; channel: ChatChannel }, inbound: InboundRow): Promise<void> {
  const waiting = JSON.parse(deps.keys.open(inbound.payloadSealed)) as WaitingMessage
  const seen = await deps.db.asActor(exchanger(deps.regency), (tx) => look(deps, tx, from))
  const sender: Sender = { ...from, address: waiting.sender, inboundId: inbound.inboundId, cases: seen.cases }
  const known = {
    areas: deps.regency.areas, categories: deps.regency.categories, isOptedOut: seen.isOptedOut, newId, isTextOnly: from.channel === 'sms',
    isAway: isAway(seen.conversation, seen.now) && isHalfTold(seen.talk),
    earlier: seen.cases.map(({ reportId, code, status, waitsForReply }) => ({ reportId, code, status, waitsForReply })),
  }
  const { heard } = waiting
  const made = heard.kind === 'silence'
    ? turnOfSilence(seen.talk, heard, { ...known, lastHeardAt: seen.conversation?.lastInboundAt ?? null })
    : await takeTurn(deps, { inbound, heard, talk: seen.talk, known, cases: seen.cases })
  if (made === undefined) return deps.db.asActor(exchanger(deps.regency), async (tx) => void (await finishInbound(tx, inbound.inboundId)))
  // What is done besides talking comes first and is idempotent by itself; only then is the message marked as answered.
  const done = await doDeed(deps, sender, made)
  const accused = await findAccusedBy(deps, seen.cases, made)
  await deps.db.asActor(exchanger(deps.regency), (tx) => keepTurn(deps, tx, {
    sender, known: seen.conversation, turn: done.turn, contents: done.contents, accused, isHeard: heard.kind !== 'silence',
    mayTell: mayTell(from.channel, heard, seen),
  }))
}

interface Said {
  readonly inbound: InboundRow
  readonly heard: Exclude<Heard, Silence>
  readonly talk: Talk
  readonly known: Known & { readonly isAway: boolean }
  readonly cases: readonly OwnCase[]
}

/** What a message leads to. A mail is a report of its own, under the mail's id: however often it is worked off, it is one report. */
async function takeTurn(deps: ExchangeDeps, { inbound, heard, talk, known, cases }: Said): Promise<Turn> {
  if (heard.kind === 'mail') return turnOfMail(heard, { ...known, newId: () => inbound.inboundId })
  const input = await perceive(deps, inbound, heard)
  const said = inbound.channel === 'sms' ? numbered(deps, talk, input) : input
  const made = known.isAway ? resume(talk, said, known) : converse(talk, said, known)
  const isForNobody = made.talk.step === 'officer' && !(await isAnswerable(deps, await findAccusedBy(deps, cases, made)))
  return isForNobody ? reportInstead(talk, said, known) : made
}

/** Where choices come as numbered lines, a number is a choice. */
function numbered(deps: ExchangeDeps, talk: Talk, input: Input): Input {
  const choice = input.kind === 'text' ? choiceOfNumber(deps.regency, talk, input.text) : undefined
  return choice === undefined ? input : { kind: 'choice', id: choice.id, text: choice.title }
}

interface Seen {
  readonly conversation: ConversationRow | undefined
  readonly talk: Talk
  readonly cases: readonly OwnCase[]
  readonly isOptedOut: boolean
  readonly now: Date
}

async function look(deps: ExchangeDeps, tx: Tx, from: { senderMac: Buffer; channel: ChatChannel }): Promise<Seen> {
  const conversation = await findConversation(tx, from)
  return {
    conversation, talk: talkOf(deps, conversation, tx.now), cases: await listCasesOf(deps, tx, from.senderMac),
    isOptedOut: (await listOptedOut(tx, [from.senderMac])).length > 0, now: tx.now,
  }
}

function talkOf(deps: ExchangeDeps, conversation: ConversationRow | undefined, now: Date): Talk {
  if (conversation === undefined) return newTalk({ newId })
  const kept = Talk.parse(JSON.parse(deps.keys.open(conversation.stateSealed)))
  const isForgotten = kept.step !== 'officer' && !isHalfTold(kept) && isAway(conversation, now)
  return isForgotten ? newTalk({ newId }, kept.lang) : kept
}

function isAway(conversation: ConversationRow | undefined, now: Date): boolean {
  return conversation !== undefined && now.getTime() - conversation.lastInboundAt.getTime() > awayAfterMs
}

/** What was heard, with its photo or voice fetched and kept. What cannot be fetched is tried again for a while, then counts as unreadable. */
async function perceive(deps: ExchangeDeps, inbound: InboundRow, heard: Exclude<Heard, Silence | { kind: 'mail' }>): Promise<Input> {
  if (heard.kind === 'location') return { ...heard, nearIds: await areasNear(deps, heard) }
  if (heard.kind !== 'photo' && heard.kind !== 'voice') return heard
  try {
    const media = deps.config.channels.whatsapp === undefined ? undefined : await fetchMedia(deps.config.channels.whatsapp, heard.mediaId)
    if (heard.kind === 'photo') {
      const received = media === undefined ? undefined : await receivePhoto(deps, media.bytes)
      return { kind: 'photo', caption: heard.caption, token: received?.ok === true ? received.value.photo : null }
    }
    const mediaType = media === undefined ? undefined : soundTypeOf(media.bytes)
    return { kind: 'voice', voice: mediaType === undefined ? null : { ...(await deps.files.put(media!.bytes)), mediaType } }
  } catch (error) {
    await deps.db.asActor(exchanger(deps.regency), (tx) => countInboundTry(tx, inbound.inboundId))
    if (inbound.tries + 1 < mostTries) throw error
    return heard.kind === 'photo' ? { kind: 'photo', caption: heard.caption, token: null } : { kind: 'voice', voice: null }
  }
}

async function areasNear(deps: ExchangeDeps, { lat, lng }: { lat: number; lng: number }): Promise<readonly number[]> {
  const place = await deps.db.asActor(exchanger(deps.regency), (tx) => locateArea(deps, tx, { lat, lng }))
  if (place.kind === 'village') return [place.areaId, ...place.others]
  return place.kind === 'districts' ? place.areaIds : []
}

interface Finished {
  readonly sender: Sender
  readonly known: ConversationRow | undefined
  readonly turn: Turn
  readonly contents: readonly Content[]
  readonly accused: Accused
  readonly isHeard: boolean
  /** Whether anything may be said: to whoever wrote always, to the silent not after their word to stop and not outside the channel's window. */
  readonly mayTell: boolean
}

/** Marks the message as answered, keeps where the conversation stands, and puts what is said into the queue: all or nothing. */
async function keepTurn(deps: ExchangeDeps, tx: Tx, { sender, known, turn, contents, accused, isHeard, mayTell: isTold }: Finished): Promise<void> {
  if (!(await finishInbound(tx, sender.inboundId))) return
  const { talk, says, deed } = turn
  const conversationId = known?.conversationId ?? newId()
  const seal = (value: unknown): Buffer => deps.keys.seal(JSON.stringify(value))
  await saveConversation(tx, {
    conversationId, channel: sender.channel, senderMac: sender.senderMac, senderSealed: deps.keys.seal(sender.address), stateSealed: seal(talk),
    asksOfficer: talk.step === 'officer', accused, isHeard, lookAt: lookAfter(deps, tx.now, { talk, isHeard }),
  })
  if (deed?.kind === 'officer') await keepSaid(deps, tx, { conversationId, said: deed })
  if (deed?.kind === 'opt') await setOptOut(tx, sender.senderMac, deed.wantsNone)
  if (!isTold) return
  const said = inOneMail(sender.channel, says.map((say) => contentOf(deps.regency, talk, { say })), contents)
  for (const [at, content] of said.entries()) {
    await insertChatMessage(tx, { messageId: newId(), channel: sender.channel, conversationId, inboundId: sender.inboundId, placeNo: at + 1, contentSealed: seal(content) })
  }
}

/** When to look whether a report stopped in the middle. A silence is looked at again when its look said so, until there is nothing left to look at. */
function lookAfter(deps: ExchangeDeps, now: Date, { talk, isHeard }: { talk: Talk; isHeard: boolean }): Date | null | undefined {
  const rule = unfinishedRule(deps, now)
  if (rule === undefined || !isHalfTold(talk)) return null
  return isHeard ? firstLook(now, rule) : undefined
}

function mayTell(channel: ChatChannel, heard: Heard, { conversation, isOptedOut, now }: Seen): boolean {
  if (heard.kind !== 'silence') return true
  return !isOptedOut && (channel !== 'whatsapp' || isWithinWindow(conversation?.lastInboundAt ?? null, now))
}

/** Everything that there is to say to a mail stands in one mail, under the code that the deed made: an answer to it then finds its report. */
function inOneMail(channel: ChatChannel, says: readonly Content[], contents: readonly Content[]): readonly Content[] {
  const all = [...contents, ...says].filter((content) => content.kind === 'text')
  const [first] = all
  return channel !== 'email' || first === undefined ? [...says, ...contents] : [{ ...first, text: all.map(({ text }) => text).join('\n\n') }]
}
