import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '#deps.ts'
import { dayOf } from '#platform/day.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { langs, type Lang } from '#web/i18n/lang.ts'
import type { PublicPage } from '#web/public/layout.tsx'
import { publicPaths } from '#web/routes.ts'
import { promisesOnDay } from './public-page.rules.ts'

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

/** The pages that say what this is and who sees what. */
export function publicPages(deps: PublicDeps): readonly PageRoute[] {
  return [
    ...inEachLanguage('GET', (paths) => paths.home, async ({ request, reply, lang }) => {
      const promises = promisesOnDay(deps.regency, dayOf(deps.clock.now(), deps.regency.timeZone))
      return sendHtml(reply, deps.pages.render('home', { page: publicPage(deps, request, lang), promises }))
    }),
    ...inEachLanguage('GET', (paths) => paths.privacy, async ({ request, reply, lang }) =>
      sendHtml(reply, deps.pages.render('privacy', { page: publicPage(deps, request, lang) }))),
  ]
}
