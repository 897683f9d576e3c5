import { listDeciles, updateSurvivingDeciles } from '#modules/registry/family/decile.store.ts'
import { listPersonFacts, updatePersons } from '#modules/registry/person/person.store.ts'
import type { SourceCatalogue } from '#modules/registry/source/source.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Statement } from './attribute.rules.ts'
import { listStatements } from './attribute.store.ts'
import { sameFacts, survivingDecile, survivingFacts } from './survivor.rules.ts'

/** Subjects whose statements changed, each with the ids under which statements about it stand: itself, and whoever was merged into it. */
export type Clusters = ReadonlyMap<string, readonly string[]>

/** Each subject alone. */
export function aloneEach(ids: readonly string[]): Clusters {
  return new Map(ids.map((id) => [id, [id]]))
}

/**
 * Writes name, sex and birth of persons as their statements have them, however these arrived: after a list was stored, persons were merged or
 * parted, an event was recorded. Gives how many rows changed.
 */
export async function settlePersons(tx: Tx, catalogue: SourceCatalogue, persons: Clusters): Promise<number> {
  const known = await listPersonFacts(tx, [...persons.keys()])
  const statements = await listStatements(tx, [...persons.values()].flat())
  const changed = known.flatMap((person) => {
    const facts = survivingFacts(statementsOf(statements, persons.get(person.personId)), person, catalogue)
    return sameFacts(facts, person) ? [] : [{ ...person, ...facts }]
  })
  await updatePersons(tx, changed)
  return changed.length
}

/** Writes the official decile of families as their statements have it. Gives how many rows changed. */
export async function settleDeciles(tx: Tx, catalogue: SourceCatalogue, families: Clusters): Promise<number> {
  const known = new Map((await listDeciles(tx, [...families.keys()])).map((family) => [family.familyId, family]))
  const statements = await listStatements(tx, [...families.values()].flat())
  const changed = [...families].flatMap(([familyId, ids]) => {
    const decile = survivingDecile(statementsOf(statements, ids), catalogue)
    const before = known.get(familyId)
    return decile === undefined || (before?.decile === decile.decile && before.on === decile.on) ? [] : [{ familyId, ...decile }]
  })
  await updateSurvivingDeciles(tx, changed)
  return changed.length
}

function statementsOf(statements: ReadonlyMap<string, readonly Statement[]>, ids: readonly string[] = []): readonly Statement[] {
  return ids.flatMap((id) => statements.get(id) ?? [])
}
