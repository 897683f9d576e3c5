import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren, makeCase } from '../../../../test/make/cases.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let owner: pg.Client
let satgas: Client
let family: MadeFamily
const card = '3510152501110017'
const [wifeNik, husbandNik] = ['3510154101840031', '3510150505820032']

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  satgas = await world.as('satgas.kemiren')
  family = await makeFamily(world, {
    areaId: kemiren, card, members: [{ name: 'Marsinah', nik: wifeNik, relation: 'head', birthOn: '1984-01-01' }, { name: 'Sukirno', nik: husbandNik, birthOn: '1982-05-05' }],
  })
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

interface Fresh {
  readonly caseId: string
  readonly taskId: string
}

/** A case about the family, held by nobody yet. */
async function caseOfFamily(about: { readonly personId?: string; readonly familyId?: string } = { familyId: family.familyId, personId: family.personIds[0]! }): Promise<Fresh> {
  const { caseId } = await makeCase(world, { category: 'ADM', danger: false, personId: null, familyId: null, ...about })
  const { rows } = await owner.query<{ task_id: string }>('select task_id from response.task where case_id = $1 and office_id = $2', [caseId, kemiren])
  return { caseId, taskId: rows[0]!.task_id }
}

async function state(client: Client, said: { readonly nik: string; readonly card: string | null }): Promise<void> {
  const answer = await client.send('PUT', '/api/people/own-kinship', said)
  expect(answer.statusCode, answer.body).toBe(200)
}

function note(client: Client, caseId: string) {
  return client.send('POST', `/api/response/cases/${caseId}/notes`, { words: 'Saya urus sendiri' })
}

const refused = [403, 'conflict_of_interest']
const answerOf = (answer: { statusCode: number; json: <T>() => T }): readonly [number, string] => [answer.statusCode, answer.json<{ kind: string }>().kind]

/** What an officer does on a case, each of which they may do on other people's. */
const acts: readonly (readonly [string, (fresh: Fresh) => string, object])[] = [
  ['answers the reporter', () => 'answers', { seenVersion: 1, words: 'Kami datang hari ini' }],
  ['takes the task', ({ taskId }) => `tasks/${taskId}/holder`, { seenVersion: 1 }],
  ['asks the reporter', ({ taskId }) => `tasks/${taskId}/questions`, { seenVersion: 1, words: 'Sejak kapan?' }],
  ['writes a note', () => 'notes', { words: 'Telepon dulu' }],
  ['plans a visit', ({ taskId }) => `tasks/${taskId}/visit-plan`, { seenVersion: 1, plannedOn: '2026-11-27' }],
  ['finishes the task', ({ taskId }) => `tasks/${taskId}/result`, { seenVersion: 1, result: 'served', words: 'Sudah diantar' }],
  ['assesses the case', () => 'assessments', { kind: 'complaint', sectors: ['food'], recommendation: 'Antar bantuan pangan' }],
  ['writes down a visit', () => 'visits', { visitedAt: '2026-11-25T01:00:00.000Z', findings: 'Sendiri di rumah', place: null, photos: [] }],
]

