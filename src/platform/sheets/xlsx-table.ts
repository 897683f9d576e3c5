export interface XlsxColumn {
  readonly header: string
  /** Text keeps every digit and every leading zero; a day is `YYYY-MM-DD` and becomes a real date. */
  readonly kind: 'text' | 'number' | 'day'
  /** In characters. */
  readonly width?: number
}

/** A table for a workbook, as plain data. */
export interface XlsxTable {
  readonly name: string
  readonly columns: readonly XlsxColumn[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** A second sheet that says where the table comes from: one line a row. */
  readonly notes?: { readonly name: string; readonly lines: readonly (readonly string[])[] }
}
