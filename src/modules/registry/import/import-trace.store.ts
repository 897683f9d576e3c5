import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { ImportRecord } from './import.store.ts'

/** Ids of everybody and every family that storing a list writes to. */
export interface Touched {
  readonly personIds: readonly string[]
  readonly familyIds: readonly string[]
}

type TableName = 'person' | 'person_identity' | 'family' | 'family_identity' | 'family_member'

interface TracedTable {
  readonly ids: keyof Touched
  /** Which rows of the table belong to a subject. */
  readonly subject: RawBuilder<unknown>
  readonly key: RawBuilder<unknown>
}

const byPerson = { ids: 'personIds', subject: sql`x.person_id` } as const
const byFamily = { ids: 'familyIds', subject: sql`x.family_id` } as const
const memberKey = sql`x.family_id || ' ' || x.person_id || ' ' || x.valid_from`
const tables: Readonly<Record<TableName, TracedTable>> = {
  person: { ...byPerson, key: sql`x.person_id::text` },
  person_identity: { ...byPerson, key: sql`x.person_id::text` },
  family: { ...byFamily, key: sql`x.family_id::text` },
  family_identity: { ...byFamily, key: sql`x.family_id::text` },
  family_member: { ...byPerson, key: memberKey },
}
// Keys of other tables are no ids.
const tracedSubject = sql`case when t.table_name in ('person', 'family') then t.row_key::uuid end`
const names = Object.keys(tables) as TableName[]
/** Numbers are only ever added by a list; what it may change of others must be kept to be put back. */
const changedByLists: readonly TableName[] = ['person', 'family', 'family_member']

/** Keeps what the rows are that a list is about to write to. */
export async function traceBefore(tx: Tx, list: ImportRecord, touched: Touched): Promise<void> {
  for (const name of names) {
    const { ids, subject, key } = tables[name]
    const kept = changedByLists.includes(name) ? sql`to_jsonb(x)` : sql`'{}'::jsonb`
    await inSlices(touched[ids], (slice) => sql`
      insert into registry.import_trace (regency_id, import_id, table_name, row_key, area_id, before)
      select x.regency_id, ${list.importId}, ${name}, ${key}, ${list.areaId}, ${kept} from ${sql.table(`registry.${name}`)} x
      where x.regency_id = ${tx.regencyId} and ${subject} = any(${slice}::uuid[])`.execute(tx.db))
  }
}

/** Keeps what those rows have become; rows that were not there before are known by that. */
export async function traceAfter(tx: Tx, list: ImportRecord, touched: Touched): Promise<void> {
  for (const name of names) {
    const { ids, subject, key } = tables[name]
    await inSlices(touched[ids], (slice) => sql`
      insert into registry.import_trace (regency_id, import_id, table_name, row_key, area_id, after_hash)
      select x.regency_id, ${list.importId}, ${name}, ${key}, ${list.areaId}, md5(to_jsonb(x)::text)::uuid from ${sql.table(`registry.${name}`)} x
      where x.regency_id = ${tx.regencyId} and ${subject} = any(${slice}::uuid[])
      on conflict (regency_id, import_id, table_name, row_key) do update set after_hash = excluded.after_hash`.execute(tx.db))
  }
}

/** Forgets the traces of lists that were stored before a moment: they can no longer be taken back. */
export async function forgetTraces(tx: Tx, before: Date): Promise<void> {
  await sql`
    delete from registry.import_trace t using registry.import i
    where i.regency_id = t.regency_id and i.import_id = t.import_id and t.regency_id = ${tx.regencyId} and i.stored_at < ${before}`.execute(tx.db)
}

/** Whether a row that the list wrote was changed or removed since. */
export async function isChangedSince(tx: Tx, importId: string): Promise<boolean> {
  for (const name of names) {
    const { key } = tables[name]
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from registry.import_trace t
        left join ${sql.table(`registry.${name}`)} x on x.regency_id = t.regency_id and ${key} = t.row_key
        where ${ofImport(tx, importId)} and t.table_name = ${name} and (x.regency_id is null or md5(to_jsonb(x)::text)::uuid <> t.after_hash)) as found
    `.execute(tx.db)
    if (rows[0]?.found === true) return true
  }
  return false
}

/** Whether another row, of a later list or visit, speaks of anybody whom the list added or changed. Ids follow the time at which they were made. */
export async function isSpokenOfSince(tx: Tx, list: { importId: string; snapshotId: string }): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from registry.import_trace t
      join registry.attribute_set s on s.regency_id = t.regency_id and s.subject_id = ${tracedSubject} and s.source_record_id > ${list.snapshotId}
      join registry.source_record r on r.regency_id = s.regency_id and r.source_record_id = s.source_record_id and r.snapshot_id <> ${list.snapshotId}
      where ${ofImport(tx, list.importId)} and t.table_name in ('person', 'family')) as found`.execute(tx.db)
  return rows[0]?.found === true
}

/** Pairs for the review of which one side is somebody, or a family, that the list added. */
function addedPairs(tx: Tx, importId: string): RawBuilder<unknown> {
  return sql`(select r.review_id from registry.import_trace t
    join registry.review r on r.regency_id = t.regency_id and (r.left_id = ${tracedSubject} or r.right_id = ${tracedSubject})
    where ${ofImport(tx, importId)} and t.table_name in ('person', 'family') and t.before is null)`
}

