import { act, type ActTx, type Command } from '#platform/act.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { hashPassword, verifyPassword } from '#platform/secrets/password.ts'
import { hashToken, newToken } from '#platform/secrets/token.ts'
import { totpStep } from '#platform/secrets/totp.ts'
import {
  findSignInSecret, findTotp, giveAttemptsBack, savePassword, takeAttempts, takeRecoveryCode, takeTotpStep, tidySignIns,
  type AttemptKey, type SignInSecret,
} from './credential.store.ts'
import { secondsToWait, sessionSpan } from './limits.rules.ts'
import { normalPassword, passwordWeakness, type PasswordWeakness } from './password.rules.ts'
import { findSession, forgetSessions, provenActor, signInActor, type KnownSession, type SessionDeps } from './session-actor.actions.ts'
import type { SessionStage } from './session.contract.ts'
import { addressGroup, chooseScope, normalUsername, stageAfter } from './session.rules.ts'
import { endSessions, findLastScopeId, insertSession, listHeldScopes, moveSession, type SessionTimes } from './session.store.ts'

export interface TooManyAttempts {
  readonly kind: 'too_many_attempts'
  readonly retryAfterSeconds: number
}

type SignInRefused = TooManyAttempts | { readonly kind: 'sign_in_refused' | 'account_without_scope' | 'command_reused' }
type CodeRefused = TooManyAttempts | { readonly kind: 'sign_in_lapsed' | 'code_wrong' | 'command_reused' }
type FirstPasswordRefused = PasswordWeakness | { readonly kind: 'sign_in_lapsed' | 'password_unchanged' | 'command_reused' }

/** From where somebody signs in. */
export interface Caller {
  readonly address: string
  readonly device: string
}

/**
 * First step of signing in; gives the token of the new session, which may still lack the second step. Unknown name, wrong password and closed
 * account take as long and answer alike. A sign-in sent twice opens two sessions: its answer is a secret, so it is never stored and repeated.
 */
export async function signIn(
  deps: SessionDeps, caller: Caller, input: { username: string; password: string },
): Promise<Result<string, SignInRefused>> {
  const username = normalUsername(input.username)
  const attempts = attemptKeys(deps, { account: username, address: addressGroup(caller.address) })
  const asked = await deps.db.asActor(signInActor(deps.regency.regencyId), async (tx) => {
    const wait = secondsToWait(await takeAttempts(tx, attempts), tx.now)
    return wait > 0 ? err(tooMany(wait)) : ok(await findSignInSecret(tx, username))
  })
  if (!asked.ok) return asked
  const secret = asked.value
  const isProven = await verifyPassword(secret?.passwordHash, normalPassword(input.password))
  if (!isProven || secret === undefined || secret.isDisabled) {
    await noteRefusal(deps, secret?.accountId)
    return err({ kind: 'sign_in_refused' })
  }
  return beginSession(deps, { secret, device: caller.device, attempts })
}

async function beginSession(
  deps: SessionDeps, proven: { secret: SignInSecret; device: string; attempts: readonly AttemptKey[] },
): Promise<Result<string, SignInRefused>> {
  const { secret, device, attempts } = proven
  const token = newToken()
  const what = { actor: provenActor(deps.regency.regencyId, secret), command: unrepeated(deps), action: 'signIn' }
  const begun = await act<{ sessionId: string }, SignInRefused>(deps, what, async (tx) => {
    const scope = chooseScope(await listHeldScopes(tx, secret.accountId), await findLastScopeId(tx, secret.accountId))
    if (scope === undefined) return err({ kind: 'account_without_scope' })
    const stage = stageAfter('password', secret)
    const sessionId = newId()
    await insertSession(tx, {
      sessionId, accountId: secret.accountId, scopeId: scope.scopeId, tokenHash: hashToken(token), stage, device, ...timesOf(tx.now, stage, scope.role),
    })
    await giveAttemptsBack(tx, attempts)
    await tidySignIns(tx, secret.accountId)
    tx.audit({ subjectKind: 'account', subjectId: secret.accountId, detail: { sessionId, stage } })
    return ok({ sessionId })
  })
  return begun.ok ? ok(token) : begun
}

/** Second step: a code of the authenticator or a recovery code moves the sign-in on, under a new token. Each code works once. */
export async function enterSignInCode(deps: SessionDeps, token: string | undefined, code: string): Promise<Result<string, CodeRefused>> {
  const session = await findSession(deps, token)
  if (session?.stage !== 'code') return err({ kind: 'sign_in_lapsed' })
  const attempts = attemptKeys(deps, { code: session.accountId })
  const waiting = await deps.db.asActor(signInActor(deps.regency.regencyId), async (tx) => secondsToWait(await takeAttempts(tx, attempts), tx.now))
  if (waiting > 0) return err(tooMany(waiting))
  const fresh = newToken()
  const to = stageAfter('code', session)
  const what = { actor: provenActor(deps.regency.regencyId, session), command: unrepeated(deps), action: 'enterSignInCode' }
  const moved = await act<{ sessionId: string }, CodeRefused>(deps, what, async (tx) => {
    if (!(await takeCode(deps, tx, { accountId: session.accountId, code }))) return err({ kind: 'code_wrong' })
    const move = { from: session.stage, to, tokenHash: hashToken(fresh), ...timesOf(tx.now, to, session.role) }
    if (!(await moveSession(tx, session.sessionId, move))) return err({ kind: 'sign_in_lapsed' })
    await giveAttemptsBack(tx, attempts)
    tx.audit({ subjectKind: 'account', subjectId: session.accountId, detail: { sessionId: session.sessionId, stage: to } })
    tx.afterCommit(() => forgetSessions(deps))
    return ok({ sessionId: session.sessionId })
  })
  if (moved.ok) return ok(fresh)
  if (moved.error.kind === 'code_wrong') await noteRefusal(deps, session.accountId)
  return moved
}

