import { isDefaultBirth } from '#modules/registry/person/birth.rules.ts'
import { findSource, isListed, type SourceCatalogue } from '#modules/registry/source/source.rules.ts'
import type { PersonValues } from './attribute.contract.ts'
import { currentValue, rankedValues, type Statement } from './attribute.rules.ts'

/** What the registry keeps of somebody on their own row. */
export interface OwnFacts {
  readonly name: string
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthPlace: string | null
  /** The row that the name comes from. */
  readonly sourceRecordId: string | null
}

/** A person's own facts by the statements about them: a fact that nobody states stays as it is known. */
export function survivingFacts(statements: readonly Statement[], known: OwnFacts, catalogue: SourceCatalogue): OwnFacts {
  const stated = <T>(attribute: string, fallback: T): T => (currentValue(statements, attribute, catalogue)?.value as T | undefined) ?? fallback
  return {
    name: stated('name', known.name), sex: stated('sex', known.sex), birthOn: stated('birthOn', known.birthOn),
    birthPlace: stated('birthPlace', known.birthPlace),
    sourceRecordId: currentValue(statements, 'name', catalogue)?.statement.sourceRecordId ?? known.sourceRecordId,
  }
}

type ShownFacts = Pick<OwnFacts, 'name' | 'sex' | 'birthOn'> & { readonly birthOnIsDefault: boolean }

/** What a screen shows of a person, by statements of a past day. */
export function factsThen(statements: readonly Statement[], known: ShownFacts, catalogue: SourceCatalogue): ShownFacts {
  const { name, sex, birthOn } = survivingFacts(statements, { ...known, birthPlace: null, sourceRecordId: null }, catalogue)
  return { name, sex, birthOn, birthOnIsDefault: birthOn !== null && isDefaultBirth(birthOn) }
}

/** Whether two sets of facts say the same; which row says it does not matter. */
export function sameFacts(one: OwnFacts, other: OwnFacts): boolean {
  return one.name === other.name && one.sex === other.sex && one.birthOn === other.birthOn && one.birthPlace === other.birthPlace
}

export interface SurvivingDecile {
  readonly decile: number
  /** The day of the official figure. */
  readonly on: string
  readonly sourceRecordId: string
}

/** The decile that counts; undefined when no source states one. */
export function survivingDecile(statements: readonly Statement[], catalogue: SourceCatalogue): SurvivingDecile | undefined {
  const current = currentValue(statements, 'decile', catalogue)
  if (typeof current?.value !== 'number') return undefined
  return { decile: current.value, on: current.statement.validFrom, sourceRecordId: current.statement.sourceRecordId }
}

type Home = NonNullable<PersonValues['home']>
export type OwnPlace = Omit<Home, 'card'>

/** The mark by which a row's home names its card. */
export function cardMark(cardMac: string | null): string | null {
  return cardMac === null ? null : cardMac.slice(0, 16)
}

/**
 * Where a family lives, by what is said of its present members under its card, or under none: each part by whoever counts most of those who know
 * it. Undefined where nobody says so, or where a list that counts more was stored before homes were kept: then the place stays as it is known.
 */
export function survivingPlace(statements: readonly Statement[], of: { readonly cardMac: string | null; readonly catalogue: SourceCatalogue }): OwnPlace | undefined {
  const mark = cardMark(of.cardMac)
  const homes = rankedValues(statements.filter(isOfCard), 'home', of.catalogue).map(({ value }) => value as Home)
  const [best] = homes
  if (best === undefined || hasOlderWord(statements, of.catalogue)) return undefined
  const first = <K extends keyof Home>(part: K): Home[K] => (homes.find((home) => home[part] !== null) ?? best)[part]
  return { areaId: first('areaId'), hamlet: first('hamlet'), rt: first('rt'), rw: first('rw'), addressText: first('addressText') }

  function isOfCard({ values }: Statement): boolean {
    const home = values['home'] as Home | undefined
    return home !== undefined && (home.card === null || home.card === mark)
  }
}

/** Whether a list without homes would count more on an address than those with them. */
function hasOlderWord(statements: readonly Statement[], catalogue: SourceCatalogue): boolean {
  const older = statements.filter(({ values, sourceKey }) => values['home'] === undefined && values['name'] !== undefined && isListSource(catalogue, sourceKey))
  const [first] = rankedValues([...older.map((statement) => ({ ...statement, values: { home: null } })), ...statements.filter(({ values }) => values['home'] !== undefined)], 'home', catalogue)
  return first?.value === null
}

function isListSource(catalogue: SourceCatalogue, key: string): boolean {
  const source = findSource(catalogue, key)
  return source !== undefined && isListed(source)
}

/** Whether two places are the same in all their parts. */
export function isSamePlace(one: OwnPlace, other: OwnPlace): boolean {
  return one.areaId === other.areaId && one.hamlet === other.hamlet && one.rt === other.rt && one.rw === other.rw && one.addressText === other.addressText
}
