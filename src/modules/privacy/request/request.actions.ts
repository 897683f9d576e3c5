import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import type { RequestKind } from '#modules/people/regency/regency.contract.ts'
import { keepErasures } from '#modules/privacy/erasure/erasure.actions.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Language } from '#platform/http/texts.ts'
import { newId } from '#platform/id.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { writeXlsxTable } from '#platform/sheets/write-xlsx.ts'
import { messages } from '#web/i18n/index.ts'
import { copyRows } from './copy.rules.ts'
import type { DataRequest, RequestDecision, requestOperations } from './request.contract.ts'
import { carryOutBy, dueAfter, stateOf } from './request.rules.ts'
import {
  erasePerson, findCopy, findOwnPerson, findPersonHere, findRequest, insertRequest, listRequests, lockRequest, saveDecision, type RequestList,
  type RequestRow,
} from './request.store.ts'

export type RequestDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'regency' | 'config'>

interface Doing {
  readonly actor: Actor
  readonly command: Command
}
type Made = { readonly requestId: string; readonly dueAt: string }

/** Somebody who is signed in asks about the data kept of themselves. */
export async function askAboutOwnData(
  deps: RequestDeps, doing: Doing, asked: { kind: RequestKind; words: string },
): Promise<Result<Made, CommandReused | { readonly kind: 'person_not_linked' }>> {
  return act<Made, { readonly kind: 'person_not_linked' }>(deps, { ...doing, action: 'askAboutOwnData' }, async (tx) => {
    const person = await findOwnPerson(tx)
    if (person === undefined) return err({ kind: 'person_not_linked' })
    return ok(await keepRequest(deps, tx, { ...asked, ...person, recognisedBy: null }))
  })
}

/** An officer writes down what a person of their area asks at a counter. */
export async function takeDataRequest(
  deps: RequestDeps, doing: Doing, asked: { personId: string; kind: RequestKind; words: string; recognisedBy: string },
): Promise<Result<Made, CommandReused | { readonly kind: 'not_found' }>> {
  return act<Made, { readonly kind: 'not_found' }>(deps, { ...doing, action: 'takeDataRequest' }, async (tx) => {
    const person = await findPersonHere(tx, asked.personId)
    if (person === undefined) return err({ kind: 'not_found' })
    return ok(await keepRequest(deps, tx, { ...asked, ...person }))
  })
}

interface Asked {
  readonly personId: string
  readonly areaId: number
  readonly kind: RequestKind
  readonly words: string
  readonly recognisedBy: string | null
}

async function keepRequest(deps: RequestDeps, tx: ActTx, asked: Asked): Promise<Made> {
  const requestId = newId()
  const dueAt = dueAfter(deps.regency.privacy, { kind: asked.kind, at: tx.now, on: dayOf(tx.now, deps.regency.timeZone) })
  await insertRequest(tx, { ...asked, requestId, dueAt })
  tx.audit({ subjectKind: 'person', subjectId: asked.personId, areaId: asked.areaId, detail: { requestId, kind: asked.kind } })
  return { requestId, dueAt: dueAt.toISOString() }
}

/** One page of the requests that the actor made, took or has to decide. */
export async function listDataRequests(
  deps: RequestDeps, actor: Actor, query: z.output<typeof requestOperations.listDataRequests.query>,
): Promise<Result<{ items: DataRequest[]; next: string | null }, { readonly kind: 'page_unknown' }>> {
  const after = query.after === undefined ? undefined : placeOfCursor(query.after)
  if (query.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => {
    const found = await listRequests(tx, { state: query.state, after, limit: query.limit + 1 })
    const page = found.slice(0, query.limit)
    const last = found.length > query.limit ? page.at(-1) : undefined
    const next = last === undefined ? null : cursorOf({ at: placeOf(last, query.state), id: last.requestId })
    return ok({ items: page.map((request) => viewOf(deps, request, tx.now)), next })
  })
}

/** The time by which a list goes. */
function placeOf({ askedAt, dueAt, taskDueAt }: RequestRow, list: RequestList): Date {
  if (list === 'all') return askedAt
  return list === 'open' ? dueAt : taskDueAt ?? dueAt
}

/** One request that the actor made, took or has to decide. */
export async function getDataRequest(deps: RequestDeps, actor: Actor, requestId: string): Promise<Result<DataRequest, { readonly kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const request = await findRequest(tx, requestId)
    return request === undefined ? err({ kind: 'not_found' }) : ok(viewOf(deps, request, tx.now))
  })
}

function viewOf(deps: RequestDeps, request: RequestRow, now: Date): DataRequest {
  const { requestId, personId, kind, words, areaId, reason, decidedByName, recognisedBy, takenByName, askedAt, dueAt, decidedAt, copyUntil } = request
  const taken = takenByName === null || recognisedBy === null ? null : { byName: takenByName, recognisedBy }
  return {
    requestId, personId, kind, words, areaId, reason, decidedByName, taken, askedAt: askedAt.toISOString(), dueAt: dueAt.toISOString(),
    state: stateOf(request, now), areaName: deps.regency.areas.byId.get(areaId)?.name ?? '', decidedAt: decidedAt?.toISOString() ?? null,
    copyUntil: copyUntil !== null && copyUntil > now ? copyUntil.toISOString() : null, task: taskOf(deps, request),
  }
}

