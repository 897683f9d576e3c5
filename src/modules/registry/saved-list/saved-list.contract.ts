import { z } from 'zod'
import { FoundPerson } from '#modules/registry/search/search.contract.ts'
import type { Operations } from '#platform/http/contract.ts'
import { FamilyFilter } from './family-filter.contract.ts'

export const SubjectKind = z.enum(['family', 'person'])
export type SubjectKind = z.infer<typeof SubjectKind>

export const listLimits = { name: 80, chosen: 2_000, chosenAtOnce: 500, page: 25, longestPage: 100 } as const

/** One line of a list: a person, or a family shown by its head. `subjectId` is the person's or the family's. */
export const ListRow = FoundPerson.omit({ foundBy: true, differing: true, through: true })
  .extend({ subjectId: z.uuid(), memberCount: z.int().nullable() }).meta({ id: 'ListRow' })
export type ListRow = Readonly<z.infer<typeof ListRow>>

export const SavedList = z.object({
  listId: z.uuid(),
  name: z.string(),
  subject: SubjectKind,
  /** Null for a list whose members were chosen one by one. */
  filter: FamilyFilter.nullable(),
  chosenCount: z.int().nullable(),
  isOwn: z.boolean(),
  isShared: z.boolean(),
  ownerName: z.string(),
  madeAt: z.iso.datetime(),
}).meta({ id: 'SavedList' })
export type SavedList = Readonly<z.infer<typeof SavedList>>

const Chosen = z.array(z.uuid()).min(1).max(listLimits.chosenAtOnce)
const paging = { after: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(listLimits.longestPage).default(listLimits.page) }
const Rows = z.object({ items: z.array(ListRow), next: z.string().nullable() })
const params = z.object({ listId: z.uuid() })

export const savedListOperations = {
  listFamilies: {
    method: 'GET', path: '/api/registry/families', access: 'registry.person.search',
    summary: 'Families in the actor\'s areas that a filter takes, in the order in which one walks. The look is written down.',
    query: FamilyFilter.extend(paging), ok: Rows, refusals: { page_unknown: 422 },
  },
  countFamilies: {
    method: 'GET', path: '/api/registry/family-counts', access: 'registry.person.search',
    summary: 'How many families in the actor\'s areas a filter takes', query: FamilyFilter, ok: z.object({ families: z.int() }),
  },
  createSavedList: {
    method: 'POST', path: '/api/registry/saved-lists', access: 'registry.person.search', status: 201,
    summary: 'Keeps a filter, or families or persons that were chosen, under a name',
    body: z.object({
      name: z.string().trim().min(1).max(listLimits.name),
      isShared: z.boolean().default(false),
      of: z.discriminatedUnion('by', [
        z.object({ by: z.literal('filter'), filter: FamilyFilter }),
        z.object({ by: z.literal('chosen'), subject: SubjectKind, subjectIds: Chosen }),
      ]),
    }),
    ok: z.object({ listId: z.uuid() }), refusals: { nothing_chosen: 422, no_office_to_share: 422 },
  },
  listSavedLists: {
    method: 'GET', path: '/api/registry/saved-lists', access: 'registry.person.search', summary: 'The lists one has kept, and those that colleagues share, newest first',
    query: z.object({ after: z.string().max(100).optional() }), ok: z.object({ items: z.array(SavedList), next: z.string().nullable() }),
  },
  getSavedList: {
    method: 'GET', path: '/api/registry/saved-lists/:listId', access: 'registry.person.search', summary: 'One kept list: its name and what it takes',
    params, ok: SavedList,
  },
  listSavedListRows: {
    method: 'GET', path: '/api/registry/saved-lists/:listId/rows', access: 'registry.person.search',
    summary: 'What a kept list holds now, as far as the actor\'s areas reach. The look is written down.',
    params, query: z.object(paging), ok: Rows, refusals: { page_unknown: 422 },
  },
  changeSavedList: {
    method: 'PUT', path: '/api/registry/saved-lists/:listId', access: 'registry.person.search', status: 204, summary: 'Names one\'s own list, and shares it or keeps it',
    params, body: z.object({ name: z.string().trim().min(1).max(listLimits.name), isShared: z.boolean() }),
    ok: z.undefined(), refusals: { no_office_to_share: 422 },
  },
  changeSavedListMembers: {
    method: 'POST', path: '/api/registry/saved-lists/:listId/members', access: 'registry.person.search',
    summary: 'Puts further ones into one\'s own chosen list, or takes some out', params,
    body: z.object({ change: z.enum(['add', 'remove']), subjectIds: Chosen }),
    ok: z.object({ chosenCount: z.int() }), refusals: { list_by_filter: 422, list_full: 422 },
  },
  deleteSavedList: {
    method: 'DELETE', path: '/api/registry/saved-lists/:listId', access: 'registry.person.search', status: 204, summary: 'Deletes one\'s own list; nobody in it changes',
    params, ok: z.undefined(),
  },
} as const satisfies Operations
