import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { ImportState } from './import.contract.ts'

const hourMs = 3_600_000

/** Until when a stored list can be taken back, by the rule of the day on which it was stored; null when it cannot be, or not yet. */
export function undoableUntil(regency: Pick<Regency, 'lists'>, list: { readonly state: ImportState; readonly storedAt: Date | null }): Date | null {
  if (list.state !== 'confirmed' || list.storedAt === null) return null
  return new Date(list.storedAt.getTime() + undoHours(regency, list.storedAt) * hourMs)
}

/** For how many hours a list that is stored at a moment can be taken back. */
export function undoHours(regency: Pick<Regency, 'lists'>, at: Date): number {
  const day = at.toISOString().slice(0, 10)
  return regency.lists.undo.filter((rule) => rule.from <= day).toSorted((one, other) => (one.from < other.from ? 1 : -1))[0]?.hours ?? 0
}
