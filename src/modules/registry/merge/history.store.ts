import { sql } from 'kysely'
import type { DecidedBy } from '#modules/registry/link/link.rules.ts'
import type { Tx } from '#platform/db/db.ts'

export interface RecordRow {
  readonly sourceRecordId: string
  readonly personId: string
  readonly sourceName: string
  readonly rowNumber: number
  readonly asOfOn: string
  readonly decidedBy: DecidedBy | null
  readonly rule: string | null
  readonly probability: number | null
  readonly name: string | null
}

/** The source records that speak of persons, with how that was known, the latest list first; at most 200. */
export async function listRecords(tx: Tx, personIds: readonly string[]): Promise<readonly RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    with held as (
      select subject_id as person_id, source_record_id from registry.attribute_set where regency_id = ${tx.regencyId} and subject_id = any(${personIds}::uuid[])
      union select person_id, source_record_id from registry.link
        where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[]) and ended_at is null
    )
    select h.source_record_id as "sourceRecordId", h.person_id as "personId", o.name as "sourceName", r.row_number as "rowNumber", n.as_of_on as "asOfOn",
      l.decided_by as "decidedBy", l.rule, l.probability, a.values ->> 'name' as name
    from held h
    join registry.source_record r on r.regency_id = ${tx.regencyId} and r.source_record_id = h.source_record_id
    join registry.snapshot n on n.regency_id = r.regency_id and n.snapshot_id = r.snapshot_id
    join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id
    left join registry.link l on l.regency_id = r.regency_id and l.source_record_id = h.source_record_id and l.person_id = h.person_id and l.ended_at is null
    left join registry.attribute_set a on a.regency_id = r.regency_id and a.subject_id = h.person_id and a.source_record_id = h.source_record_id
    order by n.as_of_on desc, o.name, r.row_number, h.source_record_id limit 200`.execute(tx.db)
  return rows
}
