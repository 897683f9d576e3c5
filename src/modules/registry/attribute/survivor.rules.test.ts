import { expect, test } from 'vitest'
import type { SourceCatalogue } from '#modules/registry/source/source.rules.ts'
import type { Statement } from './attribute.rules.ts'
import { sameFacts, survivingDecile, survivingFacts, type OwnFacts } from './survivor.rules.ts'

const catalogue: SourceCatalogue = { sources: [] }
const known: OwnFacts = { name: 'SITI', sex: null, birthOn: '1960-07-01', birthPlace: null, sourceRecordId: 'first' }

function statement(values: Statement['values'], strength: number, traits: Partial<Statement> = {}): Statement {
  return {
    values, sourceKey: 'x', sourceName: 'x', sourceStrength: strength, isSynthetic: false, sourceRecordId: `of ${strength}`, snapshotId: '0', rowNumber: 1,
    asOfOn: '2026-01-01', validFrom: '2026-01-01', recordedAt: new Date('2026-01-02T00:00:00Z'), ...traits,
  }
}

test.each([
  ['stay as they are known where nobody speaks', [], known],
  ['are taken one by one from whoever counts on each', [statement({ name: 'SITI AMINAH', sex: 'female' }, 50), statement({ name: 'ST. AMINAH' }, 20)],
    { ...known, name: 'SITI AMINAH', sex: 'female', sourceRecordId: 'of 50' }],
  ['come from the weaker where the stronger is silent', [statement({ name: 'SITI AMINAH' }, 50), statement({ birthPlace: 'JEMBER' }, 20)],
    { ...known, name: 'SITI AMINAH', birthPlace: 'JEMBER', sourceRecordId: 'of 50' }],
] as const)('the facts of a person %s', (_fact, statements, facts) => {
  expect(survivingFacts(statements, known, catalogue)).toEqual(facts)
  expect(survivingFacts(statements.toReversed(), known, catalogue)).toEqual(facts)
})

test('facts that say the same from another row are the same', () => {
  expect(sameFacts(known, { ...known, sourceRecordId: 'other' })).toBe(true)
  expect(sameFacts(known, { ...known, sex: 'female' })).toBe(false)
})

test('the decile is the official one that counts, with its day', () => {
  const statements = [statement({ decile: 3 }, 95), statement({ decile: 1 }, 30, { validFrom: '2026-09-01' })]
  expect(survivingDecile(statements, catalogue)).toEqual({ decile: 3, on: '2026-01-01', sourceRecordId: 'of 95' })
  expect(survivingDecile([], catalogue)).toBeUndefined()
})
