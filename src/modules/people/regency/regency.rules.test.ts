import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadRegency } from './regency.load.ts'
import { findLadder, findOffice, findPatience, findRole, getOffice, officeOnRung, provisionalHolidayYears, reachOf, regencyReach } from './regency.rules.ts'

const template = loadRegency(fileURLToPath(new URL('../../../../regencies/_template', import.meta.url)))

describe('offices of places', () => {
  test('their ids follow from the area and their names hold its name', () => {
    expect(findOffice(template, 'upt-99.01.02')).toMatchObject({ officeId: 1002, areaId: 2, rung: 'district', name: { id: 'UPT Kecamatan Tirtasari' } })
    expect(findOffice(template, 'satgas-99.01.02.2003')).toMatchObject({ officeId: 22003, areaId: 22003, rung: 'village', short: 'Satgas Wonokerto' })
    expect(() => getOffice(template, 999)).toThrow('no office 999')
  })

  test.each([
    ['village', 12002, 'satgas-99.01.01.2002'],
    ['village', 1, 'bagian-kesra'],
    ['district', 12002, 'upt-99.01.01'],
    ['district', 2, 'upt-99.01.02'],
    ['district', 0, 'bagian-kesra'],
    ['regency', 12002, 'bagian-kesra'],
    ['leadership', 0, 'pimpinan'],
  ] as const)('on the rung %s the area %i has %s', (rung, areaId, key) => {
    const step = findLadder(template, '2026-11-25')?.rungs.find((each) => each.rung === rung)
    expect(officeOnRung(template, step!, areaId).key).toBe(key)
  })
})

test('before the first day there is no ladder and no patience', () => {
  expect(findLadder(template, '2025-12-31')).toBeUndefined()
  expect(findPatience(template, '2025-12-31')).toBeUndefined()
  expect(findPatience(template, '2026-01-01')?.waitForReporter).toEqual({ hours: 72 })
})

describe('how far a role reaches', () => {
  const reach = (role: string, areaId: number | null, officeId: number | null) => {
    const { areaIds, officeIds } = reachOf(template, findRole(template, role)!, { areaId, officeId })
    return { areas: areaIds.toSorted((left, right) => left - right), offices: officeIds.length }
  }
  const all = template.offices.length

  test.each([
    ['village_operator', 12002, null, { areas: [12002], offices: all }],
    ['village_operator', 1, null, { areas: [], offices: all }],
    ['district_officer', 1, 1001, { areas: [1, 11001, 12002, 12003], offices: all }],
    ['agency_officer', 0, 3, { areas: [0, 1, 2, 11001, 12002, 12003, 22001, 22002, 22003], offices: 1 }],
    ['agency_officer', 0, null, { areas: [0, 1, 2, 11001, 12002, 12003, 22001, 22002, 22003], offices: 0 }],
    ['secretariat', 0, 1, { areas: [0, 1, 2, 11001, 12002, 12003, 22001, 22002, 22003], offices: all }],
    ['regent', 0, 30, { areas: [], offices: 0 }],
    ['administrator', 0, null, { areas: [], offices: 0 }],
    ['resident', null, null, { areas: [], offices: 0 }],
  ] as const)('%s from area %s and office %s', (...[role, areaId, officeId, expected]) => {
    expect(reach(role, areaId, officeId)).toEqual(expected)
  })

  test('the system at its own work reaches everything', () => {
    expect(regencyReach(template).areaIds).toHaveLength(9)
    expect(regencyReach(template).officeIds).toHaveLength(all)
  })
})

test('a year whose holidays nobody vouches for is provisional until its decree stands there, and past years are left alone', () => {
  const year = (of: number, tag: 'sourced' | 'unverified') => ({ year: of, cites: 'a decree', tag })
  const regency = (holidayYears: ReturnType<typeof year>[]) => ({ timeZone: 'Asia/Jakarta', calendar: { workingDays: [], source: { cites: 'a decree', tag: 'sourced' as const }, hours: [], holidays: [], holidayYears } })
  const now = new Date('2026-11-26T00:00:00Z')
  expect(provisionalHolidayYears(regency([year(2025, 'unverified'), year(2026, 'sourced'), year(2027, 'unverified')]), now)).toEqual([2027])
  expect(provisionalHolidayYears(regency([year(2026, 'sourced'), year(2027, 'sourced')]), now)).toEqual([])
})
