import { sql } from 'kysely'
import { macOfCard, macOfNik, type IdentityKeys } from '#modules/registry/person/identity.rules.ts'
import { soundCuts, wholeSound } from '#modules/registry/name/name.rules.ts'
import { nearCards, nearNiks, type NearNumber } from './near-number.rules.ts'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import { listClusters } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { livesAt } from './address-filter.store.ts'
import { listRelatives } from './relative.store.ts'
import { scopeMarks, type AddressWanted, type Hit, type NameWanted, type PageMark } from './search.rules.ts'

/** Where to look and from where on. `areaIds` are areas of the actor's scope. */
export interface SearchPage {
  readonly areaIds: readonly number[]
  /** True when `areaIds` is less than the whole scope. */
  readonly isNarrowed: boolean
  readonly after: PageMark | undefined
  readonly limit: number
}

/** One page of hits; `next` is where the following one begins, null when there is none. */
export interface Found {
  readonly hits: readonly Hit[]
  readonly next: PageMark | null
}

/** Somebody of a name that is like the one asked for; `fits` where address, sex and age are those that were meant. */
interface Candidate extends PageMark {
  readonly fits: boolean
}

const mostBatches = 8

/**
 * The persons most like a name, best first; with an address only those who live there. Of Pak and Bu with a name also the parents and wives of
 * those who bear it; where somebody's child, wife or husband is meant, only those. Candidates come in batches, until a page is full or nobody is left.
 */
export async function findByName(tx: Tx, wanted: NameWanted, page: SearchPage): Promise<Found> {
  const isPlain = wanted.called === null && wanted.kin === null && wanted.address === null
  const size = isPlain ? page.limit + 1 : 200
  const hits: Hit[] = []
  let after = page.after
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const candidates = await listCandidates(tx, wanted, { ...page, after, limit: size })
    const relatives = await listRelatives(tx, wanted, candidates)
    for (const candidate of candidates) {
      if (hits.length >= page.limit) return { hits, next: after ?? null }
      const own: Hit[] = candidate.fits && wanted.kin === null ? [{ personId: candidate.personId, foundBy: 'name', through: null }] : []
      const fresh = [...own, ...(relatives.get(candidate.personId) ?? [])].filter((hit) => hits.every((known) => known.personId !== hit.personId))
      hits.push(...fresh)
      after = { place: candidate.place, personId: candidate.personId }
    }
    if (candidates.length < size) return { hits, next: null }
  }
  return { hits, next: after ?? null }
}

