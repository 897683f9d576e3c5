import { describe, expect, test } from 'vitest'
import { buildAreaTree } from '#modules/people/area/area.rules.ts'
import type { Area } from '#modules/people/area/area.contract.ts'
import type { Office, Role } from '#modules/people/regency/regency.contract.ts'
import { addressGroup, chooseScope, deviceWords, expandScope, isSameOrigin, stageAfter } from './session.rules.ts'

const area = (areaId: number, kind: Area['kind'], parentId: number | null): Area => ({
  areaId, code: '99.01', kind, name: `Area ${areaId}`, parentId, centroid: null,
})
const office = (officeId: number, areaId: number): Office => ({
  officeId, key: `office-${officeId}`, kind: 'agency', rung: 'regency', areaId, name: { id: '', en: '' }, short: '',
})
const role = (key: string, reach: Role['reach']): Role => ({ key, name: { id: key, en: key }, reach, grants: [] })
const regency = {
  areas: buildAreaTree([
    area(0, 'regency', null), area(1, 'district', 0), area(2, 'district', 0), area(12001, 'village', 1), area(12002, 'village', 1), area(22001, 'village', 2),
  ]),
  offices: [office(1, 0), office(2, 0), office(101, 1), office(12001, 12001)],
  roles: [
    role('village_operator', { area: 'village', office: 'all' }), role('district_officer', { area: 'district', office: 'all' }),
    role('agency_officer', { area: 'regency', office: 'own' }), role('regent', { area: 'none', office: 'none' }),
  ],
}
const sorted = (ids: readonly number[]): number[] => [...ids].toSorted((left, right) => left - right)

describe('what a scope reaches', () => {
  test.each([
    ['village_operator', 12001, 12001, [12001], [1, 2, 101, 12001]],
    ['district_officer', 1, 101, [1, 12001, 12002], [1, 2, 101, 12001]],
    ['agency_officer', 0, 2, [0, 1, 2, 12001, 12002, 22001], [2]],
    ['agency_officer', 0, 99, [0, 1, 2, 12001, 12002, 22001], []],
    ['regent', 0, null, [], []],
    ['no_such_role', 0, 1, [], []],
  ])('%s in %i for office %s', (key, areaId, officeId, areaIds, officeIds) => {
    const reach = expandScope({ role: key, areaId, officeId }, regency)
    expect(sorted(reach.areaIds)).toEqual(areaIds)
    expect(sorted(reach.officeIds)).toEqual(officeIds)
  })

  test('an area that is no longer there reaches nothing', () => {
    expect(expandScope({ role: 'village_operator', areaId: 39999, officeId: null }, regency).areaIds).toEqual([])
  })
})

describe('a sign-in', () => {
  test.each([
    ['password', false, false, 'open'],
    ['password', true, false, 'code'],
    ['password', true, true, 'code'],
    ['password', false, true, 'new_password'],
    ['code', true, true, 'new_password'],
    ['code', true, false, 'open'],
  ] as const)('after the %s, with a second step %s and a first password %s, is %s', (passed, hasTotp, mustChangePassword, stage) => {
    expect(stageAfter(passed, { hasTotp, mustChangePassword })).toBe(stage)
  })

  test('begins with the scope used last while it is held, else with the first', () => {
    const scopes = [{ scopeId: 'a' }, { scopeId: 'b' }]
    expect(chooseScope(scopes, 'b')?.scopeId).toBe('b')
    expect(chooseScope(scopes, 'gone')?.scopeId).toBe('a')
    expect(chooseScope([], 'a')).toBeUndefined()
  })
})

describe('a write', () => {
  const write = { method: 'POST', host: 'kentongan.desa.id:3000', origin: undefined, secFetchSite: undefined }
  test.each([
    ['from our own page', { origin: 'http://kentongan.desa.id:3000', secFetchSite: 'same-origin' }, true],
    ['from our own page behind a proxy with TLS', { origin: 'https://kentongan.desa.id:3000' }, true],
    ['from a program without a browser', {}, true],
    ['from another site', { origin: 'https://evil.example', secFetchSite: 'cross-site' }, false],
    ['from a sister host', { origin: 'http://lain.desa.id:3000', secFetchSite: 'same-site' }, false],
    ['from another port', { origin: 'http://kentongan.desa.id:3001' }, false],
    ['from a frame without origin', { origin: 'null' }, false],
    ['that claims our origin while the browser says otherwise', { origin: 'http://kentongan.desa.id:3000', secFetchSite: 'cross-site' }, false],
  ])('%s: %s', (_name, given, allowed) => {
    expect(isSameOrigin({ ...write, ...given })).toBe(allowed)
  })

  test('reading is allowed from anywhere', () => {
    expect(isSameOrigin({ ...write, method: 'GET', origin: 'https://evil.example', secFetchSite: 'cross-site' })).toBe(true)
  })
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('address %s counts as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})

test.each([
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36', 'Chrome · Android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0', 'Edge · Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1', 'Safari · iPhone'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox · Linux'],
  ['curl/8.5.0', ''],
  [undefined, ''],
])('the device %s is called %s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words)
})
