import { randomUUID } from 'node:crypto'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

const kemiren = 152_004
let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const draft = { kind: 'in', subjectName: 'Sumiati', areaId: kemiren, criteria: ['no_dwelling'], reason: 'Menumpang di rumah tetangga sejak Januari' }

async function propose(client: Client, body: object = draft): Promise<string> {
  const made = await client.send('POST', '/api/registry/proposals', body)
  expect(made.statusCode, made.body).toBe(201)
  return made.json<{ proposalId: string }>().proposalId
}

async function read(client: Client, proposalId: string) {
  return (await client.get(`/api/registry/proposals/${proposalId}`)).json<{
    state: string; version: number; familyId: string | null; steps: { act: string; actorName: string; words: string | null; photos: { photoId: string }[] }[]
    acts: { act: string; blockedBy: string | null }[]; nikMasked: string | null
  }>()
}

describe('an officer', () => {
  test('proposes somebody whom nobody knows, with a photo; the same command makes one', async () => {
    const operator = await world.as('operator.kemiren')
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#887766' } }).png().toBuffer()
    const { photo } = (await operator.send('POST', '/api/registry/proposal-photos', bytes, { contentType: 'image/png' })).json<{ photo: string }>()
    const commandId = randomUUID()
    const body = { ...draft, subjectNik: '3510155203900011', photos: [photo] }
    const [first, second] = [await operator.send('POST', '/api/registry/proposals', body, { commandId }), await operator.send('POST', '/api/registry/proposals', body, { commandId })]
    expect([first.statusCode, second.json()]).toEqual([201, first.json()])
    const { proposalId } = first.json<{ proposalId: string }>()
    const seen = await read(operator, proposalId)
    expect(seen).toMatchObject({ state: 'submitted', familyId: null, nikMasked: '3510••••••••0011' })
    const file = await operator.get(`/api/registry/proposals/${proposalId}/photos/${seen.steps[0]!.photos[0]!.photoId}`)
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'image/jpeg'])
  })

  test('hears of everything that is wrong at once', async () => {
    const operator = await world.as('operator.kemiren')
    const refused = await operator.send('POST', '/api/registry/proposals', { subjectNik: '12', areaId: 15, criteria: ['able'], kind: 'in' })
    expect([refused.statusCode, refused.json<{ errors: { kind: string }[] }>().errors.map((error) => error.kind)]).toEqual([
      422, ['subject_missing', 'nik_unreadable', 'village_missing', 'criterion_unknown', 'reason_missing'],
    ])
  })

  test('proposes a family of the registry once for each kind', async () => {
    const operator = await world.as('operator.kemiren')
    const { familyId } = await makeFamily(world, { areaId: kemiren, card: '3510150101010456', members: [{ name: 'Paijo Santoso' }] })
    const body = { kind: 'out', familyId, criteria: ['able'], reason: 'Sudah punya toko sendiri' }
    const proposalId = await propose(operator, body)
    expect(await read(operator, proposalId)).toMatchObject({ subjectName: 'Paijo Santoso', familyId })
    const again = await operator.send('POST', '/api/registry/proposals', body)
    expect([again.statusCode, again.json<{ kind: string }>().kind]).toEqual([409, 'proposal_open'])
    expect((await operator.send('POST', '/api/registry/proposals', { ...body, kind: 'correction', criteria: ['wrong_address'] })).statusCode).toBe(201)
  })

  test('of another village finds neither the proposal nor the family', async () => {
    const { familyId } = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Tukijan' }] })
    const proposalId = await propose(await world.as('operator.kemiren'))
    const stranger = await world.as('operator.tembokrejo')
    expect((await stranger.get(`/api/registry/proposals/${proposalId}`)).statusCode).toBe(404)
    const refused = await stranger.send('POST', '/api/registry/proposals', { kind: 'out', familyId, criteria: ['able'], reason: 'Sudah mampu' })
    expect(refused.json<{ kind: string }>().kind).toBe('family_unknown')
    const { items } = (await stranger.get('/api/registry/proposals')).json<{ items: { areaId: number }[] }>()
    expect(items.filter((item) => item.areaId === kemiren)).toEqual([])
  })

  test('of an agency that does not answer for the register sees none', async () => {
    const proposalId = await propose(await world.as('operator.kemiren'))
    expect((await (await world.as('dinkes')).get(`/api/registry/proposals/${proposalId}`)).statusCode).toBe(404)
    expect((await (await world.as('dinsos')).get(`/api/registry/proposals/${proposalId}`)).statusCode).toBe(200)
  })
})

