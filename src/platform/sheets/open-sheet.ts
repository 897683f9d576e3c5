import { openCsv } from './csv-reader.ts'
import type { SheetRow } from './cell.ts'
import { sheetKindOf } from './kind.ts'
import { SheetRefused, type SheetLimits } from './limits.ts'
import { openXlsx } from './xlsx-reader.ts'

/** What was found out about a file beside its rows. */
export interface SheetFacts {
  readonly kind: 'xlsx' | 'csv'
  /** The sheet that was read: of several visible ones, the fullest table. */
  readonly sheetName: string | null
  readonly otherSheets: readonly string[]
  readonly encoding: string
  readonly delimiter: string | null
}

/** A file whose rows are being read; rows without any content are left out, row numbers stay. */
export interface OpenSheet {
  readonly facts: SheetFacts
  readonly rows: AsyncGenerator<SheetRow>
}

/** Opens the bytes as what they are; throws `SheetRefused`. Runs in the reading thread. */
export async function openSheet(bytes: Buffer, limits: SheetLimits, sheet?: string): Promise<OpenSheet> {
  if (bytes.length > limits.maxFileBytes) throw new SheetRefused('sheet_too_big')
  const kind = sheetKindOf(bytes)
  if (!kind.ok) throw new SheetRefused(kind.error.kind)
  return kind.value === 'csv' ? openCsv(bytes, limits) : openXlsx(bytes, limits, sheet)
}
