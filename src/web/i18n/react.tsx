import { createContext, use, type ReactNode } from 'react'
import { formatters, type Formatters } from './format.ts'
import { door } from './id/door.ts'
import type { Messages } from './index.ts'
import type { Lang } from './lang.ts'

/** The language of the screen: its texts and the way it writes numbers and dates. */
export interface Language {
  readonly lang: Lang
  readonly messages: Messages
  readonly format: Formatters
  /** False while only what is read before signing in has come. */
  readonly isWhole: boolean
}

const LanguageContext = createContext<Language>(doorLanguage())

/** Gives the screens below it their language. */
export function LanguageProvider(props: { readonly language: Language; readonly children: ReactNode }) {
  return <LanguageContext value={props.language}>{props.children}</LanguageContext>
}

/** Bahasa Indonesia as far as it is read before signing in; there at once. */
export function doorLanguage(timeZone?: string): Language {
  return { lang: 'id', messages: door as Messages, format: formatters('id', timeZone), isWhole: false }
}

/** Loads every text of a language; each travels only to those who read it. */
export async function loadLanguage(lang: Lang, timeZone?: string): Promise<Language> {
  const texts: Messages = lang === 'en' ? (await import('./en/index.ts')).en : (await import('./id/index.ts')).id
  return { lang, messages: texts, format: formatters(lang, timeZone), isWhole: true }
}

/** Whether all texts of the language have come; screens wait for it. */
export function useHasAllTexts(): boolean {
  return use(LanguageContext).isWhole
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
