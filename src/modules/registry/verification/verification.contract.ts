import { z } from 'zod'
import { PersonSex, Place } from '#modules/registry/family/family.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** What a verification found: a resident whom no list knew, or nobody. `same_person` is decided in the review, where both are seen side by side. */
export const VerificationOutcome = z.enum(['registered', 'not_found'])
export type VerificationOutcome = z.infer<typeof VerificationOutcome>

/** Somebody whom a report named and no list knows, for the village to verify. */
export const Verification = z.object({
  personId: z.uuid(),
  name: z.string(),
  alias: z.string().nullable(),
  nikMasked: z.string().nullable(),
  place: Place,
  askedAt: z.iso.datetime(),
}).meta({ id: 'Verification' })
export type Verification = Readonly<z.infer<typeof Verification>>

const Words = z.string().trim().min(2).max(1000)
const PersonParams = z.object({ personId: z.uuid() })

/** What the verifier saw of the person. Papers may be missing: nobody is refused for lack of them. */
export const VerifiedFacts = z.object({
  name: z.string().trim().min(1).max(200),
  sex: PersonSex.nullable(),
  birthOn: z.iso.date().nullable(),
  birthPlace: z.string().trim().max(100).nullable(),
  /** Digits as typed; null: the person has none, or keeps the one already known. */
  nik: z.string().trim().max(40).nullable(),
  /** The village where the person lives. */
  areaId: z.int().min(1).max(999_999),
  words: Words,
}).meta({ id: 'VerifiedFacts' })
export type VerifiedFacts = Readonly<z.infer<typeof VerifiedFacts>>

export const verificationOperations = {
  listVerifications: {
    method: 'GET', path: '/api/registry/verifications', access: 'registry.person.verify',
    summary: 'Persons whom reports named and no list knows, longest waiting first. That the names were read is written down.',
    query: z.object({ after: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
    ok: z.object({ items: z.array(Verification), next: z.string().nullable() }),
    refusals: { page_unknown: 422 },
  },
  registerVerifiedPerson: {
    method: 'POST', path: '/api/registry/verifications/:personId/registration', access: 'registry.person.verify', params: PersonParams,
    body: VerifiedFacts, ok: z.object({ personId: z.uuid() }), status: 201,
    summary: 'The person lives here: what was seen completes what the report told, and the person is registered.',
    refusals: {
      verification_answered: 409, nik_unreadable: 422, nik_of_somebody_else: 409, birth_in_future: 422, village_unknown: 422, village_outside: 422,
    },
  },
  passOnVerification: {
    method: 'POST', path: '/api/registry/verifications/:personId/village', access: 'registry.person.verify', params: PersonParams,
    body: z.object({ areaId: z.int().min(1).max(999_999), words: Words }), ok: z.object({ personId: z.uuid() }), status: 201,
    summary: 'The person lives in another village, which is asked in its turn.',
    refusals: { verification_answered: 409, village_unknown: 422, village_unchanged: 409 },
  },
  closeVerification: {
    method: 'POST', path: '/api/registry/verifications/:personId/closing', access: 'registry.person.verify', params: PersonParams,
    body: z.object({ words: Words }), ok: z.object({ personId: z.uuid() }), status: 201,
    summary: 'Nobody of that name was found. The report keeps its course; the person stays provisional.',
    refusals: { verification_answered: 409 },
  },
} as const satisfies Operations
