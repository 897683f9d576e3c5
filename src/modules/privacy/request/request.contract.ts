import { z } from 'zod'
import { RequestKind } from '#modules/people/regency/regency.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const RequestDecision = z.enum(['granted', 'refused'])
export type RequestDecision = z.infer<typeof RequestDecision>

/** By what a granted request was carried out: corrected values, a processing that stopped, an event or a visit of the register, or by hand. */
export const DoneHow = z.enum(['values', 'processing', 'event', 'visit', 'hand'])
export type DoneHow = z.infer<typeof DoneHow>

/** What somebody asked about the data kept of them, and what came of it. */
export const DataRequest = z.object({
  requestId: z.uuid(),
  personId: z.uuid(),
  kind: RequestKind,
  words: z.string(),
  askedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  /** Derived from facts and the clock: nobody sets it. */
  state: z.enum(['open', 'late', 'refused', 'granted', 'to_do', 'overdue', 'done']),
  areaId: z.int(),
  areaName: z.string(),
  /** Who took it at a counter and how the person was recognised; null when the person asked themselves. */
  taken: z.object({ byName: z.string(), recognisedBy: z.string() }).nullable(),
  reason: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decidedByName: z.string().nullable(),
  /** Until when the copy can be fetched by who asked for it; null when there is none. */
  copyUntil: z.iso.datetime().nullable(),
  /** What a grant asks to be done, of which office, until when, and what was done; null where the answer itself was all. */
  task: z.object({
    office: z.string(),
    dueAt: z.iso.datetime(),
    done: z.object({
      at: z.iso.datetime(), byName: z.string(), words: z.string(), how: DoneHow,
      /** The event, visit or processing; null for what was done by hand. */
      ref: z.string().nullable(),
      /** How whoever asked at a counter was told; null when they asked themselves and read it here. */
      toldHow: z.string().nullable(),
    }).nullable(),
  }).nullable(),
}).meta({ id: 'DataRequest' })
export type DataRequest = Readonly<z.infer<typeof DataRequest>>

const Words = z.string().trim().min(2).max(2000)
const RequestParams = z.object({ requestId: z.uuid() })
const Made = z.object({ requestId: z.uuid(), dueAt: z.iso.datetime() })

export const requestOperations = {
  askAboutOwnData: {
    method: 'POST', path: '/api/privacy/requests', access: 'privacy.request.own',
    body: z.object({ kind: RequestKind, words: Words }), ok: Made, status: 201,
    summary: 'Ask about the data kept of oneself: a copy, a correction, a limit, a removal, an objection, or the end of a consent.',
    refusals: { person_not_linked: 409 },
  },
  takeDataRequest: {
    method: 'POST', path: '/api/privacy/persons/:personId/requests', access: 'privacy.request.take', params: z.object({ personId: z.uuid() }),
    body: z.object({ kind: RequestKind, words: Words, recognisedBy: z.string().trim().min(2).max(300) }), ok: Made, status: 201,
    summary: 'Write down what a person of one’s area asks at a counter, and how they were recognised.',
  },
  listDataRequests: {
    method: 'GET', path: '/api/privacy/requests', access: 'signed_in',
    summary: 'Requests that one made, took, or has to decide, newest first; `open` by when they must be answered, `to_do` by when they must be carried out.',
    query: z.object({
      state: z.enum(['open', 'to_do', 'all']).default('all'),
      after: z.string().max(120).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    ok: z.object({ items: z.array(DataRequest), next: z.string().nullable() }),
    refusals: { page_unknown: 422 },
  },
  getDataRequest: {
    method: 'GET', path: '/api/privacy/requests/:requestId', access: 'signed_in', params: RequestParams,
    summary: 'One request that one made, took, or has to decide: all that became of it, with its days.', ok: DataRequest,
  },
  decideDataRequest: {
    method: 'POST', path: '/api/privacy/requests/:requestId/decision', access: 'privacy.request.decide', params: RequestParams,
    body: z.object({ decision: RequestDecision, reason: Words }), ok: z.object({ requestId: z.uuid(), removed: z.boolean() }), status: 201,
    summary: 'Grant or refuse a request, with the reason that the person reads. A granted removal is carried out at once.',
    refusals: { request_decided: 409 },
  },
  downloadOwnCopy: {
    method: 'GET', path: '/api/privacy/requests/:requestId/copy', access: 'signed_in', params: RequestParams, file: true, ok: z.unknown(),
    query: z.object({ format: z.enum(['json', 'xlsx']).default('json') }),
    summary: 'Everything that is kept of the person, for who asked for it: as a table to read, or as JSON to take along.',
  },
} as const satisfies Operations
