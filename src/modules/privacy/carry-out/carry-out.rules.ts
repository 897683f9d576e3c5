import type { RequestKind } from '#modules/people/regency/regency.contract.ts'
import type { CorrectedValues } from '#modules/registry/attribute/attribute.contract.ts'
import type { Day } from '#platform/day.ts'
import type { CarriedOutBy } from './carry-out.contract.ts'

export type WayRefused = { readonly kind: 'nothing_to_carry_out' | 'request_done' | 'way_unfit' | 'values_missing' | 'day_in_future' | 'told_missing' }

/** What of a person can be put right from a request, in the order of its form. */
export const correctable = ['name', 'sex', 'birthOn', 'birthPlace', 'motherName', 'fatherName', 'marital'] as const satisfies readonly (keyof CorrectedValues)[]
export type Correctable = (typeof correctable)[number]

/** The ways in which a request of a kind can be carried out, the likeliest first. */
export function waysFor(kind: RequestKind): readonly CarriedOutBy['kind'][] {
  return kind === 'correction' ? ['values', 'event', 'visit', 'hand'] : ['processing', 'hand']
}

interface Granted {
  readonly kind: RequestKind
  readonly taskDueAt: Date | null
  readonly doneAt: Date | null
  /** How the person was recognised at a counter; null when they asked themselves. */
  readonly recognisedBy: string | null
}

/** Why a request cannot be carried out in this way; undefined when it can. */
export function refuseWay(request: Granted, asked: { by: CarriedOutBy; toldHow: string | null; today: Day }): WayRefused | undefined {
  const { by } = asked
  if (request.doneAt !== null) return { kind: 'request_done' }
  if (request.taskDueAt === null) return { kind: 'nothing_to_carry_out' }
  if (!waysFor(request.kind).includes(by.kind)) return { kind: 'way_unfit' }
  if (by.kind === 'values' && Object.keys(by.values).length === 0) return { kind: 'values_missing' }
  if (by.kind === 'values' && by.values.birthOn !== undefined && by.values.birthOn > asked.today) return { kind: 'day_in_future' }
  if (request.recognisedBy !== null && asked.toldHow === null) return { kind: 'told_missing' }
  return undefined
}
