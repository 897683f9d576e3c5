import { createHash } from 'node:crypto'
import { markOf } from '#modules/registry/export/mark.rules.ts'
import type { Keys } from '#platform/keys.ts'
import { writeCsvTable } from '#platform/sheets/write-csv.ts'
import { writeXlsxTable } from '#platform/sheets/write-xlsx.ts'
import type { XlsxTable } from '#platform/sheets/xlsx-table.ts'
import { markTable, type FrozenTable } from './batch-mark.rules.ts'
import type { BatchFormat } from './batch.contract.ts'

/** A file with its fingerprint (SHA-256, hex). */
export interface BatchCopy {
  readonly bytes: Buffer
  readonly sha256: string
}

/** Closes the frozen table of a batch. */
export function sealTable(keys: Pick<Keys, 'seal'>, frozen: FrozenTable): Buffer {
  return keys.seal(JSON.stringify(frozen))
}

/** One table as a file. The same table gives the same bytes. */
export async function writeBatchFile(table: XlsxTable, format: BatchFormat): Promise<BatchCopy> {
  const bytes = format === 'xlsx' ? await writeXlsxTable(table) : writeCsvTable(table.columns.map((column) => column.header), table.rows)
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The copy of a batch that belongs to one download: always the same, and with hidden marks that no other copy has. */
export async function writeMarkedCopy(
  keys: Pick<Keys, 'open' | 'mac'>, sealed: Buffer, of: { readonly downloadId: string; readonly format: BatchFormat },
): Promise<BatchCopy> {
  const frozen = JSON.parse(keys.open(sealed)) as FrozenTable
  return writeBatchFile(markTable(frozen, markOf(keys, of.downloadId)), of.format)
}