async function listCandidates(tx: Tx, wanted: NameWanted, page: SearchPage): Promise<readonly Candidate[]> {
  const words = wanted.sounds.flatMap((sounds, word) => sounds.map((sound) => ({ word, sound, cuts: soundCuts(sound) })))
  const areas = page.isNarrowed ? [...page.areaIds] : null
  const { rows } = await sql<{ person_id: string; place: number; fits: boolean }>`
    select h.person_id, h.place, ${fits(tx, wanted)} as fits
    from registry.search_persons(${tx.regencyId}, ${wanted.name}, ${JSON.stringify(words)}::jsonb, ${wholeSound(wanted.name)}, ${areas}::int[],
      ${scopeMarks(page.areaIds)}::text[], ${page.after?.place ?? null}::int, ${page.after?.personId ?? null}::uuid, ${page.limit}) h
    order by h.place, h.person_id limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => ({ personId: row.person_id, place: row.place, fits: row.fits }))
}

/** What was said besides the name: where somebody lives, whether man or woman, whether old. What is unknown of a person fits. */
function fits(tx: Tx, wanted: NameWanted) {
  const atAddress = wanted.address === null ? sql`true` : sql`exists (
    select from registry.family_member m join registry.family f on f.regency_id = m.regency_id and f.family_id = m.family_id
    where m.regency_id = ${tx.regencyId} and m.person_id = h.person_id and m.valid_to is null and ${livesAt(wanted.address)})`
  if (wanted.called === null) return atAddress
  const said = {
    father: sql`coalesce(p.sex, 'male') = 'male'`, mother: sql`coalesce(p.sex, 'female') = 'female'`,
    elder: sql`(p.birth_on is null or p.birth_on_is_default or p.birth_on <= ${tx.now}::date - interval '45 years')`,
  }[wanted.called]
  return sql`(${atAddress} and exists (select from registry.person p where p.regency_id = ${tx.regencyId} and p.person_id = h.person_id and ${said}))`
}

/** The heads of the families that live at an address. */
export async function findByAddress(tx: Tx, address: AddressWanted, page: SearchPage): Promise<Found> {
  const { rows } = await sql<{ person_id: string }>`
    select m.person_id
    from registry.family f join registry.family_member m on m.regency_id = f.regency_id and m.family_id = f.family_id
    where f.regency_id = ${tx.regencyId} and f.area_id = any(${page.areaIds}::int[]) and ${livesAt(address)}
      and m.relation = 'head' and m.valid_to is null and m.person_id > ${page.after?.personId ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by m.person_id limit ${page.limit + 1}`.execute(tx.db)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    hits: shown.map((row) => ({ personId: row.person_id, foundBy: 'address', through: null })),
    next: rows.length > page.limit && last !== undefined ? { place: 0, personId: last.person_id } : null,
  }
}

const mostOfOneNumber = 50

interface TypedNumber {
  readonly digits: string
  readonly keys: IdentityKeys
}

/** Whoever carries this number as NIK, and the members of the family that carries it as its card; of nobody's number those of a near one. */
export async function findByNumber(tx: Tx, number: TypedNumber, page: SearchPage): Promise<Found> {
  if (page.after !== undefined) return { hits: [], next: null }
  const exact = [{ digits: number.digits, differing: [] }]
  const found = await listCarriers(tx, { niks: exact, cards: exact, keys: number.keys }, page)
  if (found.length > 0) return { hits: found, next: null }
  const near = { niks: nearNiks(number.digits), cards: nearCards(number.digits), keys: number.keys }
  return { hits: await listCarriers(tx, near, page), next: null }
}

interface Numbers {
  readonly niks: readonly NearNumber[]
  readonly cards: readonly NearNumber[]
  readonly keys: IdentityKeys
}

/** Whoever carries one of the numbers in these areas, by the keyed hashes alone. */
async function listCarriers(tx: Tx, { niks, cards, keys }: Numbers, page: SearchPage): Promise<readonly Hit[]> {
  const nikOf = new Map(niks.map((number) => [toHex(macOfNik(keys, number.digits)), number.differing]))
  const cardOf = new Map(cards.map((number) => [toHex(macOfCard(keys, number.digits)), number.differing]))
  const { rows } = await sql<{ person_id: string; number: 'nik' | 'card'; mac: Buffer }>`
    select i.person_id, 'nik' as number, i.nik_mac as mac from registry.person_identity i
    where i.regency_id = ${tx.regencyId} and i.nik_mac = any(${toBytes(nikOf)}::bytea[]) and i.area_id = any(${page.areaIds}::int[])
    union all
    select m.person_id, 'card', f.card_mac from registry.family_identity f
      join registry.family_member m on m.regency_id = f.regency_id and m.family_id = f.family_id and m.valid_to is null
    where f.regency_id = ${tx.regencyId} and f.card_mac = any(${toBytes(cardOf)}::bytea[]) and f.area_id = any(${page.areaIds}::int[])
    order by 2 desc, 1 limit ${mostOfOneNumber}`.execute(tx.db)
  return rows.map((row) => {
    const differing = (row.number === 'nik' ? nikOf : cardOf).get(toHex(row.mac)) ?? []
    return { personId: row.person_id, foundBy: differing.length === 0 ? row.number : `near_${row.number}`, through: null, differing }
  })
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function toBytes(macs: ReadonlyMap<string, unknown>): readonly Buffer[] {
  return [...macs.keys()].map((mac) => Buffer.from(mac, 'hex'))
}

export interface PersonLine {
  readonly personId: string
  /** Whom this person was found to be; null: stands for itself. */
  readonly mergedInto: string | null
  /** Others were found to be this person. */
  readonly standsForOthers: boolean
  readonly areaId: number
  readonly status: 'registered' | 'provisional'
  readonly name: string
  readonly alias: string | null
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthOnIsDefault: boolean
  readonly endedAs: 'died' | 'moved' | 'mistaken' | null
  readonly nik: { readonly prefix: string; readonly last4: string } | null
  readonly familyId: string | null
  readonly relation: Relation | null
  readonly headName: string | null
  readonly hamlet: string | null
  readonly rt: number | null
  readonly rw: number | null
  readonly addressText: string | null
  readonly decile: number | null
  readonly decileOn: string | null
}

/**
 * What a list shows of persons, by id: each with the family of which they are, or were last, a member. What is not known of the one who stands for
 * others is taken from those merged into them.
 */
export async function listPersonLines(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, PersonLine>> {
  if (personIds.length === 0) return new Map()
  const clusters = new Map([...(await listClusters(tx, personIds))].filter(([, members]) => members.length > 1))
  const lines = await readPersonLines(tx, [...new Set([...personIds, ...[...clusters.values()].flat()])])
  return new Map([...new Set(personIds)].flatMap((personId): [string, PersonLine][] => {
    const line = lines.get(personId)
    if (line === undefined) return []
    const others = clusters.get(personId) ?? []
    return [[personId, { ...others.flatMap((member) => lines.get(member) ?? []).reduce(fillLine, line), standsForOthers: others.length > 0 }]]
  }))
}

function fillLine(line: PersonLine, other: PersonLine): PersonLine {
  const home = line.familyId === null ? other : line
  const { familyId, relation, headName, hamlet, rt, rw, addressText, decile, decileOn } = home
  return {
    ...line, alias: line.alias ?? other.alias, sex: line.sex ?? other.sex, nik: line.nik ?? other.nik,
    birthOn: line.birthOn ?? other.birthOn, birthOnIsDefault: line.birthOn === null ? other.birthOnIsDefault : line.birthOnIsDefault,
    familyId, relation, headName, hamlet, rt, rw, addressText, decile, decileOn,
  }
}

async function readPersonLines(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, PersonLine>> {
  const { rows } = await sql<LineRow>`
    select p.person_id, p.merged_into, p.area_id, p.status, p.name, p.alias, p.sex, p.birth_on, p.birth_on_is_default, p.ended_as, i.nik_prefix, i.nik_last4,
      m.family_id, m.relation, case when m.relation <> 'head' then h.name end as head_name, f.hamlet, f.rt, f.rw, f.address_text, f.decile, f.decile_on
    from registry.person p
    left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
    left join lateral (
      select k.family_id, k.relation from registry.family_member k
      where k.regency_id = p.regency_id and k.person_id = p.person_id and k.annulled_at is null order by k.valid_to desc nulls first limit 1) m on true
    left join registry.family f on f.regency_id = p.regency_id and f.family_id = m.family_id
    left join lateral (
      select hp.name from registry.family_member hm join registry.person hp on hp.regency_id = hm.regency_id and hp.person_id = hm.person_id
      where hm.regency_id = p.regency_id and hm.family_id = m.family_id and hm.relation = 'head' and hm.valid_to is null limit 1) h on true
    where p.regency_id = ${tx.regencyId} and p.person_id = any(${personIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, toLine(row)]))
}

