import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { Relocation, RelocationOutcome } from './relocation.contract.ts'

export interface RelocationRow {
  readonly relocationId: string
  readonly familyId: string
  readonly fromAreaId: number
  readonly toAreaId: number
  readonly personIds: readonly string[]
  readonly leftOn: string
  readonly words: string
  readonly sentByName: string
  readonly sentAt: Date
  readonly outcome: RelocationOutcome | null
  readonly answer: string | null
  readonly answeredByName: string | null
  readonly answeredAt: Date | null
  readonly sourceRecordId: string | null
}

const columns = ['relocation_id', 'family_id', 'area_id', 'to_area_id', 'person_ids', 'left_on', 'words', 'sent_by_name', 'sent_at', 'outcome', 'answer',
  'answered_by_name', 'answered_at', 'source_record_id'] as const

type Row = { [K in (typeof columns)[number]]: K extends 'area_id' | 'to_area_id' ? number : K extends 'person_ids' ? string[] : K extends 'sent_at' ? Date : K extends 'answered_at' ? Date | null : K extends 'outcome' | 'answer' | 'answered_by_name' | 'source_record_id' ? string | null : string }

function toRelocation(row: Row): RelocationRow {
  return {
    relocationId: row.relocation_id, familyId: row.family_id, fromAreaId: row.area_id, toAreaId: row.to_area_id, personIds: row.person_ids, leftOn: row.left_on,
    words: row.words, sentByName: row.sent_by_name, sentAt: row.sent_at, outcome: row.outcome as RelocationOutcome | null, answer: row.answer,
    answeredByName: row.answered_by_name, answeredAt: row.answered_at, sourceRecordId: row.source_record_id,
  }
}

export type NewRelocation = Pick<RelocationRow, 'relocationId' | 'familyId' | 'fromAreaId' | 'toAreaId' | 'personIds' | 'leftOn' | 'words'>

/** Keeps that a family is on its way; false when it is already. */
export async function insertRelocation(tx: Tx, sent: NewRelocation): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db.insertInto('registry.relocation').values({
    regency_id: tx.regencyId, relocation_id: sent.relocationId, area_id: sent.fromAreaId, to_area_id: sent.toAreaId, family_id: sent.familyId,
    person_ids: [...sent.personIds], left_on: sent.leftOn, words: sent.words, sent_by: tx.actor.accountId ?? '', sent_by_name: tx.actor.name, sent_at: tx.now,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** A move on one of the actor's sides, locked until the act ends; undefined when there is none. */
export async function lockRelocation(tx: Tx, relocationId: string): Promise<RelocationRow | undefined> {
  const row = await tx.db.selectFrom('registry.relocation').select(columns).where('regency_id', '=', tx.regencyId).where('relocation_id', '=', relocationId)
    .forUpdate().executeTakeFirst()
  return row && toRelocation(row)
}

export interface RelocationPage {
  readonly side: 'arriving' | 'leaving' | 'answered'
  readonly areaIds: readonly number[]
  readonly after: ListPlace | undefined
  readonly limit: number
}

/** One page of moves on one of the actor's sides, the latest sent first. */
export async function listRelocationRows(tx: Tx, { side, areaIds, after, limit }: RelocationPage): Promise<readonly RelocationRow[]> {
  const own = side === 'arriving' ? sql<boolean>`to_area_id = any(${areaIds}::int[])` : sql<boolean>`area_id = any(${areaIds}::int[])`
  const rows = await tx.db.selectFrom('registry.relocation').select(columns).where('regency_id', '=', tx.regencyId)
    .where('outcome', side === 'answered' ? 'is not' : 'is', null)
    .$if(side !== 'answered', (query) => query.where(own))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(sent_at, relocation_id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('sent_at', 'desc').orderBy('relocation_id', 'desc').limit(limit).execute()
  return rows.map(toRelocation)
}

/** Who goes, as far as the actor's side is told, by move. */
export async function listPeopleOf(tx: Tx, relocationIds: readonly string[]): Promise<ReadonlyMap<string, Relocation['people']>> {
  const { rows } = await sql<{ relocation_id: string; person_id: string; name: string; sex: string | null; birth_year: number | null }>`
    select * from registry.people_of_relocations(${tx.regencyId}, ${relocationIds}::uuid[])`.execute(tx.db)
  const people = Map.groupBy(rows, (row) => row.relocation_id)
  return new Map([...people].map(([id, of]) => [id, of.map((row) => ({ personId: row.person_id, name: row.name, sex: row.sex, birthYear: row.birth_year }))]))
}

/** Writes down what became of a move. */
export async function answerRelocation(tx: Tx, of: { relocationId: string; outcome: RelocationOutcome; answer: string | null; sourceRecordId: string | null }): Promise<void> {
  await tx.db.updateTable('registry.relocation').set({
    outcome: of.outcome, answer: of.answer, source_record_id: of.sourceRecordId, answered_by: tx.actor.accountId, answered_by_name: tx.actor.name, answered_at: tx.now,
  }).where('regency_id', '=', tx.regencyId).where('relocation_id', '=', of.relocationId).execute()
}

/** Takes back the moves of a family that nobody has answered: the family is no more. */
export async function withdrawMoves(tx: Tx, of: { familyId: string; words: string }): Promise<void> {
  await tx.db.updateTable('registry.relocation')
    .set({ outcome: 'withdrawn', answer: of.words, answered_by: tx.actor.accountId, answered_by_name: tx.actor.name, answered_at: tx.now })
    .where('regency_id', '=', tx.regencyId).where('family_id', '=', of.familyId).where('outcome', 'is', null).execute()
}

/** Brings the family and everything kept of it into the village that receives it, or back; false when that may not be. */
export async function rehomeFamily(tx: Tx, of: { relocationId: string; back: boolean }): Promise<boolean> {
  const done = of.back ? sql`registry.return_relocation` : sql`registry.receive_relocation`
  const { rows } = await sql<{ done: boolean }>`select ${done}(${tx.regencyId}, ${of.relocationId}) as done`.execute(tx.db)
  return rows[0]?.done ?? false
}

/** Families that are said to have moved here. */
export const relocationPile: Pile = {
  key: 'relocations', grants: ['registry.life_event.record'],
  rows: (tx) => sql`select from registry.relocation where regency_id = ${tx.regencyId} and to_area_id = any(${tx.actor.areaIds}::int[]) and outcome is null`,
}
