import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFamiliesOfSnapshot, findPairsOfSnapshot } from '#modules/registry/index.ts'
import type { FamilyProfile } from '#modules/registry/family/family.contract.ts'
import { kemiren, tembokrejo } from '../../../../test/make/cases.ts'
import { makeListedPerson } from '../../../../test/make/listed-person.ts'
import { makeFamilyPair, type MadeFamilyPair } from '../../../../test/make/pairs.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { FamilyReview } from './family-review.contract.ts'
import type { ReviewItem } from './review.contract.ts'

let world: World
let owner: pg.Client
let kesra: Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  kesra = await world.as('kesra')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const words = 'Sudah dicek di rumahnya'

async function listed(client: Client, state = 'open'): Promise<readonly ReviewItem[]> {
  return (await client.get(`/api/registry/reviews?about=family&limit=50&state=${state}`)).json<{ items: ReviewItem[] }>().items
}

async function questionsAbout(familyIds: readonly string[]): Promise<readonly { rules: string[]; needs_two: boolean; state: string }[]> {
  return (await owner.query<{ rules: string[]; needs_two: boolean; state: string }>(
    "select rules, needs_two, state from registry.review where subject_kind = 'family' and left_id = any($1) and right_id = any($1)", [familyIds])).rows
}

async function decide(client: Client, reviewId: string, verdict: 'same' | 'different'): Promise<{ status: number; kind?: string; state?: string }> {
  const answer = await client.send('POST', `/api/registry/reviews/${reviewId}/decisions`, { verdict, words })
  return { status: answer.statusCode, ...answer.json<{ kind?: string; state?: string }>() }
}

/** Asks about two persons, or their families, and says that they are one, by two people where it takes two. */
async function makeOne(about: 'person' | 'family', personId: string, otherPersonId: string): Promise<string> {
  const opened = await kesra.send('POST', '/api/registry/reviews', { about, personId, otherPersonId, words })
  if (opened.statusCode !== 201) return opened.json<{ kind: string }>().kind
  const { reviewId } = opened.json<{ reviewId: string }>()
  const said = await decide(kesra, reviewId, 'same')
  if (said.state === 'proposed') expect(await decide(await world.as('upt.glagah'), reviewId, 'same')).toMatchObject({ state: 'decided' })
  return (await owner.query<{ merge_id: string }>('select merge_id from registry.merge where review_id = $1 order by merged_at desc, merge_id desc', [reviewId])).rows[0]!.merge_id
}

async function undo(mergeId: string): Promise<boolean> {
  return (await kesra.send('POST', `/api/registry/merges/${mergeId}/undoing`, { reason: words })).statusCode === 201
}

describe('which families are asked about', () => {
  test('two of one card, once, after a list was stored', async () => {
    const one = await makeListedPerson(world, { areaId: kemiren, name: 'TUKIRAN', card: '3510151203140101' })
    const other = await makeListedPerson(world, { areaId: kemiren, name: 'WAGIMAN', card: '3510151203140101' })
    expect(await findFamiliesOfSnapshot(world.deps, other.snapshotId)).toBe(1)
    expect(await findFamiliesOfSnapshot(world.deps, other.snapshotId)).toBe(0)
    expect(await questionsAbout([one.familyId, other.familyId])).toEqual([{ rules: ['same_card'], needs_two: false, state: 'open' }])
  })

  test('two in which somebody lives who is only suspected to be the same: not before the person is decided, and then at once', async () => {
    const one = await makeListedPerson(world, { areaId: kemiren, name: 'SUKINEM', birthOn: '1959-02-03', card: '3510151203140111' })
    const other = await makeListedPerson(world, { areaId: kemiren, name: 'SUKINEM', birthOn: '1959-02-03', card: '3510151203140112' })
    await findPairsOfSnapshot(world.deps, other.snapshotId)
    await findFamiliesOfSnapshot(world.deps, other.snapshotId)
    expect(await questionsAbout([one.familyId, other.familyId])).toEqual([])
    await makeOne('person', one.personId, other.personId)
    expect(await questionsAbout([one.familyId, other.familyId])).toEqual([{ rules: ['shared_members'], needs_two: true, state: 'open' }])
  })

  test('a membership that never was says nothing', async () => {
    const one = await makeListedPerson(world, { areaId: kemiren, name: 'PAIJEM', birthOn: '1952-05-03' })
    const other = await makeListedPerson(world, { areaId: kemiren, name: 'PAIJEM', birthOn: '1952-05-03' })
    await owner.query("update registry.family_member set valid_to = '2026-07-01', annulled_at = now() where person_id = $1", [other.personId])
    await makeOne('person', one.personId, other.personId)
    expect(await questionsAbout([one.familyId, other.familyId])).toEqual([])
  })
})

