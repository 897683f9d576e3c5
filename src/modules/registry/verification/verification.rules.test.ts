import { describe, expect, test } from 'vitest'
import { checkFacts } from './verification.rules.ts'
import type { VerifiedFacts } from './verification.contract.ts'

const areas = { byId: new Map([[52003, { kind: 'village' }], [5, { kind: 'district' }]]) }
const known = { areas, areaIds: [52003], today: '2026-11-25' }
const facts: VerifiedFacts = {
  name: 'Mbah Sumi', sex: 'female', birthOn: null, birthPlace: null, nik: null, areaId: 52003, words: 'Tinggal di belakang pasar',
}

describe('what a verifier wrote', () => {
  test.each<[string, Partial<VerifiedFacts>, ReturnType<typeof checkFacts>]>([
    ['stands without any paper', {}, { ok: true, value: { nik: null } }],
    ['stands with an empty number', { nik: '' }, { ok: true, value: { nik: null } }],
    ['keeps a number first given in another regency', { nik: '3302 1455 0290 0001' }, { ok: true, value: { nik: '3302145502900001' } }],
    ['is refused with letters in the number', { nik: '33021455O2900001' }, { ok: false, error: { kind: 'nik_unreadable' } }],
    ['is refused with a birth tomorrow', { birthOn: '2026-11-26' }, { ok: false, error: { kind: 'birth_in_future' } }],
    ['stands with a birth today', { birthOn: '2026-11-25' }, { ok: true, value: { nik: null } }],
    ['is refused for a district', { areaId: 5 }, { ok: false, error: { kind: 'village_unknown' } }],
  ])('%s', (_says, change, expected) => {
    expect(checkFacts({ ...facts, ...change }, known)).toEqual(expected)
  })

  test('is refused for a village out of reach', () => {
    expect(checkFacts(facts, { ...known, areaIds: [1] })).toEqual({ ok: false, error: { kind: 'village_outside' } })
  })
})
