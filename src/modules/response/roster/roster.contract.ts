import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

export const RosterKind = z.enum(['duty', 'absence'])
export type RosterKind = z.infer<typeof RosterKind>

/** Somebody is on duty, or away with somebody in their place, from a first to a last day. */
export const RosterEntry = z.object({
  entryId: z.uuid(),
  kind: RosterKind,
  accountId: z.uuid(),
  name: z.string(),
  deputyAccountId: z.uuid().nullable(),
  deputyName: z.string().nullable(),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  plannedByName: z.string(),
}).meta({ id: 'RosterEntry' })
export type RosterEntry = Readonly<z.infer<typeof RosterEntry>>

/** One office's roster from today on. */
export const Roster = z.object({
  today: z.iso.date(),
  entries: z.array(RosterEntry),
  colleagues: z.array(z.object({ accountId: z.uuid(), name: z.string() })),
  /** Whether the reader may plan for others; their own absence everybody enters. */
  mayPlanForOthers: z.boolean(),
}).meta({ id: 'Roster' })
export type Roster = Readonly<z.infer<typeof Roster>>

const Entry = z.object({
  kind: RosterKind,
  accountId: z.uuid(),
  deputyAccountId: z.uuid().nullable(),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
})
export type NewRosterEntry = z.infer<typeof Entry>

export const rosterOperations = {
  readRoster: {
    method: 'GET', path: '/api/response/roster', access: 'response.case.read', ok: Roster, refusals: { roster_without_office: 409 },
    summary: 'Who of one’s own office is on duty and who is away, from today on.',
  },
  planRoster: {
    method: 'POST', path: '/api/response/roster', access: 'response.case.read', body: Entry, ok: RosterEntry, status: 201,
    summary: 'Enter a duty or an absence. For others only who gives tasks out.',
    refusals: {
      roster_without_office: 409, roster_of_others: 403, officer_unknown: 422, roster_days_reversed: 422, roster_day_past: 422,
      roster_deputy_same: 422, roster_overlaps: 409,
    },
  },
  withdrawRosterEntry: {
    method: 'POST', path: '/api/response/roster/:entryId/withdrawal', access: 'response.case.read', params: z.object({ entryId: z.uuid() }),
    ok: z.object({ entryId: z.uuid() }), summary: 'Take back a duty or an absence.', refusals: { roster_of_others: 403 },
  },
} as const satisfies Operations
