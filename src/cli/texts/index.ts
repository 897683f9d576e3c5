import type { Lang, Translation } from '#web/i18n/lang.ts'
import { en } from './en.ts'
import { id } from './id.ts'

export type CliTexts = Translation<typeof id>

/** What the command line says, in one language. */
export function cliTexts(lang: Lang): CliTexts {
  return lang === 'en' ? en : id
}

/** The language that the terminal asks for; Bahasa Indonesia unless it clearly asks for English. */
export function langOfTerminal(environment: NodeJS.ProcessEnv): Lang {
  const asked = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return asked.toLowerCase().startsWith('en') ? 'en' : 'id'
}
