import type { FastifyReply } from 'fastify'
import { getArea } from '#modules/people/index.ts'
import { codeOf, openByCode } from '#modules/registry/proposal/code.actions.ts'
import { listVillageChoices } from '#modules/registry/proposal/proposal-form.rules.ts'
import { proposerOf } from '#modules/registry/proposal/proposal-page.routes.ts'
import { publicActor } from '#platform/db/actor.ts'
import { countAttempt } from '#platform/http/attempts.ts'
import { withForm, type SentForm } from '#platform/http/form.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { isUuid, newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { refusalText } from '#web/i18n/index.ts'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { createObjection } from './objection.actions.ts'
import { ObjectionClaim, type ObjectionDraft } from './objection.contract.ts'
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
  const sentId = form.fields.get('commandId')?.[0] ?? ''
  const commandId = isUuid(sentId) ? sentId.toLowerCase() : newId()
  const counted = await countAttempt(deps, sendingLimit, request.ip)
  if (!counted.ok) {
    reply.header('retry-after', String(counted.error.retryAfterSeconds))
    return sendForm(deps, exchange, { commandId, values, status: 429, notice: refusalText(lang, counted.error) })
  }
  const draft = draftOf(values)
  const command = { id: commandId, bodySha256: deps.keys.mac('command', canonicalJson(draft)) }
  const taken = await createObjection(deps, { actor: proposerOf(request.actor), command, channel: 'web' }, draft)
  if (taken.ok) return reply.redirect(publicPaths(lang).objection(taken.value.code), 303)
  if (taken.error.kind === 'objection_invalid') {
    const errors = taken.error.problems.map((problem) => ({ id: problem.field === 'areaId' ? 'area' : problem.field, message: objectionWords(lang, problem) }))
    return sendForm(deps, exchange, { commandId, values, status: 422, errors })
  }
  return sendForm(deps, exchange, { commandId: newId(), values, status: 409, sentCode: codeOf(deps, 'objection', commandId).code })
}

function draftOf({ claim, area, ...texts }: ObjectionFormValues): ObjectionDraft {
  const read = ObjectionClaim.safeParse(claim)
  return { ...texts, ...(read.success && { claim: read.data }), ...(/^\d{1,6}$/.test(area) && { areaId: Number(area) }) }
}

async function follow(deps: PublicDeps, exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, lang } = exchange
  const { code: typed } = request.params as { code: string }
  const opened = await openByCode(deps, { kind: 'objection', typed, ip: request.ip }, (mac) => (
    deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => findObjectionByCode(tx, mac))
  ))
  if (opened.ok) {
    const { code, areaId, ...objection } = opened.value
    const shown = { page: publicPage(deps, request, lang), code, objection: { ...objection, villageName: getArea(deps.regency.areas, areaId).name } }
    return sendHtml(reply, deps.pages.render('objectionFollow', shown))
  }
  const m = publicMessages(lang).followRegisterPage
  const isUnknown = opened.error.kind === 'not_found'
  if (opened.error.kind === 'too_many_requests') reply.header('retry-after', String(opened.error.retryAfterSeconds))
  return sendForm(deps, exchange, {
    commandId: newId(), values: emptyObjectionForm, status: isUnknown ? 404 : 429, errors: [{ id: 'nomor', message: isUnknown ? m.unknown : m.tooMany }],
  })
}
