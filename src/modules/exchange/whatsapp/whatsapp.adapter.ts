import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { WhatsAppSettings } from '#config-channels.ts'
import type { Adapter, FailureReason, Sent } from '#modules/exchange/channel/channel.contract.ts'
import { writeMessage } from './whatsapp.rules.ts'

const timeoutMs = 15_000
const mostMediaBytes = 16_000_000

const Accepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) })
const Refused = z.object({ error: z.object({ code: z.number() }) })
const MediaPlace = z.object({ url: z.url(), mime_type: z.string().optional(), file_size: z.number().optional() })

/** A photo or voice message, fetched. */
export interface Media {
  readonly bytes: Buffer
  readonly mediaType: string
}

/** Speaks with WhatsApp's Cloud API. */
export function createWhatsApp(settings: WhatsAppSettings): Adapter {
  return {
    channel: 'whatsapp',
    send: async (message) => {
      const address = `${settings.apiUrl}/${settings.phoneNumberId}/messages`
      return fetch(address, {
        method: 'POST', headers: { ...authorization(settings), 'content-type': 'application/json' }, body: JSON.stringify(writeMessage(message)),
        signal: AbortSignal.timeout(timeoutMs), redirect: 'error',
      }).then(readAnswer, brokenOff)
    },
  }
}

/** The header by which we are known. */
export function authorization({ accessToken }: Pick<WhatsAppSettings, 'accessToken'>): { authorization: string } {
  return { authorization: `Bearer ${accessToken}` }
}

async function readAnswer(answer: Response): Promise<Sent> {
  const body: unknown = await answer.json().catch(() => undefined)
  if (answer.ok) {
    const accepted = Accepted.safeParse(body)
    return accepted.success ? { kind: 'sent', providerId: accepted.data.messages[0]!.id } : { kind: 'down', reason: 'provider_error' }
  }
  const code = Refused.safeParse(body).data?.error.code
  if (answer.status === 429 || (code !== undefined && tooMuch.has(code))) return { kind: 'wait', seconds: secondsOf(answer.headers.get('retry-after')) }
  if (answer.status === 401 || answer.status === 403) return { kind: 'down', reason: 'not_authorised' }
  if (answer.status >= 500) return { kind: 'down', reason: 'provider_error' }
  return { kind: 'refused', reason: reasonOf(code) }
}

function reasonOf(code: number | undefined): FailureReason {
  if (code !== undefined && notReachable.has(code)) return 'address_refused'
  return code !== undefined && noTemplate.has(code) ? 'template_refused' : 'message_refused'
}

/** Codes by which the Cloud API asks for patience: calls, messages, messages to one person. */
const tooMuch: ReadonlySet<number> = new Set([4, 80_007, 130_429, 131_048, 131_056])
/** Codes that say the person cannot be reached there: not on WhatsApp, or wants no such messages. */
const notReachable: ReadonlySet<number> = new Set([131_026, 131_030, 131_050, 133_010])
/** Codes that say the template is not there, not approved in that language, paused, switched off, or has other blanks. */
const noTemplate: ReadonlySet<number> = new Set([132_000, 132_001, 132_005, 132_007, 132_012, 132_015, 132_016])

function secondsOf(header: string | null): number {
  const seconds = Number(header)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) : 60
}

/** What went wrong on the way, in a word. */
export function brokenOff(error: Error): { readonly kind: 'down'; readonly reason: FailureReason } {
  return { kind: 'down', reason: error.name === 'TimeoutError' ? 'timed_out' : 'unreachable' }
}

/** Fetches a photo or voice message; undefined when it is gone or too large. Throws when it may be there another time. */
export async function fetchMedia(settings: WhatsAppSettings, mediaId: string): Promise<Media | undefined> {
  if (!/^[\w.-]{1,200}$/.test(mediaId)) return undefined
  const options = { headers: authorization(settings), signal: AbortSignal.timeout(timeoutMs) }
  const found = await fetch(`${settings.apiUrl}/${mediaId}`, options)
  if (found.status === 404 || found.status === 400) return undefined
  if (!found.ok) throw new Error(`media: ${found.status}`)
  const place = MediaPlace.parse(await found.json())
  if ((place.file_size ?? 0) > mostMediaBytes) return undefined
  const answer = await fetch(place.url, options)
  if (!answer.ok) throw new Error(`media bytes: ${answer.status}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  return bytes.length > mostMediaBytes ? undefined : { bytes, mediaType: place.mime_type ?? 'application/octet-stream' }
}

/** Whether WhatsApp signed these bytes (`X-Hub-Signature-256`). */
export function isSigned(settings: Pick<WhatsAppSettings, 'appSecret'>, body: Buffer, header: string | undefined): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1]
  if (given === undefined) return false
  return timingSafeEqual(createHmac('sha256', settings.appSecret).update(body).digest(), Buffer.from(given, 'hex'))
}
