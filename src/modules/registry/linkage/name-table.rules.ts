import { isOrdinaryWord, normaliseName, oldReading, wordSound } from '#modules/registry/name/name.rules.ts'
import { createTextTable } from './text-table.rules.ts'
import { hashText, mixBits } from './hash.rules.ts'
import type { NameTable } from './row.rules.ts'
import { append, float32, growingArray, int32, uint8 } from './shared-array.rules.ts'

/** A name of a row in the table: its number, and that of an alias; 0 where there is none. */
export interface NameRef {
  readonly name: number
  readonly alias: number
}

/** Gathers names, each once, as rows of the sounds of their words. */
export interface NameTableBuilder {
  readonly add: (text: string) => NameRef
  /** Counts one more row that has this name, for how telling its words are. */
  readonly count: (name: number) => void
  /** The table so far, with the words' rarity counted anew. */
  readonly finish: () => NameTable
  /** The table so far; words that came since the last count are as rare as can be. Costs nothing. */
  readonly peek: () => NameTable
  /** A hash of the name's sounds whatever their order; 0 for no name. */
  readonly keyOf: (name: number) => number
  /** The rarest word and the second rarest, by the last count; the same when there is one only. */
  readonly rareWordsOf: (name: number) => readonly [number, number]
}

const none: NameRef = { name: 0, alias: 0 }
const mostRarity = 16
const [blank, firstLetter, lastLetter] = [32, 65, 90]
// Stands for a text that holds no name.
const nameless = -1

/** An empty name table. */
export function createNameTable(): NameTableBuilder {
  const words = createWordTable()
  const nameStart = growingArray(int32, 4)
  const nameWords = growingArray(int32, 4)
  const counts = growingArray(int32, 4)
  const rarity = growingArray(float32, 4)
  const known = createTextTable()
  const aliases = new Map<number, number>()
  nameStart.extend(2)
  counts.extend(1)

  function addName(wordNumbers: readonly number[]): number {
    const distinct = [...new Set(wordNumbers)]
    if (distinct.length === 0) return 0
    const start = nameWords.extend(distinct.length)
    distinct.forEach((word, index) => { nameWords.values()[start + index] = word })
    counts.extend(1)
    const name = nameStart.extend(1) - 1
    nameStart.values()[name + 1] = start + distinct.length
    return name
  }

  function makeRoomForRarity(): void {
    const from = rarity.length()
    rarity.extend(words.size() - from)
    rarity.values().fill(mostRarity, from, words.size())
  }

  /** Keeps what the text that was looked up last has turned out to be. */
  function keep(made: NameRef): NameRef {
    known.setLast(made.name || nameless)
    if (made.alias !== 0 && made.name !== 0) aliases.set(made.name, made.alias)
    return made
  }

  function read(text: string): NameRef {
    const plain = words.ordinary(text)
    if (plain !== undefined) return { name: addName(plain), alias: 0 }
    const { name, aliases, isBorrowed } = normaliseName(text)
    const numbersOf = (each: string) => each.split(' ').filter((word) => word !== '').map(words.numberOf)
    return { name: isBorrowed ? 0 : addName(numbersOf(name)), alias: aliases[0] === undefined ? 0 : addName(numbersOf(aliases[0])) }
  }

  return {
    add: (text) => {
      if (text === '') return none
      const found = known.get(text)
      if (found === 0) return keep(read(text))
      return found === nameless ? none : { name: found, alias: aliases.get(found) ?? 0 }
    },
    count: (name) => { counts.values()[name]! += 1 },
    finish: () => {
      const shares = { nameStart: nameStart.share(), words: nameWords.share() }
      makeRoomForRarity()
      countRarity({ ...shares, counts: counts.values() }, rarity.values().subarray(0, words.size()))
      return { ...words.share(), ...shares, rarity: rarity.share() }
    },
    peek: () => {
      makeRoomForRarity()
      return { ...words.peek(), nameStart: nameStart.values(), words: nameWords.values(), rarity: rarity.values() }
    },
    keyOf: (name) => {
      let key = 0
      for (let at = nameStart.values()[name]!; at < nameStart.values()[name + 1]!; at += 1) key = (key + words.hashOf(nameWords.values()[at]!)) | 0
      return name === 0 ? 0 : key || 1
    },
    rareWordsOf: (name) => twoRarest(nameWords.values().subarray(nameStart.values()[name]!, nameStart.values()[name + 1]!), rarity.values(), words.isInitial),
  }
}

