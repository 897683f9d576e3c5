import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { LateSpan } from './event-task-clock.rules.ts'
import type { EventKind, EventTaskKind, LifeEvent } from './life-event.contract.ts'

export interface EventRow {
  readonly eventId: string
  readonly kind: EventKind
  readonly areaId: number
  readonly happenedOn: string
  readonly evidence: LifeEvent['evidence']
  readonly evidenceWords: string
  readonly reportedBy: string
  readonly recordedByName: string
  readonly recordedAt: Date
  readonly isUndone: boolean
  readonly documents: readonly string[]
  readonly persons: readonly { readonly personId: string; readonly name: string }[]
}

/** Events of the actor's areas, or of one person and those merged with them, with whom they were about, the latest recorded first. */
export async function listEventRows(tx: Tx, page: { after: ListPlace | undefined; limit: number; personId?: string | undefined }): Promise<readonly EventRow[]> {
  const { rows } = await sql<{
    event_id: string; kind: EventKind; area_id: number; happened_on: string; evidence: LifeEvent['evidence']; evidence_words: string; reported_by: string
    recorded_by_name: string; recorded_at: Date; is_undone: boolean; documents: string[]; persons: { personId: string; name: string }[] | null
  }>`
    select e.event_id, e.kind, e.area_id, e.happened_on, e.evidence, e.evidence_words, e.reported_by, e.recorded_by_name, e.recorded_at,
      exists (select from registry.life_event u where u.regency_id = e.regency_id and u.undoes = e.event_id) as is_undone,
      array(select d.document_id from registry.event_document d where d.regency_id = e.regency_id and d.event_id = e.event_id order by d.document_id) as documents,
      (select json_agg(distinct jsonb_build_object('personId', p.person_id, 'name', p.name))
        from registry.person_event l join registry.person p on p.regency_id = l.regency_id and p.person_id = l.person_id
        where l.regency_id = e.regency_id and l.event_id = coalesce(e.undoes, e.event_id)) as persons
    from registry.life_event e
    where e.regency_id = ${tx.regencyId} and ${before(page.after)} and ${about(tx, page.personId)}
    order by e.recorded_at desc, e.event_id desc limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => ({
    eventId: row.event_id, kind: row.kind, areaId: row.area_id, happenedOn: row.happened_on, evidence: row.evidence, evidenceWords: row.evidence_words,
    reportedBy: row.reported_by, recordedByName: row.recorded_by_name, recordedAt: row.recorded_at, isUndone: row.is_undone, documents: row.documents, persons: row.persons ?? [],
  }))
}

function before(after: ListPlace | undefined) {
  return after === undefined ? sql`true` : sql`(e.recorded_at, e.event_id) < (${after.at}::timestamptz, ${after.id}::uuid)`
}

function about(tx: Tx, personId: string | undefined) {
  if (personId === undefined) return sql`true`
  return sql`coalesce(e.undoes, e.event_id) in (select l.event_id from registry.person_event l
    where l.regency_id = ${tx.regencyId} and l.person_id in (select registry.person_cluster(${tx.regencyId}, ${personId})))`
}

export interface TaskRow {
  readonly taskId: string
  readonly kind: EventTaskKind
  readonly personId: string
  readonly personName: string
  readonly areaId: number
  readonly eventKind: EventKind
  readonly happenedOn: string
  readonly raisedAt: Date
  readonly programme: string | null
  readonly doneAt: Date | null
  readonly doneByName: string | null
  readonly doneWords: string | null
  readonly isWithdrawn: boolean
}

export interface TaskFilter {
  readonly isOpen: boolean
  /** Only what was raised in one of these spans. */
  readonly raisedIn?: readonly LateSpan[] | undefined
  readonly kind?: EventTaskKind | undefined
  /** A village, or a district with its villages. */
  readonly areaId?: number | undefined
}

/** One page of what events ask to be done, the longest waiting first; or of what was done and withdrawn, the latest raised first. */
export async function listTaskRows(tx: Tx, filter: TaskFilter, page: { after: ListPlace | undefined; limit: number }): Promise<readonly TaskRow[]> {
  const { isOpen } = filter
  const { after } = page
  const later = after === undefined ? sql`true` : sql`(t.raised_at, t.task_id) ${isOpen ? sql`>` : sql`<`} (${after.at}::timestamptz, ${after.id}::uuid)`
  const order = isOpen ? sql`t.raised_at, t.task_id` : sql`t.raised_at desc, t.task_id desc`
  const state = isOpen ? sql`t.done_at is null and t.withdrawn_at is null` : sql`(t.done_at is not null or t.withdrawn_at is not null)`
  const { rows } = await sql<TaskRow>`
    select t.task_id as "taskId", t.kind, t.person_id as "personId", p.name as "personName", t.area_id as "areaId",
      coalesce(t.event_kind, e.kind) as "eventKind", coalesce(t.happened_on, e.happened_on) as "happenedOn", t.raised_at as "raisedAt", t.programme,
      t.done_at as "doneAt", t.done_by_name as "doneByName", t.done_words as "doneWords", t.withdrawn_at is not null as "isWithdrawn"
    from registry.event_task t
    left join registry.life_event e on e.regency_id = t.regency_id and e.event_id = t.event_id
    join registry.person p on p.regency_id = t.regency_id and p.person_id = t.person_id
    where t.regency_id = ${tx.regencyId} and ${state} and ${wanted(filter)} and ${later}
    order by ${order} limit ${page.limit}`.execute(tx.db)
  return rows
}

function wanted({ raisedIn, kind, areaId }: TaskFilter) {
  const spans = raisedIn?.map((span) => sql`(t.raised_at > ${span.after} and t.raised_at <= ${span.until})`)
  return sql.join([
    ...(spans === undefined ? [] : [sql`(${sql.join(spans, sql` or `)})`]),
    ...(kind === undefined ? [] : [sql`t.kind = ${kind}`]),
    ...(areaId === undefined ? [] : [sql`(t.area_id = ${areaId} or t.area_id / 10000 = ${areaId})`]),
    sql`true`,
  ], sql` and `)
}

/** The area of a task and whether it is still open; undefined when it is not in reach. */
export async function findTask(tx: Tx, taskId: string): Promise<{ areaId: number; isOpen: boolean } | undefined> {
  const row = await tx.db.selectFrom('registry.event_task').select(['area_id', 'done_at', 'withdrawn_at'])
    .where('regency_id', '=', tx.regencyId).where('task_id', '=', taskId).forUpdate().executeTakeFirst()
  return row && { areaId: row.area_id, isOpen: row.done_at === null && row.withdrawn_at === null }
}

/** Writes down what was done. */
export async function finishTask(tx: Tx, taskId: string, words: string): Promise<void> {
  await tx.db.updateTable('registry.event_task').set({ done_at: tx.now, done_by: tx.actor.accountId, done_by_name: tx.actor.name, done_words: words })
    .where('regency_id', '=', tx.regencyId).where('task_id', '=', taskId).execute()
}

/** What a life event asks to be done. */
export const eventTaskPile: Pile = {
  key: 'eventTasks', grants: ['registry.life_event.record'],
  rows: (tx) => sql`select from registry.event_task where regency_id = ${tx.regencyId} and area_id = any(${tx.actor.areaIds}::int[])
    and done_at is null and withdrawn_at is null`,
}
