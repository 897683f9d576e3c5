import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
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

/**
 * Puts the build onto the server: hashed files for ever, the staff application under /petugas, its service worker, manifest, icon, robots.
 * The build (about a megabyte) is held in memory, so that a server stays whole when the next build takes its place on the disk.
 */
export function addWeb(app: FastifyInstance, options: WebOptions): void {
  const client = join(options.distDir, 'client')
  const staffPage = withSettings(readFileSync(join(client, 'src', 'web', 'staff', 'index.html'), 'utf8'), options)
  for (const name of readdirSync(join(client, 'assets'))) {
    const body = readFileSync(join(client, 'assets', name))
    addFile(app, `/assets/${name}`, { type: (mediaTypes as Readonly<Record<string, string>>)[extname(name)] ?? 'application/octet-stream', body, isForever: true })
  }
  for (const path of [staffRoot, `${staffRoot}/*`]) addFile(app, path, { type: mediaTypes['.html'], body: staffPage, isStaffPage: true })
  addFile(app, '/sw.js', { type: mediaTypes['.js'], body: readFileSync(join(client, 'sw.js')) })
  addFile(app, '/manifest.webmanifest', { type: 'application/manifest+json', body: JSON.stringify(manifestOf(options)) })
  addFile(app, '/icon.svg', { type: mediaTypes['.svg'], body: iconSvg })
  addFile(app, '/favicon.ico', { type: mediaTypes['.svg'], body: iconSvg })
  addFile(app, '/robots.txt', { type: 'text/plain; charset=utf-8', body: robots })
}

const robots = `User-agent: *\nDisallow: ${staffRoot}\nDisallow: /api/\nDisallow: /lacak/\nDisallow: /en/lacak/\n`

const mediaTypes = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml; charset=utf-8',
} as const satisfies Readonly<Record<string, string>>

interface ServedFile {
  readonly type: string
  readonly body: string | Buffer
  /** Its name carries its hash. Other files may change with each release: the browser asks again and hears "not modified". */
  readonly isForever?: true
  readonly isStaffPage?: true
}

function addFile(app: FastifyInstance, path: string, file: ServedFile): void {
  const plain = Buffer.from(file.body)
  const pack = packing(plain)
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  const caching = file.isForever ? 'public, max-age=31536000, immutable' : 'no-cache'
  app.get(path, { schema: { hide: true } as object }, async (request, reply) => {
    reply.header('cache-control', caching).header('etag', etag).header('vary', 'accept-encoding').type(file.type)
    if (file.isStaffPage) allowInlineStyles(reply)
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    const encoding = encodingFor(String(request.headers['accept-encoding'] ?? ''))
    return encoding === undefined ? reply.send(plain) : reply.header('content-encoding', encoding).send(await pack(encoding))
  })
}

type Encoding = 'br' | 'gzip'

/** Browsers ask for brotli behind TLS only; it is a sixth smaller. */
function encodingFor(accepted: string): Encoding | undefined {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}

const packers = {
  br: (plain: Buffer): Promise<Buffer> => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  gzip: (plain: Buffer): Promise<Buffer> => promisify(gzip)(plain, { level: 9 }),
} as const

/** Packs a file once for each encoding, when somebody first asks for it. */
function packing(plain: Buffer): (encoding: Encoding) => Promise<Buffer> {
  const made = new Map<Encoding, Promise<Buffer>>()
  return (encoding) => {
    const packed = made.get(encoding) ?? packers[encoding](plain)
    made.set(encoding, packed)
    return packed
  }
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
