import { sql } from 'kysely'
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
  readonly snapshotId: string | null
}

interface KnownRow {
  person_id: string
  source_id: string | null
  name: string
  alias: string | null
  sex: 'male' | 'female' | null
  birth_on: string | null
  nik_sealed: Buffer | null
  card: string | null
  mother_name: string | null
  area_id: number
  hamlet: string | null
  rw: number | null
  rt: number | null
  snapshot_id: string | null
}

const rowsAtOnce = 5_000

/**
 * Everybody who stands for themselves and still lives here, or only those of some districts, through a cursor: each table is read once, and no
 * more than some thousand rows are held. The NIK are opened one by one and leave this process in no form.
 */
export async function* streamKnown(tx: Tx, keys: Pick<Keys, 'openKept'>, districtIds?: readonly number[]): AsyncGenerator<KnownRecord> {
  const regency = sql.lit(tx.regencyId)
  const here = districtIds === undefined ? sql`` : sql`and p.district_id in (${sql.join([-1, ...districtIds].map((id) => sql.lit(id)))})`
  await sql`declare known_persons no scroll cursor for
    select p.person_id, s.source_id, p.name, p.alias, p.sex, p.birth_on, i.nik_sealed, encode(c.card_mac, 'hex') as card,
      (select a.values ->> 'motherName' from registry.attribute_set a where a.regency_id = ${regency} and a.subject_id = p.person_id
        and a.values ? 'motherName' order by a.valid_from desc, a.source_record_id desc limit 1) as mother_name,
      p.area_id, f.hamlet, f.rw, f.rt, s.snapshot_id
    from registry.person p
    left join registry.person_identity i on i.regency_id = ${regency} and i.person_id = p.person_id
    left join registry.family_member m on m.regency_id = ${regency} and m.person_id = p.person_id and m.valid_to is null
    left join registry.family f on f.regency_id = ${regency} and f.family_id = m.family_id
    left join registry.family_identity c on c.regency_id = ${regency} and c.family_id = m.family_id
    left join registry.source_record r on r.regency_id = ${regency} and r.source_record_id = p.source_record_id
    left join registry.snapshot s on s.regency_id = ${regency} and s.snapshot_id = r.snapshot_id
    where p.regency_id = ${regency} and p.merged_into is null and p.ended_on is null ${here}`.execute(tx.db)
  let next = fetchKnown(tx)
  for (;;) {
    const rows = await next
    const isLast = rows.length < rowsAtOnce
    if (!isLast) next = fetchKnown(tx)
    for (const row of rows) yield toRecord(row, keys)
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

function toRecord(row: KnownRow, keys: Pick<Keys, 'openKept'>): KnownRecord {
  return {
    id: row.person_id, list: row.source_id ?? '', name: row.name, alias: row.alias, sex: row.sex, birthOn: row.birth_on,
    nik: row.nik_sealed === null ? null : keys.openKept(row.nik_sealed), card: row.card, motherName: row.mother_name, areaId: row.area_id,
    hamlet: row.hamlet, rw: row.rw, rt: row.rt, snapshotId: row.snapshot_id,
  }
}

/** The districts in which the persons of a snapshot live. */
export async function listDistrictsOf(tx: Tx, snapshotId: string): Promise<readonly number[]> {
  const { rows } = await sql<{ district_id: number }>`
    select distinct p.district_id from registry.source_record r
    join registry.person p on p.regency_id = r.regency_id and p.source_record_id = r.source_record_id
    where r.regency_id = ${tx.regencyId} and r.snapshot_id = ${snapshotId}`.execute(tx.db)
  return rows.map((row) => row.district_id)
}
