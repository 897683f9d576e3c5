import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { FamilyProfile } from '../family/family.contract.ts'
import type { AnswerConflict, SurveyDraft, SurveyReceipt, VisitBundle } from './survey.contract.ts'

const kemiren = 152_004
let world: World
let satgas: Client
let operator: Client
let district: Client

beforeAll(async () => {
  world = await startWorld()
  ;[satgas, operator, district] = [await world.as('satgas.kemiren'), await world.as('operator.kemiren'), await world.as('upt.glagah')]
})
afterAll(() => world.close())

function makeOne(): Promise<MadeFamily> {
  return makeFamily(world, { areaId: kemiren, rt: 3, rw: 1, decile: 2, values: { floor: 'earth' }, members: [{ name: 'SUKARNO', sex: 'male', birthOn: '1960-03-01' }, { name: 'SITI' }] })
}

async function prepare(client: Client, familyId: string): Promise<VisitBundle> {
  const answer = await client.get(`/api/registry/families/${familyId}/visit`)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<VisitBundle>()
}

type Given = Readonly<Record<string, SurveyDraft['answers'][number]['value']>>

/** A filled form whose answers stand on what the bundle knew. */
function fill(bundle: VisitBundle, answers: Given, more: Partial<SurveyDraft> = {}): SurveyDraft {
  return {
    surveyId: randomUUID(), formVersionId: bundle.formVersionId, visitedAt: world.clock.now().toISOString(), place: null, gaps: 0, photos: [],
    answers: Object.entries(answers).map(([field, value]) => ({
      answerId: randomUUID(), field, value, bases: bundle.known.find((known) => known.field === field)?.heads ?? [],
    })), ...more,
  }
}

async function send(client: Client, familyId: string, draft: SurveyDraft, commandId = draft.surveyId) {
  return client.send('POST', `/api/registry/families/${familyId}/surveys`, draft, { commandId })
}

async function sent(client: Client, familyId: string, draft: SurveyDraft): Promise<SurveyReceipt> {
  world.clock.advance(1_000)
  const answer = await send(client, familyId, draft)
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<SurveyReceipt>()
}

/** The present answers of a family, as the next visit takes them along. */
async function stateOf(familyId: string) {
  const { known } = await prepare(district, familyId)
  return known.filter(({ heads }) => heads.length > 0).map(({ field, value, isDisputed }) => ({ field, value: isDisputed ? 'disputed' : value, isDisputed }))
    .sort((left, right) => (left.field < right.field ? -1 : 1))
}

async function conflictsOf(familyId: string, client = operator): Promise<AnswerConflict[]> {
  const found: AnswerConflict[] = []
  for (let after: string | null = ''; after !== null;) {
    const answer = await client.get(`/api/registry/answer-conflicts${after === '' ? '' : `?after=${encodeURIComponent(after)}`}`)
    const page: { items: AnswerConflict[]; next: string | null } = answer.json()
    found.push(...page.items)
    after = page.next
  }
  return found.filter((conflict) => conflict.familyId === familyId)
}

async function photoToken(client: Client): Promise<string> {
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#b63' } }).jpeg().toBuffer()
  return (await client.send('POST', '/api/registry/survey-photos', picture, { contentType: 'image/jpeg' })).json<{ photo: string }>().photo
}

