import pg from 'pg'
import { ConfigError, loadConfig } from '#config.ts'
import { BackupRefused, type BackupRefusal } from '#platform/backup/refused.ts'
import { WrongKeys } from '#platform/key-fact.ts'
import { isUnreachable } from '#platform/db/away.ts'
import { FolderInUse } from '#platform/lock.ts'
import { isLang, type Lang } from '#web/i18n/lang.ts'
import { CliProblem, UsageError, type CliCall } from './command.ts'
import { commands } from './commands.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { commandHelp, generalHelp } from './help.ts'
import { checkCall, findCommand, parseLine, type Parsed } from './parse.ts'
import { cliTexts, langOfTerminal, type CliTexts } from './texts/index.ts'
import { version } from '#version.ts'

/** Understands a command line, does what it asks, and gives the exit code. */
export async function runCli(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const lang = wantedLang(argv) ?? langOfTerminal(environment)
  const text = cliTexts(lang)
  const isJson = argv.includes('--json')
  try {
    const parsed = parseLine(argv, commands, text)
    if (parsed.values['lang'] !== undefined && !isLang(parsed.values['lang'])) throw new UsageError(text.usageErrors.unknownLang)
    if (parsed.values['version'] === true) return show(version)
    if (parsed.values['help'] === true) return show(helpFor(parsed, text))
    const { command, args } = findCommand(parsed.words, commands, text)
    checkCall(command, { values: parsed.values, args }, text)
    const run = await command.load()
    return await run(createCall({ values: parsed.values, args }, { text, lang, isJson, environment }))
  } catch (error) {
    return await fail(error, { text, isJson })
  }
}

function show(lines: string): ExitCode {
  console.log(lines)
  return exitCode.good
}

/** Looked up before anything is parsed, so that a wrong command line is answered in the right language. */
function wantedLang(argv: readonly string[]): Lang | undefined {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const value = argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length)
  return isLang(value) ? value : undefined
}

function helpFor({ words }: Parsed, text: CliTexts): string {
  if (words.length === 0) return generalHelp(commands, text)
  const group = commands.filter((command) => command.name.startsWith(`${words[0]} `))
  const isOneCommand = group.length === 0 || words.length > 1 || commands.some((command) => command.name === words[0])
  return isOneCommand ? commandHelp(findCommand(words, commands, text).command, text) : generalHelp(group, text)
}

interface Frame {
  readonly text: CliTexts
  readonly lang: Lang
  readonly isJson: boolean
  readonly environment: NodeJS.ProcessEnv
}

function createCall({ values, args }: { values: Parsed['values']; args: readonly string[] }, frame: Frame): CliCall {
  const option = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined)
  return {
    text: frame.text, lang: frame.lang, option,
    config: () => loadConfig(frame.environment),
    argument: (index) => args[index]!,
    required: (name) => option(name)!,
    isOn: (name) => values[name] === true,
    answer: ({ lines, json }) => console.log(frame.isJson ? JSON.stringify(json) : lines.join('\n')),
    say: (line) => {
      if (!frame.isJson) console.error(line)
    },
  }
}

async function fail(error: unknown, { text, isJson }: { text: CliTexts; isJson: boolean }): Promise<ExitCode> {
  const { kind, message, code } = await explain(error, text)
  if (isJson) console.log(JSON.stringify({ error: { kind, message } }))
  else console.error(message)
  return code
}

interface Explained {
  readonly kind: string
  readonly message: string
  readonly code: ExitCode
}

/** What went wrong in words for whoever typed the command; a stack only for our own mistakes. */
async function explain(error: unknown, text: CliTexts): Promise<Explained> {
  if (error instanceof UsageError) {
    return { kind: 'usage', message: `${error.message}\n${text.frame.usage}: npx kentongan --help`, code: exitCode.usage }
  }
  if (error instanceof CliProblem) return { kind: error.kind, message: error.message, code: error.code }
  if (error instanceof BackupRefused) return explainRefusal(error.refusal, text)
  if (error instanceof FolderInUse) return { kind: 'folder_in_use', message: text.problems.folderInUse(error.pid), code: exitCode.inUse }
  if (error instanceof WrongKeys) {
    return { kind: `keys_${error.reason}`, message: text.problems.wrongKeys[error.reason](error.path), code: exitCode.failed }
  }
  if (error instanceof ConfigError || (await isOfConfiguration(error))) {
    return { kind: 'settings', message: (error as Error).message, code: exitCode.failed }
  }
  return explainSystem(error as NodeJS.ErrnoException, text)
}

/** Asked only when something failed: the module that knows is not loaded for a help. */
async function isOfConfiguration(error: unknown): Promise<boolean> {
  const { RegencyError } = await import('#modules/people/index.ts')
  return error instanceof RegencyError
}

function explainRefusal(refusal: BackupRefusal, text: CliTexts): Explained {
  const word = text.refusals[refusal.kind] as (refusal: BackupRefusal) => string
  const isUsage = refusal.kind === 'keys_needed' || refusal.kind === 'keys_need_encryption' || refusal.kind === 'backup_encrypted'
  const isInUse = refusal.kind === 'target_not_empty' || refusal.kind === 'backup_running'
  const whenNotInUse = isUsage ? exitCode.usage : exitCode.failed
  return { kind: refusal.kind, message: word(refusal), code: isInUse ? exitCode.inUse : whenNotInUse }
}

/** The server is shutting down, or the connection went away under us. */
const ended = new Set(['57P01', '57P03', 'ECONNRESET'])

function explainSystem(error: NodeJS.ErrnoException, text: CliTexts): Explained {
  const code = error.code ?? ''
  if (code === 'ENOSPC') return { kind: 'disk_full', message: text.problems.diskFull, code: exitCode.failed }
  if (isUnreachable(error)) {
    return { kind: 'database_unreachable', message: text.problems.databaseUnreachable(error.message || code), code: exitCode.failed }
  }
  if (ended.has(code) || /Connection terminated/.test(error.message)) {
    return { kind: 'connection_ended', message: text.problems.connectionEnded, code: exitCode.inUse }
  }
  if ((code === 'ENOENT' || code === 'EACCES') && error.path !== undefined && !(error instanceof pg.DatabaseError)) {
    return { kind: 'no_such_file', message: text.problems.noSuchFile(error.path), code: exitCode.failed }
  }
  // A statement that the database refused (a migration without the right, say) is told in its words; where we stood does not help.
  if (error.cause instanceof pg.DatabaseError) return { kind: 'database_refused', message: error.message, code: exitCode.failed }
  return { kind: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error), code: exitCode.failed }
}

