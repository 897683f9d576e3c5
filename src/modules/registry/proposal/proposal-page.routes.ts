import type { FastifyReply } from 'fastify'
import { getArea } from '#modules/people/index.ts'
import { publicActor, type Actor } from '#platform/db/actor.ts'
import { countAttempt, type TooManyRequests } from '#platform/http/attempts.ts'
import { commandIdOf, withForm, type SentForm } from '#platform/http/form.ts'
import { receiveFormPhotos, type FormPhotos } from '#platform/http/form-photos.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { refusalText } from '#web/i18n/index.ts'
import { publicMessages, waitWords } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { codeOf, openByCode } from '#platform/http/held-code.ts'
import { checkDraft } from './draft.rules.ts'
import type { FormProblem } from './problem-words.rules.ts'
import { createProposal } from './proposal.actions.ts'
import { ProposalKind, proposalLimits, type ProposalDraft } from './proposal.contract.ts'
import { draftOfProposalForm, emptyProposalForm, listVillageChoices, readProposalForm, type ProposalFormValues } from './proposal-form.rules.ts'
import { findByCode } from './proposal.store.ts'

/** Many send from one village hall. */
const sendingLimit = { kind: 'proposal', attempts: 120, windowMinutes: 60 } as const

/** Proposing without an account, and the proposal under its number. */
export function proposalPages(deps: PublicDeps): readonly PageRoute[] {
  return [
    ...inEachLanguage('GET', (paths) => paths.propose(), (exchange) => show(deps, exchange)),
    ...inEachLanguage('POST', (paths) => paths.propose(), (exchange) => (
      withForm(exchange.request, { files: proposalLimits.photos, fileBytes: proposalLimits.photoBytes }, (form) => take(deps, exchange, form))
    )),
    ...inEachLanguage('GET', (paths) => paths.proposal(':code'), (exchange) => follow(deps, exchange)),
  ]
}

async function show(deps: PublicDeps, exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, lang } = exchange
  const { jenis, nomor } = request.query as { jenis?: unknown; nomor?: unknown }
  if (typeof nomor === 'string' && nomor.trim() !== '') return reply.redirect(publicPaths(lang).proposal(nomor.trim().slice(0, 64)), 303)
  const kind = ProposalKind.safeParse(jenis)
  if (!kind.success) return sendHtml(reply, deps.pages.render('proposalChoice', { page: publicPage(deps, request, lang) }))
  return sendForm(deps, exchange, { commandId: newId(), values: { ...emptyProposalForm, kind: kind.data } })
}

interface Shown {
  readonly commandId: string
  readonly values: ProposalFormValues
  readonly status?: number
  readonly problems?: readonly FormProblem[]
  readonly photos?: FormPhotos
  readonly sentCode?: string
  readonly busy?: string
}

function sendForm(deps: PublicDeps, { request, reply, lang }: Exchange, shown: Shown): FastifyReply {
  const kind = ProposalKind.safeParse(shown.values.kind)
  const html = deps.pages.render('proposal', {
    page: { ...publicPage(deps, request, lang), address: publicPaths('id').propose({ kind: kind.data ?? 'in' }) }, kind: kind.data ?? 'in',
    commandId: shown.commandId, values: shown.values, problems: shown.problems ?? [], villages: listVillageChoices(deps.regency.areas),
    keptPhotos: shown.photos?.kept ?? [], ...(shown.sentCode !== undefined && { sentCode: shown.sentCode }),
    ...(shown.busy !== undefined && { busy: shown.busy }),
  })
  return sendHtml(reply, html, shown.status ?? 200)
}

async function take(deps: PublicDeps, exchange: Exchange, form: SentForm): Promise<FastifyReply> {
  const { request, reply, lang } = exchange
  const values = readProposalForm(form.fields)
  const commandId = commandIdOf(form)
  const counted = await countAttempt(deps, sendingLimit, request.ip)
  if (!counted.ok) return sendBusy(deps, exchange, { commandId, values, refusal: counted.error })
  const photos = await receiveFormPhotos(deps, form, proposalLimits.photos)
  const draft = draftOfProposalForm(values, photos.kept.map((photo) => photo.token))
  if (photos.problems.length > 0) {
    return sendForm(deps, exchange, { commandId, values, photos, status: 422, problems: [...problemsOf(deps, draft), ...photos.problems] })
  }
  const command = { id: commandId, bodySha256: deps.keys.mac('command', canonicalJson(draft)) }
  const taken = await createProposal(deps, { actor: proposerOf(request.actor), command, channel: 'web' }, draft)
  if (taken.ok) return reply.redirect(publicPaths(lang).proposal(taken.value.code), 303)
  if (taken.error.kind === 'proposal_invalid') {
    return sendForm(deps, exchange, { commandId, values, photos, status: 422, problems: taken.error.problems })
  }
  return sendForm(deps, exchange, { commandId: newId(), values, photos, status: 409, sentCode: codeOf(deps, 'registry.proposal', commandId).code })
}

/** A resident who is signed in finds the proposal again; anybody else is nobody here, whatever they are at work. */
export function proposerOf(actor: Actor): Actor {
  return actor.grants.has('registry.proposal.own') ? actor : publicActor(actor.regencyId)
}

function problemsOf(deps: PublicDeps, draft: ProposalDraft): readonly FormProblem[] {
  const checked = checkDraft(draft, { areas: deps.regency.areas, criteria: deps.regency.proposals.criteria })
  return checked.ok ? [] : checked.error
}

/** Nothing is taken for now; what was typed stays, and goes again with the same id. */
function sendBusy(deps: PublicDeps, exchange: Exchange, asked: Shown & { readonly refusal: TooManyRequests }): FastifyReply {
  const { refusal, ...shown } = asked
  exchange.reply.header('retry-after', String(refusal.retryAfterSeconds))
  return sendForm(deps, exchange, { ...shown, status: 429, busy: waitWords(refusalText(exchange.lang, refusal), { ...exchange, regency: deps.regency }) })
}

async function follow(deps: PublicDeps, { request, reply, lang }: Exchange): Promise<FastifyReply> {
  const { code: typed } = request.params as { code: string }
  const opened = await openByCode(deps, { purpose: 'registry.proposal', counter: 'registry_code', typed, ip: request.ip }, findByCode)
  const page = publicPage(deps, request, lang)
  if (!opened.ok) {
    const m = publicMessages(lang).followRegisterPage
    if (opened.error.kind === 'too_many_requests') reply.header('retry-after', String(opened.error.retryAfterSeconds))
    const isUnknown = opened.error.kind === 'not_found'
    const shown = { page: { ...page, address: publicPaths('id').propose() }, typed: typed.slice(0, 64), error: isUnknown ? m.unknown : waitWords(m.tooMany, page) }
    return sendHtml(reply, deps.pages.render('proposalLookup', shown), isUnknown ? 404 : 429)
  }
  const { code, kind, state, submittedAt, month, steps, areaId } = opened.value
  const followUrl = `${deps.config.publicUrl ?? `${request.protocol}://${request.host}`}${publicPaths(lang).proposal(code)}`
  const proposal = { kind, state, submittedAt, month, steps, villageName: getArea(deps.regency.areas, areaId).name }
  return sendHtml(reply, deps.pages.render('proposalFollow', { page, code, proposal, followUrl }))
}
