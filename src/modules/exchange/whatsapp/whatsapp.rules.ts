import type { Content, Delivery, Outgoing } from '#modules/exchange/channel/channel.contract.ts'
import type { Heard } from '#modules/exchange/chat/conversation.contract.ts'
import { WhatsAppMessage, WhatsAppStatus, WhatsAppWebhook } from './whatsapp.contract.ts'

/** A message that came in: who sent it, what it says. */
export interface Received {
  readonly providerId: string
  /** Number with country code, or `bsuid:…` for somebody who hides theirs. */
  readonly sender: string
  readonly heard: Heard
}

/** What a webhook brought, for one of our numbers; undefined when it is nothing that we know. */
export function readWebhook(body: unknown, phoneNumberId: string): { readonly received: readonly Received[]; readonly deliveries: readonly Delivery[] } | undefined {
  const read = WhatsAppWebhook.safeParse(body)
  if (!read.success) return undefined
  const values = read.data.entry.flatMap((entry) => entry.changes.map((change) => change.value))
  const ours = values.filter((value) => value.metadata === undefined || value.metadata.phone_number_id === phoneNumberId)
  return {
    received: ours.flatMap((value) => (value.messages ?? []).flatMap((message) => readMessage(message, value.contacts?.[0]))),
    deliveries: ours.flatMap((value) => (value.statuses ?? []).flatMap(readStatus)),
  }
}

function readMessage(given: unknown, contact: { wa_id?: string | undefined; user_id?: string | undefined } | undefined): Received[] {
  const read = WhatsAppMessage.safeParse(given)
  if (!read.success) return []
  const message = read.data
  const number = message.from ?? contact?.wa_id
  const userId = message.from_user_id ?? message.user_id ?? contact?.user_id
  const sender = senderOf(number, userId)
  return sender === undefined ? [] : [{ providerId: message.id, sender, heard: heardOf(message) }]
}

function senderOf(number: string | undefined, userId: string | undefined): string | undefined {
  if (number !== undefined && /^\+?\d{6,15}$/.test(number)) return number.startsWith('+') ? number : `+${number}`
  return userId === undefined || userId === '' ? undefined : `bsuid:${userId}`
}

function heardOf(message: WhatsAppMessage): Heard {
  const { text, image, location, interactive, button } = message
  const sound = message.audio ?? message.voice
  const choice = interactive?.button_reply ?? interactive?.list_reply
  if (text !== undefined) return { kind: 'text', text: text.body }
  if (choice !== undefined) return { kind: 'choice', id: choice.id, text: choice.title }
  if (button !== undefined) return { kind: 'text', text: button.text }
  if (image !== undefined) return { kind: 'photo', mediaId: image.id, caption: image.caption ?? '' }
  if (sound !== undefined) return { kind: 'voice', mediaId: sound.id }
  if (location === undefined) return { kind: 'unknown' }
  const words = [location.name, location.address].filter((each) => each !== undefined).join(', ')
  return { kind: 'location', lat: location.latitude, lng: location.longitude, words }
}

function readStatus(given: unknown): Delivery[] {
  const read = WhatsAppStatus.safeParse(given)
  if (!read.success) return []
  const { id, status, timestamp, biz_opaque_callback_data: ownId } = read.data
  if (status !== 'sent' && status !== 'delivered' && status !== 'read' && status !== 'failed') return []
  return [{ providerId: id, messageId: ownId ?? null, state: status, at: new Date(Number(timestamp ?? 0) * 1000) }]
}

/** A message as the Cloud API takes it. */
export function writeMessage({ messageId, to, content }: Outgoing): object {
  const whom = to.startsWith('bsuid:') ? { recipient: to.slice('bsuid:'.length) } : { to: to.replace(/^\+/, '') }
  return { messaging_product: 'whatsapp', recipient_type: 'individual', ...whom, biz_opaque_callback_data: messageId, ...written(content) }
}

const mostCharacters = { text: 4_096, interactive: 1_024, button: 20, row: 24, about: 72, open: 20 } as const

function written(content: Content): object {
  if (content.kind === 'template') {
    const parameters = content.fills.map((text) => ({ type: 'text', text }))
    const components = parameters.length === 0 ? [] : [{ type: 'body', parameters }]
    return { type: 'template', template: { name: content.name, language: { code: content.lang }, components } }
  }
  const { text, choices } = content
  if (choices === undefined) return { type: 'text', text: { body: cut(text, mostCharacters.text), preview_url: false } }
  const body = { text: cut(text, mostCharacters.interactive) }
  return { type: 'interactive', interactive: choices.style === 'buttons' ? { type: 'button', body, action: buttonsOf(choices.items) } : { type: 'list', body, action: listOf(choices) } }
}

type Choices = NonNullable<Extract<Content, { kind: 'text' }>['choices']>

function buttonsOf(items: Choices['items']): object {
  return { buttons: items.map(({ id, title }) => ({ type: 'reply', reply: { id, title: cut(title, mostCharacters.button) } })) }
}

function listOf({ open, items }: Choices): object {
  const rows = items.map(({ id, title, about }) => ({
    id, title: cut(title, mostCharacters.row), ...(about !== undefined && { description: cut(about, mostCharacters.about) }),
  }))
  return { button: cut(open, mostCharacters.open), sections: [{ rows }] }
}

/** Whole characters, never more than the provider takes. */
function cut(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