describe('a visit', () => {
  test('takes along people, address, decile, the form in force, and what lists say', async () => {
    const family = await makeOne()
    const bundle = await prepare(satgas, family.familyId)
    expect(bundle).toMatchObject({
      headName: 'SUKARNO', place: { areaName: 'Kemiren', rt: 3 }, decile: { decile: 2, on: '2026-06-30' }, formNumber: 1,
      members: [{ name: 'SUKARNO', ageInYears: 66 }, { name: 'SITI' }],
    })
    expect(bundle.known).toContainEqual({ field: 'floor', heads: [], value: 'earth', isHidden: false, isDisputed: false, on: '2026-06-30', by: 'Daftar uji' })
  })

  test('brings back values that count in the registry with their source, for the family and each person', async () => {
    const family = await makeOne()
    const member = `member/${family.personIds[0]}`
    await sent(satgas, family.familyId, fill(await prepare(satgas, family.familyId), {
      floor: 'cement', has_no_dwelling: 'no', [`${member}/worked`]: 'no', [`${member}/education`]: 'primary', remarks: 'Pagar rusak',
    }))
    const profile = (await operator.get(`/api/registry/families/${family.familyId}`)).json<FamilyProfile>()
    expect(profile.values).toContainEqual(expect.objectContaining({ attribute: 'floor', value: 'cement', sourceKey: 'visit', validFrom: '2026-11-25', isCurrent: true }))
    expect(profile.values).toContainEqual(expect.objectContaining({ attribute: 'floor', value: 'earth', isCurrent: false }))
    expect(profile.values).toContainEqual(expect.objectContaining({ attribute: 'hasNoDwelling', value: false }))
    expect(profile.members[0]?.values).toContainEqual(expect.objectContaining({ attribute: 'worked', value: false, sourceKey: 'visit' }))
    expect(await stateOf(family.familyId)).toContainEqual({ field: 'remarks', value: 'Pagar rusak', isDisputed: false })
  })

  test('sent twice is one visit, under the same command or another', async () => {
    const family = await makeOne()
    const photo = { photoId: randomUUID(), field: 'photo_front', token: await photoToken(satgas), takenAt: world.clock.now().toISOString() }
    const draft = fill(await prepare(satgas, family.familyId), { floor: 'cement', photo_front: photo.photoId }, { photos: [photo] })
    const first = await sent(satgas, family.familyId, draft)
    expect(first.photos).toEqual([{ photoId: photo.photoId, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }])
    expect(await sent(satgas, family.familyId, draft)).toEqual(first)
    const again = await send(satgas, family.familyId, draft, randomUUID())
    expect(again.json()).toEqual(first)
    const shown = await operator.get(`/api/registry/families/${family.familyId}/photos/${photo.photoId}`)
    expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'image/jpeg'])
  })

  test('of the same id for another family is refused', async () => {
    const [one, other] = [await makeOne(), await makeOne()]
    const draft = fill(await prepare(satgas, one.familyId), { floor: 'tile' })
    await sent(satgas, one.familyId, draft)
    expect((await send(satgas, other.familyId, draft, randomUUID())).json()).toMatchObject({ kind: 'survey_of_other_family', status: 409 })
  })

  test.each<[string, Given, object]>([
    ['with a question that the form does not have', { roofing: 'x' }, { kind: 'answers_invalid', fields: ['roofing'] }],
    ['with a choice that the list does not have', { floor: 'gold' }, { kind: 'answers_invalid', fields: ['floor'] }],
    ['with a number that is none', { cattle: 'dua' }, { kind: 'answers_invalid' }],
    ['with a person\'s question outside of a person', { worked: 'yes' }, { kind: 'answers_invalid' }],
  ])('%s is refused as a whole', async (_what, answers, refusal) => {
    const family = await makeOne()
    expect((await send(satgas, family.familyId, fill(await prepare(satgas, family.familyId), answers))).json()).toMatchObject({ ...refusal, status: 422 })
    expect(await stateOf(family.familyId)).toEqual([])
  })

  test('names only photos that this server took in', async () => {
    const family = await makeOne()
    const photos = [{ photoId: randomUUID(), field: 'photo_front', token: `${'0'.repeat(64)}.1.1.1.${'0'.repeat(32)}`, takenAt: world.clock.now().toISOString() }]
    const answer = await send(satgas, family.familyId, fill(await prepare(satgas, family.familyId), {}, { photos }))
    expect(answer.json()).toMatchObject({ kind: 'photos_unknown', status: 422 })
  })

  test('keeps that somebody did not want to say, and makes no value of it', async () => {
    const family = await makeOne()
    await sent(satgas, family.familyId, fill(await prepare(satgas, family.familyId), { worried_about_food: { declined: 'refused' } }))
    expect(await stateOf(family.familyId)).toContainEqual({ field: 'worried_about_food', value: { declined: 'refused' }, isDisputed: false })
    expect((await operator.get(`/api/registry/families/${family.familyId}`)).body).not.toContain('worriedAboutFood')
  })

  test('tells what the family earns only to roles that may see it, though everybody may write it down', async () => {
    const family = await makeOne()
    await sent(satgas, family.familyId, fill(await prepare(satgas, family.familyId), { monthly_income_rupiah: 731_500 }))
    const [hidden, shown] = [await prepare(operator, family.familyId), await prepare(district, family.familyId)]
    expect(hidden.known.find((known) => known.field === 'monthly_income_rupiah')).toMatchObject({ value: null, isHidden: true, heads: [expect.any(String)] })
    expect(shown.known.find((known) => known.field === 'monthly_income_rupiah')).toMatchObject({ value: 731_500, isHidden: false })
    expect((await operator.get(`/api/registry/families/${family.familyId}`)).body).not.toContain('731500')
    expect((await district.get(`/api/registry/families/${family.familyId}`)).json<FamilyProfile>().values).toContainEqual(
      expect.objectContaining({ attribute: 'monthlyIncomeRupiah', value: 731_500, sourceKey: 'visit' }))
  })

  test('is written down for whoever it is about', async () => {
    const family = await makeOne()
    await sent(satgas, family.familyId, fill(await prepare(satgas, family.familyId), { floor: 'cement' }))
    const trail = (await (await world.as('dpo')).get(`/api/people/audit-entries?subjectKind=family&subjectId=${family.familyId}`)).json<{ items: { action: string }[] }>()
    expect(trail.items.map((entry) => entry.action)).toEqual(expect.arrayContaining(['sendSurvey', 'prepareVisit']))
  })

  test.each(['upt.muncar', 'operator.tembokrejo'])('to a family of another area is not there for %s', async (username) => {
    const family = await makeOne()
    const stranger = await world.as(username)
    const draft = fill(await prepare(satgas, family.familyId), { floor: 'cement' })
    expect((await stranger.get(`/api/registry/families/${family.familyId}/visit`)).statusCode).toBe(404)
    expect((await send(stranger, family.familyId, draft)).statusCode).toBe(404)
  })

  test.each(['warga', 'bupati', 'admin', 'kades.kemiren', 'kesra', 'asn'])('is not for %s', async (username) => {
    const family = await makeOne()
    expect((await (await world.as(username)).get(`/api/registry/families/${family.familyId}/visit`)).statusCode).toBe(403)
  })
})

