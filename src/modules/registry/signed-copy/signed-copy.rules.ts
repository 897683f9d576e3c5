import type { SignedCopy } from './signed-copy.contract.ts'

/** The signed copy of what a row of the database holds; null while there is none. */
export function signedCopyOf(row: { readonly scanSha256: string | null; readonly scannedAt: Date | null; readonly scannedByName: string | null }): SignedCopy | null {
  return row.scanSha256 === null || row.scannedAt === null ? null : { sha256: row.scanSha256, at: row.scannedAt.toISOString(), byName: row.scannedByName }
}

/** Under which name a signed copy is downloaded, beside the file `name`. */
export function signedCopyName(name: string, mediaType: string): string {
  return `${name}-bertanda-tangan.${mediaType === 'application/pdf' ? 'pdf' : 'jpg'}`
}
