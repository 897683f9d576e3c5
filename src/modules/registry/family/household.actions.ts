import type { Deps } from '#deps.ts'
import { viewpointOf } from '#modules/registry/attribute/as-of.rules.ts'
import { ageInYears } from '#modules/registry/person/birth.rules.ts'
import { maskNik } from '#modules/registry/person/nik.rules.ts'
import { personView } from '#modules/registry/search/search.actions.ts'
import { listPersonLines } from '#modules/registry/search/search.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { maskCard } from './card.rules.ts'
import { decileOf } from './family.actions.ts'
import type { Household } from './family.contract.ts'
import { findFamily } from './family.store.ts'
import { placeView } from './place.rules.ts'
import { findCardEnd, listMembers } from './profile.store.ts'

type HouseholdDeps = Pick<Deps, 'regency'>

/**
 * The present people of a family, or one person who is in none, as far as the transaction may read them; undefined when it may not. What lists say
 * of them is left out, numbers too unless asked for. The caller writes down that somebody looked.
 */
export async function readHousehold(
  tx: Tx, deps: HouseholdDeps, of: { familyId: string | null; personId: string | null; withNumbers: boolean },
): Promise<Household | undefined> {
  const household = of.familyId === null ? await readAlone(tx, deps, of.personId) : await readFamily(tx, deps, of.familyId)
  return household === undefined || of.withNumbers ? household : withoutNumbers(household)
}

async function readFamily(tx: Tx, deps: HouseholdDeps, familyId: string): Promise<Household | undefined> {
  const family = await findFamily(tx, familyId)
  if (family === undefined) return undefined
  const { areaId, hamlet, rt, rw, addressText } = family
  const present = (await listMembers(tx, familyId)).filter((member) => member.memberTo === null)
  const cardEnd = await findCardEnd(tx, familyId)
  return {
    familyId, place: placeView(deps.regency.areas, { areaId, hamlet, rt, rw, addressText }), cardMasked: cardEnd === undefined ? null : maskCard(cardEnd),
    decile: await decileOf(tx, family.decile),
    members: present.map(({ areaId: _areaId, memberFrom: _from, memberTo: _to, nik, ...member }) => ({
      ...member, nikMasked: nik === null ? null : maskNik(nik), ageInYears: ageOf(tx, deps, member.birthOn),
    })),
  }
}

async function readAlone(tx: Tx, deps: HouseholdDeps, personId: string | null): Promise<Household | undefined> {
  const line = personId === null ? undefined : (await listPersonLines(tx, [personId])).get(personId)
  if (line === undefined) return undefined
  const { place, nikMasked, ...person } = personView(deps, line)
  const { name, alias, sex, birthOn, birthOnIsDefault, status, endedAs } = person
  return {
    familyId: null, place, cardMasked: null, decile: null,
    members: [{ personId: line.personId, name, alias, sex, birthOn, birthOnIsDefault, status, endedAs, relation: null, nikMasked, ageInYears: ageOf(tx, deps, birthOn) }],
  }
}

function ageOf(tx: Tx, { regency }: HouseholdDeps, birthOn: string | null): number | null {
  return birthOn === null ? null : ageInYears(birthOn, viewpointOf({}, { now: tx.now, timeZone: regency.timeZone }).on)
}

function withoutNumbers({ cardMasked: _card, members, ...household }: Household): Household {
  return { ...household, members: members.map(({ nikMasked: _nik, ...member }) => member) }
}
