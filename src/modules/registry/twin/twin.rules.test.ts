import { beforeAll, describe, expect, test } from 'vitest'
import { FamilyValues, PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { parseCard } from '#modules/registry/family/card.rules.ts'
import { checkNik, parseNik } from '#modules/registry/person/nik.rules.ts'
import { loadRegency } from '#modules/people/index.ts'
import { regencyDir } from '../../../../test/template.ts'
import { loadTwinConfig, twinRegency } from './twin-file.load.ts'
import { districtOf } from './twin-number.rules.ts'
import type { TwinConfig, TwinRegency } from './twin.contract.ts'
import { twinFamilies, type TwinFamily, type TwinPerson } from './twin.rules.ts'

const size = { families: 6_000, seed: 20_261 }
let config: TwinConfig
let regency: TwinRegency
let families: TwinFamily[]
let people: (TwinPerson & { family: TwinFamily })[]

beforeAll(async () => {
  config = await loadTwinConfig(regencyDir)
  regency = twinRegency(loadRegency(regencyDir).areas)
  families = [...twinFamilies(config, regency, size)]
  people = families.flatMap((family) => family.members.map((member) => ({ ...member, family })))
})

test('the template for another regency has a twin that can be made', async () => {
  const folder = regencyDir.replace(/[^/]+$/, '_template')
  const template = [...twinFamilies(await loadTwinConfig(folder), twinRegency(loadRegency(folder).areas), { families: 60, seed: 1 })]
  expect(template).toHaveLength(60)
  expect(new Set(template.map((family) => family.districtId)).size).toBe(2)
})

function share<T>(items: readonly T[], has: (item: T) => boolean): number {
  expect(items.length).toBeGreaterThan(20)
  return items.filter(has).length / items.length
}

describe('the same seed', () => {
  test('makes the same people, to the last digit', () => {
    expect([...twinFamilies(config, regency, size)].slice(0, 500)).toEqual(families.slice(0, 500))
  })

  test('of another number makes others', () => {
    const [other] = twinFamilies(config, regency, { ...size, seed: size.seed + 1 })
    expect(other!.members.map((member) => member.name)).not.toEqual(families[0]!.members.map((member) => member.name))
  })
})

describe('how many, and where', () => {
  test('exactly as many families as were asked for, with about 2.8 people each', () => {
    expect(families).toHaveLength(size.families)
    expect(people.length / families.length).toBeGreaterThan(2.6)
    expect(people.length / families.length).toBeLessThan(3)
  })

  test('each district has its share of the population', () => {
    const total = config.twin.districts.items.reduce((sum, district) => sum + district.persons, 0)
    for (const district of config.twin.districts.items) {
      const made = families.filter((family) => family.districtId === districtOf(district.code)).length
      expect(Math.abs(made - (size.families * district.persons) / total), district.code).toBeLessThanOrEqual(2)
    }
  })

  test('every family lives in a village of its district, in a hamlet with RT and RW', () => {
    const villages = new Map(regency.villages.map((village) => [village.areaId, village.districtId]))
    expect(families.filter((family) => villages.get(family.areaId) !== family.districtId || family.hamlet === '' || family.rt < 1 || family.rw < 1)).toEqual([])
  })

  test('every village is lived in', () => {
    expect(new Set(families.map((family) => family.areaId)).size).toBe(regency.villages.length)
  })
})

describe('numbers', () => {
  test('every NIK keeps the rules, and nobody shares one', () => {
    const numbered = people.filter((person) => person.nik !== null)
    expect(numbered.length / people.length).toBeGreaterThan(0.96)
    expect(numbered.filter((person) => !parseNik(person.nik!).ok)).toEqual([])
    expect(new Set(numbered.map((person) => person.nik)).size).toBe(numbered.length)
  })

  test('a NIK tells the sex always and the birth date nearly always, because dates are corrected and numbers are not', () => {
    const warnings = people.flatMap((person) => {
      const read = parseNik(person.nik ?? '')
      return read.ok ? [checkNik(read.value, person)] : []
    })
    expect(warnings.flat().filter((warning) => warning === 'nik_sex_differs')).toEqual([])
    const differing = share(warnings, (each) => each.includes('nik_birth_differs'))
    expect(differing).toBeGreaterThan(0)
    expect(differing).toBeLessThan(0.01)
  })

  test('some NIK come from other districts and from other regencies', () => {
    const prefix = regency.code.replace('.', '')
    const numbered = people.filter((person) => person.nik !== null)
    const home = share(numbered, (person) => person.nik!.startsWith(`${prefix}${String(person.family.districtId).padStart(2, '0')}`))
    expect(home).toBeGreaterThan(0.6)
    expect(home).toBeLessThan(0.95)
    expect(numbered.some((person) => !person.nik!.startsWith(prefix))).toBe(true)
  })

  test('every family card number keeps the rules, and no two families share one', () => {
    expect(families.filter((family) => !parseCard(family.card).ok)).toEqual([])
    expect(new Set(families.map((family) => family.card)).size).toBe(families.length)
  })
})

describe('families hang together', () => {
  test('each has one head among those who live in it', () => {
    expect(families.filter((family) => family.members.filter((member) => member.relation === 'head' && member.memberTo === null).length !== 1)).toEqual([])
  })

  test('parents are at least fifteen years older than their children', () => {
    const pairs = families.flatMap((family) => {
      const head = family.members.find((member) => member.relation === 'head')!
      return family.members.filter((member) => member.relation === 'child' && member.endedAs === null).map((child) => ({ head, child }))
    })
    expect(pairs.length).toBeGreaterThan(1_000)
    expect(pairs.filter(({ head, child }) => Number(child.birthOn.slice(0, 4)) - Number(head.birthOn.slice(0, 4)) < 15)).toEqual([])
  })

  test('nobody is born, joins, moves or dies after the day that is described, or in the wrong order', () => {
    const today = config.twin.asOfOn
    expect(people.filter((person) => person.birthOn > today || person.memberFrom < person.birthOn || (person.memberTo ?? today) < person.memberFrom)).toEqual([])
    expect(people.flatMap((person) => person.events).filter((event) => event.on > today)).toEqual([])
  })

  test('births, deaths and moves happen', () => {
    expect(new Set(people.flatMap((person) => person.events.map((event) => event.kind)))).toEqual(new Set(['born', 'died', 'moved_in', 'moved_out']))
  })
})

describe('what is known of them', () => {
  test('speaks the registry\'s vocabulary', () => {
    expect(families.filter((family) => !FamilyValues.safeParse(family.values).success)).toEqual([])
    expect(people.filter((person) => !PersonValues.safeParse(person.values).success)).toEqual([])
  })

  test('falls into ten deciles of about the same size', () => {
    for (let decile = 1; decile <= 10; decile += 1) {
      const part = share(families, (family) => family.decile === decile)
      expect(part, `decile ${decile}`).toBeGreaterThan(0.06)
      expect(part, `decile ${decile}`).toBeLessThan(0.14)
    }
  })

  test('poor families live on earth, cook with wood, leave school and are reached by programmes more often than rich ones', () => {
    const poor = families.filter((family) => family.decile <= 2)
    const rich = families.filter((family) => family.decile >= 9)
    const youths = (group: readonly TwinFamily[]) => group.flatMap((family) => family.members).filter((member) => member.values.schooling !== undefined)
    expect(share(poor, (family) => family.values.floor === 'earth')).toBeGreaterThan(0.1)
    expect(share(rich, (family) => family.values.floor === 'earth')).toBeLessThan(0.01)
    expect(share(poor, (family) => family.values.cookingFuel === 'firewood')).toBeGreaterThan(share(rich, (family) => family.values.cookingFuel === 'firewood'))
    expect(share(youths(poor), (member) => member.values.schooling === 'left')).toBeGreaterThan(share(youths(rich), (member) => member.values.schooling === 'left'))
    expect(share(poor, (family) => family.values.programmes?.includes('pkh') === true)).toBeGreaterThan(0.3)
    expect(share(rich, (family) => family.values.programmes?.includes('pkh') === true)).toBeLessThan(0.05)
  })

  test('disability and illness grow with age', () => {
    const old = people.filter((person) => person.birthOn < '1961')
    const young = people.filter((person) => person.birthOn > '1996')
    expect(share(old, (person) => person.disability !== undefined)).toBeGreaterThan(3 * share(young, (person) => person.disability !== undefined))
    expect(share(old, (person) => person.chronicIllness !== undefined)).toBeGreaterThan(3 * share(young, (person) => person.chronicIllness !== undefined))
  })

  test('old people often have one name and a birth date that stands for "unknown"', () => {
    const isMononym = (person: TwinPerson) => !person.name.replace(/^(H|HJ|P|B)\. /, '').includes(' ')
    const old = people.filter((person) => person.birthOn < '1966')
    const young = people.filter((person) => person.birthOn > '2000')
    expect(share(old, isMononym)).toBeGreaterThan(0.5)
    expect(share(young, isMononym)).toBeLessThan(0.1)
    expect(share(old, (person) => /-(07-01|12-31|01-01)$/.test(person.birthOn))).toBeGreaterThan(0.05)
  })
})
