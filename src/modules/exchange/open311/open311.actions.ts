import { uuidOf } from '#modules/exchange/chat/deed.actions.ts'
import { openWithKey } from '#modules/exchange/key/key.actions.ts'
import { exchanger, linkTo, type ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { createReport, openReceipt } from '#modules/response/index.ts'
import { publicActor } from '#platform/db/actor.ts'
import { isUuid, newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { problemWords } from '#modules/response/report/problem-words.rules.ts'
import type { Open311Error, Tree } from './open311.contract.ts'
import { badRequest, draftOf, notFound, openServices, readQuery, requestOf, type PostedForm, type Speaker } from './open311.rules.ts'
import { findNumberOfCase, listPublicNotes, listPublicRequests } from './open311.store.ts'

type Answer = Result<Tree, readonly Open311Error[]>

/** The requests that a query asks for. */
export async function listRequests(deps: ExchangeDeps, speaker: Speaker, given: Readonly<Record<string, string | undefined>>): Promise<Answer> {
  const query = readQuery(given, speaker, deps.clock.now())
  if (!query.ok) return query
  const open = openServices(deps.regency).map((category) => category.code)
  return ok(await deps.db.asActor(exchanger(deps.regency), async (tx) => {
    const requests = await listPublicRequests(tx, query.value, open)
    const notes = query.value.extensions ? Map.groupBy(await listPublicNotes(tx, requests.map((each) => each.caseId)), (note) => note.caseId) : undefined
    return requests.map((request) => requestOf(request, speaker, notes && (notes.get(request.caseId) ?? [])))
  }))
}

/** One request by its number. */
export async function getRequest(
  deps: ExchangeDeps, speaker: Speaker, { number, given }: { number: string; given: Readonly<Record<string, string | undefined>> },
): Promise<Answer> {
  const found = await listRequests(deps, speaker, { extensions: given['extensions'], service_request_id: number.replaceAll(',', '') })
  if (!found.ok) return found
  return Array.isArray(found.value) && found.value.length === 1 ? found : err([notFound('service_request_id', speaker.m.requestUnknown)])
}

/** What became of a token: the number, once anybody may know it. */
export async function getToken(deps: ExchangeDeps, { m }: Speaker, token: string): Promise<Answer> {
  const open = openServices(deps.regency).map((category) => category.code)
  const found = isUuid(token) ? await deps.db.asActor(exchanger(deps.regency), (tx) => findNumberOfCase(tx, token, open)) : undefined
  if (found === undefined) return err([notFound('token', m.tokenUnknown)])
  return ok([{ service_request_id: found.number, token }])
}

/** Takes a request as a report. The same Idempotency-Key of the same key gives the same request. */
export async function postRequest(deps: ExchangeDeps, speaker: Speaker, { form, idempotencyKey }: { form: PostedForm; idempotencyKey: string | undefined }): Promise<Answer> {
  const { m, lang } = speaker
  const key = (form.get('api_key') ?? '').trim()
  if (key === '') return err([{ status: 403, code: '403.api_key', description: m.keyMissing }])
  const opened = await openWithKey(deps, { key, purpose: 'open311' })
  if (!opened.ok && opened.error.kind === 'key_wrong') return err([{ status: 403, code: '403.api_key', description: m.keyWrong }])
  if (!opened.ok) return err([{ status: 429, code: '429.api_key', description: m.tooMany }])
  const draft = draftOf(form, speaker)
  if (!draft.ok) return draft
  const commandId = idempotencyKey === undefined ? newId() : uuidOf(deps.keys.mac('exchange.idempotency', `${opened.value.keyId} ${idempotencyKey}`))
  const command = { id: commandId, bodySha256: deps.keys.mac('command', canonicalJson(draft.value)) }
  const isWordless = (form.get('description') ?? '').trim() === ''
  const taken = await createReport(deps, { actor: publicActor(deps.regency.regencyId), command, channel: 'open311', isWordless }, draft.value)
  if (!taken.ok && taken.error.kind === 'command_reused') return err([badRequest('idempotency_key', m.reused)])
  if (!taken.ok) return err('problems' in taken.error ? taken.error.problems.map((problem) => badRequest(problem.field, problemWords(lang, problem))) : [])
  return ok([await answerTo(deps, speaker, { code: taken.value.receiptCode, keyId: opened.value.keyId, hasMedia: (form.get('media_url') ?? '') !== '' })])
}

/** The number where anybody may follow the case by it, else a token that will never tell more than its holder's code does. */
async function answerTo(deps: ExchangeDeps, { m, lang }: Speaker, of: { code: string; keyId: string; hasMedia: boolean }): Promise<Tree> {
  const receipt = await openReceipt(deps, { typed: of.code, ip: of.keyId })
  if (!receipt.ok) throw new Error('a report that was just taken cannot be opened')
  const open = openServices(deps.regency).map((category) => category.code)
  const found = await deps.db.asActor(exchanger(deps.regency), (tx) => findNumberOfCase(tx, receipt.value.caseId, open))
  const notice = [m.followNotice(of.code, linkTo(deps, lang, of.code)), ...(of.hasMedia ? [m.mediaNotice] : [])].join(' ')
  const named = found?.number === null || found === undefined ? { token: receipt.value.caseId } : { service_request_id: found.number }
  return { ...named, service_notice: notice, account_id: null }
}
