import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Pages of other sites may ask at this address. */
    anyOrigin?: boolean
  }
}

/** A page for people: an address that answers with HTML, or takes a plain form. */
export interface PageRoute {
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
  readonly bodyLimit?: number
  /** The body is handed over byte by byte as it came (`request.body` is a Buffer), whatever its type: for signatures over it. */
  readonly rawBody?: true
  /** Pages of other sites may ask here, and send these headers of their own along; whoever is signed in is nobody here. */
  readonly anyOrigin?: { readonly headers: readonly string[] }
  readonly handle: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

/** Puts pages onto the server; they stay out of the OpenAPI document. */
export function addPages(app: FastifyInstance, pages: readonly PageRoute[]): void {
  for (const page of pages.filter((each) => each.rawBody !== true)) addPage(app, page)
  const raw = pages.filter((each) => each.rawBody === true)
  if (raw.length > 0) void app.register(async (scope) => addRawPages(scope, raw))
  for (const [path, open] of Map.groupBy(pages.filter(isForAnyOrigin), (page) => page.path)) addPreflight(app, path, open)
}

/** In a scope of their own, so that every other address reads its body as before. */
function addRawPages(scope: FastifyInstance, pages: readonly PageRoute[]): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  for (const page of pages) addPage(scope, page)
}

function addPage(app: FastifyInstance, page: PageRoute): void {
  app.route({
    method: page.method, url: page.path, config: { anyOrigin: page.anyOrigin !== undefined },
    ...(page.bodyLimit !== undefined && { bodyLimit: page.bodyLimit }),
    handler: page.handle,
  })
}

type OpenPage = PageRoute & Required<Pick<PageRoute, 'anyOrigin'>>

function isForAnyOrigin(page: PageRoute): page is OpenPage {
  return page.anyOrigin !== undefined
}

/** Answers a browser that asks beforehand what pages of other sites may send to an address. */
function addPreflight(app: FastifyInstance, url: string, pages: readonly OpenPage[]): void {
  const methods = pages.map((page) => page.method).join(', ')
  const headers = [...new Set(pages.flatMap((page) => page.anyOrigin.headers))].join(', ')
  app.route({
    method: 'OPTIONS', url, config: { anyOrigin: true },
    handler: async (_request, reply) => reply.code(204).headers({
      allow: `${methods}, OPTIONS`, 'access-control-allow-methods': methods, 'access-control-allow-headers': headers, 'access-control-max-age': '86400',
    }).send(),
  })
}

/** Answers with a whole HTML document that no cache may keep, because it is for one person at one moment. */
export function sendHtml(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
}
