import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { glagah, kemiren, tembokrejo } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { familyLines, storeBytes, listBytes } from '../../../../test/make/list.ts'
import { makeListedPerson } from '../../../../test/make/listed-person.ts'
import { makePair } from '../../../../test/make/pairs.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { VisitBundle } from '../survey/survey.contract.ts'
import { measureThisMonth } from './quality.actions.ts'
import type { DistrictQuality, QualityMonth, QualityTask, QualityTodo, VillageQuality } from './quality.contract.ts'

let world: World
let operator: Client
beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
})
afterAll(() => world.close())

interface Todos {
  readonly tasks: readonly { readonly task: QualityTask; readonly count: number }[] | null
  readonly waiting: readonly { readonly queue: string; readonly count: number }[]
}

async function todos(client: Client, query = ''): Promise<Todos> {
  return (await client.get(`/api/registry/quality/todos${query}`)).json<Todos>()
}

async function whose(task: QualityTask, client = operator): Promise<string[]> {
  const found: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const answer = await client.get(`/api/registry/quality/todos/${task}?limit=100${after === '' ? '' : `&after=${after}`}`)
    const page: { items: QualityTodo[]; next: string | null } = answer.json()
    found.push(...page.items.map((todo) => todo.subjectId))
    after = page.next
  }
  return found
}

async function counted(areaId: number): Promise<VillageQuality> {
  await measureThisMonth(world.deps)
  const all = (await (await world.as('bappeda')).get('/api/registry/quality')).json<{ items: VillageQuality[] }>().items
  return all.find((each) => each.areaId === areaId)!
}

test('over a whole regency nothing is counted, in a district of it everything is', async () => {
  await makeFamily(world, { areaId: kemiren, members: [{ name: 'Tanpa Nomor' }] })
  const wide = await world.as('kesra')
  expect((await todos(wide)).tasks).toBeNull()
  expect((await todos(wide, `?area=${glagah}`)).tasks?.find(({ task }) => task === 'no_nik')?.count).toBeGreaterThan(0)
})

describe('what cannot be', () => {
  test('is told by its reason, and counted once for each person or family', async () => {
    const odd = await makeFamily(world, {
      areaId: kemiren, rt: 1, rw: 2, members: [
        { name: 'Kepala Muda', birthOn: '1990-05-02', sex: 'male' }, { name: 'Istri Kecil', relation: 'wife', birthOn: '2020-05-02', sex: 'female' },
        { name: 'Anak Tua', relation: 'child', birthOn: '1980-05-02', sex: 'male' }, { name: 'Anak Biasa', relation: 'child', birthOn: '2015-05-02', sex: 'male' },
      ],
    })
    const two = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Kepala Satu' }, { name: 'Kepala Dua', relation: 'head' }] })
    const many = await makeFamily(world, { areaId: kemiren, members: Array.from({ length: 21 }, (_, at) => ({ name: `Banyak Orang ${String.fromCodePoint(65 + at)}` })) })
    const guess = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Kepala Kira', birthOn: '1990-05-02' }, { name: 'Anak Kira', relation: 'child', birthOn: '1980-01-01' }] })
    expect(await whose('young_adult')).toEqual([odd.personIds[1]])
    expect(await whose('child_too_old')).toEqual([odd.personIds[2]])
    expect(await whose('several_heads')).toEqual([two.familyId])
    expect(await whose('too_many_members')).toEqual([many.familyId])
    expect(await whose('child_too_old')).not.toContain(guess.personIds[1])
    expect((await counted(kemiren)).counts.impossible).toBe(4)
    expect((await todos(operator)).tasks?.filter(({ count }) => count > 0).map(({ task }) => task)).toEqual(expect.arrayContaining(['young_adult', 'child_too_old', 'several_heads', 'too_many_members']))
  })
})

describe('a NIK', () => {
  test('is matched when a list of the civil registry names it too', async () => {
    const before = (await counted(kemiren)).counts
    await storeBytes(operator, listBytes(familyLines(71, ['SUTRISNO MATCH', 'SUMINI MATCH'])), { source: 'village_list' })
    const alone = (await counted(kemiren)).counts
    expect([alone.withNik - before.withNik, alone.matchedNik! - before.matchedNik!]).toEqual([2, 0])
    const unmatched = await whose('unmatched_nik')
    await storeBytes(operator, listBytes(familyLines(71, ['SUTRISNO MATCH'])), { source: 'siak', fileName: 'siak.csv' })
    const matched = (await counted(kemiren)).counts
    expect([matched.withNik - before.withNik, matched.matchedNik! - before.matchedNik!]).toEqual([2, 1])
    expect(unmatched.length - (await whose('unmatched_nik')).length).toBe(1)
  })

  test('that only the other of two who became one has, is not missing', async () => {
    const kept = await makeListedPerson(world, { areaId: kemiren, name: 'TUKINEM SATU', birthOn: '1961-02-03' })
    const other = await makeListedPerson(world, { areaId: kemiren, name: 'TUKINEM DUA', birthOn: '1961-02-03', nik: '3510154302610077' })
    expect(await whose('no_nik')).toContain(kept.personId)
    const asked = await operator.send('POST', '/api/registry/reviews', { about: 'person', personId: kept.personId, otherPersonId: other.personId, words: 'Tampak sama' })
    const decided = await operator.send('POST', `/api/registry/reviews/${asked.json<{ reviewId: string }>().reviewId}/decisions`, { verdict: 'same', words: null })
    expect(decided.statusCode, decided.body).toBe(201)
    const missing = await whose('no_nik')
    expect(missing).not.toContain(kept.personId)
    expect(missing).not.toContain(other.personId)
  })
})

