import type { Random } from '#modules/registry/twin/random.rules.ts'

/**
 * Errors as lists have them, planted on purpose. They are made from how people mistype, mishear and shorten, not from what the normaliser knows:
 * many of them it cannot undo.
 */

export type Misspell = (random: Random, word: string) => string

const neighbours: Readonly<Record<string, string>> = {
  A: 'SQZ', B: 'VN', C: 'XV', D: 'SF', E: 'WR', F: 'DG', G: 'FH', H: 'GJ', I: 'UO', J: 'HK', K: 'JL', L: 'KI', M: 'N', N: 'MB', O: 'IP', P: 'O',
  Q: 'WA', R: 'ET', S: 'AD', T: 'RY', U: 'YI', V: 'CB', W: 'QE', X: 'ZC', Y: 'TU', Z: 'XA',
}

/** A slip of the fingers: a letter left out, doubled, hit beside, swapped with its neighbour, or put in. */
export function mistype(random: Random, word: string): string {
  if (word.length < 2) return word
  const at = random.int(word.length)
  const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)]
  const kind = random.next()
  if (kind < 0.28) return before + after
  if (kind < 0.45) return before + letter + letter + after
  if (kind < 0.75) return before + random.pick((neighbours[letter] ?? 'A').split('')) + after
  if (kind < 0.9) return after === '' ? before : before + after[0]! + letter + after.slice(1)
  return before + letter + random.pick('AEIOUNRH'.split('')) + after
}

// What a clerk hears or reads: pairs that are taken for each other in either direction.
const mistaken: readonly (readonly [string, string])[] = [
  ['A', 'E'], ['E', 'I'], ['U', 'O'], ['D', 'T'], ['B', 'P'], ['G', 'K'], ['NG', 'N'], ['F', 'P'], ['V', 'F'], ['Z', 'J'], ['Z', 'S'], ['SY', 'S'], ['KH', 'K'],
  ['R', 'L'], ['M', 'N'], ['AI', 'AE'], ['Y', 'I'], ['IY', 'I'], ['UW', 'U'], ['H', ''], ['NN', 'N'], ['LL', 'L'], ['DH', 'D'], ['TH', 'T'], ['KS', 'X'], ['Q', 'K'],
  ['NINGSIH', 'NENGSI'], ['WATI', 'WATTY'], ['YANTO', 'ANTO'], ['IYAH', 'IAH'], ['AH', 'A'], ['UDIN', 'UDDIN'],
]

/** A word as it was heard: one sound taken for another. */
export function mishear(random: Random, word: string): string {
  for (let tries = 0; tries < 12; tries += 1) {
    const [one, other] = random.pick(mistaken)
    const [from, to] = random.chance(0.5) && other !== '' ? [other, one] : [one, other]
    if (from !== '' && word.length - from.length + to.length >= 2 && word.includes(from)) return word.replace(from, to)
  }
  return mistype(random, word)
}

const oldLetters: readonly (readonly [RegExp, string])[] = [[/U/g, 'OE'], [/J/g, 'DJ'], [/C/g, 'TJ'], [/Y/g, 'J'], [/KH/g, 'CH'], [/SY/g, 'SJ'], [/NY/g, 'NJ']]

/** A word in the spelling before 1972, or before 1947, or in a mixture of both. */
export function spellAsBefore(random: Random, word: string): string {
  const fitting = oldLetters.filter(([modern]) => word.search(modern) >= 0)
  return fitting.length === 0 ? word : fitting.filter(() => random.chance(0.7)).reduce((rest, [modern, old]) => rest.replace(modern, old), word)
}

const shortForms: Readonly<Record<string, string>> = {
  MUHAMMAD: 'MOH M. MUH MOCH MHMD MOHD MUHAMAD MOCHAMMAD MUKHAMAD MUHAMMED', AHMAD: 'A. ACH ACHMAD AKHMAD AHMED AMAT', ABDUL: 'ABD ABD. ABDOEL ABDU', SITI: 'ST S. SITTI SITY',
  NUR: 'NOER N. NOOR NUUR', SRI: 'SERI S.', WAYAN: 'WY. W.', MADE: 'MD. M.', NYOMAN: 'NYM. N.', KETUT: 'KT. K.', DEWI: 'DW.', ENDANG: 'ENDG', SLAMET: 'SELAMET',
}

/** A great name as clerks shorten it; other words become an initial. */
export function shortenWord(random: Random, word: string): string {
  const forms = shortForms[word]?.split(' ')
  return forms === undefined ? word[0]! : random.pick(forms)
}

/** What somebody is called at home: the end of the name, as Javanese do, or its beginning. */
export function nickname(random: Random, name: string): string {
  const words = name.split(' ').filter((word) => word.length >= 4)
  const word = words.length === 0 ? name : random.pick(words)
  const ending = /[BCDFGHJKLMNPQRSTVWYZ]+[AEIOU][NRMH]?G?[BCDFGHJKLMNPQRSTVWYZ]*[AEIOU]?[A-Z]{0,2}$/.exec(word)?.[0]
  return random.chance(0.5) && ending !== undefined && ending.length >= 3 ? ending : word.slice(0, 3 + random.int(2))
}

/** A number of sixteen digits with a slip: one digit wrong, or two neighbours swapped. */
export function mistypeNumber(random: Random, digits: string): string {
  const at = random.int(digits.length - 1)
  if (random.chance(0.65)) return digits.slice(0, at) + String((Number(digits[at]) + 1 + random.int(9)) % 10) + digits.slice(at + 1)
  return digits.slice(0, at) + digits[at + 1]! + digits[at]! + digits.slice(at + 2)
}