describe('choosing families', () => {
  test('shows those of the own area only, those never visited first', async () => {
    const [never, visited] = [await makeOne(), await makeOne()]
    await sent(satgas, visited.familyId, fill(await prepare(satgas, visited.familyId), { floor: 'cement' }))
    const { items } = (await satgas.get('/api/registry/visit-families?name=sukarno')).json<{ items: { familyId: string; lastVisitedAt: string | null; place: { areaName: string } }[] }>()
    const order = items.map((item) => item.familyId)
    expect(order.indexOf(never.familyId)).toBeLessThan(order.indexOf(visited.familyId))
    expect(new Set(items.map((item) => item.place.areaName))).toEqual(new Set(['Kemiren']))
    expect((await satgas.get('/api/registry/visit-families?after=x')).json()).toMatchObject({ kind: 'page_unknown', status: 422 })
  })
})

describe('answers of two officers that differ', () => {
  async function dispute(answers: readonly [Given, Given]): Promise<MadeFamily> {
    const family = await makeOne()
    await sent(satgas, family.familyId, fill(await prepare(satgas, family.familyId), { floor: 'earth' }))
    const [one, other] = [await prepare(satgas, family.familyId), await prepare(district, family.familyId)]
    await sent(satgas, family.familyId, fill(one, answers[0]))
    const receipt = await sent(district, family.familyId, fill(other, answers[1]))
    expect(receipt.conflicts).toBe(1)
    return family
  }

  test('both stay until a person decides, and the other stays in the history', async () => {
    const family = await dispute([{ floor: 'cement' }, { floor: 'tile' }])
    const [conflict] = await conflictsOf(family.familyId)
    expect(conflict).toMatchObject({ field: 'floor', label: { id: 'Lantai terluas' }, mayDecide: true })
    expect(conflict!.answers.map((answer) => answer.words.id).sort()).toEqual(['Semen atau bata', 'Ubin atau teraso'])
    const chosen = conflict!.answers.find((answer) => answer.value === 'cement')!
    const body = { field: 'floor', answerId: chosen.answerId, seen: conflict!.answers.map((answer) => answer.answerId) }
    world.clock.advance(1_000)
    const decided = await operator.send('POST', `/api/registry/families/${family.familyId}/answer-decisions`, body)
    expect(decided.statusCode).toBe(200)
    expect(await conflictsOf(family.familyId)).toEqual([])
    expect(await stateOf(family.familyId)).toContainEqual({ field: 'floor', value: 'cement', isDisputed: false })
    const profile = (await operator.get(`/api/registry/families/${family.familyId}`)).json<FamilyProfile>()
    expect(profile.values.filter((value) => value.attribute === 'floor').map(({ value, isCurrent }) => [value, isCurrent])).toEqual(
      expect.arrayContaining([['cement', true], ['tile', false]]))
    const again = await operator.send('POST', `/api/registry/families/${family.familyId}/answer-decisions`, body)
    expect(again.json()).toMatchObject({ kind: 'conflict_changed', status: 409 })
  })

  test('that agree after all are no conflict', async () => {
    const family = await makeOne()
    const [one, other] = [await prepare(satgas, family.familyId), await prepare(district, family.familyId)]
    await sent(satgas, family.familyId, fill(one, { floor: 'cement' }))
    expect((await sent(district, family.familyId, fill(other, { floor: 'cement', roof: 'clay' }))).conflicts).toBe(0)
    expect(await conflictsOf(family.familyId)).toEqual([])
  })

  test('about income are decided only by a role that may see it', async () => {
    const family = await dispute([{ monthly_income_rupiah: 731_501 }, { monthly_income_rupiah: 731_502 }])
    const [hidden] = await conflictsOf(family.familyId)
    expect(hidden).toMatchObject({ class: 'income', mayDecide: false, answers: [{ value: null, isHidden: true }, { value: null, isHidden: true }] })
    const body = { field: 'monthly_income_rupiah', answerId: hidden!.answers[0]!.answerId, seen: hidden!.answers.map((answer) => answer.answerId) }
    const path = `/api/registry/families/${family.familyId}/answer-decisions`
    expect((await operator.send('POST', path, body)).json()).toMatchObject({ kind: 'class_not_permitted', status: 403 })
    expect((await district.send('POST', path, body)).statusCode).toBe(200)
  })

  test('are not decided by a task force member, nor seen in another district', async () => {
    const family = await dispute([{ floor: 'cement' }, { floor: 'wood' }])
    const path = `/api/registry/families/${family.familyId}/answer-decisions`
    expect((await satgas.send('POST', path, { field: 'floor', answerId: randomUUID(), seen: [randomUUID()] })).statusCode).toBe(403)
    expect(await conflictsOf(family.familyId, await world.as('upt.muncar'))).toEqual([])
  })
})

