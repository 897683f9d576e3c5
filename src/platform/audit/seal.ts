import { sql } from 'kysely'
import type { Actor } from '#platform/db/actor.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { leafHash, merkleRoot, sealHash } from './merkle.ts'

const batchSize = 5_000
/** Entries that commit late get an id below the newest sealed one; no transaction lives long enough to fall this far behind. */
const lookBack = 100_000

/**
 * One entry as text, byte for byte the same wherever it is read: a JSON array of its columns with the moment in microseconds.
 * Both the sealer and the verifier hash this text.
 */
export const entryText = sql<string>`json_build_array(e.regency_id, e.entry_id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  e.account_id, e.role, e.action, e.subject_kind, e.subject_id, e.area_id, e.office_id, e.purpose, e.detail::text, e.request_id)::text`

/** Seals the entries that no seal covers yet, up to one batch; gives how many. Two sealers at once: one works, the other gets 0. */
export async function sealEntries(db: Db, sealer: Actor): Promise<number> {
  return db.asActor(sealer, async (tx) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(7310003, ${tx.regencyId}) as mine`.execute(tx.db)
    if (rows[0]?.mine !== true) return 0
    const entries = await listUnsealed(tx)
    if (entries.length > 0) await writeSeal(tx, entries)
    return entries.length
  })
}

interface EntryText {
  readonly entry_id: number
  readonly content: string
}

async function listUnsealed(tx: Tx): Promise<readonly EntryText[]> {
  const { rows } = await sql<EntryText>`
    select e.entry_id, ${entryText} as content
    from audit.entry e
    where e.regency_id = ${tx.regencyId}
      and e.entry_id > (select coalesce(max(s.entry_id), 0) - ${lookBack} from audit.seal_entry s where s.regency_id = ${tx.regencyId})
      and not exists (select from audit.seal_entry s where s.regency_id = e.regency_id and s.entry_id = e.entry_id)
    order by e.entry_id limit ${batchSize}`.execute(tx.db)
  return rows
}

async function writeSeal(tx: Tx, entries: readonly EntryText[]): Promise<void> {
  const last = await sql<{ seal_no: number; seal_hash: Buffer }>`
    select seal_no, seal_hash from audit.seal where regency_id = ${tx.regencyId} order by seal_no desc limit 1`.execute(tx.db)
  const sealNo = (last.rows[0]?.seal_no ?? 0) + 1
  const previousHash = last.rows[0]?.seal_hash ?? Buffer.alloc(32)
  const root = merkleRoot(entries.map((entry) => leafHash(entry.content)))
  const hash = sealHash({ regencyId: tx.regencyId, sealNo, entryCount: entries.length, root, previousHash })
  await sql`
    insert into audit.seal (regency_id, seal_no, entry_count, root, previous_hash, seal_hash, sealed_at)
    values (${tx.regencyId}, ${sealNo}, ${entries.length}, ${root}, ${previousHash}, ${hash}, ${tx.now})`.execute(tx.db)
  await sql`
    insert into audit.seal_entry (regency_id, entry_id, seal_no, leaf_no)
    select ${tx.regencyId}, e.entry_id, ${sealNo}, e.leaf_no - 1
    from unnest(${entries.map((entry) => entry.entry_id)}::bigint[]) with ordinality as e (entry_id, leaf_no)`.execute(tx.db)
}
