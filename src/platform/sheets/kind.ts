import { err, ok, type Result } from '#platform/result.ts'
import type { SheetRefusal } from './limits.ts'

export type SheetKind = 'xlsx' | 'csv'

const oleMagic = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const zipMagic = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const encryptedMark = Buffer.from('EncryptedPackage', 'utf16le')
const binaryMagics = ['%PDF-', '\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF', 'Rar!', '7z\xbc\xaf', '\x1f\x8b', 'SQLite format', 'PK\x05\x06']

/** What a file really is, by its first bytes and never by its name. */
export function sheetKindOf(bytes: Buffer): Result<SheetKind, SheetRefusal> {
  if (bytes.length === 0) return err({ kind: 'sheet_empty' })
  if (bytes.subarray(0, 8).equals(oleMagic)) return err({ kind: bytes.includes(encryptedMark) ? 'sheet_locked' : 'sheet_old_excel' })
  if (bytes.subarray(0, 4).equals(zipMagic)) return ok('xlsx')
  const head = bytes.toString('latin1', 0, 1_000)
  if (binaryMagics.some((magic) => head.startsWith(magic))) return err({ kind: 'sheet_kind_unknown' })
  if (isMarkup(head)) return err({ kind: 'sheet_old_excel' })
  return ok('csv')
}

/** Many registers hand out a web page, or the XML of 2003, under the name `.xls`. */
function isMarkup(head: string): boolean {
  return /^(\xef\xbb\xbf)?\s*<(!doctype|html|head|meta|table|\?xml|style|div)/i.test(head)
}
