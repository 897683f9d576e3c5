import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type pg from 'pg'
import { asOwner } from '#install.ts'
import { kemiren, makeCaseOfFamily } from '../../../../test/make/cases.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { DataRequest } from './request.contract.ts'

let world: World
let resident: Client
let operator: Client
let dpo: Client
let family: MadeFamily
beforeAll(async () => {
  world = await startWorld()
  resident = await world.as('warga')
  operator = await world.as('operator.kemiren')
  dpo = await world.as('dpo')
  family = await makeFamily(world, {
    areaId: kemiren, decile: 2, monthlyIncomeRupiah: 850_000, values: { floor: 'earth' },
    members: [{ name: 'Sulastri Rekaan', nik: '3510155203900081', birthOn: '1990-03-12' }, { name: 'Sugito Rekaan', nik: '3510151203880082' }],
  })
  await link('warga', family.personIds[0]!)
})
afterAll(() => world.close())

async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(world.ownerUrl, async (owner) => (await owner.query<Row>(text, values)).rows)
}

async function link(username: string, personId: string | null): Promise<void> {
  await rows('update people.account set person_id = $2 where username = $1', [username, personId])
}

async function listed(client: Client, query = ''): Promise<readonly DataRequest[]> {
  return (await client.get(`/api/privacy/requests?limit=100${query}`)).json<{ items: DataRequest[] }>().items
}

async function ask(kind: string, words = 'Saya ingin tahu'): Promise<string> {
  const asked = await resident.send('POST', '/api/privacy/requests', { kind, words })
  expect(asked.statusCode).toBe(201)
  return asked.json<{ requestId: string }>().requestId
}

function decide(requestId: string, decision: 'granted' | 'refused') {
  return dpo.send('POST', `/api/privacy/requests/${requestId}/decision`, { decision, reason: 'Sesuai undang-undang' })
}

describe('a request about one\'s own data', () => {
  test('is due three times twenty-four hours later, and only its maker, the office of their village and who decides see it', async () => {
    const requestId = await ask('correction', 'Tanggal lahir saya salah')
    const [mine] = (await listed(resident)).filter((request) => request.requestId === requestId)
    expect(mine).toMatchObject({ kind: 'correction', state: 'open', askedAt: '2026-11-25T02:00:00.000Z', dueAt: '2026-11-28T02:00:00.000Z', taken: null })
    expect((await listed(dpo, '&state=open')).map((request) => request.requestId)).toContain(requestId)
    expect((await listed(operator)).map((request) => request.requestId)).toContain(requestId)
    for (const other of ['operator.tembokrejo', 'asn', 'dinsos', 'admin', 'bupati']) {
      expect((await listed(await world.as(other))).map((request) => request.requestId), other).not.toContain(requestId)
    }
  })

  test('is not taken from an account that belongs to nobody in the registry', async () => {
    const refused = await (await world.as('asn')).send('POST', '/api/privacy/requests', { kind: 'access', words: 'Minta salinan' })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([409, 'person_not_linked'])
  })

  test('is taken at a counter with how the person was recognised, in one\'s own area only', async () => {
    const body = { kind: 'objection', words: 'Saya keberatan dikeluarkan dari daftar', recognisedBy: 'KTP' }
    const taken = await operator.send('POST', `/api/privacy/persons/${family.personIds[1]}/requests`, body)
    expect(taken.statusCode).toBe(201)
    expect((await listed(operator)).find((request) => request.requestId === taken.json<{ requestId: string }>().requestId))
      .toMatchObject({ taken: { recognisedBy: 'KTP', byName: expect.stringMatching(/\w/) } })
    const elsewhere = await (await world.as('operator.tembokrejo')).send('POST', `/api/privacy/persons/${family.personIds[1]}/requests`, body)
    expect(elsewhere.statusCode).toBe(404)
  })

  test('is decided once, with a reason that its maker reads', async () => {
    const requestId = await ask('restriction')
    expect((await decide(requestId, 'refused')).statusCode).toBe(201)
    expect((await listed(resident)).find((request) => request.requestId === requestId))
      .toMatchObject({ state: 'refused', reason: 'Sesuai undang-undang', copyUntil: null })
    const again = await decide(requestId, 'granted')
    expect([again.statusCode, again.json<{ kind: string }>().kind]).toEqual([409, 'request_decided'])
  })
})

