import type { FastifyInstance } from 'fastify'
import type { Operations } from './contract.ts'
import { openApiOf } from './openapi.ts'

interface DocumentedOperation {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
}

/** `/openapi.json` for programs and `/api/docs` for people, both made from the contracts. */
export function addDocs(app: FastifyInstance, described: { operations: Operations; version: string }): void {
  const document = openApiOf(described.operations, { title: 'Kentongan', version: described.version })
  const json = JSON.stringify(document)
  const page = docsPage(document as never)
  app.get('/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(json))
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
}

function docsPage(document: { paths?: Record<string, Record<string, DocumentedOperation>> }): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationRow(method, { path, operation })))
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Kentongan API</title></head><body><main><h1>Kentongan API</h1>
<p>${rows.length} operations. The machine-readable document is <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).
Every write carries a <code>Command-Id</code> header with a uuid made by the client; repeating it repeats the answer, never the effect.
Errors are <code>application/problem+json</code>; their <code>kind</code> is stable.</p>${rows.join('')}</main></body></html>`
}

function operationRow(method: string, { path, operation }: { path: string; operation: DocumentedOperation }): string {
  return `<section><h2><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h2>
<p><b>${escapeHtml(operation.operationId ?? '')}</b>. ${escapeHtml(operation.summary ?? '')}</p><p>${escapeHtml(operation.description ?? '')}</p></section>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
