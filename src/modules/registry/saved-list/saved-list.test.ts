import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import type { ListRow, SavedList } from './saved-list.contract.ts'

const [kemiren, tembokrejo] = [152_004, 52_003]
const families = '/api/registry/families'
const lists = '/api/registry/saved-lists'
let world: World
let old: MadeFamily
let young: MadeFamily
let elsewhere: MadeFamily

beforeAll(async () => {
  world = await startWorld()
  old = await makeFamily(world, {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, decile: 1,
    members: [{ name: 'SASTRO UTOMO', birthOn: '1950-03-04', nik: '3510150403500001' }, { name: 'TUMINAH', birthOn: '1955-03-04' }],
  })
  young = await makeFamily(world, {
    areaId: kemiren, hamlet: 'Kedaleman', rt: 1, rw: 2, decile: 4,
    members: [{ name: 'DIMAS PRADANA', birthOn: '1995-03-04', nik: '3510150403950001' }, { name: 'ARKA', birthOn: '2024-01-05', nik: '3510150501240001' }],
  })
  elsewhere = await makeFamily(world, { areaId: tembokrejo, hamlet: 'Krajan', rt: 3, rw: 1, decile: 1, members: [{ name: 'SASTRO WIYONO', birthOn: '1951-03-04' }] })
})
afterAll(() => world.close())

async function rowsAt(username: string, address: string): Promise<readonly ListRow[]> {
  const answer = await (await world.as(username)).get(address)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ items: ListRow[] }>().items
}

async function keep(username: string, list: object): Promise<string> {
  const answer = await (await world.as(username)).send('POST', lists, list)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<{ listId: string }>().listId
}

const byFilter = (filter: object) => ({ name: 'Lansia Krajan', of: { by: 'filter', filter } })
const chosen = (subject: 'family' | 'person', subjectIds: readonly string[]) => ({ name: 'Pilihan', of: { by: 'chosen', subject, subjectIds } })

