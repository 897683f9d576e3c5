import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { withDescendants } from '#modules/people/index.ts'
import { personView } from '#modules/registry/search/search.actions.ts'
import { listPersonLines } from '#modules/registry/search/search.store.ts'
import { auditRead } from '#platform/audit/read.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { FamilyFilter } from './family-filter.contract.ts'
import type { ListRow, savedListOperations, SubjectKind } from './saved-list.contract.ts'
import { findSavedList, type SavedListRecord } from './saved-list.store.ts'
import { criteriaOf, readSubjectMark, writeSubjectMark } from './subject.rules.ts'
import { countFamilies, listFaces, listSubjects, type Source } from './subject.store.ts'

export type ListDeps = Pick<Deps, 'db' | 'regency'>
export type PageRefused = { readonly kind: 'page_unknown' }
type NotFound = { readonly kind: 'not_found' }
export interface RowPage {
  readonly items: ListRow[]
  readonly next: string | null
}
interface Paging {
  readonly after?: string | undefined
  readonly limit: number
}

const fields = ['name', 'birth', 'address', 'nik_last4', 'decile']

/** One page of the families that a filter takes in the actor's areas; the look is written down. */
export async function listFamilyRows(
  deps: ListDeps, actor: Actor, query: z.output<typeof savedListOperations.listFamilies.query>,
): Promise<Result<RowPage, PageRefused>> {
  const { after, limit, ...filter } = query
  return deps.db.asActor(actor, async (tx) => {
    const areaId = filter.area ?? actor.homeAreaId ?? 0
    const page = await pageOf(tx, deps, { source: sourceOfFilter(deps, actor, { filter, now: tx.now }), after, limit })
    await auditRead(tx, { action: 'listFamilies', subjectKind: 'area', subjectId: String(areaId), areaId, purpose: 'search', fields, listed: shownIn(page) })
    return page
  })
}

/** How many families a filter takes in the actor's areas. */
export async function countFamilyRows(deps: ListDeps, actor: Actor, filter: FamilyFilter): Promise<{ families: number }> {
  return deps.db.asActor(actor, async (tx) => ({ families: await countFamilies(tx, sourceOfFilter(deps, actor, { filter, now: tx.now })) }))
}

/** One page of what a kept list holds now; the look is written down. */
export async function listSavedListRows(deps: ListDeps, actor: Actor, asked: Paging & { listId: string }): Promise<Result<RowPage, PageRefused | NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const list = await findSavedList(tx, asked.listId)
    if (list === undefined) return err({ kind: 'not_found' as const })
    const page = await pageOf(tx, deps, { source: sourceOfList(deps, actor, { list, now: tx.now }), after: asked.after, limit: asked.limit })
    await auditRead(tx, { action: 'listSavedListRows', subjectKind: 'saved_list', subjectId: list.listId, purpose: 'search', fields, listed: shownIn(page) })
    return page
  })
}

function shownIn(page: Result<RowPage, PageRefused>): readonly string[] {
  return page.ok ? page.value.items.map((row) => row.subjectId) : []
}

/** What a kept list takes, for one who may see it. */
export function sourceOfList(deps: Pick<Deps, 'regency'>, actor: Actor, of: { list: SavedListRecord; now: Date }): Source {
  const { filter, subject, subjectIds } = of.list
  return filter === null ? { subject, ids: subjectIds ?? [] } : sourceOfFilter(deps, actor, { filter, now: of.now })
}

/** What a filter takes in the actor's areas: its own area never reaches farther than the scope. */
export function sourceOfFilter({ regency }: Pick<Deps, 'regency'>, actor: Actor, of: { filter: FamilyFilter; now: Date }): Source {
  const scope = new Set(actor.areaIds)
  const { area = 0 } = of.filter
  const areaIds = area === 0 ? actor.areaIds : withDescendants(regency.areas, area).filter((id) => scope.has(id))
  return { subject: 'family', criteria: criteriaOf(of.filter, areaIds, dayOf(of.now, regency.timeZone)) }
}

async function pageOf(tx: Tx, deps: ListDeps, of: Paging & { source: Source }): Promise<Result<RowPage, PageRefused>> {
  const after = of.after === undefined ? undefined : readSubjectMark(of.after)
  if (of.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  const subjects = await listSubjects(tx, of.source, { after, limit: of.limit + 1 })
  const page = subjects.slice(0, of.limit)
  const last = page.at(-1)
  const items = await describeSubjects(tx, deps, { subject: of.source.subject, ids: page.map((subject) => subject.subjectId) })
  return ok({ items: [...items], next: subjects.length > of.limit && last !== undefined ? writeSubjectMark(last) : null })
}

/** Families or persons as lists show them, in the order given; those out of the actor's reach are left out. */
export async function describeSubjects(tx: Tx, deps: Pick<Deps, 'regency'>, of: { subject: SubjectKind; ids: readonly string[] }): Promise<readonly ListRow[]> {
  const faces = of.subject === 'family' ? await listFaces(tx, of.ids) : undefined
  const lines = await listPersonLines(tx, faces === undefined ? of.ids : [...faces.values()].map((face) => face.personId))
  return of.ids.flatMap((subjectId) => {
    const face = faces?.get(subjectId)
    const line = lines.get(faces === undefined ? subjectId : (face?.personId ?? ''))
    return line === undefined ? [] : [{ ...personView(deps, line), subjectId, memberCount: face?.memberCount ?? null }]
  })
}
