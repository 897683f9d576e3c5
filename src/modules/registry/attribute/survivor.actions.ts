import { listDeciles, updateSurvivingDeciles } from '#modules/registry/family/decile.store.ts'
import { updateFamilyPlaces } from '#modules/registry/family/family.store.ts'
import { listHomes } from '#modules/registry/family/home.store.ts'
import { listPersonFacts, updatePersons } from '#modules/registry/person/person.store.ts'
import type { SourceCatalogue } from '#modules/registry/source/source.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import { listStatements } from './attribute.store.ts'
import { isSamePlace, sameFacts, survivingDecile, survivingFacts, survivingPlace } from './survivor.rules.ts'

/**
 * Writes name, sex and birth of persons as their statements have them, however these arrived: after a list was stored, rows were
 * moved, an event was recorded. Each row by what is said of itself: whoever reads a person whom others were merged into reads all their statements.
 * Gives how many rows changed.
 */
export async function settlePersons(tx: Tx, catalogue: SourceCatalogue, personIds: readonly string[]): Promise<number> {
  const known = await listPersonFacts(tx, personIds)
  const statements = await listStatements(tx, personIds)
  const changed = known.flatMap((person) => {
    const facts = survivingFacts(statements.get(person.personId) ?? [], person, catalogue)
    return sameFacts(facts, person) ? [] : [{ ...person, ...facts }]
  })
  await updatePersons(tx, changed)
  return changed.length
}

/** Writes the official decile of families as their statements have it. Gives how many rows changed. */
export async function settleDeciles(tx: Tx, catalogue: SourceCatalogue, familyIds: readonly string[]): Promise<number> {
  const known = new Map((await listDeciles(tx, familyIds)).map((family) => [family.familyId, family]))
  const statements = await listStatements(tx, familyIds)
  const changed = familyIds.flatMap((familyId) => {
    const decile = survivingDecile(statements.get(familyId) ?? [], catalogue)
    const before = known.get(familyId)
    return decile === undefined || (before?.decile === decile.decile && before.on === decile.on) ? [] : [{ familyId, ...decile }]
  })
  await updateSurvivingDeciles(tx, changed)
  return changed.length
}

/**
 * Writes where families live as the statements about their present members have it; whoever lives there belongs to the same village.
 * Gives how many families changed.
 */
export async function settlePlaces(tx: Tx, catalogue: SourceCatalogue, familyIds: readonly string[]): Promise<number> {
  const homes = await listHomes(tx, familyIds)
  const statements = await listStatements(tx, homes.flatMap(({ personIds }) => personIds))
  const changed = homes.flatMap(({ familyId, cardMac, personIds, place: before }) => {
    const place = survivingPlace(personIds.flatMap((personId) => statements.get(personId) ?? []), { cardMac, catalogue })
    return place === undefined || isSamePlace(place, before) ? [] : [{ familyId, ...place }]
  })
  await updateFamilyPlaces(tx, changed)
  const areas = new Map([...homes.map(({ familyId, place }) => [familyId, place.areaId] as const), ...changed.map(({ familyId, areaId }) => [familyId, areaId] as const)])
  const settled = new Map(homes.flatMap(({ familyId, personIds }) => personIds.map((personId) => [personId, areas.get(familyId) ?? 0] as const)))
  const movers = (await listPersonFacts(tx, [...settled.keys()])).filter(({ personId, areaId }) => settled.get(personId) !== areaId)
  await updatePersons(tx, movers.map((person) => ({ ...person, areaId: settled.get(person.personId)! })))
  return changed.length
}
