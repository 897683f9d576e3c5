import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import { searchEntries } from './index-person.rules.ts'

export interface IndexedPerson {
  readonly personId: string
  readonly areaId: number
  readonly name: string
  readonly alias: string | null
}

/** Makes new persons findable by name. */
export async function indexPersons(tx: Tx, persons: readonly IndexedPerson[]): Promise<void> {
  const rows = persons.flatMap((person) => searchEntries(person).map((entry, entryNo) => ({ person, entry, entryNo })))
  await inSlices(rows, (slice) => tx.db.insertInto('registry.person_search').values(slice.map(({ person, entry, entryNo }) => ({
    regency_id: tx.regencyId, person_id: person.personId, entry_no: entryNo, area_id: person.areaId, name: entry.name, terms: [...entry.terms],
  }))).execute())
  const sounds = [...new Set(rows.flatMap(({ entry }) => entry.terms.filter((term) => !term.startsWith('@'))))].sort()
  if (sounds.length === 0) return
  await sql`insert into registry.name_sound (regency_id, sound, person_count)
    select ${tx.regencyId}, sound, 1 from unnest(${sounds}::text[]) as sound on conflict do nothing`.execute(tx.db)
}

/** Renews the entries of persons whose name or place changed. */
export async function reindexPersons(tx: Tx, persons: readonly IndexedPerson[]): Promise<void> {
  if (persons.length === 0) return
  await tx.db.deleteFrom('registry.person_search')
    .where('regency_id', '=', tx.regencyId).where('person_id', 'in', persons.map((person) => person.personId)).execute()
  await indexPersons(tx, persons)
}
