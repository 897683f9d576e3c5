import { hamletKey } from '#modules/registry/family/address.rules.ts'
import type { FamilyFilter } from './family-filter.contract.ts'

/** What a filter asks, with its words looked up. */
export interface FamilyCriteria {
  /** Areas of the actor's scope. */
  readonly areaIds: readonly number[]
  readonly hamletKey: string | null
  readonly rw: number | null
  readonly rt: number | null
  readonly decile: { readonly from: number; readonly to: number } | null
  /** Days between which a member was born (YYYY-MM-DD). */
  readonly born: { readonly from: string; readonly to: string } | null
  readonly without: 'nik' | 'decile' | null
}

/** Where a family or person stands in the order of a list: the next page begins after it. */
export interface SubjectMark {
  readonly areaId: number
  readonly hamletKey: string
  readonly rw: number
  readonly rt: number
  readonly subjectId: string
}

/** A mark as one word for the address. */
export function writeSubjectMark({ areaId, hamletKey: hamlet, rw, rt, subjectId }: SubjectMark): string {
  return [areaId, hamlet, rw, rt, subjectId].join('~')
}

/** Reads a mark; undefined when somebody made it up. */
export function readSubjectMark(text: string): SubjectMark | undefined {
  const parts = /^(\d{1,6})~([A-Z0-9 ]{0,200})~(\d{1,3})~(\d{1,3})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(text)
  return parts === null ? undefined : { areaId: Number(parts[1]), hamletKey: parts[2]!, rw: Number(parts[3]), rt: Number(parts[4]), subjectId: parts[5]! }
}

/** What a filter asks of families. `areaIds`: the areas of the scope that the filter's area leaves; `today` makes ages into days of birth. */
export function criteriaOf(filter: FamilyFilter, areaIds: readonly number[], today: string): FamilyCriteria {
  const { decileFrom, decileTo, ageFrom, ageTo } = filter
  const hamlet = hamletKey(filter.hamlet ?? '')
  return {
    areaIds, hamletKey: hamlet === '' ? null : hamlet, rw: filter.rw ?? null, rt: filter.rt ?? null, without: filter.without ?? null,
    decile: decileFrom === undefined && decileTo === undefined ? null : { from: decileFrom ?? 1, to: decileTo ?? 10 },
    born: ageFrom === undefined && ageTo === undefined ? null : { from: bornAfter(today, ageTo ?? 150), to: yearsBefore(today, ageFrom ?? 0) },
  }
}

/** The first day of birth of those who are not older than `age` today. */
function bornAfter(today: string, age: number): string {
  const day = new Date(`${yearsBefore(today, age + 1)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}

/** The same day some years before; 29 February becomes 28 in other years. */
function yearsBefore(today: string, years: number): string {
  const year = String(Number(today.slice(0, 4)) - years).padStart(4, '0')
  const isLeap = new Date(`${year}-02-29T00:00:00Z`).getUTCDate() === 29
  const rest = today.slice(4)
  return rest === '-02-29' && !isLeap ? `${year}-02-28` : `${year}${rest}`
}