describe('a copy of one\'s data', () => {
  test('is there once it is granted, with every value and its source, for nobody else, and not for ever', async () => {
    const requestId = await ask('access')
    expect((await resident.get(`/api/privacy/requests/${requestId}/copy`)).statusCode).toBe(404)
    await decide(requestId, 'granted')
    const copy = await resident.get(`/api/privacy/requests/${requestId}/copy`)
    expect(copy.statusCode).toBe(200)
    expect(copy.json()).toMatchObject({
      nik: '3510155203900081', person: { name: 'Sulastri Rekaan', birthOn: '1990-03-12' }, families: [{ decile: 2, relation: 'head' }],
    })
    expect(copy.body).not.toMatch(/Sugito|3510151203880082/)
    const table = await resident.get(`/api/privacy/requests/${requestId}/copy?format=xlsx`)
    expect(table.rawPayload.subarray(0, 2).toString()).toBe('PK')
    for (const other of [dpo, operator, await world.as('kesra'), world.nobody()]) {
      expect((await other.get(`/api/privacy/requests/${requestId}/copy`)).statusCode).toBeGreaterThanOrEqual(401)
    }
    const [look] = await rows(`select purpose from audit.entry where action = 'downloadOwnCopy' and subject_id = $1 limit 1`, [family.personIds[0]])
    expect(look).toEqual({ purpose: 'copy' })
    await rows(`update privacy.request set copy_until = '2026-11-25T01:59:00Z' where request_id = $1`, [requestId])
    expect((await resident.get(`/api/privacy/requests/${requestId}/copy`)).statusCode).toBe(404)
  })
})

