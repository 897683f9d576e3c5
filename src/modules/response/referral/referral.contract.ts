import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { Bilingual, CaseChanged } from '#modules/response/case/case.contract.ts'

/** What somebody came with, as the integrated referral system counts it. */
export const RequestKind = z.enum(['question', 'suggestion', 'complaint'])
export type RequestKind = z.infer<typeof RequestKind>

/**
 * `proposed` waits for the manager's signature; `returned` and `revoked` never reached, or no longer count for, the addressee. The last five are what the
 * addressee answered; of them `accepted` is still under way.
 */
export const ReferralState = z.enum(['proposed', 'returned', 'issued', 'revoked', 'accepted', 'rejected', 'not_eligible', 'quota_full', 'passed_on', 'served'])
export type ReferralState = z.infer<typeof ReferralState>

/** What an addressee can answer. */
export const ReferralAnswer = z.enum(['accepted', 'rejected', 'not_eligible', 'quota_full', 'passed_on', 'served'])
export type ReferralAnswer = z.infer<typeof ReferralAnswer>

/** What can be done with a referral by whoever looks. */
export const ReferralAct = z.enum(['issue', 'return', 'revoke', 'answer'])
export type ReferralAct = z.infer<typeof ReferralAct>

export const Assessment = z.object({
  kind: RequestKind, sectors: z.array(z.string()), recommendation: z.string(), isListed: z.boolean(), at: z.iso.datetime(), byName: z.string(),
}).meta({ id: 'CaseAssessment' })
export type Assessment = Readonly<z.infer<typeof Assessment>>

export const ReferralView = z.object({
  referralId: z.uuid(), caseId: z.uuid(), caseNumber: z.string(), state: ReferralState,
  sector: z.string(), sectorName: Bilingual, service: z.string(), reason: z.string(),
  /** Why no public programme can help; only where a body of the safety valve is asked. */
  noProgramme: z.string().nullable(),
  fromOfficeId: z.int(), fromName: Bilingual,
  /** An office here, or a body of referrals.yaml. */
  toOfficeId: z.int().nullable(), toBody: z.string().nullable(), toName: Bilingual,
  proposedAt: z.iso.datetime(), proposedByName: z.string(),
  letterNumber: z.string().nullable(), issuedAt: z.iso.datetime().nullable(), issuedByName: z.string().nullable(), answerDueOn: z.iso.date().nullable(),
  answer: z.string().nullable(), answeredAt: z.iso.datetime().nullable(), answeredByName: z.string().nullable(),
  passedFrom: z.uuid().nullable(),
  may: z.array(ReferralAct),
}).meta({ id: 'Referral' })
export type ReferralView = Readonly<z.infer<typeof ReferralView>>

/** A need that nobody could meet, counted. */
export const UnmetNeed = z.object({ sector: z.string(), sectorName: Bilingual, rejected: z.int(), notEligible: z.int(), quotaFull: z.int(), total: z.int() })
  .meta({ id: 'UnmetNeed' })
export type UnmetNeed = Readonly<z.infer<typeof UnmetNeed>>

const CaseParams = z.object({ caseId: z.uuid() })
const ReferralParams = z.object({ caseId: z.uuid(), referralId: z.uuid() })
const Words = z.string().trim().min(5).max(1000)
const caseRefusals = { case_closed: 409, office_not_on_case: 403, conflict_of_interest: 403 } as const
const stateRefusals = { ...caseRefusals, referral_changed: 409 } as const
const DayOfCentury = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01')

