import type { FastifyReply } from 'fastify'
import { publicActor } from '#platform/db/actor.ts'
import { checkAttempts, countAttempt, type TooManyRequests } from '#platform/http/attempts.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { readCode } from '#platform/secrets/written-code.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { addresseeName, macOfSigns } from './letter.actions.ts'
import { findLetterByCode, type CheckedLetter } from './referral.store.ts'

/** Only wrong codes count: 60 bits cannot be guessed at this pace. */
const codeLimit = { kind: 'referral_code', attempts: 40, windowMinutes: 15 } as const

/** Whether a printed referral letter is real, by the code on it. */
export function letterCheckPages(deps: PublicDeps): readonly PageRoute[] {
  return inEachLanguage('GET', (paths) => paths.referral(':code'), (exchange) => check(deps, exchange))
}

async function check(deps: PublicDeps, { request, reply, lang }: Exchange): Promise<FastifyReply> {
  const { code: typed } = request.params as { code: string }
  const found = await openLetter(deps, { typed, ip: request.ip })
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

/** Codes that nobody has, that cannot be, and that were guessed get one answer. */
async function openLetter(deps: PublicDeps, asked: { typed: string; ip: string }): Promise<Result<CheckedLetter, { readonly kind: 'not_found' } | TooManyRequests>> {
  const may = await checkAttempts(deps, codeLimit, asked.ip)
  if (!may.ok) return may
  const signs = readCode(deps.regency.receiptPrefix, asked.typed)
  const found = signs === undefined ? undefined : await deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => findLetterByCode(tx, macOfSigns(deps, signs)))
  if (found !== undefined) return ok(found)
  const counted = await countAttempt(deps, codeLimit, asked.ip)
  return counted.ok ? err({ kind: 'not_found' }) : counted
}
