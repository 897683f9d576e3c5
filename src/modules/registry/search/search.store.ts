import { sql } from 'kysely'
import { macOfCard, macOfNik, type IdentityKeys } from '#modules/registry/person/identity.rules.ts'
import { soundCuts, wholeSound } from '#modules/registry/name/name.rules.ts'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { scopeMarks, type AddressWanted, type PageMark, type Wanted } from './search.rules.ts'

/** Where to look and from where on. `areaIds` are areas of the actor's scope. */
export interface SearchPage {
  readonly areaIds: readonly number[]
  /** True when `areaIds` is less than the whole scope. */
  readonly isNarrowed: boolean
  readonly after: PageMark | undefined
  readonly limit: number
}

export interface Hit {
  readonly personId: string
  /** The order in which it was found. */
  readonly place: number
  readonly foundBy: 'name' | 'nik' | 'card' | 'address'
}

type WantedName = Extract<Wanted, { by: 'name' }>

/** The persons most like a name, best first; with an address only those who live there. */
export async function findByName(tx: Tx, wanted: WantedName, page: SearchPage): Promise<readonly Hit[]> {
  const words = wanted.sounds.flatMap((sounds, word) => sounds.map((sound) => ({ word, sound, cuts: soundCuts(sound) })))
  const areas = page.isNarrowed ? [...page.areaIds] : null
  const most = wanted.address === null ? page.limit : 501
  const { rows } = await sql<{ person_id: string; place: number }>`
    select h.person_id, h.place
    from registry.search_persons(${tx.regencyId}, ${wanted.name}, ${JSON.stringify(words)}::jsonb, ${wholeSound(wanted.name)}, ${areas}::int[],
      ${scopeMarks(page.areaIds)}::text[], ${page.after?.place ?? null}::int, ${page.after?.personId ?? null}::uuid, ${most}) h
    ${wanted.address === null ? sql`` : sql`where exists (
      select from registry.family_member m join registry.family f on f.regency_id = m.regency_id and f.family_id = m.family_id
      where m.regency_id = ${tx.regencyId} and m.person_id = h.person_id and m.valid_to is null and ${livesAt(wanted.address)})`}
    order by h.place, h.person_id limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => ({ personId: row.person_id, place: row.place, foundBy: 'name' }))
}

/** The heads of the families that live at an address. */
export async function findByAddress(tx: Tx, address: AddressWanted, page: SearchPage): Promise<readonly Hit[]> {
  const { rows } = await sql<{ person_id: string }>`
    select m.person_id
    from registry.family f join registry.family_member m on m.regency_id = f.regency_id and m.family_id = f.family_id
    where f.regency_id = ${tx.regencyId} and f.area_id = any(${page.areaIds}::int[]) and ${livesAt(address)}
      and m.relation = 'head' and m.valid_to is null and m.person_id > ${page.after?.personId ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by m.person_id limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => ({ personId: row.person_id, place: 0, foundBy: 'address' }))
}

/** Comparisons of the hamlet stay equalities and ranges: row security lets only those use the index. */
function livesAt({ hamletKey, rt, rw }: AddressWanted) {
  const hamlet = hamletKey === null ? sql`true` : sql`f.hamlet_key >= ${hamletKey} and f.hamlet_key < ${`${hamletKey}~`}`
  return sql`${hamlet} and ${rt === null ? sql`true` : sql`f.rt = ${rt}`} and ${rw === null ? sql`true` : sql`f.rw = ${rw}`}`
}

/** Whoever carries this number as NIK, and the members of the family that carries it as its card. */
export async function findByNumber(tx: Tx, number: { digits: string; keys: IdentityKeys }, page: SearchPage): Promise<readonly Hit[]> {
  if (page.after !== undefined) return []
  const { rows } = await sql<{ person_id: string; found_by: 'nik' | 'card' }>`
    select i.person_id, 'nik' as found_by from registry.person_identity i
    where i.regency_id = ${tx.regencyId} and i.nik_mac = ${Buffer.from(macOfNik(number.keys, number.digits))} and i.area_id = any(${page.areaIds}::int[])
    union all
    select m.person_id, 'card' from registry.family_identity f
      join registry.family_member m on m.regency_id = f.regency_id and m.family_id = f.family_id and m.valid_to is null
    where f.regency_id = ${tx.regencyId} and f.card_mac = ${Buffer.from(macOfCard(number.keys, number.digits))} and f.area_id = any(${page.areaIds}::int[])
    order by 2 desc, 1 limit 50`.execute(tx.db)
  return rows.map((row) => ({ personId: row.person_id, place: 0, foundBy: row.found_by }))
}

export interface PersonLine {
  readonly personId: string
  readonly areaId: number
  readonly status: 'registered' | 'provisional'
  readonly name: string
  readonly alias: string | null
  readonly sex: 'male' | 'female' | null
  readonly birthOn: string | null
  readonly birthOnIsDefault: boolean
  readonly endedAs: 'died' | 'moved' | null
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

/** What a list shows of persons, by id: each with the family of which they are, or were last, a member. */
export async function listPersonLines(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, PersonLine>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<LineRow>`
    select p.person_id, p.area_id, p.status, p.name, p.alias, p.sex, p.birth_on, p.birth_on_is_default, p.ended_as, i.nik_prefix, i.nik_last4,
      m.family_id, m.relation, case when m.relation <> 'head' then h.name end as head_name, f.hamlet, f.rt, f.rw, f.address_text, f.decile, f.decile_on
    from registry.person p
    left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
    left join lateral (
      select k.family_id, k.relation from registry.family_member k
      where k.regency_id = p.regency_id and k.person_id = p.person_id order by k.valid_to desc nulls first limit 1) m on true
    left join registry.family f on f.regency_id = p.regency_id and f.family_id = m.family_id
    left join lateral (
      select hp.name from registry.family_member hm join registry.person hp on hp.regency_id = hm.regency_id and hp.person_id = hm.person_id
      where hm.regency_id = p.regency_id and hm.family_id = m.family_id and hm.relation = 'head' and hm.valid_to is null limit 1) h on true
    where p.regency_id = ${tx.regencyId} and p.person_id = any(${personIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, toLine(row)]))
}

interface LineRow {
  person_id: string
  area_id: number
  status: 'registered' | 'provisional'
  name: string
  alias: string | null
  sex: 'male' | 'female' | null
  birth_on: string | null
  birth_on_is_default: boolean
  ended_as: 'died' | 'moved' | null
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
    personId: row.person_id, areaId: row.area_id, status: row.status, name: row.name, alias: row.alias, sex: row.sex, birthOn: row.birth_on,
    birthOnIsDefault: row.birth_on_is_default, endedAs: row.ended_as,
    nik: row.nik_prefix === null || row.nik_last4 === null ? null : { prefix: row.nik_prefix, last4: row.nik_last4 },
    familyId: row.family_id, relation: row.relation, headName: row.head_name, hamlet: row.hamlet, rt: row.rt, rw: row.rw, addressText: row.address_text,
    decile: row.decile, decileOn: row.decile_on,
  }
}
