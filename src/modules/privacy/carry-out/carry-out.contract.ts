import { z } from 'zod'
import { CorrectedValues } from '#modules/registry/attribute/attribute.contract.ts'
import { EventKind } from '#modules/registry/life-event/life-event.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** An act of the register about the person, done since the request was made, that may be what carried it out. */
export const RegisterAct = z.object({
  kind: z.enum(['event', 'visit']), actId: z.uuid(), at: z.iso.datetime(), byName: z.string(),
  /** What happened; null for a visit. */
  eventKind: EventKind.nullable(),
}).meta({ id: 'RegisterAct' })
export type RegisterAct = Readonly<z.infer<typeof RegisterAct>>

/** By what a request is carried out. */
export const CarriedOutBy = z.discriminatedUnion('kind', [
  /** Corrected values, written into the register in the same act. */
  z.object({ kind: z.literal('values'), values: CorrectedValues }),
  /** A processing by consent that stops for this person, in the same act. */
  z.object({ kind: z.literal('processing'), processing: z.string().max(60) }),
  z.object({ kind: z.literal('event'), actId: z.uuid() }),
  z.object({ kind: z.literal('visit'), actId: z.uuid() }),
  z.object({ kind: z.literal('hand') }),
])
export type CarriedOutBy = Readonly<z.infer<typeof CarriedOutBy>>

const RequestParams = z.object({ requestId: z.uuid() })

export const carryOutOperations = {
  listRegisterActs: {
    method: 'GET', path: '/api/privacy/requests/:requestId/register-acts', access: 'privacy.request.take', params: RequestParams,
    summary: 'Events and visits about the person since the request was made, the latest first: one of them may have carried it out.',
    ok: z.object({ items: z.array(RegisterAct) }),
  },
  carryOutDataRequest: {
    method: 'POST', path: '/api/privacy/requests/:requestId/carrying-out', access: 'privacy.request.take', params: RequestParams, status: 201,
    summary: 'Carry out what was granted, or say by what it was carried out; once, with words that the person reads.',
    body: z.object({ words: z.string().trim().min(2).max(1000), toldHow: z.string().trim().min(2).max(300).nullable(), by: CarriedOutBy }),
    ok: z.object({ requestId: z.uuid() }),
    refusals: {
      nothing_to_carry_out: 409, request_done: 409, way_unfit: 422, values_missing: 422, value_not_counting: 409, day_in_future: 422,
      processing_needs_no_consent: 422, act_unknown: 422, told_missing: 422,
    },
  },
} as const satisfies Operations
