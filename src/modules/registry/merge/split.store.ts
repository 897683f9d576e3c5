import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import type { JsonObject } from '#platform/json.ts'
import type { Keys } from '#platform/keys.ts'
import type { Facts, FactStatement, Held } from './split.rules.ts'

/** Every source record that says something of some persons. */
export async function listHeld(tx: Tx, personIds: readonly string[]): Promise<readonly Held[]> {
  const { rows } = await sql<{ person_id: string; source_record_id: string }>`
    select subject_id as person_id, source_record_id from registry.attribute_set where regency_id = ${tx.regencyId} and subject_id = any(${personIds}::uuid[])
    union select subject_id, source_record_id from registry.sensitive_set where regency_id = ${tx.regencyId} and subject_id = any(${personIds}::uuid[])
    union select person_id, source_record_id from registry.link
      where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[]) and ended_at is null`.execute(tx.db)
  return rows.map((row) => ({ personId: row.person_id, sourceRecordId: row.source_record_id }))
}

/** What rows say of the facts of persons, the strongest and latest first. */
export async function listFactStatements(tx: Tx, personIds: readonly string[]): Promise<readonly FactStatement[]> {
  const { rows } = await sql<{
    person_id: string; source_record_id: string; area_id: number; name: string | null; sex: FactStatement['sex']; birth_on: string | null; birth_place: string | null
  }>`
    select a.subject_id as person_id, a.source_record_id, a.area_id, a.values ->> 'name' as name, a.values ->> 'sex' as sex,
      a.values ->> 'birthOn' as birth_on, a.values ->> 'birthPlace' as birth_place
    from registry.attribute_set a
    join registry.source_record r on r.regency_id = a.regency_id and r.source_record_id = a.source_record_id
    join registry.snapshot n on n.regency_id = r.regency_id and n.snapshot_id = r.snapshot_id
    join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id
    where a.regency_id = ${tx.regencyId} and a.subject_id = any(${personIds}::uuid[])
    order by o.strength desc, a.valid_from desc, a.recorded_at desc, a.source_record_id`.execute(tx.db)
  return rows.map((row) => ({
    personId: row.person_id, sourceRecordId: row.source_record_id, areaId: row.area_id, name: row.name, sex: row.sex, birthOn: row.birth_on, birthPlace: row.birth_place,
  }))
}

export interface PersonFactsRow extends Facts {
  readonly personId: string
  readonly alias: string | null
  readonly hasNik: boolean
}

