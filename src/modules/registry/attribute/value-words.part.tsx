import type { Json } from '#platform/json.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'

export type ProgrammeNames = Readonly<Record<string, { readonly id: string; readonly en: string }>>

export interface ValueWords {
  readonly attribute: (attribute: string) => string
  readonly value: (stated: { readonly attribute: string; readonly value: Json }) => string
}

/** How attributes and their values are said in the reader's language. */
export function useValueWords(programmeNames: ProgrammeNames = {}): ValueWords {
  const m = useMessages('family')
  const lang = useLang()
  const format = useFormat()
  const names: Readonly<Record<string, string | undefined>> = m.registry.attributes
  const catalogues: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> = m.registry.words
  function value({ attribute, value: stated }: { readonly attribute: string; readonly value: Json }): string {
    if (Array.isArray(stated)) return format.list(stated.map((key) => catalogues[attribute]?.[String(key)] ?? programmeNames[String(key)]?.[lang] ?? String(key)))
    if (typeof stated === 'boolean') return stated ? m.common.yes : m.common.no
    const known = catalogues[attribute]?.[String(stated)]
    if (known !== undefined) return known
    if (attribute === 'occupation') return m.registry.occupationNumber({ number: Number(stated) })
    if (attribute === 'monthlyIncomeRupiah') return format.rupiah(Number(stated))
    if (attribute === 'birthOn') return format.day(String(stated))
    return typeof stated === 'number' ? format.number(stated) : String(stated)
  }
  return { attribute: (attribute) => names[attribute] ?? attribute, value }
}
