import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Actor } from '#platform/db/actor.ts'
import { isDatabaseAway } from '#platform/db/away.ts'
import type { PlatformDeps } from '#platform/deps.ts'
import { commonRefusals, type CommonRefusal } from './contract.ts'
import { securityHeaders, transportSecurity } from './headers.ts'
import { sendProblem } from './problem.ts'
import type { Language } from './texts.ts'

export interface ServerOptions {
  readonly deps: Pick<PlatformDeps, 'log' | 'texts'>
  /** Finds who asks; throws nothing, gives the public actor for strangers. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor>
  readonly languageOf: (request: FastifyRequest) => Language
  /** Whether a write comes from our own pages. */
  readonly isSameOrigin: (request: FastifyRequest) => boolean
  readonly styleSources: readonly string[]
  readonly trustedProxies: number
  /** Shows an error to a person; for addresses outside the API. */
  readonly errorPage: (request: FastifyRequest, problem: { status: number; kind: string }) => string
}

/** The server with everything that holds for every request; modules then add their routes. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.deps.log
  const app: FastifyInstance = Fastify({
    loggerInstance, logController: new LogController({ disableRequestLogging: true }), bodyLimit: 256 * 1024,
    trustProxy: (_address, hop) => hop < options.trustedProxies, genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true }, forceCloseConnections: 'idle', return503OnClosing: true,
    frameworkErrors: (_error, request, reply) => refuseAddress(request, reply, options),
  })
  app.setValidatorCompiler(() => (value) => ({ value }))
  app.setSerializerCompiler(() => (value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  await app.register(cookie)
  await app.register(compress, { threshold: 1_024, encodings: ['gzip', 'identity'] })
  await app.register(multipart, { limits: { fileSize: 12_000_000, files: 3, fields: 60, fieldSize: 64 * 1024, parts: 64 } })
  app.addContentTypeParser(/^(application\/(octet-stream|vnd\..*|geo\+json|zip)|text\/csv|image\/.*)/, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  addRequestHooks(app, options)
  addErrorAnswers(app, options)
  return app
}

function addRequestHooks(app: FastifyInstance, options: ServerOptions): void {
  app.decorateRequest('actor')
  app.decorateRequest('language', 'id')
  const headers = securityHeaders(options.styleSources)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (request.protocol === 'https') reply.header('strict-transport-security', transportSecurity)
    request.language = options.languageOf(request)
    if (request.routeOptions.config.anyOrigin === true) openToAnyOrigin(request, reply)
    else if (request.method !== 'GET' && request.method !== 'HEAD' && !options.isSameOrigin(request)) return refuse(reply, options, 'cross_site')
    request.actor = await options.authenticate(request)
    return undefined
  })
  app.addHook('onResponse', async (request, reply) => {
    // The pattern, not the address: addresses may carry codes and names.
    request.log.info({ method: request.method, route: request.routeOptions.url ?? '-', status: reply.statusCode, ms: Math.round(reply.elapsedTime) })
  })
}

/** Pages of other sites read the answer, errors included; they never act as whoever is signed in here, because nobody's cookie counts. */
function openToAnyOrigin(request: FastifyRequest, reply: FastifyReply): void {
  request.cookies = {}
  reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after', 'cross-origin-resource-policy': 'cross-origin' })
}

function addErrorAnswers(app: FastifyInstance, options: ServerOptions): void {
  app.setNotFoundHandler((_request, reply) => refuse(reply, options, 'not_found'))
  // Answers are packed for routes only, and the page about an address that leads nowhere is as long as any other.
  app.get('/*', (_request, reply) => refuse(reply, options, 'not_found'))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const kind = kindOf(error)
    if (kind === 'server_error' || isDatabaseAway(error)) request.log.error({ route: request.routeOptions.url, error: plainError(error) }, 'request failed')
    return refuse(reply, options, kind)
  })
}

function kindOf(error: FastifyError): CommonRefusal {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.code === 'FST_REQ_FILE_TOO_LARGE' || error.statusCode === 413) return 'body_too_large'
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || error.statusCode === 415 || error.statusCode === 406) return 'body_type_unsupported'
  if (error.code === '22021' || error.code === '22P05') return 'text_unreadable'
  if (isDatabaseAway(error)) return 'server_busy'
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return 'input_invalid'
  return 'server_error'
}

/** What may be logged of an error: never its detail or parameters, which carry people's data. */
function plainError(error: Error & { code?: string }): object {
  return { name: error.name, code: error.code, ...(error.code === undefined && { message: error.message }), stack: error.stack?.split('\n').slice(1, 8) }
}

/** An address that cannot be read (`%zz`) or has an endless part is one that does not exist. No hook has seen such a request. */
function refuseAddress(request: FastifyRequest, reply: FastifyReply, options: ServerOptions): FastifyReply {
  request.cookies = {}
  request.language = options.languageOf(request)
  return refuse(reply, options, 'not_found')
}

function refuse(reply: FastifyReply, options: ServerOptions, kind: CommonRefusal): FastifyReply {
  const status = commonRefusals[kind]
  const isPage = !reply.request.url.startsWith('/api/') && (reply.request.headers.accept ?? '').includes('text/html')
  if (isPage) return reply.code(status).type('text/html; charset=utf-8').send(options.errorPage(reply.request, { status, kind }))
  return sendProblem(reply, { refusal: { kind }, status, texts: options.deps.texts })
}
