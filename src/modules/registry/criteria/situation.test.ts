import { afterAll, beforeAll, expect, test } from 'vitest'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { makeStatement } from '../../../../test/make/statement.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import type { FamilySituation } from './situation.contract.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

test('as of a day the criteria, the deciles and the hint are those of what was known then, and ages are counted for it', async () => {
  const { familyId } = await makeFamily(world, {
    areaId: kemiren, decile: 2, values: { floor: 'cement' }, members: [{ name: 'WAGIRAH DULU', relation: 'head', sex: 'female', birthOn: '1965-03-12' }],
  })
  const about = { areaId: kemiren, subjectId: familyId, subjectKind: 'family' } as const
  await makeStatement(world, { ...about, source: 'regsosek', asOfOn: '2022-11-01', values: { floor: 'earth' } })
  await makeStatement(world, { ...about, source: 'dtsen', asOfOn: '2026-09-30', values: { decile: 1, roof: 'clay' } })
  const operator = await world.as('operator.kemiren')
  const situation = async (query = '') => (await operator.get(`/api/registry/families/${familyId}/situation${query}`)).json<FamilySituation>()
  const [now, then] = [await situation(), await situation('?asOf=2024-01-01')]
  expect(now.deciles.map((each) => each.decile)).toEqual([1, 2])
  expect(then.deciles).toEqual([])
  expect(then.criteria.map((each) => each.key)).toEqual(now.criteria.map((each) => each.key))
  const sources = (seen: FamilySituation) => new Set([...seen.criteria, ...seen.hint.reasons].flatMap((each) => each.evidence.map((one) => one.on)))
  expect(sources(then).has('2022-11-01')).toBe(true)
  expect([...sources(then)].filter((on) => on !== null && on > '2024-01-01')).toEqual([])
  const isOld = (seen: FamilySituation) => seen.hint.reasons.some((reason) => reason.evidence.some((one) => one.attribute === 'age'))
  expect([isOld(now), isOld(then)]).toEqual([true, false])
})
