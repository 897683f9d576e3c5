import { expect, test } from 'vitest'
import { FamilyFilter } from './family-filter.contract.ts'
import { readFamilyFilter } from './family-filter.rules.ts'

test.each([
  ['', {}],
  ['?area=152004&rt=3&rw=1&hamlet=Krajan', { area: 152_004, rt: 3, rw: 1, hamlet: 'Krajan' }],
  ['?decileFrom=1&decileTo=2&without=nik', { decileFrom: 1, decileTo: 2, without: 'nik' }],
  ['?ageFrom=x&without=semua&hamlet=++&after=abc&rt=-1', {}],
])('the address %s holds the filter %o', (search, filter) => {
  const read = readFamilyFilter(new URLSearchParams(search))
  expect(read).toEqual(filter)
  expect(FamilyFilter.parse(read)).toEqual(filter)
})
