import { sql } from 'kysely'
import { findPersonRoots } from '#modules/registry/merge/cluster.store.ts'
import { nameKey, normaliseName, tidyName } from '#modules/registry/name/name.rules.ts'
import { districtIdOf } from '#modules/registry/search/index-person.rules.ts'
import { indexPersons, reindexPersons } from '#modules/registry/search/index-person.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { inOrder, inSlices } from '#platform/db/slices.ts'
import { isDefaultBirth } from './birth.rules.ts'
import type { SealedNumber } from './identity.rules.ts'

export type Sex = 'male' | 'female'

export interface PersonFacts {
  readonly areaId: number
  readonly status: 'registered' | 'provisional'
  readonly name: string
  readonly alias: string | null
  readonly sex: Sex | null
  /** YYYY-MM-DD */
  readonly birthOn: string | null
  readonly birthPlace: string | null
  /** The row that brought these facts; null for a provisional person. */
  readonly sourceRecordId: string | null
}

export interface NewPerson extends PersonFacts {
  readonly personId: string
  readonly nik: SealedNumber | null
}

/** A person as the registry has it, without identity numbers. */
export interface Person extends PersonFacts {
  readonly personId: string
  readonly nameKey: string
  readonly birthOnIsDefault: boolean
}

/** Adds persons, their NIK, and their names to the search. */
export async function insertPersons(tx: Tx, persons: readonly NewPerson[]): Promise<void> {
  await inOrder(persons, [
    () => inSlices(persons, (slice) => tx.db.insertInto('registry.person').values(slice.map((person) => ({
      regency_id: tx.regencyId, person_id: person.personId, recorded_at: tx.now, ...personColumns(person),
    }))).execute()),
    () => insertIdentities(tx, persons),
    () => indexPersons(tx, persons),
  ])
}

async function insertIdentities(tx: Tx, persons: readonly Pick<NewPerson, 'personId' | 'areaId' | 'nik'>[]): Promise<void> {
  const numbered = persons.flatMap(({ personId, areaId, nik }) => (nik === null ? [] : [{ personId, areaId, nik }]))
  // No column is named in the conflict: naming one would ask for the right to read the row, which a reporter has not.
  await inSlices(numbered, (slice) => tx.db.insertInto('registry.person_identity').values(slice.map(({ personId, areaId, nik }) => ({
    regency_id: tx.regencyId, person_id: personId, area_id: areaId, nik_sealed: Buffer.from(nik.sealFor(personId)), nik_mac: Buffer.from(nik.mac),
    nik_prefix: nik.prefix, nik_last4: nik.last4,
  }))).onConflict((conflict) => conflict.doNothing()).execute())
}

/** Gives persons the NIK that was missing; who has a number keeps it. */
export async function addNiks(tx: Tx, persons: readonly { personId: string; areaId: number; nik: SealedNumber }[]): Promise<void> {
  await insertIdentities(tx, persons)
}

/** Writes the facts that now count, and renews the search. */
export async function updatePersons(tx: Tx, persons: readonly (PersonFacts & { readonly personId: string })[]): Promise<void> {
  const facts = persons.map((person) => ({ person_id: person.personId, ...personColumns(person) }))
  await inSlices(facts, (slice) => sql`
    update registry.person p set area_id = v.area_id, district_id = v.district_id, status = v.status, name = v.name, name_key = v.name_key, alias = v.alias,
      sex = v.sex, birth_on = v.birth_on, birth_on_is_default = v.birth_on_is_default, birth_place = v.birth_place, source_record_id = v.source_record_id
    from jsonb_to_recordset(${JSON.stringify(slice)}::jsonb) as v (person_id uuid, area_id int, district_id smallint, status text, name text, name_key text,
      alias text, sex text, birth_on date, birth_on_is_default boolean, birth_place text, source_record_id uuid)
    where p.regency_id = ${tx.regencyId} and p.person_id = v.person_id`.execute(tx.db))
  await reindexPersons(tx, persons)
}

function personColumns(person: PersonFacts) {
  const name = tidyName(person.name)
  return {
    area_id: person.areaId, district_id: districtIdOf(person.areaId), status: person.status, name, name_key: nameKey(normaliseName(name).name),
    alias: person.alias === null ? null : tidyName(person.alias) || null, sex: person.sex, birth_on: person.birthOn,
    birth_on_is_default: person.birthOn !== null && isDefaultBirth(person.birthOn), birth_place: person.birthPlace,
    source_record_id: person.sourceRecordId,
  }
}

const columns = ['p.person_id', 'p.area_id', 'p.status', 'p.name', 'p.name_key', 'p.alias', 'p.sex', 'p.birth_on', 'p.birth_on_is_default', 'p.birth_place',
  'p.source_record_id'] as const

/** What the registry keeps of persons on their own rows, as far as the actor's areas go. */
export async function listPersonFacts(tx: Tx, personIds: readonly string[]): Promise<readonly Person[]> {
  const found: Person[] = []
  await inSlices(personIds, async (slice) => {
    const rows = await tx.db.selectFrom('registry.person as p').select(columns)
      .where('p.regency_id', '=', tx.regencyId).where('p.person_id', 'in', [...slice]).execute()
    found.push(...rows.map(toPerson))
  })
  return found
}

/** The persons in the actor's areas who carry the NIK of these keyed hashes, by the hash in hex. More than one when lists disagree. */
async function findPersonsByNik(tx: Tx, macs: readonly Uint8Array[]): Promise<ReadonlyMap<string, readonly Person[]>> {
  if (macs.length === 0) return new Map()
  const rows = await tx.db.selectFrom('registry.person_identity as i')
    .innerJoin('registry.person as p', (join) => join.onRef('p.regency_id', '=', 'i.regency_id').onRef('p.person_id', '=', 'i.person_id'))
    .select(['i.nik_mac', ...columns]).where('i.regency_id', '=', tx.regencyId).where('i.nik_mac', 'in', macs.map((mac) => Buffer.from(mac))).execute()
  const found = rows.map((row) => ({ mac: row.nik_mac.toString('hex'), person: toPerson(row) }))
  return new Map([...Map.groupBy(found, ({ mac }) => mac)].map(([mac, group]) => [mac, group.map(({ person }) => person)]))
}

/** The person with this NIK, when there is exactly one in the actor's areas; those who were merged are one, under the id that stands for them. */
export async function findPersonByNik(tx: Tx, mac: Uint8Array): Promise<Person | undefined> {
  const persons = (await findPersonsByNik(tx, [mac])).get(Buffer.from(mac).toString('hex')) ?? []
  const roots = await findPersonRoots(tx, persons.map((person) => person.personId))
  const [root, ...others] = new Set(persons.map((person) => roots.get(person.personId) ?? person.personId))
  if (root === undefined || others.length > 0) return undefined
  const person = persons.find((each) => each.personId === root) ?? persons[0]
  return person && { ...person, personId: root }
}

interface PersonRow {
  person_id: string
  area_id: number
  status: string
  name: string
  name_key: string
  alias: string | null
  sex: string | null
  birth_on: string | null
  birth_on_is_default: boolean
  birth_place: string | null
  source_record_id: string | null
}

function toPerson(row: PersonRow): Person {
  return {
    personId: row.person_id, areaId: row.area_id, status: row.status as Person['status'], name: row.name, nameKey: row.name_key, alias: row.alias,
    sex: row.sex as Sex | null, birthOn: row.birth_on, birthOnIsDefault: row.birth_on_is_default, birthPlace: row.birth_place,
    sourceRecordId: row.source_record_id,
  }
}
