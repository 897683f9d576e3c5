import type { NamePattern, TwinNamesFile } from './twin.contract.ts'
import { pickFrontHeavy, pickWeighted, type Random } from './random.rules.ts'

export type Sex = 'male' | 'female'

/** Makes names of a culture for people born in a year. */
export interface Namer {
  readonly name: (random: Random, of: { culture: string; sex: Sex; birthYear: number }) => string
}

interface Cohort {
  readonly until: number
  readonly patterns: readonly (readonly [readonly Part[], number])[]
}
type Part = { readonly text: string } | { readonly words: readonly string[] } | { readonly syllables: readonly (readonly string[])[] }

/** Prepares the patterns of a regency's names; throws when a pattern uses a list that does not exist. */
export function createNamer(names: TwinNamesFile): Namer {
  const cohorts = new Map<string, readonly Cohort[]>()
  for (const [culture, bySex] of Object.entries(names.cultures)) {
    cohorts.set(`${culture} male`, cohortsOf(bySex.male, names))
    cohorts.set(`${culture} female`, cohortsOf(bySex.female, names))
  }
  return {
    name: (random, { culture, sex, birthYear }) => {
      const all = cohorts.get(`${culture} ${sex}`)
      if (all === undefined) throw new Error(`twin-names.yaml has no culture ${culture}`)
      const cohort = all.find((candidate) => birthYear <= candidate.until) ?? all.at(-1)!
      return compose(random, pickWeighted(random, cohort.patterns))
    },
  }
}

function cohortsOf(patterns: readonly NamePattern[], names: TwinNamesFile): Cohort[] {
  const untils = [...new Set(patterns.map((pattern) => pattern.until))].sort((left, right) => left - right)
  return untils.map((until) => ({
    until,
    patterns: patterns.filter((pattern) => pattern.until === until).map((pattern) => [partsOf(pattern.pattern, names), pattern.weight] as const),
  }))
}

function partsOf(pattern: string, names: TwinNamesFile): Part[] {
  return pattern.split(/(\{\w+\})/).filter((part) => part !== '').map((part): Part => {
    if (!part.startsWith('{')) return { text: part }
    const key = part.slice(1, -1)
    const words = names.words[key]
    if (words !== undefined) return { words }
    const syllables = names.made[key]?.map((list) => names.words[list])
    if (syllables === undefined || syllables.includes(undefined)) throw new Error(`twin-names.yaml has no list ${key}`)
    return { syllables: syllables as readonly (readonly string[])[] }
  })
}

/** Nobody is called SITI SITI: a word that is already there is drawn again. */
function compose(random: Random, parts: readonly Part[]): string {
  let name = ''
  for (const part of parts) {
    let next = word(random, part)
    for (let tries = 0; tries < 8 && next.length > 1 && name.split(' ').includes(next); tries += 1) next = word(random, part)
    name += next
  }
  return name
}

function word(random: Random, part: Part): string {
  if ('text' in part) return part.text
  if ('words' in part) return pickFrontHeavy(random, part.words)
  return part.syllables.map((list) => random.pick(list)).join('')
}
