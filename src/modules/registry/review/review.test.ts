import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPairsOfSnapshot } from '#modules/registry/index.ts'
import { kemiren, tembokrejo } from '../../../../test/make/cases.ts'
import { makeListedPerson } from '../../../../test/make/listed-person.ts'
import { makePair } from '../../../../test/make/pairs.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { Review, ReviewItem } from './review.contract.ts'

const tamansuruh = 152_006
let world: World
let owner: pg.Client
let kesra: Client
let operator: Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  kesra = await world.as('kesra')
  operator = await world.as('operator.kemiren')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

async function list(client: Client, query: Record<string, string> = {}): Promise<{ items: ReviewItem[]; next: string | null }> {
  const answer = await client.get(`/api/registry/reviews?${new URLSearchParams(query)}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

async function read(client: Client, reviewId: string): Promise<Review> {
  return (await client.get(`/api/registry/reviews/${reviewId}`)).json<Review>()
}

async function say(client: Client, path: string, body: object = {}): Promise<{ status: number; kind?: string; state?: string }> {
  const answer = await client.send('POST', `/api/registry/reviews/${path}`, body)
  return { status: answer.statusCode, ...answer.json<{ kind?: string; state?: string }>() }
}

describe('after a list was stored', () => {
  test('exact rules ask about those who may be one, each pair once, and what was told apart is not asked again', async () => {
    const known = await makeListedPerson(world, { areaId: kemiren, name: 'SUPARMI', sex: 'female', birthOn: '1971-02-03', nik: '3510154302710001' })
    const again = await makeListedPerson(world, { areaId: kemiren, name: 'Suparmi', birthOn: '1971-02-03' })
    await makeListedPerson(world, { areaId: kemiren, name: 'SUPARMI', birthOn: '1980-02-03' })
    expect(await findPairsOfSnapshot(world.deps, again.snapshotId)).toBe(1)
    expect(await findPairsOfSnapshot(world.deps, again.snapshotId)).toBe(0)
    const found = (await list(operator)).items.find((item) => [item.left.subjectId, item.right.subjectId].includes(again.personId))
    expect(found).toMatchObject({ rules: ['name_and_birth'], needsTwo: false, state: 'open', left: { subjectId: known.personId, areaName: 'Kemiren' } })
    expect(await say(operator, `${found!.reviewId}/decisions`, { verdict: 'different', words: null })).toMatchObject({ status: 201, state: 'decided' })
    expect(await findPairsOfSnapshot(world.deps, again.snapshotId)).toBe(0)
    expect((await list(operator)).items.map((item) => item.reviewId)).not.toContain(found!.reviewId)
  })

  test('one number with two persons is asked across villages, and two people decide', async () => {
    const nik = '3510151203750001'
    const one = await makeListedPerson(world, { areaId: kemiren, name: 'JUMADI', sex: 'male', birthOn: '1975-03-12', nik })
    const other = await makeListedPerson(world, { areaId: tembokrejo, name: 'HARTONO', sex: 'male', birthOn: '1975-03-12', nik })
    await findPairsOfSnapshot(world.deps, other.snapshotId)
    const { rows } = await owner.query<{ needs_two: boolean; area_id: number; rules: string[] }>(
      'select needs_two, area_id, rules from registry.review where $1 in (left_id, right_id) and $2 in (left_id, right_id)', [one.personId, other.personId])
    expect(rows).toEqual([{ needs_two: true, area_id: 0, rules: ['same_nik'] }])
  })
})

describe('a pair', () => {
  test('stands side by side: what agrees, what differs, what would count, and the look is written down', async () => {
    const { reviewId, left } = await makePair(world, kemiren, { leftNik: '3510154504610001' })
    const review = await read(operator, reviewId)
    expect(review.agreement).toMatchObject({ name: 'same', birth: 'same', nik: 'unknown', family: 'differs', address: 'same' })
    expect(review.keptId).toBe(left.personId)
    expect(JSON.stringify(review)).not.toContain('3510154504610001')
    expect(review.merged.filter((value) => value.attribute === 'name' && value.isCurrent)).toHaveLength(1)
    expect(review.villages).toEqual([{ areaId: kemiren, name: 'Kemiren' }])
    const { rows } = await owner.query("select 1 from audit.entry where action = 'getReview' and subject_id = $1", [left.personId])
    expect(rows).toHaveLength(1)
  })

  test('that is one person is merged at once, and parted again when the decision is taken back', async () => {
    const { reviewId, left, right } = await makePair(world, kemiren)
    expect(await say(operator, `${reviewId}/decisions`, { verdict: 'same', words: null })).toMatchObject({ status: 201, state: 'decided' })
    const rootOf = async (personId: string) => (await kesra.get(`/api/registry/persons/${personId}`)).json<{ personId: string }>().personId
    expect(await rootOf(right.personId)).toBe(await rootOf(left.personId))
    expect(await say(operator, `${reviewId}/decisions`, { verdict: 'same', words: null })).toMatchObject({ status: 409, kind: 'review_decided' })
    expect(await say(operator, `${reviewId}/undoings`)).toMatchObject({ status: 201, state: 'open' })
    expect([await rootOf(left.personId), await rootOf(right.personId)]).toEqual([left.personId, right.personId])
    expect((await read(operator, reviewId)).steps.map((step) => step.kind)).toEqual(['decided', 'undone'])
  })

  test('with contradicting numbers is decided by two: the first proposes, another confirms or refuses', async () => {
    const { reviewId } = await makePair(world, kemiren, { leftNik: '3510154504610002', rightNik: '3510154504610003' })
    const path = `${reviewId}/decisions`
    expect(await say(operator, path, { verdict: 'same', words: null })).toMatchObject({ state: 'proposed' })
    expect(await say(operator, path, { verdict: 'same', words: null })).toMatchObject({ status: 409, kind: 'second_person_needed' })
    expect((await read(operator, reviewId)).may).toMatchObject({ confirm: false, decide: false, undo: true })
    const district = await world.as('upt.glagah')
    expect((await read(district, reviewId)).may).toMatchObject({ confirm: true })
    expect(await say(district, path, { verdict: 'different', words: null })).toMatchObject({ state: 'open' })
    expect(await say(district, path, { verdict: 'same', words: null })).toMatchObject({ state: 'proposed' })
    expect(await say(operator, path, { verdict: 'same', words: null })).toMatchObject({ state: 'decided' })
  })

  test('is not decided by somebody of the household', async () => {
    const { reviewId, left } = await makePair(world, kemiren)
    await asOwn(left.personId)
    expect((await read(operator, reviewId)).may).toEqual({ decide: false, confirm: false, answer: false, undo: false })
    for (const [path, body] of [['decisions', { verdict: 'same', words: null }], ['questions', { areaId: kemiren, question: 'Sama?' }], ['undoings', {}]] as const) {
      expect(await say(operator, `${reviewId}/${path}`, body)).toMatchObject({ status: 403, kind: 'own_household' })
    }
    await asOwn(null)
  })
})

/** Makes the operator one of the registry's persons. */
async function asOwn(personId: string | null): Promise<void> {
  await owner.query("update people.account set person_id = $1 where username = 'operator.kemiren'", [personId])
}

describe('the village that is asked', () => {
  test('sees the pair, also where one of the two lives elsewhere, and its answer comes back', async () => {
    const here = await makeListedPerson(world, { areaId: kemiren, name: 'MARSIYEM', birthOn: '1955-05-05' })
    const there = await makeListedPerson(world, { areaId: tamansuruh, name: 'MARSIYEM', birthOn: '1955-05-05' })
    const district = await world.as('upt.glagah')
    const opened = await district.send('POST', '/api/registry/reviews', { personId: here.personId, otherPersonId: there.personId, words: 'Warga bilang sama' })
    const { reviewId } = opened.json<{ reviewId: string }>()
    expect((await operator.get(`/api/registry/reviews/${reviewId}`)).statusCode).toBe(404)
    expect(await say(district, `${reviewId}/questions`, { areaId: tembokrejo, question: 'Apakah sama?' })).toMatchObject({ kind: 'village_unknown' })
    expect(await say(district, `${reviewId}/questions`, { areaId: kemiren, question: 'Apakah Bu Marsiyem pindah?' })).toMatchObject({ state: 'asked_village' })
    expect((await list(operator, { state: 'asked_village' })).items.map((item) => item.reviewId)).toEqual([reviewId])
    const seen = await read(operator, reviewId)
    expect(seen).toMatchObject({ askedVillage: 'Kemiren', may: { decide: false, answer: true }, left: { name: 'MARSIYEM' }, right: { name: 'MARSIYEM' } })
    expect(seen.steps.map((step) => step.words)).toEqual(['Apakah Bu Marsiyem pindah?'])
    expect(await say(operator, `${reviewId}/decisions`, { verdict: 'different', words: null })).toMatchObject({ status: 404 })
    expect(await say(operator, `${reviewId}/answers`, { verdict: 'same', words: 'Ya, pindah ikut anaknya' })).toMatchObject({ state: 'open' })
    expect(await say(operator, `${reviewId}/answers`, { verdict: 'same', words: 'Ya sama' })).toMatchObject({ kind: 'review_not_asked' })
    const answered = await read(district, reviewId)
    expect(answered.steps.map(({ kind, verdict }) => [kind, verdict])).toEqual([['asked_again', null], ['asked', null], ['answered', 'same']])
  })
})

test('the queue pages by key, the most telling first, and its filters narrow it', async () => {
  for (let at = 0; at < 7; at += 1) await makePair(world, tembokrejo, { name: `KASMINAH ${at}` })
  const seen: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: { items: ReviewItem[]; next: string | null } = await list(kesra, { area: String(tembokrejo), limit: '3', ...(after !== '' && { after }) })
    seen.push(...page.items.map((item) => item.reviewId))
    after = page.next
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(7)
  expect((await list(kesra, { rule: 'model' })).items).toEqual([])
  expect((await list(await world.as('operator.tembokrejo'))).items).toHaveLength(7)
  expect((await kesra.get('/api/registry/reviews?after=x')).json()).toMatchObject({ kind: 'page_unknown' })
})

test('who were merged are found by number once, and asked about no more', async () => {
  const nik = '3510154504610077'
  const pair = await makePair(world, kemiren, { name: 'LEGINEM', leftNik: nik })
  expect(await say(operator, `${pair.reviewId}/decisions`, { verdict: 'same', words: null })).toMatchObject({ state: 'decided' })
  const found = await operator.send('POST', '/api/registry/person-searches', { q: nik })
  expect(found.json<{ items: { personId: string }[] }>().items.map((item) => item.personId)).toEqual([pair.left.personId])
  expect(await findPairsOfSnapshot(world.deps, pair.right.snapshotId)).toBe(0)
})
