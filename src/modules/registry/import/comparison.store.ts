import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { Comparison, ComparisonKind } from './comparison.contract.ts'
import type { ImportRecord } from './import.store.ts'

/** A list and the one before it. */
export interface ListPair {
  readonly importId: string
  readonly previousId: string
}

type ListFacts = Pick<ImportRecord, 'importId' | 'areaId' | 'sourceKey' | 'asOfOn' | 'storedAt'>

/** The latest stored list of the same source and area that holds for no later day; undefined when this is the first. */
export async function findPreviousList(tx: Tx, list: ListFacts): Promise<{ importId: string; fileName: string; asOfOn: string } | undefined> {
  const row = await tx.db.selectFrom('registry.import').select(['import_id', 'file_name', 'as_of_on'])
    .where('regency_id', '=', tx.regencyId).where('area_id', '=', list.areaId).where('source_key', '=', list.sourceKey).where('state', '=', 'confirmed')
    .where('import_id', '<>', list.importId).where('as_of_on', '<=', list.asOfOn).where('stored_at', '<', list.storedAt ?? sql<Date>`'infinity'::timestamptz`)
    .orderBy('as_of_on', 'desc').orderBy('stored_at', 'desc').orderBy('import_id', 'desc').limit(1).executeTakeFirst()
  return row && { importId: row.import_id, fileName: row.file_name, asOfOn: row.as_of_on }
}

/**
 * The rows of both lists, and which of them are about the same person: by the person of the registry, else by the number. Refused rows whose
 * number could be read count as there, so that nobody is said to be gone because of a wrong date.
 */
function withPairs(tx: Tx, lists: ListPair): RawBuilder<unknown> {
  const facts = sql`row_number, state, person_id, nik_mac, card_mac, address_mac, decile, person_sealed`
  return sql`
    with now as materialized (
      select ${facts} from registry.import_row where regency_id = ${tx.regencyId} and import_id = ${lists.importId} and (person_sealed is not null or nik_mac is not null)
    ), before as materialized (
      select ${facts} from registry.import_row where regency_id = ${tx.regencyId} and import_id = ${lists.previousId} and state = 'stored'
    ), pair as materialized (
      select n.row_number as now_row, b.row_number as before_row from now n join before b on b.person_id = n.person_id
      union select n.row_number, b.row_number from now n join before b on b.nik_mac = n.nik_mac where n.person_id is null
    )`
}

const both = sql`now n join pair p on p.now_row = n.row_number join before b on b.row_number = p.before_row`
const wanted: Readonly<Record<ComparisonKind, RawBuilder<unknown>>> = {
  new: sql`from now n left join before b on false where n.person_sealed is not null and n.state <> 'bad' and not exists (select from pair p where p.now_row = n.row_number)`,
  gone: sql`from before b left join now n on false where not exists (select from pair p where p.before_row = b.row_number)`,
  decile: sql`from ${both} where n.decile <> b.decile`,
  card: sql`from ${both} where n.card_mac <> b.card_mac`,
  address: sql`from ${both} where n.address_mac <> b.address_mac`,
}

/** How many people are new, gone, changed; and how many families went from which decile to which. */
export async function countComparison(tx: Tx, lists: ListPair): Promise<Pick<Comparison, 'counts' | 'deciles'>> {
  const kinds = Object.entries(wanted).map(([kind, rows]) => sql`(select count(*) ${rows}) as ${sql.ref(kind)}`)
  const counted = await sql<Comparison['counts']>`
    ${withPairs(tx, lists)} select ${sql.join(kinds)}, (select count(*) from pair) as both`.execute(tx.db)
  const deciles = await sql<Comparison['deciles'][number]>`
    ${withPairs(tx, lists)} select b.decile as "from", n.decile as "to", count(distinct coalesce(b.card_mac, b.nik_mac, b.person_id::text::bytea)) as families
    from ${both} where n.decile is not null and b.decile is not null group by 1, 2 order by 1, 2`.execute(tx.db)
  const [counts] = counted.rows
  if (counts === undefined) throw new Error('a count without a row')
  return { counts, deciles: deciles.rows }
}

/** A row of this list, or of the one before where the person is gone, with what was read from either; still closed. */
export interface ComparedLine {
  readonly rowNumber: number
  readonly personId: string | null
  readonly nowSealed: Buffer | null
  readonly beforeSealed: Buffer | null
}

/** One page of the lines of a kind, by row number. */
export async function listComparison(tx: Tx, lists: ListPair, page: { kind: ComparisonKind; after: number; limit: number }): Promise<readonly ComparedLine[]> {
  const { rows } = await sql<{ row_number: number; person_id: string | null; now_sealed: Buffer | null; before_sealed: Buffer | null }>`
    ${withPairs(tx, lists)}, line as (
      select coalesce(n.row_number, b.row_number) as row_number, coalesce(n.person_id, b.person_id) as person_id, n.person_sealed as now_sealed, b.person_sealed as before_sealed
      ${wanted[page.kind]}
    )
    select * from line where row_number > ${page.after} order by row_number limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => ({ rowNumber: row.row_number, personId: row.person_id, nowSealed: row.now_sealed, beforeSealed: row.before_sealed }))
}

/** Everybody who is gone, with the village that must say what became of them; who is known to have ended is not asked about. */
export async function listGone(tx: Tx, lists: ListPair): Promise<readonly { personId: string; areaId: number }[]> {
  const { rows } = await sql<{ person_id: string; area_id: number }>`
    ${withPairs(tx, lists)} select distinct p.person_id, p.area_id
    from (select b.person_id ${wanted.gone}) g join registry.person p on p.regency_id = ${tx.regencyId} and p.person_id = g.person_id
    where p.ended_on is null`.execute(tx.db)
  return rows.map((row) => ({ personId: row.person_id, areaId: row.area_id }))
}
