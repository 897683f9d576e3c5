import type { SmsSettings } from '#config-channels.ts'
import type { Content, Delivery, Outgoing } from '#modules/exchange/channel/channel.contract.ts'

/** The body of a sending as the gateway wants it: JSON where its pattern is JSON, a form where it is not. */
export function writeSms({ sendBody }: Pick<SmsSettings, 'sendBody'>, message: Outgoing): { readonly body: string; readonly type: string } {
  const isJson = sendBody.trimStart().startsWith('{')
  const values: Readonly<Record<string, string>> = { to: message.to, text: plainText(message.content), ref: message.messageId }
  const write = (value: string): string => (isJson ? JSON.stringify(value).slice(1, -1) : encodeURIComponent(value))
  const body = sendBody.replaceAll(/\{(to|text|ref)\}/g, (_, name: string) => write(values[name]!))
  return { body, type: isJson ? 'application/json' : 'application/x-www-form-urlencoded' }
}

/** What is said, in text alone: choices become numbered lines, and are answered by their number. */
export function plainText(content: Content): string {
  if (content.kind === 'template') return content.fills.join(' ')
  const choices = content.choices?.items.map((item, at) => `${at + 1}. ${item.title}`) ?? []
  return [content.text, ...choices].join('\n')
}

/** What a gateway brought. */
export type BroughtBySms =
  | { readonly kind: 'message'; readonly sender: string; readonly text: string; readonly providerId: string | null }
  | { readonly kind: 'delivery'; readonly delivery: Omit<Delivery, 'at'> }

const delivered = /^(sms:)?(delivered|delivrd|success|ok|received|sampai)$/i
/** Only what a gateway calls lost is lost: a word for a stage on the way must not send the news twice. */
const lost = /^(sms:)?(failed|undelivered|undeliverable|undeliv|rejected|rejectd|expired|deleted|cancell?ed|error|gagal)$/i

/** Reads a gateway's call by the names that it gives to sender, text, id and state; undefined when it says neither. */
export function readSms({ inboundMembers: names }: Pick<SmsSettings, 'inboundMembers'>, given: Readonly<Record<string, unknown>>): BroughtBySms | undefined {
  const value = (name: string): string | undefined => {
    const found = memberOf(given, name)
    return found === undefined || found === null || typeof found === 'object' ? undefined : String(found).slice(0, 2_000)
  }
  const [from, text, id, status] = [value(names.from), value(names.text), value(names.id), value(names.status)]
  if (from !== undefined && text !== undefined) return { kind: 'message', sender: from, text, providerId: id ?? null }
  if (id === undefined || status === undefined) return undefined
  const state = stateOf(status)
  return { kind: 'delivery', delivery: { providerId: id, messageId: null, state } }
}

/** A member by its name, one within another with a dot between: `payload.message`. */
export function memberOf(given: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((held, part) => (typeof held === 'object' && held !== null ? (held as Readonly<Record<string, unknown>>)[part] : undefined), given)
}

function stateOf(status: string): Delivery['state'] {
  if (delivered.test(status)) return 'delivered'
  return lost.test(status) ? 'failed' : 'sent'
}
