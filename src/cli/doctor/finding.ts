import type { Config } from '#config.ts'
import type { Lang } from '#web/i18n/lang.ts'
import type { CliTexts } from '../texts/index.ts'

export type CheckName = keyof CliTexts['doctor']['names']

/** `fault`: must be mended. `warning`: will become one, or protects less than it could. */
export type State = 'good' | 'warning' | 'fault' | 'skipped'

export interface Finding {
  readonly check: CheckName
  readonly state: State
  readonly message: string
}

/** What every examination is given. */
export interface Examined {
  readonly config: Config
  readonly text: CliTexts['doctor']
  readonly lang: Lang
}

/** Makes the findings of one examination. */
export function findings(check: CheckName): Record<'good' | 'warning' | 'fault', (message: string) => Finding> {
  const make = (state: State) => (message: string): Finding => ({ check, state, message })
  return { good: make('good'), warning: make('warning'), fault: make('fault') }
}
