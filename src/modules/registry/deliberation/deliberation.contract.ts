import { z } from 'zod'
import { AreaId } from '#modules/people/area/area.contract.ts'
import { ProposalKind } from '#modules/people/regency/regency.contract.ts'
import { SignedCopy, signedCopyLimits } from '#modules/registry/signed-copy/signed-copy.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const DeliberationState = z.enum(['planned', 'open', 'closed', 'cancelled', 'withdrawn'])
export type DeliberationState = z.infer<typeof DeliberationState>

export const AttendeeRole = z.enum(['village_government', 'village_council', 'neighbourhood', 'community', 'cadre', 'companion', 'official', 'other'])
export type AttendeeRole = z.infer<typeof AttendeeRole>

export const deliberationLimits = { attendees: 300, items: 200 } as const

const Name = z.string().trim().min(2).max(120)
const Reason = z.string().trim().min(5).max(2_000)
const seenVersion = z.int().min(1)

export const Attendee = z.strictObject({ name: Name, role: AttendeeRole, present: z.boolean() })
export type Attendee = Readonly<z.infer<typeof Attendee>>

/** What a meeting decides about an item: for an objection, `agreed` means that it is right. */
export const ItemDecision = z.strictObject({
  decision: z.enum(['agreed', 'declined']),
  ballot: z.enum(['consensus', 'vote']),
  votesFor: z.int().min(0).max(500).nullable().default(null),
  votesAgainst: z.int().min(0).max(500).nullable().default(null),
  reason: Reason,
})
export type ItemDecision = Readonly<z.infer<typeof ItemDecision>>

