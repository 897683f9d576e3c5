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
const role = (key: string, reach: Role['reach']): Role => ({ key, name: { id: key, en: key }, reach, grants: [], needs: [] })
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
    { role: 'village_operator', areaId: 12001, officeId: null, given: 501 },
    { role: 'village_operator', areaId: 12001, officeId: 501, given: 501 },
    { role: 'village_operator', areaId: 12002, officeId: null, given: null },
    { role: 'district_officer', areaId: 1, officeId: null, given: 101 },
    { role: 'agency_officer', areaId: 0, officeId: 1, given: 1 },
    { role: 'civil_servant', areaId: 12001, officeId: 1, given: 1 },
    { role: 'civil_servant', areaId: 0, officeId: null, given: null },
  ])('$role in $areaId for $officeId is given for office $given', ({ given, ...scope }) => {
    expect(checkScope(scope, regency)).toEqual({ ok: true, value: { ...scope, officeId: given } })
  })

  test.each([
    { role: 'king', areaId: 0, officeId: null, kind: 'role_unknown' },
    { role: 'village_operator', areaId: 1, officeId: null, kind: 'area_does_not_fit' },
    { role: 'village_operator', areaId: 99999, officeId: null, kind: 'area_does_not_fit' },
    { role: 'agency_officer', areaId: 12001, officeId: 1, kind: 'area_does_not_fit' },
    { role: 'agency_officer', areaId: 0, officeId: null, kind: 'office_does_not_fit' },
    { role: 'agency_officer', areaId: 0, officeId: 101, kind: 'office_does_not_fit' },
    { role: 'agency_officer', areaId: 0, officeId: 77, kind: 'office_does_not_fit' },
    { role: 'village_operator', areaId: 12002, officeId: 501, kind: 'office_does_not_fit' },
  ])('$role in $areaId for $officeId is refused: $kind', ({ kind, ...scope }) => {
    expect(checkScope(scope, regency)).toEqual({ ok: false, error: { kind } })
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
