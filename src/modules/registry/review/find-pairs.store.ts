import { sql } from 'kysely'
import { findPersonRoots } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Comparable } from './review.rules.ts'

/** The persons of whom rows of a snapshot speak, in the order of their ids, after one. */
export async function listPersonsOfSnapshot(tx: Tx, page: { snapshotId: string; after: string; limit: number }): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct l.person_id from registry.source_record r
    join registry.link l on l.regency_id = r.regency_id and l.source_record_id = r.source_record_id and l.ended_at is null
    where r.regency_id = ${tx.regencyId} and r.snapshot_id = ${page.snapshotId} and l.person_id > ${page.after}::uuid
    order by 1 limit ${page.limit}`.execute(tx.db)
  return rows.map((row) => row.person_id)
}

/** Persons as they are compared. Each table is asked by its own key, because a joined statement is planned badly on tables that were just filled. */
export async function listComparables(tx: Tx, personIds: readonly string[]): Promise<readonly Comparable[]> {
  const persons = await sql<{
    person_id: string; area_id: number; name: string; name_key: string; sex: Comparable['sex']; birth_on: string | null; birth_on_is_default: boolean
  }>`select person_id, area_id, name, name_key, sex, birth_on, birth_on_is_default
    from registry.person where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[]) and ended_on is null`.execute(tx.db)
  const numbers = await sql<{ person_id: string; mac: string }>`select person_id, encode(nik_mac, 'hex') as mac
    from registry.person_identity where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[])`.execute(tx.db)
  const members = await sql<{ person_id: string; family_id: string }>`select person_id, family_id
    from registry.family_member where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[]) and valid_to is null`.execute(tx.db)
  const cards = await sql<{ family_id: string; mac: string }>`select family_id, encode(card_mac, 'hex') as mac
    from registry.family_identity where regency_id = ${tx.regencyId} and family_id = any(${members.rows.map((row) => row.family_id)}::uuid[])`.execute(tx.db)
  const roots = await findPersonRoots(tx, personIds)
  const nikOf = new Map(numbers.rows.map((row) => [row.person_id, row.mac]))
  const cardOf = new Map(cards.rows.map((row) => [row.family_id, row.mac]))
  const cardOfPerson = new Map(members.rows.map((row) => [row.person_id, cardOf.get(row.family_id)]))
  return persons.rows.map((row) => ({
    personId: row.person_id, rootId: roots.get(row.person_id) ?? row.person_id, areaId: row.area_id, name: row.name, nameKey: row.name_key, sex: row.sex,
    birthOn: row.birth_on, birthOnIsDefault: row.birth_on_is_default, nikMac: nikOf.get(row.person_id) ?? null, cardMac: cardOfPerson.get(row.person_id) ?? null,
  }))
}

const mostSharing = 20_000

/** Everybody who shares the number, the card, or the name and birth date in one village with some of these persons; bounded. */
export async function listSharing(tx: Tx, persons: readonly Comparable[]): Promise<readonly string[]> {
  const bytes = (macs: readonly (string | null)[]) => [...new Set(macs.flatMap((mac) => mac ?? []))].map((mac) => Buffer.from(mac, 'hex'))
  const named = persons.filter((person) => person.birthOn !== null)
  const byNumber = await sql<{ person_id: string }>`select person_id from registry.person_identity
    where regency_id = ${tx.regencyId} and nik_mac = any(${bytes(persons.map((person) => person.nikMac))}::bytea[]) limit ${mostSharing}`.execute(tx.db)
  const byCard = await sql<{ person_id: string }>`select person_id from registry.family_member
    where regency_id = ${tx.regencyId} and valid_to is null and family_id = any(array(select family_id from registry.family_identity
      where regency_id = ${tx.regencyId} and card_mac = any(${bytes(persons.map((person) => person.cardMac))}::bytea[]))) limit ${mostSharing}`.execute(tx.db)
  const byName = await sql<{ person_id: string }>`select person_id from registry.person
    where regency_id = ${tx.regencyId} and area_id = any(${[...new Set(named.map((person) => person.areaId))]}::int[])
      and name_key = any(${[...new Set(named.map((person) => person.nameKey))]}::text[])
      and birth_on = any(${[...new Set(named.map((person) => person.birthOn))]}::date[]) limit ${mostSharing}`.execute(tx.db)
  return [...new Set([byNumber, byCard, byName].flatMap(({ rows }) => rows.map((row) => row.person_id)))]
}
