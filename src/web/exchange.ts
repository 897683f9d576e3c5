import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '#deps.ts'
import type { PageRoute } from '#platform/http/page.ts'
import { langs, type Lang } from './i18n/lang.ts'
import type { PublicPage } from './public/layout.tsx'
import { publicPaths } from './routes.ts'

/** What the residents' pages are made with. */
export type PublicDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock' | 'config' | 'pages'>

/** One request for a page in a language. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly lang: Lang
}

/** What every residents' page needs to know: language, regency, its own address. */
export function publicPage(deps: PublicDeps, request: FastifyRequest, lang: Lang): PublicPage {
  return { lang, regency: deps.regency, address: request.url.slice(0, 300), isSynthetic: deps.config.demo !== undefined }
}

/** One page in each language, at the address that the language gives it. */
export function inEachLanguage(
  method: PageRoute['method'], path: (paths: ReturnType<typeof publicPaths>) => string,
  handle: (exchange: Exchange) => Promise<unknown>,
): PageRoute[] {
  return langs.map((lang) => ({
    method, path: decodeURIComponent(path(publicPaths(lang))) as `/${string}`, handle: (request, reply) => handle({ request, reply, lang }),
  }))
}
