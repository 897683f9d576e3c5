import { sql } from 'kysely'
import type { Actor } from '#platform/db/actor.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { entryText } from './seal.ts'

const exportFormat = 'kentongan-audit/1'

/** One line of an export. Hashes are in hex; `content` is the exact text that was hashed when the entry was sealed. */
export type ExportLine =
  | { readonly kind: 'header'; readonly format: typeof exportFormat; readonly regencyId: number; readonly exportedAt: string }
  | {
    readonly kind: 'seal'; readonly sealNo: number; readonly entryCount: number; readonly root: string
    readonly previousHash: string; readonly sealHash: string; readonly sealedAt: string
  }
  /** An entry of the seal above it; they stand in the order in which they were sealed. */
  | { readonly kind: 'entry'; readonly content: string }
  /** An entry that no seal covers yet. */
  | { readonly kind: 'unsealed'; readonly at: string; readonly content: string }
  | { readonly kind: 'end'; readonly seals: number; readonly entries: number }

const batchSize = 5_000

/** Everything that an outsider needs to verify the audit without us, as of one moment, seal by seal; `write` may wait for the disk. */
export async function exportAudit(db: Db, reader: Actor, write: (line: ExportLine) => Promise<void>): Promise<{ seals: number; entries: number }> {
  return db.asActor(reader, async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx.db)
    await write({ kind: 'header', format: exportFormat, regencyId: tx.regencyId, exportedAt: tx.now.toISOString() })
    const counts = { seals: 0, entries: 0 }
    for (let seal = await findSealAfter(tx, 0); seal !== undefined; seal = await findSealAfter(tx, seal.sealNo)) {
      await write({ kind: 'seal', ...seal })
      counts.seals += 1
      for (const content of await listSealed(tx, seal.sealNo)) {
        await write({ kind: 'entry', content })
        counts.entries += 1
      }
    }
    await writeUnsealed(tx, write)
    await write({ kind: 'end', ...counts })
    return counts
  })
}

type SealLine = Omit<Extract<ExportLine, { kind: 'seal' }>, 'kind'>

async function findSealAfter(tx: Tx, sealNo: number): Promise<SealLine | undefined> {
  const { rows } = await sql<SealLine>`
    select seal_no as "sealNo", entry_count as "entryCount", encode(root, 'hex') as root, encode(previous_hash, 'hex') as "previousHash",
      encode(seal_hash, 'hex') as "sealHash", to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sealedAt"
    from audit.seal where regency_id = ${tx.regencyId} and seal_no > ${sealNo} order by seal_no limit 1`.execute(tx.db)
  return rows[0]
}

async function listSealed(tx: Tx, sealNo: number): Promise<readonly string[]> {
  const { rows } = await sql<{ content: string }>`
    select ${entryText} as content
    from audit.seal_entry s join audit.entry e on e.regency_id = s.regency_id and e.entry_id = s.entry_id
    where s.regency_id = ${tx.regencyId} and s.seal_no = ${sealNo} order by s.leaf_no`.execute(tx.db)
  return rows.map((row) => row.content)
}

async function writeUnsealed(tx: Tx, write: (line: ExportLine) => Promise<void>): Promise<void> {
  for (let after = 0; ;) {
    const { rows } = await sql<{ entry_id: number; at: string; content: string }>`
      select e.entry_id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, ${entryText} as content
      from audit.entry e
      where e.regency_id = ${tx.regencyId} and e.entry_id > ${after}
        and not exists (select from audit.seal_entry s where s.regency_id = e.regency_id and s.entry_id = e.entry_id)
      order by e.entry_id limit ${batchSize}`.execute(tx.db)
    const last = rows.at(-1)
    if (last === undefined) return
    for (const { at, content } of rows) await write({ kind: 'unsealed', at, content })
    after = last.entry_id
  }
}
