import { sql } from 'kysely'
import type { Pile } from '#modules/people/waiting/waiting.store.ts'
import type { Scope } from '#modules/people/session/session.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'

export interface AskedScopeRow extends Scope {
  readonly askedScopeId: string
  readonly accountId: string
  readonly username: string
  readonly name: string
  readonly askedAt: Date
  readonly askedBy: string
  readonly askedByName: string
}

/** Keeps what was asked; false when the same waits already. */
export async function insertAskedScope(tx: Tx, asked: Scope & { askedScopeId: string; accountId: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into people.asked_scope (regency_id, asked_scope_id, account_id, role, area_id, office_id, asked_at, asked_by)
    values (${tx.regencyId}, ${asked.askedScopeId}, ${asked.accountId}, ${asked.role}, ${asked.areaId}, ${asked.officeId}, ${tx.now}, ${tx.actor.accountId})
    on conflict (regency_id, account_id, role, area_id, office_id) where decided_at is null do nothing`.execute(tx.db)
  return numAffectedRows === 1n
}

function waiting(tx: Tx) {
  return tx.db.selectFrom('people.asked_scope as s')
    .innerJoin('people.account as a', (join) => join.onRef('a.regency_id', '=', 's.regency_id').onRef('a.account_id', '=', 's.account_id'))
    .innerJoin('people.account as b', (join) => join.onRef('b.regency_id', '=', 's.regency_id').onRef('b.account_id', '=', 's.asked_by'))
    .select(['s.asked_scope_id', 's.account_id', 'a.username', 'a.name', 's.role', 's.area_id', 's.office_id', 's.asked_at', 's.asked_by', 'b.name as asked_by_name'])
    .where('s.regency_id', '=', tx.regencyId).where('s.decided_at', 'is', null)
    .orderBy('s.asked_at').orderBy('s.asked_scope_id')
}

type WaitingRow = Awaited<ReturnType<ReturnType<typeof waiting>['execute']>>[number]

function toAsked(row: WaitingRow): AskedScopeRow {
  return {
    askedScopeId: row.asked_scope_id, accountId: row.account_id, username: row.username, name: row.name, role: row.role, areaId: row.area_id,
    officeId: row.office_id, askedAt: row.asked_at, askedBy: row.asked_by, askedByName: row.asked_by_name,
  }
}

/** What waits, the earliest first. */
export async function listWaitingScopes(tx: Tx, page: { after: ListPlace | undefined; limit: number }): Promise<readonly AskedScopeRow[]> {
  const { after, limit } = page
  const rows = await waiting(tx).limit(limit)
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(s.asked_at, s.asked_scope_id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .execute()
  return rows.map(toAsked)
}

/** What waits for one account. */
export async function listWaitingScopesOf(tx: Tx, accountId: string): Promise<readonly AskedScopeRow[]> {
  return (await waiting(tx).where('s.account_id', '=', accountId).limit(100).execute()).map(toAsked)
}

export interface AskedScopeOfAccount extends Scope {
  readonly accountId: string
  readonly askedBy: string
  readonly isDecided: boolean
}

/** One that was asked, decided or not. */
export async function findAskedScope(tx: Tx, askedScopeId: string): Promise<AskedScopeOfAccount | undefined> {
  const row = await tx.db.selectFrom('people.asked_scope').select(['account_id', 'role', 'area_id', 'office_id', 'asked_by', 'decided_at'])
    .where('regency_id', '=', tx.regencyId).where('asked_scope_id', '=', askedScopeId).executeTakeFirst()
  return row && {
    accountId: row.account_id, role: row.role, areaId: row.area_id, officeId: row.office_id, askedBy: row.asked_by, isDecided: row.decided_at !== null,
  }
}

/** Keeps the decision; false when somebody else was faster. */
export async function saveDecision(
  tx: Tx, askedScopeId: string, to: { decision: 'approved' | 'rejected' | 'taken_back'; reason: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.updateTable('people.asked_scope')
    .set({ decision: to.decision, reason: to.reason, decided_at: tx.now, decided_by: tx.actor.accountId })
    .where('regency_id', '=', tx.regencyId).where('asked_scope_id', '=', askedScopeId).where('decided_at', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Roles that another asked for. */
export const askedScopePile: Pile = {
  key: 'askedScopes', grants: ['people.scope.approve'],
  rows: (tx) => sql`select from people.asked_scope where regency_id = ${tx.regencyId} and decided_at is null and asked_by is distinct from ${tx.actor.accountId}::uuid`,
}
