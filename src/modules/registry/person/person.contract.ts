import { z } from 'zod'
import { AnsweredAsOf, AsOfQuery, HistoryStep, SourcedValue } from '#modules/registry/attribute/attribute.contract.ts'
import { FoundPerson } from '#modules/registry/search/search.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** One person, also one who is in no list and no family yet. */
export const PersonProfile = FoundPerson.omit({ foundBy: true, differing: true, through: true, decile: true, decileOn: true })
  .extend({
    ageInYears: z.int().nullable(),
    /** Whether the family of today has a card, whose number is opened with the person's own. */
    hasCard: z.boolean(),
    /** True when the person comes from the regency's twin and no real person is meant. */
    isSynthetic: z.boolean(),
    values: z.array(SourcedValue),
    history: z.array(HistoryStep),
    asOf: AnsweredAsOf,
  }).meta({ id: 'PersonProfile' })
export type PersonProfile = Readonly<z.infer<typeof PersonProfile>>

export const RevealedIdentity = z.object({ nik: z.string().nullable(), card: z.string().nullable() }).meta({ id: 'RevealedIdentity' })
export type RevealedIdentity = Readonly<z.infer<typeof RevealedIdentity>>

export const personOperations = {
  getPerson: {
    method: 'GET', path: '/api/registry/persons/:personId', access: 'registry.person.read',
    summary: 'One person with what each source says, today or as of a day. The look is written down.',
    params: z.object({ personId: z.uuid() }), query: AsOfQuery, ok: PersonProfile,
  },
  revealIdentity: {
    method: 'POST', path: '/api/registry/persons/:personId/identity-reveal', access: 'registry.identity.reveal',
    summary: 'Shows the full NIK and family card number of a person, for a reason that is written down',
    params: z.object({ personId: z.uuid() }),
    body: z.object({ reason: z.string().trim().min(10).max(500) }),
    ok: RevealedIdentity, refusals: { identity_removed: 410 },
  },
} as const satisfies Operations