/** One line of the agenda: a proposal or an objection, with the name that it is about. */
export const AgendaItem = z.object({
  itemNo: z.int(),
  proposalId: z.uuid().nullable(),
  objectionId: z.uuid().nullable(),
  kind: z.enum([...ProposalKind.options, 'objection']),
  subjectName: z.string(),
  subjectAddress: z.string().nullable(),
  decision: ItemDecision.nullable(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

export const DeliberationRow = z.object({
  deliberationId: z.uuid(),
  state: DeliberationState,
  areaId: z.int(),
  villageName: z.string(),
  heldOn: z.iso.date(),
  startsAt: z.string(),
  place: z.string(),
  number: z.string().nullable(),
  itemCount: z.int(),
})
export type DeliberationRow = z.infer<typeof DeliberationRow>

export const DeliberationDetail = DeliberationRow.extend({
  version: z.int(),
  isUrban: z.boolean(),
  chairName: z.string(),
  secretaryName: z.string(),
  attendees: z.array(Attendee),
  items: z.array(AgendaItem),
  quorum: z.object({ needed: z.int(), present: z.int(), invited: z.int(), isReached: z.boolean(), source: z.string() }),
  /** Why the meeting cannot be closed yet. */
  missing: z.array(z.enum(['not_open', 'quorum', 'items', 'decisions'])),
  closedAt: z.iso.datetime().nullable(),
  closedByName: z.string().nullable(),
  minutesSha256: z.string().nullable(),
  signedCopy: SignedCopy.nullable(),
  endedReason: z.string().nullable(),
}).meta({ id: 'DeliberationDetail' })
export type DeliberationDetail = z.infer<typeof DeliberationDetail>

/** What is ready to be put on an agenda. */
export const AgendaCandidate = z.object({
  proposalId: z.uuid().nullable(), objectionId: z.uuid().nullable(), kind: AgendaItem.shape.kind, subjectName: z.string(), subjectAddress: z.string().nullable(),
})
export type AgendaCandidate = z.infer<typeof AgendaCandidate>

export const DeliberationPlan = z.strictObject({
  areaId: AreaId, heldOn: z.iso.date(), startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), place: z.string().trim().min(2).max(200),
  chairName: Name, secretaryName: Name,
}).meta({ id: 'DeliberationPlan' })
export type DeliberationPlan = Readonly<z.infer<typeof DeliberationPlan>>

const path = '/api/registry/deliberations'
const params = z.object({ deliberationId: z.uuid() })
const Done = z.object({ state: DeliberationState, version: z.int() })
const hold = 'registry.deliberation.hold'
const stepRefusals = { deliberation_step_out_of_order: 409, deliberation_changed: 409 } as const

export const deliberationOperations = {
  planDeliberation: {
    method: 'POST', path, access: hold, status: 201, summary: 'Plan a village meeting.', body: DeliberationPlan,
    ok: z.object({ deliberationId: z.uuid() }), refusals: { village_needed: 422, area_not_yours: 422 },
  },
  listDeliberations: {
    method: 'GET', path, access: 'registry.proposal.read', summary: 'Village meetings of the reader’s area, the latest first.',
    query: z.object({ state: DeliberationState.optional(), after: z.string().max(120).optional() }),
    ok: z.object({ items: z.array(DeliberationRow), next: z.string().nullable() }), refusals: { cursor_unknown: 422 },
  },
  getDeliberation: {
    method: 'GET', path: `${path}/:deliberationId`, access: 'registry.proposal.read',
    summary: 'One meeting with attendance, agenda and decisions. The look is written down.', params, ok: DeliberationDetail,
  },
  listAgendaCandidates: {
    method: 'GET', path: `${path}/:deliberationId/candidates`, access: hold, summary: 'Checked proposals and open objections of the village that are on no agenda.',
    params, ok: z.object({ items: z.array(AgendaCandidate) }),
  },
  changeDeliberation: {
    method: 'PUT', path: `${path}/:deliberationId`, access: hold, summary: 'Another day, time, place, chair or secretary, before it closes.',
    params, body: DeliberationPlan.omit({ areaId: true }).extend({ seenVersion }), ok: Done, refusals: stepRefusals,
  },
  setAttendance: {
    method: 'PUT', path: `${path}/:deliberationId/attendees`, access: hold, summary: 'Who was invited, and who is there.',
    params, body: z.strictObject({ seenVersion, attendees: z.array(Attendee).max(deliberationLimits.attendees) }), ok: Done, refusals: stepRefusals,
  },
  setAgenda: {
    method: 'PUT', path: `${path}/:deliberationId/agenda`, access: hold, summary: 'What the meeting decides about, in this order. Decisions of what stays are kept.',
    params, body: z.strictObject({
      seenVersion, proposalIds: z.array(z.uuid()).max(deliberationLimits.items), objectionIds: z.array(z.uuid()).max(deliberationLimits.items).default([]),
    }),
    ok: Done, refusals: { ...stepRefusals, agenda_item_unready: 409 },
  },
  openDeliberation: {
    method: 'POST', path: `${path}/:deliberationId/opening`, access: hold, status: 200, summary: 'The meeting begins.',
    params, body: z.strictObject({ seenVersion }), ok: Done, refusals: stepRefusals,
  },
  decideItem: {
    method: 'PUT', path: `${path}/:deliberationId/items/:itemNo`, access: hold, summary: 'What the meeting decides about one item, and why.',
    params: params.extend({ itemNo: z.coerce.number().int().min(1).max(deliberationLimits.items) }),
    body: ItemDecision.extend({ seenVersion }), ok: Done, refusals: { ...stepRefusals, votes_missing: 422 },
  },
  closeDeliberation: {
    method: 'POST', path: `${path}/:deliberationId/closing`, access: 'registry.deliberation.close', status: 200,
    summary: 'The meeting ends: its minutes get their number and their file, and every decision takes effect. Nothing can be changed afterwards.',
    params, body: z.strictObject({ seenVersion }), ok: Done.extend({ number: z.string() }),
    refusals: { ...stepRefusals, quorum_missing: 409, decisions_missing: 409, agenda_item_unready: 409, own_step: 409, own_household: 409 },
  },
  cancelDeliberation: {
    method: 'POST', path: `${path}/:deliberationId/cancellation`, access: hold, status: 200, summary: 'The meeting does not take place; its items are free again.',
    params, body: z.strictObject({ seenVersion, reason: Reason }), ok: Done, refusals: stepRefusals,
  },
  withdrawMinutes: {
    method: 'POST', path: `${path}/:deliberationId/withdrawal`, access: 'registry.deliberation.close', status: 200,
    summary: 'The minutes count no more, for a reason; their number stays used, and what they decided goes back to the village.',
    params, body: z.strictObject({ seenVersion, reason: Reason }), ok: Done, refusals: { ...stepRefusals, minutes_in_use: 409 },
  },
  readMinutes: {
    method: 'GET', path: `${path}/:deliberationId/minutes`, access: 'registry.proposal.read', file: true,
    summary: 'The minutes as PDF. The read is recorded.', params, ok: z.unknown(),
  },
  attachScan: {
    method: 'POST', path: `${path}/:deliberationId/scan`, access: hold, status: 200, summary: 'The signed copy as PDF, JPEG or PNG; it is made anew, so that nothing hides in it.',
    params, raw: { maxBytes: signedCopyLimits.fileBytes }, ok: Done, refusals: { deliberation_step_out_of_order: 409, scan_unreadable: 422 },
  },
  readScan: {
    method: 'GET', path: `${path}/:deliberationId/scan`, access: 'registry.proposal.read', file: true,
    summary: 'The signed copy. The read is recorded.', params, ok: z.unknown(),
  },
} as const satisfies Operations