describe('visits to those who turned out to be one', () => {
  const reason = 'Sudah dicek di rumahnya'

  test('are read together once the families are one, with what differs', async () => {
    const [one, other] = [await makeOne(), await makeOne()]
    const photo = { photoId: randomUUID(), field: 'photo_front', token: await photoToken(satgas), takenAt: world.clock.now().toISOString() }
    await sent(satgas, one.familyId, fill(await prepare(satgas, one.familyId), { floor: 'cement', roof: 'clay' }))
    await sent(satgas, other.familyId, fill(await prepare(satgas, other.familyId), { floor: 'tile', roof: 'clay', photo_front: photo.photoId }, { photos: [photo] }))
    await asOwner(world.ownerUrl, (owner) => owner.query('update registry.family set merged_into = $1 where family_id = $2', [one.familyId, other.familyId]))
    const situation = await operator.get(`/api/registry/families/${other.familyId}/situation`)
    expect(situation.json()).toMatchObject({ visits: [{}, {}], photos: [{ photoId: photo.photoId }] })
    expect((await operator.get(`/api/registry/families/${one.familyId}/photos/${photo.photoId}`)).statusCode).toBe(200)
    await sent(satgas, other.familyId, fill(await prepare(satgas, other.familyId), { wall: 'wood' }))
    expect(await conflictsOf(other.familyId)).toEqual([])
    const [conflict, ...more] = await conflictsOf(one.familyId)
    expect([conflict!.field, conflict!.answers.map((answer) => answer.value).sort(), more]).toEqual(['floor', ['cement', 'tile'], []])
    const chosen = conflict!.answers.find((answer) => answer.value === 'tile')!
    const decision = { field: 'floor', answerId: chosen.answerId, seen: conflict!.answers.map((answer) => answer.answerId) }
    world.clock.advance(1_000)
    expect((await operator.send('POST', `/api/registry/families/${one.familyId}/answer-decisions`, decision)).statusCode).toBe(200)
    expect(await conflictsOf(one.familyId)).toEqual([])
    expect(await stateOf(other.familyId)).toContainEqual({ field: 'floor', value: 'tile', isDisputed: false })
  })

  test('differ once two members are one, and no more when that is taken back', async () => {
    const family = await makeOne()
    const [first, second] = family.personIds
    const kesra = await world.as('kesra')
    await sent(satgas, family.familyId, fill(await prepare(satgas, family.familyId), { [`member/${first}/education`]: 'primary', [`member/${second}/education`]: 'none' }))
    const opened = await kesra.send('POST', '/api/registry/reviews', { personId: first, otherPersonId: second, words: reason })
    const path = `/api/registry/reviews/${opened.json<{ reviewId: string }>().reviewId}`
    const said = await kesra.send('POST', `${path}/decisions`, { verdict: 'same', words: reason })
    if (said.json<{ state: string }>().state === 'proposed') await district.send('POST', `${path}/decisions`, { verdict: 'same', words: null })
    expect(await conflictsOf(family.familyId)).toMatchObject([{ personName: expect.any(String) as string, answers: [{}, {}] }])
    expect((await kesra.send('POST', `${path}/undoings`, {})).statusCode).toBe(201)
    expect(await conflictsOf(family.familyId)).toEqual([])
  })
})

