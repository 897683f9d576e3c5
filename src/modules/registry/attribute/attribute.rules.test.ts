import { expect, test } from 'vitest'
import { currentValues, sourcedValues, type Statement } from './attribute.rules.ts'

function statement(traits: Partial<Statement>): Statement {
  return {
    values: {}, sourceKey: 'village', sourceName: 'Daftar desa', sourceStrength: 40, isSynthetic: false, rowNumber: 1, asOfOn: '2026-01-01',
    validFrom: '2026-01-01', recordedAt: new Date('2026-01-02T00:00:00Z'), ...traits,
  }
}

const weak = statement({ values: { floor: 'earth', roof: 'clay' } })
const strong = statement({ values: { floor: 'cement' }, sourceKey: 'dtsen', sourceStrength: 60, validFrom: '2025-01-01' })
const later = statement({ values: { floor: 'ceramic' }, validFrom: '2026-06-01' })
const lastRecorded = statement({ values: { floor: 'tile' }, recordedAt: new Date('2026-03-02T00:00:00Z') })

test.each([
  ['the stronger source wins over a later date', [weak, strong, later], 'cement'],
  ['the later date wins at equal strength', [later, weak], 'ceramic'],
  ['the last recorded wins at equal strength and date', [weak, lastRecorded], 'tile'],
  ['one voice counts', [weak], 'earth'],
])('%s', (_fact, statements, floor) => {
  expect(currentValues(statements)).toMatchObject({ floor })
})

test('what disagrees stays beside the value that counts', () => {
  const floors = sourcedValues([weak, strong]).filter((value) => value.attribute === 'floor')
  expect(floors.map(({ value, sourceKey, isCurrent }) => ({ value, sourceKey, isCurrent }))).toEqual([
    { value: 'cement', sourceKey: 'dtsen', isCurrent: true }, { value: 'earth', sourceKey: 'village', isCurrent: false },
  ])
})

test('an attribute that one source is silent about is not taken from it', () => {
  expect(currentValues([weak, strong])).toEqual({ floor: 'cement', roof: 'clay' })
})
