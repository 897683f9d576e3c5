import { addUser, disableUser, enableUser, grantUser, listUsers, resetUserPassword, type UsersRefused } from '#modules/people/index.ts'
import type { Result } from '#platform/result.ts'
import { columns } from './columns.ts'
import { valueOf, type CliCall, type CliCommand } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

const scopeOptions = { role: { value: 'ROLE', required: true }, area: { value: 'CODE' }, office: { value: 'KEY' } }

/** `users list`: accounts with their roles. */
export const usersListCommand: CliCommand = {
  name: 'users list', arguments: [], options: { search: { value: 'TEXT' }, role: { value: 'ROLE' } }, run: list,
}

/** `users add`: an account with one role; shows its first password, once. */
export const usersAddCommand: CliCommand = {
  name: 'users add', arguments: ['USERNAME'], options: { name: { value: 'NAME', required: true }, ...scopeOptions }, run: add,
}

/** `users disable`: closes an account. */
export const usersDisableCommand: CliCommand = {
  name: 'users disable', arguments: ['USERNAME'], options: {},
  run: (call) => withDeps(call, async (deps) => changed(call, await disableUser(deps, { username: call.argument(0) }))),
}

/** `users enable`: opens a closed account. */
export const usersEnableCommand: CliCommand = {
  name: 'users enable', arguments: ['USERNAME'], options: {},
  run: (call) => withDeps(call, async (deps) => changed(call, await enableUser(deps, { username: call.argument(0) }))),
}

/** `users reset-password`: a new password for one sign-in. */
export const usersResetCommand: CliCommand = {
  name: 'users reset-password', arguments: ['USERNAME'], options: {},
  run: (call) => withDeps(call, async (deps) => showPassword(call, await resetUserPassword(deps, { username: call.argument(0) }))),
}

/** `users grant`: one more role for an account. */
export const usersGrantCommand: CliCommand = {
  name: 'users grant', arguments: ['USERNAME'], options: scopeOptions,
  run: (call) => withDeps(call, async (deps) => changed(call, await grantUser(deps, { username: call.argument(0), ...scopeWords(call) }))),
}

async function list(call: CliCall): Promise<ExitCode> {
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

async function add(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) =>
    showPassword(call, await addUser(deps, { username: call.argument(0), name: call.required('name'), ...scopeWords(call) })))
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
