import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { RequestKind } from '#modules/people/regency/regency.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { Json } from '#platform/json.ts'
import type { DoneHow, RequestDecision } from './request.contract.ts'

export interface RequestRow {
  readonly requestId: string
  readonly personId: string
  readonly areaId: number
  readonly kind: RequestKind
  readonly words: string
  readonly askedAt: Date
  readonly dueAt: Date
  readonly recognisedBy: string | null
  readonly takenByName: string | null
  readonly decision: RequestDecision | null
  readonly reason: string | null
  readonly decidedAt: Date | null
  readonly decidedByName: string | null
  readonly copyUntil: Date | null
  /** Until when what was granted must be carried out; null where nothing has to be. */
  readonly taskDueAt: Date | null
  readonly doneAt: Date | null
  readonly doneByName: string | null
  readonly doneWords: string | null
  readonly doneHow: DoneHow | null
  readonly doneRef: string | null
  readonly toldHow: string | null
}

/** The person of the registry who is signed in; undefined when the account is not linked to one. */
export async function findOwnPerson(tx: Tx): Promise<{ personId: string; areaId: number } | undefined> {
  const { rows } = await sql<{ person_id: string; area_id: number }>`select * from privacy.own_person(${tx.regencyId})`.execute(tx.db)
  return rows[0] && { personId: rows[0].person_id, areaId: rows[0].area_id }
}

/** A person of the actor's areas. */
export async function findPersonHere(tx: Tx, personId: string): Promise<{ personId: string; areaId: number } | undefined> {
  const row = await tx.db.selectFrom('registry.person').select(['person_id', 'area_id'])
    .where('regency_id', '=', tx.regencyId).where('person_id', '=', personId).executeTakeFirst()
  return row && { personId: row.person_id, areaId: row.area_id }
}

export interface NewRequest {
  readonly requestId: string
  readonly personId: string
  readonly areaId: number
  readonly kind: RequestKind
  readonly words: string
  readonly dueAt: Date
  /** Null: the person asked themselves. */
  readonly recognisedBy: string | null
}

/** Keeps a request in the name of the account that asks or takes it. */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  const isTaken = request.recognisedBy !== null
  await tx.db.insertInto('privacy.request').values({
    regency_id: tx.regencyId, request_id: request.requestId, person_id: request.personId, area_id: request.areaId, kind: request.kind,
    words: request.words, asked_at: tx.now, due_at: request.dueAt, asked_by: tx.actor.accountId!, is_taken: isTaken,
    recognised_by: request.recognisedBy, taken_by_name: isTaken ? tx.actor.name : null,
  }).execute()
}

const columns = ['request_id', 'person_id', 'area_id', 'kind', 'words', 'asked_at', 'due_at', 'recognised_by', 'taken_by_name', 'decision', 'reason',
  'decided_at', 'decided_by_name', 'copy_until', 'task_due_at', 'done_at', 'done_by_name', 'done_words', 'done_how', 'done_ref', 'told_how'] as const

/** Which requests a list shows, and by which time it goes: all by when they were asked, what waits by when it is due. */
export type RequestList = 'open' | 'to_do' | 'all'