describe('a filter takes', () => {
  test.each([
    ['', ['young', 'old']], ['?hamlet=krajan', ['old']], ['?rt=3&rw=1', ['old']], ['?decileTo=2', ['old']], ['?decileFrom=3', ['young']], ['?ageFrom=70', ['old']],
    ['?ageTo=5', ['young']], ['?without=nik', ['old']], ['?without=decile', []], ['?area=15', ['young', 'old']], [`?area=${tembokrejo}`, []], ['?hamlet=krajan&ageTo=5', []],
  ])('%s', async (query, expected) => {
    const rows = await rowsAt('operator.kemiren', `${families}${query}`)
    const names = new Map([[old.familyId, 'old'], [young.familyId, 'young']])
    expect(rows.map((row) => names.get(row.subjectId) ?? row.subjectId)).toEqual(expected)
    const counted = await (await world.as('operator.kemiren')).get(`/api/registry/family-counts${query}`)
    expect(counted.json()).toEqual({ families: expected.length })
  })

  test('each family with its head, its place and a masked number', async () => {
    const [row] = await rowsAt('operator.kemiren', `${families}?decileTo=1`)
    expect(row).toMatchObject({ name: 'SASTRO UTOMO', memberCount: 2, nikMasked: '3510••••••••0001', decile: 1, place: { hamlet: 'Krajan', rt: 3, rw: 1, areaName: 'Kemiren' } })
  })

  test('pages show everybody once, in the order in which one walks', async () => {
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const answer = await (await world.as('kesra')).get(`${families}?limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
      const page: { items: ListRow[]; next: string | null } = answer.json()
      seen.push(...page.items.map((row) => row.subjectId))
      after = page.next
    }
    expect(seen).toEqual([elsewhere.familyId, young.familyId, old.familyId])
    expect((await (await world.as('kesra')).get(`${families}?after=x`)).json()).toMatchObject({ kind: 'page_unknown', status: 422 })
  })
})

describe('a kept list', () => {
  test('by filter holds what matches now, also what came after it was kept', async () => {
    const listId = await keep('operator.kemiren', byFilter({ decileTo: 1, ageFrom: 60 }))
    expect((await rowsAt('operator.kemiren', `${lists}/${listId}/rows`)).map((row) => row.subjectId)).toEqual([old.familyId])
    const later = await makeFamily(world, { areaId: kemiren, hamlet: 'Sukosari', decile: 1, members: [{ name: 'KROMO', birthOn: '1948-01-01' }] })
    expect((await rowsAt('operator.kemiren', `${lists}/${listId}/rows`)).map((row) => row.subjectId)).toEqual([old.familyId, later.familyId])
  })

  test('of chosen ones grows, shrinks, and never holds whom its owner does not reach', async () => {
    const listId = await keep('operator.kemiren', chosen('family', [old.familyId, elsewhere.familyId]))
    const client = await world.as('operator.kemiren')
    expect((await client.get(`${lists}/${listId}`)).json<SavedList>()).toMatchObject({ chosenCount: 1, isOwn: true, isShared: false })
    const more = await client.send('POST', `${lists}/${listId}/members`, { change: 'add', subjectIds: [young.familyId, old.familyId, elsewhere.familyId] })
    expect(more.json()).toEqual({ chosenCount: 2 })
    expect((await client.send('POST', `${lists}/${listId}/members`, { change: 'remove', subjectIds: [old.familyId] })).json()).toEqual({ chosenCount: 1 })
    expect((await rowsAt('operator.kemiren', `${lists}/${listId}/rows`)).map((row) => row.name)).toEqual(['DIMAS PRADANA'])
    expect((await client.send('POST', lists, chosen('family', [elsewhere.familyId]))).json()).toMatchObject({ kind: 'nothing_chosen', status: 422 })
  })

  test('of persons shows persons', async () => {
    const listId = await keep('operator.kemiren', chosen('person', [old.personIds[1]!]))
    expect(await rowsAt('operator.kemiren', `${lists}/${listId}/rows`)).toMatchObject([{ name: 'TUMINAH', subjectId: old.personIds[1], memberCount: null }])
  })

  test('is its owner\'s until it is shared; colleagues of the office then see it in their own area, and change nothing', async () => {
    const listId = await keep('kesra', byFilter({ decileTo: 1 }))
    const colleague = await world.as('operator.kemiren')
    expect((await colleague.get(`${lists}/${listId}`)).statusCode).toBe(404)
    const own = await keep('operator.kemiren', { ...byFilter({}), isShared: true })
    const mate = await world.as('kades.kemiren')
    expect((await mate.get(lists)).json<{ items: SavedList[] }>().items).toMatchObject([{ listId: own, isOwn: false, isShared: true, ownerName: 'Untung Basuki' }])
    expect((await rowsAt('kades.kemiren', `${lists}/${own}/rows`)).every((row) => row.place.areaId === kemiren)).toBe(true)
    for (const send of [() => mate.send('DELETE', `${lists}/${own}`), () => mate.send('PUT', `${lists}/${own}`, { name: 'x', isShared: false })]) {
      expect((await send()).statusCode).toBe(404)
    }
    expect((await (await world.as('operator.tembokrejo')).get(`${lists}/${own}`)).statusCode).toBe(404)
    await colleague.send('PUT', `${lists}/${own}`, { name: 'Semua keluarga', isShared: false })
    expect((await mate.get(`${lists}/${own}/rows`)).statusCode).toBe(404)
  })

  test('is gone when its owner deletes it', async () => {
    const listId = await keep('operator.kemiren', byFilter({}))
    const client = await world.as('operator.kemiren')
    expect((await client.send('DELETE', `${lists}/${listId}`)).statusCode).toBe(204)
    expect((await client.get(`${lists}/${listId}`)).statusCode).toBe(404)
  })

  test('by filter takes nobody in by hand', async () => {
    const client = await world.as('operator.kemiren')
    const listId = await keep('operator.kemiren', byFilter({}))
    expect((await client.send('POST', `${lists}/${listId}/members`, { change: 'add', subjectIds: [old.familyId] })).json()).toMatchObject({ kind: 'list_by_filter' })
  })

  test('pages by key set, newest first', async () => {
    for (let made = 0; made < 31; made += 1) await keep('upt.glagah', byFilter({}))
    const client = await world.as('upt.glagah')
    const first = (await client.get(lists)).json<{ items: SavedList[]; next: string }>()
    const second = (await client.get(`${lists}?after=${encodeURIComponent(first.next)}`)).json<{ items: SavedList[]; next: null }>()
    expect(first.items).toHaveLength(30)
    expect(new Set([...first.items, ...second.items].map((list) => list.listId)).size).toBe(31)
    expect(second.next).toBeNull()
  })
})

test.each(['warga', 'dinsos', 'bupati', 'admin', 'dpo'])('%s, who may not search, has no lists', async (username) => {
  const client = await world.as(username)
  for (const path of [families, '/api/registry/family-counts', lists]) expect((await client.get(path)).statusCode).toBe(403)
})
