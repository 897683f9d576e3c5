import { z } from 'zod'
import { Rung, RungMove } from '#modules/response/case/case.contract.ts'
import { InboxRow } from '#modules/response/case/inbox.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/**
 * What a rung looks at. Here: open cases that stand with it, what is due first on top. Came: those that climbed to it. Above: those of its places that
 * climbed on past it. Down: those that were given back below it. The last three newest first.
 */
export const RungBox = z.enum(['here', 'came', 'above', 'down'])
export type RungBox = z.infer<typeof RungBox>

export const RungRow = z.object({
  row: InboxRow,
  leadShort: z.string(),
  /** How it last changed its rung, and why; null where it stands where it began. */
  moved: z.object({
    by: RungMove, at: z.iso.datetime(), rung: Rung, words: z.string().nullable(), byName: z.string(), fromShort: z.string().nullable(),
  }).nullable(),
  /** Where it goes next by itself, and when, if nothing is done; null when it will not. */
  climbs: z.object({ rung: Rung, at: z.iso.datetime() }).nullable(),
}).meta({ id: 'RungRow' })
export type RungRow = z.infer<typeof RungRow>

const Count = z.int().max(100)

/** On which rung the reader stands, and how many cases each box holds, counted up to a hundred. */
export const RungStanding = z.object({ rung: Rung, counts: z.object({ here: Count, came: Count, above: Count, down: Count }) }).meta({ id: 'RungStanding' })
export type RungStanding = z.infer<typeof RungStanding>

export const rungOperations = {
  getRung: {
    method: 'GET', path: '/api/response/rung', access: 'response.case.read', ok: RungStanding,
    summary: 'One’s rung of the ladder, and how many cases stand on it, came to it, climbed past it and were given back.',
  },
  listRungCases: {
    method: 'GET', path: '/api/response/rung-cases', access: 'response.case.read',
    query: z.object({ box: RungBox.default('here'), after: z.string().max(100).optional() }),
    ok: z.object({ items: z.array(RungRow), next: z.string().nullable() }).meta({ id: 'RungCases' }), refusals: { cursor_unknown: 422 },
    summary: 'The cases of one box, with how each came to its rung and where it climbs next. The reading is logged.',
  },
} as const satisfies Operations
