import { publicActor } from '#platform/db/actor.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { inEachLanguage, publicPage, type PublicDeps } from '#web/exchange.ts'
import { listPublications } from './performance.store.ts'

/** What everybody may read about how the regency answers. */
export function performancePages(deps: PublicDeps): readonly PageRoute[] {
  return inEachLanguage('GET', (paths) => paths.performance(), async ({ request, reply, lang }) => {
    const made = await deps.db.asActor(publicActor(deps.regency.regencyId), listPublications)
    const { bulan } = request.query as { bulan?: unknown }
    const shown = made.find(({ month }) => month === bulan) ?? made[0]
    const page = publicPage(deps, request, lang)
    return sendHtml(reply, deps.pages.render('performance', { page, months: made.map(({ month }) => month), ...(shown && { shown: shown.figures }) }))
  })
}