/** Whether somebody has begun to decide about a pair with one whom the list added. */
export async function isReviewedSince(tx: Tx, importId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from registry.review where regency_id = ${tx.regencyId} and state <> 'open' and review_id in ${addedPairs(tx, importId)}) as found
  `.execute(tx.db)
  return rows[0]?.found === true
}

function ofImport(tx: Tx, importId: string): RawBuilder<boolean> {
  return sql<boolean>`t.regency_id = ${tx.regencyId} and t.import_id = ${importId}`
}

/** Takes back what a list did, row by row as it was; what others built on it makes the database refuse. Gives those whose facts returned. */
export async function takeBack(tx: Tx, list: { importId: string; snapshotId: string }): Promise<Restored> {
  const records = sql`(select source_record_id from registry.source_record where regency_id = ${tx.regencyId} and snapshot_id = ${list.snapshotId})`
  for (const name of ['attribute_set', 'sensitive_set', 'link']) {
    await sql`delete from ${sql.table(`registry.${name}`)} where regency_id = ${tx.regencyId} and source_record_id in ${records}`.execute(tx.db)
  }
  await sql`delete from registry.review where regency_id = ${tx.regencyId} and state = 'open' and review_id in ${addedPairs(tx, list.importId)}`.execute(tx.db)
  await removeAdded(tx, list.importId, 'family_member')
  await restoreChanged(tx, list.importId)
  await sql`delete from registry.person_search s using registry.import_trace t
    where ${ofImport(tx, list.importId)} and t.table_name = 'person' and s.regency_id = t.regency_id and s.person_id = ${tracedSubject}`.execute(tx.db)
  for (const name of ['person_identity', 'person', 'family_identity', 'family'] as const) await removeAdded(tx, list.importId, name)
  const restored = { persons: await listRestored(tx, list.importId), familyIds: await listRestoredFamilies(tx, list.importId) }
  await sql`update registry.import set snapshot_id = null where regency_id = ${tx.regencyId} and import_id = ${list.importId}`.execute(tx.db)
  await sql`select count(*) from registry.remove_snapshot(${tx.regencyId}, ${list.snapshotId})`.execute(tx.db)
  await sql`delete from registry.import_trace t where ${ofImport(tx, list.importId)}`.execute(tx.db)
  return restored
}

async function removeAdded(tx: Tx, importId: string, name: TableName): Promise<void> {
  await sql`
    delete from ${sql.table(`registry.${name}`)} x using registry.import_trace t
    where ${ofImport(tx, importId)} and t.table_name = ${name} and t.before is null and x.regency_id = t.regency_id and ${tables[name].key} = t.row_key
  `.execute(tx.db)
}

async function restoreChanged(tx: Tx, importId: string): Promise<void> {
  const was = (name: TableName): RawBuilder<unknown> => sql`(select (jsonb_populate_record(null::${sql.table(`registry.${name}`)}, t.before)).*
    from registry.import_trace t where ${ofImport(tx, importId)} and t.table_name = ${name} and t.before is not null)`
  await sql`
    update registry.person x set area_id = b.area_id, district_id = b.district_id, status = b.status, name = b.name, name_key = b.name_key, alias = b.alias,
      sex = b.sex, birth_on = b.birth_on, birth_on_is_default = b.birth_on_is_default, birth_place = b.birth_place, source_record_id = b.source_record_id
    from ${was('person')} b where x.regency_id = b.regency_id and x.person_id = b.person_id`.execute(tx.db)
  await sql`
    update registry.family x set area_id = b.area_id, district_id = b.district_id, hamlet = b.hamlet, hamlet_key = b.hamlet_key, rw = b.rw, rt = b.rt,
      address_text = b.address_text, decile = b.decile, decile_on = b.decile_on, decile_source_record_id = b.decile_source_record_id
    from ${was('family')} b where x.regency_id = b.regency_id and x.family_id = b.family_id`.execute(tx.db)
  await sql`
    update registry.family_member x set relation = b.relation, valid_to = b.valid_to, source_record_id = b.source_record_id
    from ${was('family_member')} b where x.regency_id = b.regency_id and x.family_id = b.family_id and x.person_id = b.person_id and x.valid_from = b.valid_from
  `.execute(tx.db)
}

/** Who, and which families, are what they were before a list. */
export interface Restored {
  readonly persons: readonly RestoredPerson[]
  readonly familyIds: readonly string[]
}

/** Somebody whose facts are what they were, to be found by that name again. */
export interface RestoredPerson {
  readonly personId: string
  readonly areaId: number
  readonly name: string
  readonly alias: string | null
}

async function listRestoredFamilies(tx: Tx, importId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ family_id: string }>`select t.row_key as family_id from registry.import_trace t
    where ${ofImport(tx, importId)} and t.table_name = 'family' and t.before is not null`.execute(tx.db)
  return rows.map((row) => row.family_id)
}

async function listRestored(tx: Tx, importId: string): Promise<readonly RestoredPerson[]> {
  const { rows } = await sql<{ person_id: string; area_id: number; name: string; alias: string | null }>`
    select p.person_id, p.area_id, p.name, p.alias from registry.import_trace t
    join registry.person p on p.regency_id = t.regency_id and p.person_id = ${tracedSubject}
    where ${ofImport(tx, importId)} and t.table_name = 'person' and t.before is not null`.execute(tx.db)
  return rows.map((row) => ({ personId: row.person_id, areaId: row.area_id, name: row.name, alias: row.alias }))
}
