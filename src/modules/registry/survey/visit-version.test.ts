import { randomUUID } from 'node:crypto'
import { writeXlsx } from 'hucre/xlsx'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { SurveyDraft, VisitBundle } from './survey.contract.ts'

let world: World
let satgas: Client
beforeAll(async () => {
  world = await startWorld()
  satgas = await world.as('satgas.kemiren')
})
afterAll(() => world.close())

async function photoToken(): Promise<string> {
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#b63' } }).jpeg().toBuffer()
  return (await satgas.send('POST', '/api/registry/survey-photos', picture, { contentType: 'image/jpeg' })).json<{ photo: string }>().photo
}

async function sendVisit(familyId: string, of: Pick<SurveyDraft, 'formVersionId'> & Partial<SurveyDraft>, answers: Readonly<Record<string, string>>): Promise<void> {
  world.clock.advance(1_000)
  const answer = await satgas.send('POST', `/api/registry/families/${familyId}/surveys`, {
    surveyId: randomUUID(), visitedAt: world.clock.now().toISOString(), place: null, gaps: 0, photos: [],
    answers: Object.entries(answers).map(([field, value]) => ({ answerId: randomUUID(), field, value, bases: [] })), ...of,
  })
  expect(answer.statusCode, answer.body).toBe(201)
}

test('a visit that was prepared before the form changed keeps its version, its words, and where its photos were taken', async () => {
  const family = await makeFamily(world, { areaId: 152_004, members: [{ name: 'SUKARNO' }] })
  const admin = await world.as('admin')
  const first = (await admin.get('/api/registry/forms')).json<{ items: { formVersionId: string; number: number }[] }>().items.at(-1)!
  const survey = [['type', 'name', 'label'], ['begin group', 'notes', 'Catatan'], ['text', 'remark', 'Catatan'], ['end group', null, null]]
  const settings = [['form_id', 'form_title'], ['family_profile', 'Hanya catatan']]
  const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'survey', rows: survey }, { name: 'choices', rows: [['list_name', 'name', 'label'], ['yes_no', 'yes', 'Ya']] }, { name: 'settings', rows: settings }] }))
  const query = new URLSearchParams({ fileName: 'catatan.xlsx', validFrom: world.clock.now().toISOString().slice(0, 10) })
  const uploaded = await admin.send('POST', `/api/registry/forms?${query}`, bytes, { contentType: 'application/octet-stream' })
  expect(uploaded.statusCode, uploaded.body).toBe(201)
  const bundle = (await satgas.get(`/api/registry/families/${family.familyId}/visit`)).json<VisitBundle>()
  expect(bundle.formNumber).toBeGreaterThan(first.number)

  const place = { latitude: -8.2145, longitude: 114.3321, accuracyMeters: 8 }
  const taken = { field: 'photo_front', takenAt: world.clock.now().toISOString() }
  const photos = [{ photoId: randomUUID(), token: await photoToken(), ...taken, place }, { photoId: randomUUID(), token: await photoToken(), ...taken, field: 'photo_side' }]
  await sendVisit(family.familyId, { formVersionId: first.formVersionId, photos }, { floor: 'tile' })
  await sendVisit(family.familyId, { formVersionId: bundle.formVersionId }, { remark: 'Sudah pindah kamar' })
  const seen = (await (await world.as('operator.kemiren')).get(`/api/registry/families/${family.familyId}/situation`)).json<{
    visits: { formNumber: number }[]; photos: { photoId: string; label: { id: string }; place: object | null }[]
  }>()
  expect(seen.visits.map((visit) => visit.formNumber)).toEqual([bundle.formNumber, first.number])
  expect(seen.photos.find((photo) => photo.photoId === photos[0]!.photoId)).toMatchObject({ label: { id: 'Rumah dari depan' }, place })
  expect(seen.photos.find((photo) => photo.photoId === photos[1]!.photoId)).toMatchObject({ place: null })
})
