import { isDefaultBirth } from '#modules/registry/person/birth.rules.ts'
import type { SourceCatalogue } from '#modules/registry/source/source.rules.ts'
import { currentValue, type Statement } from './attribute.rules.ts'

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
