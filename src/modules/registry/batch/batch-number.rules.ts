/** The number of a batch: whose, for which month, the how manieth of it (`BWI-2026-12-1`). */
export function batchNumber(prefix: string, batch: { readonly month: string; readonly seriesNo: number }): string {
  return `${prefix}-${batch.month}-${batch.seriesNo}`
}

/** The reference of a row, by which an answer finds it (`BWI-2026-12-1-0007`). */
export function rowReference(number: string, rowNo: number): string {
  return `${number}-${String(rowNo).padStart(4, '0')}`
}

/** The row of a reference as somebody's spreadsheet gave it back; undefined when it is of another batch, or none. */
export function rowOfReference(number: string, text: string): number | undefined {
  const written = text.normalize('NFKC').replaceAll(/[\s'’]/g, '').replaceAll(/[‐–—]/g, '-').toUpperCase()
  if (!written.startsWith(`${number.toUpperCase()}-`)) return undefined
  const rest = written.slice(number.length + 1)
  return /^\d{1,6}$/.test(rest) && Number(rest) > 0 ? Number(rest) : undefined
}