describe('two families', () => {
  let pair: MadeFamilyPair
  beforeAll(async () => {
    pair = await makeFamilyPair(world, kemiren, { name: 'PONIRAN KARTO' })
  })

  test('stand in a queue of their own, by their heads and sizes', async () => {
    expect((await listed(kesra)).find((item) => item.reviewId === pair.reviewId)).toMatchObject({
      about: 'family', rules: ['shared_members'], left: { name: 'PONIRAN KARTO', members: 4, areaName: 'Kemiren' }, right: { name: 'POENIRAN KARTO', members: 4 },
    })
    const persons = (await kesra.get('/api/registry/reviews?limit=50')).json<{ items: ReviewItem[] }>().items
    expect(persons.map((item) => item.reviewId)).not.toContain(pair.reviewId)
  })

  test('stand side by side, member by member, with what differs, and every look is written down', async () => {
    const review = (await kesra.get(`/api/registry/family-reviews/${pair.reviewId}`)).json<FamilyReview>()
    expect(review.lines.map((line) => [line.left?.name ?? '', line.right?.name ?? '', line.match])).toEqual([
      ['PONIRAN KARTO', 'POENIRAN KARTO', 'alike'], ['SULASTRI', 'SULASTRIH', 'alike'], ['AGUS SETIAWAN', 'AGUS SETYAWAN', 'alike'],
      ['DEWI LESTARI', '', 'alone'], ['', 'MBAH WAGIYEM', 'alone'],
    ])
    expect(review.lines[0]!.differs).toEqual(['name'])
    expect(review).toMatchObject({ agreement: { address: 'differs', card: 'unknown', decile: 'differs', members: 'same' }, may: { decide: true }, villages: [{ name: 'Kemiren' }] })
    expect(review.left.values.length).toBeGreaterThan(0)
    const { rows } = await owner.query("select subject_kind from audit.entry where action = 'getFamilyReview' and subject_id = any($1)", [[pair.left.familyId, pair.right.familyId, ...pair.left.personIds]])
    expect(rows).toHaveLength(6)
  })

  test('are for those of their area; each kind of question has its own page', async () => {
    expect((await (await world.as('operator.tembokrejo')).get(`/api/registry/family-reviews/${pair.reviewId}`)).statusCode).toBe(404)
    expect((await kesra.get(`/api/registry/reviews/${pair.reviewId}`)).statusCode).toBe(404)
  })

  test('become one: read as one under either id, everybody once, nothing lost; and are parted exactly', async () => {
    expect(await decide(kesra, pair.reviewId, 'same')).toMatchObject({ status: 201, state: 'decided' })
    const [one, other] = [await family(pair.left.familyId), await family(pair.right.familyId)]
    expect(one.familyId).toBe(other.familyId)
    expect(one.members).toHaveLength(8)
    expect(one.values.filter((value) => value.attribute === 'decile').map((value) => value.value)).toEqual([3, 2].sort((a, b) => Number(one.decile!.decile === b) - Number(one.decile!.decile === a)))
    await makeOne('person', pair.left.personIds[0]!, pair.right.personIds[0]!)
    expect((await family(pair.right.familyId)).members).toHaveLength(7)
    expect((await kesra.send('POST', `/api/registry/reviews/${pair.reviewId}/undoings`, {})).statusCode).toBe(201)
    expect((await family(pair.right.familyId)).familyId).toBe(pair.right.familyId)
  })

  test('whose cards differ take two people', async () => {
    const { reviewId } = await makeFamilyPair(world, kemiren, { cards: ['3510151203140121', '3510151203140122'] })
    expect(await decide(kesra, reviewId, 'same')).toMatchObject({ state: 'proposed' })
    expect(await decide(kesra, reviewId, 'same')).toMatchObject({ status: 409, kind: 'second_person_needed' })
    expect(await decide(await world.as('upt.glagah'), reviewId, 'different')).toMatchObject({ state: 'open' })
  })

  test('are asked of the village, which answers', async () => {
    const { reviewId } = await makeFamilyPair(world, kemiren)
    const asked = await (await world.as('upt.glagah')).send('POST', `/api/registry/reviews/${reviewId}/questions`, { areaId: kemiren, question: 'Apakah ini satu rumah?' })
    expect(asked.statusCode).toBe(201)
    const operator = await world.as('operator.kemiren')
    expect((await listed(operator, 'asked_village')).map((item) => item.reviewId)).toContain(reviewId)
    expect((await operator.send('POST', `/api/registry/reviews/${reviewId}/answers`, { verdict: 'same', words })).statusCode).toBe(201)
  })

  test('are asked about through two of their people, and not through somebody without a family', async () => {
    const [one, other] = [await makeListedPerson(world, { areaId: kemiren, name: 'SAIMAH' }), await makeListedPerson(world, { areaId: tembokrejo, name: 'SAIMAH' })]
    const ask = { about: 'family', personId: one.personId, otherPersonId: other.personId, words }
    expect((await kesra.send('POST', '/api/registry/reviews', ask)).statusCode).toBe(201)
    expect(await questionsAbout([one.familyId, other.familyId])).toMatchObject([{ rules: ['asked'] }])
    expect((await kesra.send('POST', '/api/registry/reviews', { ...ask, otherPersonId: one.personId })).json()).toMatchObject({ kind: 'already_merged' })
    await owner.query("update registry.family_member set valid_to = '2026-01-01' where person_id = $1", [other.personId])
    expect((await kesra.send('POST', '/api/registry/reviews', ask)).json()).toMatchObject({ kind: 'no_family' })
  })
})

