import { dayOf } from '#platform/day.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { inEachLanguage, publicPage, type PublicDeps } from '#web/exchange.ts'
import { promisesOnDay } from './public-page.rules.ts'

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