/** One page of the requests that the actor may see: the newest first, or what waits for an answer or for its carrying out, first what is due first. */
export async function listRequests(tx: Tx, page: { state: RequestList; after: ListPlace | undefined; limit: number }): Promise<readonly RequestRow[]> {
  const { state, after } = page
  const seen = tx.db.selectFrom('privacy.request').select(columns).where('regency_id', '=', tx.regencyId).limit(page.limit)
  if (state === 'all') {
    const rows = await seen
      .$if(after !== undefined, (query) => query.where(sql<boolean>`(asked_at, request_id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
      .orderBy('asked_at', 'desc').orderBy('request_id', 'desc').execute()
    return rows.map(toRequest)
  }
  const due = state === 'open' ? 'due_at' : 'task_due_at'
  const waiting = state === 'open' ? seen.where('decision', 'is', null) : seen.where('task_due_at', 'is not', null).where('done_at', 'is', null)
  const rows = await waiting
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(${sql.ref(due)}, request_id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy(due).orderBy('request_id').execute()
  return rows.map(toRequest)
}

/** A request, locked until the act ends. */
export async function lockRequest(tx: Tx, requestId: string): Promise<RequestRow | undefined> {
  const row = await tx.db.selectFrom('privacy.request').select(columns)
    .where('regency_id', '=', tx.regencyId).where('request_id', '=', requestId).forUpdate().executeTakeFirst()
  return row && toRequest(row)
}

/** A request that the actor may see. */
export async function findRequest(tx: Tx, requestId: string): Promise<RequestRow | undefined> {
  const row = await tx.db.selectFrom('privacy.request').select(columns)
    .where('regency_id', '=', tx.regencyId).where('request_id', '=', requestId).executeTakeFirst()
  return row && toRequest(row)
}

/** Writes down what was decided, until when a copy can be fetched, and until when a grant must be carried out. */
export async function saveDecision(
  tx: Tx, decided: { requestId: string; decision: RequestDecision; reason: string; copyUntil: Date | null; taskDueAt: Date | null },
): Promise<void> {
  await tx.db.updateTable('privacy.request').set({
    decision: decided.decision, reason: decided.reason, decided_at: tx.now, decided_by: tx.actor.accountId, decided_by_name: tx.actor.name,
    copy_until: decided.copyUntil, task_due_at: decided.taskDueAt,
  }).where('regency_id', '=', tx.regencyId).where('request_id', '=', decided.requestId).execute()
}

/** Removes what is kept of the person of a granted request; false when it was removed before. */
export async function erasePerson(tx: Tx, requestId: string): Promise<boolean> {
  const { rows } = await sql<{ erased: boolean }>`select privacy.erase_person(${tx.regencyId}, ${requestId}, ${tx.now}) as erased`.execute(tx.db)
  return rows[0]?.erased === true
}

/** Everything that is kept of the person of a granted request, while its copy can be fetched by the actor; undefined otherwise. */
export async function findCopy(tx: Tx, requestId: string): Promise<Readonly<Record<string, Json>> | undefined> {
  const { rows } = await sql<{ copy: Readonly<Record<string, Json>> | null }>`
    select privacy.copy_of_person(${tx.regencyId}, ${requestId}, ${tx.now}) as copy`.execute(tx.db)
  return rows[0]?.copy ?? undefined
}

interface Row {
  request_id: string
  person_id: string
  area_id: number
  kind: string
  words: string
  asked_at: Date
  due_at: Date
  recognised_by: string | null
  taken_by_name: string | null
  decision: string | null
  reason: string | null
  decided_at: Date | null
  decided_by_name: string | null
  copy_until: Date | null
  task_due_at: Date | null
  done_at: Date | null
  done_by_name: string | null
  done_words: string | null
  done_how: string | null
  done_ref: string | null
  told_how: string | null
}

function toRequest(row: Row): RequestRow {
  return {
    requestId: row.request_id, personId: row.person_id, areaId: row.area_id, kind: row.kind as RequestKind, words: row.words, askedAt: row.asked_at,
    dueAt: row.due_at, recognisedBy: row.recognised_by, takenByName: row.taken_by_name, decision: row.decision as RequestDecision | null,
    reason: row.reason, decidedAt: row.decided_at, decidedByName: row.decided_by_name, copyUntil: row.copy_until,
    taskDueAt: row.task_due_at, doneAt: row.done_at, doneByName: row.done_by_name, doneWords: row.done_words, doneHow: row.done_how as DoneHow | null,
    doneRef: row.done_ref, toldHow: row.told_how,
  }
}

/**
 * What was granted and is not carried out: of the village to the village, of whoever lives in none to the secretariat, and what is late to the
 * secretariat too.
 */
export const requestTaskPile: Pile = {
  key: 'requestTasks', grants: ['privacy.request.take'],
  rows: (tx) => sql`select from privacy.request where regency_id = ${tx.regencyId} and task_due_at is not null and done_at is null
    and (area_id = ${tx.actor.homeAreaId} or (${tx.actor.homeAreaId}::int = 0 and (area_id < 10000 or task_due_at < ${tx.now})))`,
}

/** Requests about data without a decision. */
export const requestPile: Pile = {
  key: 'dataRequests', grants: ['privacy.request.decide'],
  rows: (tx) => sql`select from privacy.request where regency_id = ${tx.regencyId} and decision is null`,
}
