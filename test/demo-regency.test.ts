import { describe, expect, test } from 'vitest'
import { findPromise, listCardCategories, listPromises, loadRegency } from '#modules/people/index.ts'
import { regencyDir } from './template.ts'

const demo = loadRegency(regencyDir)

describe('the demo regency', () => {
  test('has every district and village with its office', () => {
    const kinds = (kind: string): number => [...demo.areas.byId.values()].filter((area) => area.kind === kind).length
    expect([kinds('district'), kinds('village')]).toEqual([25, 217])
    expect(demo.offices.filter((office) => office.kind === 'district_unit')).toHaveLength(25)
    expect(demo.offices.filter((office) => office.kind === 'village_task_force')).toHaveLength(217)
    expect(new Set(demo.offices.map((office) => office.officeId)).size).toBe(demo.offices.length)
    expect([...demo.areas.byId.values()].filter((area) => area.kind === 'district').every((area) => area.centroid !== null)).toBe(true)
  })

  test('shows six emergency cards, in order', () => {
    expect(listCardCategories(demo).map((category) => category.code)).toEqual(['PGN', 'KES', 'RMH', 'PPKS', 'PDK', 'LNY'])
  })

  test.each([
    ['2016-04-11', 'district_unit', undefined],
    ['2016-04-12', 'district_unit', { hours: 4 }],
    ['2025-10-14', 'district_unit', { hours: 4 }],
    ['2025-10-15', 'district_unit', { hours: 2 }],
    ['2026-11-25', 'agency', { hours: 4 }],
  ] as const)('on %s a %s answers within its promise', (on, officeKind, within) => {
    expect(findPromise(demo, { measure: 'first_response', officeKind, category: 'KES', channel: 'web', urgency: 'ordinary', on })?.within).toEqual(within)
  })

  test('a national channel brings the national promise beside our own', () => {
    const question = { measure: 'first_response', officeKind: 'agency', category: 'KES', urgency: 'ordinary', on: '2026-11-25' } as const
    const promised = listPromises(demo, { ...question, measure: 'acceptance', channel: 'sp4n_lapor' })
    expect(promised.map((promise) => [promise.regime, promise.within])).toEqual([['sp4n-lapor', { workingDays: 3 }]])
    expect(findPromise(demo, { ...question, channel: 'sp4n_lapor' })?.within).toEqual({ hours: 4 })
    expect(listPromises(demo, { ...question, measure: 'completion', channel: 'sp4n_lapor' }).map((promise) => promise.key).toSorted())
      .toEqual(['hukum-60-hari', 'sp4n-tuntas-14-hari', 'tuntas-bahaya-3-hari'])
  })

  test('a promise that names the category comes before the general one', () => {
    const question = { measure: 'completion', officeKind: 'agency', channel: 'web', urgency: 'ordinary', on: '2026-11-25' } as const
    expect(findPromise(demo, { ...question, category: 'KES' })?.key).toBe('tuntas-bahaya-3-hari')
    expect(findPromise(demo, { ...question, category: 'LNY' })?.key).toBe('tuntas-60-hari')
  })

  test('every fact names its source', () => {
    const facts = [...demo.promises, ...demo.ladders, ...demo.patience, ...demo.programmes]
    expect(facts.length).toBeGreaterThan(20)
    expect(facts.filter((fact) => fact.source.cites.length < 5)).toEqual([])
  })

  test('roles that see no rows have no grant that needs them', () => {
    const blind = demo.roles.filter((role) => role.reach.area === 'none' && !['resident', 'civil_servant'].includes(role.key))
    expect(blind.length).toBeGreaterThan(3)
    // Counts, what the registry is made of, and the empty form are about nobody.
    const ofNobody = new Set(['registry.proposal.count', 'registry.quality.read', 'registry.source.read', 'registry.form.manage'])
    const needsRows = (grant: string): boolean => /^registry\.|^response\.(case|report)/.test(grant) && !ofNobody.has(grant)
    expect(blind.filter((role) => role.grants.some(needsRows)).map((role) => role.key)).toEqual([])
  })
})
