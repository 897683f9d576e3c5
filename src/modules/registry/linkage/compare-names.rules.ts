import { slips } from './digits.rules.ts'
import { countBits } from './hash.rules.ts'
import { joinName, nameLevel } from './pattern.rules.ts'
import type { NameTable } from './row.rules.ts'

/** Compares two names of a table; gives the joint level of likeness and of how telling the shared words are. */
export type CompareNames = (left: number, right: number) => number

// Bits of rarity up to which shared words are very common, common, usual, rare; beyond that very rare.
const rarityBounds = [8, 12, 16, 21] as const
// A misspelt word tells less than one written alike, an initial little.
const misspeltShare = 0.7
const initialShare = 0.2
const mostWords = 16
const mostLetters = 64

/** Levels of words: not paired, paired as misspelt, as an initial, or as they are. */
const paired = { none: 0, exact: 1, misspelt: 2, initial: 3 } as const

/** A comparer for a table of names; it keeps working memory of its own, so each worker makes one. */
export function createNameComparer(table: NameTable): CompareNames {
  const { nameStart, words, wordStart, wordMask, wordTwin, rarity, letters } = table
  const [used, pairing] = [new Uint8Array(mostWords), new Uint8Array(mostWords)]
  const text = { left: new Uint8Array(mostLetters), right: new Uint8Array(mostLetters) }
  const lengthOf = (word: number): number => wordStart[word + 1]! - wordStart[word]!

  /** How two different words may be one: an initial, another reading of the old spelling, or slips of the pen. */
  function likeness(left: number, right: number): number {
    const [mine, theirs] = [lengthOf(left), lengthOf(right)]
    if (mine === 1 || theirs === 1) return letters[wordStart[left]!] === letters[wordStart[right]!] ? paired.initial : paired.none
    if (wordTwin[left] === right || wordTwin[right] === left) return paired.misspelt
    const shorter = Math.min(mine, theirs)
    const bearable = shorter >= 8 ? 2 : 1
    if (shorter < 3 || Math.abs(mine - theirs) > bearable || countBits(wordMask[left]! ^ wordMask[right]!) > 2 * bearable) return paired.none
    copyWord(left, text.left, 0)
    copyWord(right, text.right, 0)
    return slips(text, [Math.min(mine, mostLetters - 2), Math.min(theirs, mostLetters - 2)], bearable) <= bearable ? paired.misspelt : paired.none
  }

  function copyWord(word: number, into: Uint8Array, from: number): number {
    const start = wordStart[word]!
    const length = Math.min(lengthOf(word), mostLetters - 2 - from)
    for (let at = 0; at < length; at += 1) into[from + at] = letters[start + at]!
    return from + length
  }

  /** Whether two names are one when their words are run together: NUR HAYATI and NURHAYATI. */
  function isRunTogether(left: number, right: number): boolean {
    const [mine, theirs] = [runTogether(left, text.left), runTogether(right, text.right)]
    return Math.min(mine, theirs) >= 5 && slips(text, [mine, theirs], 1) <= 1
  }

  function runTogether(name: number, into: Uint8Array): number {
    let length = 0
    for (let at = nameStart[name]!; at < nameStart[name + 1]!; at += 1) if (lengthOf(words[at]!) > 1) length = copyWord(words[at]!, into, length)
    return length
  }

  /** Pairs the words of the shorter name with those of the longer; gives the bits of rarity that they share. */
  function pairWords(short: number, long: number): number {
    const [shortStart, longStart] = [nameStart[short]!, nameStart[long]!]
    const [mine, theirs] = [Math.min(nameStart[short + 1]! - shortStart, mostWords), Math.min(nameStart[long + 1]! - longStart, mostWords)]
    used.fill(0, 0, theirs)
    let shared = 0
    for (let at = 0; at < mine; at += 1) {
      pairing[at] = paired.none
      for (let other = 0; other < theirs; other += 1) {
        if (used[other] !== 0 || words[longStart + other] !== words[shortStart + at]) continue
        pairing[at] = used[other] = paired.exact
        shared += rarity[words[shortStart + at]!]!
        break
      }
    }
    for (let at = 0; at < mine; at += 1) if (pairing[at] === paired.none) shared += pairAlike(words[shortStart + at]!, at, [longStart, theirs])
    return shared
  }

  function pairAlike(word: number, at: number, [longStart, theirs]: readonly [number, number]): number {
    for (let other = 0; other < theirs; other += 1) {
      if (used[other] !== 0) continue
      const candidate = words[longStart + other]!
      const alike = likeness(word, candidate)
      if (alike === paired.none) continue
      pairing[at] = used[other] = alike
      return Math.min(rarity[word]!, rarity[candidate]!) * (alike === paired.initial ? initialShare : misspeltShare)
    }
    return 0
  }

  return (left, right) => {
    if (left === 0 || right === 0) return joinName(nameLevel.unknown, 0)
    const [mine, theirs] = [nameStart[left + 1]! - nameStart[left]!, nameStart[right + 1]! - nameStart[right]!]
    const [short, long, most] = mine <= theirs ? [left, right, mine] : [right, left, theirs]
    const shared = pairWords(short, long)
    const counts = countPairs(pairing, Math.min(most, mostWords))
    if (counts.missing === 0) return joinName(levelOfWhole(counts, mine === theirs), binOf(shared))
    if (isRunTogether(left, right)) return joinName(nameLevel.runTogether, 0)
    return counts.missing < most ? joinName(nameLevel.someWords, binOf(shared)) : joinName(nameLevel.differs, 0)
  }
}

interface PairCounts {
  readonly missing: number
  readonly slipped: number
}

function countPairs(pairing: Uint8Array, count: number): PairCounts {
  let [missing, slipped] = [0, 0]
  for (let at = 0; at < count; at += 1) {
    if (pairing[at] === paired.none) missing += 1
    else if (pairing[at] !== paired.exact) slipped += 1
  }
  return { missing, slipped }
}

function levelOfWhole({ slipped }: PairCounts, isOfOneLength: boolean): number {
  if (!isOfOneLength) return nameLevel.part
  return slipped === 0 ? nameLevel.same : nameLevel.similar
}

function binOf(bits: number): number {
  let bin = 1
  for (const bound of rarityBounds) if (bits > bound) bin += 1
  return bin
}
