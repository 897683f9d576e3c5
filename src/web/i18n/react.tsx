import { createContext, use, type ReactNode } from 'react'
import { formatters, type Formatters } from './format.ts'
import { id } from './id/index.ts'
import type { Messages } from './index.ts'
import type { Lang } from './lang.ts'

/** The language of the screen: its texts and the way it writes numbers and dates. */
export interface Language {
  readonly lang: Lang
  readonly messages: Messages
  readonly format: Formatters
}

const LanguageContext = createContext<Language>({ lang: 'id', messages: id, format: formatters('id') })

/** Gives the screens below it their language. */
export function LanguageProvider(props: { readonly language: Language; readonly children: ReactNode }) {
  return <LanguageContext value={props.language}>{props.children}</LanguageContext>
}

/** Loads a language; English travels only to those who ask for it. */
export async function loadLanguage(lang: Lang, timeZone?: string): Promise<Language> {
  const texts: Messages = lang === 'en' ? (await import('./en/index.ts')).en : id
  return { lang, messages: texts, format: formatters(lang, timeZone) }
}

/** The texts of the screen's language. */
export function useMessages(): Messages {
  return use(LanguageContext).messages
}

/** How the screen's language writes numbers, days, moments and spans. */
export function useFormat(): Formatters {
  return use(LanguageContext).format
}

/** The screen's language itself. */
export function useLang(): Lang {
  return use(LanguageContext).lang
}
