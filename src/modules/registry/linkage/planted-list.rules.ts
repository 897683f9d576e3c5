import { createRandom, type Random } from '#modules/registry/twin/random.rules.ts'
import type { TwinConfig, TwinRegency } from '#modules/registry/twin/twin.contract.ts'
import { twinFamilies, type TwinFamily, type TwinPerson } from '#modules/registry/twin/twin.rules.ts'
import type { LinkRecord } from './linkage.contract.ts'
import { mishear, mistype, mistypeNumber, nickname, shortenWord, spellAsBefore } from './planted-error.rules.ts'

/** What may be wrong with a row, or hard about a person. The position is the bit in `PlantedRow.errors`. */
export const plantedKinds = [
  'name_typo', 'name_misheard', 'name_old_spelling', 'name_shortened', 'name_word_left_out', 'name_words_swapped', 'name_run_together', 'name_nickname',
  'name_titled', 'name_of_husband', 'nik_missing', 'nik_typo', 'nik_of_relative', 'nik_placeholder', 'birth_default', 'birth_swapped', 'birth_typo',
  'birth_missing', 'sex_wrong', 'moved_within_district', 'moved_further', 'card_new', 'card_missing', 'mother_missing', 'mother_misheard', 'address_missing',
  'twin', 'namesake_of_father',
] as const
export type PlantedKind = (typeof plantedKinds)[number]

const bitAt: ReadonlyMap<PlantedKind, number> = new Map(plantedKinds.map((kind, at) => [kind, at]))

/** A row with its truth: whose it is, of which card's family, and what was done to it. */
export interface PlantedRow {
  readonly record: LinkRecord
  readonly person: number
  readonly family: number
  readonly errors: number
}

export interface PlantedSize {
  readonly families: number
  readonly seed: number
  /** Multiplies the chance of every error: 1 as usual lists, 2.5 as lists that were copied by hand for years. */
  readonly roughness: number
}

interface PlantedList {
  readonly key: string
  readonly deciles: readonly [number, number]
  readonly reached: number
  readonly isWholeFamily: boolean
  readonly roughness: number
}

// Shares of the people on each list as such lists have them: one of everybody, three of programmes, one of the villages' own.
const lists: readonly PlantedList[] = [
  { key: 'dtsen', deciles: [1, 10], reached: 0.97, isWholeFamily: true, roughness: 0.6 },
  { key: 'pbi', deciles: [1, 5], reached: 0.7, isWholeFamily: false, roughness: 1 },
  { key: 'pkh', deciles: [1, 3], reached: 0.28, isWholeFamily: true, roughness: 0.8 },
  { key: 'sembako', deciles: [1, 4], reached: 0.12, isWholeFamily: false, roughness: 1 },
  { key: 'village', deciles: [1, 4], reached: 0.4, isWholeFamily: true, roughness: 1.8 },
]

const chances: Readonly<Partial<Record<PlantedKind, number>>> = {
  name_typo: 0.05, name_misheard: 0.09, name_old_spelling: 0.03, name_shortened: 0.05, name_word_left_out: 0.04, name_words_swapped: 0.015,
  name_run_together: 0.02, name_nickname: 0.012, name_titled: 0.03, name_of_husband: 0.004, nik_missing: 0.1, nik_typo: 0.035, nik_of_relative: 0.006,
  nik_placeholder: 0.012, birth_default: 0.06, birth_swapped: 0.015, birth_typo: 0.03, birth_missing: 0.012, sex_wrong: 0.005,
  moved_within_district: 0.03, moved_further: 0.025, card_new: 0.08, card_missing: 0.08, mother_missing: 0.3, mother_misheard: 0.1, address_missing: 0.12,
}
// A person on a list twice: what makes a list say two of one.
const twiceShare = 0.008
const twinShare = 0.012
const namesakeShare = 0.006

interface Ground {
  readonly villages: TwinRegency['villages']
  readonly villagesOf: ReadonlyMap<number, TwinRegency['villages']>
  /** The chance of each kind in each list: every seed has a mix of its own. */
  readonly mix: ReadonlyMap<string, Float64Array>
}

