import { err, ok, type Result } from '#platform/result.ts'

/** What decides which of two stands for both: the one about whom the stronger list speaks, so that what screens show needs no rewriting. */
export interface Standing {
  readonly subjectId: string
  readonly rootId: string
  readonly areaId: number
  /** Strength of the source that brought the facts (0–100); null for somebody who was only reported. */
  readonly strength: number | null
  /** The day for which that source holds. */
  readonly asOfOn: string | null
  readonly hasNumber: boolean
  readonly isRegistered: boolean
  readonly recordedAt: Date
}

export type MergeRefused = { readonly kind: 'not_found' | 'already_merged' }

/** Which of two roots is kept: registered, then the stronger and later source, then the one with a number, then the older. */
export function chooseKept(one: Standing, other: Standing): { readonly kept: Standing; readonly absorbed: Standing } {
  return compareStanding(one, other) <= 0 ? { kept: one, absorbed: other } : { kept: other, absorbed: one }
}

function compareStanding(one: Standing, other: Standing): number {
  return Number(other.isRegistered) - Number(one.isRegistered)
    || (other.strength ?? -1) - (one.strength ?? -1)
    || compareText(other.asOfOn ?? '', one.asOfOn ?? '')
    || Number(other.hasNumber) - Number(one.hasNumber)
    || one.recordedAt.getTime() - other.recordedAt.getTime()
    || compareText(one.subjectId, other.subjectId)
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Two roots may become one unless they are one already. */
export function checkMerge(one: Standing | undefined, other: Standing | undefined): Result<{ kept: Standing; absorbed: Standing }, MergeRefused> {
  if (one === undefined || other === undefined) return err({ kind: 'not_found' })
  if (one.subjectId === other.subjectId) return err({ kind: 'already_merged' })
  return ok(chooseKept(one, other))
}

/** The most exact area around two: the same village or district, else the regency (0). */
export function areaAround(one: number, other: number): number {
  if (one === other) return one
  const [district, otherDistrict] = [districtOf(one), districtOf(other)]
  return district === otherDistrict ? district : 0
}

function districtOf(areaId: number): number {
  return areaId < 100 ? areaId : Math.floor(areaId / 10_000)
}
