import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { AbsenceAnswer } from './comparison.contract.ts'
import type { ImportRecord } from './import.store.ts'

/** Notes whom a stored list no longer names; who is waited for already because of this source stays as noted. */
export async function insertAbsences(tx: Tx, list: ImportRecord, gone: readonly { personId: string; areaId: number }[]): Promise<void> {
  await inSlices(gone, (slice) => tx.db.insertInto('registry.absence').values(slice.map((person) => ({
    regency_id: tx.regencyId, person_id: person.personId, import_id: list.importId, source_key: list.sourceKey, area_id: person.areaId, noticed_on: list.asOfOn,
    noticed_at: tx.now,
  }))).onConflict((conflict) => conflict.doNothing()).execute())
}

/** A stored list names people again: what was waited for because of its source is settled. */
export async function settleNamedAgain(tx: Tx, list: ImportRecord, personIds: readonly string[]): Promise<void> {
  await inSlices(personIds, (slice) => sql`
    update registry.absence set answer = 'named_again', answered_at = ${tx.now}, named_again_by = ${list.importId}
    where regency_id = ${tx.regencyId} and person_id = any(${slice}::uuid[]) and source_key = ${list.sourceKey} and answer is null`.execute(tx.db))
}

/** A list is taken back: what it noted goes, what it settled waits again. */
export async function takeBackAbsences(tx: Tx, importId: string): Promise<void> {
  await sql`delete from registry.absence where regency_id = ${tx.regencyId} and import_id = ${importId}`.execute(tx.db)
  await sql`
    update registry.absence set answer = null, answered_at = null, named_again_by = null
    where regency_id = ${tx.regencyId} and named_again_by = ${importId}`.execute(tx.db)
}

/** One thing to find out, with the person as far as a screen names them. */
export interface OpenAbsence {
  readonly personId: string
  readonly name: string
  readonly nik: { readonly prefix: string; readonly last4: string } | null
  readonly areaId: number
  readonly familyId: string | null
  readonly sourceKey: string
  readonly noticedOn: string
}

/** Where a page of absences ended. */
export interface AbsenceCursor {
  readonly personId: string
  readonly sourceKey: string
}

/** One page of what is open, by person. */
export async function listOpenAbsences(tx: Tx, page: { after?: AbsenceCursor; limit: number }): Promise<readonly OpenAbsence[]> {
  const from = page.after === undefined ? sql`` : sql`and (a.person_id, a.source_key) > (${page.after.personId}::uuid, ${page.after.sourceKey})`
  const { rows } = await sql<AbsenceRow>`
    select a.person_id, a.area_id, a.source_key, a.noticed_on, p.name, i.nik_prefix, i.nik_last4, m.family_id
    from registry.absence a
      join registry.person p on p.regency_id = a.regency_id and p.person_id = a.person_id
      left join registry.person_identity i on i.regency_id = a.regency_id and i.person_id = a.person_id
      left join registry.family_member m on m.regency_id = a.regency_id and m.person_id = a.person_id and m.valid_to is null
    where a.regency_id = ${tx.regencyId} and a.answer is null ${from}
    order by a.person_id, a.source_key limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => ({
    personId: row.person_id, name: row.name, areaId: row.area_id, familyId: row.family_id, sourceKey: row.source_key, noticedOn: row.noticed_on,
    nik: row.nik_prefix === null || row.nik_last4 === null ? null : { prefix: row.nik_prefix, last4: row.nik_last4 },
  }))
}

interface AbsenceRow {
  person_id: string
  area_id: number
  source_key: string
  noticed_on: string
  name: string
  nik_prefix: string | null
  nik_last4: string | null
  family_id: string | null
}

/** Writes what the village found out. Gives the area; `not_open` when nothing is waited for; undefined when there is no such person. */
export async function saveAbsenceAnswer(
  tx: Tx, said: { personId: string; sourceKey: string; answer: AbsenceAnswer; words: string | null },
): Promise<{ areaId: number } | 'not_open' | undefined> {
  const saved = await sql<{ area_id: number }>`
    update registry.absence set answer = ${said.answer}, words = ${said.words}, answered_by = ${tx.actor.accountId}, answered_by_name = ${tx.actor.name}, answered_at = ${tx.now}
    where regency_id = ${tx.regencyId} and person_id = ${said.personId} and source_key = ${said.sourceKey} and answer is null returning area_id`.execute(tx.db)
  const [row] = saved.rows
  if (row !== undefined) return { areaId: row.area_id }
  const { rows } = await sql`
    select from registry.person where regency_id = ${tx.regencyId} and person_id = ${said.personId}`.execute(tx.db)
  return rows.length === 0 ? undefined : 'not_open'
}
