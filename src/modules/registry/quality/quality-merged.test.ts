import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { makeFamilyPair } from '../../../../test/make/pairs.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { VisitBundle } from '../survey/survey.contract.ts'
import { measureThisMonth } from './quality.actions.ts'
import type { QualityTask, QualityTodo, VillageQuality } from './quality.contract.ts'

let world: World
let operator: Client
let kesra: Client
beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
  kesra = await world.as('kesra')
})
afterAll(() => world.close())

const words = 'Sudah dicek di rumahnya'

async function whose(task: QualityTask, client = operator): Promise<string[]> {
  return (await client.get(`/api/registry/quality/todos/${task}?limit=100`)).json<{ items: QualityTodo[] }>().items.map((todo) => todo.subjectId)
}

async function counts(): Promise<VillageQuality['counts']> {
  await measureThisMonth(world.deps)
  return (await kesra.get('/api/registry/quality')).json<{ items: VillageQuality[] }>().items.find((each) => each.areaId === kemiren)!.counts
}

async function rows<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(world.ownerUrl, async (owner) => (await owner.query<Row>(text, values)).rows)
}

/** Asks about two persons, or their families. */
async function ask(about: 'person' | 'family', personId: string, otherPersonId: string): Promise<string> {
  const opened = await kesra.send('POST', '/api/registry/reviews', { about, personId, otherPersonId, words })
  expect(opened.statusCode, opened.body).toBe(201)
  return opened.json<{ reviewId: string }>().reviewId
}

async function decideSame(reviewId: string): Promise<void> {
  const decided = await kesra.send('POST', `/api/registry/reviews/${reviewId}/decisions`, { verdict: 'same', words })
  expect(decided.json()).toMatchObject({ state: 'decided' })
}

async function undo(reviewId: string): Promise<void> {
  expect((await kesra.send('POST', `/api/registry/reviews/${reviewId}/undoings`)).statusCode).toBe(201)
}

test('a family was seen when one of its people was verified under another name, also to the head of the village, who verifies nobody', async () => {
  const family = await makeFamily(world, { areaId: kemiren, members: [{ name: 'SUMIYATI SATU', sex: 'female', birthOn: '1951-07-01' }] })
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    category: 'PGN', story: 'Tentang Bu Slamet', subject: 'other', subjectName: 'Bu Slamet Rekaan', areaId: kemiren, contact: 'anonymous', photos: [],
  })
  const [report] = await rows<{ person_id: string }>('select person_id from response.report where report_id = $1', [sent.json<{ reportId: string }>().reportId])
  const facts = { name: 'Sumiyati', sex: 'female', birthOn: '1951-07-01', birthPlace: null, nik: null, areaId: kemiren, words }
  expect((await operator.send('POST', `/api/registry/verifications/${report!.person_id}/registration`, facts)).statusCode).toBe(201)
  const head = await world.as('kades.kemiren')
  expect((await head.get('/api/registry/verifications')).statusCode).toBe(403)
  const reviewId = await ask('person', family.personIds[0]!, report!.person_id)
  for (const client of [operator, head]) expect(await whose('never_seen', client)).toContain(family.familyId)
  const before = await counts()
  await decideSame(reviewId)
  for (const client of [operator, head, kesra]) expect(await whose('never_seen', client)).not.toContain(family.familyId)
  expect(await counts()).toMatchObject({ neverSeen: before.neverSeen! - 1, families: before.families })
  await undo(reviewId)
  for (const client of [operator, head]) expect(await whose('never_seen', client)).toContain(family.familyId)
  expect(await counts()).toMatchObject({ neverSeen: before.neverSeen })
})

test('what was said of a family, and when it was visited, counts for the one with which it became one', async () => {
  const pair = await makeFamilyPair(world, kemiren)
  const reviewId = await ask('family', pair.left.personIds[0]!, pair.right.personIds[0]!)
  await decideSame(reviewId)
  const [kept] = await rows<{ family_id: string; absorbed_id: string }>('select merged_into as family_id, family_id as absorbed_id from registry.family where merged_into is not null')
  const { family_id: familyId, absorbed_id: absorbedId } = kept!
  await undo(reviewId)
  await rows("update registry.attribute_set set valid_from = '2020-01-01' where subject_id = $1", [familyId])
  await rows("update registry.family set decile_on = '2020-01-01' where family_id = $1", [familyId])
  const bundle = (await operator.get(`/api/registry/families/${absorbedId}/visit`)).json<VisitBundle>()
  const visit = await operator.send('POST', `/api/registry/families/${absorbedId}/surveys`, {
    surveyId: randomUUID(), formVersionId: bundle.formVersionId, visitedAt: world.clock.now().toISOString(), place: null, gaps: 0, photos: [],
    answers: [{ answerId: randomUUID(), field: 'floor', value: 'cement', bases: bundle.known.find(({ field }) => field === 'floor')?.heads ?? [] }],
  })
  expect(visit.statusCode, visit.body).toBe(201)
  expect(await whose('not_fresh')).toContain(familyId)
  expect(await whose('never_seen')).toContain(familyId)
  const apart = await counts()
  await decideSame(reviewId)
  expect(await whose('not_fresh')).not.toContain(familyId)
  expect(await whose('never_seen')).not.toContain(familyId)
  expect(await counts()).toMatchObject({ families: apart.families - 1, freshFamilies: apart.freshFamilies, neverSeen: apart.neverSeen! - 1 })
})
