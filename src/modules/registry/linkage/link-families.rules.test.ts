import { expect, test } from 'vitest'
import { createEncoder } from './encode.rules.ts'
import { bandOfFamilies, linkFamilies } from './link-families.rules.ts'
import type { LinkRecord } from './linkage.contract.ts'

test.each([
  ['a card and a person in common', { shared: 1, smaller: 5, hasOneCard: true, isOneVillage: false }, 'link'],
  ['two of three, another card', { shared: 2, smaller: 3, hasOneCard: false, isOneVillage: true }, 'link'],
  ['two of five, another card', { shared: 2, smaller: 5, hasOneCard: false, isOneVillage: true }, 'none'],
  ['a widow alone in both, one village', { shared: 1, smaller: 1, hasOneCard: false, isOneVillage: true }, 'review'],
  ['a widow alone in both, two villages', { shared: 1, smaller: 1, hasOneCard: false, isOneVillage: false }, 'none'],
  ['a daughter who married', { shared: 1, smaller: 3, hasOneCard: false, isOneVillage: true }, 'none'],
  ['nobody in common, one card', { shared: 0, smaller: 2, hasOneCard: true, isOneVillage: true }, 'none'],
] as const)('%s', (_fact, evidence, band) => {
  expect(bandOfFamilies(evidence)).toBe(band)
})

test('families are linked through the people who were found to be one', () => {
  const row = (list: string, card: string): LinkRecord => ({
    id: '', list, name: 'X', alias: null, sex: null, birthOn: null, nik: null, card, motherName: null, areaId: 52_003, hamlet: null, rw: null, rt: null,
  })
  const encoder = createEncoder(2026)
  for (const record of [row('a', '11'), row('a', '11'), row('b', '22'), row('b', '22'), row('b', '33')]) encoder.add(record)
  const root = Int32Array.from([0, 1, 0, 1, 4])
  expect(linkFamilies(encoder.finish(), { root, held: new Map() }, Int32Array.from([0, 0, 1, 1, 2]))).toEqual([{ left: 0, right: 1, shared: 2, band: 'link' }])
})