describe('visits of several devices', () => {
  const answers = fc.record({
    floor: fc.constantFrom('cement', 'tile', 'wood'), roof: fc.constantFrom('clay', 'zinc'), remarks: fc.constantFrom('Pagar rusak', 'Sumur kering'),
    worked: fc.constantFrom('yes', 'no'), cattle: fc.nat({ max: 3 }),
  }, { requiredKeys: [] })
  const step = fc.oneof(
    fc.record({ device: fc.nat({ max: 2 }), act: fc.constant('prepare' as const) }),
    fc.record({ device: fc.nat({ max: 2 }), act: fc.constant('visit' as const), answers, hasPhoto: fc.boolean() }),
  )
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

  function answersFor({ personIds }: MadeFamily, { worked, ...given }: Given): Given {
    return { ...given, ...(worked !== undefined && { [`member/${personIds[0]}/worked`]: worked }) }
  }

  /** What three devices do, one after the other: each answers on what it took along last. Gives what they sent. */
  async function act(family: MadeFamily, steps: readonly Step[]): Promise<readonly SurveyDraft[]> {
    const [clients, start] = [[satgas, district, operator], await prepare(satgas, family.familyId)]
    const bundles = [start, start, start]
    const drafts: SurveyDraft[] = []
    for (const each of steps) {
      if (each.act === 'prepare') bundles[each.device] = await prepare(clients[each.device]!, family.familyId)
      if (each.act !== 'visit') continue
      const photos = each.hasPhoto ? [{ photoId: randomUUID(), field: 'photo_front', token: await photoToken(satgas), takenAt: world.clock.now().toISOString() }] : []
      const draft = fill(bundles[each.device]!, { ...answersFor(family, each.answers as Given), ...(photos[0] && { photo_front: photos[0].photoId }) }, { photos })
      drafts.push(draft)
      await sent(clients[each.device]!, family.familyId, draft)
    }
    return drafts
  }

  /** The same visit to a family just like it. */
  function copied(draft: SurveyDraft, from: MadeFamily, to: MadeFamily): SurveyDraft {
    return { ...draft, surveyId: randomUUID(), answers: draft.answers.map((answer) => ({ ...answer, field: answer.field.replace(from.personIds[0]!, to.personIds[0]!) })) }
  }

  /** What is read of a family in the end: present answers, what differs, how many photos. */
  async function outcomeOf({ familyId, personIds }: MadeFamily) {
    const plain = (field: string) => field.replace(personIds[0]!, 'first')
    const { photos, visits } = (await operator.get(`/api/registry/families/${familyId}/situation`)).json<{ photos: { photoId: string }[]; visits: object[] }>()
    return {
      present: (await stateOf(familyId)).map((state) => ({ ...state, field: plain(state.field) })).sort((left, right) => (left.field < right.field ? -1 : 1)),
      disputed: (await conflictsOf(familyId)).map(({ field, answers: heads }) => [plain(field), ...heads.map((head) => String(head.value)).sort()]).sort(),
      photos: photos.map((photo) => photo.photoId).sort(), visits: visits.length,
    }
  }

  test('come to the same in whatever order they arrive, and however often, and nothing is lost', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), fc.infiniteStream(fc.nat()), async (steps, order) => {
      const [one, other] = [await makeOne(), await makeOne()]
      const drafts = await act(one, steps)
      const copies = drafts.map((draft) => copied(draft, one, other))
      const shuffled = [...copies, ...copies.slice(0, 2)].map((draft) => ({ draft, at: order.next().value as number })).sort((left, right) => left.at - right.at)
      for (const { draft } of shuffled) {
        world.clock.advance(1_000)
        const answer = await send(satgas, other.familyId, draft, randomUUID())
        expect(answer.statusCode, answer.body).toBe(201)
      }
      const [expected, found] = [await outcomeOf(one), await outcomeOf(other)]
      expect(found).toEqual(expected)
      expect(found.visits).toBe(drafts.length)
      expect(found.photos).toEqual(drafts.flatMap((draft) => draft.photos.map((photo) => photo.photoId)).sort())
      const sentAnswers = drafts.flatMap((draft) => draft.answers)
      const replaced = new Set(sentAnswers.flatMap((answer) => answer.bases))
      const standing = new Set(sentAnswers.filter((answer) => !replaced.has(answer.answerId)).map((answer) => answer.field.replace(one.personIds[0]!, 'first')))
      expect(new Set(found.present.map((state) => state.field))).toEqual(standing)
    }), { numRuns: 5, endOnFailure: true })
  }, 150_000)
})

