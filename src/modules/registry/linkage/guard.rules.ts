import { fieldLevels, type LinkGuard } from './linkage.contract.ts'
import { levelInPattern, nameLevel, nikLevel, sexLevel, splitLevel } from './pattern.rules.ts'
import { flag, rowField, rowLength, type Rows } from './row.rules.ts'

/** What keeps a pair of rows from being linked without a person, however likely it is. */
export function guardsOf(rows: Rows, [left, right]: readonly [number, number], pattern: number): readonly LinkGuard[] {
  const guards: LinkGuard[] = []
  if (hasTwoNiks(rows, left, right)) guards.push('two_niks')
  if (isNikOfAnother(pattern)) guards.push('nik_of_another')
  return guards
}

/** Two numbers that each agree with their own row's birth date and sex are two people, or one with a mistake that only a person can tell. */
export function hasTwoNiks({ values }: Rows, left: number, right: number): boolean {
  const [a, b] = [left * rowLength, right * rowLength]
  if ((values[a + rowField.about]! & values[b + rowField.about]! & flag.confirmedNik) === 0) return false
  return values[a + rowField.nikHigh] !== values[b + rowField.nikHigh] || values[a + rowField.nikLow] !== values[b + rowField.nikLow]
}

const commonest = fieldLevels.rarity.indexOf('rarity_very_common')

/** One number beside two different names, or two sexes under names that are not quite alike: typed from the line above, or lent to a relative. */
function isNikOfAnother(pattern: number): boolean {
  const nik = splitLevel(1, levelInPattern(pattern, 1))[1]
  if (nik !== nikLevel.same) return false
  const [name, rarity] = splitLevel(0, levelInPattern(pattern, 0))
  const sharesOnlyCommonWords = name === nameLevel.someWords && rarity === commonest
  const isAlike = name === nameLevel.same || name === nameLevel.similar
  return name === nameLevel.differs || sharesOnlyCommonWords || (levelInPattern(pattern, 2) === sexLevel.differs && !isAlike)
}

/** `isNikOfAnother` of every pattern, for those who ask millions of times. */
export function guardedPatterns(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, pattern) => (isNikOfAnother(pattern) ? 1 : 0))
}
