import type { BatchField, ProposalKind, RegisterLayout } from '#modules/people/regency/regency.contract.ts'
import type { XlsxTable } from '#platform/sheets/xlsx-table.ts'

/** A family as it is sent: everything is a text, so that no number loses a digit. */
export interface SentFamily {
  readonly reference: string
  readonly kind: ProposalKind
  readonly card: string | null
  readonly nik: string | null
  readonly name: string
  readonly address: string | null
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly village: string
  readonly villageCode: string
  readonly district: string
  readonly members: number | null
  readonly criteria: readonly string[]
  readonly reason: string
  readonly decree: string | null
  readonly decreeOn: string | null
}

type SentLayout = Pick<RegisterLayout, 'columns' | 'kindWords' | 'dayFormat'>

/** The table in the order of the layout, with a second sheet that says whose it is. */
export function batchTable(
  layout: SentLayout, of: { families: readonly SentFamily[]; name: string; notes: NonNullable<XlsxTable['notes']>; kinds: Readonly<Record<ProposalKind, string>> },
): XlsxTable {
  const columns = layout.columns.map(({ field, header }) => ({ header, kind: 'text' as const, width: (field === null ? undefined : widths[field]) ?? 16 }))
  const kinds = layout.kindWords ?? of.kinds
  return {
    name: of.name, columns, notes: of.notes,
    rows: of.families.map((family) => layout.columns.map(({ field, always }) => (
      field === null ? (always ?? null) : textOfField(field, dated(family, layout.dayFormat), kinds)
    ))),
  }
}

const widths: Readonly<Partial<Record<BatchField, number>>> = { reference: 20, card: 20, nik: 20, name: 30, address: 36, reason: 48, criteria: 36, decree: 26 }

/** The family with the day of its decree as the system writes days. */
function dated(family: SentFamily, dayFormat: RegisterLayout['dayFormat']): SentFamily {
  const [year = '', month = '', day = ''] = family.decreeOn?.split('-') ?? []
  if (family.decreeOn === null || dayFormat === undefined) return family
  return { ...family, decreeOn: dayFormat.replace('YYYY', year).replace('MM', month).replace('DD', day) }
}

function textOfField(field: BatchField, family: SentFamily, kinds: Readonly<Record<ProposalKind, string>>): string | null {
  switch (field) {
    case 'kind': return kinds[family.kind]
    case 'criteria': return family.criteria.join('; ')
    case 'rt': case 'rw': return family[field] === null ? null : String(family[field]).padStart(3, '0')
    case 'members': return family.members === null ? null : String(family.members)
    // One line a cell: what a spreadsheet breaks over lines does not come back whole.
    case 'reason': return family.reason.replaceAll(/\s+/g, ' ')
    default: return family[field]
  }
}
