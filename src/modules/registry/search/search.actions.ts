import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import { findDistrictsByName, findVillagesByName, withDescendants } from '#modules/people/index.ts'
import { placeView } from '#modules/registry/family/place.rules.ts'
import { findPersonRoots } from '#modules/registry/merge/cluster.store.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { FoundPerson, searchOperations } from './search.contract.ts'
import { readPageMark, readSearch, writePageMark, type Hit, type ListMark, type NameWanted, type NotSearchable, type Wanted } from './search.rules.ts'
import { findByAddress, findByName, findByNumber, listPersonLines, type Found, type PersonLine, type SearchPage } from './search.store.ts'

export type SearchDeps = Pick<Deps, 'db' | 'keys' | 'regency'>
type SearchAsked = z.output<typeof searchOperations.searchPersons.body>
export type SearchRefused = NotSearchable | { readonly kind: 'page_unknown' }

/** One page of persons in the actor's areas, best first; the search is written down. */
export async function searchPersons(
  deps: SearchDeps, actor: Actor, asked: SearchAsked,
): Promise<Result<{ items: FoundPerson[]; next: string | null }, SearchRefused>> {
  const wanted = readSearch(asked.q, (name, kind) => areasCalled(deps, name, kind))
  if (!wanted.ok) return wanted
  const after = asked.after === undefined ? undefined : readPageMark(asked.after)
  if (asked.after !== undefined && after === undefined) return err({ kind: 'page_unknown' })
  return deps.db.asActor(actor, async (tx) => ok(await findPage(tx, deps, { wanted: wanted.value, after, asked })))
}

function areasCalled({ regency }: SearchDeps, name: string, kind: 'village' | 'district' | null): readonly number[] {
  const villages = kind === 'district' ? [] : findVillagesByName(regency.areas, name).candidates
  const districts = kind === 'village' ? [] : findDistrictsByName(regency.areas, name)
  return [...villages, ...districts].flatMap((area) => withDescendants(regency.areas, area.areaId))
}

interface Asked {
  readonly wanted: Wanted
  readonly after: ListMark | undefined
  readonly asked: SearchAsked
}

async function findPage(tx: Tx, deps: SearchDeps, { wanted, after, asked }: Asked): Promise<{ items: FoundPerson[]; next: string | null }> {
  const scope = scopeOf(deps, tx.actor, { areaId: asked.area, areaIds: wanted.areaIds })
  const { hits: found, next } = await find(tx, wanted, { ...scope, after, limit: asked.limit, keys: deps.keys })
  const known = await listPersonLines(tx, found.flatMap((hit) => [hit.personId, ...(hit.through === null ? [] : [hit.through.personId])]))
  const { hits, lines } = await standFor(tx, { hits: found, shown: after?.shown ?? [] }, known)
  const area = asked.area ?? tx.actor.homeAreaId ?? 0
  await auditRead(tx, {
    action: 'searchPersons', subjectKind: 'area', subjectId: String(area), areaId: area, purpose: 'search',
    fields: ['name', 'birth', 'address', 'nik_last4', 'decile'], listed: hits.map((hit) => hit.personId),
  })
  return { items: hits.flatMap((hit) => itemsOf(deps, hit, lines)), next: next === null ? null : writePageMark({ ...next, shown: [...(after?.shown ?? []), ...standing(hits, lines)] }) }
}

/** Who of a page stands for others. */
function standing(hits: readonly Hit[], lines: ReadonlyMap<string, PersonLine>): readonly string[] {
  return hits.map((hit) => hit.personId).filter((personId) => lines.get(personId)?.standsForOthers === true)
}

/** Whoever was merged into another is shown as that one, once: also when the other was shown on a page before. */
async function standFor(
  tx: Tx, { hits: all, shown: before }: { hits: readonly Hit[]; shown: readonly string[] }, lines: ReadonlyMap<string, PersonLine>,
): Promise<{ hits: readonly Hit[]; lines: ReadonlyMap<string, PersonLine> }> {
  const hits = all.filter((hit) => !before.includes(hit.personId))
  const merged = hits.map((hit) => hit.personId).filter((personId) => (lines.get(personId)?.mergedInto ?? null) !== null)
  if (merged.length === 0) return { hits, lines }
  const roots = await findPersonRoots(tx, merged)
  const shown = hits.map((hit) => ({ ...hit, personId: roots.get(hit.personId) ?? hit.personId }))
    .filter((hit) => !before.includes(hit.personId))
  return {
    hits: shown.filter((hit, at) => shown.findIndex((other) => other.personId === hit.personId) === at),
    lines: new Map([...lines, ...(await listPersonLines(tx, [...roots.values()]))]),
  }
}

/** A filter, or an area named in the search, never reaches farther than the scope. */
function scopeOf(
  deps: SearchDeps, actor: Actor, narrowed: { areaId: number | undefined; areaIds: readonly number[] | null },
): Pick<SearchPage, 'areaIds' | 'isNarrowed'> {
  const { areaId = 0, areaIds } = narrowed
  if (areaId === 0 && areaIds === null) return { areaIds: actor.areaIds, isNarrowed: false }
  const scope = new Set(actor.areaIds)
  const named = new Set(areaIds ?? actor.areaIds)
  return { areaIds: withDescendants(deps.regency.areas, areaId).filter((id) => scope.has(id) && named.has(id)), isNarrowed: true }
}

async function find(tx: Tx, wanted: Wanted, page: SearchPage & { keys: SearchDeps['keys'] }): Promise<Found> {
  if (page.areaIds.length === 0) return { hits: [], next: null }
  switch (wanted.by) {
    case 'number': return findByNumber(tx, { digits: wanted.digits, keys: page.keys }, page)
    case 'address': return findByAddress(tx, wanted.address, page)
    case 'name': return findNamed(tx, wanted, page)
  }
}

/** Whoever is called so; where nobody is, whoever lives in the hamlet of that name. */
async function findNamed(tx: Tx, wanted: NameWanted, page: SearchPage): Promise<Found> {
  const found = await findByName(tx, wanted, page)
  return found.hits.length > 0 || wanted.orAddress === null ? found : findByAddress(tx, wanted.orAddress, page)
}

function itemsOf(deps: SearchDeps, hit: Hit, lines: ReadonlyMap<string, PersonLine>): FoundPerson[] {
  const line = lines.get(hit.personId)
  if (line === undefined) return []
  const named = hit.through === null ? undefined : lines.get(hit.through.personId)
  const through = hit.through === null || named === undefined ? null : { name: named.name, relation: hit.through.relation }
  return [{ ...personView(deps, line), foundBy: hit.foundBy, differing: [...(hit.differing ?? [])], through }]
}

/** A person as lists show one. */
export function personView({ regency }: Pick<Deps, 'regency'>, line: PersonLine): Omit<FoundPerson, 'foundBy' | 'differing' | 'through'> {
  const { areaId, hamlet, rt, rw, addressText, nik, mergedInto: _mergedInto, standsForOthers: _standsForOthers, ...shown } = line
  return { ...shown, nikMasked: nik === null ? null : maskNik(nik), place: placeView(regency.areas, { areaId, hamlet, rt, rw, addressText }) }
}
