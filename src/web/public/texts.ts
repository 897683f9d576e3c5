import { publicTexts as en } from '#web/i18n/en/public.ts'
import { publicTexts as id } from '#web/i18n/id/public.ts'
import type { Lang } from '#web/i18n/lang.ts'

/** The shape that a translation of the residents' pages must have: the same keys, parameters and lists. */
export type PublicTexts<T> = T extends string
  ? string
  : T extends (...parameters: infer P) => string
    ? (...parameters: P) => string
    : T extends readonly (infer Item)[]
      ? readonly PublicTexts<Item>[]
      : { readonly [K in keyof T]: PublicTexts<T[K]> }

export type PublicMessages = PublicTexts<typeof id>

const catalogue: Record<Lang, PublicMessages> = { id, en }

/** That somebody must wait, and what they can do until then. */
export function waitWords(words: string, { lang, regency }: { readonly lang: Lang; readonly regency: { readonly emergencyNumber: string } }): string {
  return `${words} ${publicMessages(lang).meanwhile({ number: regency.emergencyNumber })}`
}

/** All texts of the residents' pages in one language. For the server: they never travel as script. */
export function publicMessages(lang: Lang): PublicMessages {
  return catalogue[lang]
}