/** Uses up a code of the second step: six digits of the authenticator, or a recovery code. */
async function takeCode(deps: SessionDeps, tx: ActTx, given: { accountId: string; code: string }): Promise<boolean> {
  const code = given.code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(code)) return takeRecoveryCode(tx, given.accountId, recoveryCodeMac(deps, given.accountId, code))
  const totp = await findTotp(tx, given.accountId)
  if (totp === undefined || !totp.isConfirmed) return false
  const step = totpStep(deps.keys.open(totp.secretSealed), { code, at: tx.now, lastStep: totp.lastStep })
  return step !== undefined && takeTotpStep(tx, given.accountId, step)
}

/** Last step for an account whose password somebody else chose: a password of one's own opens the session, under a new token. */
export async function replaceFirstPassword(
  deps: SessionDeps, token: string | undefined, newPassword: string,
): Promise<Result<string, FirstPasswordRefused>> {
  const session = await findSession(deps, token)
  if (session?.stage !== 'new_password') return err({ kind: 'sign_in_lapsed' })
  const weakness = passwordWeakness(newPassword, personalWords(deps, session))
  if (weakness !== undefined) return err(weakness)
  const hash = await hashPassword(normalPassword(newPassword))
  const fresh = newToken()
  const what = { actor: provenActor(deps.regency.regencyId, session), command: unrepeated(deps), action: 'replaceFirstPassword' }
  const replaced = await act<{ sessionId: string }, FirstPasswordRefused>(deps, what, async (tx) => {
    const secret = await findSignInSecret(tx, session.username)
    if (await verifyPassword(secret?.passwordHash, normalPassword(newPassword))) return err({ kind: 'password_unchanged' })
    const move = { from: session.stage, to: 'open', tokenHash: hashToken(fresh), ...timesOf(tx.now, 'open', session.role) } as const
    if (!(await moveSession(tx, session.sessionId, move))) return err({ kind: 'sign_in_lapsed' })
    await savePassword(tx, session.accountId, { hash, mustChange: false })
    await endSessions(tx, { accountId: session.accountId, except: session.sessionId }, 'password_changed')
    tx.audit({ subjectKind: 'account', subjectId: session.accountId })
    tx.afterCommit(() => forgetSessions(deps))
    return ok({ sessionId: session.sessionId })
  })
  return replaced.ok ? ok(fresh) : replaced
}

/** Ends the session of a token, at whatever stage it is; nothing to do when there is none. */
export async function signOut(deps: SessionDeps, token: string | undefined, command: Command): Promise<void> {
  const session = await findSession(deps, token)
  if (session === undefined) return
  const actor = provenActor(deps.regency.regencyId, session)
  await act(deps, { actor, command, action: 'signOut' }, async (tx) => {
    await endSessions(tx, { accountId: session.accountId, only: session.sessionId }, 'signed_out')
    tx.audit({ subjectKind: 'account', subjectId: session.accountId, detail: { sessionId: session.sessionId } })
    tx.afterCommit(() => forgetSessions(deps))
    return ok(undefined)
  })
}

/** A refused sign-in leaves a trace; who was tried is named only if it is an account. */
async function noteRefusal(deps: SessionDeps, accountId: string | undefined): Promise<void> {
  const what = { actor: signInActor(deps.regency.regencyId), command: unrepeated(deps), action: 'refuseSignIn' }
  await act(deps, what, async (tx) => {
    tx.audit({ subjectKind: 'account', subjectId: accountId ?? 'unknown' })
    return ok(undefined)
  })
}

/** The keyed hashes under which attempts are counted. */
export function attemptKeys(deps: SessionDeps, of: Partial<Record<AttemptKey['kind'], string>>): readonly AttemptKey[] {
  const kinds = ['account', 'address', 'code'] as const
  return kinds.flatMap((kind) => (of[kind] === undefined ? [] : [{ kind, mac: deps.keys.mac(`attempt:${kind}`, of[kind]) }]))
}

/** The keyed hash under which a recovery code is stored; small letters and missing dashes are forgiven. */
export function recoveryCodeMac(deps: SessionDeps, accountId: string, code: string): Buffer {
  return deps.keys.mac(`recovery-code:${accountId}`, code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
}

/** Words that others know of an account's holder; no password may be made of them. */
export function personalWords(deps: SessionDeps, session: Pick<KnownSession, 'username' | 'name'>): readonly string[] {
  return [session.username, session.name, deps.regency.name, deps.regency.fullName, deps.regency.brand.id.name]
}

export function tooMany(retryAfterSeconds: number): TooManyAttempts {
  return { kind: 'too_many_attempts', retryAfterSeconds }
}

function timesOf(now: Date, stage: SessionStage, role: string): SessionTimes {
  const span = sessionSpan(stage, role)
  return { idleMinutes: span.idle, expiresAt: new Date(now.getTime() + span.absolute * 60_000) }
}

/** A command of our own for acts whose answer is a new token: they are never answered from memory. */
function unrepeated(deps: SessionDeps): Command {
  const id = newId()
  return { id, bodySha256: deps.keys.mac('command', id) }
}
