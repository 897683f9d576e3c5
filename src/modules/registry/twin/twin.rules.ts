import type { FamilyValues, PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import { isDefaultBirth } from '#modules/registry/person/birth.rules.ts'
import { makeHousehold, type Member } from './household.rules.ts'
import { createRandom, pickWeighted, shareBelow, type Random } from './random.rules.ts'
import type { TwinConfig, TwinRegency } from './twin.contract.ts'
import { createNamer, type Namer, type Sex } from './twin-name.rules.ts'
import { createNumberDesk, dayBefore, type NumberDesk } from './twin-number.rules.ts'
import { homesOf, type TwinSize, type Village } from './twin-place.rules.ts'
import { dwellingOf, monthlyIncomeRupiah, personWelfare, programmesOf, type PersonWelfare } from './welfare.rules.ts'

export interface TwinEvent {
  readonly kind: 'born' | 'died' | 'moved_in' | 'moved_out'
  readonly on: string
  readonly otherPlace: string | null
}

export interface TwinPerson {
  readonly personId: string
  readonly name: string
  readonly sex: Sex
  readonly birthOn: string
  readonly birthPlace: string
  /** About one in fifty has none yet. */
  readonly nik: string | null
  readonly relation: Relation
  readonly memberFrom: string
  readonly memberTo: string | null
  readonly endedAs: 'died' | 'moved' | null
  readonly values: PersonValues
  readonly disability: PersonWelfare['disability']
  readonly chronicIllness: PersonWelfare['chronicIllness']
  readonly events: readonly TwinEvent[]
}

export interface TwinFamily {
  readonly familyId: string
  readonly sourceRecordId: string
  /** Row of the twin's list, from 1. */
  readonly rowNumber: number
  readonly areaId: number
  readonly districtId: number
  readonly card: string
  readonly hamlet: string
  readonly rw: number
  readonly rt: number
  readonly addressText: string | null
  readonly decile: number
  readonly values: FamilyValues
  readonly monthlyIncomeRupiah: number
  readonly members: readonly TwinPerson[]
}

interface Workshop {
  readonly config: TwinConfig
  readonly namer: Namer
  readonly desk: NumberDesk
  readonly nextId: () => string
}

/**
 * Makes the synthetic families of a regency one after the other, so that a million need no more memory than one. The same configuration, size and
 * seed give the same families, byte for byte, on every machine.
 */
export function* twinFamilies(config: TwinConfig, regency: TwinRegency, size: TwinSize): Generator<TwinFamily> {
  const workshop: Workshop = {
    config, namer: createNamer(config.names), desk: createNumberDesk(regency.code, config), nextId: createIds(config.twin.asOfOn, size.seed),
  }
  let rowNumber = 0
  for (const { village, families } of homesOf(config, regency, size)) {
    for (let made = 0; made < families; made += 1) {
      rowNumber += 1
      yield makeFamily(workshop, village, { random: createRandom(size.seed, rowNumber), rowNumber })
    }
  }
}

function makeFamily(workshop: Workshop, village: Village, { random, rowNumber }: { random: Random; rowNumber: number }): TwinFamily {
  const { twin } = workshop.config
  const familyId = workshop.nextId()
  const culture = pickWeighted(random, village.cultures)
  const household = makeHousehold(random)
  const living = household.filter((member) => member.ended === undefined)
  const wealth = village.wealth + random.normal() - Math.max(0, living.length - 4) * 0.12
  const decile = Math.min(10, Math.floor(shareBelow(wealth / 1.04) * 10) + 1)
  const came = random.chance(0.03) ? { place: random.pick(twin.elsewhere), on: dayBefore(twin.asOfOn, random.int(3 * 365)) } : undefined
  const withWelfare = household.map((member) => ({ ...member, welfare: personWelfare(random, member, { wealth, isUrban: village.isUrban }) }))
  const programmes = programmesOf(random, { decile, members: withWelfare }, twin.programmes.items)
  const place = village.place(random)
  return {
    familyId, sourceRecordId: workshop.nextId(), rowNumber, areaId: village.areaId, districtId: village.districtId,
    card: workshop.desk.card(random, { districtId: village.districtId, today: twin.asOfOn }), ...place, decile,
    values: { ...dwellingOf(random, { wealth, isUrban: village.isUrban, size: living.length }), ...(programmes.length > 0 && { programmes }) },
    monthlyIncomeRupiah: monthlyIncomeRupiah(random, { wealth, size: living.length }),
    members: namePersons(workshop, withWelfare, { random, culture, village, came }),
  }
}

interface Circumstances {
  readonly random: Random
  readonly culture: string
  readonly village: Village
  readonly came: { place: { region: string; name: string }; on: string } | undefined
}

function namePersons(workshop: Workshop, members: readonly (Member & { welfare: PersonWelfare })[], of: Circumstances): TwinPerson[] {
  const { random } = of
  const today = workshop.config.twin.asOfOn
  const named: TwinPerson[] = []
  for (const member of members) {
    const birthOn = birthOf(random, member, today)
    const culture = random.chance(0.06) ? pickWeighted(random, of.village.cultures) : of.culture
    const parent = (index: number | undefined, sex: Sex) => (index === undefined
      ? workshop.namer.name(random, { culture, sex, birthYear: Number(birthOn.slice(0, 4)) - 27 })
      : named[index]!.name)
    const endedOn = member.ended === undefined ? null : dayBefore(today, 1 + random.int(3 * 365))
    const isOutsider = of.came !== undefined || random.chance(0.04)
    const fromElsewhere = isOutsider ? (of.came?.place ?? random.pick(workshop.config.twin.elsewhere)) : undefined
    const hasNik = !random.chance(member.ageInYears < 2 ? 0.25 : 0.015)
    const memberFrom = joinedOn(random, member, { birthOn, today, cameOn: of.came?.on })
    named.push({
      personId: workshop.nextId(), sex: member.sex, birthOn, relation: member.relation,
      name: workshop.namer.name(random, { culture, sex: member.sex, birthYear: Number(birthOn.slice(0, 4)) }),
      birthPlace: fromElsewhere?.name ?? of.village.birthPlace,
      nik: hasNik ? workshop.desk.nik(random, { districtId: of.village.districtId, birthOn, sex: member.sex, fromElsewhere: fromElsewhere?.region }) : null,
      memberFrom: endedOn !== null && endedOn < memberFrom ? birthOn : memberFrom, memberTo: endedOn,
      endedAs: member.ended ?? null,
      values: { ...member.welfare.values, motherName: parent(member.mother, 'female'), fatherName: parent(member.father, 'male') },
      disability: member.welfare.disability, chronicIllness: member.welfare.chronicIllness,
      events: eventsOf(member, { birthOn, endedOn, today, came: of.came, random, elsewhere: workshop.config.twin.elsewhere }),
    })
  }
  return named
}

/** Since when somebody is on the family's card: from birth, from the wedding, or from the day the family came. */
function joinedOn(random: Random, member: Member, days: { birthOn: string; today: string; cameOn: string | undefined }): string {
  const isGrown = member.relation === 'head' || member.relation === 'wife' || member.relation === 'child_in_law'
  const yearsHere = random.int(Math.max(1, member.ageInYears - (isGrown ? 18 : 0)))
  const since = dayBefore(days.today, 30 + Math.floor(yearsHere * 365.25))
  return [days.birthOn, days.cameOn ?? '', since].toSorted().at(-1)!
}

/** A birth date of the age; for the old often one of the days that stand for "unknown". */
function birthOf(random: Random, { ageInYears }: Member, today: string): string {
  const exact = dayBefore(today, Math.floor(ageInYears * 365.25) + random.int(365))
  if (!random.chance(Math.max(0, (ageInYears - 30) * 0.0035))) return exact
  const usual = random.pick(['07-01', '07-01', '12-31', '12-31', '01-01'])
  const defaulted = `${exact.slice(0, 4)}-${usual}`
  return defaulted < today && isDefaultBirth(defaulted) ? defaulted : exact
}

interface LifeDays {
  readonly birthOn: string
  readonly endedOn: string | null
  readonly today: string
  readonly came: Circumstances['came']
  readonly random: Random
  readonly elsewhere: readonly { name: string }[]
}

/** What happened within the last three years. */
function eventsOf(member: Member, days: LifeDays): TwinEvent[] {
  const since = dayBefore(days.today, 3 * 365)
  const events: TwinEvent[] = []
  if (days.birthOn >= since) events.push({ kind: 'born', on: days.birthOn, otherPlace: null })
  if (days.came !== undefined && days.came.on > days.birthOn) events.push({ kind: 'moved_in', on: days.came.on, otherPlace: days.came.place.name })
  if (member.ended === 'died') events.push({ kind: 'died', on: days.endedOn!, otherPlace: null })
  if (member.ended === 'moved') events.push({ kind: 'moved_out', on: days.endedOn!, otherPlace: days.random.pick(days.elsewhere).name })
  return events
}

/** Ids of the shape of uuid v7 that rise with every call and depend on nothing but the day and the seed. */
function createIds(day: string, seed: number): () => string {
  const random = createRandom(seed, -1)
  const start = Date.parse(`${day}T00:00:00Z`)
  let count = 0
  return () => {
    const time = (start + Math.floor(count / 4_096)).toString(16).padStart(12, '0')
    const low = (count % 4_096).toString(16).padStart(3, '0')
    const tail = (random.int(0x1_0000_0000).toString(16) + random.int(0x1_0000).toString(16).padStart(4, '0')).padStart(12, '0')
    const variant = (0x8000 | random.int(0x4000)).toString(16)
    count += 1
    return `${time.slice(0, 8)}-${time.slice(8)}-7${low}-${variant}-${tail}`
  }
}
