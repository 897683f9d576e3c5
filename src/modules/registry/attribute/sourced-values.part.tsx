import type { Formatters } from '#web/i18n/format.ts'
import type { Messages } from '#web/i18n/index.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { DataList, Status, type Column } from '#web/kit/index.ts'
import type { Lang } from '#web/i18n/lang.ts'
import type { SourcedValue } from './attribute.contract.ts'

export type ProgrammeNames = Readonly<Record<string, { readonly id: string; readonly en: string }>>

interface SourcedValuesProps {
  readonly caption: string
  readonly values: readonly SourcedValue[]
  readonly programmeNames?: ProgrammeNames
}

/** Values one below the other, each with its list, row and date; where lists differ, both stand there and the one that counts is marked. */
export function SourcedValues({ caption, values, programmeNames = {} }: SourcedValuesProps) {
  const m = useMessages()
  const lang = useLang()
  const format = useFormat()
  const order = Object.keys(m.registry.attributes)
  const rows = [...values].sort((left, right) => order.indexOf(left.attribute) - order.indexOf(right.attribute))
  const counts: Column<SourcedValue> = {
    key: 'counts',
    label: m.registry.counts,
    render: (value) => <WhichCounts value={value} isDisputed={isDisputed(values, value.attribute)} />,
  }
  const columns: readonly Column<SourcedValue>[] = [
    { key: 'attribute', label: m.registry.attribute, render: (value) => attributeWords(m, value.attribute) },
    { key: 'value', label: m.registry.value, render: (value) => valueWords(value, { m, lang, format, programmeNames }) },
    ...(rows.some((value) => isDisputed(values, value.attribute)) ? [counts] : []),
    {
      key: 'source',
      label: m.registry.source,
      render: (value) => m.registry.sourceOf({ source: value.sourceName, row: value.rowNumber, on: format.day(value.validFrom) }),
    },
  ]
  return <DataList caption={caption} columns={columns} rows={rows} rowKey={(value) => `${value.attribute} ${value.sourceKey} ${value.rowNumber} ${value.asOfOn}`} />
}

function isDisputed(values: readonly SourcedValue[], attribute: string): boolean {
  return new Set(values.filter((value) => value.attribute === attribute).map((value) => JSON.stringify(value.value))).size > 1
}

function WhichCounts({ value, isDisputed }: { readonly value: SourcedValue; readonly isDisputed: boolean }) {
  const m = useMessages().registry
  if (!isDisputed || value.isCurrent) return <Status tone="good">{m.isCounted}</Status>
  return <Status tone="soon">{m.isBeside}</Status>
}

function attributeWords(m: Messages, attribute: string): string {
  const words: Readonly<Record<string, string | undefined>> = m.registry.attributes
  return words[attribute] ?? attribute
}

interface Speech {
  readonly m: Messages
  readonly lang: Lang
  readonly format: Formatters
  readonly programmeNames: ProgrammeNames
}

function valueWords({ attribute, value }: SourcedValue, { m, lang, format, programmeNames }: Speech): string {
  const catalogues: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> = m.registry.words
  if (Array.isArray(value)) return format.list(value.map((key) => programmeNames[String(key)]?.[lang] ?? String(key)))
  if (typeof value === 'boolean') return value ? m.common.yes : m.common.no
  const known = catalogues[attribute]?.[String(value)]
  if (known !== undefined) return known
  if (attribute === 'occupation') return m.registry.occupationNumber({ number: Number(value) })
  if (attribute === 'monthlyIncomeRupiah') return format.rupiah(Number(value))
  if (attribute === 'birthOn') return format.day(String(value))
  return typeof value === 'number' ? format.number(value) : String(value)
}