function taskOf(deps: RequestDeps, { areaId, taskDueAt, doneAt, doneByName, doneWords, doneHow, doneRef, toldHow }: RequestRow): DataRequest['task'] {
  if (taskDueAt === null) return null
  const done = doneAt === null || doneWords === null || doneHow === null ? null
    : { at: doneAt.toISOString(), byName: doneByName ?? '', words: doneWords, how: doneHow, ref: doneRef, toldHow }
  return { office: officeOf(deps, areaId), dueAt: taskDueAt.toISOString(), done }
}

/** Who carries out what concerns somebody of a place: the village, and the secretariat for whoever lives in none. */
function officeOf({ regency }: Pick<Deps, 'regency'>, areaId: number): string {
  const village = regency.offices.find((office) => office.kind === 'village_task_force' && office.areaId === areaId)
  return (village ?? regency.offices.find((office) => office.kind === 'secretariat'))?.short ?? ''
}

/** Grants or refuses a request. A granted copy can be fetched for some days; a granted removal is carried out in the same act; anything else opens a task. */
export async function decideDataRequest(
  deps: RequestDeps, doing: Doing, decided: { requestId: string; decision: RequestDecision; reason: string },
): Promise<Result<{ requestId: string; removed: boolean }, CommandReused | { readonly kind: 'not_found' | 'request_decided' }>> {
  type Refused = { readonly kind: 'not_found' | 'request_decided' }
  const done = await act<{ requestId: string; removed: boolean }, Refused>(deps, { ...doing, action: 'decideDataRequest' }, async (tx) => {
    const request = await lockRequest(tx, decided.requestId)
    if (request === undefined) return err({ kind: 'not_found' })
    if (request.decision !== null) return err({ kind: 'request_decided' })
    const isGranted = decided.decision === 'granted'
    await saveDecision(tx, {
      ...decided, copyUntil: isGranted && request.kind === 'access' ? copyUntil(deps, tx.now) : null, taskDueAt: isGranted ? taskDueAt(deps, request, tx.now) : null,
    })
    const removed = isGranted && request.kind === 'erasure' && (await erasePerson(tx, request.requestId))
    tx.audit({
      subjectKind: 'person', subjectId: request.personId, areaId: request.areaId,
      detail: { requestId: request.requestId, kind: request.kind, decision: decided.decision, removed },
    })
    return ok({ requestId: request.requestId, removed })
  })
  // Should this moment be lost, the next pass of the retention loop writes the removal down.
  if (done.ok && done.value.removed) await keepErasures(deps)
  return done
}

function taskDueAt({ regency }: Pick<Deps, 'regency'>, { kind, askedAt }: RequestRow, now: Date): Date | null {
  return carryOutBy(regency.privacy, { kind, askedAt, at: now, on: dayOf(now, regency.timeZone) }) ?? null
}

function copyUntil(deps: RequestDeps, now: Date): Date {
  const days = deps.regency.privacy.retention.find(({ what }) => what === 'copies_of_data')?.keepDays ?? 14
  return new Date(now.getTime() + days * 86_400_000)
}

/** Everything that is kept of the person who asked, as a file; the fetching is noted. */
export async function downloadOwnCopy(
  deps: RequestDeps, actor: Actor, asked: { requestId: string; format: 'json' | 'xlsx'; language: Language },
): Promise<Result<{ bytes: Buffer; mediaType: string; fileName: string }, { readonly kind: 'not_found' }>> {
  const copy = await deps.db.asActor(actor, async (tx) => {
    const request = await findRequest(tx, asked.requestId)
    const found = request && (await findCopy(tx, asked.requestId))
    if (request === undefined || found === undefined) return undefined
    await auditRead(tx, {
      action: 'downloadOwnCopy', subjectKind: 'person', subjectId: request.personId, areaId: request.areaId, purpose: 'copy', fields: Object.keys(found),
    })
    return found
  })
  if (copy === undefined) return err({ kind: 'not_found' })
  const { nikSealed, ...rest } = copy
  const open = { ...rest, nik: typeof nikSealed === 'string' ? deps.keys.openKept(Buffer.from(nikSealed, 'base64')) : null }
  const m = messages(asked.language).privacy
  if (asked.format === 'json') {
    return ok({ bytes: Buffer.from(JSON.stringify(open, null, 2)), mediaType: 'application/json', fileName: `${m.copyFile}.json` })
  }
  const columns = [m.copyPart, m.copyPath, m.copyValue].map((header, at) => ({ header, kind: 'text' as const, width: at === 2 ? 60 : 28 }))
  const bytes = await writeXlsxTable({ name: m.copySheet, columns, rows: copyRows(open) })
  return ok({ bytes, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', fileName: `${m.copyFile}.xlsx` })
}
