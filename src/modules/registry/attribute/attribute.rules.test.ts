import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Source } from '#modules/people/regency/regency.contract.ts'
import type { SourceCatalogue } from '#modules/registry/source/source.rules.ts'
import { currentValues, sourcedValues, statementsAsOf, valueHistory, type Statement } from './attribute.rules.ts'

const words = { id: 'x', en: 'x' }
const fact = { cites: 'x', tag: 'design' } as const

function source(key: string, general: number, groups: Source['strengths'][number]['groups'] = {}): Source {
  return {
    key, name: key, about: words, kind: 'other_list', legalBasis: words, licence: words, purpose: words, from: '2000-01-01', to: null, source: fact,
    strengths: [{ from: '2000-01-01', to: null, general, groups, source: fact }],
  }
}

const catalogue: SourceCatalogue = { sources: [source('village', 40), source('national', 60, { dwelling: 60, identity: 30 }), source('door', 50, { dwelling: 90 })] }

function statement(traits: Partial<Statement>): Statement {
  return {
    values: {}, sourceKey: 'village', sourceName: 'Daftar desa', sourceStrength: 0, isSynthetic: false, sourceRecordId: '0', snapshotId: '0', rowNumber: 1,
    asOfOn: '2026-01-01', validFrom: '2026-01-01', recordedAt: new Date('2026-01-02T00:00:00Z'), ...traits,
  }
}

const weak = statement({ values: { floor: 'earth', roof: 'clay' } })
const strong = statement({ values: { floor: 'cement' }, sourceKey: 'national', validFrom: '2025-01-01' })
const door = statement({ values: { floor: 'bamboo' }, sourceKey: 'door', validFrom: '2020-01-01' })
const later = statement({ values: { floor: 'ceramic' }, validFrom: '2026-06-01' })
const laterList = statement({ values: { floor: 'tile' }, asOfOn: '2026-03-01' })
const lastRecorded = statement({ values: { floor: 'marble' }, recordedAt: new Date('2027-03-02T00:00:00Z') })
const unknown = statement({ values: { floor: 'wood' }, sourceKey: 'lost', sourceStrength: 45 })

describe('the value that counts', () => {
  test.each([
    ['is of the stronger source, whatever the dates', [weak, strong, later], 'cement', 'stronger'],
    ['is of the source that is stronger on this matter', [strong, door], 'bamboo', 'stronger'],
    ['holds from the later day where strengths are equal', [later, weak], 'ceramic', 'later'],
    ['is of the later list where days are equal', [laterList, weak], 'tile', 'later_list'],
    ['does not hang on when it was recorded', [lastRecorded, weak], 'earth', 'fixed_order'],
    ['of a source that the catalogue lost keeps its last known strength', [unknown, weak], 'wood', 'stronger'],
    ['is the only one', [weak], 'earth', 'only'],
    ['is agreed on', [weak, statement({ values: { floor: 'earth' }, sourceKey: 'national' })], 'earth', 'agreed'],
  ] as const)('%s', (_fact, statements, floor, rule) => {
    for (const order of [statements, statements.toReversed()]) {
      const current = sourcedValues(order, catalogue).find((value) => value.attribute === 'floor' && value.isCurrent)
      expect(current).toMatchObject({ value: floor, rule, differs: false })
    }
  })

  test('may come from another source for another matter', () => {
    const statements = [
      statement({ values: { name: 'SITI', floor: 'earth' } }), statement({ values: { name: 'SITTI', floor: 'cement' }, sourceKey: 'national' }),
    ]
    expect(currentValues(statements, catalogue)).toEqual({ name: 'SITI', floor: 'cement' })
  })
})

test('what disagrees stays beside the value that counts', () => {
  const floors = sourcedValues([weak, strong], catalogue).filter((value) => value.attribute === 'floor')
  expect(floors.map(({ value, sourceKey, isCurrent, differs, rule }) => ({ value, sourceKey, isCurrent, differs, rule }))).toEqual([
    { value: 'cement', sourceKey: 'national', isCurrent: true, differs: false, rule: 'stronger' },
    { value: 'earth', sourceKey: 'village', isCurrent: false, differs: true, rule: null },
  ])
})

test('an attribute that one source is silent about is not taken from it', () => {
  expect(currentValues([weak, strong], catalogue)).toEqual({ floor: 'cement', roof: 'clay' })
})

describe('a past day', () => {
  const learnedLate = statement({ values: { floor: 'cement' }, sourceKey: 'national', validFrom: '2026-02-01', recordedAt: new Date('2026-05-01T00:00:00Z') })

  test.each([
    ['before anything held', '2025-12-31', '2027-01-01', undefined],
    ['while only the first held', '2026-01-15', '2027-01-01', 'earth'],
    ['as it is known now', '2026-02-01', '2027-01-01', 'cement'],
    ['as it was known then', '2026-02-01', '2026-04-30', 'earth'],
  ])('%s', (_fact, on, recorded, floor) => {
    const then = statementsAsOf([weak, learnedLate], { on, recordedBy: new Date(`${recorded}T00:00:00Z`) })
    expect(currentValues(then, catalogue)['floor']).toBe(floor)
  })
})

describe('a history', () => {
  test('tells from which day which value counted, the latest first', () => {
    const steps = valueHistory([weak, later, statement({ values: { floor: 'cement' }, sourceKey: 'national', validFrom: '2026-08-01' })], catalogue)
    expect(steps.map(({ attribute, from, value, rule }) => [attribute, from, value, rule])).toEqual([
      ['floor', '2026-08-01', 'cement', 'stronger'], ['floor', '2026-06-01', 'ceramic', 'later'], ['floor', '2026-01-01', 'earth', 'only'],
    ])
  })

  test('is silent where a later weak voice changes nothing, and where there was one value', () => {
    expect(valueHistory([strong, later], catalogue)).toEqual([])
  })
})

describe('whatever the order of arrival', () => {
  const day = fc.constantFrom('2025-01-01', '2025-06-01', '2026-01-01')
  const anyStatement = fc.record({
    values: fc.dictionary(fc.constantFrom('floor', 'name', 'decile', 'phone'), fc.constantFrom('a', 'b', 'c'), { minKeys: 1 }),
    sourceKey: fc.constantFrom('village', 'national', 'door', 'lost'), rowNumber: fc.integer({ min: 1, max: 3 }), validFrom: day, asOfOn: day,
  })

  /** Lists that arrive in an order: what arrives later is recorded later and gets the later id. */
  function arrive(given: readonly Partial<Statement>[]): Statement[] {
    return given.map((traits, at) => statement({ ...traits, recordedAt: new Date(Date.UTC(2026, 6, 1 + at)), sourceRecordId: String(at).padStart(4, '0') }))
  }

  test('the same values count, by the same rule', () => {
    const orders = fc.array(anyStatement, { minLength: 1, maxLength: 8 })
      .chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length })))
    fc.assert(fc.property(orders, ([given, shuffled]) => {
      const told = [given, shuffled].map((order) => sourcedValues(arrive(order), catalogue).filter((value) => value.isCurrent)
        .map(({ attribute, value, sourceKey, validFrom, rule }) => ({ attribute, value, sourceKey, validFrom, rule })))
      expect(told[0]).toEqual(told[1])
      expect(valueHistory(arrive(given), catalogue)).toEqual(valueHistory(arrive(shuffled), catalogue))
    }))
  })
})
