import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { findClosestWord } from '#platform/closest-word.ts'
import { UsageError, type CliCommand } from './command.ts'
import type { CliTexts } from './texts/index.ts'

/** Options that every command knows. */
const commonOptions: ParseArgsOptionsConfig = {
  help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, lang: { type: 'string' }, version: { type: 'boolean' },
}

export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  /** Everything that is no option, in order. */
  readonly words: readonly string[]
}

/** Splits a command line into words and options; which option belongs to which command is looked at later. */
export function parseLine(argv: readonly string[], commands: readonly CliCommand[], text: CliTexts): Parsed {
  const options: ParseArgsOptionsConfig = { ...commonOptions }
  for (const command of commands) {
    for (const [name, option] of Object.entries(command.options)) options[name] = { type: option.value === undefined ? 'boolean' : 'string' }
  }
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
    return { values: values as Parsed['values'], words: positionals }
  } catch (error) {
    throw new UsageError(worded(error as NodeJS.ErrnoException, { options, text }))
  }
}

function worded(error: NodeJS.ErrnoException, { options, text }: { options: ParseArgsOptionsConfig; text: CliTexts }): string {
  const name = /--?[\w-]+/.exec(error.message)?.[0] ?? ''
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = findClosestWord(name.replace(/^-+/, ''), Object.keys(options))
    return withSuggestion(text.usageErrors.unknownOption(name), { text, meant: meant === undefined ? undefined : `--${meant}` })
  }
  const takesValue = options[name.replace(/^-+/, '')]?.type === 'string'
  return takesValue ? text.usageErrors.optionNeedsValue(name) : text.usageErrors.optionTakesNoValue(name)
}

/** The command that the words begin with (the longest name that fits), and the arguments behind it. */
export function findCommand(
  words: readonly string[], commands: readonly CliCommand[], text: CliTexts,
): { command: CliCommand; args: readonly string[] } {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((each) => each.name === name)
    if (command !== undefined) return { command, args: words.slice(length) }
  }
  if (words.length === 0) throw new UsageError(text.usageErrors.noCommand)
  const typed = words.slice(0, 2).join(' ')
  const meant = findClosestWord(typed, commands.map((command) => command.name)) ?? findClosestWord(words[0]!, commands.map((command) => command.name))
  throw new UsageError(withSuggestion(text.usageErrors.unknownCommand(typed), { text, meant }))
}

/** Refuses options of other commands, and arguments too many or too few. */
export function checkCall(command: CliCommand, given: { values: Parsed['values']; args: readonly string[] }, text: CliTexts): void {
  const known = new Set([...Object.keys(commonOptions), ...Object.keys(command.options)])
  const strange = Object.keys(given.values).find((name) => !known.has(name))
  if (strange !== undefined) throw new UsageError(text.usageErrors.unknownOption(`--${strange}`))
  const missing = command.arguments[given.args.length]
  if (missing !== undefined) throw new UsageError(text.usageErrors.argumentMissing(missing))
  const surplus = given.args[command.arguments.length]
  if (surplus !== undefined) throw new UsageError(text.usageErrors.argumentSurplus(surplus))
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required === true && given.values[name] === undefined) throw new UsageError(text.usageErrors.optionMissing(`--${name}`))
  }
}

function withSuggestion(sentence: string, { text, meant }: { text: CliTexts; meant: string | undefined }): string {
  return meant === undefined ? sentence : `${sentence} ${text.usageErrors.didYouMean(meant)}`
}

/** The whole number behind an option, within its bounds. */
export function numberOf(given: { name: string; value: string; minimum: number; maximum: number }, text: CliTexts): number {
  const { name, value, minimum, maximum } = given
  const number = Number(value)
  const fits = /^-?\d+$/.test(value) && number >= minimum && number <= maximum
  if (!fits) throw new UsageError(text.usageErrors.notANumber(`--${name}`, minimum, maximum))
  return number
}
