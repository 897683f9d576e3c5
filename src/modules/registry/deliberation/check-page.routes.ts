import type { FastifyReply } from 'fastify'
import { findDistrictOf, getArea } from '#modules/people/index.ts'
import { openByCode } from '#platform/http/held-code.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { findMinutesByCode } from './deliberation.store.ts'

/** Whether printed minutes are real, by the code that is printed on them. */
export function checkPages(deps: PublicDeps): readonly PageRoute[] {
  return [
    ...inEachLanguage('GET', (paths) => paths.check(), async (exchange) => {
      const { nomor } = exchange.request.query as { nomor?: unknown }
      if (typeof nomor === 'string' && nomor.trim() !== '') return exchange.reply.redirect(publicPaths(exchange.lang).check(nomor.trim().slice(0, 64)), 303)
      return sendHtml(exchange.reply, deps.pages.render('checkMinutes', { page: publicPage(deps, exchange.request, exchange.lang) }))
    }),
    ...inEachLanguage('GET', (paths) => paths.check(':code'), (exchange) => check(deps, exchange)),
  ]
}

/** Codes that nobody has and codes that cannot be get one answer. */
async function check(deps: PublicDeps, { request, reply, lang }: Exchange): Promise<FastifyReply> {
  const { code: typed } = request.params as { code: string }
  const opened = await openByCode(deps, { purpose: 'registry.minutes', counter: 'registry_code', typed, ip: request.ip }, findMinutesByCode)
  const page = { ...publicPage(deps, request, lang), address: publicPaths('id').check() }
  if (!opened.ok) {
    const m = publicMessages(lang).checkPage
    if (opened.error.kind === 'too_many_requests') reply.header('retry-after', String(opened.error.retryAfterSeconds))
    const isUnknown = opened.error.kind === 'not_found'
    const shown = { page, typed: typed.slice(0, 64), error: isUnknown ? m.unknown : m.tooMany }
    return sendHtml(reply, deps.pages.render('checkMinutes', shown), isUnknown ? 404 : 429)
  }
  const { areaId, ...minutes } = opened.value
  const place = [getArea(deps.regency.areas, areaId).name, findDistrictOf(deps.regency.areas, areaId)?.name].filter((part) => part !== undefined).join(', ')
  return sendHtml(reply, deps.pages.render('checkMinutes', { page: publicPage(deps, request, lang), minutes: { ...minutes, place } }))
}
