import type { FastifyReply } from 'fastify'
import { countSending, openReceipt } from '#modules/response/report/receipt.actions.ts'
import { sendLookup } from '#modules/response/report/follow-page.routes.ts'
import { commandIdOf, withForm, type SentForm } from '#platform/http/form.ts'
import { sendHtml, type PageRoute } from '#platform/http/page.ts'
import { newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { inEachLanguage, publicPage, type Exchange, type PublicDeps } from '#web/exchange.ts'
import { formatters } from '#web/i18n/format.ts'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { findSurveyState, rateService, type SurveyState } from './satisfaction.actions.ts'
import { elements, longestWords, type SatisfactionDraft, type SatisfactionProblem } from './satisfaction.contract.ts'
import { readSatisfaction } from './satisfaction.rules.ts'

const emptyDraft: SatisfactionDraft = { marks: {}, words: '' }

/** The survey about the service, under the receipt code. */
export function satisfactionPages(deps: PublicDeps): readonly PageRoute[] {
  return [
    ...inEachLanguage('GET', (paths) => paths.satisfaction(':code'), async (exchange) => {
      const opened = await open(deps, exchange)
      if (!opened.ok) return sendLookup(deps, exchange, { typed: codeIn(exchange), refusal: opened.error })
      return sendPage(deps, exchange, { code: opened.value.code, state: await findSurveyState(deps, opened.value), draft: emptyDraft })
    }),
    ...inEachLanguage('POST', (paths) => paths.satisfaction(':code'), (exchange) => take(deps, exchange)),
  ]
}

function codeIn({ request }: Exchange): string {
  return (request.params as { code: string }).code
}

function open(deps: PublicDeps, exchange: Exchange): ReturnType<typeof openReceipt> {
  return openReceipt(deps, { typed: codeIn(exchange), ip: exchange.request.ip })
}

interface Shown {
  readonly code: string
  readonly state: SurveyState
  readonly draft: SatisfactionDraft
  readonly commandId?: string
  readonly problems?: readonly SatisfactionProblem[]
  readonly status?: number
}

function sendPage(deps: PublicDeps, { request, reply, lang }: Exchange, { problems = [], status = 200, commandId = newId(), ...shown }: Shown): FastifyReply {
  const m = publicMessages(lang).satisfactionPage
  const page = { ...publicPage(deps, request, lang), address: publicPaths('id').satisfaction(shown.code) }
  const errors = problems.map(({ field, kind }) => ({
    id: field, message: kind === 'too_long' ? m.wordsTooLong({ maximum: formatters(lang).number(longestWords) }) : m.markMissing({ question: m.elements[field].question }),
  }))
  return sendHtml(reply, deps.pages.render('satisfaction', { ...shown, page, commandId, errors }), status)
}

async function take(deps: PublicDeps, exchange: Exchange): Promise<FastifyReply> {
  const opened = await open(deps, exchange)
  if (!opened.ok) return sendLookup(deps, exchange, { typed: codeIn(exchange), refusal: opened.error })
  const counted = await countSending(deps, { kind: 'report', ip: exchange.request.ip })
  if (!counted.ok) return sendLookup(deps, exchange, { typed: codeIn(exchange), refusal: counted.error })
  return withForm(exchange.request, { files: 0, fileBytes: 1 }, async (form) => {
    const draft = draftOf(form)
    const commandId = commandIdOf(form)
    const { code } = opened.value
    const read = readSatisfaction(draft)
    if (read.value === undefined) return sendPage(deps, exchange, { code, state: 'open', draft, commandId, problems: read.problems, status: 422 })
    const command = { id: commandId, bodySha256: deps.keys.mac('command', canonicalJson({ code, ...read.value })) }
    const done = await rateService(deps, { receipt: opened.value, command }, read.value)
    if (done.ok || done.error.kind === 'survey_answered') return exchange.reply.redirect(publicPaths(exchange.lang).satisfaction(code), 303)
    return sendPage(deps, exchange, { code, state: await findSurveyState(deps, opened.value), draft, status: 409 })
  })
}

function draftOf(form: SentForm): SatisfactionDraft {
  const sent = (name: string): string => form.fields.get(name)?.[0] ?? ''
  return { marks: Object.fromEntries(elements.map((element) => [element, sent(element)])), words: sent('words') }
}
