import { columns } from './columns.ts'
import type { CliCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import type { CliTexts } from './texts/index.ts'

const program = 'npx kentongan'

/** What `kentongan --help` shows. */
export function generalHelp(commands: readonly CliCommand[], text: CliTexts): string {
  const { frame } = text
  return [
    frame.about, '', `${frame.usage}: ${program} ${frame.commandWord} [${frame.optionsWord}]`, '',
    `${frame.commands}:`, ...indented(commands.map((command) => [usageOf(command), text.commands[command.name].summary])), '',
    `${frame.everyCommand}:`, ...commonLines(text), '',
    `${frame.exitCodes}:`, ...indented(exitLines(text)), '',
    frame.settings, frame.moreHelp('backup'),
  ].join('\n')
}

/** What `kentongan COMMAND --help` shows. */
export function commandHelp(command: CliCommand, text: CliTexts): string {
  const { frame } = text
  const texts: Readonly<Record<string, string>> = text.commands[command.name].options
  const options = Object.entries(command.options).map(([name, option]): [string, string] => [
    `--${name}${option.value === undefined ? '' : ` ${option.value}`}`, `${texts[name] ?? ''}${option.required === true ? ' *' : ''}`,
  ])
  const required = Object.entries(command.options).filter(([, option]) => option.required === true)
  const typed = [program, usageOf(command), ...required.map(([name, option]) => `--${name} ${option.value}`), `[${frame.optionsWord}]`]
  return [
    text.commands[command.name].summary, '',
    `${frame.usage}: ${typed.join(' ')}`, '',
    ...(options.length > 0 ? [`${frame.options}:`, ...indented(options), ''] : []),
    `${frame.everyCommand}:`, ...commonLines(text),
  ].join('\n')
}

function usageOf(command: CliCommand): string {
  return [command.name, ...command.arguments].join(' ')
}

function commonLines(text: CliTexts): string[] {
  const { options } = text
  return indented([['-h, --help', options.help], ['--lang id|en', options.lang], ['--json', options.json], ['--version', options.version]])
}

function exitLines({ frame }: CliTexts): [string, string][] {
  return [
    [String(exitCode.good), frame.exitGood], [String(exitCode.failed), frame.exitFailed],
    [String(exitCode.usage), frame.exitUsage], [String(exitCode.inUse), frame.exitInUse],
  ]
}

function indented(rows: readonly (readonly [string, string])[]): string[] {
  return columns(rows).map((line) => `  ${line}`)
}
