import { z } from 'zod'

/** How the officer found the door: somebody was met, nobody was at home, the house is not there, or the family would not talk. */
export const VisitOutcome = z.enum(['met', 'absent', 'wrong_address', 'refused'])
export type VisitOutcome = z.infer<typeof VisitOutcome>

/** How the case stood when a visit made without signal arrived. Whatever it says, the visit is kept. */
export const VisitStanding = z.enum(['in_hand', 'held_by_other', 'handed_over', 'task_done', 'concluded', 'closed', 'out_of_reach', 'own_conflict'])
export type VisitStanding = z.infer<typeof VisitStanding>

export const VisitPlace = z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180), accuracyMeters: z.number().min(0).nullable() })
export type VisitPlace = Readonly<z.infer<typeof VisitPlace>>

export const VisitView = z.object({
  visitId: z.uuid(),
  visitedAt: z.iso.datetime(),
  officeId: z.int(),
  byName: z.string(),
  findings: z.string(),
  /** Null for a visit written down at the desk. */
  outcome: VisitOutcome.nullable(),
  standing: VisitStanding.nullable(),
  /** What was ticked in the list of findings, in words. */
  ticked: z.array(z.object({ id: z.string(), en: z.string() })),
  place: VisitPlace.nullable(),
  photos: z.array(z.object({ photoId: z.uuid(), takenAt: z.iso.datetime().nullable(), place: VisitPlace.nullable() })),
}).meta({ id: 'CaseVisit' })
export type VisitView = z.infer<typeof VisitView>

/** A visit as it is kept: what was ticked stands in it by its keys. */
export interface KeptVisit extends Omit<VisitView, 'ticked' | 'visitedAt'> {
  readonly visitedAt: Date
  readonly findingKeys: readonly string[]
}
