import type { Content } from '#modules/exchange/channel/channel.contract.ts'
import { exchanger, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { insertChatMessage, listOptedOut, setOptOut } from '#modules/exchange/message/message.store.ts'
import { fetchMedia } from '#modules/exchange/whatsapp/whatsapp.adapter.ts'
import { locateArea } from '#modules/people/index.ts'
import { listCasesOf, type OwnCase } from '#modules/response/index.ts'
import type { Tx } from '#platform/db/db.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { newId } from '#platform/id.ts'
import { Talk, type Heard } from './conversation.contract.ts'
import { converse, newTalk, type Input, type Turn } from './conversation.rules.ts'
import {
  appendChatLine, countInboundTry, findConversation, findNextInbound, finishInbound, saveConversation, type ChatChannel, type ConversationRow, type InboundRow,
} from './conversation.store.ts'
import { doDeed, type Sender } from './deed.actions.ts'
import { choiceOfNumber, contentOf } from './say.rules.ts'
import type { WaitingMessage } from './receive.actions.ts'

const mostTries = 5
/** A conversation that lay so long begins anew. */
const forgottenAfterMs = 24 * 3_600_000

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
  const input = await perceive(deps, inbound, waiting.heard)
  const seen = await deps.db.asActor(exchanger(deps.regency), (tx) => look(deps, tx, from))
  const sender: Sender = { ...from, address: waiting.sender, inboundId: inbound.inboundId, cases: seen.cases }
  const made = converse(seen.talk, from.channel === 'sms' ? numbered(deps, seen.talk, input) : input, {
    areas: deps.regency.areas, categories: deps.regency.categories, isOptedOut: seen.isOptedOut, newId, isTextOnly: from.channel === 'sms',
    earlier: seen.cases.map(({ reportId, code, status, waitsForReply }) => ({ reportId, code, status, waitsForReply })),
  })
  // What is done besides talking comes first and is idempotent by itself; only then is the message marked as answered.
  const done = await doDeed(deps, sender, made)
  await deps.db.asActor(exchanger(deps.regency), (tx) => keepTurn(deps, tx, { sender, known: seen.conversation, turn: done.turn, contents: done.contents }))
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
}

async function look(deps: ExchangeDeps, tx: Tx, from: { senderMac: Buffer; channel: ChatChannel }): Promise<Seen> {
  const conversation = await findConversation(tx, from)
  return {
    conversation, talk: talkOf(deps, conversation, tx.now), cases: await listCasesOf(deps, tx, from.senderMac),
    isOptedOut: (await listOptedOut(tx, [from.senderMac])).length > 0,
  }
}

function talkOf(deps: ExchangeDeps, conversation: ConversationRow | undefined, now: Date): Talk {
  if (conversation === undefined) return newTalk({ newId })
  const kept = Talk.parse(JSON.parse(deps.keys.open(conversation.stateSealed)))
  const isForgotten = kept.step !== 'officer' && now.getTime() - conversation.changedAt.getTime() > forgottenAfterMs
  return isForgotten ? newTalk({ newId }, kept.lang) : kept
}

/** What was heard, with its photo or voice fetched and kept. What cannot be fetched is tried again for a while, then counts as unreadable. */
async function perceive(deps: ExchangeDeps, inbound: InboundRow, heard: Heard): Promise<Input> {
  if (heard.kind === 'location') return { ...heard, nearIds: await areasNear(deps, heard) }
  if (heard.kind !== 'photo' && heard.kind !== 'voice') return heard
  try {
    const media = deps.config.channels.whatsapp === undefined ? undefined : await fetchMedia(deps.config.channels.whatsapp, heard.mediaId)
    if (heard.kind === 'photo') {
      const received = media === undefined ? undefined : await receivePhoto(deps, media.bytes)
      return { kind: 'photo', caption: heard.caption, token: received?.ok === true ? received.value.photo : null }
    }
    const kept = media !== undefined && /^(audio|video)\//.test(media.mediaType) ? await deps.files.put(media.bytes) : undefined
    return { kind: 'voice', voice: kept === undefined ? null : { ...kept, mediaType: plainType(media!.mediaType) } }
  } catch (error) {
    await deps.db.asActor(exchanger(deps.regency), (tx) => countInboundTry(tx, inbound.inboundId))
    if (inbound.tries + 1 < mostTries) throw error
    return heard.kind === 'photo' ? { kind: 'photo', caption: heard.caption, token: null } : { kind: 'voice', voice: null }
  }
}

/** `audio/ogg; codecs=opus` → `audio/ogg` */
function plainType(mediaType: string): string {
  return /^[a-z]+\/[\w.+-]+/.exec(mediaType)?.[0] ?? 'application/octet-stream'
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
}

/** Marks the message as answered, keeps where the conversation stands, and puts what is said into the queue: all or nothing. */
async function keepTurn(deps: ExchangeDeps, tx: Tx, { sender, known, turn, contents }: Finished): Promise<void> {
  if (!(await finishInbound(tx, sender.inboundId))) return
  const { talk, says, deed } = turn
  const conversationId = known?.conversationId ?? newId()
  const seal = (value: unknown): Buffer => deps.keys.seal(JSON.stringify(value))
  await saveConversation(tx, {
    conversationId, channel: sender.channel, senderMac: sender.senderMac, senderSealed: deps.keys.seal(sender.address), stateSealed: seal(talk),
    asksOfficer: talk.step === 'officer',
  })
  if (deed?.kind === 'officer' && deed.words !== '') await appendChatLine(tx, { conversationId, byAccountId: null, wordsSealed: deps.keys.seal(deed.words) })
  if (deed?.kind === 'opt') await setOptOut(tx, sender.senderMac, deed.wantsNone)
  const said = [...says.map((say) => contentOf(deps.regency, talk, { say })), ...contents]
  for (const [at, content] of said.entries()) {
    await insertChatMessage(tx, { messageId: newId(), channel: sender.channel, conversationId, inboundId: sender.inboundId, placeNo: at + 1, contentSealed: seal(content) })
  }
}
