import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadRegency } from '#modules/people/regency/regency.load.ts'
import {
  areaIdOf, areaKindOf, codeOfArea, findDistrictOf, getArea, isInside, isUrbanVillage, listDistricts, listVillages, listVillagesOf, parentCodeOf, withDescendants,
} from './area.rules.ts'
import { findVillagesByName, placeNameKey } from './place-name.rules.ts'

const { areas } = loadRegency(fileURLToPath(new URL('../../../../regencies/_template', import.meta.url)))

describe('codes and ids', () => {
  test.each([
    ['99.01', 0, 'regency', null],
    ['99.01.05', 5, 'district', '99.01'],
    ['99.01.25', 25, 'district', '99.01'],
    ['99.01.05.2003', 52003, 'village', '99.01.05'],
    ['99.01.25.1010', 251010, 'village', '99.01.25'],
  ] as const)('%s is %i', (...[code, areaId, kind, parent]) => {
    expect(areaIdOf(code)).toBe(areaId)
    expect(codeOfArea('99.01', areaId)).toBe(code)
    expect(areaKindOf(code)).toBe(kind)
    expect(parentCodeOf(code)).toBe(parent)
  })

  test('the first of the last four digits tells kelurahan from desa', () => {
    expect(isUrbanVillage(11001)).toBe(true)
    expect(isUrbanVillage(12002)).toBe(false)
  })
})

describe('the tree', () => {
  test('lists districts and villages by name', () => {
    expect(listDistricts(areas).map((area) => area.name)).toEqual(['Sukamaju', 'Tirtasari'])
    expect(listVillagesOf(areas, 1).map((area) => area.name)).toEqual(['Karanganyar', 'Sukamaju', 'Sumberrejo'])
    expect(listVillagesOf(areas, 77)).toEqual([])
    expect(listVillages(areas)).toHaveLength(6)
  })

  test('an area covers itself and all below', () => {
    expect(withDescendants(areas, 1).toSorted()).toEqual([1, 11001, 12002, 12003])
    expect(withDescendants(areas, 12002)).toEqual([12002])
    expect(withDescendants(areas, 0)).toHaveLength(9)
    expect(withDescendants(areas, 99)).toEqual([])
  })

  test('finds the district of a village', () => {
    expect(findDistrictOf(areas, 22003)?.name).toBe('Tirtasari')
    expect(findDistrictOf(areas, 2)?.name).toBe('Tirtasari')
    expect(findDistrictOf(areas, 0)).toBeUndefined()
    expect(() => getArea(areas, 98)).toThrow('no area 98')
  })
})

test('a point is inside the box or not', () => {
  const box = { south: -8, west: 112, north: -7, east: 113 }
  expect(isInside(box, { lat: -7.5, lng: 112.5 })).toBe(true)
  expect(isInside(box, { lat: 112.5, lng: -7.5 })).toBe(false)
})

describe('a written village name', () => {
  const codes = (name: string, district?: string) => findVillagesByName(areas, name, district).candidates.map((area) => area.code)
  const suggested = (name: string, district?: string) => findVillagesByName(areas, name, district).suggestions.map((area) => area.code)

  test.each([
    ['Wonokerto', '', ['99.01.02.2003']],
    ['DESA WONOKERTO', '', ['99.01.02.2003']],
    ['Ds. Wono Kerto', '', ['99.01.02.2003']],
    ['Sumberejo', '', ['99.01.01.2003']],
    ['Soemberredjo', '', ['99.01.01.2003']],
    ['Karanganyar', '', ['99.01.01.2002', '99.01.02.2002']],
    ['karang anyar', 'Kec. Tirtasari', ['99.01.02.2002']],
    ['Kel. Sukamaju', 'Sukamaju', ['99.01.01.1001']],
    ['Wonokerto', 'Kecamatan Sukamaju', []],
    ['Wonokerto', 'Kabupaten Lain', ['99.01.02.2003']],
    ['', '', []],
    ['!!!', '', []],
  ])('"%s" in "%s" may mean %j', (name, district, expected) => {
    expect(codes(name, district)).toEqual(expected)
  })

  test('that is nearly right is suggested, never taken', () => {
    expect(codes('Wonokreto')).toEqual([])
    expect(suggested('Wonokreto')).toEqual(['99.01.02.2003'])
    expect(suggested('Wonokerto', 'Sukamaju')).toEqual(['99.01.02.2003'])
    expect(suggested('Zebra')).toEqual([])
  })

  test('keeps names apart that differ in more than spelling', () => {
    expect(placeNameKey('Kampung Anyar')).toBe(placeNameKey('Kampunganyar'))
    expect(placeNameKey('Kelir')).not.toBe('ir')
    expect(placeNameKey('Bandjar')).toBe(placeNameKey('Banjar'))
    expect(placeNameKey('Tembokrejo')).not.toBe(placeNameKey('Tambakrejo'))
  })
})