function twoRarest(list: Int32Array, bits: Float32Array, isInitial: (word: number) => boolean): readonly [number, number] {
  let [rarest, second] = [0, 0]
  for (const word of list) {
    if (isInitial(word)) continue
    if (rarest === 0 || bits[word]! > bits[rarest]!) [rarest, second] = [word, rarest]
    else if (second === 0 || bits[word]! > bits[second]!) second = word
  }
  return [rarest, second || rarest]
}

/** How many bits of surprise each word carries: −log2 of the share of rows whose name has it. */
function countRarity(names: { nameStart: Int32Array; words: Int32Array; counts: Int32Array }, rarity: Float32Array): void {
  const rows = new Float64Array(rarity.length)
  let total = 0
  for (let name = 1; name < names.nameStart.length - 1; name += 1) {
    const count = names.counts[name]!
    total += count
    for (let at = names.nameStart[name]!; at < names.nameStart[name + 1]!; at += 1) rows[names.words[at]!]! += count
  }
  for (let word = 1; word < rarity.length; word += 1) rarity[word] = Math.min(mostRarity, -Math.log2(Math.max(1, rows[word]!) / Math.max(1, total)))
}

/** The words' sounds, each once, numbered from 1. */
function createWordTable() {
  const wordStart = growingArray(int32, 4)
  const letters = growingArray(uint8, 1)
  const masks = growingArray(int32, 4)
  const twins = growingArray(int32, 4)
  const hashes = growingArray(int32, 4)
  const bySound = new Map<string, number>()
  // Of a word as written: its number, or −1 when a name that has it must be taken apart with care.
  const byWord = createTextTable()
  wordStart.extend(2)
  for (const array of [masks, twins, hashes]) array.extend(1)

  function addSound(sound: string): number {
    const known = bySound.get(sound)
    if (known !== undefined) return known
    const start = letters.extend(sound.length)
    let mask = 0
    for (let at = 0; at < sound.length; at += 1) {
      const letter = sound.charCodeAt(at) - 64
      letters.values()[start + at] = letter
      mask |= 1 << letter
    }
    const word = wordStart.extend(1) - 1
    wordStart.values()[word + 1] = start + sound.length
    append(masks, mask)
    append(twins, 0)
    append(hashes, mixBits(hashText(sound)))
    bySound.set(sound, word)
    return word
  }

  function numberOf(word: string): number {
    const number = addSound(wordSound(word))
    const other = word.includes('J') ? oldReading(word) : undefined
    if (other !== undefined && twins.values()[number] === 0) {
      const twin = addSound(other)
      twins.values()[number] = twin
    }
    return number
  }

  function ordinaryNumber(text: string, from: number, until: number): number {
    const known = byWord.get(text, from, until)
    if (known !== 0) return known
    const word = text.slice(from, until)
    const number = isOrdinaryWord(word) ? numberOf(word) : -1
    byWord.setLast(number)
    return number
  }

  /** The words of a name of capital letters and single blanks that needs no care; undefined for any other. Most names are like that. */
  function ordinary(text: string): readonly number[] | undefined {
    const numbers: number[] = []
    for (let from = 0, at = 0; at <= text.length; at += 1) {
      const letter = at < text.length ? text.charCodeAt(at) : blank
      if (letter !== blank && (letter < firstLetter || letter > lastLetter)) return undefined
      if (letter !== blank) continue
      const number = at === from ? -1 : ordinaryNumber(text, from, at)
      if (number < 0) return undefined
      numbers.push(number)
      from = at + 1
    }
    return numbers
  }

  return {
    numberOf,
    ordinary,
    size: () => masks.length(),
    hashOf: (word: number) => hashes.values()[word]!,
    isInitial: (word: number) => (wordStart.values()[word + 1]! - wordStart.values()[word]!) === 1,
    peek: () => ({ wordStart: wordStart.values(), letters: letters.values(), wordMask: masks.values(), wordTwin: twins.values() }),
    share: () => ({ wordStart: wordStart.share(), letters: letters.share(), wordMask: masks.share(), wordTwin: twins.share() }),
  }
}
