import { sql } from 'kysely'
import type { Actor } from '#platform/db/actor.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { leafHash, merkleRoot, sealHash } from './merkle.ts'
import { entryText } from './seal.ts'

export interface SealFault {
  readonly sealNo: number
  readonly reason: 'root_differs' | 'chain_broken' | 'seal_changed' | 'entries_missing' | 'seal_missing'
}

export interface Verification {
  readonly seals: number
  readonly entries: number
  /** Entries that no seal covers although a seal was made more than an hour after them. */
  readonly unsealedOld: number
  /** The last seal's hash in hex: print it, mail it, keep it elsewhere. */
  readonly head: string
  readonly faults: readonly SealFault[]
}

/** Recomputes every seal from the entries as they stand; each fault names the seal it lies in. Reads in batches of one seal. */
export async function verifyAudit(db: Db, reader: Actor): Promise<Verification> {
  return db.asActor(reader, async (tx) => {
    const faults: SealFault[] = []
    let entries = 0
    let previous: { sealNo: number; hash: Buffer } = { sealNo: 0, hash: Buffer.alloc(32) }
    for (let seal = await findSealAfter(tx, 0); seal !== undefined; seal = await findSealAfter(tx, previous.sealNo)) {
      const contents = await listSealed(tx, seal.seal_no)
      faults.push(...faultsOf(seal, { contents, previous, regencyId: tx.regencyId }))
      entries += contents.length
      previous = { sealNo: seal.seal_no, hash: seal.seal_hash }
    }
    return { seals: previous.sealNo, entries, unsealedOld: await countOldUnsealed(tx), head: previous.hash.toString('hex'), faults }
  })
}

/** Whether a seal with this hash (hex) stands in the chain: a hash that was kept elsewhere shows whether the chain was made anew. */
export async function hasSeal(db: Db, reader: Actor, hash: string): Promise<boolean> {
  return db.asActor(reader, async (tx) => {
    const { rows } = await sql`select from audit.seal where regency_id = ${tx.regencyId} and encode(seal_hash, 'hex') = ${hash}`.execute(tx.db)
    return rows.length > 0
  })
}

interface SealRow {
  readonly seal_no: number
  readonly entry_count: number
  readonly root: Buffer
  readonly previous_hash: Buffer
  readonly seal_hash: Buffer
}

function faultsOf(
  seal: SealRow, found: { contents: readonly string[]; previous: { sealNo: number; hash: Buffer }; regencyId: number },
): SealFault[] {
  const fault = (reason: SealFault['reason']): SealFault => ({ sealNo: seal.seal_no, reason })
  const faults: SealFault[] = []
  if (seal.seal_no !== found.previous.sealNo + 1) faults.push(fault('seal_missing'))
  if (!seal.previous_hash.equals(found.previous.hash)) faults.push(fault('chain_broken'))
  const content = { regencyId: found.regencyId, sealNo: seal.seal_no, entryCount: seal.entry_count, root: seal.root, previousHash: seal.previous_hash }
  if (!sealHash(content).equals(seal.seal_hash)) faults.push(fault('seal_changed'))
  if (found.contents.length !== seal.entry_count) faults.push(fault('entries_missing'))
  else if (!merkleRoot(found.contents.map(leafHash)).equals(seal.root)) faults.push(fault('root_differs'))
  return faults
}

async function findSealAfter(tx: Tx, sealNo: number): Promise<SealRow | undefined> {
  const { rows } = await sql<SealRow>`
    select seal_no, entry_count, root, previous_hash, seal_hash from audit.seal
    where regency_id = ${tx.regencyId} and seal_no > ${sealNo} order by seal_no limit 1`.execute(tx.db)
  return rows[0]
}

async function listSealed(tx: Tx, sealNo: number): Promise<readonly string[]> {
  const { rows } = await sql<{ content: string }>`
    select ${entryText} as content
    from audit.seal_entry s join audit.entry e on e.regency_id = s.regency_id and e.entry_id = s.entry_id
    where s.regency_id = ${tx.regencyId} and s.seal_no = ${sealNo} order by s.leaf_no`.execute(tx.db)
  return rows.map((row) => row.content)
}

async function countOldUnsealed(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit.entry e
    where e.regency_id = ${tx.regencyId}
      and e.at < (select max(sealed_at) - interval '1 hour' from audit.seal where regency_id = ${tx.regencyId})
      and not exists (select from audit.seal_entry s where s.regency_id = e.regency_id and s.entry_id = e.entry_id)`.execute(tx.db)
  return rows[0]?.count ?? 0
}
