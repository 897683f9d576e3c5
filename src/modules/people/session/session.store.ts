import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { SessionStage } from './session.contract.ts'
import type { Scope } from './session.rules.ts'

/** A session that a token opens at this moment, with the scope chosen in it. */
export interface LiveSession extends Scope {
  readonly sessionId: string
  readonly stage: SessionStage
  readonly accountId: string
  readonly username: string
  readonly name: string
  readonly personId: string | null
  readonly mustChangePassword: boolean
  readonly hasTotp: boolean
  readonly scopeId: string
  readonly expiresAt: Date
  readonly idleMinutes: number
}

export interface HeldScope extends Scope {
  readonly scopeId: string
}

export interface SessionTimes {
  readonly idleMinutes: number
  readonly expiresAt: Date
}

export type EndReason = 'signed_out' | 'revoked' | 'password_changed' | 'account_disabled' | 'scope_withdrawn' | 'sign_in_again'

/** Whose session the token is now; undefined when it is unknown, ended, idle too long or its account or scope is gone. */
export async function findLiveSession(tx: Tx, tokenHash: Buffer): Promise<LiveSession | undefined> {
  const { rows } = await sql<{
    session_id: string; stage: SessionStage; account_id: string; username: string; name: string; person_id: string | null; must_change_password: boolean
    has_totp: boolean; scope_id: string; role: string; area_id: number; office_id: number | null; expires_at: Date; idle_minutes: number
  }>`select * from people.session_actor(${tx.regencyId}, ${tokenHash}, ${tx.now})`.execute(tx.db)
  const row = rows[0]
  return row && {
    sessionId: row.session_id, stage: row.stage, accountId: row.account_id, username: row.username, name: row.name, personId: row.person_id,
    mustChangePassword: row.must_change_password, hasTotp: row.has_totp, scopeId: row.scope_id, role: row.role, areaId: row.area_id,
    officeId: row.office_id, expiresAt: row.expires_at, idleMinutes: row.idle_minutes,
  }
}

/** Whether somebody ended a session, or it is unknown; one that ran out was not ended. */
export async function wasSessionEnded(tx: Tx, sessionId: string): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select people.session_was_ended(${tx.regencyId}, ${sessionId}::uuid) as ended`.execute(tx.db)
  return rows[0]?.ended ?? false
}

/** The scopes that an account holds, the earliest first. */
export async function listHeldScopes(tx: Tx, accountId: string): Promise<readonly HeldScope[]> {
  const rows = await tx.db.selectFrom('people.scope').select(['scope_id', 'role', 'area_id', 'office_id'])
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).where('withdrawn_at', 'is', null)
    .orderBy('granted_at').orderBy('scope_id').execute()
  return rows.map((row) => ({ scopeId: row.scope_id, role: row.role, areaId: row.area_id, officeId: row.office_id }))
}

/** The scope that the account's latest session worked in; null before the first. */
export async function findLastScopeId(tx: Tx, accountId: string): Promise<string | null> {
  const row = await tx.db.selectFrom('people.session').select('scope_id')
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).orderBy('opened_at', 'desc').orderBy('session_id', 'desc').limit(1).executeTakeFirst()
  return row?.scope_id ?? null
}

export async function insertSession(tx: Tx, session: SessionTimes & {
  sessionId: string; accountId: string; scopeId: string; tokenHash: Buffer; stage: SessionStage; device: string
}): Promise<void> {
  await tx.db.insertInto('people.session').values({
    regency_id: tx.regencyId, session_id: session.sessionId, account_id: session.accountId, scope_id: session.scopeId, token_hash: session.tokenHash,
    stage: session.stage, device: session.device, opened_at: tx.now, seen_at: tx.now, idle_minutes: session.idleMinutes, expires_at: session.expiresAt,
  }).execute()
}

/** Moves a sign-in to its next stage under a new token; false when it is no longer at the stage it came from. */
export async function moveSession(tx: Tx, sessionId: string, move: SessionTimes & {
  from: SessionStage; to: SessionStage; tokenHash: Buffer
}): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.updateTable('people.session')
    .set({ stage: move.to, token_hash: move.tokenHash, seen_at: tx.now, idle_minutes: move.idleMinutes, expires_at: move.expiresAt })
    .where('regency_id', '=', tx.regencyId).where('session_id', '=', sessionId).where('stage', '=', move.from).where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Which sessions of an account to end: one, all but one, those in a scope, or all. */
export interface WhichSessions {
  readonly accountId: string
  readonly only?: string
  readonly except?: string
  readonly scopeId?: string
}

/** Ends sessions for a reason, also those that ran out, because devices may keep things for them; gives how many were open. */
export async function endSessions(tx: Tx, which: WhichSessions, because: EndReason): Promise<number> {
  const { only, except, scopeId } = which
  const ended = await tx.db.updateTable('people.session').set({ ended_at: tx.now, ended_because: because })
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', which.accountId).where('ended_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('session_id', '=', only!))
    .$if(except !== undefined, (query) => query.where('session_id', '<>', except!))
    .$if(scopeId !== undefined, (query) => query.where('scope_id', '=', scopeId!))
    .returning('expires_at').execute()
  return ended.filter((session) => session.expires_at > tx.now).length
}

export interface SessionRow {
  readonly sessionId: string
  readonly device: string
  readonly openedAt: Date
  readonly seenAt: Date
  readonly expiresAt: Date
}

/** The account's open sessions that are still good, the one seen last first; at most fifty. */
export async function listLiveSessions(tx: Tx, accountId: string): Promise<readonly SessionRow[]> {
  const rows = await tx.db.selectFrom('people.session').select(['session_id', 'device', 'opened_at', 'seen_at', 'expires_at'])
    .where('regency_id', '=', tx.regencyId).where('account_id', '=', accountId).where('stage', '=', 'open').where('ended_at', 'is', null)
    .where('expires_at', '>', tx.now).where(sql<boolean>`seen_at > ${tx.now}::timestamptz - make_interval(mins => idle_minutes)`)
    .orderBy('seen_at', 'desc').orderBy('session_id').limit(50).execute()
  return rows.map((row) => ({
    sessionId: row.session_id, device: row.device, openedAt: row.opened_at, seenAt: row.seen_at, expiresAt: row.expires_at,
  }))
}

/** Lets a session work in another scope of its account from now on. */
export async function saveSessionScope(tx: Tx, sessionId: string, to: { scopeId: string } & SessionTimes): Promise<void> {
  await tx.db.updateTable('people.session').set({ scope_id: to.scopeId, idle_minutes: to.idleMinutes, expires_at: to.expiresAt })
    .where('regency_id', '=', tx.regencyId).where('session_id', '=', sessionId).execute()
}

export interface Colleague {
  readonly accountId: string
  readonly name: string
  readonly role: string
}

/** Who works for an office that the actor sees: those whom its work can be given to. */
export async function listOfficeColleagues(tx: Tx, officeId: number): Promise<readonly Colleague[]> {
  const { rows } = await sql<{ account_id: string; name: string; role: string }>`
    select * from people.office_colleagues(${tx.regencyId}, ${officeId})`.execute(tx.db)
  return rows.map((row) => ({ accountId: row.account_id, name: row.name, role: row.role }))
}
