import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import type { PageRoute } from '#platform/http/page.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { langOf, messages } from '#web/i18n/index.ts'
import { getRequest, getToken, listRequests, postRequest } from './open311.actions.ts'
import type { Format, Open311Error, Tree } from './open311.contract.ts'
import { badRequest, definitionOf, isOurs, notFound, openServices, serviceOf, type Speaker } from './open311.rules.ts'
import { write, type Shape } from './write.rules.ts'

const root = '/open311/v2'
const formats: readonly Format[] = ['json', 'xml']
/** The protocol's clients are web pages of other sites as well. */
const anyOrigin = { headers: ['content-type', 'idempotency-key'] }

type Given = Readonly<Record<string, string | undefined>>

interface Asked {
  readonly request: FastifyRequest
  readonly speaker: Speaker
  readonly given: Given
  /** The last part of the address without its format. */
  readonly id: string
}

type Answering = (deps: ExchangeDeps, asked: Asked) => Promise<Result<Tree, readonly Open311Error[]>>

/** GeoReport v2: what other programs may ask, in XML and in JSON. Reads are for everybody; reporting needs a key. */
export function open311Pages(deps: ExchangeDeps): readonly PageRoute[] {
  const list = (path: string, shape: Shape, answer: Answering): PageRoute[] => formats.map((format) => ({
    method: 'GET', path: `${path}.${format}` as `/${string}`, anyOrigin, handle: (request, reply) => respond(deps, { request, reply, format, shape, answer }),
  }))
  const one = (path: string, shape: Shape, answer: Answering): PageRoute => ({
    method: 'GET', path: `${root}/${path}/:id`, anyOrigin, handle: (request, reply) => respond(deps, { request, reply, format: formatOf(request), shape, answer }),
  })
  const post = formats.map((format): PageRoute => ({
    method: 'POST', path: `${root}/requests.${format}`, rawBody: true, bodyLimit: 100_000, anyOrigin,
    handle: (request, reply) => respond(deps, { request, reply, format, shape: requests, answer: take }),
  }))
  return [
    ...list('/open311/discovery', { root: 'discovery' }, discover), ...list(`${root}/discovery`, { root: 'discovery' }, discover),
    ...list(`${root}/services`, { root: 'services', item: 'service' }, async (_deps, { speaker }) => ok(openServices(speaker.regency).map((each) => serviceOf(each, speaker)))),
    one('services', { root: 'service_definition' }, define),
    ...list(`${root}/requests`, requests, (each, { speaker, given }) => listRequests(each, speaker, given)),
    one('requests', requests, (each, { speaker, given, id }) => getRequest(each, speaker, { number: id, given })),
    one('tokens', requests, (each, { speaker, id }) => getToken(each, speaker, id)),
    ...post,
  ]
}

const requests: Shape = { root: 'service_requests', item: 'request' }

function formatOf(request: FastifyRequest): Format | undefined {
  const { id } = request.params as { id: string }
  return formats.find((format) => id.endsWith(`.${format}`))
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly format: Format | undefined
  readonly shape: Shape
  readonly answer: Answering
}

async function respond(deps: ExchangeDeps, { request, reply, format, shape, answer }: Exchange): Promise<FastifyReply> {
  const lang = langOf(request.headers['accept-language'])
  const speaker: Speaker = { regency: deps.regency, lang, m: messages(lang).open311 }
  const given = plainQuery(request.query)
  const { id } = request.params as { id?: string }
  if (format === undefined) return refuse(reply, 'xml', [notFound('address', speaker.m.unknownAddress)])
  if (request.method === 'GET' && !isOurs(given['jurisdiction_id'], deps.regency)) return refuse(reply, format, [notFound('jurisdiction_id', speaker.m.jurisdictionUnknown)])
  const answered = await answer(deps, { request, speaker, given, id: id?.slice(0, -(format.length + 1)) ?? '' })
  if (!answered.ok) return refuse(reply, format, answered.error)
  return send(reply.code(request.method === 'POST' ? 201 : 200), format, write(answered.value, shape, format))
}

/** A parameter that comes twice is read as the protocol's list. */
function plainQuery(query: unknown): Given {
  return Object.fromEntries(Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]))
}

function refuse(reply: FastifyReply, format: Format, errors: readonly Open311Error[]): FastifyReply {
  const status = errors[0]?.status ?? 400
  if (status === 429) reply.header('retry-after', '60')
  const body = errors.map(({ code, description }) => ({ code, description }))
  return send(reply.code(status), format, write(body, { root: 'errors', item: 'error' }, format))
}

function send(reply: FastifyReply, format: Format, body: string): FastifyReply {
  const type = format === 'json' ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8'
  return reply.header('cache-control', 'no-store').header('vary', 'accept-language').type(type).send(body)
}

async function define(_deps: ExchangeDeps, { speaker, id }: Asked): ReturnType<Answering> {
  const category = openServices(speaker.regency).find((each) => each.code === id)
  return category === undefined ? err([notFound('service_code', speaker.m.serviceUnknown(id))]) : ok(definitionOf(category, speaker))
}

async function take(deps: ExchangeDeps, { request, speaker }: Asked): ReturnType<Answering> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return err([badRequest('content_type', speaker.m.formWanted)])
  const form = new URLSearchParams((request.body as Buffer).toString('utf8'))
  if (!isOurs(form.get('jurisdiction_id') ?? undefined, speaker.regency)) return err([notFound('jurisdiction_id', speaker.m.jurisdictionUnknown)])
  const idempotencyKey = request.headers['idempotency-key']
  return postRequest(deps, speaker, { form, idempotencyKey: typeof idempotencyKey === 'string' && idempotencyKey !== '' ? idempotencyKey.slice(0, 200) : undefined })
}

/** Where the service is and what it speaks. */
async function discover(deps: ExchangeDeps, { request, speaker }: Asked): ReturnType<Answering> {
  const home = deps.config.publicUrl ?? `${request.protocol}://${request.host}`
  const { title, email } = speaker.regency.dataProtectionOfficer
  return ok({
    changeset: '2026-11-25T00:00:00Z', contact: `${speaker.regency.government[speaker.lang]}. ${title[speaker.lang]}: ${email}`, key_service: `${home}/petugas/kunci`,
    endpoints: [{
      specification: 'http://wiki.open311.org/GeoReport_v2', url: `${home}${root}`, changeset: '2026-11-25T00:00:00Z',
      type: deps.config.demo === undefined ? 'production' : 'test', formats: ['text/xml', 'application/json'],
    }],
  })
}
