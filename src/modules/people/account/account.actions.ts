import { deleteTotp, savePassword } from '#modules/people/session/credential.store.ts'
import { forgetSessions, type SessionDeps } from '#modules/people/session/session-actor.actions.ts'
import { normalUsername, scopeView, type Scope } from '#modules/people/session/session.rules.ts'
import { endSessions, type HeldScope } from '#modules/people/session/session.store.ts'
import { act, type ActTx, type Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { hashPassword } from '#platform/secrets/password.ts'
import { inGroups, secretOfCommand } from '#platform/secrets/token.ts'
import type { Account, AccountDetail, NewAccount, OneTimePassword } from './account.contract.ts'
import { checkScope, isOwnAccount, type ScopeRefused } from './account.rules.ts'
import { askedView, giveOrAsk, type Given } from './asked-scope.actions.ts'
import { listWaitingScopesOf, type AskedScopeRow } from './asked-scope.store.ts'
import {
  findAccountRow, insertAccount, listAccountRows, listScopesOf, saveDisabled, saveWithdrawn, type AccountFilter, type AccountRow,
} from './account.store.ts'

/** Who manages accounts, and under which command. */
export interface Managing {
  readonly actor: Actor
  readonly command: Command
}

type Reused = { readonly kind: 'command_reused' }
type ChangeRefused = Reused | { readonly kind: 'own_rights' | 'not_found' }

const oneTimeLetters = 15

/** One page of accounts by user name, each with its scopes. */
export async function listAccounts(
  deps: SessionDeps, actor: Actor, filter: AccountFilter,
): Promise<{ items: Account[]; next: string | null }> {
  return deps.db.asActor(actor, async (tx) => {
    const rows = await listAccountRows(tx, { ...filter, limit: filter.limit + 1 })
    const page = rows.slice(0, filter.limit)
    const scopes = await listScopesOf(tx, page.map((row) => row.accountId))
    const items = page.map((row) => viewOf(deps, row, scopes.get(row.accountId) ?? []))
    return { items, next: rows.length > page.length ? (page.at(-1)?.username ?? null) : null }
  })
}

/** One account with its scopes. */
export async function getAccount(deps: SessionDeps, actor: Actor, accountId: string): Promise<Result<AccountDetail, { kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const row = await findAccountRow(tx, accountId)
    if (row === undefined) return err({ kind: 'not_found' as const })
    const scopes = (await listScopesOf(tx, [accountId])).get(accountId) ?? []
    const asked: readonly AskedScopeRow[] = await listWaitingScopesOf(tx, accountId)
    return ok({ ...viewOf(deps, row, scopes), asked: asked.map((each) => askedView(deps, actor, each)) })
  })
}

function viewOf(deps: SessionDeps, row: AccountRow, scopes: readonly HeldScope[]): Account {
  return { ...row, lastSeenAt: row.lastSeenAt?.toISOString() ?? null, kinStatedAt: row.kinStatedAt?.toISOString() ?? null, scopes: scopes.map((scope) => scopeView(scope, deps.regency)) }
}

/** Makes an account with its scopes; gives the password that its holder replaces when signing in first. */
export async function createAccount(
  deps: SessionDeps, managing: Managing, account: NewAccount,
): Promise<Result<OneTimePassword & { awaitsApproval: boolean }, Reused | ScopeRefused | { kind: 'username_taken' | 'scope_already_held' | 'scope_already_asked' }>> {
  const scopes: Scope[] = []
  for (const wanted of account.scopes) {
    const checked = checkScope(wanted, deps.regency)
    if (!checked.ok) return checked
    scopes.push(checked.value)
  }
  const username = normalUsername(account.username)
  const oneTimePassword = oneTimePasswordOf(deps, managing.command)
  const passwordHash = await hashPassword(oneTimePassword)
  const made = await act<{ accountId: string; awaitsApproval: boolean }, { kind: 'username_taken' | 'scope_already_held' | 'scope_already_asked' }>(
    deps, { ...managing, action: 'createAccount' }, async (tx) => {
      const accountId = newId()
      if (!(await insertAccount(tx, { accountId, username, name: account.name, passwordHash }))) return err({ kind: 'username_taken' })
      let awaitsApproval = false
      for (const scope of scopes) {
        const given = await giveOrAsk(deps, tx, { accountId, scope })
        if (!given.ok) return given
        awaitsApproval ||= given.value.state === 'asked'
        tx.audit({ subjectKind: 'account', subjectId: accountId, areaId: scope.areaId, detail: { ...scope, state: given.value.state } })
      }
      return ok({ accountId, awaitsApproval })
    })
  return made.ok ? ok({ ...made.value, username, oneTimePassword }) : made
}

