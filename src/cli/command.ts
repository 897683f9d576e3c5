import type { Config } from '#config.ts'
import type { Lang } from '#web/i18n/lang.ts'
import type { ExitCode } from './exit-code.ts'
import type { CliTexts } from './texts/index.ts'

export type CommandName = keyof CliTexts['commands']

/** `value`: what stands behind the option in the help; without it the option is a switch. */
export interface CliOption {
  readonly value?: string
  readonly required?: boolean
}

/** One thing that can be asked on the command line. Its words are in the catalogue under the same name. */
export interface CliCommand {
  /** As it is typed: one or two words. */
  readonly name: CommandName
  /** What follows the name, in order; all of it must be given. */
  readonly arguments: readonly string[]
  readonly options: Readonly<Record<string, CliOption>>
  readonly load: () => Promise<Run>
}

/** Does what was asked; a refusal is thrown, the rest is the exit code. */
export type Run = (call: CliCall) => Promise<ExitCode>

/** One understood command line. */
export interface CliCall {
  readonly text: CliTexts
  readonly lang: Lang
  readonly config: () => Config
  /** An argument by its place; present, because the command line was checked. */
  readonly argument: (index: number) => string
  readonly option: (name: string) => string | undefined
  readonly required: (name: string) => string
  readonly isOn: (name: string) => boolean
  /** The result: lines for a person, or one JSON document under --json. */
  readonly answer: (result: { lines: readonly string[]; json: object }) => void
  /** What happens meanwhile, for a person; nothing under --json. */
  readonly say: (line: string) => void
}

/** The command line was not understood. */
export class UsageError extends Error {}

/** Something in the way that whoever typed the command can remove. */
export class CliProblem extends Error {
  readonly kind: string
  readonly code: ExitCode

  constructor(problem: { kind: string; message: string; code: ExitCode }) {
    super(problem.message)
    this.kind = problem.kind
    this.code = problem.code
  }
}
