import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { FamilyProfile } from '#modules/registry/family/family.contract.ts'
import type { RelocationClaim } from './claim.contract.ts'
import type { Relocation } from './relocation.contract.ts'

const [kemiren, tembokrejo] = [152_004, 52_003]
const root = '/api/registry/relocation-claims'
const place = { hamlet: 'Palurejo', rt: 2, rw: 4, addressText: 'Jl. Pantai 3' }
const nobody = { nik: null, card: null, name: null, birthOn: null }

let world: World
let owner: pg.Client
let leaving: Client
let arriving: Client
beforeAll(async () => {
  world = await startWorld()
  leaving = await world.as('operator.kemiren')
  arriving = await world.as('operator.tembokrejo')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

interface Named extends MadeFamily {
  readonly nik: string
  readonly card: string
  readonly name: string
}

let count = 0
async function household(): Promise<Named> {
  count += 1
  const [nik, card, name] = [`35101512036100${String(10 + count)}`, `35101501010200${String(10 + count)}`, `WAGIMAN ${'ABCDEFGHIJKLM'[count]}`]
  const made = await makeFamily(world, {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, card,
    members: [{ name, sex: 'male', birthOn: '1961-03-12', nik }, { name: `SUMIYATI ${count}`, relation: 'wife', sex: 'female', birthOn: '1964-05-01' }],
  })
  return { ...made, nik, card, name }
}

const say = (client: Client, said: object) => client.send('POST', root, { ...nobody, fromAreaId: kemiren, toAreaId: tembokrejo, arrivedOn: '2026-11-20', ...place, words: 'Kata ketua RT', ...said })
async function claim(said: object): Promise<string> {
  const answer = await say(arriving, said)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<{ claimId: string }>().claimId
}
const list = async (client: Client, side: 'asked' | 'sent') => (await client.get(`${root}?side=${side}`)).json<{ items: RelocationClaim[] }>().items
const find = async (client: Client, side: 'asked' | 'sent', claimId: string) => (await list(client, side)).find((each) => each.claimId === claimId)
async function done(client: Client, path: string, body: object): Promise<string> {
  const answer = await client.send('POST', `${root}/${path}`, body)
  return answer.statusCode === 201 ? 'done' : `${answer.statusCode} ${answer.json<{ kind: string }>().kind}`
}
const see = async (client: Client, familyId: string): Promise<number> => (await client.get(`/api/registry/families/${familyId}`)).statusCode

describe('a village that says who has come', () => {
  test('hears that the other village is asked, and nothing of whether anybody is there', async () => {
    const { nik, familyId } = await household()
    const real = await say(arriving, { nik })
    const unreal = await say(arriving, { nik: '3510151203610099' })
    expect([real, unreal].map((answer) => [answer.statusCode, Object.keys(answer.json<object>())])).toEqual([[201, ['claimId']], [201, ['claimId']]])
    const sent = await find(arriving, 'sent', real.json<{ claimId: string }>().claimId)
    expect(sent).toMatchObject({ fromName: 'Kemiren', toName: 'Tembokrejo', nikLast4: nik.slice(-4), candidates: [], asked: { level: 'village' }, may: { answer: false, withdraw: true } })
    expect(JSON.stringify(await list(arriving, 'sent'))).not.toMatch(/WAGIMAN|SUMIYATI|3510151203/)
    expect([await see(arriving, familyId), await see(leaving, familyId)]).toEqual([404, 200])
  })

  test.each([
    ['by the NIK of one of them', (of: Named) => ({ nik: of.nik })],
    ['by their family card', (of: Named) => ({ card: of.card })],
    ['by name and day of birth', (of: Named) => ({ name: of.name.toLowerCase(), birthOn: '1961-03-12' })],
  ])('%s: the village that is asked finds them among its own', async (_how, named) => {
    const made = await household()
    const claimId = await claim(named(made))
    const asked = await find(leaving, 'asked', claimId)
    expect(asked).toMatchObject({ candidates: [{ personId: made.personIds[0], name: made.name, birthYear: 1961 }], may: { answer: true, withdraw: false } })
    expect(await find(arriving, 'asked', claimId)).toBeUndefined()
  })

  test.each([
    ['without anybody named', {}, 422, 'claim_unnamed'],
    ['with a name alone', { name: 'WAGIMAN' }, 422, 'claim_unnamed'],
    ['with half a number', { nik: '35101' }, 422, 'nik_unreadable'],
    ['for a village that is not theirs', { nik: '3510151203610098', toAreaId: 52_004 }, 422, 'village_outside'],
    ['about itself', { nik: '3510151203610098', fromAreaId: tembokrejo }, 422, 'village_unchanged'],
    ['about a district', { nik: '3510151203610098', fromAreaId: 15 }, 422, 'village_unknown'],
    ['on a day that has not come', { nik: '3510151203610098', arrivedOn: '2027-01-01' }, 422, 'event_in_future'],
  ])('%s is refused', async (_what, said, status, kind) => {
    const answer = await say(arriving, said)
    expect([answer.statusCode, answer.json<{ kind: string }>().kind]).toEqual([status, kind])
  })

  test('asks the same thing once at a time', async () => {
    const { nik } = await household()
    const claimId = await claim({ nik })
    expect((await say(arriving, { nik })).json()).toMatchObject({ kind: 'claim_open' })
    expect(await done(leaving, `${claimId}/withdrawal`, { words: 'Bukan punya saya' })).toBe('404 not_found')
    expect(await done(arriving, `${claimId}/withdrawal`, { words: 'Salah catat' })).toBe('done')
    expect(await done(leaving, `${claimId}/refusal`, { words: 'Terlambat' })).toBe('409 claim_answered')
    await claim({ nik })
  })
})

describe('the village that is asked', () => {
  test('says that they left: the family comes with its history to where it was said to live, and back exactly when that was a mistake', async () => {
    const made = await household()
    const profile = async (client: Client): Promise<FamilyProfile> => (await client.get(`/api/registry/families/${made.familyId}`)).json()
    const before = await profile(leaving)
    const claimId = await claim({ nik: made.nik })
    expect(await done(arriving, `${claimId}/confirmation`, { personId: made.personIds[0] })).toBe('404 not_found')
    expect(await done(leaving, `${claimId}/confirmation`, { personId: made.personIds[1] })).toBe('done')
    expect([await see(leaving, made.familyId), await see(arriving, made.familyId)]).toEqual([404, 200])
    expect(await profile(arriving)).toMatchObject({ place: { areaId: tembokrejo, hamlet: 'Palurejo', rt: 2, rw: 4, addressText: 'Jl. Pantai 3' } })
    expect(await find(arriving, 'sent', claimId)).toMatchObject({ outcome: 'left', asked: null })
    const moves = (await arriving.get('/api/registry/relocations?side=answered')).json<{ items: Relocation[] }>().items
    const move = moves.find((each) => each.familyId === made.familyId)!
    expect(move).toMatchObject({ outcome: 'arrived', may: { giveBack: true } })
    const returned = await arriving.send('POST', `/api/registry/relocations/${move.relocationId}/return`, { words: 'Keluarga lain yang datang' })
    expect(returned.statusCode, returned.body).toBe(201)
    const after = await profile(leaving)
    expect([after.place, after.members, after.decile]).toEqual([before.place, before.members, before.decile])
    expect(await see(arriving, made.familyId)).toBe(404)
  })

  test('says no with a reason that the other one reads, and nothing changes', async () => {
    const made = await household()
    const claimId = await claim({ name: made.name, birthOn: '1961-03-12' })
    expect(await done(leaving, `${claimId}/refusal`, { words: 'Masih tinggal di Krajan' })).toBe('done')
    expect(await find(arriving, 'sent', claimId)).toMatchObject({ outcome: 'not_ours', answer: 'Masih tinggal di Krajan', candidates: [] })
    expect([await see(leaving, made.familyId), await see(arriving, made.familyId)]).toEqual([200, 404])
  })

  test('cannot answer with somebody of another village, nor for a family that is on its way already', async () => {
    const [made, there] = [await household(), await makeFamily(world, { areaId: tembokrejo, members: [{ name: 'WARGA SANA' }] })]
    const claimId = await claim({ nik: made.nik })
    expect(await done(leaving, `${claimId}/confirmation`, { personId: there.personIds[0] })).toBe('409 person_elsewhere')
    await leaving.send('POST', '/api/registry/relocations', { familyId: made.familyId, toAreaId: 52_004, leftOn: '2026-11-20', words: 'Surat pindah' })
    expect(await done(leaving, `${claimId}/confirmation`, { personId: made.personIds[0] })).toBe('409 relocation_open')
    expect(await see(leaving, made.familyId)).toBe(200)
  })

  test('may be silent for a week; then its district answers, and after that the regency', async () => {
    const made = await household()
    const claimId = await claim({ nik: made.nik })
    const [district, regency] = [await world.as('upt.glagah'), await world.as('kesra')]
    expect(await done(district, `${claimId}/confirmation`, { personId: made.personIds[0] })).toBe('404 not_found')
    await owner.query(`update registry.relocation_claim set claimed_at = claimed_at - interval '8 days' where claim_id = $1`, [claimId])
    expect(await find(district, 'asked', claimId)).toMatchObject({ asked: { level: 'district' }, may: { answer: true } })
    expect(await done(regency, `${claimId}/refusal`, { words: 'Belum waktunya' })).toBe('404 not_found')
    expect(await done(district, `${claimId}/confirmation`, { personId: made.personIds[0] })).toBe('done')
    expect(await see(arriving, made.familyId)).toBe(200)
  })
})

test('what waits is counted where operators look: at home and in the tasks of data quality', async () => {
  const counted = async (client: Client) => (await client.get('/api/registry/relocation-counts')).json<{ arriving: number; asked: number; tasks: number }>()
  const [here, there] = [await counted(leaving), await counted(arriving)]
  const made = await household()
  const claimId = await claim({ nik: made.nik })
  expect(await counted(leaving)).toEqual({ ...here, asked: here.asked + 1 })
  expect(await counted(arriving)).toEqual(there)
  const piles = (await leaving.get('/api/people/waiting')).json<{ piles: { key: string; count: number }[] }>().piles
  expect(piles).toContainEqual({ key: 'relocationClaims', count: here.asked + 1 })
  const todos = (await leaving.get('/api/registry/quality/todos')).json<{ waiting: { queue: string; count: number }[] }>()
  expect(todos.waiting).toContainEqual({ queue: 'asked', count: here.asked + 1 })
  await done(leaving, `${claimId}/refusal`, { words: 'Masih di sini' })
  await leaving.send('POST', '/api/registry/relocations', { familyId: made.familyId, toAreaId: tembokrejo, leftOn: '2026-11-20', words: 'Surat pindah' })
  expect(await counted(arriving)).toEqual({ ...there, arriving: there.arriving + 1 })
})