/** Closes an account: its sessions end at once, and it cannot sign in. */
export async function disableAccount(deps: SessionDeps, managing: Managing, accountId: string): Promise<Result<{ done: true }, ChangeRefused>> {
  return changeAccount(deps, managing, {
    accountId,
    action: 'disableAccount',
    work: async (tx) => {
      await saveDisabled(tx, accountId, true)
      await endSessions(tx, { accountId }, 'account_disabled')
      return ok({ done: true as const })
    },
  })
}

/** Opens a closed account again. */
export async function enableAccount(deps: SessionDeps, managing: Managing, accountId: string): Promise<Result<{ done: true }, ChangeRefused>> {
  return changeAccount(deps, managing, {
    accountId,
    action: 'enableAccount',
    work: async (tx) => {
      await saveDisabled(tx, accountId, false)
      return ok({ done: true as const })
    },
  })
}

/** Gives a new first password; sessions end at once, the second step stays. */
export async function resetPassword(deps: SessionDeps, managing: Managing, accountId: string): Promise<Result<OneTimePassword, ChangeRefused>> {
  const oneTimePassword = oneTimePasswordOf(deps, managing.command)
  const hash = await hashPassword(oneTimePassword)
  const reset = await changeAccount(deps, managing, {
    accountId,
    action: 'resetPassword',
    work: async (tx, account) => {
      await savePassword(tx, accountId, { hash, mustChange: true })
      await endSessions(tx, { accountId }, 'password_changed')
      return ok({ username: account.username })
    },
  })
  return reset.ok ? ok({ accountId, username: reset.value.username, oneTimePassword }) : reset
}

/** Takes away the second step of somebody who lost the phone and the recovery codes. */
export async function removeAccountTotp(
  deps: SessionDeps, managing: Managing, accountId: string,
): Promise<Result<{ done: true }, ChangeRefused | { kind: 'totp_not_on' }>> {
  return changeAccount(deps, managing, {
    accountId,
    action: 'removeAccountTotp',
    work: async (tx) => {
      if (!(await deleteTotp(tx, accountId))) return err({ kind: 'totp_not_on' as const })
      // Whoever has the phone may have the session too.
      await endSessions(tx, { accountId }, 'revoked')
      return ok({ done: true as const })
    },
  })
}

/** Gives an account a role in an area and for an office; where the regency wants a second person for it, asks for it. */
export async function grantScope(
  deps: SessionDeps, managing: Managing, to: { accountId: string; scope: Scope },
): Promise<Result<Given, ChangeRefused | ScopeRefused | { kind: 'scope_already_held' | 'scope_already_asked' }>> {
  const checked = checkScope(to.scope, deps.regency)
  if (!checked.ok) return checked
  return changeAccount(deps, managing, {
    accountId: to.accountId,
    action: 'grantScope',
    detail: { ...checked.value },
    work: (tx) => giveOrAsk(deps, tx, { accountId: to.accountId, scope: checked.value }),
  })
}

/** Takes a scope back; sessions that work in it end at once. */
export async function withdrawScope(
  deps: SessionDeps, managing: Managing, from: { accountId: string; scopeId: string },
): Promise<Result<{ done: true }, ChangeRefused>> {
  const { accountId, scopeId } = from
  return changeAccount(deps, managing, {
    accountId,
    action: 'withdrawScope',
    detail: { scopeId },
    work: async (tx) => {
      if (!(await saveWithdrawn(tx, accountId, scopeId))) return err({ kind: 'not_found' as const })
      await endSessions(tx, { accountId, scopeId }, 'scope_withdrawn')
      return ok({ done: true as const })
    },
  })
}

interface AccountChange<T, E> {
  readonly accountId: string
  readonly action: string
  readonly detail?: Readonly<Record<string, string | number | null>>
  readonly work: (tx: ActTx, account: AccountRow) => Promise<Result<T, E>>
}

/** What every change to somebody else's account has in common: never one's own, the account is there, a trace, effect at the next request. */
async function changeAccount<T extends object, E>(
  deps: SessionDeps, managing: Managing, change: AccountChange<T, E>,
): Promise<Result<T, E | ChangeRefused>> {
  if (isOwnAccount(managing.actor, change.accountId)) return err({ kind: 'own_rights' })
  return act<T, E | ChangeRefused>(deps, { ...managing, action: change.action }, async (tx) => {
    const account = await findAccountRow(tx, change.accountId)
    if (account === undefined) return err({ kind: 'not_found' })
    tx.audit({ subjectKind: 'account', subjectId: change.accountId, ...(change.detail && { detail: change.detail }) })
    tx.afterCommit(() => forgetSessions(deps))
    return change.work(tx, account)
  })
}

function oneTimePasswordOf(deps: SessionDeps, command: Command): string {
  return inGroups(secretOfCommand(deps.keys, command, { purpose: 'first-password', letters: oneTimeLetters }))
}
