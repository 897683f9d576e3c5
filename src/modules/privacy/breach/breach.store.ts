import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { TouchedPerson } from './breach.contract.ts'

export interface BreachRow {
  readonly breachId: string
  readonly discoveredAt: Date
  readonly noticeDueAt: Date
  readonly whatHappened: string
  readonly accountId: string | null
  readonly fromAt: Date
  readonly toAt: Date
  readonly handling: string | null
  readonly notifiedAt: Date | null
  readonly recordedByName: string
}

/** Keeps an incident. */
export async function insertBreach(tx: Tx, breach: Omit<BreachRow, 'handling' | 'notifiedAt' | 'recordedByName'>): Promise<void> {
  await tx.db.insertInto('privacy.breach').values({
    regency_id: tx.regencyId, breach_id: breach.breachId, discovered_at: breach.discoveredAt, notice_due_at: breach.noticeDueAt,
    what_happened: breach.whatHappened, account_id: breach.accountId, from_at: breach.fromAt, to_at: breach.toAt, recorded_by_name: tx.actor.name,
  }).execute()
}

/** Incidents, newest first, at most two hundred; or the one of an id. */
export async function listBreachRows(tx: Tx, breachId?: string): Promise<readonly BreachRow[]> {
  const rows = await tx.db.selectFrom('privacy.breach').selectAll().where('regency_id', '=', tx.regencyId)
    .$if(breachId !== undefined, (query) => query.where('breach_id', '=', breachId!)).orderBy('discovered_at', 'desc').orderBy('breach_id', 'desc').limit(200).execute()
  return rows.map((row) => ({
    breachId: row.breach_id, discoveredAt: row.discovered_at, noticeDueAt: row.notice_due_at, whatHappened: row.what_happened, accountId: row.account_id,
    fromAt: row.from_at, toAt: row.to_at, handling: row.handling, notifiedAt: row.notified_at, recordedByName: row.recorded_by_name,
  }))
}

/** Writes down that the notice went out; false when it had. */
export async function saveNotice(tx: Tx, notice: { breachId: string; handling: string; notifiedAt: Date }): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.updateTable('privacy.breach').set({ handling: notice.handling, notified_at: notice.notifiedAt })
    .where('regency_id', '=', tx.regencyId).where('breach_id', '=', notice.breachId).where('notified_at', 'is', null).executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export interface TouchedRow {
  readonly personId: string
  readonly standing: TouchedPerson['standing']
  readonly name: string
  readonly areaId: number
  readonly looks: number
  readonly firstAt: Date
  readonly lastAt: Date
  readonly fields: readonly string[]
}

/** Everybody whose data an account, or any, saw in a span of time: one line a person and standing, after the line of a mark. */
export async function listTouchedRows(
  tx: Tx, asked: Pick<BreachRow, 'accountId' | 'fromAt' | 'toAt'> & { after: string | null; limit: number },
): Promise<readonly TouchedRow[]> {
  const { rows } = await sql<{ person_id: string; standing: TouchedPerson['standing']; name: string; area_id: number; looks: number; first_at: Date; last_at: Date; fields: string[] }>`
    select * from privacy.touched_persons(${tx.regencyId}, ${asked.accountId}, ${asked.fromAt}, ${asked.toAt}, ${asked.after}, ${asked.limit})`.execute(tx.db)
  return rows.map((row) => ({
    personId: row.person_id, standing: row.standing, name: row.name, areaId: row.area_id, looks: row.looks, firstAt: row.first_at, lastAt: row.last_at, fields: row.fields,
  }))
}

/** Incidents of which nobody has been told yet. */
export const breachPile: Pile = {
  key: 'breaches', grants: ['privacy.breach.handle'],
  rows: (tx) => sql`select from privacy.breach where regency_id = ${tx.regencyId} and notified_at is null`,
}