/** The tables in which some words stand. */
async function tablesWith(words: string): Promise<{ tried: number; found: string[] }> {
  return asOwner(world.ownerUrl, async (owner) => {
    const tables = await owner.query<{ name: string }>(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('registry', 'response', 'people', 'privacy', 'exchange')`)
    const found: string[] = []
    for (const { name } of tables.rows) {
      const { rows: hits } = await owner.query(`select 1 from ${name} t where t::text ~* '${words}' limit 1`)
      if (hits.length > 0) found.push(name)
    }
    return { tried: tables.rows.length, found }
  })
}

const officeIdOf = (key: string): number => world.deps.regency.offices.find((office) => office.key === key)!.officeId

test('a copy also holds what came after lists: visits, household, proposals; nothing of others', async () => {
  const personId = family.personIds[0]!
  const other = family.personIds[1]!
  const satgas = await world.as('satgas.kemiren')
  const proposal = { kind: 'out', familyId: family.familyId, criteria: ['able'], reason: 'Rahasia penilai tentang rumah' }
  expect((await satgas.send('POST', '/api/registry/proposals', proposal)).statusCode).toBe(201)
  const { formVersionId } = (await satgas.get(`/api/registry/families/${family.familyId}/visit`)).json<{ formVersionId: string }>()
  const answers = [[`member/${personId}/worked`, 'yes'], [`member/${other}/worked`, 'no'], ['floor', 'tile']]
    .map(([field, value]) => ({ answerId: randomUUID(), field, value, bases: [] }))
  const visit = { surveyId: randomUUID(), formVersionId, visitedAt: world.clock.now().toISOString(), place: null, gaps: 0, photos: [], answers }
  expect((await satgas.send('POST', `/api/registry/families/${family.familyId}/surveys`, visit)).statusCode).toBe(201)
  const requestId = await ask('access')
  await decide(requestId, 'granted')
  const copy = await resident.get(`/api/privacy/requests/${requestId}/copy`)
  const { household, answers: told, proposals, requests } = copy.json<{ household: object[]; answers: { question: string; answer: unknown }[]; proposals: object[]; requests: object[] }>()
  expect(told.map(({ question, answer }) => [question, answer]).toSorted()).toEqual([['floor', 'tile'], ['member/worked', 'yes']])
  expect(household).toEqual(expect.arrayContaining([expect.objectContaining({ values: expect.objectContaining({ monthlyIncomeRupiah: 850_000 }) })]))
  expect(proposals).toMatchObject([{ kind: 'out', state: 'submitted', criteria: ['able'], decree: null }])
  expect(requests.length).toBeGreaterThan(0)
  expect(copy.body).not.toMatch(/Sugito|Lilik Sundari|Rahasia penilai/)
})

describe('a removal that was granted', () => {
  test('leaves no name, number, value or source row, and can be asked for again without harm', async () => {
    const gone = await makeFamily(world, { areaId: kemiren, values: { floor: 'wood' }, members: [{ name: 'Lupakan Saya', nik: '3510151203900083' }] })
    const personId = gone.personIds[0]!
    const body = { kind: 'erasure', words: 'Hapus data saya', recognisedBy: 'KTP' }
    const { requestId } = (await operator.send('POST', `/api/privacy/persons/${personId}/requests`, body)).json<{ requestId: string }>()
    expect((await decide(requestId, 'granted')).json()).toEqual({ requestId, removed: true })
    const traces = await tablesWith('Lupakan Saya')
    expect(traces.tried).toBeGreaterThan(30)
    // The dictionary of names says that the name exists in the village, and nothing about who carries it.
    expect(traces.found.filter((name) => name !== 'registry.name_place')).toEqual([])
    expect(await rows('select 1 from registry.person_identity where person_id = $1', [personId])).toEqual([])
    expect((await operator.get(`/api/registry/persons/${personId}`)).statusCode).toBe(200)
  })

  test('also leaves none in what came after lists: proposals and their numbers, answers of a visit, a referral letter', async () => {
    const gone = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Hapuskan Daku', nik: '3510151203900084' }] })
    const personId = gone.personIds[0]!
    const satgas = await world.as('satgas.kemiren')
    const proposal = { kind: 'out', familyId: gone.familyId, criteria: ['able'], reason: 'Sudah mampu menurut tetangga' }
    const proposed = await operator.send('POST', '/api/registry/proposals', proposal)
    expect(proposed.statusCode, proposed.body).toBe(201)
    const { formVersionId } = (await satgas.get(`/api/registry/families/${gone.familyId}/visit`)).json<{ formVersionId: string }>()
    const answers = [{ answerId: randomUUID(), field: `member/${personId}/worked`, value: 'yes', bases: [] }]
    const visit = { surveyId: randomUUID(), formVersionId, visitedAt: world.clock.now().toISOString(), place: null, gaps: 0, photos: [], answers }
    const visited = await satgas.send('POST', `/api/registry/families/${gone.familyId}/surveys`, visit)
    expect(visited.statusCode, visited.body).toBe(201)
    const caseId = await makeCaseOfFamily(world, { areaId: kemiren, category: 'PGN', family: { familyId: gone.familyId, personId } })
    const path = `/api/response/cases/${caseId}/referral-letters`
    const letter = { sector: 'housing', service: 'Bedah rumah', reason: 'Lantai tanah', toOfficeId: officeIdOf('dinkes'), toBody: null, passedFrom: null, noProgramme: null }
    const asked = await (await world.as('upt.glagah')).send('POST', path, letter)
    expect(asked.statusCode, asked.body).toBe(201)
    const issued = await (await world.as('manajer.slrt')).send('POST', `${path}/${asked.json<{ referralId: string }>().referralId}/issue`, {})
    expect(issued.statusCode, issued.body).toBe(201)
    expect((await tablesWith('Hapuskan Daku')).found).toEqual(expect.arrayContaining(['registry.proposal', 'response.referral']))

    const { requestId } = (await operator.send('POST', `/api/privacy/persons/${personId}/requests`, { kind: 'erasure', words: 'Hapus data saya', recognisedBy: 'KTP' })).json<{ requestId: string }>()
    expect((await decide(requestId, 'granted')).json()).toEqual({ requestId, removed: true })
    expect((await tablesWith('Hapuskan Daku')).found.filter((name) => name !== 'registry.name_place')).toEqual([])
    expect(await rows(`select v.value from registry.answer a join registry.answer_value v using (regency_id, family_id, answer_id) where a.field like 'member/' || $1 || '%'`, [personId])).toEqual([{ value: null }])
    expect((await operator.get(`/api/registry/families/${gone.familyId}/situation`)).statusCode).toBe(200)
    expect((await operator.get(`/api/registry/proposals/${proposed.json<{ proposalId: string }>().proposalId}`)).statusCode).toBe(200)
  })
})
