import { createContext, use, type ReactNode } from 'react'
import { formatters, type Formatters } from './format.ts'
import { askForAllAgain, askForTexts, textsHere, type Group, type Texts } from './groups.ts'
import type { Lang } from './lang.ts'

/** The language of the screen and the way it writes numbers and dates. */
export interface Language {
  readonly lang: Lang
  readonly format: Formatters
}

const LanguageContext = createContext<Language>(languageOf('id'))

/** Gives the screens below it their language. */
export function LanguageProvider(props: { readonly language: Language; readonly children: ReactNode }) {
  return <LanguageContext value={props.language}>{props.children}</LanguageContext>
}

/** A language, once the texts that are on the screen have come in it. Bahasa Indonesia comes with the page, English when it is asked for. */
export async function loadLanguage(lang: Lang, timeZone: string): Promise<Language> {
  await askForAllAgain(lang)
  return languageOf(lang, timeZone)
}

function languageOf(lang: Lang, timeZone?: string): Language {
  return { lang, format: formatters(lang, timeZone) }
}

/**
 * The texts of the screen's language: those of every screen, and those of the groups named here. Where a group has not come yet, the
 * component waits for it (`Suspense`), so that no text is ever read before it is there.
 */
export function useMessages<G extends Group = never>(...groups: readonly G[]): Texts<G> {
  const lang = useLang()
  const underWay = groups.map((group) => askForTexts(lang, group))
  // Also what came already: a component that React plays again has to wait at the same places as before.
  for (const texts of underWay) use(texts)
  return textsHere(lang)
}

/** Asks for groups of texts before a screen reads them, so that they come together with its code. */
export function useTextsSoon(groups: readonly Group[]): void {
  const lang = useLang()
  for (const group of groups) void askForTexts(lang, group).catch(() => undefined)
}

/** How the screen's language writes numbers, days, moments and spans. */
export function useFormat(): Formatters {
  return use(LanguageContext).format
}

/** The screen's language itself. */
export function useLang(): Lang {
  return use(LanguageContext).lang
}
