import { sql } from 'kysely'
import type { HeldScope } from '#modules/people/session/session.store.ts'
import type { Scope } from '#modules/people/session/session.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AccountState } from './account.contract.ts'

export interface AccountRow {
  readonly accountId: string
  readonly username: string
  readonly name: string
  readonly isDisabled: boolean
  readonly mustChangePassword: boolean
  readonly kinStatedAt: Date | null
  readonly hasTotp: boolean
  readonly lastSeenAt: Date | null
}

export interface AccountFilter {
  /** Beginning of the user name, or any part of the name. */
  readonly q?: string | undefined
  readonly role?: string | undefined
  readonly state?: AccountState | undefined
  /** The last user name of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

/** Accounts that match, by user name; at most `limit`. */
export async function listAccountRows(tx: Tx, filter: AccountFilter): Promise<readonly AccountRow[]> {
  const pattern = likePattern(filter.q ?? '')
  const rows = await accountQuery(tx)
    .$if((filter.q ?? '') !== '', (query) => query.where((row) => row.or([
      row('a.username', 'like', `${pattern.toLowerCase()}%`), row('a.name', 'ilike', `%${pattern}%`),
    ])))
    .$if(filter.role !== undefined, (query) => query.where((row) => row.exists(
      row.selectFrom('people.scope as s').select('s.scope_id').where('s.regency_id', '=', tx.regencyId)
        .whereRef('s.account_id', '=', 'a.account_id').where('s.role', '=', filter.role!).where('s.withdrawn_at', 'is', null))))
    .$if(filter.state !== undefined, (query) => query.where('a.disabled_at', filter.state === 'disabled' ? 'is not' : 'is', null))
    .$if(filter.state === 'kin_unstated', (query) => query.where('a.kin_stated_at', 'is', null))
    .$if(filter.after !== undefined, (query) => query.where('a.username', '>', filter.after!))
    .orderBy('a.username').limit(filter.limit).execute()
  return rows.map(accountOf)
}

/** Accounts whose name holds one of some words; at most two hundred. */
export async function findNamedAccounts(tx: Tx, words: readonly string[]): Promise<readonly { accountId: string; name: string }[]> {
  if (words.length === 0) return []
  const rows = await tx.db.selectFrom('people.account').select(['account_id', 'name']).where('regency_id', '=', tx.regencyId)
    .where((row) => row.or(words.map((word) => row('name', 'ilike', `%${likePattern(word)}%`)))).orderBy('account_id').limit(200).execute()
  return rows.map((row) => ({ accountId: row.account_id, name: row.name }))
}

/** Whom to leave out: accounts, and whoever acts for one of some offices. */
export interface LeftOut {
  readonly accountIds: readonly string[]
  readonly officeIds: readonly number[]
}

/** Whether an account that is not shut holds one of some roles, besides those left out. */
export async function hasHolderOf(tx: Tx, roles: readonly string[], without: LeftOut): Promise<boolean> {
  const row = await tx.db.selectFrom('people.scope as s').select('s.account_id')
    .innerJoin('people.account as a', (join) => join.onRef('a.regency_id', '=', 's.regency_id').onRef('a.account_id', '=', 's.account_id'))
    .where('s.regency_id', '=', tx.regencyId).where('s.withdrawn_at', 'is', null).where('a.disabled_at', 'is', null)
    .where('s.role', '=', sql<string>`any(${roles}::text[])`).where('s.account_id', '<>', sql<string>`all(${without.accountIds}::uuid[])`)
    .where((scope) => scope.or([scope('s.office_id', 'is', null), scope('s.office_id', '<>', sql<number>`all(${without.officeIds}::int[])`)]))
    .limit(1).executeTakeFirst()
  return row !== undefined
}

/** One account by its id. */
export async function findAccountRow(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
  const row = await accountQuery(tx).where('a.account_id', '=', accountId).executeTakeFirst()
  return row && accountOf(row)
}

/** One account by its user name. */
export async function findAccountRowByUsername(tx: Tx, username: string): Promise<AccountRow | undefined> {
  const row = await accountQuery(tx).where('a.username', '=', username).executeTakeFirst()
  return row && accountOf(row)
}

function accountQuery(tx: Tx) {
  return tx.db.selectFrom('people.account as a').where('a.regency_id', '=', tx.regencyId).select((row) => [
    'a.account_id', 'a.username', 'a.name', 'a.disabled_at', 'a.must_change_password', 'a.kin_stated_at',
    row.selectFrom('people.totp as t').select('t.confirmed_at').where('t.regency_id', '=', tx.regencyId)
      .whereRef('t.account_id', '=', 'a.account_id').as('totp_confirmed_at'),
    row.selectFrom('people.session as s').select((each) => each.fn.max('s.seen_at').as('seen_at')).where('s.regency_id', '=', tx.regencyId)
      .whereRef('s.account_id', '=', 'a.account_id').where('s.stage', '=', 'open').as('last_seen_at'),
  ])
}

function accountOf(row: {
  account_id: string; username: string; name: string; disabled_at: Date | null; must_change_password: boolean
  totp_confirmed_at: Date | null; last_seen_at: Date | null; kin_stated_at: Date | null
}): AccountRow {
  return {
    accountId: row.account_id, username: row.username, name: row.name, isDisabled: row.disabled_at !== null,
    mustChangePassword: row.must_change_password, hasTotp: row.totp_confirmed_at !== null, lastSeenAt: row.last_seen_at,
    kinStatedAt: row.kin_stated_at,
  }
}

function likePattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}

