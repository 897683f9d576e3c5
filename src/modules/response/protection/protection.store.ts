import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

/** A protected case by its number, for somebody in whose scope it lies and whom it is not about. */
export async function findProtected(tx: Tx, caseNumber: string): Promise<{ caseId: string; areaId: number; officeIds: number[] } | undefined> {
  const { rows } = await sql<{ case_id: string; area_id: number; office_ids: number[] }>`
    select case_id, area_id, office_ids from response.find_protected(${tx.regencyId}, ${caseNumber})`.execute(tx.db)
  return rows.map((row) => ({ caseId: row.case_id, areaId: row.area_id, officeIds: row.office_ids }))[0]
}

/** That somebody opens a protected case. */
export interface NewGlassBreak {
  readonly breakId: string
  readonly caseId: string
  readonly caseNumber: string
  readonly areaId: number
  readonly officeIds: readonly number[]
  readonly reason: string
  readonly untilAt: Date
}

/** Writes down that the caller opens a protected case; it is never changed. */
export async function insertGlassBreak(tx: Tx, made: NewGlassBreak): Promise<void> {
  await sql`
    insert into response.glass_break (regency_id, break_id, case_id, case_number, area_id, office_ids, account_id, account_name, role, reason,
      broken_at, until_at)
    values (${tx.regencyId}, ${made.breakId}, ${made.caseId}, ${made.caseNumber}, ${made.areaId}, ${made.officeIds}, ${tx.actor.accountId},
      ${tx.actor.name}, ${tx.actor.role}, ${made.reason}, ${tx.now}, ${made.untilAt})`.execute(tx.db)
}

/** Why somebody reads a case: their work on it, or what they wrote when they broke its glass, for as long as that is open. */
export async function purposeOf(tx: Tx, caseId: string): Promise<string> {
  const { rows } = await sql<{ reason: string }>`
    select reason from response.glass_break
    where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid and account_id = ${tx.actor.accountId}::uuid and until_at > ${tx.now}
    order by broken_at desc, break_id desc limit 1`.execute(tx.db)
  return rows[0]?.reason ?? 'case_work'
}

/**
 * In what way the caller stands near to an entered case: of the same family, or of the same name in the same village. Null when not, or when
 * another allowed it.
 */
export async function findOwnConflict(tx: Tx, caseId: string): Promise<'own_family' | 'same_name' | null> {
  const { rows } = await sql<{ conflict: 'own_family' | 'same_name' | null }>`
    select response.own_conflict(${tx.regencyId}, ${caseId}::uuid) as conflict`.execute(tx.db)
  return rows[0]?.conflict ?? null
}

/** Keeps that another person lets an officer work on a case; false when somebody did before. */
export async function insertOverride(tx: Tx, made: { caseId: string; accountId: string; reason: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into response.conflict_override (regency_id, case_id, account_id, allowed_by, allowed_name, reason, allowed_at)
    values (${tx.regencyId}, ${made.caseId}, ${made.accountId}, ${tx.actor.accountId}, ${tx.actor.name}, ${made.reason}, ${tx.now})
    on conflict do nothing`.execute(tx.db)
  return numAffectedRows === 1n
}

/** Whom a protected case is about is not verified by the village, and is again when the protection is lifted. */
export async function withholdVerification(tx: Tx, caseId: string): Promise<void> {
  await sql`select response.withhold_verification(${tx.regencyId}, ${caseId}::uuid)`.execute(tx.db)
}
