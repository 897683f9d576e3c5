import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** A page for people: an address that answers with HTML, or takes a plain form. */
export interface PageRoute {
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
  readonly bodyLimit?: number
  /** The body is handed over byte by byte as it came (`request.body` is a Buffer), whatever its type: for signatures over it. */
  readonly rawBody?: true
  readonly handle: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

/** Puts pages onto the server; they stay out of the OpenAPI document. */
export function addPages(app: FastifyInstance, pages: readonly PageRoute[]): void {
  for (const page of pages.filter((each) => each.rawBody !== true)) addPage(app, page)
  const raw = pages.filter((each) => each.rawBody === true)
  if (raw.length > 0) void app.register(async (scope) => addRawPages(scope, raw))
}

/** In a scope of their own, so that every other address reads its body as before. */
function addRawPages(scope: FastifyInstance, pages: readonly PageRoute[]): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  for (const page of pages) addPage(scope, page)
}

function addPage(app: FastifyInstance, page: PageRoute): void {
  app.route({
    method: page.method, url: page.path,
    ...(page.bodyLimit !== undefined && { bodyLimit: page.bodyLimit }),
    handler: page.handle,
  })
}

/** Answers with a whole HTML document that no cache may keep, because it is for one person at one moment. */
export function sendHtml(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
}
