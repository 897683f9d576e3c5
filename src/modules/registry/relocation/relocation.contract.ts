import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** Who is to answer: the village, then its district, then the regency. */
export const AskedLevel = z.enum(['village', 'district', 'regency'])
export type AskedLevel = z.infer<typeof AskedLevel>

export const RelocationOutcome = z.enum(['arrived', 'not_arrived', 'withdrawn', 'returned'])
export type RelocationOutcome = z.infer<typeof RelocationOutcome>

/** A family that moves from one village of the regency to another, as either side sees it. */
export const Relocation = z.object({
  relocationId: z.uuid(),
  familyId: z.uuid(),
  fromAreaId: z.int(),
  fromName: z.string(),
  toName: z.string(),
  leftOn: z.iso.date(),
  words: z.string(),
  sentByName: z.string(),
  sentAt: z.iso.datetime(),
  /** Empty for a village that said that nobody arrived. */
  people: z.array(z.object({ personId: z.uuid(), name: z.string(), sex: z.string().nullable(), birthYear: z.int().nullable() })),
  /** Null once it was answered. */
  asked: z.object({ level: AskedLevel, until: z.iso.datetime() }).nullable(),
  outcome: RelocationOutcome.nullable(),
  answer: z.string().nullable(),
  answeredByName: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  /** What the one who asks may do about it. */
  may: z.object({ receive: z.boolean(), withdraw: z.boolean(), giveBack: z.boolean() }),
}).meta({ id: 'Relocation' })
export type Relocation = Readonly<z.infer<typeof Relocation>>

const access = 'registry.life_event.record'
const Words = z.string().trim().min(2).max(500)
const params = z.object({ relocationId: z.uuid() })
const ok = z.object({ relocationId: z.uuid() })
const Number = z.int().min(0).max(999).nullable()
const refusals = { relocation_answered: 409 } as const

export const relocationOperations = {
  sendRelocation: {
    method: 'POST', path: '/api/registry/relocations', access, status: 201, ok,
    body: z.object({ familyId: z.uuid(), toAreaId: z.int().min(1).max(999_999), leftOn: z.iso.date(), words: Words }),
    summary: 'Writes down that a family moves to another village of the regency, which is asked whether it arrived.',
    refusals: { village_unknown: 422, village_unchanged: 422, event_in_future: 422, relocation_open: 409, family_empty: 409 },
  },
  listRelocations: {
    method: 'GET', path: '/api/registry/relocations', access,
    query: z.object({ side: z.enum(['arriving', 'leaving', 'answered']), after: z.string().max(200).optional() }),
    summary: 'Families on their way to one’s villages or away from them, or those that were answered, the latest first. That the names were read is written down.',
    ok: z.object({ items: z.array(Relocation), next: z.string().nullable() }), refusals: { page_unknown: 422 },
  },
  receiveRelocation: {
    method: 'POST', path: '/api/registry/relocations/:relocationId/arrival', access, params, status: 201, ok,
    body: z.object({
      hamlet: z.string().trim().max(60).nullable(), rt: Number, rw: Number, addressText: z.string().trim().max(200).nullable(), arrivedOn: z.iso.date(),
    }),
    summary: 'The family arrived and lives there: it belongs to that village from now on, with its whole history.',
    refusals: { ...refusals, event_in_future: 422, event_before_leaving: 422 },
  },
  refuseRelocation: {
    method: 'POST', path: '/api/registry/relocations/:relocationId/refusal', access, params, status: 201, ok, body: z.object({ words: Words }),
    summary: 'The family did not arrive, with the reason; it stays with the village that it was to leave.', refusals,
  },
  withdrawRelocation: {
    method: 'POST', path: '/api/registry/relocations/:relocationId/withdrawal', access, params, status: 201, ok, body: z.object({ words: Words }),
    summary: 'The village that wrote it down takes it back before it was answered.', refusals,
  },
  returnRelocation: {
    method: 'POST', path: '/api/registry/relocations/:relocationId/return', access, params, status: 201, ok, body: z.object({ words: Words }),
    summary: 'Takes an arrival back that was confirmed by mistake: the family lives again where it lived before.',
    refusals: { relocation_not_arrived: 409, event_followed: 409 },
  },
} as const satisfies Operations
