import { sql } from 'kysely'
import { nameSounds, soundCuts } from '#modules/registry/name/name.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { inOrder, inSlices } from '#platform/db/slices.ts'
import { areasAround, nameTerms, searchNames } from './index-person.rules.ts'

export interface IndexedPerson {
  readonly personId: string
  readonly areaId: number
  readonly name: string
  readonly alias: string | null
}

/** Makes new persons findable by name. */
export async function indexPersons(tx: Tx, persons: readonly IndexedPerson[]): Promise<void> {
  const named = persons.flatMap(({ personId, areaId, ...names }) => searchNames(names).map((name, entryNo) => ({ personId, areaId, name, entryNo })))
  await inOrder(persons, [
    () => inSlices(named, (slice) => tx.db.insertInto('registry.person_search').values(slice.map(({ personId, areaId, name, entryNo }) => ({
      regency_id: tx.regencyId, person_id: personId, entry_no: entryNo, area_id: areaId, name,
    }))).execute()),
    () => insertNamePlaces(tx, named),
    () => insertSounds(tx, named),
  ])
}

/** Rows are written in one order, so that two who write at once wait for each other instead of locking each other out. */
async function insertNamePlaces(tx: Tx, named: readonly { name: string; areaId: number }[]): Promise<void> {
  const places = new Map(named.flatMap(({ name, areaId }) => areasAround(areaId).map((around) => [`${around} ${name}`, { areaId: around, name }] as const)))
  const rows = [...places].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, place]) => place)
  await inSlices(rows, (slice) => tx.db.insertInto('registry.name_place').values(slice.map(({ areaId, name }) => ({
    regency_id: tx.regencyId, area_id: areaId, name, terms: [...nameTerms(name, areaId)],
  }))).onConflict((conflict) => conflict.doNothing()).execute())
}

async function insertSounds(tx: Tx, named: readonly { name: string }[]): Promise<void> {
  const sounds = [...new Set(named.flatMap(({ name }) => nameSounds(name)))].sort()
  await inSlices(sounds, (slice) => tx.db.insertInto('registry.name_sound').values(slice.map((sound) => ({
    regency_id: tx.regencyId, sound, cuts: [...soundCuts(sound)], person_count: 1,
  }))).onConflict((conflict) => conflict.doNothing()).execute())
}

/** Renews the entries of persons whose name or place changed. */
export async function reindexPersons(tx: Tx, persons: readonly IndexedPerson[]): Promise<void> {
  await inSlices(persons, (slice) => tx.db.deleteFrom('registry.person_search')
    .where('regency_id', '=', tx.regencyId).where('person_id', 'in', slice.map((person) => person.personId)).execute())
  await indexPersons(tx, persons)
}

/** Weighs the sounds of names anew, after many persons came in: what has become common counts less in a search. */
export async function countSounds(tx: Tx): Promise<void> {
  await sql`select registry.count_sounds(${tx.regencyId})`.execute(tx.db)
}
