import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import { newId } from '#platform/id.ts'
import type { DecidedBy } from './link.rules.ts'

/** That a source record is about a person, of a family. */
export interface NewLink {
  readonly sourceRecordId: string
  readonly personId: string
  readonly familyId: string | null
  readonly areaId: number
  readonly decidedBy: DecidedBy
  /** The exact rule, or the version of the linkage model. */
  readonly rule: string
  /** What the model compared and found; only with `decidedBy: 'model'`. */
  readonly match?: { readonly pattern: number; readonly weight: number; readonly probability: number }
}

/** Keeps links; the account of the transaction is their author. A record that is linked to the person already stays as it is. */
export async function recordLinks(tx: Tx, links: readonly NewLink[]): Promise<void> {
  await inSlices(links, (slice) => tx.db.insertInto('registry.link').values(slice.map((link) => ({
    regency_id: tx.regencyId, link_id: newId(), source_record_id: link.sourceRecordId, person_id: link.personId, family_id: link.familyId,
    area_id: link.areaId, decided_by: link.decidedBy, rule: link.rule, pattern: link.match?.pattern ?? null, weight: link.match?.weight ?? null,
    probability: link.match?.probability ?? null, linked_by: tx.actor.accountId, linked_at: tx.now,
  }))).onConflict((conflict) => conflict.doNothing()).execute())
}

/** Whether somebody, and not a machine alone, says that a source record is about a person. */
export async function isRecordConfirmed(tx: Tx, record: { sourceRecordId: string; personId: string }): Promise<boolean> {
  const { rows } = await sql<{ confirmed: boolean }>`
    select registry.is_confirmed_by_human(${tx.regencyId}, ${record.sourceRecordId}, ${record.personId}) as confirmed`.execute(tx.db)
  return rows[0]?.confirmed ?? false
}
