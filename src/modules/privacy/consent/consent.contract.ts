import { z } from 'zod'
import { Bilingual, LegalBasis } from '#modules/people/regency/regency.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** That somebody agreed to a processing whose ground is consent, and whether they took it back. */
export const Consent = z.object({
  consentId: z.uuid(),
  processingKey: z.string(),
  processingName: Bilingual,
  givenOn: z.iso.date(),
  givenHow: z.enum(['signed', 'spoken']),
  evidence: z.string(),
  recordedByName: z.string(),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnWords: z.string().nullable(),
}).meta({ id: 'Consent' })
export type Consent = Readonly<z.infer<typeof Consent>>

const PersonParams = z.object({ personId: z.uuid() })

export const consentOperations = {
  listConsents: {
    method: 'GET', path: '/api/privacy/persons/:personId/consents', access: 'privacy.request.take', params: PersonParams,
    ok: z.object({
      items: z.array(Consent),
      /** What an agreement can be given for. */
      processings: z.array(z.object({ key: z.string(), name: Bilingual })),
      /** What rests on another ground: taking an agreement back does not apply to it. */
      others: z.array(z.object({ key: z.string(), name: Bilingual, basis: LegalBasis })),
    }), summary: 'What a person of one’s area agreed to, newest first.',
  },
  recordConsent: {
    method: 'POST', path: '/api/privacy/persons/:personId/consents', access: 'privacy.request.take', params: PersonParams,
    body: z.object({
      processing: z.string().max(60), givenOn: z.iso.date(), givenHow: z.enum(['signed', 'spoken']), evidence: z.string().trim().min(2).max(500),
    }),
    ok: z.object({ consentId: z.uuid() }), status: 201, summary: 'Write down that a person agreed, how, and where the proof is.',
    refusals: { processing_needs_no_consent: 422, consent_given_already: 409, day_in_future: 422 },
  },
  withdrawConsent: {
    method: 'POST', path: '/api/privacy/persons/:personId/consents/:consentId/withdrawal', access: 'privacy.request.take',
    params: PersonParams.extend({ consentId: z.uuid() }), body: z.object({ words: z.string().trim().min(2).max(500) }),
    ok: z.object({ consentId: z.uuid() }), status: 201, summary: 'The person takes it back; from this moment nothing rests on it.',
    refusals: { consent_withdrawn: 409 },
  },
} as const satisfies Operations
