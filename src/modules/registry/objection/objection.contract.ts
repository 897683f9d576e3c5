import { z } from 'zod'
import { AreaId } from '#modules/people/area/area.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const ObjectionClaim = z.enum(['should_be_in', 'should_be_out'])
export type ObjectionClaim = z.infer<typeof ObjectionClaim>
export const ObjectionState = z.enum(['open', 'answered', 'appealed', 'settled'])
export type ObjectionState = z.infer<typeof ObjectionState>
export const ObjectionOutcome = z.enum(['upheld', 'partly', 'dismissed'])
export type ObjectionOutcome = z.infer<typeof ObjectionOutcome>

export const objectionLimits = { wordsLength: 2_000, nameLength: 120, addressLength: 300 } as const

/** What somebody objects to, as it is sent. The rules name every problem at once. */
export const ObjectionDraft = z.strictObject({
  claim: ObjectionClaim.optional(),
  /** A family of the registry, or a proposal, for officers. */
  familyId: z.uuid().optional(),
  proposalId: z.uuid().optional(),
  subjectName: z.string().optional(),
  subjectAddress: z.string().optional(),
  areaId: AreaId.optional(),
  words: z.string().optional(),
  submitterName: z.string().optional(),
  submitterPhone: z.string().optional(),
}).meta({ id: 'ObjectionDraft' })
export type ObjectionDraft = Readonly<z.infer<typeof ObjectionDraft>>

export const ObjectionProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['claim_missing', 'subject_missing', 'village_missing', 'words_missing', 'phone_unreadable']), field: z.string() }),
  z.object({ kind: z.literal('too_long'), field: z.string(), maximum: z.int(), length: z.int() }),
])
export type ObjectionProblem = Readonly<z.infer<typeof ObjectionProblem>>

export const ObjectionReceipt = z.object({ objectionId: z.uuid(), code: z.string(), dueOn: z.iso.date() }).meta({ id: 'ObjectionReceipt' })
export type ObjectionReceipt = z.infer<typeof ObjectionReceipt>

export const ObjectionRow = z.object({
  objectionId: z.uuid(),
  claim: ObjectionClaim,
  state: ObjectionState,
  subjectName: z.string(),
  areaId: z.int(),
  villageName: z.string(),
  submittedAt: z.iso.datetime(),
  dueOn: z.iso.date(),
  /** Negative when the day has passed; null once answered. */
  daysLeft: z.int().nullable(),
  isLate: z.boolean(),
})
export type ObjectionRow = z.infer<typeof ObjectionRow>

export const ObjectionDetail = ObjectionRow.extend({
  version: z.int(),
  against: z.enum(['listing', 'proposal']),
  familyId: z.uuid().nullable(),
  proposalId: z.uuid().nullable(),
  subjectAddress: z.string().nullable(),
  words: z.string(),
  answer: z.string().nullable(),
  outcome: ObjectionOutcome.nullable(),
  answeredAt: z.iso.datetime().nullable(),
  answeredByName: z.string().nullable(),
  minutesNumber: z.string().nullable(),
  hasObjector: z.boolean(),
  /** The last day on which a second look may be asked for. */
  appealUntil: z.iso.date().nullable(),
  appeal: z.object({
    words: z.string(), at: z.iso.datetime(), answer: z.string().nullable(), outcome: ObjectionOutcome.nullable(), answeredByName: z.string().nullable(),
    answeredAt: z.iso.datetime().nullable(),
  }).nullable(),
  /** Why the reader in particular may not answer now. */
  blockedBy: z.enum(['own_step', 'own_household', 'first_answer']).nullable(),
}).meta({ id: 'ObjectionDetail' })
export type ObjectionDetail = z.infer<typeof ObjectionDetail>

const path = '/api/registry/objections'
const params = z.object({ objectionId: z.uuid() })

export const objectionOperations = {
  createObjection: {
    method: 'POST', path, access: 'registry.proposal.make', status: 201,
    summary: 'An officer writes down an objection to a listing or a proposal. The same command id gives the same receipt.',
    body: ObjectionDraft, ok: ObjectionReceipt, refusals: { objection_invalid: 422, family_unknown: 422, proposal_unknown: 422 },
  },
  listObjections: {
    method: 'GET', path, access: 'registry.proposal.read', summary: 'Objections of the reader’s area, what is due first; `open` has those that wait for a second look too. The look is written down.',
    query: z.object({
      show: z.enum(['open', 'late', 'answered', 'all']).default('open'),
      /** With those of families that became one with it. */
      familyId: z.uuid().optional(), after: z.string().max(80).optional(),
    }),
    ok: z.object({ items: z.array(ObjectionRow), next: z.string().nullable() }), refusals: { cursor_unknown: 422 },
  },
  getObjection: {
    method: 'GET', path: `${path}/:objectionId`, access: 'registry.proposal.read', summary: 'One objection. The look is written down.', params, ok: ObjectionDetail,
  },
  answerObjection: {
    method: 'POST', path: `${path}/:objectionId/answer`, access: 'registry.objection.answer', status: 200,
    summary: 'The reasoned answer; the objector reads it under the number.',
    params, body: z.strictObject({
      seenVersion: z.int().min(1), outcome: ObjectionOutcome, answer: z.string().trim().min(20).max(objectionLimits.wordsLength),
    }),
    ok: z.object({ state: ObjectionState }), refusals: { objection_answered: 409, objection_changed: 409, own_step: 409, own_household: 409 },
  },
  answerAppeal: {
    method: 'POST', path: `${path}/:objectionId/second-answer`, access: 'registry.objection.answer', status: 200,
    summary: 'The answer after a second look, by somebody other than who answered first. It is the last one.',
    params, body: z.strictObject({
      seenVersion: z.int().min(1), outcome: ObjectionOutcome, answer: z.string().trim().min(20).max(objectionLimits.wordsLength),
    }),
    ok: z.object({ state: ObjectionState }),
    refusals: { objection_not_appealed: 409, objection_changed: 409, own_step: 409, own_household: 409, first_answer: 409 },
  },
  revealObjector: {
    method: 'POST', path: `${path}/:objectionId/objector-reveal`, access: 'registry.submitter.reveal', status: 200,
    summary: 'Name and number of the objector, for a written reason. The read is recorded.',
    params, body: z.strictObject({ reason: z.string().trim().min(5).max(300) }),
    ok: z.object({ name: z.string().nullable(), phone: z.string().nullable() }), refusals: { submitter_unknown: 409 },
  },
} as const satisfies Operations
