import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { AttemptCount, AttemptKind } from './limits.rules.ts'
import { attemptLimits, keepEndedSessionsDays } from './limits.rules.ts'

/** Whose attempts are counted: the keyed hash of a user name, address or account. */
export interface AttemptKey {
  readonly kind: AttemptKind
  readonly mac: Buffer
}

/** What a sign-in knows of one account before anything is proven. */
export interface SignInSecret {
  readonly accountId: string
  readonly name: string
  readonly passwordHash: string
  readonly mustChangePassword: boolean
  readonly isDisabled: boolean
  readonly hasTotp: boolean
}

export interface Totp {
  readonly secretSealed: Buffer
  readonly isConfirmed: boolean
  readonly lastStep: number | null
}

/** Counts one attempt for each key, before it is known whether it is right, so that many at once cannot slip through. Gives the counts. */
export async function takeAttempts(tx: Tx, attempts: readonly AttemptKey[]): Promise<readonly AttemptCount[]> {
  const counts: AttemptCount[] = []
  for (const { kind, mac } of attempts) {
    const expiredBefore = new Date(tx.now.getTime() - attemptLimits[kind].windowMinutes * 60_000)
    const { rows } = await sql<{ attempts: number; window_started_at: Date }>`
      insert into people.sign_in_attempt as a (regency_id, kind, key_mac, window_started_at, attempts)
      values (${tx.regencyId}, ${kind}, ${mac}, ${tx.now}, 1)
      on conflict (regency_id, kind, key_mac) do update set
        attempts = case when a.window_started_at <= ${expiredBefore} then 1 else a.attempts + 1 end,
        window_started_at = case when a.window_started_at <= ${expiredBefore} then excluded.window_started_at else a.window_started_at end
      returning attempts, window_started_at`.execute(tx.db)
    const row = rows[0]!
    counts.push({ kind, attempts: row.attempts, windowStartedAt: row.window_started_at })
  }
  return counts
}

/** A right attempt: an address gets this one back, a person's own counters start anew. */
export async function giveAttemptsBack(tx: Tx, attempts: readonly AttemptKey[]): Promise<void> {
  for (const { kind, mac } of attempts) {
    await sql`
      update people.sign_in_attempt set attempts = case when kind = 'address' then greatest(attempts - 1, 0) else 0 end
      where regency_id = ${tx.regencyId} and kind = ${kind} and key_mac = ${mac}`.execute(tx.db)
  }
}

/** Clears a little of what is no longer needed: old counters, and this account's sessions that ended long ago. */
export async function tidySignIns(tx: Tx, accountId: string): Promise<void> {
  const oldBefore = new Date(tx.now.getTime() - keepEndedSessionsDays * 86_400_000)
  await sql`
    delete from people.sign_in_attempt where (regency_id, kind, key_mac) in (
      select regency_id, kind, key_mac from people.sign_in_attempt
      where regency_id = ${tx.regencyId} and window_started_at < ${new Date(tx.now.getTime() - 86_400_000)} limit 100 for update skip locked)`.execute(tx.db)
  await sql`
    delete from people.session
    where regency_id = ${tx.regencyId} and account_id = ${accountId} and opened_at < ${oldBefore} and expires_at < ${oldBefore}`.execute(tx.db)
}

/** What a sign-in needs to know of a user name; undefined when there is no such account. */
export async function findSignInSecret(tx: Tx, username: string): Promise<SignInSecret | undefined> {
  const { rows } = await sql<{
    account_id: string; name: string; password_hash: string; must_change_password: boolean; is_disabled: boolean; has_totp: boolean
  }>`select * from people.sign_in_secret(${tx.regencyId}, ${username})`.execute(tx.db)
  const row = rows[0]
  return row && {
    accountId: row.account_id, name: row.name, passwordHash: row.password_hash, mustChangePassword: row.must_change_password,
    isDisabled: row.is_disabled, hasTotp: row.has_totp,
  }
}

/** Puts a new password in place of the old one; `mustChange` when somebody else chose it. */
export async function savePassword(tx: Tx, accountId: string, password: { hash: string; mustChange: boolean }): Promise<void> {
  await tx.db.updateTable('people.credential').set({ password_hash: password.hash, changed_at: tx.now })
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).execute()
  await tx.db.updateTable('people.account').set({ must_change_password: password.mustChange })
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).execute()
}

/** The account's authenticator, confirmed or not. */
export async function findTotp(tx: Tx, accountId: string): Promise<Totp | undefined> {
  const row = await tx.db.selectFrom('people.totp').select(['secret_sealed', 'confirmed_at', 'last_step'])
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).executeTakeFirst()
  return row && {
    secretSealed: row.secret_sealed, isConfirmed: row.confirmed_at !== null, lastStep: row.last_step === null ? null : Number(row.last_step),
  }
}

/** Notes a secret that waits to be confirmed; an earlier one that was never confirmed is forgotten. */
export async function saveTotpBegun(tx: Tx, accountId: string, secretSealed: Buffer): Promise<void> {
  const begun = { secret_sealed: secretSealed, begun_at: tx.now, confirmed_at: null, last_step: null }
  await tx.db.insertInto('people.totp').values({ regency_id: tx.regencyId, account_id: accountId, ...begun })
    .onConflict((conflict) => conflict.columns(['regency_id', 'account_id']).doUpdateSet(begun)).execute()
}

/** Uses up a time step: true for the first user of it, false when it or a later one was used meanwhile. */
export async function takeTotpStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.updateTable('people.totp').set({ last_step: step })
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId)
    .where((row) => row.or([row('last_step', 'is', null), row('last_step', '<', step as never)])).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Makes the authenticator the account's second step. */
export async function confirmTotpBegun(tx: Tx, accountId: string): Promise<void> {
  await tx.db.updateTable('people.totp').set({ confirmed_at: tx.now })
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).execute()
}

/** Takes the second step away, with its recovery codes; gives whether there was one. */
export async function deleteTotp(tx: Tx, accountId: string): Promise<boolean> {
  await tx.db.deleteFrom('people.recovery_code').where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).execute()
  const deleted = await tx.db.deleteFrom('people.totp').where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null).executeTakeFirst()
  return deleted.numDeletedRows === 1n
}

/** Puts new recovery codes in place of all earlier ones. */
export async function replaceRecoveryCodes(tx: Tx, accountId: string, macs: readonly Buffer[]): Promise<void> {
  await tx.db.deleteFrom('people.recovery_code').where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).execute()
  const rows = macs.map((mac) => ({ regency_id: tx.regencyId, account_id: accountId, code_mac: mac }))
  await tx.db.insertInto('people.recovery_code').values(rows).execute()
}

/** Uses up a recovery code: true once, false for a wrong or used one. */
export async function takeRecoveryCode(tx: Tx, accountId: string, mac: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.updateTable('people.recovery_code').set({ used_at: tx.now })
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).where('code_mac', '=', mac).where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
