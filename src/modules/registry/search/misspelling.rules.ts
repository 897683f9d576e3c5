import { createRandom, pickWeighted, type Random } from '#modules/registry/twin/random.rules.ts'

/** How somebody gets a name wrong. Not the mirror of the normaliser: typing errors and hearing errors come as they come. */
export type Misspelling = 'as_written' | 'typing' | 'hearing' | 'old_spelling' | 'word_left_out' | 'initial' | 'joined' | 'turned_round' | 'two_errors'

export interface KnownPerson {
  readonly personId: string
  readonly name: string
  readonly areaId: number
}

/** A query with the person who is meant. */
export interface SearchQuery extends KnownPerson {
  readonly query: string
  readonly misspelling: Misspelling
}

const mix: readonly (readonly [Misspelling, number])[] = [
  ['as_written', 8], ['typing', 27], ['hearing', 27], ['old_spelling', 8], ['word_left_out', 6], ['initial', 6], ['joined', 6], ['turned_round', 4], ['two_errors', 8],
]

/** One misspelt query for each person, the same for the same seed. */
export function makeSearchQueries(persons: readonly KnownPerson[], seed: number): readonly SearchQuery[] {
  return persons.map((person, index) => {
    const random = createRandom(seed, index)
    const misspelling = pickWeighted(random, mix)
    return { ...person, misspelling, query: misspell(random, person.name, misspelling) }
  })
}

function misspell(random: Random, name: string, misspelling: Misspelling): string {
  const words = name.replaceAll('.', '').toUpperCase().split(' ').filter((word) => word.length > 1)
  if (words.length === 0) return name
  switch (misspelling) {
    case 'as_written': return words.join(' ')
    case 'typing': return changeOne(random, words, mistype)
    case 'hearing': return changeOne(random, words, mishear)
    case 'old_spelling': return changeOne(random, words, writeOld)
    case 'word_left_out': return words.length === 1 ? changeOne(random, words, mistype) : words.toSpliced(random.int(words.length), 1).join(' ')
    case 'initial': return words.length === 1 ? changeOne(random, words, mishear) : shorten(random, words)
    case 'joined': return words.length === 1 ? changeOne(random, words, mistype) : words.join('')
    case 'turned_round': return words.toReversed().join(' ')
    case 'two_errors': return changeOne(random, changeOne(random, words, mishear).split(' '), mistype)
  }
}

function changeOne(random: Random, words: readonly string[], change: (random: Random, word: string) => string): string {
  const at = random.int(words.length)
  return words.with(at, change(random, words[at]!)).join(' ')
}

function shorten(random: Random, words: readonly string[]): string {
  const at = random.chance(0.7) ? words.length - 1 : 0
  return words.with(at, words[at]!.charAt(0)).join(' ')
}

const neighbours: Readonly<Record<string, string>> = {
  A: 'SQZ', B: 'VN', C: 'XV', D: 'SF', E: 'WR', F: 'DG', G: 'FH', H: 'GJ', I: 'UO', J: 'HK', K: 'JL', L: 'K', M: 'N', N: 'BM', O: 'IP', P: 'O', Q: 'WA',
  R: 'ET', S: 'AD', T: 'RY', U: 'YI', V: 'CB', W: 'QE', X: 'ZC', Y: 'TU', Z: 'AX',
}

/** A letter missed, doubled, hit beside, or swapped with the next. */
function mistype(random: Random, word: string): string {
  const at = random.int(word.length)
  const letter = word.charAt(at)
  switch (random.int(4)) {
    case 0: return word.length > 3 ? word.slice(0, at) + word.slice(at + 1) : word + letter
    case 1: return word.slice(0, at) + letter + word.slice(at)
    case 2: return word.slice(0, at) + random.pick([...(neighbours[letter] ?? 'E')]) + word.slice(at + 1)
    default: return at + 1 < word.length ? word.slice(0, at) + word.charAt(at + 1) + letter + word.slice(at + 2) : word + letter
  }
}

const heard: readonly (readonly [string, string])[] = [
  ['F', 'P'], ['V', 'F'], ['Z', 'J'], ['Z', 'S'], ['SY', 'S'], ['KH', 'K'], ['KH', 'H'], ['DH', 'D'], ['TH', 'T'], ['IYA', 'IA'], ['IA', 'IYA'], ['AI', 'AE'],
  ['Q', 'K'], ['O', 'U'], ['U', 'O'], ['AH', 'A'], ['A', 'AH'], ['I', 'E'], ['E', 'I'], ['UDDIN', 'UDIN'], ['NINGSIH', 'NENGSIH'], ['ATI', 'ATY'], ['UW', 'U'],
  ['RR', 'R'], ['D', 'T'], ['K', 'G'],
]

function mishear(random: Random, word: string): string {
  return replaceFirst(random, word, heard)
}

const old: readonly (readonly [string, string])[] = [['U', 'OE'], ['J', 'DJ'], ['C', 'TJ'], ['Y', 'J'], ['SY', 'SJ'], ['NY', 'NJ'], ['KH', 'CH']]

function writeOld(random: Random, word: string): string {
  return replaceFirst(random, word, old)
}

/** Applies one of the replacements that fit; a word that none fits gets a typing error. */
function replaceFirst(random: Random, word: string, replacements: readonly (readonly [string, string])[]): string {
  const fitting = replacements.filter(([from]) => word.includes(from))
  if (fitting.length === 0) return mistype(random, word)
  const [from, to] = random.pick(fitting)
  return word.replace(from, to)
}