export const referralOperations = {
  getCaseReferrals: {
    method: 'GET', path: '/api/response/cases/:caseId/referral-letters', access: 'response.case.read', params: CaseParams,
    ok: z.object({
      assessment: Assessment.nullable(), referrals: z.array(ReferralView), mayAssess: z.boolean(), mayPropose: z.boolean(),
      sectors: z.array(z.object({ key: z.string(), name: Bilingual })), bodies: z.array(z.object({ key: z.string(), name: Bilingual })),
      /** Who is asked last, when no public programme can help. */
      valve: z.object({ officeIds: z.array(z.int()), bodies: z.array(z.string()) }),
    }),
    summary: 'How a case was assessed and to whom it was referred by letter, with what came of it.',
  },
  assessCase: {
    method: 'POST', path: '/api/response/cases/:caseId/assessments', access: 'response.case.work', params: CaseParams, status: 201,
    body: z.object({ kind: RequestKind, sectors: z.array(z.string().max(40)).min(1).max(9), recommendation: Words }),
    ok: CaseChanged, refusals: { ...caseRefusals, sector_unknown: 422 },
    summary: 'The back office assesses: a question, a suggestion or a complaint, about which sectors, and what it recommends. Earlier assessments stay in the history.',
  },
  proposeReferral: {
    method: 'POST', path: '/api/response/cases/:caseId/referral-letters', access: 'response.case.refer', params: CaseParams, status: 201,
    body: z.object({
      sector: z.string().max(40), service: Words, reason: Words,
      toOfficeId: z.int().nullable(), toBody: z.string().max(40).nullable(),
      /** Why no public programme can help: asked of whoever opens the safety valve, kept of nobody else. */
      noProgramme: Words.nullable().default(null),
      /** The referral that the addressee passed on by this one. */
      passedFrom: z.uuid().nullable(),
      /** The step of the household plan that it is raised by. */
      stepId: z.uuid().nullable().default(null),
    }),
    ok: z.object({ referralId: z.uuid(), caseId: z.uuid(), version: z.int() }).meta({ id: 'ReferralProposed' }),
    refusals: { ...caseRefusals, sector_unknown: 422, addressee_unknown: 422, addressee_itself: 422, no_programme_missing: 422, referral_open_already: 409 },
    summary: 'Asks for a referral letter to an office or a body outside; the manager signs it.',
  },
  issueReferral: {
    method: 'POST', path: '/api/response/cases/:caseId/referral-letters/:referralId/issue', access: 'response.referral.issue', params: ReferralParams, status: 201,
    body: z.object({}), ok: CaseChanged, refusals: { ...stateRefusals, referral_by_oneself: 409 },
    summary: 'Signs a referral: it gets the next number of the year and its letter, and an office here gets a task with clocks. Nobody signs what they proposed.',
  },
  endReferral: {
    method: 'POST', path: '/api/response/cases/:caseId/referral-letters/:referralId/end', access: 'response.referral.issue', params: ReferralParams, status: 201,
    body: z.object({ reason: Words }), ok: CaseChanged, refusals: stateRefusals,
    summary: 'Returns a proposed referral, or revokes an issued letter that was not answered; its number stays in the row and the check page says so.',
  },
  answerReferral: {
    method: 'POST', path: '/api/response/cases/:caseId/referral-letters/:referralId/answer', access: 'response.case.work', params: ReferralParams, status: 201,
    body: z.object({ answer: ReferralAnswer, words: Words }), ok: CaseChanged, refusals: stateRefusals,
    summary: 'What became of it: written by the office addressed, or, for a body outside, by the office that referred. What ends it ends the office’s task too.',
  },
  readReferralLetter: {
    method: 'GET', path: '/api/response/cases/:caseId/referral-letters/:referralId/letter', access: 'response.case.read', params: ReferralParams, file: true,
    ok: z.unknown(), summary: 'The signed letter as PDF. The reading is logged.',
  },
  listReferrals: {
    method: 'GET', path: '/api/response/referral-letters', access: 'response.case.read',
    query: z.object({
      box: z.enum(['to_sign', 'to_answer', 'sent', 'valve', 'ended']).default('to_answer'), after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(25),
    }),
    ok: z.object({ items: z.array(ReferralView), next: z.string().nullable() }), summary: 'Referrals of one’s scope: to sign, to answer, sent and still open, or ended; the oldest first.',
  },
  countUnmetNeeds: {
    method: 'GET', path: '/api/response/unmet-needs', access: 'response.need.read', query: z.object({ from: DayOfCentury, to: DayOfCentury }),
    ok: z.object({ needs: z.array(UnmetNeed), districts: z.array(z.object({ areaId: z.int(), name: z.string(), total: z.int() })) }),
    refusals: { span_backwards: 422, span_too_long: 422 },
    summary: 'What could not be given in a span: referrals rejected, not eligible or without quota, by sector and district, for planning. Counts only.',
  },
} as const satisfies Operations