test('a family was seen when somebody of ours visited it, not when a list named it; the age is counted in months', async () => {
  const { familyId } = await makeFamily(world, { areaId: tembokrejo, rt: 1, rw: 1, decile: 2, members: [{ name: 'DIDATANGI REKAAN' }] })
  const there = await world.as('operator.tembokrejo')
  expect(await whose('never_seen', there)).toContain(familyId)
  const before = await counted(tembokrejo)
  expect(before).toMatchObject({ seenMonths: null, counts: { neverSeen: before.counts.families } })
  const bundle = (await there.get(`/api/registry/families/${familyId}/visit`)).json<VisitBundle>()
  const sent = await there.send('POST', `/api/registry/families/${familyId}/surveys`, {
    surveyId: randomUUID(), formVersionId: bundle.formVersionId, visitedAt: new Date(world.clock.now().getTime() - 95 * 86_400_000).toISOString(), place: null, gaps: 0, photos: [],
    answers: [{ answerId: randomUUID(), field: 'floor', value: 'cement', bases: bundle.known.find(({ field }) => field === 'floor')?.heads ?? [] }],
  })
  expect(sent.statusCode, sent.body).toBe(201)
  expect(await whose('never_seen', there)).not.toContain(familyId)
  const after = await counted(tembokrejo)
  expect(after).toMatchObject({ seenMonths: 3, counts: { neverSeen: before.counts.neverSeen! - 1 } })
})

test('what waits is counted as its own queue lists it, in one village or all', async () => {
  await makePair(world, kemiren)
  await makePair(world, tembokrejo)
  const district = await world.as('kesra')
  const open = (found: Todos): number => found.waiting.find(({ queue }) => queue === 'person_open')?.count ?? 0
  const listed = (await operator.get('/api/registry/reviews?state=open&limit=50')).json<{ items: unknown[] }>().items.length
  expect(open(await todos(operator))).toBe(listed)
  expect(open(await todos(district, `?area=${kemiren}`))).toBe(listed)
  expect(open(await todos(district))).toBeGreaterThan(listed)
  expect((await todos(operator, `?area=${tembokrejo}`))).toMatchObject({ waiting: [] })
  expect((await todos(operator, `?area=${tembokrejo}`)).tasks?.every(({ count }) => count === 0)).toBe(true)
})

describe('districts and months', () => {
  interface Ranking { readonly items: VillageQuality[]; readonly districts: DistrictQuality[]; readonly months: string[]; readonly month: string; readonly against: string | null }

  test('a district counts what its villages count, and any two months stand side by side', async () => {
    await measureThisMonth(world.deps)
    world.clock.set(new Date('2027-01-12T02:00:00Z'))
    await makeFamily(world, { areaId: kemiren, rt: 1, rw: 2, decile: 1, members: [{ name: 'Baru Rekaan', nik: '3510151203900062', birthOn: '1991-03-12', sex: 'female' }] })
    await measureThisMonth(world.deps)
    const regent = await world.as('bupati')
    const asked = (query = '') => regent.get(`/api/registry/quality${query}`)
    const now = (await asked()).json<Ranking>()
    expect(now).toMatchObject({ month: '2027-01-01', against: null, months: ['2027-01-01', '2026-11-01'] })
    const glagah = now.districts.find((each) => each.districtName === 'Glagah')!
    const villages = now.items.filter((each) => each.districtId === glagah.areaId)
    expect(glagah.villages).toBe(villages.length)
    expect(glagah.counts.persons).toBe(villages.reduce((sum, each) => sum + each.counts.persons, 0))
    const scores = now.districts.map((each) => each.score ?? 101)
    expect(scores).toEqual(scores.toSorted((left, right) => left - right))
    const compared = (await asked('?against=2026-11-01')).json<Ranking>()
    const kemirens = compared.items.find((each) => each.areaId === kemiren)!
    const then = (await asked('?month=2026-11-01')).json<Ranking>().items.find((each) => each.areaId === kemiren)!
    expect(compared.against).toBe('2026-11-01')
    expect(kemirens.change).toBe(kemirens.score! - then.score!)
  })

  test('an area is followed month by month by whoever reaches it', async () => {
    const months = async (client: Client, area: number) => (await client.get(`/api/registry/quality/months?area=${area}`)).json<{ areaName: string | null; months: QualityMonth[] }>()
    const own = await months(await world.as('operator.kemiren'), kemiren)
    expect(own).toMatchObject({ areaName: 'Kemiren', months: [{ month: '2027-01-01' }, { month: '2026-11-01', change: null }] })
    expect(own.months[0]!.change).toBe(own.months[0]!.score! - own.months[1]!.score!)
    expect(await months(await world.as('operator.kemiren'), tembokrejo)).toEqual({ areaName: null, districtName: null, months: [] })
    expect(await months(await world.as('bupati'), 15)).toMatchObject({ areaName: 'Glagah', districtName: null })
  })
})
