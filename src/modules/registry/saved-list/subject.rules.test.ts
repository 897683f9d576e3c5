import fc from 'fast-check'
import { expect, test } from 'vitest'
import { criteriaOf, readSubjectMark, writeSubjectMark } from './subject.rules.ts'

test.each([
  [{ ageFrom: 60 }, '2026-11-25', { from: '1875-11-26', to: '1966-11-25' }],
  [{ ageTo: 5 }, '2026-11-25', { from: '2020-11-26', to: '2026-11-25' }],
  [{ ageFrom: 17, ageTo: 17 }, '2026-11-25', { from: '2008-11-26', to: '2009-11-25' }],
  [{ ageFrom: 1, ageTo: 1 }, '2024-02-29', { from: '2022-03-01', to: '2023-02-28' }],
])('%j on %s are those born between', (filter, today, born) => {
  expect(criteriaOf(filter, [0], today).born).toEqual(born)
})

test('an empty filter asks nothing but the areas', () => {
  expect(criteriaOf({}, [5], '2026-11-25')).toEqual({ areaIds: [5], hamletKey: null, rw: null, rt: null, decile: null, born: null, without: null })
})

test('one end of the deciles is enough; a hamlet is compared by its sound', () => {
  expect(criteriaOf({ decileTo: 2, hamlet: 'Krajan ' }, [], '2026-11-25')).toMatchObject({ decile: { from: 1, to: 2 }, hamletKey: 'KRAJAN' })
})

test('a mark is read as it was written, and nothing else is', () => {
  const marks = fc.record({
    areaId: fc.integer({ min: 0, max: 999_999 }), hamletKey: fc.stringMatching(/^[A-Z0-9 ]{0,30}$/), rw: fc.integer({ min: 0, max: 999 }),
    rt: fc.integer({ min: 0, max: 999 }), subjectId: fc.uuid(),
  })
  fc.assert(fc.property(marks, (mark) => {
    expect(readSubjectMark(writeSubjectMark(mark))).toEqual(mark)
  }))
  expect(['', '1~A~1~1', "1~A'~1~1~019d0000-0000-7000-8000-00000000aaaa"].map(readSubjectMark)).toEqual([undefined, undefined, undefined])
})
