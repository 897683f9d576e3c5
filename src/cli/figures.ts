import type { Lang } from '#web/i18n/lang.ts'

/** A size as people say it: "3,1 MB". */
export function sizeInWords(bytes: number, lang: Lang): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: step < 2 ? 0 : 1 }).format(bytes / 1_000 ** step)
  return `${number} ${units[step]}`
}

/** A moment in this machine's zone, with the zone's name. */
export function inWords(moment: Date, lang: Lang): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'long' }).format(moment)
}
