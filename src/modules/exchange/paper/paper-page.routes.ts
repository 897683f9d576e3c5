import type { FastifyReply } from 'fastify'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { publicMessages, waitWords } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { checkPaper } from './paper.actions.ts'

/** Whether a printed paper is real, by the code on it: one address for minutes, decrees and letters. Letters that say `/rujukan` lead there. */
export function paperPages(deps: PublicDeps): readonly PageRoute[] {
  return [
    ...inEachLanguage('GET', (paths) => paths.check(), (exchange) => ask(deps, exchange)),
    ...inEachLanguage('GET', (paths) => paths.check(':code'), (exchange) => check(deps, exchange)),
    ...inEachLanguage('GET', (paths) => paths.referral(':code'), async ({ request, reply, lang }) => {
      const { code } = request.params as { code: string }
      return reply.redirect(publicPaths(lang).check(code.slice(0, 64)), 308)
    }),
  ]
}

async function ask(deps: PublicDeps, { request, reply, lang }: Exchange): Promise<FastifyReply> {
  const { nomor } = request.query as { nomor?: unknown }
  if (typeof nomor === 'string' && nomor.trim() !== '') return reply.redirect(publicPaths(lang).check(nomor.trim().slice(0, 64)), 303)
  return sendHtml(reply, deps.pages.render('paper', { page: publicPage(deps, request, lang) }))
}

/** Codes that nobody has and codes that cannot be get one answer. */
async function check(deps: PublicDeps, { request, reply, lang }: Exchange): Promise<FastifyReply> {
  const { code: typed } = request.params as { code: string }
  const checked = await checkPaper(deps, { typed, ip: request.ip, lang })
  if (checked.ok) return sendHtml(reply, deps.pages.render('paper', { page: publicPage(deps, request, lang), paper: checked.value }))
  const m = publicMessages(lang).paperPage
  if (checked.error.kind === 'too_many_requests') reply.header('retry-after', String(checked.error.retryAfterSeconds))
  const isUnknown = checked.error.kind === 'not_found'
  const page = { ...publicPage(deps, request, lang), address: publicPaths('id').check() }
  const error = isUnknown ? m.unknown : waitWords(m.tooMany, page)
  return sendHtml(reply, deps.pages.render('paper', { page, typed: typed.slice(0, 64), error }), isUnknown ? 404 : 429)
}
