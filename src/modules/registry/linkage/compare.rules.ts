import { createNameComparer } from './compare-names.rules.ts'
import { isDigitSlip, longSlips } from './digits.rules.ts'
import { birthLevel, cardLevel, groupSteps, joinBirthNik, joinHousehold, motherLevel, nameLevel, nikLevel, placeLevel, sexLevel } from './pattern.rules.ts'
import { fieldLevels } from './linkage.contract.ts'
import { flag, rowField as f, rowLength, sexBits, type Rows } from './row.rules.ts'

/** Compares rows by their numbers. Each comparer has working memory of its own: one for each worker. */
export interface Comparer {
  /** The whole comparison as a pattern. */
  readonly pattern: (left: number, right: number) => number
  /** Joint level of each group, for those who stop early. */
  readonly name: (left: number, right: number) => number
  readonly birthNik: (left: number, right: number) => number
  readonly sex: (left: number, right: number) => number
  /** Of the household without the mother's name: card and place with an unknown mother. */
  readonly cardAndPlace: (left: number, right: number) => number
  readonly mother: (left: number, right: number) => number
}

const motherStep = fieldLevels.place.length
const nearYears = 5

/** A comparer for these rows. */
export function createComparer({ values: v, names }: Rows): Comparer {
  const compareNames = createNameComparer(names)
  const birthNik = createBirthNikComparer(v)
  const nameClassOf = (joint: number): number => Math.floor(joint / fieldLevels.rarity.length)

  function name(left: number, right: number): number {
    const [a, b] = [left * rowLength, right * rowLength]
    const direct = compareNames(v[a + f.name]!, v[b + f.name]!)
    if (nameClassOf(direct) < nameLevel.someWords || (v[a + f.alias] === 0 && v[b + f.alias] === 0)) return direct
    const byAlias = Math.min(aliasLevel(v[a + f.alias]!, v[b + f.name]!), aliasLevel(v[b + f.alias]!, v[a + f.name]!))
    return byAlias < direct ? byAlias : direct
  }

  /** A name found as the other's alias counts as part of it. */
  function aliasLevel(alias: number, other: number): number {
    if (alias === 0 || other === 0) return Number.POSITIVE_INFINITY
    const joint = compareNames(alias, other)
    const likeness = nameClassOf(joint)
    if (likeness > nameLevel.part) return Number.POSITIVE_INFINITY
    return nameLevel.part * fieldLevels.rarity.length + (joint % fieldLevels.rarity.length)
  }

  function sex(left: number, right: number): number {
    const [mine, theirs] = [v[left * rowLength + f.about]! & sexBits, v[right * rowLength + f.about]! & sexBits]
    if (mine === 0 || theirs === 0) return sexLevel.unknown
    return mine === theirs ? sexLevel.same : sexLevel.differs
  }

  function cardAndPlace(left: number, right: number): number {
    const [a, b] = [left * rowLength, right * rowLength]
    return joinHousehold(card(v[a + f.card]!, v[b + f.card]!), motherLevel.unknown, place(a, b))
  }

  function place(a: number, b: number): number {
    if (v[a + f.district] === 0 || v[b + f.district] === 0) return placeLevel.unknown
    if (v[a + f.district] !== v[b + f.district]) return placeLevel.otherDistrict
    if (v[a + f.village] === 0 || v[b + f.village] === 0) return placeLevel.unknown
    if (v[a + f.village] !== v[b + f.village]) return placeLevel.district
    if (v[a + f.neighbourhood] !== 0 && v[a + f.neighbourhood] === v[b + f.neighbourhood]) return placeLevel.neighbourhood
    return v[a + f.hamlet] !== 0 && v[a + f.hamlet] === v[b + f.hamlet] ? placeLevel.hamlet : placeLevel.village
  }

  function mother(left: number, right: number): number {
    const [a, b] = [left * rowLength, right * rowLength]
    const [mine, theirs] = [v[a + f.mother]!, v[b + f.mother]!]
    if (mine === 0 || theirs === 0) return motherLevel.unknown
    if (v[a + f.motherKey] === v[b + f.motherKey]) return motherLevel.same
    const likeness = nameClassOf(compareNames(mine, theirs))
    return likeness === nameLevel.differs || likeness === nameLevel.someWords ? motherLevel.differs : motherLevel.similar
  }

  return {
    name, birthNik, sex, cardAndPlace, mother,
    pattern: (left, right) => name(left, right) + birthNik(left, right) * groupSteps[1]! + sex(left, right) * groupSteps[2]!
      + (cardAndPlace(left, right) + mother(left, right) * motherStep) * groupSteps[3]!,
  }
}

