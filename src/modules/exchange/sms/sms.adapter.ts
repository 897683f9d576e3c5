import type { SmsSettings } from '#config-channels.ts'
import type { Adapter, Sent } from '#modules/exchange/channel/channel.contract.ts'
import { brokenOff } from '#modules/exchange/whatsapp/whatsapp.adapter.ts'
import { memberOf, writeSms } from './sms.rules.ts'

const timeoutMs = 15_000

/** Speaks with an SMS gateway over HTTP. */
export function createSms(settings: SmsSettings): Adapter {
  return {
    channel: 'sms',
    send: async (message) => {
      const { body, type } = writeSms(settings, message)
      return fetch(settings.sendUrl, {
        method: 'POST', body, signal: AbortSignal.timeout(timeoutMs), redirect: 'error',
        headers: { 'content-type': type, ...(settings.authorization !== undefined && { authorization: settings.authorization }) },
      }).then((answer) => readAnswer(settings, answer), brokenOff)
    },
  }
}

async function readAnswer({ idMember }: SmsSettings, answer: Response): Promise<Sent> {
  if (answer.status === 429) return { kind: 'wait', seconds: Math.min(3_600, Number(answer.headers.get('retry-after')) || 60) }
  if (answer.status === 401 || answer.status === 403) return { kind: 'down', reason: 'not_authorised' }
  if (answer.status >= 500) return { kind: 'down', reason: 'provider_error' }
  if (!answer.ok) return { kind: 'refused', reason: answer.status === 404 || answer.status === 422 ? 'address_refused' : 'message_refused' }
  const body: unknown = await answer.json().catch(() => undefined)
  const id = memberOf(body, idMember)
  return { kind: 'sent', providerId: typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 200) : null }
}
