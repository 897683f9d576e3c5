import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { RequestKind } from '#modules/people/regency/regency.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { Json } from '#platform/json.ts'
import type { RequestDecision } from './request.contract.ts'

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
  'decided_at', 'decided_by_name', 'copy_until'] as const

/** One page of the requests that the actor may see: the newest first, or the open ones by what is due. */
export async function listRequests(tx: Tx, page: { onlyOpen: boolean; after: ListPlace | undefined; limit: number }): Promise<readonly RequestRow[]> {
  const { after } = page
  const seen = tx.db.selectFrom('privacy.request').select(columns).where('regency_id', '=', tx.regencyId)
  const rows = page.onlyOpen
    ? await seen.where('decision', 'is', null)
      .$if(after !== undefined, (query) => query.where(sql<boolean>`(due_at, request_id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`))
      .orderBy('due_at').orderBy('request_id').limit(page.limit).execute()
    : await seen
      .$if(after !== undefined, (query) => query.where(sql<boolean>`(asked_at, request_id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
      .orderBy('asked_at', 'desc').orderBy('request_id', 'desc').limit(page.limit).execute()
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

/** Writes down what was decided, and until when a copy can be fetched. */
export async function saveDecision(
  tx: Tx, decided: { requestId: string; decision: RequestDecision; reason: string; copyUntil: Date | null },
): Promise<void> {
  await tx.db.updateTable('privacy.request').set({
    decision: decided.decision, reason: decided.reason, decided_at: tx.now, decided_by: tx.actor.accountId, decided_by_name: tx.actor.name,
    copy_until: decided.copyUntil,
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
}

function toRequest(row: Row): RequestRow {
  return {
    requestId: row.request_id, personId: row.person_id, areaId: row.area_id, kind: row.kind as RequestKind, words: row.words, askedAt: row.asked_at,
    dueAt: row.due_at, recognisedBy: row.recognised_by, takenByName: row.taken_by_name, decision: row.decision as RequestDecision | null,
    reason: row.reason, decidedAt: row.decided_at, decidedByName: row.decided_by_name, copyUntil: row.copy_until,
  }
}

/** Requests about data without a decision. */
export const requestPile: Pile = {
  key: 'dataRequests', grants: ['privacy.request.decide'],
  rows: (tx) => sql`select from privacy.request where regency_id = ${tx.regencyId} and decision is null`,
}
