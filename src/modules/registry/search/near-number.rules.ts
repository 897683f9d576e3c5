import { parseCard } from '#modules/registry/family/card.rules.ts'
import { parseNik } from '#modules/registry/person/nik.rules.ts'

/** A number that may have been meant. */
export interface NearNumber {
  readonly digits: string
  /** Which digits of what was typed are others in it, counted from the left, from 1: one that is wrong, or two neighbours that changed places. */
  readonly differing: readonly number[]
}

/** The NIK from which a typed number is one slip away: those that can be one, with a region, a birthday and a serial. */
export function nearNiks(typed: string): readonly NearNumber[] {
  return nearNumbers(typed).filter(({ digits }) => parseNik(digits).ok)
}

/** The family card numbers from which a typed number is one slip away. */
export function nearCards(typed: string): readonly NearNumber[] {
  return nearNumbers(typed).filter(({ digits }) => parseCard(digits).ok)
}

/** Of sixteen digits: 9 other digits in each place, and each two neighbours that are not the same, swapped. Each number once. */
function nearNumbers(typed: string): readonly NearNumber[] {
  const places = Array.from(typed, (_, at) => at)
  return [...places.flatMap((at) => withOtherDigit(typed, at)), ...places.slice(1).flatMap((at) => withSwapped(typed, at))]
}

function withOtherDigit(typed: string, at: number): readonly NearNumber[] {
  return Array.from('0123456789').filter((digit) => digit !== typed[at])
    .map((digit) => ({ digits: typed.slice(0, at) + digit + typed.slice(at + 1), differing: [at + 1] }))
}

function withSwapped(typed: string, at: number): readonly NearNumber[] {
  if (typed[at - 1] === typed[at]) return []
  return [{ digits: typed.slice(0, at - 1) + typed[at]! + typed[at - 1]! + typed.slice(at + 1), differing: [at, at + 1] }]
}
