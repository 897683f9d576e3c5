import { isLang, langOf, type Lang } from '#web/i18n/lang.ts'

/** What the server wrote into the page: whose system this is, before anybody signs in. */
export interface Settings {
  readonly brand: Readonly<Record<Lang, string>>
  readonly timeZone: string
  readonly isSynthetic: boolean
}

/** Reads the settings from the page. */
export function readSettings(): Settings {
  const element = document.querySelector('meta[name="kentongan-settings"]')
  return JSON.parse(element?.getAttribute('content') ?? '{}') as Settings
}

const cookie = 'kentongan_lang'
const yearSeconds = 365 * 24 * 60 * 60

/** The language the person chose on this device, else the first of theirs that we have. */
export function readLang(): Lang {
  const chosen = new RegExp(`(?:^|; )${cookie}=(\\w+)`).exec(document.cookie)?.[1]
  return isLang(chosen) ? chosen : langOf(navigator.languages.join(','))
}

/** Keeps the chosen language on this device; the server reads it too. */
export function keepLang(lang: Lang): void {
  document.cookie = `${cookie}=${lang}; path=/; max-age=${yearSeconds}; samesite=lax`
}
