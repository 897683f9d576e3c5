/** A stretch of a text that may tell who somebody is or where they live. Positions count UTF-16 units, `end` exclusive. */
export interface PrivateMark {
  readonly start: number
  readonly end: number
  readonly kind: 'name' | 'identity_number' | 'phone' | 'number' | 'email' | 'address'
}

/** Who is called by name: the words that come before one. */
const honorifics = 'bapak|bpk|pak|ibu|bu|mbah|mbok|simbah|nenek|kakek|mas|mbak|kak|dik|adik|sdr|sdri|saudara|saudari|tuan|nyonya|almarhum|alm|almh|bernama|nama|namanya|atas nama|a\\.?n\\.?'

/** After these a name may be written small, as people do on a phone; after the others it is written large, or it is no name. */
const familiar = new Set(['pak', 'bpk', 'bu', 'mbah', 'mbok', 'mas', 'mbak'])

/** Words after one of those that are no name: offices, kin, and what follows in everyday sentences. */
const noNames = new Set(`
  kades kepala lurah camat bupati rt rw kasun kadus guru dokter bidan perawat mantri petugas satgas operator polisi babinsa ustad ustadz kyai ketua
  sekdes sekretaris pendamping saya kami kita dia mereka nya itu ini yang tidak belum sudah sakit tua tolong mohon mau minta bisa ada dan di ke dari
  kandung tiri mertua hamil tinggal hidup sendiri sendirian makan janda duda lumpuh buta tuli anak cucu adik kakak saudara kos warung desa dusun
  kecamatan puskesmas kantor dinas bantuan saudaranya kandungnya rumah tangga guru-guru lapar kelaparan sebatang terlantar telantar pikun tersesat
  penerima pelapor hilang salah lengkap ibu bapak nenek kakek untuk dengan pada oleh kalau karena keluarga pak bpk bu mbah mbok mas mbak simbah`.trim().split(/\s+/))

const patterns: readonly { readonly kind: PrivateMark['kind']; readonly pattern: RegExp }[] = [
  { kind: 'email', pattern: /[\w.+-]+@[\w-]+(\.[\w-]+)+/gu },
  { kind: 'identity_number', pattern: /(?<!\d)\d(?:[ .-]?\d){14,15}(?!\d)/gu },
  { kind: 'phone', pattern: /(?<![\d+])(?:\+?62|0)[ .-]?\d(?:[ .-]?\d){6,12}(?!\d)/gu },
  { kind: 'number', pattern: /(?<!\d)\d(?:[.-]?\d){5,}(?!\d)/gu },
  { kind: 'address', pattern: /\b(?:[Jj]a?la?n?|JL|[Gg]g|[Gg]ang)\b\.?\s+\p{Lu}[\p{L}\d]*(?:\s+\p{Lu}[\p{L}\d]*){0,3}(?:\s+(?:no|No|nomor|Nomor)\.?\s*\d+\w?)?/gu },
  { kind: 'address', pattern: /\b(?:jl|jln|gg|gang)\b\.?\s+\p{L}[\p{L}\d]*(?:\s+(?:no|nomor)\.?\s*\d+\w?)?/giu },
  { kind: 'address', pattern: /\b(?:rt|rw)[ ./]*\d{1,3}(?:\s*\/?\s*(?:rw)?[ ./]*\d{1,3})?/giu },
  { kind: 'address', pattern: /\b(?:dusun|dsn|lingkungan|link|blok|perum|perumahan)\b\.?\s+\p{L}[\p{L}\d]*/giu },
  { kind: 'address', pattern: /\b(?:no|nomor)\.?\s*(?:rumah\s*)?\d{1,4}\b/giu },
]

/** Everything in a text that should not be public, in order and without overlaps. `known` are names that belong to the case. */
export function findPrivateMarks(text: string, known: readonly string[] = []): readonly PrivateMark[] {
  const found = [...patterns.flatMap(({ kind, pattern }) => marksOf(text, pattern, kind)), ...calledByName(text), ...knownNames(text, known)]
  return withoutOverlaps(found)
}

/** The text with each marked stretch replaced by what `word` says about its kind. */
export function redact(text: string, marks: readonly PrivateMark[], word: (kind: PrivateMark['kind']) => string): string {
  const parts = marks.map((mark, at) => text.slice(at === 0 ? 0 : marks[at - 1]!.end, mark.start) + word(mark.kind))
  return parts.join('') + text.slice(marks.at(-1)?.end ?? 0)
}

function marksOf(text: string, pattern: RegExp, kind: PrivateMark['kind']): readonly PrivateMark[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind }))
}

/** "Pak Slamet Riyadi", "mbah nah": the word after the honorific, and further ones that are written large. */
function calledByName(text: string): readonly PrivateMark[] {
  const pattern = new RegExp(`(?<![\\p{L}])(?<title>${honorifics})[ .]+(?<name>\\p{L}[\\p{L}'’]+(?:\\s+\\p{Lu}[\\p{L}'’]+){0,3})`, 'giu')
  return [...text.matchAll(pattern)].flatMap((match): PrivateMark[] => {
    const whole = match.groups?.['name'] ?? ''
    const words = whole.split(/\s+/)
    if (noNames.has(words[0]!.toLowerCase())) return []
    if (!/^\p{Lu}/u.test(words[0]!) && !familiar.has(match.groups?.['title']?.toLowerCase() ?? '')) return []
    // The flag that finds "PAK" also takes small words for large ones: only the first may be small.
    const kept = words.slice(0, 1 + firstSmall(words.slice(1)))
    const start = match.index + match[0].length - whole.length
    return [{ start, end: start + whole.indexOf(kept.at(-1)!, kept.join(' ').length - kept.at(-1)!.length) + kept.at(-1)!.length, kind: 'name' }]
  })
}

function firstSmall(words: readonly string[]): number {
  const at = words.findIndex((word) => !/^\p{Lu}/u.test(word))
  return at === -1 ? words.length : at
}

/** Names of people of the case, as a whole and each word of at least three letters. */
function knownNames(text: string, names: readonly string[]): readonly PrivateMark[] {
  const words = [...new Set(names.flatMap((name) => name.split(/[^\p{L}]+/u)).filter((word) => word.length >= 3 && !noNames.has(word.toLowerCase())))]
  return words.flatMap((word) => marksOf(text, new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'giu'), 'name'))
}

function withoutOverlaps(marks: readonly PrivateMark[]): readonly PrivateMark[] {
  const ordered = marks.toSorted((left, right) => left.start - right.start || right.end - left.end)
  const kept: PrivateMark[] = []
  for (const mark of ordered) {
    const covered = kept.at(-1)?.end ?? 0
    // What reaches beyond the one before it is as private: its rest is a mark.
    if (mark.end > covered) kept.push({ ...mark, start: Math.max(mark.start, covered) })
  }
  return kept
}
