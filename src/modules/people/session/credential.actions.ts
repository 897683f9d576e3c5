import { needsSecondStep } from '#modules/people/regency/regency.rules.ts'
import { act, type ActTx, type Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { hashPassword, verifyPassword } from '#platform/secrets/password.ts'
import { hashToken, inGroups, newToken, secretOfCommand } from '#platform/secrets/token.ts'
import { newTotpSecret, qrSvg, totpStep, totpUri } from '#platform/secrets/totp.ts'
import {
  confirmTotpBegun, deleteTotp, findSignInSecret, findTotp, giveAttemptsBack, replaceRecoveryCodes, savePassword, saveTotpBegun, takeAttempts, takeTotpStep,
  type AttemptKey,
} from './credential.store.ts'
import { secondsToWait } from './limits.rules.ts'
import { normalPassword, passwordWeakness, type PasswordWeakness } from './password.rules.ts'
import { forgetSessions, provenActor, signInActor, type KnownSession, type SessionDeps } from './session-actor.actions.ts'
import { normalUsername } from './session.rules.ts'
import { endSessions, listHeldScopes, moveSession } from './session.store.ts'
import { attemptKeys, personalWords, recoveryCodeMac, tooMany, type TooManyAttempts } from './sign-in.actions.ts'

type Reused = { readonly kind: 'command_reused' }
type ReproofRefused = TooManyAttempts | Reused | { readonly kind: 'password_wrong' }
type ConfirmRefused = TooManyAttempts | Reused | { readonly kind: 'code_wrong' | 'totp_not_begun' | 'totp_already_on' }
type ChangeRefused = ReproofRefused | PasswordWeakness | { readonly kind: 'password_unchanged' }

/** Who changes their own sign-in, and under which command. */
export interface OwnChange {
  readonly session: KnownSession
  readonly command: Command
}

/** Somebody in the middle of signing in, if the sign-in is still good. */
export interface NeededChange {
  readonly session: KnownSession | undefined
  readonly command: Command
}

interface Enrolment {
  readonly secret: string
  readonly uri: string
  readonly qrSvg: string
}

const recoveryCodeCount = 10
const recoveryCodeLetters = 10

/** Changes one's own password; all other sessions end. */
export async function changePassword(
  deps: SessionDeps, own: OwnChange, input: { currentPassword: string; newPassword: string },
): Promise<Result<{ done: true }, ChangeRefused>> {
  const { session } = own
  const weakness = passwordWeakness(input.newPassword, personalWords(deps, session))
  if (weakness !== undefined) return err(weakness)
  const isUnchanged = normalPassword(input.currentPassword) === normalPassword(input.newPassword)
  const hash = await hashPassword(normalPassword(input.newPassword))
  return actWithPassword(deps, own, {
    password: input.currentPassword,
    action: 'changePassword',
    work: async (tx) => {
      if (isUnchanged) return err({ kind: 'password_unchanged' as const })
      await savePassword(tx, session.accountId, { hash, mustChange: false })
      await endSessions(tx, { accountId: session.accountId, except: session.sessionId }, 'password_changed')
      tx.audit({ subjectKind: 'account', subjectId: session.accountId })
      return ok({ done: true as const })
    },
  })
}

/** Begins to set up an authenticator; nothing changes for the sign-in until a code of it was entered. */
export async function beginTotp(
  deps: SessionDeps, own: OwnChange, password: string,
): Promise<Result<Enrolment, ReproofRefused | { kind: 'totp_already_on' }>> {
  const { session } = own
  const begun = await actWithPassword(deps, own, {
    password,
    action: 'beginTotp',
    work: (tx) => keepNewSecret(deps, tx, session.accountId),
  })
  return begun.ok ? readEnrolment(deps, session) : begun
}

/** Begins to set up the second step that a role needs: the sign-in has just proven the password, and opens nothing until this is done. */
export async function beginNeededTotp(
  deps: SessionDeps, needed: NeededChange,
): Promise<Result<Enrolment, Reused | { kind: 'sign_in_lapsed' | 'totp_already_on' }>> {
  const { session, command } = needed
  if (session?.stage !== 'new_code') return err({ kind: 'sign_in_lapsed' })
  const what = { actor: provenActor(deps.regency.regencyId, session), command, action: 'beginTotp' }
  const begun = await act<{ begun: true }, { kind: 'totp_already_on' }>(deps, what, (tx) => keepNewSecret(deps, tx, session.accountId))
  return begun.ok ? readEnrolment(deps, session) : begun
}

async function keepNewSecret(deps: SessionDeps, tx: ActTx, accountId: string): Promise<Result<{ begun: true }, { kind: 'totp_already_on' }>> {
  const totp = await findTotp(tx, accountId)
  if (totp?.isConfirmed === true) return err({ kind: 'totp_already_on' })
  await saveTotpBegun(tx, accountId, deps.keys.seal(newTotpSecret()))
  tx.audit({ subjectKind: 'account', subjectId: accountId })
  return ok({ begun: true })
}

/** Read back instead of kept in the command's answer, where it would lie in the open. */
async function readEnrolment(deps: SessionDeps, session: KnownSession): Promise<Result<Enrolment, { kind: 'totp_already_on' }>> {
  const totp = await deps.db.asActor(provenActor(deps.regency.regencyId, session), (tx) => findTotp(tx, session.accountId))
  if (totp === undefined || totp.isConfirmed) return err({ kind: 'totp_already_on' })
  const secret = deps.keys.open(totp.secretSealed)
  const uri = totpUri(secret, { issuer: deps.regency.brand.id.name, account: session.username })
  return ok({ secret, uri, qrSvg: qrSvg(uri) })
}

/** Proves that the authenticator works and makes it the second step; gives the recovery codes. */
export async function confirmTotp(
  deps: SessionDeps, own: OwnChange, code: string,
): Promise<Result<{ recoveryCodes: string[] }, ConfirmRefused>> {
  return proveTotp(deps, { ...own, actor: own.session.actor, code })
}

/** Proves that the authenticator works which the role needs: the session is open from now on, under a new token. */
export async function confirmNeededTotp(
  deps: SessionDeps, needed: NeededChange, code: string,
): Promise<Result<{ recoveryCodes: string[]; token: string }, ConfirmRefused | { kind: 'sign_in_lapsed' }>> {
  const { session, command } = needed
  if (session?.stage !== 'new_code') return err({ kind: 'sign_in_lapsed' })
  const token = newToken()
  const actor = provenActor(deps.regency.regencyId, session)
  const times = { idleMinutes: session.idleMinutes, expiresAt: session.expiresAt }
  const proven = await proveTotp(deps, {
    session, command, actor, code,
    alsoDo: (tx) => moveSession(tx, session.sessionId, { from: 'open', to: 'open', tokenHash: hashToken(token), ...times }),
  })
  return proven.ok ? ok({ ...proven.value, token }) : proven
}

interface TotpProof extends OwnChange {
  readonly actor: Actor
  readonly code: string
  readonly alsoDo?: (tx: ActTx) => Promise<unknown>
}

async function proveTotp(deps: SessionDeps, proof: TotpProof): Promise<Result<{ recoveryCodes: string[] }, ConfirmRefused>> {
  const { session, command, actor, code, alsoDo } = proof
  const attempts = attemptKeys(deps, { code: session.accountId })
  const waiting = await countAttempts(deps, attempts)
  if (waiting > 0) return err(tooMany(waiting))
  const codes = recoveryCodesOf(deps, command)
  const what = { actor, command, action: 'confirmTotp' }
  const confirmed = await act<{ confirmed: true }, ConfirmRefused>(deps, what, async (tx) => {
    const totp = await findTotp(tx, session.accountId)
    if (totp === undefined) return err({ kind: 'totp_not_begun' })
    if (totp.isConfirmed) return err({ kind: 'totp_already_on' })
    const step = totpStep(deps.keys.open(totp.secretSealed), { code, at: tx.now, lastStep: totp.lastStep })
    if (step === undefined || !(await takeTotpStep(tx, session.accountId, step))) return err({ kind: 'code_wrong' })
    await confirmTotpBegun(tx, session.accountId)
    await replaceRecoveryCodes(tx, session.accountId, codes.map((each) => recoveryCodeMac(deps, session.accountId, each)))
    await alsoDo?.(tx)
    tx.audit({ subjectKind: 'account', subjectId: session.accountId })
    tx.afterCommit(() => forgetSessions(deps))
    return ok({ confirmed: true })
  })
  if (!confirmed.ok) return confirmed
  await giveBack(deps, attempts)
  return ok({ recoveryCodes: codes })
}

/** New recovery codes in place of all earlier ones. */
export async function renewRecoveryCodes(
  deps: SessionDeps, own: OwnChange, password: string,
): Promise<Result<{ recoveryCodes: string[] }, ReproofRefused | { kind: 'totp_not_on' }>> {
  const { session } = own
  const codes = recoveryCodesOf(deps, own.command)
  const renewed = await actWithPassword(deps, own, {
    password,
    action: 'renewRecoveryCodes',
    work: async (tx) => {
      const totp = await findTotp(tx, session.accountId)
      if (totp?.isConfirmed !== true) return err({ kind: 'totp_not_on' as const })
      await replaceRecoveryCodes(tx, session.accountId, codes.map((each) => recoveryCodeMac(deps, session.accountId, each)))
      tx.audit({ subjectKind: 'account', subjectId: session.accountId })
      return ok({ renewed: true })
    },
  })
  return renewed.ok ? ok({ recoveryCodes: codes }) : renewed
}

/** Takes one's own second step away. */
export async function removeTotp(
  deps: SessionDeps, own: OwnChange, password: string,
): Promise<Result<{ done: true }, ReproofRefused | { kind: 'totp_not_on' | 'second_step_needed' }>> {
  const { session } = own
  return actWithPassword<{ done: true }, { kind: 'totp_not_on' | 'second_step_needed' }>(deps, own, {
    password,
    action: 'removeTotp',
    work: async (tx) => {
      const held = await listHeldScopes(tx, session.accountId)
      if (held.some((scope) => needsSecondStep(deps.regency, scope.role))) return err({ kind: 'second_step_needed' as const })
      if (!(await deleteTotp(tx, session.accountId))) return err({ kind: 'totp_not_on' as const })
      tx.audit({ subjectKind: 'account', subjectId: session.accountId })
      return ok({ done: true as const })
    },
  })
}

/**
 * Does something to one's own sign-in after the password was given once more: a session left open must not be enough. The password is checked
 * inside the act, so that a repeated command gets its first answer also when the password is another by now.
 */
async function actWithPassword<T extends object, E>(
  deps: SessionDeps, own: OwnChange, given: { password: string; action: string; work: (tx: ActTx) => Promise<Result<T, E>> },
): Promise<Result<T, E | ReproofRefused>> {
  const { session, command } = own
  const attempts = attemptKeys(deps, { account: normalUsername(session.username) })
  const waiting = await countAttempts(deps, attempts)
  if (waiting > 0) return err(tooMany(waiting))
  const what = { actor: session.actor, command, action: given.action }
  const done = await act<T, E | { kind: 'password_wrong' }>(deps, what, async (tx) => {
    const secret = await findSignInSecret(tx, session.username)
    if (!(await verifyPassword(secret?.passwordHash, normalPassword(given.password)))) return err({ kind: 'password_wrong' })
    tx.afterCommit(() => forgetSessions(deps))
    return given.work(tx)
  })
  if (done.ok) await giveBack(deps, attempts)
  return done
}

function countAttempts(deps: SessionDeps, attempts: readonly AttemptKey[]): Promise<number> {
  return deps.db.asActor(signInActor(deps.regency.regencyId), async (tx) => secondsToWait(await takeAttempts(tx, attempts), tx.now))
}

function giveBack(deps: SessionDeps, attempts: readonly AttemptKey[]): Promise<void> {
  return deps.db.asActor(signInActor(deps.regency.regencyId), (tx) => giveAttemptsBack(tx, attempts))
}

function recoveryCodesOf(deps: SessionDeps, command: Command): string[] {
  const letters = secretOfCommand(deps.keys, command, { purpose: 'recovery', letters: recoveryCodeCount * recoveryCodeLetters })
  return (letters.match(new RegExp(`.{${recoveryCodeLetters}}`, 'g')) ?? []).map(inGroups)
}
