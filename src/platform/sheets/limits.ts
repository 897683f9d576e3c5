/** How much of a file we are willing to read. A file beyond any of these is refused before it can cost memory or time. */
export interface SheetLimits {
  readonly maxFileBytes: number
  /** Parts inside a workbook. */
  readonly maxParts: number
  readonly maxUnpackedBytes: number
  /** Unpacked over packed, of one part or of the whole file; looked at only for what unpacks to more than a megabyte. */
  readonly maxRatio: number
  readonly maxRows: number
  readonly maxColumns: number
  readonly maxSeconds: number
  readonly maxHeapMegabytes: number
}

export const sheetLimits: SheetLimits = {
  maxFileBytes: 25_000_000, maxParts: 2_000, maxUnpackedBytes: 150_000_000, maxRatio: 100,
  maxRows: 60_000, maxColumns: 250, maxSeconds: 60, maxHeapMegabytes: 256,
}

/** Why a file was not read, or not to its end. Each has a text that says what to do. */
export type SheetRefusalKind =
  | 'sheet_old_excel' | 'sheet_locked' | 'sheet_kind_unknown' | 'sheet_too_big' | 'sheet_too_many_rows' | 'sheet_broken' | 'sheet_empty' | 'sheet_too_slow'

export interface SheetRefusal {
  readonly kind: SheetRefusalKind
}

/** Carries a refusal out of a reader that is in the middle of a stream. */
export class SheetRefused extends Error {
  readonly kind: SheetRefusalKind

  constructor(kind: SheetRefusalKind) {
    super(kind)
    this.kind = kind
  }
}
