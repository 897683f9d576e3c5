import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUuid, newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { commandIdOf, withForm, type SentForm } from '#platform/http/form.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { refusalText } from '#web/i18n/index.ts'
import { waitWords } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import type { Regency } from '#modules/people/index.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { receiveFormPhotos, type FormPhotos } from '#platform/http/form-photos.ts'
import { deviceOf, countSending, openReceipt, receiptOf } from './receipt.actions.ts'
import { followReport } from './follow.actions.ts'
import { sendLookup } from './follow-page.routes.ts'
import { createReport, listDraftProblems } from './report.actions.ts'
import { reportLimits, type ReportDraft } from './report.contract.ts'
import type { FormProblem, FormValues, ReportPlaces } from './report-form.contract.ts'
import { areaOfPoster, candidatesOf, draftOfForm, emptyForm, listReportPlaces, readFormValues } from './report-form.rules.ts'

/** Keeps one form's id while it is being filled in, so that two tabs of one browser are one report. */
const formCookie = 'kentongan_lapor'
/** The id of what this browser sent last: whoever goes back to the form and sends the same words again gets the same receipt. */
const sentCookie = 'kentongan_lapor_terkirim'

/** The report form and its receipt. */
export function reportPages(deps: PublicDeps): readonly PageRoute[] {
  return [
    ...inEachLanguage('GET', (paths) => paths.report(), (exchange) => showForm(deps, exchange)),
    ...inEachLanguage('POST', (paths) => paths.report(), (exchange) => takeForm(deps, exchange)),
    ...inEachLanguage('GET', (paths) => paths.reportSent(':code'), (exchange) => showReceipt(deps, exchange)),
  ]
}

async function showForm(deps: PublicDeps, { request, reply, lang }: Exchange): Promise<FastifyReply> {
  const { desa } = request.query as { desa?: unknown }
  const area = typeof desa === 'string' ? areaOfPoster(deps.regency.areas, desa) : undefined
  const values = area === undefined ? emptyForm : { ...emptyForm, area: String(area) }
  return sendForm(deps, { request, reply, lang }, { commandId: keepFormId(request, reply), values })
}

/** The id of the form that this browser has open and unsent, or a new one. */
function keepFormId(request: FastifyRequest, reply: FastifyReply): string {
  const known = request.cookies[formCookie]
  if (known !== undefined && isUuid(known)) return known.toLowerCase()
  const fresh = newId()
  setFormId(reply, fresh)
  return fresh
}

function setFormId(reply: FastifyReply, id: string): void {
  reply.setCookie(formCookie, id, { ...cookieManners, maxAge: 86_400 })
}

const cookieManners = { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const

interface FormShown {
  readonly commandId: string
  readonly values: FormValues
  readonly status?: number
  readonly problems?: readonly FormProblem[]
  readonly photos?: FormPhotos
  readonly sentCode?: string
  readonly busy?: string
}

function sendForm(deps: PublicDeps, { request, reply, lang }: Exchange, shown: FormShown): FastifyReply {
  const problems = shown.problems ?? []
  const html = deps.pages.render('report', {
    page: publicPage(deps, request, lang), commandId: shown.commandId, values: shown.values, problems, places: placesOf(deps.regency),
    candidates: candidatesOf(problems, deps.regency.areas), keptPhotos: shown.photos?.kept ?? [],
    ...(shown.sentCode !== undefined && { sentCode: shown.sentCode }), ...(shown.busy !== undefined && { busy: shown.busy }),
  })
  return sendHtml(reply, html, shown.status ?? 200)
}

const places = new WeakMap<Regency, ReportPlaces>()

function placesOf(regency: Regency): ReportPlaces {
  const known = places.get(regency) ?? listReportPlaces(regency.areas)
  places.set(regency, known)
  return known
}

async function takeForm(deps: PublicDeps, exchange: Exchange): Promise<FastifyReply> {
  return withForm(exchange.request, { files: reportLimits.photos, fileBytes: reportLimits.photoBytes }, (form) => takeSent(deps, exchange, form))
}

async function takeSent(deps: PublicDeps, exchange: Exchange, form: SentForm): Promise<FastifyReply> {
  const { request, reply, lang } = exchange
  const values = readFormValues(new Map([...form.fields].map(([name, sent]) => [name, sent[0] ?? ''])))
  const commandId = commandIdOf(form)
  const counted = await countSending(deps, { kind: 'report', ip: request.ip })
  if (!counted.ok) return sendBusy(deps, exchange, { commandId, values, retryAfterSeconds: counted.error.retryAfterSeconds })
  const photos = await receiveFormPhotos(deps, form, reportLimits.photos)
  const draft = draftOfForm(values, photos.kept.map((photo) => photo.token))
  if (photos.problems.length > 0) {
    const problems = [...(await listDraftProblems(deps, draft)), ...photos.problems]
    return sendForm(deps, exchange, { commandId, values, photos, status: 422, problems })
  }
  const taken = await takeOnce(deps, exchange, { commandId, draft })
  if (taken.ok) {
    reply.clearCookie(formCookie, { path: '/' })
    return reply.redirect(publicPaths(lang).reportSent(taken.value.receiptCode), 303)
  }
  if (taken.error.kind === 'report_invalid') {
    return sendForm(deps, exchange, { commandId, values, photos, status: 422, problems: taken.error.problems })
  }
  const fresh = newId()
  setFormId(reply, fresh)
  return sendForm(deps, exchange, { commandId: fresh, values, photos, status: 409, sentCode: receiptOf(deps, commandId).code })
}

/** Asks first whether these words are those that the browser sent last. */
async function takeOnce(deps: PublicDeps, { request, reply }: Exchange, sent: { readonly commandId: string; readonly draft: ReportDraft }) {
  const bodySha256 = deps.keys.mac('command', canonicalJson(sent.draft))
  const takeAs = async (id: string) => {
    const taken = await createReport(deps, { actor: request.actor, command: { id, bodySha256 }, channel: 'web', device: deviceOf(request) }, sent.draft)
    if (taken.ok) reply.setCookie(sentCookie, id, { ...cookieManners, maxAge: 3_600 })
    return taken
  }
  const last = request.cookies[sentCookie]
  const again = last !== undefined && isUuid(last) ? await takeAs(last.toLowerCase()) : undefined
  return again?.ok === true ? again : takeAs(sent.commandId)
}

/** Nothing is taken for now; what was typed stays, and goes again with the same id. */
function sendBusy(deps: PublicDeps, exchange: Exchange, asked: FormShown & { readonly retryAfterSeconds: number }): FastifyReply {
  const { retryAfterSeconds, ...shown } = asked
  exchange.reply.header('retry-after', String(retryAfterSeconds))
  return sendForm(deps, exchange, { ...shown, status: 429, busy: waitWords(refusalText(exchange.lang, { kind: 'too_many_requests' }), { ...exchange, regency: deps.regency }) })
}

async function showReceipt(deps: PublicDeps, exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, lang } = exchange
  const { code: typed } = request.params as { code: string }
  const opened = await openReceipt(deps, { typed, ip: request.ip })
  if (!opened.ok) return sendLookup(deps, exchange, { typed, refusal: opened.error })
  const { code, secrecy } = opened.value
  const html = deps.pages.render('receipt', {
    page: publicPage(deps, request, lang), code, view: await followReport(deps, opened.value), isAnonymous: secrecy === 'anonymous',
    followUrl: `${deps.config.publicUrl ?? `${request.protocol}://${request.host}`}${publicPaths(lang).receipt(code)}`, now: deps.clock.now(),
  })
  return sendHtml(reply, html)
}
