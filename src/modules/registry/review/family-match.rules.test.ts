import { expect, test } from 'vitest'
import { matchMembers } from './family-match.rules.ts'
import type { ReviewedMember } from './family-review.contract.ts'

const member = (personId: string, name: string, more: Partial<ReviewedMember> = {}): ReviewedMember => (
  { personId, name, sex: 'male', birthOn: '1970-03-12', birthOnIsDefault: false, nikMasked: null, relation: 'head', ...more })
const shape = (left: readonly ReviewedMember[], right: readonly ReviewedMember[]) => (
  matchMembers(left, right).map((line) => [line.left?.personId ?? '', line.right?.personId ?? '', line.match]))

test('whoever is one person already stands on one line, before anybody who only looks alike', () => {
  expect(shape([member('a', 'SLAMET'), member('b', 'SLAMET')], [member('b', 'SLAMET')])).toEqual([['a', '', 'alone'], ['b', 'b', 'one']])
})

test('a misspelt name with the same birth date is alike, another birth date is not', () => {
  expect(shape([member('a', 'SUTRISNO')], [member('x', 'SOETRISNO')])).toEqual([['a', 'x', 'alike']])
  expect(shape([member('a', 'SUTRISNO')], [member('x', 'SUTRISNO', { birthOn: '1988-01-09' })])).toEqual([['a', '', 'alone'], ['', 'x', 'alone']])
})

test('a birth date that stands for "unknown" fits within some years', () => {
  const guess = { birthOn: '1971-07-01', birthOnIsDefault: true }
  expect(shape([member('a', 'SUTRISNO')], [member('x', 'SUTRISNO', guess)])).toEqual([['a', 'x', 'alike']])
})

test('nobody is matched twice, and everybody appears', () => {
  const [left, right] = [[member('a', 'SITI'), member('b', 'SITI')], [member('x', 'SITI'), member('y', 'WAGIYEM')]]
  expect(shape(left, right)).toEqual([['a', 'x', 'alike'], ['b', '', 'alone'], ['', 'y', 'alone']])
})

test('what differs between two of a line is named; what one side does not know is no difference', () => {
  const [line] = matchMembers([member('a', 'SUTRISNO', { nikMasked: null })], [member('x', 'SOETRISNO', { nikMasked: '3510••••••••0001', relation: 'child' })])
  expect(line!.differs).toEqual(['name', 'relation'])
})
