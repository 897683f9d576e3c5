import { expect, test } from 'vitest'
import { loadRegency } from '#modules/people/index.ts'
import { regencyDir } from '../../../../test/template.ts'
import { findSource, lastingStrength, listListSources, strengthOf, type SourceCatalogue } from './source.rules.ts'

const regency = loadRegency(regencyDir)

/** The regency's SIAK, believed less on families until the end of 2024. */
const catalogue: SourceCatalogue = {
  sources: regency.sources.filter((source) => source.key === 'siak').map((source) => ({
    ...source,
    strengths: [
      { ...source.strengths[0]!, from: '2025-01-01', to: null, general: 60, groups: { identity: 95 } },
      { ...source.strengths[0]!, from: '2020-01-01', to: '2024-12-31', general: 50, groups: { identity: 80, kinship: 20 } },
    ],
  })),
}

test.each([
  ['by its group', { group: 'identity', on: '2026-06-30' }, 95],
  ['in general where the group says nothing', { group: 'kinship', on: '2026-06-30' }, 60],
  ['in general', { on: '2026-06-30' }, 60],
  ['by the strength of its day', { group: 'kinship', on: '2024-12-31' }, 20],
  ['by the first strength before any was written', { group: 'identity', on: '2011-01-01' }, 80],
] as const)('a source is believed %s', (_fact, question, strength) => {
  expect(strengthOf(catalogue, 'siak', question)).toBe(strength)
})

test('an unknown source is believed least, and found nowhere', () => {
  expect(strengthOf(catalogue, 'nowhere', { on: '2026-01-01' })).toBe(0)
  expect(findSource(catalogue, 'nowhere')).toBeUndefined()
})

test('until further notice the open strength holds', () => {
  expect(lastingStrength(catalogue.sources[0]!)).toBe(60)
})

test('lists come from registers, the most believed first; what we write ourselves is never uploaded', () => {
  const keys = listListSources(regency, '2026-11-25').map((source) => source.key)
  expect(keys[0]).toBe('dtsen')
  expect(keys.at(-1)).toBe('other_list')
  for (const own of ['visit', 'report', 'life_event', 'verification', 'correction', 'twin']) expect(keys).not.toContain(own)
})
