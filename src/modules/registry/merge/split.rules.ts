import { err, ok, type Result } from '#platform/result.ts'

/** One thing that a source record says of a person, or that hangs on it. */
export interface Held {
  readonly personId: string
  readonly sourceRecordId: string
}

/** What a row says of the facts that stand on the person, the strongest row first. */
export interface FactStatement extends Held {
  readonly areaId: number
  readonly name: string | null
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthPlace: string | null
}

export interface Facts {
  readonly areaId: number
  readonly name: string
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthPlace: string | null
  readonly sourceRecordId: string | null
}

export type SplitRefused = { readonly kind: 'record_unknown' | 'split_takes_all' }

/** Whether the records may go: each is one of the person's, and none of those it is taken from is left with nothing. */
export function checkSplit(held: readonly Held[], sourceRecordIds: readonly string[]): Result<{ readonly from: readonly string[] }, SplitRefused> {
  const going = new Set(sourceRecordIds)
  const moved = held.filter((each) => going.has(each.sourceRecordId))
  if (new Set(moved.map((each) => each.sourceRecordId)).size !== going.size) return err({ kind: 'record_unknown' })
  const from = [...new Set(moved.map((each) => each.personId))]
  const isLeft = (personId: string) => held.some((each) => each.personId === personId && !going.has(each.sourceRecordId))
  return from.every(isLeft) ? ok({ from }) : err({ kind: 'split_takes_all' })
}

/** The facts that stand on a person, from what rows say, the strongest first; where no row says anything, what was known stays. */
export function factsOf(statements: readonly FactStatement[], known: Facts): Facts {
  const named = statements.find((row) => row.name !== null)
  const lead = named ?? statements[0]
  if (lead === undefined) return known
  if (named?.name == null) return { ...known, sourceRecordId: lead.sourceRecordId }
  return {
    areaId: named.areaId, name: named.name, sex: said(statements, 'sex'), birthOn: said(statements, 'birthOn'), birthPlace: said(statements, 'birthPlace'),
    sourceRecordId: named.sourceRecordId,
  }
}

function said<K extends 'sex' | 'birthOn' | 'birthPlace'>(statements: readonly FactStatement[], fact: K): FactStatement[K] | null {
  return statements.find((row) => row[fact] !== null)?.[fact] ?? null
}
