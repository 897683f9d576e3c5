import { sql, type RawBuilder } from 'kysely'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import { findPersonRoots } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import type { KnownFamily, KnownPerson, Weight } from './link.rules.ts'

/** Persons with one of these NIK (keyed hashes), by the hash in hex; `known` are not looked up again. */
export async function findKnownByNik(
  tx: Tx, macs: readonly Buffer[], known: ReadonlyMap<string, KnownPerson>,
): Promise<ReadonlyMap<string, readonly KnownPerson[]>> {
  const found = await findKnown(tx, { values: macs, known }, (slice) => sql`
    select person_id from registry.person_identity where regency_id = ${tx.regencyId} and nik_mac = any(${slice}::bytea[])`)
  return grouped(found, (known) => known.nikMac)
}

/** Members of the families with one of these cards (keyed hashes), by the hash in hex. */
export async function findKnownByCard(tx: Tx, macs: readonly Buffer[]): Promise<ReadonlyMap<string, readonly KnownPerson[]>> {
  const found = await findKnown(tx, { values: macs }, (slice) => sql`
    select person_id from registry.family_member where regency_id = ${tx.regencyId} and valid_to is null and family_id = any(array(
      select family_id from registry.family_identity where regency_id = ${tx.regencyId} and card_mac = any(${slice}::bytea[])))`)
  return grouped(found, (known) => known.family?.cardMac ?? null)
}

/** The ends of persons' NIK, as screens show them. */
export async function findNiks(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, { prefix: string; last4: string }>> {
  const { rows } = await sql<{ person_id: string; nik_prefix: string; nik_last4: string }>`
    select person_id, nik_prefix, nik_last4 from registry.person_identity
    where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, { prefix: row.nik_prefix, last4: row.nik_last4 }]))
}

/** Persons whose names sound like one of these, in the given areas, by the key of the name. */
export async function findKnownByName(tx: Tx, where: { areaIds: readonly number[]; nameKeys: readonly string[] }): Promise<ReadonlyMap<string, readonly KnownPerson[]>> {
  const found = await findKnown(tx, { values: where.nameKeys }, (slice) => sql`
    select person_id from registry.person
    where regency_id = ${tx.regencyId} and area_id = any(${where.areaIds}::int[]) and name_key = any(${slice}::text[])`)
  return grouped(found, (known) => known.nameKey)
}

function grouped(persons: readonly KnownPerson[], key: (known: KnownPerson) => string | null): ReadonlyMap<string, readonly KnownPerson[]> {
  const found = Map.groupBy(persons, (known) => key(known) ?? '')
  found.delete('')
  return new Map([...found].map(([value, group]) => [value, onceEach(group)]))
}

/** Those who were merged are one: the one who stands for them, where both were found. */
function onceEach(persons: readonly KnownPerson[]): readonly KnownPerson[] {
  if (persons.every((known) => known.rootId === known.personId)) return persons
  return [...Map.groupBy(persons, (known) => known.rootId)].map(([rootId, group]) => group.find((known) => known.personId === rootId) ?? group[0]!)
}

async function findKnown<T>(
  tx: Tx, asked: { values: readonly T[]; known?: ReadonlyMap<string, KnownPerson> }, personIdsOf: (slice: readonly T[]) => RawBuilder<{ person_id: string }>,
): Promise<KnownPerson[]> {
  const ids = new Set<string>()
  await inSlices([...new Set(asked.values)], async (slice) => {
    for (const row of (await personIdsOf(slice).execute(tx.db)).rows) ids.add(row.person_id)
  })
  const found = [...ids].flatMap((id) => asked.known?.get(id) ?? [])
  await inSlices([...ids].filter((id) => asked.known?.has(id) !== true), async (slice) => void found.push(...(await describePersons(tx, slice))))
  return found
}

/**
 * Persons with their number, source and family of today. Each table is asked by its own key: one joined statement is planned badly while
 * the tables have just been filled, and then takes minutes instead of milliseconds.
 */
async function describePersons(tx: Tx, personIds: readonly string[]): Promise<KnownPerson[]> {
  // What needs no other answer is asked for at once: the database works on one while another is read.
  const [persons, numbers, families] = await Promise.all([findPersons(tx, personIds), findNumbers(tx, personIds), findFamiliesOf(tx, personIds)])
  const [weights, roots] = await Promise.all([
    findWeights(tx, persons.flatMap((row) => row.source_record_id ?? [])), findPersonRoots(tx, persons.filter((row) => row.is_merged).map((row) => row.person_id)),
  ])
  return persons.map((row) => ({
    personId: row.person_id, rootId: roots.get(row.person_id) ?? row.person_id, areaId: row.area_id, status: row.status, name: row.name, nameKey: row.name_key, alias: row.alias, sex: row.sex,
    birthOn: row.birth_on, birthPlace: row.birth_place, sourceRecordId: row.source_record_id, nikMac: numbers.get(row.person_id) ?? null,
    weight: weights.get(row.source_record_id ?? '') ?? null, family: families.get(row.person_id) ?? null,
  }))
}

async function findPersons(tx: Tx, personIds: readonly string[]): Promise<readonly PersonRow[]> {
  const { rows } = await sql<PersonRow>`select person_id, area_id, status, name, name_key, alias, sex, birth_on, birth_place, source_record_id,
      merged_into is not null as is_merged
    from registry.person where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[])`.execute(tx.db)
  return rows
}

/** Keyed hashes of NIK, in hex, by person. */
async function findNumbers(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ person_id: string; nik_mac: string }>`select person_id, encode(nik_mac, 'hex') as nik_mac
    from registry.person_identity where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, row.nik_mac]))
}