/** The facts that stand on persons now. */
export async function listFacts(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, PersonFactsRow>> {
  const { rows } = await sql<{
    person_id: string; area_id: number; name: string; alias: string | null; sex: Facts['sex']; birth_on: string | null; birth_place: string | null
    source_record_id: string | null; has_nik: boolean
  }>`
    select p.person_id, p.area_id, p.name, p.alias, p.sex, p.birth_on, p.birth_place, p.source_record_id, i.person_id is not null as has_nik
    from registry.person p left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
    where p.regency_id = ${tx.regencyId} and p.person_id = any(${personIds}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, {
    personId: row.person_id, areaId: row.area_id, name: row.name, alias: row.alias, sex: row.sex, birthOn: row.birth_on, birthPlace: row.birth_place,
    sourceRecordId: row.source_record_id, hasNik: row.has_nik,
  }]))
}

/** One row that a split moved or wrote over, as `split_row` keeps it. */
export interface SplitChange {
  readonly kind: 'attributes' | 'sensitive' | 'link' | 'member' | 'identity' | 'facts'
  readonly fromPersonId: string
  readonly areaId: number
  readonly key: JsonObject
  readonly before?: JsonObject
  readonly after?: JsonObject
}

interface Moving {
  readonly from: readonly string[]
  readonly to: string
  readonly sourceRecordIds: readonly string[]
}

/** Gives the values of records to another person, the closed ones too. */
export async function moveValues(tx: Tx, move: Moving): Promise<readonly SplitChange[]> {
  const open = await sql<{ source_record_id: string; area_id: number; from_id: string }>`
    with old as (select subject_id, source_record_id from registry.attribute_set where regency_id = ${tx.regencyId}
      and subject_id = any(${move.from}::uuid[]) and source_record_id = any(${move.sourceRecordIds}::uuid[]))
    update registry.attribute_set a set subject_id = ${move.to} from old
    where a.regency_id = ${tx.regencyId} and a.subject_id = old.subject_id and a.source_record_id = old.source_record_id
    returning a.source_record_id, a.area_id, old.subject_id as from_id`.execute(tx.db)
  const closed = await sql<{ source_record_id: string; class: string; area_id: number; from_id: string }>`
    with old as (select subject_id, class, source_record_id from registry.sensitive_set where regency_id = ${tx.regencyId}
      and subject_id = any(${move.from}::uuid[]) and source_record_id = any(${move.sourceRecordIds}::uuid[]))
    update registry.sensitive_set a set subject_id = ${move.to} from old
    where a.regency_id = ${tx.regencyId} and a.subject_id = old.subject_id and a.class = old.class and a.source_record_id = old.source_record_id
    returning a.source_record_id, a.class, a.area_id, old.subject_id as from_id`.execute(tx.db)
  return [
    ...open.rows.map((row): SplitChange => ({ kind: 'attributes', fromPersonId: row.from_id, areaId: row.area_id, key: { sourceRecordId: row.source_record_id } })),
    ...closed.rows.map((row): SplitChange => (
      { kind: 'sensitive', fromPersonId: row.from_id, areaId: row.area_id, key: { sourceRecordId: row.source_record_id, class: row.class } })),
  ]
}

/** Ends the links of records and makes new ones, by the hand of whoever splits. */
export async function moveLinks(tx: Tx, move: Moving): Promise<readonly SplitChange[]> {
  const { rows } = await sql<{ link_id: string; source_record_id: string; person_id: string; family_id: string | null; area_id: number }>`
    update registry.link set ended_at = ${tx.now}, ended_by = ${tx.actor.accountId}::uuid
    where regency_id = ${tx.regencyId} and person_id = any(${move.from}::uuid[]) and source_record_id = any(${move.sourceRecordIds}::uuid[]) and ended_at is null
    returning link_id, source_record_id, person_id, family_id, area_id`.execute(tx.db)
  return Promise.all(rows.map(async (row): Promise<SplitChange> => {
    const linkId = newId()
    await tx.db.insertInto('registry.link').values({
      regency_id: tx.regencyId, link_id: linkId, source_record_id: row.source_record_id, person_id: move.to, family_id: row.family_id, area_id: row.area_id,
      decided_by: 'human', rule: 'split', linked_by: tx.actor.accountId, linked_at: tx.now,
    }).execute()
    return { kind: 'link', fromPersonId: row.person_id, areaId: row.area_id, key: { endedLinkId: row.link_id, newLinkId: linkId } }
  }))
}

/** What is closed of rows that go to another person is closed for them from now on; gives nothing to take back but doing it the other way. */
export async function sealRecordsFor(tx: Tx, keys: Pick<Keys, 'sealAnew'>, move: { sourceRecordIds: readonly string[]; to: string }): Promise<void> {
  const { rows } = await sql<{ source_record_id: string; sealed: Buffer }>`select source_record_id, sealed from registry.source_record
    where regency_id = ${tx.regencyId} and source_record_id = any(${move.sourceRecordIds}::uuid[]) and sealed is not null`.execute(tx.db)
  if (rows.length === 0) return
  await sql`select registry.seal_records_anew(${tx.regencyId}, ${rows.map((row) => row.source_record_id)}::uuid[],
    ${rows.map((row) => keys.sealAnew(row.sealed, move.to))}::bytea[])`.execute(tx.db)
}

/** Gives the NIK of a person to another one, who has none. */
export async function moveNik(tx: Tx, keys: Pick<Keys, 'sealAnew'>, move: { from: string; to: string }): Promise<readonly SplitChange[]> {
  const { rows } = await sql<{ area_id: number; nik_sealed: Buffer }>`select area_id, nik_sealed from registry.person_identity
    where regency_id = ${tx.regencyId} and person_id = ${move.from} for update`.execute(tx.db)
  for (const row of rows) {
    await sql`update registry.person_identity set person_id = ${move.to}, nik_sealed = ${keys.sealAnew(row.nik_sealed, move.to)}
      where regency_id = ${tx.regencyId} and person_id = ${move.from}`.execute(tx.db)
  }
  return rows.map((row) => ({ kind: 'identity', fromPersonId: move.from, areaId: row.area_id, key: {} }))
}

interface MemberRow {
  family_id: string
  person_id: string
  valid_from: string
  valid_to: string | null
  area_id: number
  source_record_id: string | null
}

/**
 * Memberships that came with the records go with them; one of today that the other person cannot take, because they live in a family already, ends.
 * Who is left without a family of today is again in the one that they were in before.
 */
export async function moveMemberships(tx: Tx, move: Moving & { today: string }): Promise<readonly SplitChange[]> {
  const members = await listMemberships(tx, [...move.from, move.to])
  const going = members.filter((row) => row.person_id !== move.to && move.sourceRecordIds.includes(row.source_record_id ?? ''))
  let targetIsAtHome = members.some((row) => row.person_id === move.to && row.valid_to === null)
  const changes: SplitChange[] = []
  for (const row of going) {
    const isThere = members.some((other) => other.person_id === move.to && other.family_id === row.family_id && other.valid_from === row.valid_from)
    if (!isThere && (row.valid_to !== null || !targetIsAtHome)) {
      changes.push(await giveMembership(tx, row, move.to))
      targetIsAtHome ||= row.valid_to === null
    } else if (row.valid_to === null) changes.push(await changeMembership(tx, row, row.valid_from > move.today ? row.valid_from : move.today))
  }
  for (const personId of new Set(going.filter((row) => row.valid_to === null).map((row) => row.person_id))) {
    const last = members.filter((row) => row.person_id === personId && !going.includes(row) && row.valid_to !== null)
      .toSorted((one, other) => (one.valid_to! < other.valid_to! ? 1 : -1))[0]
    if (last !== undefined) changes.push(await changeMembership(tx, last, null))
  }
  return changes
}

async function listMemberships(tx: Tx, personIds: readonly string[]): Promise<readonly MemberRow[]> {
  const { rows } = await sql<MemberRow>`select family_id, person_id, valid_from, valid_to, area_id, source_record_id
    from registry.family_member where regency_id = ${tx.regencyId} and person_id = any(${personIds}::uuid[]) and annulled_at is null
    order by valid_from, family_id`.execute(tx.db)
  return rows
}

async function giveMembership(tx: Tx, row: MemberRow, to: string): Promise<SplitChange> {
  await sql`update registry.family_member set person_id = ${to} where regency_id = ${tx.regencyId} and family_id = ${row.family_id}
    and person_id = ${row.person_id} and valid_from = ${row.valid_from}::date`.execute(tx.db)
  return { kind: 'member', fromPersonId: row.person_id, areaId: row.area_id, key: { familyId: row.family_id, validFrom: row.valid_from, moved: true } }
}

async function changeMembership(tx: Tx, row: MemberRow, validTo: string | null): Promise<SplitChange> {
  await setMemberTo(tx, { familyId: row.family_id, personId: row.person_id, validFrom: row.valid_from, validTo })
  return {
    kind: 'member', fromPersonId: row.person_id, areaId: row.area_id, key: { familyId: row.family_id, validFrom: row.valid_from, moved: false },
    before: { validTo: row.valid_to }, after: { validTo },
  }
}

/** Until when somebody is a member; null: today. */
export async function setMemberTo(tx: Tx, row: { familyId: string; personId: string; validFrom: string; validTo: string | null }): Promise<void> {
  await sql`update registry.family_member set valid_to = ${row.validTo}::date where regency_id = ${tx.regencyId} and family_id = ${row.familyId}
    and person_id = ${row.personId} and valid_from = ${row.validFrom}::date`.execute(tx.db)
}
