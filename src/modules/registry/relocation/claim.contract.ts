import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { AskedLevel } from './relocation.contract.ts'

export const ClaimOutcome = z.enum(['left', 'not_ours', 'withdrawn'])
export type ClaimOutcome = z.infer<typeof ClaimOutcome>

const Place = {
  hamlet: z.string().trim().max(60).nullable(), rt: z.int().min(0).max(999).nullable(), rw: z.int().min(0).max(999).nullable(),
  addressText: z.string().trim().max(200).nullable(),
}

/** A family that a village says has arrived from another one, as either side sees it: whom the village named, never whom a machine found for it. */
export const RelocationClaim = z.object({
  claimId: z.uuid(),
  fromName: z.string(),
  toName: z.string(),
  name: z.string().nullable(),
  birthOn: z.iso.date().nullable(),
  nikLast4: z.string().nullable(),
  cardLast4: z.string().nullable(),
  arrivedOn: z.iso.date(),
  words: z.string(),
  claimedByName: z.string(),
  claimedAt: z.iso.datetime(),
  /** Null once it was answered. */
  asked: z.object({ level: AskedLevel, until: z.iso.datetime() }).nullable(),
  outcome: ClaimOutcome.nullable(),
  answer: z.string().nullable(),
  answeredByName: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  /** For whoever may answer: who of their own people it could be. Empty for the village that asks. */
  candidates: z.array(z.object({ personId: z.uuid(), name: z.string(), birthYear: z.int().nullable() })),
  may: z.object({ answer: z.boolean(), withdraw: z.boolean() }),
}).meta({ id: 'RelocationClaim' })
export type RelocationClaim = Readonly<z.infer<typeof RelocationClaim>>

const access = 'registry.life_event.record'
const Words = z.string().trim().min(2).max(500)
const AreaId = z.int().min(1).max(999_999)
const params = z.object({ claimId: z.uuid() })
const ok = z.object({ claimId: z.uuid() })
const refusals = { claim_answered: 409 } as const

export const claimOperations = {
  claimRelocation: {
    method: 'POST', path: '/api/registry/relocation-claims', access, status: 201, ok,
    body: z.object({
      fromAreaId: AreaId, toAreaId: AreaId, nik: z.string().trim().max(40).nullable(), card: z.string().trim().max(40).nullable(),
      name: z.string().trim().max(200).nullable(), birthOn: z.iso.date().nullable(), arrivedOn: z.iso.date(), ...Place, words: Words,
    }),
    summary: 'A family from another village has arrived here: that village is asked. Says nothing of whether anybody was found.',
    refusals: { village_unknown: 422, village_unchanged: 422, village_outside: 422, event_in_future: 422, claim_unnamed: 422, nik_unreadable: 422, card_unreadable: 422, claim_open: 409 },
  },
  listRelocationClaims: {
    method: 'GET', path: '/api/registry/relocation-claims', access,
    query: z.object({ side: z.enum(['asked', 'sent']), after: z.string().max(200).optional() }),
    summary: 'What other villages ask about one’s people, still open; or what one’s villages asked, with its answers. The latest first.',
    ok: z.object({ items: z.array(RelocationClaim), next: z.string().nullable() }), refusals: { page_unknown: 422 },
  },
  confirmRelocationClaim: {
    method: 'POST', path: '/api/registry/relocation-claims/:claimId/confirmation', access, params, status: 201, ok: z.object({ claimId: z.uuid(), relocationId: z.uuid() }),
    body: z.object({ personId: z.uuid() }),
    summary: 'The family of this person left: it belongs from now on to the village that asked, with its whole history.',
    refusals: { ...refusals, person_elsewhere: 409, relocation_open: 409, family_empty: 409 },
  },
  refuseRelocationClaim: {
    method: 'POST', path: '/api/registry/relocation-claims/:claimId/refusal', access, params, status: 201, ok, body: z.object({ words: Words }),
    summary: 'It is nobody of ours, or they live here still; with the reason.', refusals,
  },
  withdrawRelocationClaim: {
    method: 'POST', path: '/api/registry/relocation-claims/:claimId/withdrawal', access, params, status: 201, ok, body: z.object({ words: Words }),
    summary: 'The village that asked takes it back before it was answered.', refusals,
  },
  countMoves: {
    method: 'GET', path: '/api/registry/relocation-counts', access,
    summary: 'How much waits for one’s villages: families to receive, questions of other villages, tasks that events raised. Up to a hundred each.',
    ok: z.object({ arriving: z.int(), asked: z.int(), tasks: z.int() }),
  },
} as const satisfies Operations
