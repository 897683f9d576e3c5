import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import type { LinkExplanation, LinkRecord } from './linkage.contract.ts'
import { LinkModel } from './model.contract.ts'

/**
 * The newest model that was learned here; undefined while only the shipped one is there. One of everybody in a small list counts only if it was
 * learned from `leastRows` rows or more, and not at all without that number.
 */
export async function findNewestModel(tx: Tx, leastRows: number | undefined): Promise<LinkModel | undefined> {
  const row = await tx.db.selectFrom('registry.linkage_model').select('parameters').where('regency_id', '=', tx.regencyId)
    .where(sql<boolean>`(parameters ->> 'everybody' is distinct from 'true' or row_count >= ${leastRows ?? null}::int)`)
    .orderBy('trained_at', 'desc').orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? undefined : LinkModel.parse(row.parameters)
}

/** How many stand for themselves and still live here: whom the engine compares. */
export async function countKnown(tx: Tx): Promise<number> {
  const { count } = await tx.db.selectFrom('registry.person').select(({ fn }) => fn.countAll<string>().as('count')).where('regency_id', '=', tx.regencyId)
    .where('merged_into', 'is', null).where('ended_on', 'is', null).executeTakeFirstOrThrow()
  return Number(count)
}

/** The model that gave a decision, by its version. */
export async function findModel(tx: Tx, version: string): Promise<LinkModel | undefined> {
  const row = await tx.db.selectFrom('registry.linkage_model').select('parameters').where('regency_id', '=', tx.regencyId).where('version', '=', version).executeTakeFirst()
  return row === undefined ? undefined : LinkModel.parse(row.parameters)
}

/** Keeps a learned model; one of the same version stays as it is. */
export async function insertModel(tx: Tx, model: LinkModel): Promise<void> {
  await tx.db.insertInto('registry.linkage_model').values({
    regency_id: tx.regencyId, version: model.version, parameters: JSON.stringify(model), row_count: model.trained.rows, trained_at: tx.now,
  }).onConflict((conflict) => conflict.doNothing()).execute()
}

/** A pair that the engine asked about and somebody decided. */
export interface HumanDecision {
  readonly explanation: LinkExplanation
  readonly isSame: boolean
}

const mostDecisions = 200_000

/** What people decided about pairs that the engine compared, the latest first; what was settled only because others became one is left out. */
export async function listHumanDecisions(tx: Tx): Promise<readonly HumanDecision[]> {
  const { rows } = await sql<{ explanation: LinkExplanation; verdict: string }>`
    select r.explanation, r.verdict from registry.review r
    where r.regency_id = ${tx.regencyId} and r.subject_kind = 'person' and r.state = 'decided' and r.explanation is not null
      and exists (select from registry.review_step s where s.regency_id = r.regency_id and s.review_id = r.review_id and s.kind in ('decided', 'confirmed'))
    order by r.changed_at desc, r.review_id desc limit ${mostDecisions}`.execute(tx.db)
  return rows.map((row) => ({ explanation: row.explanation, isSame: row.verdict === 'same' }))
}

/** Somebody in the registry, as the engine compares. `areaId` is the area of the person, to know who may be asked about them. */
export interface KnownRecord extends LinkRecord {
  /** Whether there is a NIK that was left closed: `nik` is null then. */
  readonly isNikClosed: boolean
}

interface KnownRow {
  person_id: string
  source_id: string | null
  name: string
  alias: string | null
  sex: 'male' | 'female' | null
  birth_on: string | null
  nik_sealed: Buffer | null
  is_nik_closed: boolean
  card: string | null
  mother_name: string | null
  area_id: number
  hamlet: string | null
  rw: number | null
  rt: number | null
}

type OpeningKeys = Pick<Keys, 'openKept'>

/** A snapshot, and the areas in which somebody of it may have been known. */
interface Listed {
  readonly snapshotId: string
  readonly areaIds: readonly number[]
}

