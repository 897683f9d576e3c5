import { expect, test } from 'vitest'
import type { Area, AreaTree, Office } from '#modules/people/index.ts'
import { boardOf, districtLoads, isCountedFor, villageLoads, type AreaCount } from './board.rules.ts'

const at = new Date('2026-11-25T02:00:00Z')

function area(areaId: number, name: string, kind: Area['kind'], parentId: number | null): Area {
  return { areaId, code: '', kind, name, parentId, centroid: null }
}

const tree: AreaTree = {
  root: area(0, 'Regency', 'regency', null),
  byId: new Map([[0, area(0, 'Regency', 'regency', null)], [1, area(1, 'Hill', 'district', 0)], [2, area(2, 'Shore', 'district', 0)],
    [12001, area(12001, 'Upper', 'village', 1)], [12002, area(12002, 'Lower', 'village', 1)]]),
  childIds: new Map(),
}
const office: Office = { officeId: 3, key: 'health', kind: 'agency', rung: 'regency', areaId: 0, name: { id: 'Dinas Kesehatan', en: 'Health' }, short: 'Dinkes' }
const names = { areas: tree, offices: [office] }

function count(areaId: number, districtId: number, load: Partial<AreaCount>): AreaCount {
  return { areaId, districtId, rung: 'village', open: 0, soon: 0, late: 0, openedLastDay: 0, ...load }
}

const counts = [
  count(12001, 1, { open: 2, late: 1 }), count(12002, 1, { open: 1, openedLastDay: 1 }), count(2, 2, { open: 4, soon: 2, rung: 'district' }), count(0, 0, { open: 1 }),
]

test('districts stand worst first, and what has no place yet stands under 0', () => {
  expect(districtLoads(counts, names)).toEqual([
    { areaId: 1, name: 'Hill', open: 3, soon: 0, late: 1 }, { areaId: 2, name: 'Shore', open: 4, soon: 2, late: 0 }, { areaId: 0, name: 'Regency', open: 1, soon: 0, late: 0 },
  ])
})

test('villages are those of the district only', () => {
  expect(villageLoads(counts, 1, names).map((load) => load.name)).toEqual(['Upper', 'Lower'])
})

test('the board sums what its parts say', () => {
  const board = boardOf({ areas: counts, offices: [{ officeId: 3, open: 5, soon: 1, late: 2 }], responses: { dueCount: 4, keptCount: 3, medianMinutes: 42 }, danger: { waiting: 2, newestAt: at } }, names, at)
  expect(board).toMatchObject({ cases: { open: 8, soon: 2, late: 1 }, openedLastDay: 1, keptShare: 0.75, medianResponseMinutes: 42, danger: { waiting: 2, newestAt: at.toISOString() } })
  expect(board.rungs).toEqual([{ rung: 'village', open: 4 }, { rung: 'district', open: 4 }, { rung: 'regency', open: 0 }, { rung: 'leadership', open: 0 }])
  expect(board.offices).toEqual([{ officeId: 3, kind: 'agency', short: 'Dinkes', name: office.name, open: 5, soon: 1, late: 2 }])
})

test('before any promise fell due there is no share', () => {
  expect(boardOf({ areas: [], offices: [], responses: { dueCount: 0, keptCount: 0, medianMinutes: null }, danger: { waiting: 0, newestAt: null } }, names, at).keptShare).toBeNull()
})

const regent = { regencyId: 1, areaIds: [], grants: new Set(['response.board.read']) }
const opened = { topic: 'case', regencyId: 1 }

test.each([
  ['the regent', opened, regent, true],
  ['an officer with places of their own, who hears of the case itself', opened, { ...regent, areaIds: [5] }, false],
  ['a resident', opened, { ...regent, grants: new Set<string>() }, false],
  ['the regent of another regency', opened, { ...regent, regencyId: 2 }, false],
  ['the regent, of a protected case', { ...opened, only: { accountIds: [], grant: 'response.case.protect' } }, regent, false],
  ['the regent, of what is no case', { ...opened, topic: 'roster' }, regent, false],
])('%s is told by counts or not', (_who, event, reader, isTold) => {
  expect(isCountedFor(event, reader)).toBe(isTold)
})