/** Compares birth dates and NIK together, because each NIK holds a birth date. */
function createBirthNikComparer(v: Int32Array): (left: number, right: number) => number {
  function birth(a: number, b: number): number {
    const [mine, theirs] = [v[a + f.birth]!, v[b + f.birth]!]
    if (mine === 0 || theirs === 0) return isBirthInNik(a, b) ? birthLevel.inNik : birthLevel.unknown
    const hasDefault = ((v[a + f.about]! | v[b + f.about]!) & flag.defaultBirth) !== 0
    if (mine === theirs) return hasDefault ? birthLevel.sameDefault : birthLevel.same
    if (isBirthInNik(a, b)) return birthLevel.inNik
    const apart = Math.abs(v[a + f.year]! - v[b + f.year]!)
    if (hasDefault) return levelOfDefault(apart)
    if (isBirthSlip(a, b, apart)) return birthLevel.slip
    return apart === 0 ? birthLevel.year : birthLevel.differs
  }

  /** The NIK of one tells the birth date of the other: one of the recorded dates is wrong, or missing. */
  function isBirthInNik(a: number, b: number): boolean {
    const [mine, theirs] = [v[a + f.nikBirth]!, v[b + f.nikBirth]!]
    return (mine !== 0 && mine === v[b + f.birth]) || (theirs !== 0 && theirs === v[a + f.birth])
  }

  function isBirthSlip(a: number, b: number, yearsApart: number): boolean {
    const [mine, theirs] = [v[a + f.birth]! % 10_000, v[b + f.birth]! % 10_000]
    if (mine === theirs) return yearsApart === 1 || yearsApart === 10
    if (yearsApart === 0 && mine === (theirs % 100) * 100 + Math.floor(theirs / 100)) return true
    return isDigitSlip(v[a + f.birthDigits]!, v[b + f.birthDigits]!)
  }

  function nik(a: number, b: number): number {
    const left = { high: v[a + f.nikHigh]!, low: v[a + f.nikLow]! }
    const right = { high: v[b + f.nikHigh]!, low: v[b + f.nikLow]! }
    if (left.high === 0 || right.high === 0) return nikLevel.unknown
    if (left.high === right.high && left.low === right.low) return nikLevel.same
    // Region and birth date alike, serial not: two people registered of one day, or twins.
    if (left.high === right.high && (left.low >>> 16) === (right.low >>> 16)) return nikLevel.neighbour
    return longSlips(left, right, 2) <= 2 ? nikLevel.slip : nikLevel.differs
  }

  return (left, right) => joinBirthNik(birth(left * rowLength, right * rowLength), nik(left * rowLength, right * rowLength))
}

function card(mine: number, theirs: number): number {
  if (mine === 0 || theirs === 0) return cardLevel.unknown
  return mine === theirs ? cardLevel.same : cardLevel.differs
}

/** Where one of the days stands for "unknown", only the years tell, and they are estimates. */
function levelOfDefault(yearsApart: number): number {
  if (yearsApart === 0) return birthLevel.yearDefault
  return yearsApart <= nearYears ? birthLevel.near : birthLevel.differs
}
