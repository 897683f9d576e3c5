import { addUser, disableUser, enableUser, grantUser, listUsers, resetUserPassword, type UsersRefused } from '#modules/people/index.ts'
import type { Result } from '#platform/result.ts'
import { columns } from './columns.ts'
import type { CliCall } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { valueOf } from './module-answer.ts'

/** `users list`: accounts with their roles. */
export async function usersList(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => {
    const accounts = await listUsers(deps, { q: call.option('search'), role: call.option('role') })
    const words = call.text.users
    const rows = accounts.map((account) => [
      account.username, account.name, account.isDisabled ? words.disabled : words.active, account.scopes.map((scope) => scope.role).join(', '),
    ])
    const lines = rows.length === 0 ? [call.text.done.noUsers] : columns([[words.username, words.name, words.state, words.roles], ...rows])
    call.answer({ lines, json: { accounts } })
    return exitCode.good
  })
}

/** `users add`: an account with one role; shows its first password, once. */
export async function usersAdd(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) =>
    showPassword(call, await addUser(deps, { username: call.argument(0), name: call.required('name'), ...scopeWords(call) })))
}

/** `users disable`: closes an account. */
export async function usersDisable(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => changed(call, await disableUser(deps, { username: call.argument(0) })))
}

/** `users enable`: opens a closed account. */
export async function usersEnable(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => changed(call, await enableUser(deps, { username: call.argument(0) })))
}

/** `users reset-password`: a new password for one sign-in. */
export async function usersResetPassword(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => showPassword(call, await resetUserPassword(deps, { username: call.argument(0) })))
}

/** `users grant`: one more role for an account. */
export async function usersGrant(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => changed(call, await grantUser(deps, { username: call.argument(0), ...scopeWords(call) })))
}

function scopeWords(call: CliCall): { role: string; area: string | undefined; office: string | undefined } {
  return { role: call.required('role'), area: call.option('area'), office: call.option('office') }
}

function showPassword(call: CliCall, result: Result<{ username: string; oneTimePassword: string }, UsersRefused>): ExitCode {
  const made = valueOf(call, result)
  call.answer({ lines: [call.text.done.password(made.username, made.oneTimePassword), call.text.done.passwordOnce], json: made })
  return exitCode.good
}

function changed(call: CliCall, result: Result<object, UsersRefused>): ExitCode {
  const json = valueOf(call, result)
  call.answer({ lines: [call.text.done.userChanged(call.argument(0))], json })
  return exitCode.good
}
