import { describe, expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import { regencyDir } from '../../../../test/template.ts'
import { routeCase } from './routing.rules.ts'

const regency = loadRegency(regencyDir)
const village = [...regency.areas.byId.values()].find((area) => area.kind === 'village')!
const districtId = village.parentId!

function keysFor(areaId: number, category: string): readonly string[] {
  return routeCase(regency, { areaId, category }).offices.map((office) => office.kind)
}

describe('which offices a case goes to', () => {
  test('a village known: its district\'s unit leads, its task force and the agencies work beside it', () => {
    const route = routeCase(regency, { areaId: village.areaId, category: 'KES' })
    expect(route.lead).toMatchObject({ kind: 'district_unit', areaId: districtId })
    expect(route.districtId).toBe(districtId)
    expect(route.offices[0]).toBe(route.lead)
    expect(keysFor(village.areaId, 'KES')).toEqual(['district_unit', 'village_task_force', 'agency'])
    expect(route.offices[1]?.areaId).toBe(village.areaId)
  })

  test('only the district known: no task force, the unit leads', () => {
    expect(keysFor(districtId, 'KES')).toEqual(['district_unit', 'agency'])
  })

  test('nothing known of the place: the secretariat leads', () => {
    const route = routeCase(regency, { areaId: 0, category: 'KES' })
    expect(route.lead.kind).toBe('secretariat')
    expect(route.districtId).toBe(0)
  })

  test('no office twice, for every category and kind of place', () => {
    expect(regency.categories.length).toBeGreaterThan(5)
    for (const category of regency.categories) {
      for (const areaId of [village.areaId, districtId, 0]) {
        const offices = routeCase(regency, { areaId, category: category.code }).offices
        expect(new Set(offices.map((office) => office.officeId)).size).toBe(offices.length)
      }
    }
  })
})
