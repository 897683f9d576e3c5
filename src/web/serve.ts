import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { iconSvg } from './icon.ts'
import { messages } from './i18n/index.ts'
import type { Lang } from './i18n/lang.ts'
import type { Pages } from './pages.ts'
import { staffRoot } from './routes.ts'

/** What the frame of the staff application knows before anybody signs in. */
export interface WebOptions {
  readonly distDir: string
  readonly brand: Readonly<Record<Lang, { readonly name: string }>>
  readonly timeZone: string
  /** Whether the people in this installation are invented. */
  readonly isSynthetic: boolean
}

/** The style sources that the residents' pages need: their one inlined stylesheet, by its hash. */
export function styleSources(pages: Pages): readonly string[] {
  return [`'sha256-${createHash('sha256').update(pages.css).digest('base64')}'`]
}

/** Puts the build onto the server: hashed files for ever, the staff application under /petugas, its service worker, manifest, icon, robots. */
export async function addWeb(app: FastifyInstance, options: WebOptions): Promise<void> {
  const client = join(options.distDir, 'client')
  await app.register(fastifyStatic, {
    root: join(client, 'assets'), prefix: '/assets/', decorateReply: false, immutable: true, maxAge: '1y', index: false,
  })
  const staffPage = withSettings(readFileSync(join(client, 'src', 'web', 'staff', 'index.html'), 'utf8'), options)
  const worker = readFileSync(join(client, 'sw.js'), 'utf8')
  const manifest = JSON.stringify(manifestOf(options))
  for (const path of [staffRoot, `${staffRoot}/*`]) addFile(app, path, { type: 'text/html', body: staffPage, isStaffPage: true })
  addFile(app, '/sw.js', { type: 'text/javascript', body: worker })
  addFile(app, '/manifest.webmanifest', { type: 'application/manifest+json', body: manifest })
  addFile(app, '/icon.svg', { type: 'image/svg+xml', body: iconSvg })
  addFile(app, '/favicon.ico', { type: 'image/svg+xml', body: iconSvg })
  addFile(app, '/robots.txt', { type: 'text/plain', body: `User-agent: *\nDisallow: ${staffRoot}\nDisallow: /api/\nDisallow: /lacak/\nDisallow: /en/lacak/\n` })
}

interface ServedFile {
  readonly type: string
  readonly body: string
  readonly isStaffPage?: true
}

/** A small file that may change with each release: the browser asks again each time and gets "not modified" when it is the same. */
function addFile(app: FastifyInstance, path: string, file: ServedFile): void {
  const etag = `"${createHash('sha256').update(file.body).digest('base64url').slice(0, 22)}"`
  app.get(path, { schema: { hide: true } as object }, (request, reply) => {
    reply.header('cache-control', 'no-cache').header('etag', etag).type(`${file.type}; charset=utf-8`)
    if (file.isStaffPage) allowInlineStyles(reply)
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.send(file.body)
  })
}

/** The component library of the staff screens writes style elements and attributes; scripts stay as strict as everywhere. */
function allowInlineStyles(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  reply.header('content-security-policy', policy.replace(/style-src[^;]*/, "style-src 'self' 'unsafe-inline'"))
}

/** Writes what the application needs before its first answer into its page; no script may stand there, so it is a meta element. */
function withSettings(page: string, options: WebOptions): string {
  const { brand, timeZone, isSynthetic } = options
  const settings = { brand: { id: brand.id.name, en: brand.en.name }, timeZone, isSynthetic }
  const escaped = JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  return page.replace('content="{}"', () => `content="${escaped}"`)
}

function manifestOf(options: WebOptions): object {
  const name = options.brand.id.name
  return {
    id: staffRoot, name: `${messages('id').shell.staffTitle} · ${name}`, short_name: name, start_url: staffRoot, scope: staffRoot,
    display: 'standalone', lang: 'id', theme_color: '#0b5d4e', background_color: '#ffffff',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  }
}