/** The scopes that each of the accounts holds, the earliest first. */
export async function listScopesOf(tx: Tx, accountIds: readonly string[]): Promise<ReadonlyMap<string, readonly HeldScope[]>> {
  if (accountIds.length === 0) return new Map()
  const rows = await tx.db.selectFrom('people.scope').select(['account_id', 'scope_id', 'role', 'area_id', 'office_id'])
    .where('regency_id', '=', tx.regencyId).where('account_id', 'in', [...accountIds]).where('withdrawn_at', 'is', null)
    .orderBy('granted_at').orderBy('scope_id').execute()
  return Map.groupBy(rows.map((row) => ({
    accountId: row.account_id, scopeId: row.scope_id, role: row.role, areaId: row.area_id, officeId: row.office_id,
  })), (scope) => scope.accountId)
}

/** Makes an account whose password its holder must replace; false when the user name is taken. */
export async function insertAccount(tx: Tx, account: { accountId: string; username: string; name: string; passwordHash: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db.insertInto('people.account').values({
    regency_id: tx.regencyId, account_id: account.accountId, username: account.username, name: account.name,
    must_change_password: true, created_at: tx.now,
  }).onConflict((conflict) => conflict.columns(['regency_id', 'username']).doNothing()).executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await tx.db.insertInto('people.credential').values({
    regency_id: tx.regencyId, account_id: account.accountId, password_hash: account.passwordHash, changed_at: tx.now,
  }).execute()
  return true
}

/** Closes an account or opens it again. */
export async function saveDisabled(tx: Tx, accountId: string, isDisabled: boolean): Promise<void> {
  await tx.db.updateTable('people.account').set({ disabled_at: isDisabled ? tx.now : null })
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).execute()
}

/** Gives a scope; false when the account holds the same one. */
export async function insertScope(tx: Tx, scope: Scope & { scopeId: string; accountId: string }): Promise<boolean> {
  const result = await sql`
    insert into people.scope (regency_id, scope_id, account_id, role, area_id, office_id, granted_at, granted_by)
    values (${tx.regencyId}, ${scope.scopeId}, ${scope.accountId}, ${scope.role}, ${scope.areaId}, ${scope.officeId}, ${tx.now}, ${tx.actor.accountId})
    on conflict (regency_id, account_id, role, area_id, office_id) where withdrawn_at is null do nothing`.execute(tx.db)
  return result.numAffectedRows === 1n
}

/** Takes a scope back; false when the account does not hold it. */
export async function saveWithdrawn(tx: Tx, accountId: string, scopeId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.updateTable('people.scope').set({ withdrawn_at: tx.now, withdrawn_by: tx.actor.accountId })
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).where('scope_id', '=', scopeId).where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
