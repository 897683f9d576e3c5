import type { Delivery } from '#modules/exchange/channel/channel.contract.ts'
import { exchanger, passOn, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { stateAfter } from '#modules/exchange/message/message.rules.ts'
import { changeMessage, lockMessage, lockMessageOfProvider } from '#modules/exchange/message/message.store.ts'
import { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import { closeAddress } from '#modules/response/index.ts'
import { actAsSystem } from '#platform/act.ts'
import { isUuid, newId } from '#platform/id.ts'
import type { Heard } from './conversation.contract.ts'
import { findInbound, finishInbound, insertInbound, type ChatChannel, type NewInbound } from './conversation.store.ts'

/** A message that came in by a channel. */
export interface BroughtMessage {
  readonly providerId: string
  readonly sender: string
  readonly heard: Heard
}

/** What a message carries while it waits. */
export interface WaitingMessage {
  readonly sender: string
  readonly heard: Heard
}

export const senderQueue = 'exchange.sender'
export const deliveryQueue = 'exchange.delivery'

/**
 * Takes in what a provider brought, and nothing more: it is kept once, however often and in whatever order it comes, and jobs for what is new go with it.
 * The provider is answered before anything is done with it.
 */
export async function takeIn(
  deps: ExchangeDeps, channel: ContactChannel, brought: { received: readonly BroughtMessage[]; deliveries: readonly Delivery[] },
): Promise<void> {
  const seal = (value: object): Buffer => deps.keys.seal(JSON.stringify(value))
  const messages = brought.received.map(({ providerId, sender, heard }): NewInbound => ({
    inboundId: newId(), channel, kind: 'message', providerId, senderMac: closeAddress(deps.keys, { channel, address: sender }).mac,
    payloadSealed: seal({ sender, heard } satisfies WaitingMessage),
  }))
  const news = brought.deliveries.map((delivery): NewInbound => ({
    inboundId: newId(), channel, kind: 'status', providerId: `${delivery.providerId}:${delivery.state}`, senderMac: null, payloadSealed: seal(delivery),
  }))
  await actAsSystem(deps, { actor: exchanger(deps.regency), action: 'takeIn' }, async (tx) => {
    const fresh = await insertInbound(tx, [...messages, ...news])
    const senders = new Set(messages.flatMap((message) => (fresh.has(message.inboundId) ? [message.senderMac!.toString('hex')] : [])))
    for (const sender of senders) await tx.enqueue(senderQueue, { sender, channel })
    for (const each of news) if (fresh.has(each.inboundId)) await tx.enqueue(deliveryQueue, { inboundId: each.inboundId })
  })
}

/**
 * Writes down what a provider says of a message. News that comes before we know the provider's name for it, and without ours, waits for another try;
 * a failure passes the notice on to the next address.
 */
export async function takeDelivery(deps: ExchangeDeps, inboundId: string): Promise<void> {
  await deps.db.asActor(exchanger(deps.regency), async (tx) => {
    const inbound = await findInbound(tx, inboundId)
    if (inbound === undefined) return
    const told = JSON.parse(deps.keys.open(inbound.payloadSealed)) as Omit<Delivery, 'at'> & { readonly at: string }
    const own = told.messageId !== null && isUuid(told.messageId) ? await lockMessage(tx, told.messageId) : undefined
    const message = own ?? (await lockMessageOfProvider(tx, inbound.channel, told.providerId))
    if (message === undefined) throw new Error('news of a message that is not known yet')
    const at = new Date(told.at)
    const state = stateAfter(message.state, told.state)
    if (state === 'failed' && message.state !== 'failed') await passOn(deps, tx, { message, reason: 'address_refused', at })
    else if (state !== message.state) await changeMessage(tx, message.messageId, { state, at, providerId: told.providerId })
    await finishInbound(tx, inboundId)
  })
}

/** The address of a sender by its hash, as jobs carry it. */
export function senderOf(data: { readonly sender?: unknown; readonly channel?: unknown }): { senderMac: Buffer; channel: ChatChannel } {
  const channel = ContactChannel.safeParse(data.channel)
  if (typeof data.sender !== 'string' || !channel.success) throw new Error('a job without a sender')
  return { senderMac: Buffer.from(data.sender, 'hex'), channel: channel.data }
}
