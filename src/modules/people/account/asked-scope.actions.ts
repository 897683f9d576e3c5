import { findRole } from '#modules/people/regency/regency.rules.ts'
import { forgetSessions, type SessionDeps } from '#modules/people/session/session-actor.actions.ts'
import { scopeView, type Scope } from '#modules/people/session/session.rules.ts'
import { act, type ActTx, type Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { AskedScope } from './asked-scope.contract.ts'
import {
  findAskedScope, insertAskedScope, listWaitingScopes, saveDecision, type AskedScopeOfAccount, type AskedScopeRow,
} from './asked-scope.store.ts'
import { checkScope, type ScopeRefused } from './account.rules.ts'
import { insertScope } from './account.store.ts'

export type Given = { readonly state: 'given'; readonly scopeId: string } | { readonly state: 'asked'; readonly askedScopeId: string }

const pageSize = 50

/**
 * Gives a role, or, where the regency wants a second person for it, asks for it. Whoever works on the machine itself (the command line) is not
 * asked for a second person: that is how an installation gets its first administrators.
 */
export async function giveOrAsk(
  deps: SessionDeps, tx: ActTx, to: { accountId: string; scope: Scope },
): Promise<Result<Given, { kind: 'scope_already_held' | 'scope_already_asked' }>> {
  const { accountId, scope } = to
  const needsSecond = findRole(deps.regency, scope.role)?.needs.includes('approval') === true && tx.actor.accountId !== null
  const id = newId()
  if (!needsSecond) return (await insertScope(tx, { ...scope, scopeId: id, accountId })) ? ok({ state: 'given', scopeId: id }) : err({ kind: 'scope_already_held' })
  return (await insertAskedScope(tx, { ...scope, askedScopeId: id, accountId })) ? ok({ state: 'asked', askedScopeId: id }) : err({ kind: 'scope_already_asked' })
}

/** What waits, in words for the person who asks. */
export function askedView(deps: SessionDeps, actor: Actor, row: AskedScopeRow): AskedScope {
  const { scopeId: _, ...scope } = scopeView({ ...row, scopeId: row.askedScopeId }, deps.regency)
  const { askedScopeId, accountId, username, name, askedByName } = row
  return { askedScopeId, accountId, username, name, scope, askedAt: row.askedAt.toISOString(), askedByName, decidable: decidableBy(actor, row) }
}

function decidableBy(actor: Actor, row: Pick<AskedScopeRow, 'askedBy' | 'accountId'>): AskedScope['decidable'] {
  if (row.accountId === actor.accountId) return 'own_role'
  return row.askedBy === actor.accountId ? 'own_request' : 'yes'
}

/** One page of the roles that wait for a second person. */
export async function listAskedScopes(
  deps: SessionDeps, actor: Actor, after: string | undefined,
): Promise<Result<{ items: AskedScope[]; next: string | null }, { kind: 'page_unknown' }>> {
  const place = after === undefined ? undefined : placeOfCursor(after)
  if (after !== undefined && place === undefined) return err({ kind: 'page_unknown' })
  const rows = await deps.db.asActor(actor, (tx) => listWaitingScopes(tx, { after: place, limit: pageSize + 1 }))
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const next = rows.length > page.length && last !== undefined ? cursorOf({ at: last.askedAt, id: last.askedScopeId }) : null
  return ok({ items: page.map((row) => askedView(deps, actor, row)), next })
}

interface Deciding {
  readonly actor: Actor
  readonly command: Command
}

type Refused = { readonly kind: 'not_found' | 'scope_decided_already' | 'command_reused' }
type ByAnother = { readonly kind: 'own_request' | 'own_rights' }

/** Approves a role that somebody else asked to give to somebody else: it counts at once. */
export async function approveScope(
  deps: SessionDeps, deciding: Deciding, askedScopeId: string,
): Promise<Result<{ done: true }, Refused | ByAnother | ScopeRefused | { kind: 'scope_already_held' }>> {
  return decide<ByAnother | ScopeRefused | { kind: 'scope_already_held' | 'scope_decided_already' }>(deps, deciding, {
    askedScopeId,
    action: 'approveScope',
    work: async (tx, asked) => {
      const byAnother = mustBeAnother(tx.actor, asked)
      if (byAnother !== undefined) return err(byAnother)
      const checked = checkScope(asked, deps.regency)
      if (!checked.ok) return checked
      if (!(await saveDecision(tx, askedScopeId, { decision: 'approved', reason: null }))) return err({ kind: 'scope_decided_already' as const })
      if (!(await insertScope(tx, { ...checked.value, scopeId: newId(), accountId: asked.accountId }))) return err({ kind: 'scope_already_held' as const })
      tx.afterCommit(() => forgetSessions(deps))
      return ok({ done: true as const })
    },
  })
}

/** Refuses a role that somebody else asked to give. */
export async function rejectScope(
  deps: SessionDeps, deciding: Deciding, refusal: { askedScopeId: string; reason: string },
): Promise<Result<{ done: true }, Refused | ByAnother>> {
  const { askedScopeId, reason } = refusal
  return decide<ByAnother | { kind: 'scope_decided_already' }>(deps, deciding, {
    askedScopeId,
    action: 'rejectScope',
    purpose: reason,
    work: async (tx, asked) => {
      const byAnother = mustBeAnother(tx.actor, asked)
      if (byAnother !== undefined) return err(byAnother)
      return (await saveDecision(tx, askedScopeId, { decision: 'rejected', reason })) ? ok({ done: true as const }) : err({ kind: 'scope_decided_already' as const })
    },
  })
}

/** Takes back what one asked for, while nobody has decided. */
export async function takeBackAskedScope(
  deps: SessionDeps, deciding: Deciding, askedScopeId: string,
): Promise<Result<{ done: true }, Refused | { kind: 'not_own_request' }>> {
  return decide<{ kind: 'not_own_request' | 'scope_decided_already' }>(deps, deciding, {
    askedScopeId,
    action: 'takeBackAskedScope',
    work: async (tx, asked) => {
      if (asked.askedBy !== tx.actor.accountId) return err({ kind: 'not_own_request' as const })
      return (await saveDecision(tx, askedScopeId, { decision: 'taken_back', reason: null })) ? ok({ done: true as const }) : err({ kind: 'scope_decided_already' as const })
    },
  })
}

function mustBeAnother(actor: Actor, asked: AskedScopeOfAccount): ByAnother | undefined {
  const decidable = decidableBy(actor, asked)
  if (decidable === 'own_role') return { kind: 'own_rights' }
  return decidable === 'own_request' ? { kind: 'own_request' } : undefined
}

interface Decision<E> {
  readonly askedScopeId: string
  readonly action: string
  readonly purpose?: string
  readonly work: (tx: ActTx, asked: AskedScopeOfAccount) => Promise<Result<{ done: true }, E>>
}

async function decide<E>(deps: SessionDeps, deciding: Deciding, decision: Decision<E>): Promise<Result<{ done: true }, E | Refused>> {
  return act<{ done: true }, E | Refused>(deps, { ...deciding, action: decision.action }, async (tx) => {
    const asked = await findAskedScope(tx, decision.askedScopeId)
    if (asked === undefined) return err({ kind: 'not_found' })
    if (asked.isDecided) return err({ kind: 'scope_decided_already' })
    const { accountId, role, areaId, officeId } = asked
    tx.audit({
      subjectKind: 'account', subjectId: accountId, detail: { askedScopeId: decision.askedScopeId, role, areaId, officeId },
      ...(decision.purpose !== undefined && { purpose: decision.purpose }),
    })
    return decision.work(tx, asked)
  })
}
