import type { FastifyReply } from 'fastify'
import { getArea } from '#modules/people/index.ts'
import { codeOf, openByCode } from '#platform/http/held-code.ts'
import { listVillageChoices } from '#modules/registry/proposal/proposal-form.rules.ts'
import { proposerOf } from '#modules/registry/proposal/proposal-page.routes.ts'
import { countAttempt, type TooManyRequests } from '#platform/http/attempts.ts'
import { commandIdOf, withForm, type SentForm } from '#platform/http/form.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { dayOf } from '#platform/day.ts'
import { newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { cleanText, lengthOf } from '#platform/words.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { refusalText } from '#web/i18n/index.ts'
import { publicMessages, waitWords } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { appealObjection, createObjection } from './objection.actions.ts'
import { ObjectionClaim, objectionLimits, type ObjectionDraft } from './objection.contract.ts'
import { objectionWords } from './objection.routes.ts'
import { emptyObjectionForm, type ObjectionFormValues } from './objection-form.rules.ts'
import { findObjectionByCode } from './objection.store.ts'

const sendingLimit = { kind: 'objection', attempts: 120, windowMinutes: 60 } as const

/** Objecting without an account, and the answer under its number. */
export function objectionPages(deps: PublicDeps): readonly PageRoute[] {
  return [
    ...inEachLanguage('GET', (paths) => paths.object(), async (exchange) => {
      const { nomor } = exchange.request.query as { nomor?: unknown }
      if (typeof nomor === 'string' && nomor.trim() !== '') return exchange.reply.redirect(publicPaths(exchange.lang).objection(nomor.trim().slice(0, 64)), 303)
      return sendForm(deps, exchange, { commandId: newId(), values: emptyObjectionForm })
    }),
    ...inEachLanguage('POST', (paths) => paths.object(), (exchange) => withForm(exchange.request, { files: 0, fileBytes: 1 }, (form) => take(deps, exchange, form))),
    ...inEachLanguage('GET', (paths) => paths.objection(':code'), (exchange) => follow(deps, exchange)),
    ...inEachLanguage('POST', (paths) => paths.objection(':code'), (exchange) => withForm(exchange.request, { files: 0, fileBytes: 1 }, (form) => appeal(deps, exchange, form))),
  ]
}

interface Shown {
  readonly commandId: string
  readonly values: ObjectionFormValues
  readonly status?: number
  readonly errors?: readonly { readonly id: string; readonly message: string }[]
  readonly notice?: string
  readonly sentCode?: string
}

function sendForm(deps: PublicDeps, { request, reply, lang }: Exchange, shown: Shown): FastifyReply {
  const { status = 200, errors = [], ...rest } = shown
  const page = { ...publicPage(deps, request, lang), address: publicPaths('id').object() }
  return sendHtml(reply, deps.pages.render('objection', { ...rest, page, errors, villages: listVillageChoices(deps.regency.areas) }), status)
}

async function take(deps: PublicDeps, exchange: Exchange, form: SentForm): Promise<FastifyReply> {
  const { request, reply, lang } = exchange
  const values = Object.fromEntries(Object.keys(emptyObjectionForm).map((name) => [name, form.fields.get(name)?.[0] ?? ''])) as unknown as ObjectionFormValues
  const commandId = commandIdOf(form)
  const counted = await countAttempt(deps, sendingLimit, request.ip)
  if (!counted.ok) {
    reply.header('retry-after', String(counted.error.retryAfterSeconds))
    return sendForm(deps, exchange, { commandId, values, status: 429, notice: waitWords(refusalText(lang, counted.error), { lang, regency: deps.regency }) })
  }
  const draft = draftOf(values)
  const command = { id: commandId, bodySha256: deps.keys.mac('command', canonicalJson(draft)) }
  const taken = await createObjection(deps, { actor: proposerOf(request.actor), command, channel: 'web' }, draft)
  if (taken.ok) return reply.redirect(publicPaths(lang).objection(taken.value.code), 303)
  if (taken.error.kind === 'objection_invalid') {
    const errors = taken.error.problems.map((problem) => ({ id: problem.field === 'areaId' ? 'area' : problem.field, message: objectionWords(lang, problem) }))
    return sendForm(deps, exchange, { commandId, values, status: 422, errors })
  }
  return sendForm(deps, exchange, { commandId: newId(), values, status: 409, sentCode: codeOf(deps, 'registry.objection', commandId).code })
}

function draftOf({ claim, area, ...texts }: ObjectionFormValues): ObjectionDraft {
  const read = ObjectionClaim.safeParse(claim)
  return { ...texts, ...(read.success && { claim: read.data }), ...(/^\d{1,6}$/.test(area) && { areaId: Number(area) }) }
}

interface Appealing {
  readonly words: string
  readonly commandId: string
  readonly error?: string
}

/** The holder of the code asks for a second look at the answer. */
async function appeal(deps: PublicDeps, exchange: Exchange, form: SentForm): Promise<FastifyReply> {
  const { request, reply, lang } = exchange
  const commandId = commandIdOf(form)
  const words = cleanText(form.fields.get('words')?.[0] ?? '')
  const m = publicMessages(lang).objectionPage
  if (words === '') return follow(deps, exchange, { words, commandId, error: m.problems.words_missing })
  if (lengthOf(words) > objectionLimits.wordsLength) return follow(deps, exchange, { words, commandId, error: m.appealTooLong })
  const opened = await open(deps, exchange)
  if (!opened.ok) return refuse(deps, exchange, opened.error)
  const command = { id: commandId, bodySha256: deps.keys.mac('command', canonicalJson({ code: opened.value.code, words })) }
  const done = await appealObjection(deps, { actor: proposerOf(request.actor), command }, { codeMac: opened.value.codeMac, words })
  if (done.ok) return reply.redirect(publicPaths(lang).objection(opened.value.code), 303)
  return follow(deps, exchange, { words, commandId: newId(), error: m.appealTooLate })
}

function open(deps: PublicDeps, { request }: Exchange) {
  const { code: typed } = request.params as { code: string }
  return openByCode(deps, { purpose: 'registry.objection', counter: 'registry_code', typed, ip: request.ip }, async (tx, codeMac) => {
    const found = await findObjectionByCode(tx, codeMac)
    return found && { ...found, codeMac }
  })
}

async function follow(deps: PublicDeps, exchange: Exchange, appealing: Appealing = { words: '', commandId: newId() }): Promise<FastifyReply> {
  const { request, reply, lang } = exchange
  const opened = await open(deps, exchange)
  if (opened.ok) {
    const { code, areaId, codeMac: _codeMac, ...objection } = opened.value
    const today = dayOf(deps.clock.now(), deps.regency.timeZone)
    const mayAppeal = objection.state === 'answered' && objection.appealUntil !== null && objection.appealUntil >= today
    const shown = { ...objection, villageName: getArea(deps.regency.areas, areaId).name }
    const html = deps.pages.render('objectionFollow', { page: publicPage(deps, request, lang), code, objection: shown, mayAppeal, appealing })
    return sendHtml(reply, html, appealing.error === undefined ? 200 : 422)
  }
  return refuse(deps, exchange, opened.error)
}

function refuse(deps: PublicDeps, exchange: Exchange, error: { readonly kind: 'not_found' } | TooManyRequests): FastifyReply {
  const { reply, lang } = exchange
  const m = publicMessages(lang).followRegisterPage
  const isUnknown = error.kind === 'not_found'
  if (error.kind === 'too_many_requests') reply.header('retry-after', String(error.retryAfterSeconds))
  return sendForm(deps, exchange, {
    commandId: newId(), values: emptyObjectionForm, status: isUnknown ? 404 : 429, errors: [{ id: 'nomor', message: isUnknown ? m.unknown : waitWords(m.tooMany, { lang, regency: deps.regency }) }],
  })
}