/** Whether anybody lives in those areas whom the snapshot did not make. */
export async function hasOthers(tx: Tx, listed: Listed): Promise<boolean> {
  const { rows } = await sql<{ has_others: boolean }>`
    select exists (select from registry.person p where ${livesHere(tx)} and ${isOther(tx, listed)}) as has_others`.execute(tx.db)
  return rows[0]!.has_others
}

type Persons = AsyncGenerator<readonly KnownRecord[]>

/** Everybody who stands for themselves and still lives here, some thousand at once. Their NIK leave this process in no form. */
export function streamKnown(tx: Tx, keys: OpeningKeys): Persons {
  return streamPersons(tx, keys, {
    columns: sql`s.source_id, i.nik_sealed, false as is_nik_closed`,
    joins: sql`
      left join registry.source_record r on r.regency_id = p.regency_id and r.source_record_id = p.source_record_id
      left join registry.snapshot s on s.regency_id = p.regency_id and s.snapshot_id = r.snapshot_id`,
    where: sql`true`, mother: motherOf(tx),
  })
}

/** Those of them whom a snapshot made. */
export function streamNewcomers(tx: Tx, keys: OpeningKeys, snapshotId: string): Persons {
  return streamPersons(tx, keys, {
    columns: sql`null as source_id, i.nik_sealed, false as is_nik_closed`, joins: sql``,
    where: sql`p.source_record_id in (${recordsOf(tx, snapshotId)})`, mother: motherOf(tx),
  })
}

/**
 * Those of some areas whom a snapshot did not make. Opening a NIK costs more than all the rest, so it is left closed unless it is that of one
 * whom the snapshot made, or has to tell the birth date, because none is recorded or one that stands for "unknown". Mothers' names are read only
 * where the snapshot names some to compare them with.
 */
export function streamOthers(tx: Tx, keys: OpeningKeys, listed: Listed & { readonly namesMothers: boolean }): Persons {
  const isNeeded = sql`(p.birth_on is null or p.birth_on_is_default or n.nik_mac is not null)`
  return streamPersons(tx, keys, {
    columns: sql`
      null as source_id, case when ${isNeeded} then i.nik_sealed end as nik_sealed, i.nik_mac is not null and not ${isNeeded} as is_nik_closed`,
    joins: sql`left join (
      select distinct o.nik_mac from registry.person q join registry.person_identity o on o.regency_id = q.regency_id and o.person_id = q.person_id
      where q.regency_id = ${sql.lit(tx.regencyId)} and q.source_record_id in (${recordsOf(tx, listed.snapshotId)})
    ) n on n.nik_mac = i.nik_mac`,
    where: isOther(tx, listed), mother: listed.namesMothers ? motherOf(tx) : sql`null`,
  })
}

const livesHere = (tx: Tx): RawBuilder<unknown> => sql`p.regency_id = ${sql.lit(tx.regencyId)} and p.merged_into is null and p.ended_on is null`

/** By areas and not by their district: the index of names begins with the area. */
function isOther(tx: Tx, { snapshotId, areaIds }: Listed): RawBuilder<unknown> {
  return sql`p.area_id in (${sql.join([-1, ...areaIds].map((id) => sql.lit(id)))})
    and not exists (${recordsOf(tx, snapshotId)} and r.source_record_id = p.source_record_id)`
}

/** The mother's name as the latest record has it. Looking it up for everybody is half of the database's work. */
function motherOf(tx: Tx): RawBuilder<unknown> {
  return sql`(select a.values ->> 'motherName' from registry.attribute_set a
    where a.regency_id = ${sql.lit(tx.regencyId)} and a.subject_id = p.person_id and a.values ? 'motherName'
    order by a.valid_from desc, a.source_record_id desc limit 1)`
}

/** The source records of a snapshot. */
function recordsOf(tx: Tx, snapshotId: string): RawBuilder<unknown> {
  const [regency, snapshot] = [sql.lit(tx.regencyId), sql.lit(snapshotId)]
  return sql`select r.source_record_id from registry.source_record r where r.regency_id = ${regency} and r.snapshot_id = ${snapshot}`
}