interface LineRow {
  person_id: string
  merged_into: string | null
  area_id: number
  status: 'registered' | 'provisional'
  name: string
  alias: string | null
  sex: 'male' | 'female' | null
  birth_on: string | null
  birth_on_is_default: boolean
  ended_as: 'died' | 'moved' | 'mistaken' | null
  nik_prefix: string | null
  nik_last4: string | null
  family_id: string | null
  relation: Relation | null
  head_name: string | null
  hamlet: string | null
  rt: number | null
  rw: number | null
  address_text: string | null
  decile: number | null
  decile_on: string | null
}

function toLine(row: LineRow): PersonLine {
  return {
    personId: row.person_id, mergedInto: row.merged_into, standsForOthers: false, areaId: row.area_id, status: row.status, name: row.name, alias: row.alias, sex: row.sex, birthOn: row.birth_on,
    birthOnIsDefault: row.birth_on_is_default, endedAs: row.ended_as,
    nik: row.nik_prefix === null || row.nik_last4 === null ? null : { prefix: row.nik_prefix, last4: row.nik_last4 },
    familyId: row.family_id, relation: row.relation, headName: row.head_name, hamlet: row.hamlet, rt: row.rt, rw: row.rw, addressText: row.address_text,
    decile: row.decile, decileOn: row.decile_on,
  }
}
