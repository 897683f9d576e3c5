import { forgetSessions, type SessionDeps } from '#modules/people/session/session-actor.actions.ts'
import { normalUsername, type Scope } from '#modules/people/session/session.rules.ts'
import { areaIdOf } from '#modules/people/area/area.rules.ts'
import type { Grant } from '#modules/people/regency/regency.contract.ts'
import { findOffice } from '#modules/people/regency/regency.rules.ts'
import type { Command } from '#platform/act.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { createAccount, disableAccount, enableAccount, grantScope, listAccounts, resetPassword, type Managing } from './account.actions.ts'
import type { Given } from './asked-scope.actions.ts'
import { PersonalName, Username, type Account, type OneTimePassword } from './account.contract.ts'
import { findAccountRowByUsername } from './account.store.ts'
import { standingActor } from './standing.actions.ts'

/** A role as it is written on the command line: area by its official code, office by its key in the configuration. */
export interface ScopeWords {
  readonly role: string
  readonly area?: string | undefined
  readonly office?: string | undefined
}

export type UsersRefused = { readonly kind: string }

/** `users list`: every account whose user name or name matches, at most a thousand. */
export async function listUsers(deps: SessionDeps, args: { q?: string | undefined; role?: string | undefined }): Promise<readonly Account[]> {
  const { actor } = managing(deps)
  const found: Account[] = []
  for (let after: string | undefined; found.length < 1_000;) {
    const page = await listAccounts(deps, actor, { ...args, after, limit: 100 })
    found.push(...page.items)
    if (page.next === null) break
    after = page.next
  }
  return found
}

/** `users add`: makes an account with one scope; gives the password for the first sign-in. */
export async function addUser(
  deps: SessionDeps, args: ScopeWords & { username: string; name: string },
): Promise<Result<OneTimePassword, UsersRefused>> {
  const username = Username.safeParse(args.username)
  if (!username.success) return err({ kind: 'username_not_usable' })
  const name = PersonalName.safeParse(args.name)
  if (!name.success) return err({ kind: 'name_not_usable' })
  const scope = scopeOf(deps, args)
  if (!scope.ok) return scope
  return createAccount(deps, managing(deps), { username: username.data, name: name.data, scopes: [scope.value] })
}

/** `users disable`: closes an account; sessions end at once. */
export async function disableUser(deps: SessionDeps, args: { username: string }): Promise<Result<{ done: true }, UsersRefused>> {
  return onUser(deps, args, (accountId) => disableAccount(deps, managing(deps), accountId))
}

/** `users enable`: opens a closed account again. */
export async function enableUser(deps: SessionDeps, args: { username: string }): Promise<Result<{ done: true }, UsersRefused>> {
  return onUser(deps, args, (accountId) => enableAccount(deps, managing(deps), accountId))
}

/** `users reset-password`: gives a new password for the next sign-in. */
export async function resetUserPassword(deps: SessionDeps, args: { username: string }): Promise<Result<OneTimePassword, UsersRefused>> {
  return onUser(deps, args, (accountId) => resetPassword(deps, managing(deps), accountId))
}

/** `users grant`: gives an account one more role. */
export async function grantUser(deps: SessionDeps, args: ScopeWords & { username: string }): Promise<Result<Given, UsersRefused>> {
  const scope = scopeOf(deps, args)
  if (!scope.ok) return scope
  return onUser(deps, args, (accountId) => grantScope(deps, managing(deps), { accountId, scope: scope.value }))
}

/**
 * `--as`: an account as it acts in a role of its own that has the grant and covers the area, narrowed to that area; undefined when it has none.
 * Whoever runs the command has the machine, but the work stands under the name of somebody who may do it.
 */
export async function findUserActor(deps: SessionDeps, asked: { username: string; grant: Grant; areaId: number }): Promise<Actor | undefined> {
  const username = normalUsername(asked.username)
  const account = (await listUsers(deps, { q: username })).find((found) => found.username === username && !found.isDisabled)
  const actor = account && standingActor(deps.regency, account, asked)
  return actor && { ...actor, areaIds: [asked.areaId], homeAreaId: asked.areaId }
}

async function onUser<T>(
  deps: SessionDeps, args: { username: string }, work: (accountId: string) => Promise<Result<T, UsersRefused>>,
): Promise<Result<T, UsersRefused>> {
  const account = await deps.db.asActor(managing(deps).actor, (tx) => findAccountRowByUsername(tx, normalUsername(args.username)))
  if (account === undefined) return err({ kind: 'not_found' })
  const done = await work(account.accountId)
  forgetSessions(deps)
  return done
}

/** Whoever can run the command has the machine; the audit says `system`. */
function managing(deps: SessionDeps): Managing {
  const actor = systemActor(deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['people.account.manage'] })
  return { actor, command: newCommand(deps) }
}

function newCommand(deps: SessionDeps): Command {
  const id = newId()
  return { id, bodySha256: deps.keys.mac('command', id) }
}

function scopeOf(deps: SessionDeps, words: ScopeWords): Result<Scope, UsersRefused> {
  const area = words.area ?? deps.regency.code
  if (area !== deps.regency.code && !area.startsWith(`${deps.regency.code}.`)) return err({ kind: 'area_does_not_fit' })
  const office = words.office === undefined ? undefined : findOffice(deps.regency, words.office)
  if (words.office !== undefined && office === undefined) return err({ kind: 'office_does_not_fit' })
  return ok({ role: words.role, areaId: areaIdOf(area), officeId: office?.officeId ?? null })
}
