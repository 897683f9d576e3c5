import { describe, expect, test } from 'vitest'
import { buildAreaTree } from '#modules/people/area/area.rules.ts'
import type { Area } from '#modules/people/area/area.contract.ts'
import type { Office, Role } from '#modules/people/regency/regency.contract.ts'
import { checkScope, isOwnAccount, isSameScope } from './account.rules.ts'

const area = (areaId: number, kind: Area['kind'], parentId: number | null): Area => ({
  areaId, code: '99.01', kind, name: `Area ${areaId}`, parentId, centroid: null,
})
const office = (officeId: number, areaId: number): Office => ({
  officeId, key: `office-${officeId}`, kind: 'agency', rung: 'regency', areaId, name: { id: '', en: '' }, short: '',
})
const role = (key: string, reach: Role['reach']): Role => ({ key, name: { id: key, en: key }, reach, grants: [] })
const regency = {
  areas: buildAreaTree([area(0, 'regency', null), area(1, 'district', 0), area(12001, 'village', 1), area(12002, 'village', 1)]),
  offices: [office(1, 0), office(101, 1), office(501, 12001)],
  roles: [
    role('village_operator', { area: 'village', office: 'all' }), role('district_officer', { area: 'district', office: 'all' }),
    role('agency_officer', { area: 'regency', office: 'own' }), role('civil_servant', { area: 'none', office: 'none' }),
  ],
}

describe('a scope', () => {
  test.each([
    ['village_operator', 12001, null, 501],
    ['village_operator', 12001, 501, 501],
    ['village_operator', 12002, null, null],
    ['district_officer', 1, null, 101],
    ['agency_officer', 0, 1, 1],
    ['civil_servant', 12001, 1, 1],
    ['civil_servant', 0, null, null],
  ])('%s in %i for %s is given for office %s', (key, areaId, officeId, given) => {
    expect(checkScope({ role: key, areaId, officeId }, regency)).toEqual({ ok: true, value: { role: key, areaId, officeId: given } })
  })

  test.each([
    ['king', 0, null, 'role_unknown'],
    ['village_operator', 1, null, 'area_does_not_fit'],
    ['village_operator', 99999, null, 'area_does_not_fit'],
    ['agency_officer', 12001, 1, 'area_does_not_fit'],
    ['agency_officer', 0, null, 'office_does_not_fit'],
    ['agency_officer', 0, 101, 'office_does_not_fit'],
    ['agency_officer', 0, 77, 'office_does_not_fit'],
    ['village_operator', 12002, 501, 'office_does_not_fit'],
  ])('%s in %i for %s is refused: %s', (key, areaId, officeId, kind) => {
    expect(checkScope({ role: key, areaId, officeId }, regency)).toEqual({ ok: false, error: { kind } })
  })
})

test('own rights are one\'s own, whoever else asks', () => {
  expect(isOwnAccount({ accountId: 'a' }, 'a')).toBe(true)
  expect(isOwnAccount({ accountId: 'b' }, 'a')).toBe(false)
  expect(isOwnAccount({ accountId: null }, 'a')).toBe(false)
})

test('two scopes are the same when role, area and office are', () => {
  const scope = { role: 'agency_officer', areaId: 0, officeId: 1 }
  expect(isSameScope(scope, { ...scope })).toBe(true)
  expect(isSameScope(scope, { ...scope, officeId: null })).toBe(false)
})
