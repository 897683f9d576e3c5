import type { Translation } from '../lang.ts'
import type { signedCopy as source, signedCopyRefusals as refusalSource } from '../id/signed-copy.ts'

export const signedCopy: Translation<typeof source> = {
  missing: 'No signed copy is attached yet',
  attached: 'The signed copy is attached',
  attachedBy: (p) => `Attached by ${p.name}, ${p.moment}`,
  open: 'Download the signed copy',
  fingerprint: 'Fingerprint of the copy',
  attach: 'Attach the signed one',
  replace: 'Replace the signed copy',
  hint: 'A scanned PDF (60 pages at most) or a photo, 15 MB at most. Scripts, links and hidden data in it are left out.',
}

export const signedCopyRefusals: Translation<typeof refusalSource> = {
  scan_unreadable: 'This file is no PDF, JPG or PNG that can be opened, is locked, or has more than 60 pages. Scan it again, then send it.',
}