async function family(familyId: string): Promise<FamilyProfile> {
  return (await kesra.get(`/api/registry/families/${familyId}`)).json<FamilyProfile>()
}

const tables = ['person', 'person_identity', 'family', 'family_identity', 'family_member', 'attribute_set', 'link', 'source_record']

async function everything(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of tables) found[table] = (await owner.query<{ row: string }>(`select t::text as row from registry.${table} t order by 1`)).rows.map(({ row }) => row)
  return found
}

type Step = { readonly kind: 'family' | 'person' | 'undo'; readonly one: number; readonly other: number }

test('families and persons become one and are parted in random order: the rows come back exactly, and reading never loses a value or a member', async () => {
  const homes = await Promise.all([0, 1].map((at) => makeFamilyPair(world, kemiren, { name: `MISNADI ${'AB'.charAt(at)}`, ...(at === 0 && { cards: ['3510151203140131', '3510151203140132'] as const }) })))
  const families = homes.flatMap(({ left, right }) => [left, right])
  const before = await everything()
  const readAll = async () => {
    const profiles = await Promise.all(families.map(({ familyId }) => family(familyId)))
    const roots = new Map(profiles.map((profile) => [profile.familyId, profile]))
    return [...roots.values()].flatMap((profile) => profile.values.map((value) => `${value.attribute} ${JSON.stringify(value.value)} ${value.rowNumber}`)).toSorted()
  }
  const valuesBefore = await readAll()
  expect(valuesBefore.length).toBeGreaterThan(3)
  const step: fc.Arbitrary<Step> = fc.record({ kind: fc.constantFrom('family', 'person', 'undo'), one: fc.nat(3), other: fc.nat(3) })
  let merges = 0
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (steps) => {
    const done: string[] = []
    for (const { kind, one, other } of steps) {
      const known = done[one % Math.max(1, done.length)]
      if (kind === 'undo') {
        if (known !== undefined && await undo(known)) done.splice(done.indexOf(known), 1)
        continue
      }
      const made = await makeOne(kind, families[one]!.personIds[0]!, families[other]!.personIds[0]!)
      if (made.includes('-')) done.push(made)
    }
    merges += done.length
    expect(await readAll()).toEqual(valuesBefore)
    for (const each of done.toReversed()) expect(await undo(each)).toBe(true)
    expect(await everything()).toEqual(before)
  }), { numRuns: 16 })
  expect(merges).toBeGreaterThan(4)
}, 300_000)
