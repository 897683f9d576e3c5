import { describe, expect, test } from 'vitest'
import { addressGroup, chooseScope, deviceWords, isSameOrigin, stageAfter } from './session.rules.ts'

describe('a sign-in', () => {
  test.each([
    { passed: 'password', hasTotp: false, mustChangePassword: false, stage: 'open' },
    { passed: 'password', hasTotp: true, mustChangePassword: false, stage: 'code' },
    { passed: 'password', hasTotp: true, mustChangePassword: true, stage: 'code' },
    { passed: 'password', hasTotp: false, mustChangePassword: true, stage: 'new_password' },
    { passed: 'code', hasTotp: true, mustChangePassword: true, stage: 'new_password' },
    { passed: 'code', hasTotp: true, mustChangePassword: false, stage: 'open' },
  ] as const)('after the $passed, with a second step $hasTotp and a first password $mustChangePassword, is $stage', ({ passed, hasTotp, mustChangePassword, stage }) => {
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
