/** The areas of a written name with all that lies in them; none when nothing here is called like that. `kind` is what was said to be meant. */
export type AreasOf = (name: string, kind: 'village' | 'district' | null) => readonly number[]

const prefixPattern = /\b(?<kind>DESA|DS|KELURAHAN|KEL|KECAMATAN|KEC)\b\.?\s+(?<words>[\p{L}' ]+)/iu
/** Words after which no name of an area goes on. */
const nextPart = /\s+(?:RT|RW|DUSUN|DSN|LINGKUNGAN|LINGK|JALAN|JLN|JL|GANG|GG|DESA|DS|KELURAHAN|KEL|KECAMATAN|KEC|KABUPATEN|KAB)(?![\p{L}]).*$/iu
const mostWords = 4

export interface NamedAreas {
  /** Null: no area was named. */
  readonly areaIds: readonly number[] | null
  /** The text without the names of areas. */
  readonly rest: string
}

/** Takes the areas out of a text: `Slamet desa Sukamaju kec. Wanasari`, or behind a comma `Slamet, Sukamaju`. Each further one narrows. */
export function readAreas(text: string, areasOf: AreasOf): NamedAreas {
  let read: NamedAreas = { areaIds: null, rest: text }
  for (let found = takeOne(read, areasOf); found !== undefined; found = takeOne(read, areasOf)) read = found
  return read
}

function takeOne(read: NamedAreas, areasOf: AreasOf): NamedAreas | undefined {
  const named = findPrefixed(read.rest, areasOf) ?? findBehindComma(read.rest, areasOf)
  if (named === undefined) return undefined
  const areaIds = read.areaIds === null ? named.areaIds : narrower(read.areaIds, named.areaIds)
  return { areaIds, rest: read.rest.replace(named.words, ' ').replaceAll(/^[\s,]+|[\s,]+$/g, '') }
}

interface Found {
  readonly areaIds: readonly number[]
  /** The words as they stand in the text, with what introduces them. */
  readonly words: string
}

/** Of `desa Sukamaju Slamet` as many words as name an area. */
function findPrefixed(text: string, areasOf: AreasOf): Found | undefined {
  const match = prefixPattern.exec(text)
  if (match === null) return undefined
  const words = match.groups!['words']!.replace(nextPart, '').trim().split(/\s+/).slice(0, mostWords)
  for (let length = words.length; length > 0; length -= 1) {
    const pattern = new RegExp(`${words.slice(0, length).join('\\s+')}`)
    const areaIds = areasOf(words.slice(0, length).join(' '), /^kec/i.test(match.groups!['kind']!) ? 'district' : 'village')
    const end = pattern.exec(text.slice(match.index))
    if (areaIds.length > 0 && end !== null) return { areaIds, words: text.slice(match.index, match.index + end.index + end[0].length) }
  }
  return undefined
}

function findBehindComma(text: string, areasOf: AreasOf): Found | undefined {
  const at = text.lastIndexOf(',')
  const areaIds = at === -1 ? [] : areasOf(text.slice(at + 1).trim(), null)
  return areaIds.length === 0 ? undefined : { areaIds, words: text.slice(at) }
}

/** What lies in both; where they do not meet, the one named later counts. */
function narrower(first: readonly number[], second: readonly number[]): readonly number[] {
  const both = second.filter((areaId) => first.includes(areaId))
  return both.length > 0 ? both : second
}
