import type { FastifyReply } from 'fastify'
import type { Command } from '#platform/act.ts'
import { commandIdOf, withForm, type SentForm } from '#platform/http/form.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { formatters } from '#web/i18n/format.ts'
import { publicMessages, waitWords } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { addToReport, checkAddition, followReport, judgeReport, type FollowRefused } from './follow.actions.ts'
import type { FollowForm } from './follow-forms.public.tsx'
import type { FollowDone } from './follow.public.tsx'
import type { ContactForm } from '#modules/response/contact/contact.public.tsx'
import { changeContacts, forgetContacts, showContacts } from '#modules/response/contact/contact.actions.ts'
import { receiveFormPhotos, type FormPhotos } from '#platform/http/form-photos.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { countSending, openReceipt, type TooManyRequests } from './receipt.actions.ts'
import { readCode } from '#platform/secrets/written-code.ts'
import { reportLimits } from './report.contract.ts'
import { problemWords } from './problem-words.rules.ts'
import type { OpenedReceipt } from './report.store.ts'
import type { Result } from '#platform/result.ts'

/** Following a report under its receipt code. */
export function followPages(deps: PublicDeps): readonly PageRoute[] {
  return [
    ...inEachLanguage('GET', (paths) => paths.follow, (exchange) => lookUp(deps, exchange)),
    ...inEachLanguage('GET', (paths) => paths.receipt(':code'), (exchange) => show(deps, exchange)),
    ...inEachLanguage('POST', (paths) => paths.receipt(':code'), (exchange) => take(deps, exchange)),
  ]
}

/** Shows where the number is typed; a number that can be one is taken to its page, which alone knows whether it opens something. */
async function lookUp(deps: PublicDeps, exchange: Exchange): Promise<FastifyReply> {
  const { nomor } = exchange.request.query as { nomor?: unknown }
  if (typeof nomor !== 'string' || nomor.trim() === '') return sendLookup(deps, exchange, {})
  const isCode = readCode(deps.regency.receiptPrefix, nomor) !== undefined
  if (!isCode) return sendLookup(deps, exchange, { typed: nomor, refusal: { kind: 'not_found' } })
  return exchange.reply.redirect(publicPaths(exchange.lang).receipt(nomor.trim()), 303)
}

interface LookupShown {
  readonly typed?: string
  readonly refusal?: { readonly kind: 'not_found' } | TooManyRequests
}

/** The look-up page, also as the one answer to every number that opens nothing. */
export function sendLookup(deps: PublicDeps, { request, reply, lang }: Exchange, { typed, refusal }: LookupShown): FastifyReply {
  const m = publicMessages(lang).lookupPage
  const page = { ...publicPage(deps, request, lang), address: publicPaths('id').follow }
  if (refusal === undefined) return sendHtml(reply, deps.pages.render('lookup', { page }))
  if (refusal.kind === 'too_many_requests') reply.header('retry-after', String(refusal.retryAfterSeconds))
  const error = refusal.kind === 'not_found' ? m.unknown : waitWords(m.tooMany, { lang, regency: deps.regency })
  const shown = { page, error, ...(typed !== undefined && { typed: typed.slice(0, 64) }) }
  return sendHtml(reply, deps.pages.render('lookup', shown), refusal.kind === 'not_found' ? 404 : 429)
}

type Opened = OpenedReceipt & { readonly code: string }

async function open(deps: PublicDeps, { request }: Exchange): Promise<{ typed: string; opened: Awaited<ReturnType<typeof openReceipt>> }> {
  const { code: typed } = request.params as { code: string }
  return { typed, opened: await openReceipt(deps, { typed, ip: request.ip }) }
}

async function show(deps: PublicDeps, exchange: Exchange): Promise<FastifyReply> {
  const { typed, opened } = await open(deps, exchange)
  if (!opened.ok) return sendLookup(deps, exchange, { typed, refusal: opened.error })
  const { kabar } = exchange.request.query as { kabar?: unknown }
  const done = typeof kabar === 'string' ? doneWords.get(kabar) : undefined
  return sendFollow(deps, exchange, { opened: opened.value, ...(done !== undefined && { done }) })
}

