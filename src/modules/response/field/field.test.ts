import { randomUUID } from 'node:crypto'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { kemiren, makeCase, makeCases, tembokrejo } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { FieldList, FieldStop, FieldVisitDraft, FieldVisitReceipt } from './field.contract.ts'

let world: World
let owner: pg.Client
let satgas: Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  satgas = await world.as('satgas.kemiren')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

async function listOf(client: Client): Promise<FieldList> {
  const answer = await client.get('/api/response/field-list')
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

async function stopOf(client: Client, caseId: string): Promise<FieldStop | undefined> {
  return (await listOf(client)).stops.find((stop) => stop.caseId === caseId)
}

async function detailOf(caseId: string, client = satgas): Promise<CaseDetail> {
  return (await client.get(`/api/response/cases/${caseId}`)).json()
}

async function handOver(client: Client): Promise<string> {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#775544' } }).jpeg().toBuffer()
  const arrived = await client.send('POST', '/api/response/field-photos', bytes, { contentType: 'image/jpeg' })
  expect(arrived.statusCode, arrived.body).toBe(201)
  return arrived.json<{ photo: string }>().photo
}

function draft(stop: FieldStop, change: Partial<FieldVisitDraft> = {}): FieldVisitDraft {
  return {
    visitId: randomUUID(), taskId: stop.taskId, visitedAt: world.clock.now().toISOString(), outcome: 'met', findings: [], words: 'Sendiri di rumah', place: null, photos: [],
    ...change,
  }
}

function send(client: Client, caseId: string, visit: FieldVisitDraft) {
  return client.send('POST', `/api/response/cases/${caseId}/field-visits`, visit, { commandId: visit.visitId })
}

/** A case that the task force has taken along. */
async function takenAlong(change: Parameters<typeof makeCase>[1] = {}): Promise<{ caseId: string; stop: FieldStop }> {
  const { caseId } = await makeCase(world, change)
  return { caseId, stop: (await stopOf(satgas, caseId))! }
}

async function count(text: string, values: readonly unknown[]): Promise<number> {
  return Number((await owner.query<{ n: string }>(`select count(*) as n from ${text}`, [...values])).rows[0]!.n)
}

describe('the list for the road', () => {
  test('holds the free tasks of one\'s office and one\'s own, with the address that the registry knows, and its taking is written down', async () => {
    const family = await makeFamily(world, { areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, members: [{ name: 'Paijan', birthOn: '1960-03-12', relation: 'head' }, { name: 'Sumi' }] })
    const { caseId } = await makeCase(world, { familyId: family.familyId, personId: family.personIds[0]! })
    expect(await stopOf(satgas, caseId)).toMatchObject({
      isMine: false, subjectName: 'Paijan', memberCount: 2, place: { villageName: 'Kemiren', hamlet: 'Krajan', rt: 3, rw: 1, pin: null }, plannedOn: null,
    })
    expect(await count(`audit.entry where action = 'takeFieldList' and subject_id = $1`, [family.familyId])).toBe(1)
    const { tasks, version } = await detailOf(caseId)
    const { taskId } = tasks.find((task) => task.officeId === kemiren)!
    await satgas.send('POST', `/api/response/cases/${caseId}/tasks/${taskId}/holder`, { seenVersion: version })
    expect(await stopOf(satgas, caseId)).toMatchObject({ isMine: true })
    expect(await stopOf(await world.as('upt.muncar'), caseId)).toBeUndefined()
  })

  test('shows an agency where the family of its case lives, through that case', async () => {
    const family = await makeFamily(world, { areaId: kemiren, rt: 5, rw: 2, members: [{ name: 'Ngatini', relation: 'head', birthOn: '1955-03-12' }] })
    const { caseId } = await makeCase(world, { familyId: family.familyId, personId: family.personIds[0]! })
    expect(await stopOf(await world.as('dinkes'), caseId)).toMatchObject({ subjectName: 'Ngatini', memberCount: 1, place: { rt: 5, rw: 2 } })
  })

  test('goes on page by page, the most pressing first, until every house of the office was on it once', async () => {
    await makeCases(world, 205, (index) => ({ areaId: tembokrejo, category: 'ADM', danger: index % 3 === 0 }))
    const muncar = await world.as('upt.muncar')
    const stops: FieldStop[] = []
    const sizes: number[] = []
    for (let after: string | null = ''; after !== null;) {
      const page: FieldList = (await muncar.get(`/api/response/field-list${after === '' ? '' : `?after=${encodeURIComponent(after)}`}`)).json()
      stops.push(...page.stops)
      sizes.push(page.stops.length)
      after = page.next
    }
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from response.task t join people.office o using (regency_id, office_id) where o.key = 'upt-35.10.05' and t.status <> 'done'`)
    expect(sizes[0]).toBe(100)
    expect(stops.length).toBeGreaterThan(200)
    expect(stops).toHaveLength(rows[0]!.n)
    expect(new Set(stops.map(({ taskId }) => taskId)).size).toBe(stops.length)
    const firstCalm = stops.findIndex(({ urgency }) => urgency !== 'danger')
    expect(stops.slice(firstCalm).some(({ urgency }) => urgency === 'danger')).toBe(false)
    expect((await muncar.get('/api/response/field-list?after=0_x')).json()).toMatchObject({ status: 422, kind: 'cursor_unknown' })
  })

  test('knows where the house stands by the family\'s form when the case does not, with its accuracy and day, for those who may read the family', async () => {
    const family = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Painem', birthOn: '1958-03-12', relation: 'head' }] })
    const place = { latitude: -8.2044, longitude: 114.3377, accuracyMeters: 7 }
    const visitedAt = world.clock.now().toISOString()
    const { formVersionId } = (await satgas.get(`/api/registry/families/${family.familyId}/visit`)).json<{ formVersionId: string }>()
    const surveyId = randomUUID()
    const answers = [{ answerId: randomUUID(), field: 'floor', value: 'earth', bases: [] }]
    const kept = await satgas.send('POST', `/api/registry/families/${family.familyId}/surveys`, { surveyId, formVersionId, visitedAt, place, gaps: 0, photos: [], answers }, { commandId: surveyId })
    expect(kept.statusCode, kept.body).toBe(201)
    const { caseId } = await makeCase(world, { familyId: family.familyId, personId: family.personIds[0]! })
    const pin = { lat: place.latitude, lng: place.longitude, accuracyMeters: 7, from: 'survey', at: visitedAt }
    for (const username of ['satgas.kemiren', 'dinkes']) expect((await stopOf(await world.as(username), caseId))?.place.pin, username).toEqual(pin)
    expect(await count(`audit.entry where action = 'takeFieldList' and subject_id = $1 and detail::text like '%house_place%'`, [family.familyId])).toBe(2)

    const stop = (await stopOf(satgas, caseId))!
    expect((await send(satgas, caseId, draft(stop, { place: { lat: -8.21, lng: 114.34, accuracyMeters: 20 } }))).statusCode).toBe(201)
    expect((await stopOf(satgas, caseId))?.place.pin).toMatchObject({ lat: -8.21, from: 'visit' })
    await owner.query('update registry.family set area_id = $2 where family_id = $1', [family.familyId, tembokrejo])
    const other = await makeCase(world, { familyId: family.familyId, personId: family.personIds[0]! })
    expect((await stopOf(await world.as('dinkes'), other.caseId))?.place.pin).toBeNull()
  })

  test('leaves a protected case to those who handle it', async () => {
    const { caseId } = await takenAlong()
    await owner.query('update response.case_file set restricted = true where case_id = $1', [caseId])
    await owner.query('update response.task set restricted = true where case_id = $1', [caseId])
    expect(await stopOf(satgas, caseId)).toBeUndefined()
    expect(await stopOf(await world.as('upt.glagah'), caseId)).toBeUndefined()
  })

  test('is not for those who do no work on cases', async () => {
    expect((await (await world.as('inspektorat')).get('/api/response/field-list')).statusCode).toBe(403)
  })
})

describe('a planned visit', () => {
  test('stands in the list with its day until somebody called, and the reporter is told the day', async () => {
    const { caseId, stop } = await takenAlong()
    const planned = await satgas.send('POST', `/api/response/cases/${caseId}/tasks/${stop.taskId}/visit-plan`, { seenVersion: 1, plannedOn: '2026-11-27' })
    expect(planned.statusCode, planned.body).toBe(201)
    expect(await stopOf(satgas, caseId)).toMatchObject({ plannedOn: '2026-11-27' })
    expect(await count(`response.notice where case_id = $1 and kind = 'visit_planned'`, [caseId])).toBe(1)
    expect((await send(satgas, caseId, draft(stop, { outcome: 'absent' }))).statusCode).toBe(201)
    expect(await stopOf(satgas, caseId)).toMatchObject({ plannedOn: null, lastVisit: { outcome: 'absent' } })
    expect(await count(`response.notice where case_id = $1 and kind = 'visit_missed'`, [caseId])).toBe(1)
  })

  test('on a day that has passed is refused', async () => {
    const { caseId, stop } = await takenAlong()
    const refused = await satgas.send('POST', `/api/response/cases/${caseId}/tasks/${stop.taskId}/visit-plan`, { seenVersion: 1, plannedOn: '2026-01-02' })
    expect(refused.json()).toMatchObject({ status: 422, kind: 'visit_day_unusable' })
  })
})

describe('a visit made without signal', () => {
  test('is one, however often it is sent, and shows what was found, where and when each photo was taken', async () => {
    const { caseId, stop } = await takenAlong()
    const takenAt = world.clock.now().toISOString()
    const place = { lat: -8.2, lng: 114.3, accuracyMeters: 9 }
    const photos = [{ photoId: randomUUID(), token: await handOver(satgas), takenAt, place }]
    const visit = draft(stop, { findings: ['roof-leaks'], place, photos })
    const first = await send(satgas, caseId, visit)
    expect(first.statusCode, first.body).toBe(201)
    expect(first.json<FieldVisitReceipt>()).toMatchObject({ standing: 'in_hand', photos: [{ photoId: photos[0]!.photoId }], opened: [] })
    expect((await send(satgas, caseId, visit)).json()).toEqual(first.json())
    expect((await satgas.send('POST', `/api/response/cases/${caseId}/field-visits`, visit)).json()).toEqual(first.json())
    const detail = await detailOf(caseId)
    expect(detail.visits).toMatchObject([{ outcome: 'met', standing: 'in_hand', ticked: [{ id: 'Atap bocor' }], photos: [{ takenAt, place: { lat: -8.2 } }] }])
    expect(detail.events.map((event) => event.kind)).toEqual(['opened', 'visited', 'noted'])
    expect(await stopOf(satgas, caseId)).toMatchObject({ place: { pin: { lat: -8.2, from: 'visit' } }, lastVisit: { outcome: 'met' } })
  })

  test('is kept when the case was closed meanwhile, and says so', async () => {
    const { caseId, stop } = await takenAlong()
    await owner.query(`update response.case_file set status = 'closed', resolved_at = now(), closed_at = now(), verdict = 'helped' where case_id = $1`, [caseId])
    expect((await send(satgas, caseId, draft(stop))).json()).toMatchObject({ standing: 'closed' })
    expect((await detailOf(caseId)).visits).toMatchObject([{ findings: 'Sendiri di rumah', standing: 'closed' }])
  })

  test('is kept when the case became protected meanwhile, and stays out of sight for whoever made it', async () => {
    const { caseId, stop } = await takenAlong()
    await owner.query('update response.case_file set restricted = true where case_id = $1', [caseId])
    expect((await send(satgas, caseId, draft(stop))).json()).toMatchObject({ standing: 'out_of_reach' })
    expect((await satgas.get(`/api/response/cases/${caseId}`)).statusCode).toBe(404)
    expect(await count('response.visit where case_id = $1', [caseId])).toBe(1)
  })

  test('is, for a case that was never taken along and is of another place, as if the case were absent', async () => {
    const { caseId, stop } = await takenAlong()
    const stranger = await world.as('upt.muncar')
    const [hidden, absent] = [await send(stranger, caseId, draft(stop)), await send(stranger, randomUUID(), draft(stop))]
    expect([hidden.statusCode, hidden.json()]).toEqual([404, absent.json()])
  })

  test('that finds hunger makes the case one of danger and opens a report once, whoever finds it again', async () => {
    const { caseId, stop } = await takenAlong({ category: 'ADM', danger: false })
    const upt = await world.as('upt.glagah')
    const other = (await stopOf(upt, caseId))!
    const sent = await send(satgas, caseId, draft(stop, { findings: ['hungry'] }))
    expect(sent.json()).toMatchObject({ opened: [{ id: 'Pangan' }] })
    expect((await send(upt, caseId, draft(other, { findings: ['hungry'] }))).statusCode).toBe(201)
    const detail = await detailOf(caseId)
    expect(detail.urgency).toBe('danger')
    expect(detail.visits).toHaveLength(2)
    expect(await count(`response.report where category = 'PGN' and story like '%' || $1 || '%'`, [detail.caseNumber])).toBe(1)
  })

  test('that finds violence says so to those who handle it, and to nobody on this case', async () => {
    const { caseId, stop } = await takenAlong({ category: 'ADM', danger: false })
    expect((await send(satgas, caseId, draft(stop, { findings: ['violence'] }))).statusCode).toBe(201)
    const detail = await detailOf(caseId)
    expect(JSON.stringify(detail)).not.toContain('kekerasan')
    expect(detail.visits).toMatchObject([{ ticked: [] }])
    const { rows } = await owner.query<{ restricted: boolean; urgency: number }>(
      `select c.restricted, c.urgency from response.report r join response.case_file c using (regency_id, case_id) where r.category = 'KPA' and r.story like '%' || $1 || '%'`,
      [detail.caseNumber])
    expect(rows).toEqual([{ restricted: true, urgency: 1 }])
  })

  test('with a photo or a finding that nobody knows is not taken', async () => {
    const { caseId, stop } = await takenAlong()
    const photos = [{ photoId: randomUUID(), token: 'x', takenAt: world.clock.now().toISOString(), place: null }]
    expect((await send(satgas, caseId, draft(stop, { photos }))).json()).toMatchObject({ status: 422, kind: 'photos_unknown' })
    expect((await send(satgas, caseId, draft(stop, { findings: ['dragon'] }))).json()).toMatchObject({ status: 422, kind: 'finding_unknown' })
  })
})