/** Five lists of one synthetic regency, family by family, with every error known. The same size and seed give the same rows. */
export function* plantedLists(config: TwinConfig, regency: TwinRegency, size: PlantedSize): Generator<PlantedRow> {
  const { villages } = regency
  const ground: Ground = { villages, villagesOf: Map.groupBy(villages, (village) => village.districtId), mix: mixOf(size) }
  let person = 0
  for (const family of twinFamilies(config, regency, size)) {
    const random = createRandom(size.seed ^ 0x5bd1e995, family.rowNumber)
    const members = withLookalikes(random, family.members.filter((member) => member.memberTo === null))
    const wholeFamilyOn = new Set(lists.filter((list) => list.isWholeFamily && isReached(random, list, family.decile)).map((list) => list.key))
    for (const member of members) {
      for (const list of lists) {
        const isOn = list.isWholeFamily ? wholeFamilyOn.has(list.key) : isReached(random, list, family.decile)
        if (!isOn) continue
        for (let copies = random.chance(twiceShare) ? 2 : 1; copies > 0; copies -= 1) yield rowOf(ground, { list, family, members, member, random, person })
      }
      person += 1
    }
  }
}

function mixOf({ seed, roughness }: PlantedSize): Map<string, Float64Array> {
  const random = createRandom(seed, -77)
  return new Map(lists.map((list) => [list.key, Float64Array.from(plantedKinds, (kind) => (
    Math.min(0.9, (chances[kind] ?? 0) * list.roughness * roughness * Math.exp(random.normal() * 0.35))))]))
}

function isReached(random: Random, list: PlantedList, decile: number): boolean {
  return decile >= list.deciles[0] && decile <= list.deciles[1] && random.chance(list.reached)
}

interface Lookalike {
  readonly person: TwinPerson
  readonly errors: number
}

/** Makes some children twins of the child before, and some sons namesakes of their father: the people whom linkage must not mix up. */
function withLookalikes(random: Random, members: readonly TwinPerson[]): readonly Lookalike[] {
  const father = members.find((member) => member.relation === 'head' && member.sex === 'male')
  let before: TwinPerson | undefined
  return members.map((member): Lookalike => {
    const elder = before
    before = member.relation === 'child' ? member : undefined
    if (member.relation === 'child' && elder !== undefined && random.chance(twinShare)) {
      return { person: twinOf(elder, member), errors: bitOf('twin') }
    }
    if (member.relation === 'child' && member.sex === 'male' && father !== undefined && random.chance(namesakeShare)) {
      return { person: { ...member, name: father.name }, errors: bitOf('namesake_of_father') }
    }
    return { person: member, errors: 0 }
  })
}

function twinOf(elder: TwinPerson, member: TwinPerson): TwinPerson {
  const [first, ...rest] = elder.name.split(' ')
  const ownWord = member.name.split(' ').at(-1)!
  const nik = elder.nik === null ? null : elder.nik.slice(0, 12) + String((Number(elder.nik.slice(12)) % 9_998) + 1).padStart(4, '0')
  return { ...member, sex: elder.sex, birthOn: elder.birthOn, nik, name: [first, ...rest.slice(0, -1), ownWord].join(' ') }
}

interface Subject {
  readonly list: PlantedList
  readonly family: TwinFamily
  readonly members: readonly Lookalike[]
  readonly member: Lookalike
  readonly random: Random
  readonly person: number
}

function rowOf(ground: Ground, subject: Subject): PlantedRow {
  const { list, family, member, random, person } = subject
  let errors = member.errors
  const mix = ground.mix.get(list.key)!
  const happens = (kind: PlantedKind): boolean => {
    const does = random.chance(mix[bitAt.get(kind)!]!)
    if (does) errors |= bitOf(kind)
    return does
  }
  const names = { name: nameOf(subject, happens), motherName: motherOf(subject, happens) }
  const record: LinkRecord = {
    id: `${list.key}-${person}-${random.int(1_000_000)}`, list: list.key, ...names, alias: null, sex: sexOf(member.person, happens),
    birthOn: birthOf(random, member.person.birthOn, happens), nik: nikOf(subject, happens), card: cardOf(random, family.card, happens),
    ...placeOf(ground, subject, happens),
  }
  return { record, person, family: family.rowNumber, errors }
}

type Happens = (kind: PlantedKind) => boolean

function bitOf(kind: PlantedKind): number {
  return 1 << bitAt.get(kind)!
}

