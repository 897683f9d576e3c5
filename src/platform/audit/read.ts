import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

export interface SensitiveRead {
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly areaId?: number
  /** Why it was looked at: the screen's purpose, or the reason that the reader typed. */
  readonly purpose: string
  readonly fields: readonly string[]
  /** Who stood in a list that was read, by id: an incident must be able to name them. */
  readonly listed?: readonly string[]
}

/** Notes that somebody read sensitive data, in the transaction of the read: no note, no data. */
export async function auditRead(tx: Tx, read: SensitiveRead): Promise<void> {
  await sql`
    insert into audit.entry (regency_id, at, account_id, role, action, subject_kind, subject_id, area_id, office_id, purpose, detail)
    values (${tx.regencyId}, ${tx.now}, ${tx.actor.accountId}, ${tx.actor.role}, ${read.action}, ${read.subjectKind}, ${read.subjectId},
      ${read.areaId ?? null}, ${tx.actor.ownOfficeId}, ${read.purpose}, ${JSON.stringify({ fields: read.fields, listed: read.listed })}::jsonb)`.execute(tx.db)
}
