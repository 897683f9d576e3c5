import type { FastifyReply } from 'fastify'
import { openByCode } from '#platform/http/held-code.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { addresseeName, letterPurpose } from './letter.actions.ts'
import { findLetterByCode } from './referral.store.ts'

/** Whether a printed referral letter is real, by the code on it. Codes that nobody has, that cannot be, and that were guessed get one answer. */
export function letterCheckPages(deps: PublicDeps): readonly PageRoute[] {
  return inEachLanguage('GET', (paths) => paths.referral(':code'), (exchange) => check(deps, exchange))
}

async function check(deps: PublicDeps, { request, reply, lang }: Exchange): Promise<FastifyReply> {
  const { code: typed } = request.params as { code: string }
  const found = await openByCode(deps, { purpose: letterPurpose, counter: 'referral_code', typed, ip: request.ip }, findLetterByCode)
  const page = { ...publicPage(deps, request, lang), address: publicPaths('id').check() }
  if (!found.ok) {
    const m = publicMessages(lang).letterPage
    if (found.error.kind === 'too_many_requests') reply.header('retry-after', String(found.error.retryAfterSeconds))
    const isUnknown = found.error.kind === 'not_found'
    return sendHtml(reply, deps.pages.render('checkLetter', { page, error: isUnknown ? m.unknown : m.tooMany }), isUnknown ? 404 : 429)
  }
  const { regency } = deps
  const letter = found.value
  const nameOf = (officeId: number) => regency.offices.find((office) => office.officeId === officeId)?.name[lang] ?? ''
  const shown = {
    number: letter.number, issuedAt: letter.issuedAt, state: letter.state, sha256: letter.sha256, from: nameOf(letter.fromOfficeId),
    to: addresseeName(regency, letter)[lang], sector: regency.referrals.sectors.find(({ key }) => key === letter.sector)?.name[lang] ?? letter.sector,
  }
  return sendHtml(reply, deps.pages.render('checkLetter', { page: publicPage(deps, request, lang), letter: shown }))
}