/** A form of the regency in which the district decides which villages are offered. */
async function uploadCascade(): Promise<void> {
  const survey = [
    ['type', 'name', 'label', 'choice_filter'], ['begin group', 'origin', 'Asal', null], ['select_one district', 'origin_district', 'Kecamatan asal', null],
    ['select_one village', 'origin_village', 'Desa asal', 'district = ${origin_district}'], ['end group', null, null, null],
  ]
  const choices = [
    ['list_name', 'name', 'label', 'district'], ['district', 'glagah', 'Glagah', null], ['district', 'muncar', 'Muncar', null],
    ['village', 'kemiren', 'Kemiren', 'glagah'], ['village', 'tembokrejo', 'Tembokrejo', 'muncar'],
  ]
  const settings = [['form_id', 'form_title'], ['family_profile', 'Asal keluarga']]
  const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'survey', rows: survey }, { name: 'choices', rows: choices }, { name: 'settings', rows: settings }] }))
  const query = new URLSearchParams({ fileName: 'asal.xlsx', validFrom: world.clock.now().toISOString().slice(0, 10) })
  const answer = await (await world.as('admin')).send('POST', `/api/registry/forms?${query}`, bytes, { contentType: 'application/octet-stream' })
  if (answer.statusCode !== 201) throw new Error(answer.body)
}

test('a choice that does not belong to the choice above it is refused', async () => {
  await uploadCascade()
  const family = await makeOne()
  const bundle = await prepare(satgas, family.familyId)
  const crossed = await send(satgas, family.familyId, fill(bundle, { origin_district: 'muncar', origin_village: 'kemiren' }))
  expect(crossed.json()).toMatchObject({ kind: 'answers_invalid', fields: ['origin_village'], status: 422 })
  await sent(satgas, family.familyId, fill(bundle, { origin_district: 'glagah', origin_village: 'kemiren' }))
  expect(await stateOf(family.familyId)).toContainEqual({ field: 'origin_village', value: 'kemiren', isDisputed: false })
})
