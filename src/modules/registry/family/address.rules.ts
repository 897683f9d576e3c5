import { wordSound } from '#modules/registry/name/name.rules.ts'

/** Where a family lives below its village. Unknown parts are null; numbers of RT and RW are plain numbers. */
export interface Address {
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  /** What is left: street, house number. */
  readonly rest: string | null
}

const neighbourhoodPatterns: readonly RegExp[] = [
  /\bRT\.?\s*\/\s*RW\.?\s*[:.]?\s*(?<rt>\d{1,3})\s*\/\s*(?<rw>\d{1,3})/i,
  /\bRT\.?\s*[:.]?\s*(?<rt>\d{1,3})\s*[/,\s-]*\s*RW\.?\s*[:.]?\s*(?<rw>\d{1,3})/i,
  /\bRW\.?\s*[:.]?\s*(?<rw>\d{1,3})\s*[/,\s-]*\s*RT\.?\s*[:.]?\s*(?<rt>\d{1,3})/i,
  /\bRT\.?\s*[:.]?\s*(?<rt>\d{1,3})\b/i,
  /\bRW\.?\s*[:.]?\s*(?<rw>\d{1,3})\b/i,
  /(?<![\d/])(?<rt>\d{2,3})\s*\/\s*(?<rw>\d{2,3})(?![\d/])/,
]
// `Ds.` means dusun or desa, so it names no hamlet.
const hamletPattern = /\b(?:DUSUN|DSN|DUS|LINGKUNGAN|LINGK|LING|LK|KAMPUNG|KAMP|KP)\b\.?\s*(?<hamlet>[A-Z][A-Z' ]*?)(?=\s*(?:$|[,;.\d]|\b(?:RT|RW|DESA|DS|KEL|KELURAHAN|KEC|KECAMATAN|KAB|NO|JL|JLN|JALAN|GG|GANG|BLOK)(?![A-Z])))/i

/** Takes an address apart. Zero means unknown there, so it becomes null. */
export function parseAddress(text: string): Address {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  const hamlet = hamletPattern.exec(plain)
  const afterHamlet = hamlet === null ? plain : plain.replace(hamlet[0], ' ')
  const neighbourhood = findNeighbourhood(afterHamlet)
  const rest = neighbourhood.rest.replace(/\s*,(\s*,)*\s*/g, ', ').replace(/\s+/g, ' ').replace(/^[\s,;.-]+|[\s,;-]+$/g, '')
  return {
    hamlet: hamlet === null ? null : tidyHamlet(hamlet.groups!['hamlet']!),
    rt: neighbourhood.rt,
    rw: neighbourhood.rw,
    rest: rest === '' || rest === '0' ? null : rest,
  }
}

function findNeighbourhood(text: string): { rt: number | null; rw: number | null; rest: string } {
  let rest = text
  let rt: number | null = null
  let rw: number | null = null
  for (const pattern of neighbourhoodPatterns) {
    const found = pattern.exec(rest)
    if (found === null) continue
    rt ??= knownNumber(found.groups!['rt'])
    rw ??= knownNumber(found.groups!['rw'])
    rest = rest.replace(found[0], ' ')
    if (rt !== null && rw !== null) break
  }
  return { rt, rw, rest }
}

function knownNumber(digits: string | undefined): number | null {
  const value = Number(digits ?? 0)
  return value === 0 ? null : value
}

/** A hamlet's name with capital first letters: `KRAJAN` and `krajan` are `Krajan`. */
export function tidyHamlet(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/(^|[\s'])\p{L}/gu, (first) => first.toUpperCase())
}

/** One key for a hamlet's name, whatever its spelling and blanks. */
export function hamletKey(hamlet: string): string {
  return hamlet.toUpperCase().replace(/[^A-Z0-9 ]/g, '').split(' ').map(wordSound).join('')
}

/** RT and RW as they are printed: three digits each, `–` where unknown. */
export function printNeighbourhood(address: Pick<Address, 'rt' | 'rw'>): string {
  const print = (value: number | null) => (value === null ? '–' : String(value).padStart(3, '0'))
  return `RT ${print(address.rt)} / RW ${print(address.rw)}`
}

const streetPattern = /\b(?:JALAN|JLN|JL|GANG|GG|PERUMAHAN|PERUMNAS|PERUM)\b\.?\s*[^,;]*/i

/** One key for a street with its house number, as the column `registry.family.street_key` makes it from an address: `Jl. Melati No. 4` is `MELATI4`. */
function streetKey(address: string): string {
  return address.toUpperCase().replaceAll('GANG', 'GG').replaceAll(/\b(?:JALAN|JLN|JL|NOMOR|NO)\b/g, '').replaceAll(/[^A-Z0-9]/g, '')
}

/** The key of the street that a text names (null: none), and the text without it. */
export function findStreet(text: string): { readonly key: string | null; readonly rest: string } {
  const found = streetPattern.exec(text)
  const key = found === null ? '' : streetKey(found[0])
  if (found === null || key.length < 2) return { key: null, rest: text }
  return { key, rest: text.replace(found[0], ' ').replaceAll(/^[\s,;]+|[\s,;]+$/g, '') }
}
