import { z } from 'zod'
import { PersonSex, Place } from '#modules/registry/family/family.contract.ts'
import { relations } from '#modules/registry/family/relation.rules.ts'
import type { Operations } from '#platform/http/contract.ts'

/** By what somebody was found; `near_…`: by a number one slip away from what was typed; `relative`: by the name of somebody close, as in Pak Slamet. */
export const FoundBy = z.enum(['name', 'nik', 'card', 'near_nik', 'near_card', 'address', 'relative'])
export type FoundBy = z.infer<typeof FoundBy>

/** What the one whose name was searched is to who was found by it. */
export const Through = z.enum(['child', 'parent', 'husband', 'wife'])
export type Through = z.infer<typeof Through>

export const FoundPerson = z.object({
  personId: z.uuid(),
  /** The family of which the person is or was last a member. */
  familyId: z.uuid().nullable(),
  name: z.string(),
  alias: z.string().nullable(),
  sex: PersonSex.nullable(),
  birthOn: z.iso.date().nullable(),
  birthOnIsDefault: z.boolean(),
  relation: z.enum(relations).nullable(),
  /** Name of the family's head, when that is somebody else. */
  headName: z.string().nullable(),
  status: z.enum(['registered', 'provisional']),
  endedAs: z.enum(['died', 'moved', 'mistaken']).nullable(),
  nikMasked: z.string().nullable(),
  place: Place,
  decile: z.int().nullable(),
  decileOn: z.iso.date().nullable(),
  foundBy: FoundBy,
  /** Of a near number: which of the digits that were typed are others in it, counted from 1; two are neighbours that changed places. Never which digit it is. */
  differing: z.array(z.int().min(1).max(16)).max(2),
  /** By whose name the person was found, when it is not the own. */
  through: z.object({ name: z.string(), relation: Through }).nullable(),
}).meta({ id: 'FoundPerson' })
export type FoundPerson = Readonly<z.infer<typeof FoundPerson>>

export const searchLimits = { shortest: 3, longest: 120, page: 20, longestPage: 50 } as const

export const searchOperations = {
  searchPersons: {
    method: 'POST', path: '/api/registry/person-searches', access: 'registry.person.search',
    summary: 'Persons in the actor\'s areas by name (also misspelt, in old spelling, a nickname, Pak and Bu with a child\'s name, or a child, wife or husband of somebody), NIK, family card number '
      + 'or address, best first. A number that nobody has finds whoever\'s is one digit or one swap of neighbours away. '
      + 'What is searched travels in the body, so that no number stands in an address, a history or a log.',
    body: z.object({
      q: z.string().trim().min(searchLimits.shortest).max(searchLimits.longest),
      /** Only in this district or village. */
      area: z.int().min(0).max(999_999).optional(),
      after: z.string().max(1_000).optional(),
      limit: z.int().min(1).max(searchLimits.longestPage).default(searchLimits.page),
    }),
    ok: z.object({ items: z.array(FoundPerson), next: z.string().nullable() }),
    refusals: { number_incomplete: 422, search_too_short: 422, page_unknown: 422 },
  },
} as const satisfies Operations
