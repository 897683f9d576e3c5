import { expect, test } from 'vitest'
import { matchPlace } from './place.ts'

test.each([
  ['/petugas', '/petugas', {}],
  ['/petugas', '/petugas/', {}],
  ['/petugas/kasus/$caseId', '/petugas/kasus/a-1', { caseId: 'a-1' }],
  ['/petugas/kasus/$caseId', '/petugas/kasus/a%2Fb', { caseId: 'a/b' }],
  ['/petugas/kasus/$caseId', '/petugas/kasus/100%', { caseId: '100%' }],
  ['/petugas/kasus/$caseId', '/petugas/kasus', undefined],
  ['/petugas/kasus/$caseId', '/petugas/kasus/', undefined],
  ['/petugas/kasus/$caseId', '/petugas/kasus/a/b', undefined],
  ['/petugas/kasus/$caseId', '/petugas/orang/a', undefined],
  ['/petugas/akun/baru', '/petugas/akun/baru', {}],
])('the pattern %s reads %s as %j', (pattern, pathname, parameters) => {
  expect(matchPlace(pattern, pathname)).toEqual(parameters)
})