function nameOf({ random, member, members }: Subject, happens: Happens): string {
  const { person } = member
  if (person.relation === 'wife' && happens('name_of_husband')) return `BU ${members[0]!.person.name.split(' ')[0]!}`
  if (happens('name_nickname')) return nickname(random, person.name)
  let words = person.name.split(' ')
  const change = (each: (random: Random, word: string) => string): void => {
    const at = random.int(words.length)
    words = words.map((word, index) => (index === at ? each(random, word) : word))
  }
  if (happens('name_old_spelling')) words = words.map((word) => spellAsBefore(random, word))
  if (happens('name_misheard')) change(mishear)
  if (happens('name_typo')) change(mistype)
  if (words.length > 1 && happens('name_shortened')) change(shortenWord)
  if (words.length > 1 && happens('name_word_left_out')) words = words.toSpliced(random.int(words.length), 1)
  if (words.length > 1 && happens('name_words_swapped')) words = words.toReversed()
  if (words.length > 1 && happens('name_run_together')) words = [words.slice(0, 2).join(''), ...words.slice(2)]
  if (happens('name_titled')) words = [random.pick(['H.', 'HJ.', 'DRS.', 'ALM', 'IR', 'UST.', 'MBAH']), ...words]
  return words.join(' ')
}

function motherOf({ random, member }: Subject, happens: Happens): string | null {
  const name = member.person.values.motherName
  if (name === undefined || happens('mother_missing')) return null
  return happens('mother_misheard') ? name.split(' ').map((word, at) => (at === 0 ? mishear(random, word) : word)).join(' ') : name
}

function sexOf({ sex }: TwinPerson, happens: Happens): 'male' | 'female' {
  if (!happens('sex_wrong')) return sex
  return sex === 'male' ? 'female' : 'male'
}

function birthOf(random: Random, birthOn: string, happens: Happens): string | null {
  const [year, month, day] = birthOn.split('-') as [string, string, string]
  if (happens('birth_missing')) return null
  if (happens('birth_default')) {
    const guessed = random.chance(0.3) ? String(Number(year) + random.int(7) - 3) : year
    return `${guessed}-${random.pick(['07-01', '12-31', '01-01'])}`
  }
  if (Number(day) <= 12 && happens('birth_swapped')) return `${year}-${day}-${month}`
  if (!happens('birth_typo')) return birthOn
  const kind = random.next()
  if (kind < 0.4) return `${Number(year) + (random.chance(0.5) ? 1 : -1) * (random.chance(0.7) ? 1 : 10)}-${month}-${day}`
  if (kind < 0.75) return `${year}-${month}-${String(1 + random.int(28)).padStart(2, '0')}`
  return `${year}-${String(1 + random.int(12)).padStart(2, '0')}-${day > '28' ? '28' : day}`
}

function nikOf({ random, member, members }: Subject, happens: Happens): string | null {
  const { nik } = member.person
  if (nik === null || happens('nik_missing')) return null
  if (happens('nik_placeholder')) return random.pick(['0', '-', '9999999999999999', `${nik.slice(0, 6)}0000000000`, `${nik.slice(0, 12)}0000`])
  if (members.length > 1 && happens('nik_of_relative')) return random.pick(members).person.nik
  return happens('nik_typo') ? mistypeNumber(random, nik) : nik
}

function cardOf(random: Random, card: string, happens: Happens): string | null {
  if (happens('card_missing')) return null
  return happens('card_new') ? card.slice(0, 6) + String(random.int(10_000_000_000)).padStart(10, '1') : card
}

function placeOf({ villages, villagesOf }: Ground, { family, random }: Subject, happens: Happens): Pick<LinkRecord, 'areaId' | 'hamlet' | 'rw' | 'rt'> {
  if (happens('moved_further')) return elsewhere(random, villages)
  if (happens('moved_within_district')) return elsewhere(random, villagesOf.get(family.districtId)!)
  if (happens('address_missing')) return { areaId: family.areaId, hamlet: random.chance(0.5) ? family.hamlet : null, rw: null, rt: null }
  return { areaId: family.areaId, hamlet: family.hamlet, rw: family.rw, rt: family.rt }
}

function elsewhere(random: Random, villages: TwinRegency['villages']): Pick<LinkRecord, 'areaId' | 'hamlet' | 'rw' | 'rt'> {
  return { areaId: random.pick(villages).areaId, hamlet: random.pick(['Krajan', 'Karang Anyar', 'Kampung Baru', 'Curahjati']), rw: 1 + random.int(8), rt: 1 + random.int(8) }
}
