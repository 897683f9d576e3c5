/** The languages of the screens; Bahasa Indonesia is the source of every text. */
export const langs = ['id', 'en'] as const

export type Lang = (typeof langs)[number]

/** Whether a word from outside (a cookie, an address, a header) names one of our languages. */
export function isLang(value: unknown): value is Lang {
  return langs.some((lang) => lang === value)
}

/** The first of our languages that an Accept-Language header asks for; Bahasa Indonesia when it asks for none. */
export function langOf(acceptLanguage: string | undefined): Lang {
  const asked = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return asked.find(isLang) ?? 'id'
}

/**
 * The shape that a translation must have: the same keys, the same parameters.
 * A key that is missing in English, or a parameter that differs, does not compile.
 */
export type Translation<T> = T extends string
  ? string
  : T extends (...parameters: infer P) => string
    ? (...parameters: P) => string
    : { readonly [K in keyof T]: Translation<T[K]> }
