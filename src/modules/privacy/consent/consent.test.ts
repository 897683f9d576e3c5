import { randomUUID } from 'node:crypto'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let operator: Client
let path: string
beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
  const { personIds } = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Setuju Rekaan' }] })
  path = `/api/privacy/persons/${personIds[0]}/consents`
})
afterAll(() => world.close())

const given = { processing: 'donor-view', givenOn: '2026-11-20', givenHow: 'signed', evidence: 'Lembar di map biru' }

test('an agreement holds until it is taken back, and can be given again after that', async () => {
  const first = await operator.send('POST', path, given)
  expect(first.statusCode).toBe(201)
  const second = await operator.send('POST', path, given)
  expect([second.statusCode, second.json<{ kind: string }>().kind]).toEqual([409, 'consent_given_already'])
  const withdrawal = `${path}/${first.json<{ consentId: string }>().consentId}/withdrawal`
  expect((await operator.send('POST', withdrawal, { words: 'Tidak mau lagi' })).statusCode).toBe(201)
  const again = await operator.send('POST', withdrawal, { words: 'Tidak mau lagi' })
  expect([again.statusCode, again.json<{ kind: string }>().kind]).toEqual([409, 'consent_withdrawn'])
  expect((await operator.send('POST', path, given)).statusCode).toBe(201)
  const listed = (await operator.get(path)).json<{ items: { withdrawnAt: string | null; processingName: { id: string } }[] }>()
  expect(listed.items.map((each) => each.withdrawnAt === null)).toEqual(expect.arrayContaining([true, false]))
  expect(listed.items[0]!.processingName.id).toMatch(/donatur/)
})

test.each([
  ['for what rests on another ground', { processing: 'registry' }, 422, 'processing_needs_no_consent'],
  ['for what is not in the record', { processing: 'ramalan' }, 422, 'processing_needs_no_consent'],
  ['with a day that has not come', { givenOn: '2026-11-26' }, 422, 'day_in_future'],
])('an agreement %s is not written down', async (_what, change, status, kind) => {
  const refused = await operator.send('POST', path, { ...given, ...change })
  expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([status, kind])
})

test('what somebody of another village agreed to is not there', async () => {
  expect((await (await world.as('operator.tembokrejo')).get(path)).statusCode).toBe(404)
})

describe('photos of a house, which are kept by agreement,', () => {
  const agreed = { ...given, processing: 'house-photos' }

  /** A family of two that was visited, with one photo. */
  async function visited(): Promise<{ familyId: string; personIds: readonly string[]; take: () => Promise<string> }> {
    const family = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Foto Rekaan' }, { name: 'Serumah Rekaan' }] })
    const take = async (): Promise<string> => {
      const { formVersionId } = (await operator.get(`/api/registry/families/${family.familyId}/visit`)).json<{ formVersionId: string }>()
      const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#eee' } }).jpeg().toBuffer()
      const { photo: token } = (await operator.send('POST', '/api/registry/survey-photos', picture, { contentType: 'image/jpeg' })).json<{ photo: string }>()
      const [photoId, at] = [randomUUID(), world.clock.now().toISOString()]
      const draft = { surveyId: randomUUID(), formVersionId, visitedAt: at, place: null, gaps: 0, answers: [], photos: [{ photoId, field: 'photo_front', token, takenAt: at }] }
      const sent = await operator.send('POST', `/api/registry/families/${family.familyId}/surveys`, draft, { commandId: draft.surveyId })
      expect([sent.statusCode, sent.json<{ photos: unknown[] }>().photos.length], sent.body).toEqual([201, 1])
      return photoId
    }
    return { ...family, take }
  }
  const agree = async (personId: string): Promise<string> =>
    (await operator.send('POST', `/api/privacy/persons/${personId}/consents`, agreed)).json<{ consentId: string }>().consentId
  const takeBack = async (personId: string, consentId: string): Promise<number> =>
    (await operator.send('POST', `/api/privacy/persons/${personId}/consents/${consentId}/withdrawal`, { words: 'Tidak mau difoto' })).statusCode
  const shown = async (familyId: string): Promise<unknown> => {
    const { photos, arePhotosWithheld } = (await operator.get(`/api/registry/families/${familyId}/situation`)).json<{ photos: { photoId: string }[]; arePhotosWithheld: boolean }>()
    return [photos.map(({ photoId }) => photoId).sort(), arePhotosWithheld]
  }
  const opened = async (familyId: string, photoId: string): Promise<number> => (await operator.get(`/api/registry/families/${familyId}/photos/${photoId}`)).statusCode

  test('are closed to everybody once it is taken back, also those taken later, and open again by a new one only', async () => {
    const { familyId, personIds, take } = await visited()
    const first = await take()
    const consentId = await agree(personIds[0]!)
    expect([await shown(familyId), await opened(familyId, first)]).toEqual([[[first], false], 200])
    expect(await takeBack(personIds[0]!, consentId)).toBe(201)
    const later = await take()
    expect([await shown(familyId), await opened(familyId, first), await opened(familyId, later)]).toEqual([[[], true], 404, 404])
    const dinsos = await world.as('upt.glagah')
    expect((await dinsos.get(`/api/registry/families/${familyId}/photos/${first}`)).statusCode).toBe(404)
    await agree(personIds[1]!)
    expect(await shown(familyId)).toEqual([[], true])
    await agree(personIds[0]!)
    expect([await shown(familyId), await opened(familyId, first)]).toEqual([[[first, later].sort(), false], 200])
  })

  test('of a family stay open when another family takes its agreement back, or another agreement ends', async () => {
    const [one, other] = [await visited(), await visited()]
    const [photo] = [await one.take(), await agree(one.personIds[0]!)]
    await takeBack(other.personIds[0]!, await agree(other.personIds[0]!))
    const donors = (await operator.send('POST', `/api/privacy/persons/${one.personIds[0]}/consents`, given)).json<{ consentId: string }>().consentId
    expect(await takeBack(one.personIds[0]!, donors)).toBe(201)
    expect(await shown(one.familyId)).toEqual([[photo], false])
  })

  test('are the same rows as before, wherever anybody looks in the database', async () => {
    const { familyId, personIds, take } = await visited()
    await take()
    const owner = new pg.Client({ connectionString: world.ownerUrl })
    await owner.connect()
    const rows = async (): Promise<unknown> => (await owner.query('select * from registry.survey_photo where family_id = $1', [familyId])).rows
    const before = await rows()
    await takeBack(personIds[0]!, await agree(personIds[0]!))
    expect(await rows()).not.toEqual(before)
    await agree(personIds[0]!)
    expect(await rows()).toEqual(before)
    await owner.end()
  })
})

test('what rests on another ground is named beside the agreements, with its ground', async () => {
  const { others } = (await operator.get(path)).json<{ others: { key: string; basis: string }[] }>()
  expect(others).toContainEqual(expect.objectContaining({ key: 'registry', basis: 'public_task' }))
  expect(others.map(({ basis }) => basis)).not.toContain('consent')
})
