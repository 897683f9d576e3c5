import { expect, test } from 'vitest'
import { viewpointOf } from './as-of.rules.ts'
import type { Statement } from './attribute.rules.ts'

const given = { now: new Date('2026-11-25T18:00:00Z'), timeZone: 'Asia/Jakarta' }

/** Held from a day, recorded at a moment. */
function statement(validFrom: string, recordedAt: string): Statement {
  return {
    values: { floor: 'earth' }, sourceKey: 'x', sourceName: 'x', sourceStrength: 0, isSynthetic: false, sourceRecordId: '0', snapshotId: '0', rowNumber: 1,
    asOfOn: validFrom, validFrom, recordedAt: new Date(recordedAt),
  }
}

test.each([
  ['nothing asked is now', {}, '2026-11-26', null],
  ['a day, as it is known now', { asOf: '2026-01-31' }, '2026-01-31', { on: '2026-01-31', knownOn: '2026-11-26' }],
  ['a day, as it was known then', { asOf: '2026-01-31', knownOn: '2026-02-28' }, '2026-01-31', { on: '2026-01-31', knownOn: '2026-02-28' }],
  ['what was known on a day is of that day', { knownOn: '2026-02-28' }, '2026-02-28', { on: '2026-02-28', knownOn: '2026-02-28' }],
])('%s', (_fact, query, on, asOf) => {
  expect(viewpointOf(query, given)).toMatchObject({ on, asOf })
})

test('a day ends where the regency is, not in Greenwich', () => {
  const { see } = viewpointOf({ asOf: '2026-01-31', knownOn: '2026-01-31' }, given)
  const lateThatEvening = statement('2026-01-31', '2026-01-31T16:59:00Z')
  const afterMidnight = statement('2026-01-31', '2026-01-31T17:00:00Z')
  expect(see([lateThatEvening, afterMidnight])).toEqual([lateThatEvening])
})
