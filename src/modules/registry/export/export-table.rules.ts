import { maskCard } from '#modules/registry/family/card.rules.ts'
import { houseLine } from '#modules/registry/family/place.rules.ts'
import type { ListRow } from '#modules/registry/saved-list/saved-list.contract.ts'
import type { XlsxColumn, XlsxTable } from '#platform/sheets/xlsx-table.ts'
import type { Messages } from '#web/i18n/index.ts'
import type { ExportField } from './export.contract.ts'
import { markAddress } from './export.rules.ts'

/** A row with the numbers that the file may hold: whole ones, or null where they stay covered. */
export interface ExportedRow {
  readonly row: ListRow
  readonly nik: string | null
  readonly card: string | null
  readonly cardLast4: string | null
  readonly mark: 0 | 1
}

type Value = string | number | null

const kinds: Readonly<Partial<Record<ExportField, XlsxColumn['kind']>>> = {
  birthOn: 'day', decileOn: 'day', memberCount: 'number', rw: 'number', rt: 'number', decile: 'number',
}

/** The table of a file: name, the asked fields in their order, and the address with its mark. */
export function exportTable(
  m: Messages, of: { fields: readonly ExportField[]; rows: readonly ExportedRow[]; footer: string; notes: readonly (readonly string[])[] },
): XlsxTable {
  const columns = [
    { header: m.exporting.columns.name, kind: 'text' as const, width: 32 },
    ...of.fields.map((field): XlsxColumn => ({ header: m.exporting.columns[field], kind: kinds[field] ?? 'text' })),
    { header: m.exporting.columns.address, kind: 'text' as const, width: 48 },
  ]
  const rows = of.rows.map((exported): Value[] => [
    exported.row.name, ...of.fields.map((field) => valueOf(m, field, exported)), markAddress(houseLine(exported.row.place), exported.mark),
  ])
  return { name: m.exporting.sheet, columns, rows: [...rows, [of.footer]], notes: { name: m.exporting.notesSheet, lines: of.notes } }
}

function valueOf(m: Messages, field: ExportField, { row, nik, card, cardLast4 }: ExportedRow): Value {
  switch (field) {
    case 'nik': return nik ?? row.nikMasked
    case 'card': return card ?? (cardLast4 === null ? null : maskCard(cardLast4))
    case 'sex': return row.sex === null ? null : m.registry.sexes[row.sex]
    case 'relation': return row.relation === null ? null : m.registry.relations[row.relation]
    case 'village': return row.place.areaName
    case 'district': return row.place.districtName
    case 'hamlet': case 'rw': case 'rt': return row.place[field]
    case 'alias': case 'birthOn': case 'headName': case 'memberCount': case 'decile': case 'decileOn': return row[field]
  }
}
