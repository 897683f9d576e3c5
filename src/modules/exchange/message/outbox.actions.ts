import { adaptersOf } from '#modules/exchange/channel/channel.actions.ts'
import type { Adapter, Content, Outgoing, Sent } from '#modules/exchange/channel/channel.contract.ts'
import { closeChannel, listChannelHealth, noteFailure, noteSuccess } from '#modules/exchange/channel/channel.store.ts'
import { findAddressOf } from '#modules/exchange/chat/conversation.store.ts'
import { holdsOn, type SendingAttempts } from '#modules/people/regency/messages.contract.ts'
import type { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import { readNotice, type NoticeToDeliver } from '#modules/response/index.ts'
import { dayOf } from '#platform/day.ts'
import type { Tx } from '#platform/db/db.ts'
import { dueAtOf, exchanger, factsOf, passOn, type ExchangeDeps } from './message.actions.ts'
import { chanceOf, fill, isWithinWindow, pauseAfter, waitBefore } from './message.rules.ts'
import { changeMessage, claimMessages, countSentSince, lockMessage, type ClaimedMessage } from './message.store.ts'

const mostAtOnce = 20

/** Sends what is due by one channel, or by all of them beside each other. Gives how many messages were tried. */
export async function sendDue(deps: ExchangeDeps, only?: ContactChannel): Promise<number> {
  const adapters = [...adaptersOf(deps.config).values()].filter((adapter) => only === undefined || adapter.channel === only)
  const tried = await Promise.all(adapters.map((adapter) => sendDueBy(deps, adapter)))
  return tried.reduce((sum, count) => sum + count, 0)
}

async function sendDueBy(deps: ExchangeDeps, adapter: Adapter): Promise<number> {
  let tried = 0
  for (;;) {
    const claimed = await deps.db.asActor(exchanger(deps.regency), (tx) => claimWhatMayGo(deps, tx, adapter))
    await Promise.all(claimed.map((message) => sendOne(deps, adapter, message)))
    tried += claimed.length
    if (claimed.length === 0) return tried
  }
}

/** Nothing while the channel rests; never more than its provider takes in a minute. */
async function claimWhatMayGo(deps: ExchangeDeps, tx: Tx, { channel }: Adapter): Promise<readonly ClaimedMessage[]> {
  const health = (await listChannelHealth(tx)).find((each) => each.channel === channel)
  if (health?.closedUntil !== undefined && health.closedUntil !== null && health.closedUntil > tx.now) return []
  const sent = await countSentSince(tx, channel, new Date(tx.now.getTime() - 60_000))
  const room = deps.regency.messages.perMinute[channel] - sent
  // After failures one message goes ahead, to see whether the others may follow.
  const most = (health?.failures ?? 0) > 0 ? 1 : mostAtOnce
  return room <= 0 ? [] : claimMessages(tx, channel, Math.min(most, room))
}

async function sendOne(deps: ExchangeDeps, adapter: Adapter, claimed: ClaimedMessage): Promise<void> {
  const outgoing = await deps.db.asActor(exchanger(deps.regency), (tx) => makeReady(deps, tx, claimed))
  if (outgoing === 'later') return
  const sent: Sent = outgoing === undefined ? { kind: 'refused', reason: 'no_address' } : await adapter.send(outgoing)
  await deps.db.asActor(exchanger(deps.regency), (tx) => record(deps, tx, { claimed, sent }))
  if (sent.kind !== 'sent') deps.log.warn({ channel: adapter.channel, outcome: sent.kind, reason: 'reason' in sent ? sent.reason : undefined }, 'a message did not go')
}

/** Looks at the hour once more: what could not go by day does not go in the night that came meanwhile. */
async function makeReady(deps: ExchangeDeps, tx: Tx, claimed: ClaimedMessage): Promise<Outgoing | 'later' | undefined> {
  const notice = claimed.noticeId === null ? undefined : await readNotice(deps, tx, claimed.noticeId)
  const dueAt = notice === undefined ? tx.now : dueAtOf(deps.regency, notice, tx.now)
  if (dueAt <= tx.now) return compose(deps, tx, { claimed, notice })
  await changeMessage(tx, claimed.messageId, { state: 'queued', dueAt, tries: claimed.tries - 1 })
  return 'later'
}

interface Ready {
  readonly claimed: ClaimedMessage
  readonly notice: NoticeToDeliver | undefined
}

/** The message as it goes out, made at the last moment from what is true now. Undefined when its address is not kept any more. */
async function compose(deps: ExchangeDeps, tx: Tx, { claimed, notice }: Ready): Promise<Outgoing | undefined> {
  if (claimed.conversationId !== null) {
    const to = await findAddressOf(tx, claimed.conversationId)
    if (to === undefined || claimed.contentSealed === null) return undefined
    return { messageId: claimed.messageId, to: deps.keys.open(to.sealed), content: JSON.parse(deps.keys.open(claimed.contentSealed)) as Content }
  }
  const contact = notice?.contacts.find((each) => each.reportId === claimed.reportId && each.channel === claimed.channel)
  if (notice === undefined || contact === undefined) return undefined
  const { lang } = contact
  const { text, template } = deps.regency.messages.notices[notice.kind]
  const facts = factsOf(deps, notice, contact)
  const to = { messageId: claimed.messageId, to: deps.keys.open(contact.sealed) }
  if (claimed.channel === 'whatsapp' && !isWithinWindow(await lastHeardOf(tx, contact.mac), tx.now)) {
    return { ...to, content: { kind: 'template', name: template.name, lang, fills: template.fills.map((name) => facts[name] ?? '–') } }
  }
  const { stop, email, emailRead, subject } = deps.regency.messages.endings
  const mailEnding = deps.config.channels.mailbox === undefined ? email : emailRead
  const ending = claimed.channel === 'email' ? mailEnding : stop
  return { ...to, content: { kind: 'text', text: `${fill(text[lang], facts)}\n${ending[lang]}`, subject: `${subject[lang]} ${contact.code}` } }
}

async function lastHeardOf(tx: Tx, mac: Buffer): Promise<Date | null> {
  return (await findAddressOf(tx, mac))?.lastInboundAt ?? null
}

/** Writes down how a sending went; a message of which news came faster than the provider's answer keeps the news. */
async function record(deps: ExchangeDeps, tx: Tx, { claimed, sent }: { claimed: ClaimedMessage; sent: Sent }): Promise<void> {
  const message = await lockMessage(tx, claimed.messageId)
  if (message === undefined) return
  if (sent.kind === 'sent') {
    await noteSuccess(tx, claimed.channel)
    const state = message.state === 'sending' || message.state === 'queued' ? 'sent' : message.state
    return changeMessage(tx, claimed.messageId, { state, providerId: sent.providerId })
  }
  if (message.state !== 'sending') return
  if (sent.kind === 'refused') return passOn(deps, tx, { message, reason: sent.reason, at: tx.now })
  if (sent.kind === 'wait') {
    const until = new Date(tx.now.getTime() + sent.seconds * 1000)
    await closeChannel(tx, claimed.channel, until)
    return changeMessage(tx, claimed.messageId, { state: 'queued', dueAt: until, tries: claimed.tries - 1 })
  }
  const pause = pauseAfter(await noteFailure(tx, claimed.channel, sent.reason))
  if (pause > 0) await closeChannel(tx, claimed.channel, new Date(tx.now.getTime() + pause * 1000))
  const attempts = attemptsOn(deps, tx.now)
  if (claimed.tries >= attempts.most) return passOn(deps, tx, { message, reason: sent.reason, at: tx.now })
  const wait = waitBefore(claimed.tries, attempts, chanceOf(claimed.messageId, claimed.tries))
  return changeMessage(tx, claimed.messageId, { state: 'queued', reason: sent.reason, dueAt: new Date(tx.now.getTime() + wait * 1000) })
}

function attemptsOn(deps: Pick<ExchangeDeps, 'regency'>, now: Date): SendingAttempts {
  const rule = deps.regency.messages.attempts.find((each) => holdsOn(each, dayOf(now, deps.regency.timeZone)))
  if (rule === undefined) throw new Error('messages.yaml has no attempts that hold today')
  return rule
}
