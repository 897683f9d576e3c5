import type { Result } from '#platform/result.ts'
import { refusalText } from '#web/i18n/index.ts'
import { CliProblem, type CliCall } from './command.ts'
import { exitCode } from './exit-code.ts'

/** The value of a module's answer; its refusal ends the command, worded as on the screens. */
export function valueOf<T>(call: CliCall, result: Result<T, { readonly kind: string }>): T {
  if (result.ok) return result.value
  const { kind } = result.error
  throw new CliProblem({ kind, message: refusalText(call.lang, result.error), code: exitCode.failed })
}