type Which = Readonly<Record<'columns' | 'mother' | 'joins' | 'where', RawBuilder<unknown>>>

const rowsAtOnce = 5_000

/** Persons through a cursor, some thousand at once: each table is read once. */
async function* streamPersons(tx: Tx, keys: OpeningKeys, { columns, mother, joins, where }: Which): Persons {
  const regency = sql.lit(tx.regencyId)
  // All rows are wanted, not the first of them soon.
  await sql`set local cursor_tuple_fraction = 1`.execute(tx.db)
  await sql`declare known_persons no scroll cursor for
    select p.person_id, p.name, p.alias, p.sex, p.birth_on, encode(c.card_mac, 'hex') as card,
      ${mother} as mother_name, p.area_id, f.hamlet, f.rw, f.rt, ${columns}
    from registry.person p
    left join registry.person_identity i on i.regency_id = ${regency} and i.person_id = p.person_id
    left join registry.family_member m on m.regency_id = ${regency} and m.person_id = p.person_id and m.valid_to is null
    left join registry.family f on f.regency_id = ${regency} and f.family_id = m.family_id
    left join registry.family_identity c on c.regency_id = ${regency} and c.family_id = m.family_id
    ${joins}
    where ${livesHere(tx)} and ${where}`.execute(tx.db)
  let next = fetchKnown(tx)
  for (;;) {
    const rows = await next
    const isLast = rows.length < rowsAtOnce
    if (!isLast) next = fetchKnown(tx)
    yield rows.map((row) => toRecord(row, keys))
    if (isLast) break
  }
  await sql`close known_persons`.execute(tx.db)
}

/** The next of them. Asked for before the last ones are worked on, so that the database reads while this process opens numbers. */
function fetchKnown(tx: Tx): Promise<readonly KnownRow[]> {
  const fetching = sql<KnownRow>`fetch ${sql.lit(rowsAtOnce)} from known_persons`.execute(tx.db).then(({ rows }) => rows)
  // Whoever waits for it hears of a failure; if the work ended before, nobody does.
  fetching.catch(() => undefined)
  return fetching
}

function toRecord(row: KnownRow, keys: OpeningKeys): KnownRecord {
  return {
    id: row.person_id, list: row.source_id ?? '', name: row.name, alias: row.alias, sex: row.sex, birthOn: row.birth_on,
    nik: row.nik_sealed === null ? null : keys.openKept(row.nik_sealed), card: row.card, motherName: row.mother_name, areaId: row.area_id,
    hamlet: row.hamlet, rw: row.rw, rt: row.rt, isNikClosed: row.is_nik_closed,
  }
}

const numbersAtOnce = 5_000

/** The NIK of some persons, opened. Who has none, or whose key is destroyed, is left out. */
export async function openNiks(tx: Tx, keys: OpeningKeys, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const niks = new Map<string, string>()
  for (let from = 0; from < personIds.length; from += numbersAtOnce) {
    const rows = await tx.db.selectFrom('registry.person_identity').select(['person_id', 'nik_sealed']).where('regency_id', '=', tx.regencyId)
      .where('person_id', '=', sql<string>`any(${personIds.slice(from, from + numbersAtOnce)}::uuid[])`).execute()
    for (const row of rows) {
      const nik = keys.openKept(row.nik_sealed)
      if (nik !== null) niks.set(row.person_id, nik)
    }
  }
  return niks
}

/** The districts in which the persons of a snapshot live. */
export async function listDistrictsOf(tx: Tx, snapshotId: string): Promise<readonly number[]> {
  const { rows } = await sql<{ district_id: number }>`
    select distinct p.district_id from registry.source_record r
    join registry.person p on p.regency_id = r.regency_id and p.source_record_id = r.source_record_id
    where r.regency_id = ${tx.regencyId} and r.snapshot_id = ${snapshotId}`.execute(tx.db)
  return rows.map((row) => row.district_id)
}