/** What was done, as it stands in the address. */
const doneWords: ReadonlyMap<string, FollowDone> = new Map([
  ['terkirim', 'sent'], ['dibuka', 'reopened'], ['cara-diganti', 'contactChanged'], ['kontak-dihapus', 'contactForgotten'],
])

interface FollowShown {
  readonly opened: Opened
  readonly done?: FollowDone
  readonly form?: Partial<FollowForm>
  readonly status?: number
}

async function sendFollow(deps: PublicDeps, { request, reply, lang }: Exchange, { opened, ...shown }: FollowShown): Promise<FastifyReply> {
  const [view, contacts] = await Promise.all([followReport(deps, opened), showContacts(deps, opened)])
  const contact = contactForm({ isOpen: (request.query as { ubah?: unknown }).ubah === 'kabar' })
  const form = { addCommandId: newId(), judgeCommandId: newId(), words: '', why: '', keptPhotos: [], contact, ...shown.form }
  const page = { ...publicPage(deps, request, lang), address: publicPaths('id').receipt(opened.code) }
  const html = deps.pages.render('follow', {
    page, code: opened.code, view, now: deps.clock.now(), form, contacts, isAnonymous: opened.secrecy === 'anonymous', ...(shown.done && { done: shown.done }),
  })
  return sendHtml(reply, html, shown.status ?? 200)
}

async function take(deps: PublicDeps, exchange: Exchange): Promise<FastifyReply> {
  const { typed, opened } = await open(deps, exchange)
  if (!opened.ok) return sendLookup(deps, exchange, { typed, refusal: opened.error })
  const counted = await countSending(deps, { kind: 'report', ip: exchange.request.ip })
  if (!counted.ok) return sendLookup(deps, exchange, { typed, refusal: counted.error })
  return withForm(exchange.request, { files: reportLimits.photos, fileBytes: reportLimits.photoBytes }, (form) => {
    const act = form.fields.get('act')?.[0]
    const takeSent = takers.get(act ?? '') ?? takeAddition
    return takeSent(deps, exchange, { opened: opened.value, form })
  })
}

interface Taken {
  readonly opened: Opened
  readonly form: SentForm
}

const takers: ReadonlyMap<string, (deps: PublicDeps, exchange: Exchange, taken: Taken) => Promise<FastifyReply>> = new Map([
  ['helped', takeJudgement], ['not_helped', takeJudgement], ['contact', takeContact], ['forget', takeForgetting],
])

async function takeContact(deps: PublicDeps, exchange: Exchange, { opened, form }: Taken): Promise<FastifyReply> {
  const field = (name: string): string => form.fields.get(name)?.[0] ?? ''
  const typed = { tellBy: field('tellBy'), phone: field('phone'), email: field('email') }
  const call = { holder: opened, lang: exchange.lang, command: commandOf(deps, form, { code: opened.code, ...typed }) }
  const done = await changeContacts(deps, call, typed)
  if (done.ok) return back(exchange, opened, 'cara-diganti')
  const m = publicMessages(exchange.lang)
  const [problem] = done.error.kind === 'contact_invalid' ? done.error.problems : []
  const error = problem === undefined ? { id: 'phone', message: m.followPage.changed } : { id: problem.field, message: m.contactPart.problems[problem.kind] }
  return sendFollow(deps, exchange, { opened, status: problem === undefined ? 409 : 422, form: { contact: contactForm({ typed, error }) } })
}

async function takeForgetting(deps: PublicDeps, exchange: Exchange, { opened, form }: Taken): Promise<FastifyReply> {
  const done = await forgetContacts(deps, { holder: opened, lang: exchange.lang, command: commandOf(deps, form, { code: opened.code, forget: true }) })
  if (done.ok) return back(exchange, opened, 'kontak-dihapus')
  return sendFollow(deps, exchange, { opened, status: 409, form: { contact: contactForm({ isOpen: true }) } })
}

