import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { BatchFormat } from './batch.contract.ts'

/** One copy of a batch that somebody took. */
export interface TakenCopy {
  readonly downloadId: string
  readonly number: string
  readonly format: BatchFormat
  readonly name: string
  readonly at: Date
}

/** Every copy of every batch, the latest first, for whoever traces a file; nothing for anybody else. */
export async function listTakenCopies(tx: Tx, limit: number): Promise<readonly TakenCopy[]> {
  const { rows } = await sql<TakenCopy>`
    select download_id as "downloadId", number, format, account_name as name, asked_at as at
    from registry.batch_copies(${tx.regencyId}, ${limit})`.execute(tx.db)
  return rows
}
