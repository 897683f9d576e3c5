import type { FamilyValues, PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import type { z } from 'zod'
import type { ChronicIllness, Disability } from '#modules/registry/attribute/attribute.contract.ts'
import type { Member } from './household.rules.ts'
import { pickWeighted, slope, type Random } from './random.rules.ts'
import type { ProgrammeNeed, TwinProgramme } from './twin.contract.ts'

/** How well off a family is: 0 is the middle of the population, -2 the poorest few per cent, +2 the richest. */
export type Wealth = number

export interface PersonWelfare {
  readonly values: PersonValues
  readonly disability?: z.infer<typeof Disability>
  readonly chronicIllness?: z.infer<typeof ChronicIllness>
}

/** What a member's age, sex and family make likely: schooling, work, cover, disability, illness. */
export function personWelfare(random: Random, member: Member, family: { wealth: Wealth; isUrban: boolean }): PersonWelfare {
  const schooling = schoolingOf(random, member, family.wealth)
  const education = educationOf(random, member, { wealth: family.wealth, schooling })
  const disability = disabilityOf(random, member, family.wealth)
  const chronicIllness = illnessOf(random, member)
  return {
    values: {
      marital: member.marital, ...(schooling && { schooling }), education,
      occupation: occupationOf(random, member, { ...family, schooling, education }),
      healthCover: coverOf(random, family.wealth),
    },
    ...(disability && { disability }), ...(chronicIllness && { chronicIllness }),
  }
}

type Schooling = PersonValues['schooling']
type Education = NonNullable<PersonValues['education']>

function schoolingOf(random: Random, { ageInYears }: Member, wealth: Wealth): Schooling {
  if (ageInYears < 7 || ageInYears > 24) return undefined
  const poverty = 1 - slope(wealth, -0.6)
  if (ageInYears <= 12) return random.chance(0.004 + 0.012 * poverty) ? 'never' : 'in_school'
  if (ageInYears <= 15) return random.chance(0.01 + 0.07 * poverty) ? 'left' : 'in_school'
  if (ageInYears <= 18) return random.chance(0.06 + 0.34 * poverty) ? 'left' : 'in_school'
  return random.chance(0.28 * slope(wealth, 0.6)) ? 'in_school' : 'left'
}

const levels: readonly Education[] = ['none', 'primary_unfinished', 'primary', 'lower_secondary', 'upper_secondary', 'diploma_3', 'bachelor', 'master']

function educationOf(random: Random, { ageInYears }: Member, of: { wealth: Wealth; schooling: Schooling }): Education {
  if (of.schooling === 'never' || ageInYears < 7) return 'none'
  if (ageInYears < 13) return 'primary_unfinished'
  if (ageInYears < 16) return 'primary'
  if (ageInYears < 19) return of.schooling === 'left' && random.chance(0.4) ? 'primary' : 'lower_secondary'
  // Each younger generation went further; within a generation the better off did.
  const level = 4.2 - Math.max(0, ageInYears - 25) * 0.055 + of.wealth * 0.85 + random.normal() * 0.8
  return levels[Math.max(0, Math.min(levels.length - 1, Math.round(level)))]!
}

interface OccupationHints {
  readonly wealth: Wealth
  readonly isUrban: boolean
  readonly schooling: Schooling
  readonly education: Education
}

// Numbers of the civil registry's list (Permendagri 109/2019): 1 none, 2 household, 3 pupil, 4 pensioner, 5 civil servant, 9 farmer, 11 fisher,
// 15 private employee, 18 honorary, 19 day labourer, 20 farm labourer, 23 domestic help, 65 teacher, 84 trader, 88 self-employed.
function occupationOf(random: Random, { ageInYears, sex }: Member, hints: OccupationHints): number {
  if (hints.schooling === 'in_school') return 3
  if (ageInYears < 15) return 1
  if (ageInYears > 68 && random.chance(0.55)) return hints.wealth > 1 && random.chance(0.5) ? 4 : 1
  if (sex === 'female' && random.chance(0.46)) return 2
  if (ageInYears < 25 && random.chance(0.2)) return 1
  if (hints.education === 'bachelor' || hints.education === 'master') return pickWeighted(random, [[5, 28], [65, 24], [15, 30], [18, 10], [88, 8]] as const)
  const rich = slope(hints.wealth, 0)
  const land = hints.isUrban ? 0.15 : 1
  return pickWeighted(random, [
    [20, 26 * (1 - rich) * land + 0.1], [19, 24 * (1 - rich) + 2], [9, 22 * land + 1], [11, hints.isUrban ? 3 : 5], [84, 8 + 6 * rich],
    [88, 6 + 20 * rich], [15, 8 + 22 * rich], [23, sex === 'female' ? 6 * (1 - rich) : 0.1],
  ] as const)
}

function coverOf(random: Random, wealth: Wealth): NonNullable<PersonValues['healthCover']> {
  const poverty = 1 - slope(wealth, 0.1)
  return pickWeighted(random, [['state_paid', 0.1 + 0.85 * poverty], ['none', 0.22], ['employer', 0.5 * (1 - poverty)], ['self_paid', 0.4 * (1 - poverty)]] as const)
}

function disabilityOf(random: Random, { ageInYears }: Member, wealth: Wealth): PersonWelfare['disability'] {
  const probability = 0.006 + Math.max(0, ageInYears - 50) * 0.0016 + 0.006 * (1 - slope(wealth, -1))
  if (!random.chance(probability)) return undefined
  const aging = ageInYears > 60 ? 2 : 1
  return pickWeighted(random, [
    ['physical', 36], ['sight', 14 * aging], ['hearing_speech', 18 * aging], ['mental', 22], ['physical_mental', 6], ['other', 4],
  ] as const)
}

function illnessOf(random: Random, { ageInYears }: Member): PersonWelfare['chronicIllness'] {
  if (!random.chance(ageInYears < 30 ? 0.008 : (ageInYears - 25) * 0.0038)) return undefined
  if (ageInYears < 30) return pickWeighted(random, [['asthma', 55], ['tuberculosis', 15], ['heart', 8], ['kidney', 5], ['other', 17]] as const)
  return pickWeighted(random, [
    ['hypertension', 40], ['diabetes', 18], ['heart', 8], ['stroke', 7], ['asthma', 8], ['tuberculosis', 4], ['kidney', 4], ['lung', 3],
    ['cancer', 2], ['mental', 2], ['other', 4],
  ] as const)
}

/** What the house of a family is like. */
export function dwellingOf(random: Random, family: { wealth: Wealth; isUrban: boolean; size: number }): FamilyValues {
  const better = family.wealth + random.normal() * 0.45 + (family.isUrban ? 0.25 : 0)
  const light = better < -2.2 && random.chance(0.5) ? 'unmetered' : 'metered'
  return {
    dwelling: pickWeighted(random, [['own', 86], ['rent_free', 9 + (better < -1 ? 8 : 0)], ['rent', family.isUrban ? 8 : 1], ['other', 1]] as const),
    floorAreaSquareMeters: Math.max(12, Math.round(52 + better * 19 + random.normal() * 12)),
    floor: rung(better, [[-1.9, 'earth'], [-0.4, 'cement'], [-0.1, 'tile'], [2.4, 'ceramic']], 'marble'),
    wall: rung(better, [[-2, 'woven_bamboo'], [-1.4, 'wood'], [-1.2, 'plastered_bamboo']], 'masonry'),
    roof: rung(better + random.normal() * 0.3, [[-2.8, 'thatch'], [-1.7, 'asbestos'], [2.6, 'clay']], 'concrete'),
    water: rung(better + random.normal() * 0.5, [[-2, 'open_well'], [-0.2, 'protected_well'], [1.1, 'pump'], [1.7, 'piped']], 'refill'),
    light,
    ...(light === 'metered' && { powerVoltAmperes: rung(better, [[-0.35, 450], [0.9, 900], [1.8, 1_300]], 2_200) }),
    cookingFuel: rung(better + random.normal() * 0.3, [[-1.5, 'firewood'], [2.1, 'lpg_3']], 'lpg_12'),
    toilet: rung(better + random.normal() * 0.3, [[-2.1, 'none'], [-1.7, 'communal'], [-1.1, 'shared']], 'own'),
  }
}

/** The first rung whose end lies above the value. */
function rung<T>(value: number, rungs: readonly (readonly [number, T])[], top: T): T {
  return rungs.find(([end]) => value < end)?.[1] ?? top
}

/** What a family has to spend in a month, in whole thousands of rupiah. */
export function monthlyIncomeRupiah(random: Random, family: { wealth: Wealth; size: number }): number {
  const perHead = Math.exp(13.55 + family.wealth * 0.52 + random.normal() * 0.12)
  return Math.round((perHead * family.size) / 1_000) * 1_000
}

export interface FamilyFacts {
  readonly decile: number
  readonly members: readonly (Member & { readonly welfare: PersonWelfare })[]
}

/** The programmes that reach a family, with the mistakes that are made in life: some entitled are missed, some others are reached. */
export function programmesOf(random: Random, family: FamilyFacts, programmes: readonly TwinProgramme[]): string[] {
  return programmes.filter((programme) => {
    const [first, last] = programme.deciles
    const isMeant = family.decile >= first && family.decile <= last && (programme.needs.length === 0 || programme.needs.some((need) => has(family, need)))
    return random.chance(isMeant ? programme.reached : programme.mistaken)
  }).map((programme) => programme.key)
}

function has({ members }: FamilyFacts, need: ProgrammeNeed): boolean {
  const present = members.filter((member) => member.ended === undefined)
  switch (need) {
    case 'pupil': return present.some((member) => member.welfare.values.schooling === 'in_school' && member.ageInYears <= 19)
    case 'toddler': return present.some((member) => member.ageInYears < 7)
    case 'elder': return present.some((member) => member.ageInYears >= 60)
    case 'lone_elder': return present.length === 1 && present[0]!.ageInYears >= 60
    case 'disabled': return present.some((member) => member.welfare.disability !== undefined)
    case 'worker': return present.some((member) => member.ageInYears >= 18 && member.ageInYears < 60)
  }
}
