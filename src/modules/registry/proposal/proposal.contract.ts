import { z } from 'zod'
import { AreaId } from '#modules/people/area/area.contract.ts'
import { Bilingual, ProposalKind } from '#modules/people/regency/regency.contract.ts'
import type { Operations } from '#platform/http/contract.ts'
import { proposalStates } from './state.rules.ts'

export { ProposalKind } from '#modules/people/regency/regency.contract.ts'

export const ProposalState = z.enum(proposalStates)
export type ProposalState = z.infer<typeof ProposalState>

export const ProposalAct = z.enum([
  'submit', 'check', 'agree', 'decline', 'verify', 'confirm', 'determine', 'export', 'accept', 'reject', 'return', 'reopen', 'revoke', 'withdraw',
])
export type ProposalAct = z.infer<typeof ProposalAct>

export const proposalLimits = { reasonLength: 2_000, nameLength: 120, addressLength: 300, people: 200, photos: 5, photoBytes: 12_000_000, criteria: 20 } as const

const ProposalId = z.uuid()
const Words = z.string().trim().min(5).max(proposalLimits.reasonLength)
const Photos = z.array(z.string().max(200)).max(proposalLimits.photos).default([])
const seenVersion = z.int().min(1)

/** What somebody proposes, as it is sent: the residents' page and the API have the same fields. The rules name every problem at once. */
export const ProposalDraft = z.strictObject({
  kind: ProposalKind.optional(),
  /** A family of the registry; the other words about the family are then read there. */
  familyId: z.uuid().optional(),
  /** A proposal that was refused, made anew: its family, and its numbers where none are told. For officers. */
  againOf: z.uuid().optional(),
  subjectName: z.string().optional(),
  subjectNik: z.string().optional(),
  subjectCard: z.string().optional(),
  subjectAddress: z.string().optional(),
  peopleCount: z.union([z.int(), z.string()]).optional(),
  areaId: AreaId.optional(),
  criteria: z.array(z.string().max(60)).max(proposalLimits.criteria).optional(),
  reason: z.string().optional(),
  /** Tokens that `addProposalPhoto` gave. */
  photos: z.array(z.string().max(200)).max(10).optional(),
  submitterName: z.string().optional(),
  submitterPhone: z.string().optional(),
}).meta({ id: 'ProposalDraft' })
export type ProposalDraft = Readonly<z.infer<typeof ProposalDraft>>

/** One thing wrong with a draft. `field` is a member of the draft. */
export const ProposalProblem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum([
      'proposal_kind_missing', 'subject_missing', 'nik_unreadable', 'card_unreadable', 'people_unreadable', 'village_missing', 'criterion_unknown',
      'criterion_missing', 'reason_missing', 'phone_unreadable', 'photo_unknown',
    ]),
    field: z.string(),
  }),
  z.object({ kind: z.literal('too_long'), field: z.string(), maximum: z.int(), length: z.int() }),
  z.object({ kind: z.literal('too_many_photos'), field: z.string(), maximum: z.int() }),
])
export type ProposalProblem = Readonly<z.infer<typeof ProposalProblem>>

export const ProposalReceipt = z.object({ proposalId: ProposalId, code: z.string(), submittedAt: z.iso.datetime() }).meta({ id: 'ProposalReceipt' })
export type ProposalReceipt = z.infer<typeof ProposalReceipt>

/** One line of the list. */
export const ProposalRow = z.object({
  proposalId: ProposalId,
  kind: ProposalKind,
  state: ProposalState,
  subjectName: z.string(),
  areaId: z.int(),
  villageName: z.string(),
  districtName: z.string().nullable(),
  submittedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  isFromResident: z.boolean(),
  month: z.string().nullable(),
})
export type ProposalRow = z.infer<typeof ProposalRow>

export const ProposalPhoto = z.object({ photoId: z.uuid(), stepNo: z.int(), width: z.int(), height: z.int() })

export const ProposalStep = z.object({
  stepNo: z.int(),
  at: z.iso.datetime(),
  act: ProposalAct,
  actorName: z.string().nullable(),
  role: z.string(),
  words: z.string().nullable(),
  /** Number and day of a decree, number of the minutes, what the ministry wrote. */
  detail: z.record(z.string(), z.string()),
  photos: z.array(ProposalPhoto),
})
export type ProposalStep = z.infer<typeof ProposalStep>

export const ProposalDetail = ProposalRow.extend({
  version: z.int(),
  familyId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  /** The refused proposal that this one makes anew. */
  againOf: z.uuid().nullable(),
  subjectAddress: z.string().nullable(),
  peopleCount: z.int().nullable(),
  nikMasked: z.string().nullable(),
  cardMasked: z.string().nullable(),
  criteria: z.array(z.object({ key: z.string(), name: Bilingual })),
  reason: z.string(),
  steps: z.array(ProposalStep),
  /** What the reader may do next, with why not where it is only they who may not. */
  acts: z.array(z.object({ act: ProposalAct, blockedBy: z.enum(['own_step', 'own_household']).nullable() })),
  hasSubmitter: z.boolean(),
}).meta({ id: 'ProposalDetail' })
export type ProposalDetail = z.infer<typeof ProposalDetail>

export const OwnProposal = z.object({
  proposalId: ProposalId, code: z.string(), kind: ProposalKind, state: ProposalState, submittedAt: z.iso.datetime(), subjectName: z.string(),
  villageName: z.string(),
})
export type OwnProposal = z.infer<typeof OwnProposal>

