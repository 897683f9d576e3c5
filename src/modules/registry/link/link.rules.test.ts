import { expect, test } from 'vitest'
import { decisionOf, isConfirmedByHuman } from './link.rules.ts'

test.each([
  ['new', null, true], ['human', null, true], ['number', null, false], ['rule', null, false], ['model', null, false],
  ['human', new Date(0), false],
] as const)('a link decided as %s, ended %s, is confirmed by a human: %s', (decidedBy, endedAt, confirmed) => {
  expect(isConfirmedByHuman({ decidedBy, endedAt })).toBe(confirmed)
})

test.each([
  ['somebody new', { nikMac: 'a', cardMac: 'c', known: null }, { decidedBy: 'new', rule: 'new' }],
  ['the same number', { nikMac: 'a', cardMac: 'c', known: { nikMac: 'a' } }, { decidedBy: 'number', rule: 'nik' }],
  ['the same card and name', { nikMac: 'a', cardMac: 'c', known: { nikMac: null } }, { decidedBy: 'rule', rule: 'card_and_name' }],
  ['the same name and birth', { nikMac: null, cardMac: null, known: { nikMac: 'b' } }, { decidedBy: 'rule', rule: 'name_and_birth' }],
] as const)('%s', (_fact, row, decision) => {
  expect(decisionOf(row)).toEqual(decision)
})
