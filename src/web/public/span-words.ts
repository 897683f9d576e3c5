import { formatters } from '#web/i18n/format.ts'
import type { Lang } from '#web/i18n/lang.ts'
import type { Span } from '#modules/people/regency/regency.contract.ts'
import { publicMessages } from './texts.ts'

/** How long a promise is, in words: 2 jam, 60 hari, 14 hari kerja. */
export function spanWords(lang: Lang, within: Span): string {
  if ('hours' in within) return formatters(lang).span(within.hours * 3_600_000)
  if ('days' in within) return formatters(lang).span(within.days * 86_400_000)
  if ('workingHours' in within) return publicMessages(lang).workingHours({ count: within.workingHours })
  return publicMessages(lang).workingDays({ count: within.workingDays })
}
