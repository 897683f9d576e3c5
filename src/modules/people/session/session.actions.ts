import { act, type Command } from '#platform/act.ts'
import { publicActor, type Actor } from '#platform/db/actor.ts'
import { ok, err, type Result } from '#platform/result.ts'
import { needsSecondStep } from '#modules/people/regency/regency.rules.ts'
import { sessionSpan } from './limits.rules.ts'
import { findSession, forgetSessions, provenActor, type KnownSession, type SessionDeps } from './session-actor.actions.ts'
import type { CurrentSession, OwnSession } from './session.contract.ts'
import { scopeView } from './session.rules.ts'
import { endSessions, listHeldScopes, listLiveSessions, saveSessionScope, wasSessionEnded } from './session.store.ts'

type Refused = { readonly kind: 'not_found' | 'command_reused' }

/** What a screen needs to know of who uses it; halves of a sign-in tell only what the next step needs. */
export async function describeSession(deps: SessionDeps, session: KnownSession | undefined): Promise<CurrentSession> {
  if (session === undefined) return { state: 'nobody' }
  if (session.stage === 'code') return { state: 'code' }
  if (session.stage === 'new_password' || session.stage === 'new_code') return { state: session.stage, username: session.username, name: session.name }
  const held = await deps.db.asActor(provenActor(deps.regency.regencyId, session), (tx) => listHeldScopes(tx, session.accountId))
  return {
    state: 'open', sessionId: session.sessionId, accountId: session.accountId, username: session.username, name: session.name,
    scope: scopeView(session, deps.regency), scopes: held.map((scope) => scopeView(scope, deps.regency)), grants: [...session.actor.grants],
    hasTotp: session.hasTotp, expiresAt: session.expiresAt.toISOString(), idleMinutes: session.idleMinutes,
  }
}

/** Who the holder of a token is; a device that keeps things for a session is told when somebody ended it. */
export async function describeCurrent(deps: SessionDeps, of: { readonly token: string | undefined; readonly kept: string | undefined }): Promise<CurrentSession> {
  const current = await describeSession(deps, await findSession(deps, of.token))
  const { kept } = of
  if (current.state !== 'nobody' || kept === undefined) return current
  const hasEnded = await deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => wasSessionEnded(tx, kept))
  return hasEnded ? { ...current, keptHasEnded: true } : current
}

/** What devices make their keys of: the account's own, and nobody's who does not hold the server's keys. */
export function deviceSecretOf(deps: SessionDeps, actor: Actor): string {
  return deps.keys.mac('people.device', actor.accountId ?? '').toString('base64')
}

/** Where the person is signed in. */
export async function listOwnSessions(deps: SessionDeps, session: KnownSession): Promise<{ items: OwnSession[] }> {
  const rows = await deps.db.asActor(session.actor, (tx) => listLiveSessions(tx, session.accountId))
  return {
    items: rows.map((row) => ({
      sessionId: row.sessionId, device: row.device, openedAt: row.openedAt.toISOString(), seenAt: row.seenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(), isCurrent: row.sessionId === session.sessionId,
    })),
  }
}

/** Lets the session work in another scope that the account holds; idle and absolute limits never grow by it. */
export async function switchScope(
  deps: SessionDeps, own: { session: KnownSession; command: Command }, scopeId: string,
): Promise<Result<{ scopeId: string }, Refused | { kind: 'second_step_needed' }>> {
  const { session, command } = own
  return act<{ scopeId: string }, { kind: 'not_found' | 'second_step_needed' }>(deps, { actor: session.actor, command, action: 'switchScope' }, async (tx) => {
    const scope = (await listHeldScopes(tx, session.accountId)).find((held) => held.scopeId === scopeId)
    if (scope === undefined) return err({ kind: 'not_found' as const })
    if (!session.hasTotp && needsSecondStep(deps.regency, scope.role)) return err({ kind: 'second_step_needed' as const })
    const span = sessionSpan('open', scope.role)
    const latest = Math.min(session.expiresAt.getTime(), tx.now.getTime() + span.absolute * 60_000)
    await saveSessionScope(tx, session.sessionId, { scopeId, idleMinutes: span.idle, expiresAt: new Date(latest) })
    tx.audit({ subjectKind: 'account', subjectId: session.accountId, detail: { sessionId: session.sessionId, role: scope.role } })
    tx.afterCommit(() => forgetSessions(deps))
    return ok({ scopeId })
  })
}

/** Ends one of the person's own sessions. */
export async function endOwnSession(
  deps: SessionDeps, own: { session: KnownSession; command: Command }, sessionId: string,
): Promise<Result<{ done: true }, Refused>> {
  const { session, command } = own
  return act(deps, { actor: session.actor, command, action: 'endOwnSession' }, async (tx) => {
    const ended = await endSessions(tx, { accountId: session.accountId, only: sessionId }, 'revoked')
    if (ended === 0) return err({ kind: 'not_found' as const })
    tx.audit({ subjectKind: 'account', subjectId: session.accountId, detail: { sessionId } })
    tx.afterCommit(() => forgetSessions(deps))
    return ok({ done: true as const })
  })
}

/** Ends all of the person's sessions but the one that asks. */
export async function endOtherSessions(
  deps: SessionDeps, own: { session: KnownSession; command: Command },
): Promise<Result<{ ended: number }, { kind: 'command_reused' }>> {
  const { session, command } = own
  return act(deps, { actor: session.actor, command, action: 'endOtherSessions' }, async (tx) => {
    const ended = await endSessions(tx, { accountId: session.accountId, except: session.sessionId }, 'revoked')
    tx.audit({ subjectKind: 'account', subjectId: session.accountId, detail: { ended } })
    tx.afterCommit(() => forgetSessions(deps))
    return ok({ ended })
  })
}
