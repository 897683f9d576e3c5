import { z } from 'zod'
import { Bilingual, CaseChanged, CaseStatus } from '#modules/response/case/case.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** Why another case may be about the same. */
export const SimilarReason = z.object({
  kind: z.enum(['same_person', 'same_family', 'same_name', 'similar_words', 'similar_photo', 'same_spot', 'same_village', 'same_kind']),
  points: z.int(),
  words: z.array(z.string()),
})

/** A case that may be about the same trouble, side by side with the one at hand. */
export const SimilarCase = z.object({
  caseId: z.uuid(),
  caseNumber: z.string(),
  status: CaseStatus,
  openedAt: z.iso.datetime(),
  categoryName: Bilingual,
  placeName: z.string().nullable(),
  story: z.string(),
  subjectName: z.string().nullable(),
  photos: z.array(z.object({ photoId: z.uuid() })),
  score: z.int().min(0).max(100),
  reasons: z.array(SimilarReason),
}).meta({ id: 'SimilarCase' })
export type SimilarCase = z.infer<typeof SimilarCase>

/** A case whose reporter follows another one. */
export const JoinedCase = z.object({ caseId: z.uuid(), caseNumber: z.string(), joinedAt: z.iso.datetime(), joinedName: z.string(), reason: z.string() })
export type JoinedCase = z.infer<typeof JoinedCase>

const CaseParams = z.object({ caseId: z.uuid() })
const refusals = { case_changed_meanwhile: 409, case_closed: 409, office_not_on_case: 403, conflict_of_interest: 403 } as const

export const joinOperations = {
  listSimilarCases: {
    method: 'GET', path: '/api/response/cases/:caseId/similar', access: 'response.case.read', params: CaseParams,
    ok: z.object({ items: z.array(SimilarCase), joinedTo: JoinedCase.nullable(), followers: z.array(JoinedCase) }),
    summary: 'Cases of the last days that may be about the same, with reasons, and those that were joined. The reading is logged.',
  },
  joinCase: {
    method: 'POST', path: '/api/response/cases/:caseId/join', access: 'response.case.work', params: CaseParams,
    body: z.strictObject({ seenVersion: z.int32().min(1), intoCaseId: z.uuid(), reason: z.string().trim().min(5).max(1000) }), ok: CaseChanged, status: 201,
    summary: 'Join a case to another one: its reporter follows that, under their own receipt code. Can be undone.',
    refusals: { ...refusals, join_itself: 409, join_unknown: 422, join_protected: 409, join_into_closed: 409, joined_already: 409 },
  },
  undoJoin: {
    method: 'POST', path: '/api/response/cases/:caseId/join-undo', access: 'response.case.work', params: CaseParams,
    body: z.strictObject({ reason: z.string().trim().min(5).max(1000) }), ok: CaseChanged, status: 201,
    summary: 'Take a join back: the case goes on where it was, its clocks with it.', refusals: { ...refusals, not_joined: 409 },
  },
} as const satisfies Operations
