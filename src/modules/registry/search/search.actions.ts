import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { withDescendants } from '#modules/people/index.ts'
import { placeView } from '#modules/registry/family/place.rules.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { FoundPerson, searchOperations } from './search.contract.ts'
import { readPageMark, readSearch, writePageMark, type NotSearchable, type PageMark, type Wanted } from './search.rules.ts'
import { findByAddress, findByName, findByNumber, listPersonLines, type Hit, type PersonLine, type SearchPage } from './search.store.ts'

export type SearchDeps = Pick<Deps, 'db' | 'keys' | 'regency'>
type SearchQuery = z.output<typeof searchOperations.searchPersons.query>
export type SearchRefused = NotSearchable | { readonly kind: 'page_unknown' }

/** One page of persons in the actor's areas, best first; the search is written down. */
export async function searchPersons(
  deps: SearchDeps, actor: Actor, query: SearchQuery,
): Promise<Result<{ items: FoundPerson[]; next: string | null }, SearchRefused>> {
  const wanted = readSearch(query.q)
  if (!wanted.ok) return wanted
  const after = query.after === undefined ? undefined : readPageMark(query.after)
  if (query.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => ok(await findPage(tx, deps, { wanted: wanted.value, after, query })))
}

interface Asked {
  readonly wanted: Wanted
  readonly after: PageMark | undefined
  readonly query: SearchQuery
}

async function findPage(tx: Tx, deps: SearchDeps, { wanted, after, query }: Asked): Promise<{ items: FoundPerson[]; next: string | null }> {
  const scope = scopeOf(deps, tx.actor, query.area)
  const hits = await find(tx, wanted, { ...scope, after, limit: query.limit + 1, keys: deps.keys })
  const page = hits.slice(0, query.limit)
  const lines = await listPersonLines(tx, page.map((hit) => hit.personId))
  const area = query.area ?? tx.actor.homeAreaId ?? 0
  await auditRead(tx, {
    action: 'searchPersons', subjectKind: 'area', subjectId: String(area), areaId: area, purpose: 'search',
    fields: ['name', 'birth', 'address', 'nik_last4', 'decile'],
  })
  const last = page.at(-1)
  return {
    items: page.flatMap((hit) => itemsOf(deps, hit, lines.get(hit.personId))),
    next: hits.length > query.limit && last !== undefined ? writePageMark(last) : null,
  }
}

/** A filter never reaches farther than the scope. */
function scopeOf(deps: SearchDeps, actor: Actor, area: number | undefined): Pick<SearchPage, 'areaIds' | 'isNarrowed'> {
  if (area === undefined || area === 0) return { areaIds: actor.areaIds, isNarrowed: false }
  const scope = new Set(actor.areaIds)
  return { areaIds: withDescendants(deps.regency.areas, area).filter((id) => scope.has(id)), isNarrowed: true }
}

async function find(tx: Tx, wanted: Wanted, page: SearchPage & { keys: SearchDeps['keys'] }): Promise<readonly Hit[]> {
  if (page.areaIds.length === 0) return []
  switch (wanted.by) {
    case 'number': return findByNumber(tx, { digits: wanted.digits, keys: page.keys }, page)
    case 'address': return findByAddress(tx, wanted.address, page)
    case 'name': return findByName(tx, wanted, page)
  }
}

function itemsOf(deps: SearchDeps, hit: Hit, line: PersonLine | undefined): FoundPerson[] {
  if (line === undefined) return []
  const { areaId, hamlet, rt, rw, addressText, nik, ...shown } = line
  return [{
    ...shown, nikMasked: nik === null ? null : maskNik(nik), foundBy: hit.foundBy,
    place: placeView(deps.regency.areas, { areaId, hamlet, rt, rw, addressText }),
  }]
}
