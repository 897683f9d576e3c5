import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { takeIn } from '#modules/exchange/chat/receive.actions.ts'
import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import type { PageRoute } from '#platform/http/page.ts'
import { knowsSecret } from '#platform/http/shared-secret.ts'
import { readPhone } from '#platform/phone.ts'
import { readSms, type BroughtBySms } from './sms.rules.ts'

/** Where the SMS gateway brings messages and news of ours. */
export function smsPages(deps: ExchangeDeps): readonly PageRoute[] {
  return [{ method: 'POST', path: '/hook/sms', rawBody: true, bodyLimit: 100_000, handle: (request, reply) => take(deps, request, reply) }]
}

async function take(deps: ExchangeDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const settings = deps.config.channels.sms
  if (settings === undefined || !knowsSecret(request, settings.inboundSecret)) return reply.code(403).type('text/plain').send('')
  const body = request.body as Buffer
  const brought = readSms(settings, readBody(request, body))
  if (brought !== undefined) await takeBrought(deps, brought, body)
  return reply.code(200).type('text/plain').send('OK')
}

async function takeBrought(deps: ExchangeDeps, brought: BroughtBySms, body: Buffer): Promise<void> {
  if (brought.kind === 'delivery') return takeIn(deps, 'sms', { received: [], deliveries: [{ ...brought.delivery, at: deps.clock.now() }] })
  const sender = readPhone(brought.sender)
  // A sender without a number (a company's name) cannot be answered.
  if (sender === undefined) return undefined
  // Without a name of the gateway's own, the same words within ten minutes are the same message.
  const providerId = brought.providerId ?? createHash('sha256').update(body).update(deps.clock.now().toISOString().slice(0, 15)).digest('hex')
  return takeIn(deps, 'sms', { received: [{ providerId, sender, heard: { kind: 'text', text: brought.text } }], deliveries: [] })
}

function readBody(request: FastifyRequest, body: Buffer): Readonly<Record<string, unknown>> {
  const text = body.toString('utf8')
  if (!(request.headers['content-type'] ?? '').includes('json')) return Object.fromEntries(new URLSearchParams(text))
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? (read as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
