import { z } from 'zod'
import { ProposalKind } from '#modules/people/regency/regency.contract.ts'
import { SignedCopy, signedCopyLimits } from '#modules/registry/signed-copy/signed-copy.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const DeterminationState = z.enum(['draft', 'determined', 'discarded'])
export type DeterminationState = z.infer<typeof DeterminationState>

export const determinationLimits = { items: 2_000 } as const

const Reason = z.string().trim().min(5).max(2_000)
const Name = z.string().trim().min(2).max(120)
const seenVersion = z.int().min(1)
const ProposalIds = z.array(z.uuid()).min(1).max(determinationLimits.items)

/** One family of a determination, with its number covered: the list goes round as a paper. */
export const DeterminationItem = z.object({
  proposalId: z.uuid(), kind: ProposalKind, subjectName: z.string(), nikMasked: z.string().nullable(), areaId: z.int(), villageName: z.string(),
  districtName: z.string().nullable(), minutes: z.string().nullable(),
})
export type DeterminationItem = z.infer<typeof DeterminationItem>

export const DeterminationRow = z.object({
  determinationId: z.uuid(),
  state: DeterminationState,
  /** A determination that takes items of an earlier one back out. */
  isCorrection: z.boolean(),
  itemCount: z.int(),
  preparedByName: z.string(),
  preparedAt: z.iso.datetime(),
  decreeNumber: z.string().nullable(),
  decreeOn: z.iso.date().nullable(),
  month: z.string().nullable(),
})
export type DeterminationRow = z.infer<typeof DeterminationRow>

export const DeterminationDetail = DeterminationRow.extend({
  version: z.int(),
  corrects: z.object({ determinationId: z.uuid(), decreeNumber: z.string() }).nullable(),
  correctedBy: z.array(z.object({ determinationId: z.uuid(), decreeNumber: z.string().nullable(), state: DeterminationState })),
  reason: z.string().nullable(),
  signerName: z.string().nullable(),
  signerTitle: z.string().nullable(),
  determinedByName: z.string().nullable(),
  determinedAt: z.iso.datetime().nullable(),
  documentSha256: z.string().nullable(),
  /** The decree itself as it was signed, scanned; null until somebody attaches it. */
  signedCopy: SignedCopy.nullable(),
  discardedByName: z.string().nullable(),
  discardReason: z.string().nullable(),
  items: z.array(DeterminationItem.extend({ isStillDetermined: z.boolean() })),
  /** Whether the reader prepared it: then somebody else enters the decree. */
  isOwn: z.boolean(),
  /** The month that its items belong to when the decree is entered today. */
  monthToday: z.string(),
}).meta({ id: 'DeterminationDetail' })
export type DeterminationDetail = z.infer<typeof DeterminationDetail>

/** What the decree says; whoever enters it has the signed paper in hand. */
export const Decree = z.strictObject({ decreeNumber: z.string().trim().min(3).max(120), decreeOn: z.iso.date(), signerName: Name, signerTitle: Name })
export type Decree = Readonly<z.infer<typeof Decree>>

const path = '/api/registry/determinations'
const params = z.object({ determinationId: z.uuid() })
const Done = z.object({ state: DeterminationState, version: z.int() })
const refusals = { determination_changed: 409, determination_settled: 409 } as const

export const determinationOperations = {
  listDeterminations: {
    method: 'GET', path, access: 'registry.proposal.read', summary: 'Determinations of the reader’s area, the latest first.',
    query: z.object({ after: z.string().max(120).optional() }),
    ok: z.object({ items: z.array(DeterminationRow), next: z.string().nullable() }), refusals: { cursor_unknown: 422 },
  },
  listDeterminationCandidates: {
    method: 'GET', path: '/api/registry/determination-candidates', access: 'registry.proposal.confirm',
    summary: 'Confirmed proposals that no draft holds. The look is written down.', ok: z.object({ items: z.array(DeterminationItem) }),
  },
  prepareDetermination: {
    method: 'POST', path, access: 'registry.proposal.confirm', status: 201, summary: 'Put confirmed proposals together for a decree.',
    body: z.strictObject({ proposalIds: ProposalIds }), ok: z.object({ determinationId: z.uuid() }),
    refusals: { determination_item_unready: 409, own_household: 409 },
  },
  getDetermination: {
    method: 'GET', path: `${path}/:determinationId`, access: 'registry.proposal.read', summary: 'One determination with its list. The look is written down.',
    params, ok: DeterminationDetail,
  },
  determineProposals: {
    method: 'POST', path: `${path}/:determinationId/decree`, access: 'registry.proposal.determine', status: 200,
    summary: 'The signed decree is entered, by somebody other than who prepared the list: every item is determined, and the list frozen as PDF.',
    params, body: Decree.extend({ seenVersion }), ok: Done.extend({ month: z.string() }),
    refusals: {
      ...refusals, determination_is_own: 409, determination_item_unready: 409, own_step: 409, own_household: 409, decree_day_in_future: 422,
      decree_number_used: 409,
    },
  },
  discardDetermination: {
    method: 'POST', path: `${path}/:determinationId/discarding`, access: 'registry.proposal.return', status: 200,
    summary: 'The draft is given up for a reason; its proposals are free for another.', params, body: z.strictObject({ seenVersion, reason: Reason }), ok: Done,
    refusals,
  },
  prepareCorrection: {
    method: 'POST', path: `${path}/:determinationId/corrections`, access: 'registry.proposal.confirm', status: 201,
    summary: 'Prepare a correcting determination: these items are taken back out, when its own decree is entered.',
    params, body: z.strictObject({ proposalIds: ProposalIds, reason: Reason }), ok: z.object({ determinationId: z.uuid() }),
    refusals: { determination_not_in_force: 409, determination_item_unready: 409, own_household: 409 },
  },
  readDeterminationDocument: {
    method: 'GET', path: `${path}/:determinationId/document`, access: 'registry.proposal.read', file: true,
    summary: 'The frozen list of a determination as PDF. The read is recorded.', params, ok: z.unknown(),
  },
  attachDecree: {
    method: 'POST', path: `${path}/:determinationId/scan`, access: 'registry.proposal.determine', status: 200,
    summary: 'The decree as it was signed, as PDF, JPEG or PNG; it is made anew, so that nothing hides in it. An earlier copy is replaced.',
    params, raw: { maxBytes: signedCopyLimits.fileBytes }, ok: Done, refusals: { determination_not_in_force: 409, scan_unreadable: 422 },
  },
  readSignedDecree: {
    method: 'GET', path: `${path}/:determinationId/scan`, access: 'registry.proposal.read', file: true,
    summary: 'The signed decree. The read is recorded.', params, ok: z.unknown(),
  },
} as const satisfies Operations