function contactForm(shown: Partial<ContactForm>): ContactForm {
  return { commandId: newId(), forgetCommandId: newId(), typed: { tellBy: '', phone: '', email: '' }, isOpen: false, ...shown }
}

async function takeAddition(deps: PublicDeps, exchange: Exchange, { opened, form }: Taken): Promise<FastifyReply> {
  const { lang } = exchange
  const words = form.fields.get('words')?.[0] ?? ''
  const photos = await receiveFormPhotos(deps, form, reportLimits.photos)
  const tokens = photos.kept.map((photo) => photo.token)
  const typed = { words, keptPhotos: photos.kept, addCommandId: commandIdOf(form) }
  const error = additionError(exchange, { words, tokens, photos })
  if (error !== undefined) return sendFollow(deps, exchange, { opened, status: 422, form: { ...typed, error } })
  const command = commandOf(deps, form, { code: opened.code, words, tokens })
  const done = await addToReport(deps, { receipt: opened, command }, { words, photos: tokens })
  if (done.ok) return back(exchange, opened, 'terkirim')
  const message = publicMessages(lang).followPage.changed
  return sendFollow(deps, exchange, { opened, status: 409, form: { ...typed, addCommandId: newId(), error: { id: 'words', message } } })
}

function additionError(
  { lang }: Exchange, sent: { words: string; tokens: readonly string[]; photos: FormPhotos },
): FollowForm['error'] | undefined {
  const [first] = sent.photos.problems
  if (first !== undefined) return { id: 'photos', message: problemWords(lang, first) }
  return wordsError({ lang, id: 'words' }, checkAddition({ words: sent.words, photos: sent.tokens }))
}

async function takeJudgement(deps: PublicDeps, exchange: Exchange, { opened, form }: Taken): Promise<FastifyReply> {
  const { lang } = exchange
  const helped = form.fields.get('act')?.[0] === 'helped'
  const why = form.fields.get('why')?.[0] ?? ''
  const wrong = helped ? undefined : wordsError({ lang, id: 'why' }, checkAddition({ words: why, photos: [] }))
  if (wrong !== undefined) return sendFollow(deps, exchange, { opened, status: 422, form: { why, judgeCommandId: commandIdOf(form), error: wrong } })
  const command = commandOf(deps, form, { code: opened.code, helped, why })
  const done: Result<unknown, FollowRefused> = await judgeReport(deps, { receipt: opened, command }, { helped, words: why })
  if (done.ok) return back(exchange, opened, helped ? 'terkirim' : 'dibuka')
  const message = publicMessages(lang).followPage.changed
  return sendFollow(deps, exchange, { opened, status: 409, form: { why, error: { id: 'why', message } } })
}

function wordsError(
  { lang, id }: { lang: Exchange['lang']; id: 'words' | 'why' }, problem: ReturnType<typeof checkAddition>,
): FollowForm['error'] | undefined {
  const m = publicMessages(lang)
  const number = formatters(lang).number
  if (problem === undefined) return undefined
  if (problem === 'words_missing') return { id, message: id === 'words' ? m.followPage.wordsMissing : m.followPage.whyMissing }
  if (problem === 'too_many_photos') return { id: 'photos', message: m.reportProblems.too_many_photos({ maximum: number(reportLimits.photos) }) }
  return { id, message: m.followPage.wordsTooLong({ maximum: number(reportLimits.storyLength) }) }
}

/** Back to the report by an address of its own, so that loading it again sends nothing again. */
function back({ reply, lang }: Exchange, opened: Opened, kabar: string): FastifyReply {
  return reply.redirect(`${publicPaths(lang).receipt(opened.code)}?kabar=${kabar}`, 303)
}

function commandOf(deps: PublicDeps, form: SentForm, body: object): Command {
  return { id: commandIdOf(form), bodySha256: deps.keys.mac('command', canonicalJson(body)) }
}
