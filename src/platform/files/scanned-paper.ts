import { remakePdf } from '#platform/pdf/remake-pdf.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { readPhoto } from './photo.ts'

/** A scanned or photographed paper as it may be kept: made anew, with nothing hidden in it. */
export interface ScannedPaper {
  readonly bytes: Buffer
  readonly mediaType: 'application/pdf' | 'image/jpeg'
}

export type ScanRefused = { readonly kind: 'scan_unreadable' }

/** Reads an untrusted scan by its first bytes, as PDF or as a photo; what is neither, is broken or locked is refused. */
export async function readScannedPaper(bytes: Buffer): Promise<Result<ScannedPaper, ScanRefused>> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    const made = await remakePdf(bytes)
    return made.ok ? ok({ bytes: made.value.bytes, mediaType: 'application/pdf' }) : err({ kind: 'scan_unreadable' })
  }
  const photo = await readPhoto(bytes)
  return photo.ok ? ok({ bytes: photo.value.bytes, mediaType: photo.value.mediaType }) : err({ kind: 'scan_unreadable' })
}
