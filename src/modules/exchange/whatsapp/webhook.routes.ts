import type { FastifyReply, FastifyRequest } from 'fastify'
import { takeIn } from '#modules/exchange/chat/receive.actions.ts'
import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import type { PageRoute } from '#platform/http/page.ts'
import { isSigned } from './whatsapp.adapter.ts'
import { readWebhook } from './whatsapp.rules.ts'

const path = '/hook/whatsapp'

/** Where WhatsApp brings messages and news of ours. There is nothing at the address while the channel is not connected. */
export function whatsappPages(deps: ExchangeDeps): readonly PageRoute[] {
  return [
    { method: 'GET', path, handle: (request, reply) => verify(deps, request, reply) },
    { method: 'POST', path, rawBody: true, bodyLimit: 1_000_000, handle: (request, reply) => take(deps, request, reply) },
  ]
}

/** WhatsApp asks whether the address is ours: the secret word that we told it brings its challenge back. */
async function verify({ config }: ExchangeDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = request.query as Readonly<Record<string, unknown>>
  const settings = config.channels.whatsapp
  const isOurs = settings !== undefined && query['hub.mode'] === 'subscribe' && query['hub.verify_token'] === settings.verifyToken
  if (!isOurs) return reply.code(403).type('text/plain').send('')
  return reply.type('text/plain').send(String(query['hub.challenge'] ?? ''))
}

async function take(deps: ExchangeDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const settings = deps.config.channels.whatsapp
  const body = request.body as Buffer
  const header = request.headers['x-hub-signature-256']
  if (settings === undefined || !isSigned(settings, body, typeof header === 'string' ? header : undefined)) return reply.code(403).type('text/plain').send('')
  const brought = readWebhook(readJson(body), settings.phoneNumberId)
  // What we do not know is answered too: a provider that is refused sends it again for days.
  if (brought !== undefined) await takeIn(deps, 'whatsapp', brought)
  return reply.code(200).type('text/plain').send('')
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