describe('a check at the house', () => {
  test('is made by somebody other than who proposed, on what they have seen', async () => {
    const operator = await world.as('operator.kemiren')
    const proposalId = await propose(operator)
    const body = { seenVersion: 1, findings: 'Benar, menumpang di dapur tetangga' }
    const own = await operator.send('POST', `/api/registry/proposals/${proposalId}/check`, body)
    expect([own.statusCode, own.json<{ kind: string }>().kind]).toEqual([409, 'own_step'])
    expect((await read(operator, proposalId)).acts).toContainEqual({ act: 'check', blockedBy: 'own_step' })
    const satgas = await world.as('satgas.kemiren')
    const checked = await satgas.send('POST', `/api/registry/proposals/${proposalId}/check`, body)
    expect(checked.json()).toEqual({ state: 'checked', version: 2 })
    const stale = await satgas.send('POST', `/api/registry/proposals/${proposalId}/check`, body)
    expect(stale.json<{ kind: string }>().kind).toBe('proposal_changed')
    const early = await (await world.as('upt.glagah')).send('POST', `/api/registry/proposals/${proposalId}/verification`, { seenVersion: 2 })
    expect(early.json<{ kind: string }>().kind).toBe('step_out_of_order')
    expect((await read(satgas, proposalId)).steps.map(({ act, actorName }) => [act, actorName])).toEqual([
      ['submit', 'Sri Wahyuni'], ['check', 'Lilik Sundari'],
    ].map(([act, name]) => [act, act === 'submit' ? expect.any(String) : name]))
  })
})

const form = {
  kind: 'in', subjectName: 'Ngatini', area: String(kemiren), criteria: 'no_dwelling', reason: 'Rumahnya roboh', submitterName: 'Wagirah', submitterPhone: '0812 3456 7890',
}

describe('a resident without an account', () => {
  test('proposes on the public page, twice by the same press, and follows it under a number', async () => {
    const nobody = world.nobody()
    expect((await nobody.get('/usul')).body).toContain('/usul?jenis=in')
    const page = await nobody.get('/usul?jenis=in')
    const commandId = /name="commandId"[^>]*value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const [first, second] = [await nobody.submit('/usul', { ...form, commandId }), await nobody.submit('/usul', { ...form, commandId })]
    expect([first.statusCode, second.headers.location]).toEqual([303, first.headers.location])
    const followed = await nobody.get(String(first.headers.location))
    expect(followed.body).toContain('Menunggu pemeriksaan')
    expect(followed.body).not.toContain('Ngatini')
    const { items } = (await (await world.as('satgas.kemiren')).get('/api/registry/proposals')).json<{ items: { subjectName: string; proposalId: string }[] }>()
    const made = items.filter((item) => item.subjectName === 'Ngatini')
    expect(made).toHaveLength(1)
    const reveal = { reason: 'Menanyakan alamat' }
    const denied = await (await world.as('satgas.kemiren')).send('POST', `/api/registry/proposals/${made[0]!.proposalId}/submitter-reveal`, reveal)
    expect(denied.statusCode).toBe(403)
    const revealed = await (await world.as('dinsos')).send('POST', `/api/registry/proposals/${made[0]!.proposalId}/submitter-reveal`, reveal)
    expect(revealed.json()).toEqual({ name: 'Wagirah', phone: '+6281234567890' })
  })

  test('gets back what was typed, with what to mend', async () => {
    const refused = await world.nobody().submit('/usul', { ...form, subjectName: '', reason: 'Ceritanya tetap ada' })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('Tulis nama kepala keluarga')
    expect(refused.body).toContain('Ceritanya tetap ada')
  })

  test('with a number that nobody has gets one answer, and must wait after many', async () => {
    const nobody = world.nobody()
    const answers: number[] = []
    for (let attempt = 0; attempt < 45; attempt += 1) answers.push((await nobody.get('/usul/BWI-2222-2222-2222')).statusCode)
    expect([answers[0], answers.at(-1)]).toEqual([404, 429])
  })
})

test('a resident who is signed in finds their proposals again', async () => {
  const warga = await world.as('warga')
  const sent = await warga.submit('/usul', { ...form, subjectName: 'Keluarga Sendiri', commandId: randomUUID() })
  expect(sent.statusCode).toBe(303)
  const { items } = (await warga.get('/api/registry/proposals/mine')).json<{ items: { subjectName: string; code: string }[] }>()
  expect(items.map((item) => [item.subjectName, `/usul/${item.code}`])).toEqual([['Keluarga Sendiri', sent.headers.location]])
})

describe('families that became one', () => {
  test('are read together, are proposed once, and are one household', async () => {
    const operator = await world.as('operator.kemiren')
    const root = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Slamet Rekaan' }] })
    const absorbed = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Slamet Rekan' }] })
    const body = { kind: 'out', familyId: absorbed.familyId, criteria: ['able'], reason: 'Sudah punya toko sendiri' }
    const proposalId = await propose(operator, body)
    const satgas = await world.as('satgas.kemiren')
    const owner = new pg.Client({ connectionString: world.ownerUrl })
    await owner.connect()
    await owner.query('update registry.family set merged_into = $1 where family_id = $2', [root.familyId, absorbed.familyId])
    await owner.query(`update people.account set person_id = $1 where username = 'satgas.kemiren'`, [root.personIds[0]])
    await owner.end()
    const { items } = (await operator.get(`/api/registry/proposals?familyId=${root.familyId}`)).json<{ items: { proposalId: string }[] }>()
    expect(items.map((item) => item.proposalId)).toEqual([proposalId])
    const again = await operator.send('POST', '/api/registry/proposals', { ...body, familyId: root.familyId })
    expect(again.json<{ kind: string }>().kind).toBe('proposal_open')
    const own = await satgas.send('POST', `/api/registry/proposals/${proposalId}/check`, { seenVersion: 1, findings: 'Memang sudah mampu' })
    expect(own.json<{ kind: string }>().kind).toBe('own_household')
  })
})