export const ProposalChoices = z.object({
  criteria: z.array(z.object({ key: z.string(), kinds: z.array(ProposalKind), name: Bilingual })),
  districts: z.array(z.object({ areaId: z.int(), name: z.string(), villages: z.array(z.object({ areaId: z.int(), name: z.string() })) })),
  homeAreaId: z.int(),
})
export type ProposalChoices = z.infer<typeof ProposalChoices>

export const ProposalFilter = z.object({
  state: ProposalState.optional(),
  kind: ProposalKind.optional(),
  month: z.string().regex(/^\d{4}-\d{2}$/).optional(),
  districtId: z.coerce.number().int().min(1).max(99).optional(),
  areaId: z.coerce.number().int().min(1).max(999_999).optional(),
  /** With those of families that became one with it. */
  familyId: z.uuid().optional(),
})
export type ProposalFilter = z.infer<typeof ProposalFilter>

const path = '/api/registry/proposals'
const params = z.object({ proposalId: ProposalId })
/** Why a step cannot be taken. */
const stepRefusals = { step_out_of_order: 409, own_step: 409, own_household: 409, proposal_changed: 409, photo_unknown: 422 } as const
const Done = z.object({ state: ProposalState, version: z.int() })

export const proposalOperations = {
  createProposal: {
    method: 'POST', path, access: 'registry.proposal.make', status: 201,
    summary: 'An officer proposes a family for the official register: in, out, or corrected. The same command id gives the same receipt.',
    body: ProposalDraft, ok: ProposalReceipt, refusals: { proposal_invalid: 422, family_unknown: 422, proposal_unknown: 422, proposal_not_refused: 409, proposal_open: 409, own_household: 409 },
  },
  addProposalPhoto: {
    method: 'POST', path: '/api/registry/proposal-photos', access: 'registry.proposal.make', status: 201,
    summary: 'Hand over one photo (JPEG, PNG, WebP) before the proposal or the check; gives the token that it is named by.',
    raw: { maxBytes: proposalLimits.photoBytes }, ok: z.object({ photo: z.string() }),
    refusals: { photo_unreadable: 422, photo_too_many_pixels: 422 },
  },
  listProposalChoices: {
    method: 'GET', path: '/api/registry/proposal-choices', access: 'registry.proposal.read',
    summary: 'Reasons and villages, for proposing and for filtering.', ok: ProposalChoices,
  },
  listProposals: {
    method: 'GET', path, access: 'registry.proposal.read',
    summary: 'Proposals of the reader’s area, newest first. The look is written down.',
    query: ProposalFilter.extend({ after: z.string().max(120).optional() }),
    ok: z.object({ items: z.array(ProposalRow), next: z.string().nullable() }), refusals: { cursor_unknown: 422 },
  },
  listOwnProposals: {
    method: 'GET', path: '/api/registry/proposals/mine', access: 'registry.proposal.own',
    summary: 'Proposals that the signed-in person sent, newest first.',
    query: z.object({ after: z.iso.datetime().optional() }), ok: z.object({ items: z.array(OwnProposal), next: z.iso.datetime().nullable() }),
  },
  getProposal: {
    method: 'GET', path: `${path}/:proposalId`, access: 'registry.proposal.read',
    summary: 'One proposal with its steps and what the reader may do. The look is written down.', params, ok: ProposalDetail,
  },
  readProposalPhoto: {
    method: 'GET', path: `${path}/:proposalId/photos/:photoId`, access: 'registry.proposal.read', file: true,
    summary: 'One photo of a proposal. The read is recorded.', params: params.extend({ photoId: z.uuid() }), ok: z.unknown(),
  },
  checkProposal: {
    method: 'POST', path: `${path}/:proposalId/check`, access: 'registry.proposal.check', status: 200,
    summary: 'What was found at the house, by somebody other than who proposed.',
    params, body: z.strictObject({ seenVersion, findings: Words, photos: Photos }), ok: Done, refusals: stepRefusals,
  },
  verifyProposal: {
    method: 'POST', path: `${path}/:proposalId/verification`, access: 'registry.proposal.verify', status: 200,
    summary: 'The district verifies what a village meeting agreed to.',
    params, body: z.strictObject({ seenVersion, words: Words.nullable().default(null) }), ok: Done, refusals: stepRefusals,
  },
  confirmProposal: {
    method: 'POST', path: `${path}/:proposalId/confirmation`, access: 'registry.proposal.confirm', status: 200,
    summary: 'The office that answers for the register confirms.',
    params, body: z.strictObject({ seenVersion, words: Words.nullable().default(null) }), ok: Done, refusals: stepRefusals,
  },
  returnProposal: {
    method: 'POST', path: `${path}/:proposalId/return`, access: 'registry.proposal.return', status: 200,
    summary: 'Back to the village with a reason, by whoever must decide the next step.',
    params, body: z.strictObject({ seenVersion, reason: Words }), ok: Done, refusals: { ...stepRefusals, step_not_yours: 403 },
  },
  withdrawProposal: {
    method: 'POST', path: `${path}/:proposalId/withdrawal`, access: 'registry.proposal.make', status: 200,
    summary: 'The proposal is taken back before a meeting decides, with a reason.',
    params, body: z.strictObject({ seenVersion, reason: Words }), ok: Done, refusals: stepRefusals,
  },
  revealSubmitter: {
    method: 'POST', path: `${path}/:proposalId/submitter-reveal`, access: 'registry.submitter.reveal', status: 200,
    summary: 'Name and number of who proposed, for a written reason. The read is recorded.',
    params, body: z.strictObject({ reason: z.string().trim().min(5).max(300) }),
    ok: z.object({ name: z.string().nullable(), phone: z.string().nullable() }), refusals: { submitter_unknown: 409 },
  },
} as const satisfies Operations