interface PersonRow {
  person_id: string
  area_id: number
  status: KnownPerson['status']
  name: string
  name_key: string
  alias: string | null
  sex: KnownPerson['sex']
  birth_on: string | null
  birth_place: string | null
  source_record_id: string | null
  is_merged: boolean
}

async function findWeights(tx: Tx, recordIds: readonly string[]): Promise<ReadonlyMap<string, Weight>> {
  const records = await sql<{ source_record_id: string; snapshot_id: string }>`select source_record_id, snapshot_id
    from registry.source_record where regency_id = ${tx.regencyId} and source_record_id = any(${recordIds}::uuid[])`.execute(tx.db)
  const snapshots = await sql<{ snapshot_id: string; as_of_on: string; strength: number; key: string }>`select n.snapshot_id, n.as_of_on, s.strength, s.key
    from registry.snapshot n join registry.source s on s.regency_id = n.regency_id and s.source_id = n.source_id
    where n.regency_id = ${tx.regencyId} and n.snapshot_id = any(${[...new Set(records.rows.map((row) => row.snapshot_id))]}::uuid[])`.execute(tx.db)
  const weights = new Map(snapshots.rows.map((row) => [row.snapshot_id, { strength: row.strength, asOfOn: row.as_of_on, sourceKey: row.key }]))
  return new Map(records.rows.flatMap((row): [string, Weight][] => {
    const weight = weights.get(row.snapshot_id)
    return weight === undefined ? [] : [[row.source_record_id, weight]]
  }))
}

async function findFamiliesOf(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, KnownFamily>> {
  const members = await sql<{ person_id: string; family_id: string; relation: Relation; source_record_id: string | null }>`
    select person_id, family_id, relation, source_record_id
    from registry.family_member where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[]) and valid_to is null`.execute(tx.db)
  const familyIds = [...new Set(members.rows.map((row) => row.family_id))]
  const [families, cards, weights] = await Promise.all([
    sql<FamilyRow>`select family_id, area_id, hamlet, rt, rw, address_text, decile, decile_on
      from registry.family where regency_id = ${tx.regencyId} and family_id = any(${familyIds}::uuid[])`.execute(tx.db),
    sql<{ family_id: string; card_mac: string }>`select family_id, encode(card_mac, 'hex') as card_mac
      from registry.family_identity where regency_id = ${tx.regencyId} and family_id = any(${familyIds}::uuid[])`.execute(tx.db),
    findWeights(tx, members.rows.flatMap((row) => row.source_record_id ?? [])),
  ])
  const byId = new Map(families.rows.map((row) => [row.family_id, row]))
  const macs = new Map(cards.rows.map((row) => [row.family_id, row.card_mac]))
  return new Map(members.rows.flatMap((member): [string, KnownFamily][] => {
    const row = byId.get(member.family_id)
    if (row === undefined) return []
    const { family_id: familyId, area_id: areaId, hamlet, rt, rw, address_text: addressText, decile, decile_on: decileOn } = row
    const weight = weights.get(member.source_record_id ?? '') ?? null
    return [[member.person_id, { familyId, areaId, cardMac: macs.get(familyId) ?? null, relation: member.relation, weight, hamlet, rt, rw, addressText, decile, decileOn }]]
  }))
}

interface FamilyRow {
  family_id: string
  area_id: number
  hamlet: string | null
  rt: number | null
  rw: number | null
  address_text: string | null
  decile: number | null
  decile_on: string | null
}

/** Ends the membership of today of persons who go to another family, never before the day on which it began. */
export async function leaveFamilies(tx: Tx, personIds: readonly string[], on: string): Promise<void> {
  await inSlices(personIds, (slice) => sql`
    update registry.family_member set valid_to = greatest(valid_from, ${on}::date)
    where regency_id = ${tx.regencyId} and person_id = any(${slice}::uuid[]) and valid_to is null`.execute(tx.db))
}

export interface ConfirmedMember {
  readonly familyId: string
  readonly personId: string
  readonly relation: Relation
  readonly sourceRecordId: string
}

/** Writes by which row members belong to their families, and how they are related to the heads. */
export async function confirmMembers(tx: Tx, members: readonly ConfirmedMember[]): Promise<void> {
  await inSlices(members, (slice) => sql`
    update registry.family_member m set relation = v.relation, source_record_id = v.record_id
    from unnest(${slice.map((member) => member.familyId)}::uuid[], ${slice.map((member) => member.personId)}::uuid[], ${slice.map((member) => member.relation)}::text[],
      ${slice.map((member) => member.sourceRecordId)}::uuid[]) as v (family_id, person_id, relation, record_id)
    where m.regency_id = ${tx.regencyId} and m.family_id = v.family_id and m.person_id = v.person_id and m.valid_to is null`.execute(tx.db))
}

/** One list is stored at a time, so that two lists that name the same person cannot both add it. */
export async function lockStoring(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7310030, ${tx.regencyId})`.execute(tx.db)
}

/** Tells the planner about what a large list has just added. */
export async function renewStatistics(tx: Tx): Promise<void> {
  await sql`select registry.renew_statistics()`.execute(tx.db)
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
