import { expect, test } from 'vitest'
import { createContexts, systemActor } from './actor.ts'

const everyArea = [0, 1, 10_001, 10_002]

function roleOf(areaIds: readonly number[], all: readonly number[] = everyArea): string {
  return createContexts(all)(systemActor(9_999, { areaIds, officeIds: [] })).role
}

test('only whoever covers every area of the regency is spared the question of the area', () => {
  expect(roleOf([10_002, 0, 1, 10_001])).toBe('app_regency')
  expect(roleOf([0, 1, 10_001])).toBe('app_user')
  expect(roleOf([0, 1, 10_001, 10_001])).toBe('app_user')
  expect(roleOf([0, 1, 10_001, 20_001])).toBe('app_user')
  expect(roleOf([])).toBe('app_user')
})

test('where no areas are known nobody covers all of them', () => {
  expect(roleOf(everyArea, [])).toBe('app_user')
  expect(roleOf([], [])).toBe('app_user')
})

test('the context names the role and the areas it was made for', () => {
  const { sql } = createContexts(everyArea)(systemActor(9_999, { areaIds: everyArea, officeIds: [7] }))
  expect(sql).toContain('set local role app_regency')
  expect(sql).toContain("set local app.areas = '{0,1,10001,10002}'")
})
