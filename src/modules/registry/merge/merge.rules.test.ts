import { expect, test } from 'vitest'
import { areaAround, checkMerge, chooseKept, type Standing } from './merge.rules.ts'

function standing(traits: Partial<Standing>): Standing {
  return {
    subjectId: 'a', rootId: 'a', areaId: 1, strength: 40, asOfOn: '2026-01-01', hasNumber: false, isRegistered: true,
    recordedAt: new Date('2026-01-02T00:00:00Z'), ...traits,
  }
}

test.each([
  ['the registered one', standing({ isRegistered: false, strength: 90 }), standing({ subjectId: 'b' })],
  ['the one of the stronger list', standing({ asOfOn: '2026-05-01' }), standing({ subjectId: 'b', strength: 60 })],
  ['the one of the later list', standing({ hasNumber: true }), standing({ subjectId: 'b', asOfOn: '2026-02-01' })],
  ['the one with a number', standing({}), standing({ subjectId: 'b', hasNumber: true })],
  ['the older one', standing({}), standing({ subjectId: 'b', recordedAt: new Date('2025-01-02T00:00:00Z') })],
  ['the one who came from a list', standing({ strength: null, asOfOn: null }), standing({ subjectId: 'b' })],
])('%s stands for both, whichever is named first', (_fact, absorbed, kept) => {
  expect(chooseKept(absorbed, kept).kept.subjectId).toBe('b')
  expect(chooseKept(kept, absorbed).kept.subjectId).toBe('b')
})

test.each([
  ['one is out of reach', standing({}), undefined, 'not_found'],
  ['they are one already', standing({}), standing({}), 'already_merged'],
] as const)('two do not become one when %s', (_fact, one, other, kind) => {
  expect(checkMerge(one, other)).toEqual({ ok: false, error: { kind } })
})

test.each([
  [152_004, 152_004, 152_004], [152_004, 152_005, 15], [152_004, 15, 15], [152_004, 52_003, 0], [152_004, 0, 0],
])('around %i and %i lies %i', (one, other, area) => {
  expect(areaAround(one, other)).toBe(area)
})
