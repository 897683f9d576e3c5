import type { Keys } from '#platform/keys.ts'
import type { Cell } from '#platform/sheets/cell.ts'
import type { PersonRow } from './row.rules.ts'

/** The keys, as far as rows of lists need them (`#platform/keys.ts` has them). */
export interface RowKeys {
  readonly seal: (plain: string) => Buffer
  /** Null when the row is of somebody whose key was destroyed. */
  readonly openKept: (sealed: Buffer) => string | null
}

/** Column → the text that a person put in the place of what came. */
export type Corrections = Readonly<Record<string, string>>

/** Closes the cells of a row as they came. */
export function sealCells(keys: RowKeys, cells: readonly Cell[]): Buffer {
  return keys.seal(JSON.stringify(cells))
}

/** The cells that `sealCells` closed; none of somebody who was removed. */
export function openCells(keys: RowKeys, sealed: Buffer): readonly Cell[] {
  return JSON.parse(keys.openKept(sealed) ?? '[]') as readonly Cell[]
}

/** Closes the corrections of a row; null when there are none. */
export function sealCorrections(keys: RowKeys, corrections: Corrections): Buffer | null {
  return Object.keys(corrections).length === 0 ? null : keys.seal(JSON.stringify(corrections))
}

/** The corrections that `sealCorrections` closed. */
export function openCorrections(keys: RowKeys, sealed: Buffer | null): Corrections {
  return sealed === null ? {} : (JSON.parse(keys.openKept(sealed) ?? '{}') as Corrections)
}

/** The cells of a row as they count: what a person typed is text, so that a number of identity keeps its digits. */
export function correctedCells(cells: readonly Cell[], corrections: Corrections): readonly Cell[] {
  const corrected = [...cells]
  for (const [column, text] of Object.entries(corrections)) {
    while (corrected.length <= Number(column)) corrected.push(null)
    corrected[Number(column)] = text.trim() === '' ? null : text
  }
  return corrected
}

/** A keyed hash by which addresses of two lists are compared; null where the row names none. */
export function macOfAddress(keys: Pick<Keys, 'mac'>, person: PersonRow): Buffer | null {
  const { villageId, hamlet, rt, rw, addressText } = person
  if (hamlet === null && rt === null && rw === null && addressText === null) return null
  const words = [villageId, hamlet, rt, rw, addressText].map((part) => `${part ?? ''}`.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
  return keys.mac('address', words.join('|'))
}

/** Closes what was read from a row. */
export function sealPerson(keys: RowKeys, person: PersonRow): Buffer {
  return keys.seal(JSON.stringify(person))
}

/**
 * The person that `sealPerson` closed, null when they were removed; a row that was checked before houses and health were read says nothing of them.
 */
export function openPerson(keys: RowKeys, sealed: Buffer): PersonRow | null {
  const text = keys.openKept(sealed)
  return text === null ? null : ({ household: {}, health: {}, monthlyIncomeRupiah: null, ...JSON.parse(text) } as PersonRow)
}
