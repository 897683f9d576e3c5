import { sql, type RawBuilder } from 'kysely'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { KnownPerson } from './link.rules.ts'

/** Persons with one of these NIK (keyed hashes), by the hash in hex. */
export async function findKnownByNik(tx: Tx, macs: readonly Buffer[]): Promise<ReadonlyMap<string, readonly KnownPerson[]>> {
  const persons = await findKnown(tx, macs, (slice) => sql`p.person_id in (
    select person_id from registry.person_identity where regency_id = ${tx.regencyId} and nik_mac = any(${slice}::bytea[]))`)
  return grouped(persons, (known) => known.nikMac)
}

/** Members of the families with one of these cards (keyed hashes), by the hash in hex. */
export async function findKnownByCard(tx: Tx, macs: readonly Buffer[]): Promise<ReadonlyMap<string, readonly KnownPerson[]>> {
  const persons = await findKnown(tx, macs, (slice) => sql`c.card_mac = any(${slice}::bytea[])`)
  return grouped(persons, (known) => known.family?.cardMac ?? null)
}

/** Persons whose names sound like one of these, in the given areas, by the key of the name. */
export async function findKnownByName(tx: Tx, where: { areaIds: readonly number[]; nameKeys: readonly string[] }): Promise<ReadonlyMap<string, readonly KnownPerson[]>> {
  const persons = await findKnown(tx, where.nameKeys, (slice) => sql`p.area_id = any(${where.areaIds}::int[]) and p.name_key = any(${slice}::text[])`)
  return grouped(persons, (known) => known.nameKey)
}

function grouped(persons: readonly KnownPerson[], key: (known: KnownPerson) => string | null): ReadonlyMap<string, readonly KnownPerson[]> {
  const found = Map.groupBy(persons, (known) => key(known) ?? '')
  found.delete('')
  return found
}

async function findKnown<T>(tx: Tx, values: readonly T[], condition: (slice: readonly T[]) => RawBuilder<unknown>): Promise<KnownPerson[]> {
  const found: KnownPerson[] = []
  await inSlices([...new Set(values)], async (slice) => {
    const { rows } = await sql<KnownRow>`
      select p.person_id, p.area_id, p.status, p.name, p.name_key, p.alias, p.sex, p.birth_on, p.birth_place, p.source_record_id, encode(i.nik_mac, 'hex') as nik_mac,
        s.strength, n.as_of_on, m.family_id, m.relation, f.area_id as family_area_id, f.hamlet, f.rt, f.rw, f.address_text, f.decile, f.decile_on,
        encode(c.card_mac, 'hex') as card_mac
      from registry.person p
        left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
        left join registry.family_member m on m.regency_id = p.regency_id and m.person_id = p.person_id and m.valid_to is null
        left join registry.family f on f.regency_id = m.regency_id and f.family_id = m.family_id
        left join registry.family_identity c on c.regency_id = m.regency_id and c.family_id = m.family_id
        left join registry.source_record r on r.regency_id = p.regency_id and r.source_record_id = p.source_record_id
        left join registry.snapshot n on n.regency_id = r.regency_id and n.snapshot_id = r.snapshot_id
        left join registry.source s on s.regency_id = n.regency_id and s.source_id = n.source_id
      where p.regency_id = ${tx.regencyId} and ${condition(slice)}`.execute(tx.db)
    found.push(...rows.map(toKnown))
  })
  return found
}

interface KnownRow {
  person_id: string
  area_id: number
  status: string
  name: string
  name_key: string
  alias: string | null
  sex: string | null
  birth_on: string | null
  birth_place: string | null
  source_record_id: string | null
  nik_mac: string | null
  strength: number | null
  as_of_on: string | null
  family_id: string | null
  relation: string | null
  family_area_id: number | null
  hamlet: string | null
  rt: number | null
  rw: number | null
  address_text: string | null
  decile: number | null
  decile_on: string | null
  card_mac: string | null
}

function toKnown(row: KnownRow): KnownPerson {
  return {
    personId: row.person_id, areaId: row.area_id, status: row.status as KnownPerson['status'], name: row.name, nameKey: row.name_key, alias: row.alias,
    sex: row.sex as KnownPerson['sex'], birthOn: row.birth_on, birthPlace: row.birth_place, nikMac: row.nik_mac, sourceRecordId: row.source_record_id,
    weight: row.strength === null || row.as_of_on === null ? null : { strength: row.strength, asOfOn: row.as_of_on },
    family: row.family_id === null || row.family_area_id === null ? null : {
      familyId: row.family_id, areaId: row.family_area_id, cardMac: row.card_mac, relation: row.relation as Relation, hamlet: row.hamlet, rt: row.rt, rw: row.rw,
      addressText: row.address_text, decile: row.decile, decileOn: row.decile_on,
    },
  }
}

/** Ends the membership of today of persons who go to another family, never before the day on which it began. */
export async function leaveFamilies(tx: Tx, personIds: readonly string[], on: string): Promise<void> {
  await inSlices(personIds, (slice) => sql`
    update registry.family_member set valid_to = greatest(valid_from, ${on}::date)
    where regency_id = ${tx.regencyId} and person_id = any(${slice}::uuid[]) and valid_to is null`.execute(tx.db))
}

/** Corrects the relation of members to the heads of their families. */
export async function correctRelations(tx: Tx, members: readonly { familyId: string; personId: string; relation: Relation }[]): Promise<void> {
  await inSlices(members, (slice) => sql`
    update registry.family_member m set relation = v.relation
    from unnest(${slice.map((member) => member.familyId)}::uuid[], ${slice.map((member) => member.personId)}::uuid[], ${slice.map((member) => member.relation)}::text[])
      as v (family_id, person_id, relation)
    where m.regency_id = ${tx.regencyId} and m.family_id = v.family_id and m.person_id = v.person_id and m.valid_to is null`.execute(tx.db))
}

/** One list is stored at a time, so that two lists that name the same person cannot both add it. */
export async function lockStoring(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7310030, ${tx.regencyId})`.execute(tx.db)
}

export interface FamilySummary {
  readonly familyId: string
  readonly headName: string
  readonly areaId: number
  readonly members: number
}

/** Families with their heads, for the result of an import. */
export async function listFamilySummaries(tx: Tx, familyIds: readonly string[]): Promise<readonly FamilySummary[]> {
  const { rows } = await sql<{ family_id: string; area_id: number; head_name: string; members: number }>`
    select f.family_id, f.area_id, count(*) as members,
      (array_agg(p.name order by (m.relation = 'head') desc, p.birth_on, p.person_id))[1] as head_name
    from registry.family f
      join registry.family_member m on m.regency_id = f.regency_id and m.family_id = f.family_id and m.valid_to is null
      join registry.person p on p.regency_id = m.regency_id and p.person_id = m.person_id
    where f.regency_id = ${tx.regencyId} and f.family_id = any(${familyIds}::uuid[]) group by 1, 2`.execute(tx.db)
  const order = new Map(familyIds.map((familyId, at) => [familyId, at]))
  return rows.map((row) => ({ familyId: row.family_id, areaId: row.area_id, headName: row.head_name, members: row.members }))
    .toSorted((one, other) => (order.get(one.familyId) ?? 0) - (order.get(other.familyId) ?? 0))
}
