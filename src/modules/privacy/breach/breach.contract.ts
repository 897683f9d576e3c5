import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** An incident, with its clock. */
export const Breach = z.object({
  breachId: z.uuid(),
  discoveredAt: z.iso.datetime(),
  noticeDueAt: z.iso.datetime(),
  state: z.enum(['open', 'late', 'notified']),
  whatHappened: z.string(),
  /** Whose account; null: every account in the span of time. */
  accountId: z.uuid().nullable(),
  fromAt: z.iso.datetime(),
  toAt: z.iso.datetime(),
  handling: z.string().nullable(),
  notifiedAt: z.iso.datetime().nullable(),
  recordedByName: z.string(),
}).meta({ id: 'Breach' })
export type Breach = Readonly<z.infer<typeof Breach>>

/**
 * As what somebody was touched. `registered`: a person of the registry; `named`: whom an objection names; the others told something and had
 * their name opened: instead of it stands the case, or for whom they spoke.
 */
const Standing = z.enum(['registered', 'named', 'reporter', 'submitter', 'objector'])

/** Somebody whose data was seen in the span of an incident. */
export const TouchedPerson = z.object({
  personId: z.uuid(), standing: Standing, name: z.string(), areaName: z.string(), looks: z.int(), firstAt: z.iso.datetime(), lastAt: z.iso.datetime(),
  fields: z.array(z.string()),
}).meta({ id: 'TouchedPerson' })
export type TouchedPerson = Readonly<z.infer<typeof TouchedPerson>>

const BreachParams = z.object({ breachId: z.uuid() })
const Words = z.string().trim().min(10).max(4000)

export const breachOperations = {
  recordBreach: {
    method: 'POST', path: '/api/privacy/breaches', access: 'privacy.breach.handle',
    body: z.object({
      discoveredAt: z.iso.datetime({ offset: true }), whatHappened: Words, username: z.string().trim().max(100).nullable(),
      fromAt: z.iso.datetime({ offset: true }), toAt: z.iso.datetime({ offset: true }),
    }),
    ok: z.object({ breachId: z.uuid(), noticeDueAt: z.iso.datetime() }), status: 201,
    summary: 'Write down an incident: the clock of the notice starts when it was discovered.',
    refusals: { span_wrong: 422, moment_in_future: 422, account_unknown: 422 },
  },
  listBreaches: {
    method: 'GET', path: '/api/privacy/breaches', access: 'privacy.breach.handle', summary: 'Incidents, newest first.',
    ok: z.object({ items: z.array(Breach) }),
  },
  listTouchedPersons: {
    method: 'GET', path: '/api/privacy/breaches/:breachId/persons', access: 'privacy.breach.handle', params: BreachParams,
    query: z.object({ after: z.string().max(60).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    ok: z.object({ items: z.array(TouchedPerson), next: z.string().nullable() }),
    summary: 'Whose data was seen, and what of it: one line a person. That it was read is written down.',
  },
  downloadTouchedPersons: {
    method: 'GET', path: '/api/privacy/breaches/:breachId/persons.xlsx', access: 'privacy.breach.handle', params: BreachParams, file: true,
    ok: z.unknown(), summary: 'The same as a table, for the letters to the persons and the authority.',
  },
  closeBreach: {
    method: 'POST', path: '/api/privacy/breaches/:breachId/notice', access: 'privacy.breach.handle', params: BreachParams,
    body: z.object({ handling: Words, notifiedAt: z.iso.datetime({ offset: true }) }), ok: z.object({ breachId: z.uuid() }), status: 201,
    summary: 'The persons and the authority were told, and what was done about it.', refusals: { breach_notified: 409, moment_in_future: 422 },
  },
} as const satisfies Operations