describe('an officer who stated their NIK', () => {
  beforeAll(() => state(satgas, { nik: '35.10150505820032', card: null }))

  test.each(acts)('%s on a case of strangers, and is refused on one of their own family', async (_, path, body) => {
    const own = await caseOfFamily()
    expect(answerOf(await satgas.send('POST', `/api/response/cases/${own.caseId}/${path(own)}`, body))).toEqual(refused)
    const { rows } = await owner.query('select version from response.case_file where case_id = $1', [own.caseId])
    expect(rows).toEqual([{ version: 1 }])
    const strangers = await caseOfFamily({})
    const answer = await satgas.send('POST', `/api/response/cases/${strangers.caseId}/${path(strangers)}`, body)
    expect(answer.json<{ kind?: string }>().kind, answer.body).not.toBe('conflict_of_interest')
    expect([200, 201, 409], answer.body).toContain(answer.statusCode)
  })

  test('is refused where only the person is known, and where only the family is', async () => {
    const [byPerson, byFamily] = [await caseOfFamily({ personId: family.personIds[0]! }), await caseOfFamily({ familyId: family.familyId })]
    expect(answerOf(await note(satgas, byPerson.caseId))).toEqual(refused)
    expect(answerOf(await note(satgas, byFamily.caseId))).toEqual(refused)
  })

  test('does not find the house on their list for the road, nor join or judge its reports', async () => {
    const { caseId } = await caseOfFamily()
    const { stops } = (await satgas.get('/api/response/field-list')).json<{ stops: { caseId: string }[] }>()
    expect(stops.length).toBeGreaterThan(0)
    expect(stops.map((stop) => stop.caseId)).not.toContain(caseId)
    const other = await caseOfFamily({})
    const joined = await satgas.send('POST', `/api/response/cases/${caseId}/join`, { intoCaseId: other.caseId, seenVersion: 1, reason: 'Orang yang sama' })
    expect([403, 404], joined.body).toContain(joined.statusCode)
  })

  test('works on it when they moved out of the family', async () => {
    const { caseId } = await caseOfFamily()
    await owner.query(`update registry.family_member set valid_to = '2026-01-01' where family_id = $1 and person_id = $2`, [family.familyId, family.personIds[1]])
    expect((await note(satgas, caseId)).statusCode).toBe(201)
    await owner.query('update registry.family_member set valid_to = null where family_id = $1 and person_id = $2', [family.familyId, family.personIds[1]])
    expect(answerOf(await note(satgas, caseId))).toEqual(refused)
  })
})

/** What a district's officer does on a case besides. */
const districtActs: readonly (readonly [string, string, object])[] = [
  ['hands the case up', 'hand-up', { seenVersion: 1, reason: 'karena itu tugas kabupaten' }],
  ['refers the case', 'referrals', { seenVersion: 1, officeId: 0, reason: 'karena itu tugas mereka' }],
  ['concludes the case', 'verdict', { seenVersion: 1, verdict: 'helped', words: 'Sudah dibantu', withdrawOpenTasks: true }],
  ['protects the case', 'protection', { seenVersion: 1, reason: 'Ternyata ada anak' }],
  ['says whom the case is about', 'accused', { seenVersion: 1, accused: 'Lilik Sundari', reason: 'Dari telepon' }],
  ['asks for a referral letter', 'referral-letters', { sector: 'health', service: 'Rawat jalan', reason: 'Belum punya jaminan', toOfficeId: null, toBody: 'kemensos', passedFrom: null }],
]

describe('an officer who stated their family card', () => {
  test.each(districtActs)('%s of other people only', async (_, path, body) => {
    const district = await world.as('upt.glagah')
    await state(district, { nik: '3510151212900099', card })
    const own = await caseOfFamily()
    const sent = path === 'referrals' ? { ...body, officeId: world.deps.regency.offices.find(({ key }) => key === 'dinkes')!.officeId } : body
    expect(answerOf(await district.send('POST', `/api/response/cases/${own.caseId}/${path}`, sent))).toEqual(refused)
  })

  test('is refused on a case of that card though no person of it has their NIK, and told only the ends of what they stated', async () => {
    const operator = await world.as('upt.glagah')
    await state(operator, { nik: '3510151212900099', card: '3510 1525 0111 0017' })
    const { caseId } = await caseOfFamily()
    expect(answerOf(await note(operator, caseId))).toEqual(refused)
    const { kinship } = (await operator.get('/api/people/own-kinship')).json<{ kinship: object }>()
    expect(kinship).toMatchObject({ nikLast4: '0099', cardLast4: '0017' })
    const { rows } = await owner.query<{ text: string }>('select k::text as text from people.kinship k')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/3510151212900099|3510152501110017/)
    const trail = await owner.query<{ entry: string }>("select e::text as entry from audit.entry e where action = 'stateOwnKinship'")
    expect(JSON.stringify(trail.rows)).not.toMatch(/3510151212900099|3510152501110017/)
  })

  test('with a number that is none is told so', async () => {
    const answer = await satgas.send('PUT', '/api/people/own-kinship', { nik: '3510', card: null })
    expect([answer.statusCode, answer.json<{ kind: string }>().kind]).toEqual([422, 'input_invalid'])
    expect((await world.nobody().get('/api/people/own-kinship')).statusCode).toBe(401)
    expect((await world.nobody().send('PUT', '/api/people/own-kinship', { nik: wifeNik, card: null }, { commandId: randomUUID() })).statusCode).toBe(401)
  })
})
