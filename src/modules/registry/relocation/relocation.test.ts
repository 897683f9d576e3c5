import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { FamilyProfile } from '#modules/registry/family/family.contract.ts'
import type { EventTask, RecordedEvent } from '#modules/registry/life-event/life-event.contract.ts'
import type { Relocation } from './relocation.contract.ts'

const [kemiren, tembokrejo] = [152_004, 52_003]
const sent = { toAreaId: tembokrejo, leftOn: '2026-11-20', words: 'Surat pindah 475/31, ikut anak' }
const home = { hamlet: 'Palurejo', rt: 2, rw: 4, addressText: 'Jl. Pantai 3', arrivedOn: '2026-11-22' }
const root = '/api/registry/relocations'

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

let count = 0
function household(): Promise<MadeFamily> {
  count += 1
  return makeFamily(world, {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, decile: 2, card: `35101501010100${String(10 + count)}`, values: { floor: 'earth' },
    members: [
      { name: `SARMIDI ${count}`, sex: 'male', birthOn: '1960-03-12', nik: `35101512036000${String(10 + count)}`, values: { education: 'primary' } },
      { name: `TUMINAH ${count}`, relation: 'wife', sex: 'female', birthOn: '1964-05-01' },
    ],
  })
}

async function send(familyId: string, changed: object = {}): Promise<string> {
  const answer = await leaving.send('POST', root, { ...sent, familyId, ...changed })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<{ relocationId: string }>().relocationId
}

async function done(client: Client, path: string, body: object): Promise<string> {
  const answer = await client.send('POST', `${root}/${path}`, body)
  return answer.statusCode === 201 ? 'done' : `${answer.statusCode} ${answer.json<{ kind: string }>().kind}`
}

async function list(client: Client, side: string): Promise<readonly Relocation[]> {
  return (await client.get(`${root}?side=${side}`)).json<{ items: Relocation[] }>().items
}

const see = async (client: Client, familyId: string): Promise<number> => (await client.get(`/api/registry/families/${familyId}`)).statusCode
const familyOf = async (client: Client, familyId: string): Promise<FamilyProfile> => (await client.get(`/api/registry/families/${familyId}`)).json()

/** Every row of a table that tells of the family or its people, with its place. */
async function stateOf({ familyId, personIds }: MadeFamily): Promise<unknown> {
  const of = async (table: string, columns: string, condition: string) => (await owner.query(`select ${columns} from registry.${table} where ${condition} order by 1, 2`, [familyId, personIds])).rows
  return {
    family: await of('family', 'family_id, area_id, district_id, hamlet, hamlet_key, rt, rw, address_text, decile', 'family_id = $1 and $2::uuid[] is not null'),
    persons: await of('person', 'person_id, area_id, district_id, name, ended_on', 'person_id = any($2) and $1::uuid is not null'),
    numbers: await of('person_identity', 'person_id, area_id, nik_last4', 'person_id = any($2) and $1::uuid is not null'),
    members: await of('family_member', 'person_id, family_id, area_id, relation, valid_from, valid_to', 'family_id = $1 or person_id = any($2)'),
    names: await of('person_search', 'person_id, entry_no, area_id, name', 'person_id = any($2) and $1::uuid is not null'),
  }
}

describe('a family on its way to another village', () => {
  test('stays where it was until it is said to have arrived; the other village sees who comes and no more', async () => {
    const made = await household()
    const relocationId = await send(made.familyId)
    expect([await see(leaving, made.familyId), await see(arriving, made.familyId)]).toEqual([200, 404])
    const coming = (await list(arriving, 'arriving')).find((each) => each.relocationId === relocationId)
    expect(coming).toMatchObject({ fromName: 'Kemiren', toName: 'Tembokrejo', asked: { level: 'village' }, may: { receive: true, withdraw: false } })
    expect(coming?.people.map(({ name, birthYear }) => [name.split(' ')[0], birthYear])).toEqual([['SARMIDI', 1960], ['TUMINAH', 1964]])
    expect(JSON.stringify(coming)).not.toMatch(/3510|1960-03/)
    expect((await list(leaving, 'leaving')).map((each) => each.relocationId)).toContain(relocationId)
    expect(await list(await world.as('upt.muncar'), 'arriving')).toContainEqual(expect.objectContaining({ relocationId, may: { receive: false, withdraw: false, giveBack: false } }))
    expect((await (await world.as('dinsos')).get(`${root}?side=arriving`)).statusCode).toBe(403)
    expect((await leaving.send('POST', root, { ...sent, familyId: made.familyId })).json()).toMatchObject({ kind: 'relocation_open' })
  })

  test('comes with everything that is kept of it, and the village that it left sees it no more', async () => {
    const made = await household()
    const before = await familyOf(leaving, made.familyId)
    const relocationId = await send(made.familyId)
    expect(await done(arriving, `${relocationId}/arrival`, home)).toBe('done')
    expect([await see(leaving, made.familyId), await see(arriving, made.familyId)]).toEqual([404, 200])
    const after = await familyOf(arriving, made.familyId)
    expect(after).toMatchObject({ place: { areaId: tembokrejo, hamlet: 'Palurejo', rt: 2, rw: 4 }, decile: before.decile })
    expect(after.members.map(({ name, relation }) => [name, relation])).toEqual(before.members.map(({ name, relation }) => [name, relation]))
    expect(after.values.find(({ attribute }) => attribute === 'floor')).toMatchObject({ value: 'earth', isCurrent: true })
    const found = await arriving.send('POST', '/api/registry/person-searches', { q: `sarmidi ${count}` })
    expect(found.body).toContain(made.personIds[0])
    expect((await leaving.send('POST', '/api/registry/person-searches', { q: `sarmidi ${count}` })).body).not.toContain(made.personIds[0])
    const events = (await arriving.get(`/api/registry/life-events?personId=${made.personIds[0]}`)).json<{ items: RecordedEvent[] }>().items
    expect(events[0]).toMatchObject({ kind: 'relocation', happenedOn: '2026-11-22', areaName: 'Tembokrejo' })
    const gone = (await list(leaving, 'answered')).find((each) => each.relocationId === relocationId)
    expect(gone).toMatchObject({ outcome: 'arrived', people: [{ name: before.members[0]!.name }, { name: before.members[1]!.name }] })
    expect(await done(arriving, `${relocationId}/refusal`, { words: 'Lagi' })).toBe('409 relocation_answered')
  })

  test('takes along what is still to be done for its people, and what happened to them alone', async () => {
    const made = await household()
    const told = { happenedOn: '2026-11-10', evidence: 'statement', evidenceWords: 'Kata bidan', reportedBy: 'Ketua RT 3' }
    const birth = await leaving.send('POST', '/api/registry/life-events', { ...told, kind: 'birth', familyId: made.familyId, name: 'BAYI', sex: 'female', birthPlace: '', relation: 'child' })
    const { personId } = birth.json<{ personId: string }>()
    await done(arriving, `${await send(made.familyId)}/arrival`, home)
    const tasksOf = async (client: Client) => (await client.get('/api/registry/event-tasks')).json<{ items: EventTask[] }>().items.filter((task) => task.personId === personId).map((task) => task.kind)
    expect((await tasksOf(arriving)).sort()).toEqual(expect.arrayContaining(['birth_certificate', 'newborn_insurance']))
    expect(await tasksOf(leaving)).toEqual([])
    const events = (await arriving.get(`/api/registry/life-events?personId=${personId}`)).json<{ items: RecordedEvent[] }>().items
    expect(events.map((event) => event.kind)).toEqual(['relocation', 'birth'])
  })
})

describe('a move that did not come about', () => {
  test('not arrived, with the reason: the family stays, and the other village no longer knows who it was', async () => {
    const made = await household()
    const relocationId = await send(made.familyId)
    expect(await done(leaving, `${relocationId}/refusal`, { words: 'Coba dari asal' })).toBe('404 not_found')
    expect(await done(arriving, `${relocationId}/refusal`, { words: 'Rumahnya kosong' })).toBe('done')
    expect(await see(leaving, made.familyId)).toBe(200)
    expect((await list(leaving, 'answered')).find((each) => each.relocationId === relocationId)).toMatchObject({ outcome: 'not_arrived', answer: 'Rumahnya kosong' })
    expect((await list(arriving, 'answered')).find((each) => each.relocationId === relocationId)).toMatchObject({ people: [] })
  })

  test('withdrawn by the village that wrote it down, and by nobody else', async () => {
    const made = await household()
    const relocationId = await send(made.familyId)
    expect(await done(arriving, `${relocationId}/withdrawal`, { words: 'Coba-coba' })).toBe('404 not_found')
    expect(await done(leaving, `${relocationId}/withdrawal`, { words: 'Tidak jadi' })).toBe('done')
    expect(await done(arriving, `${relocationId}/arrival`, home)).toBe('409 relocation_answered')
  })

  test('an arrival taken back leaves every row as it was, and both on record', async () => {
    const made = await household()
    const before = await stateOf(made)
    const relocationId = await send(made.familyId)
    await done(arriving, `${relocationId}/arrival`, home)
    expect(await stateOf(made)).not.toEqual(before)
    expect(await done(leaving, `${relocationId}/return`, { words: 'Coba dari asal' })).toBe('404 not_found')
    expect(await done(arriving, `${relocationId}/return`, { words: 'Keluarga lain yang datang' })).toBe('done')
    expect(await stateOf(made)).toEqual(before)
    expect([await see(leaving, made.familyId), await see(arriving, made.familyId)]).toEqual([200, 404])
    expect(await familyOf(leaving, made.familyId)).toMatchObject({ place: { areaId: kemiren, hamlet: 'Krajan' } })
    expect(await done(arriving, `${relocationId}/return`, { words: 'Sekali lagi' })).toBe('409 relocation_not_arrived')
    expect(await done(arriving, `${await send(made.familyId)}/arrival`, home)).toBe('done')
  })

  test('is refused where it cannot have been so', async () => {
    const made = await household()
    const refusal = async (changed: object) => (await leaving.send('POST', root, { ...sent, familyId: made.familyId, ...changed })).json<{ kind: string }>().kind
    expect(await refusal({ toAreaId: kemiren })).toBe('village_unchanged')
    expect(await refusal({ toAreaId: 15 })).toBe('village_unknown')
    expect(await refusal({ leftOn: '2027-01-01' })).toBe('event_in_future')
    const stranger = await arriving.send('POST', root, { ...sent, familyId: made.familyId, toAreaId: 52_004 })
    expect(stranger.statusCode).toBe(404)
    const relocationId = await send(made.familyId)
    expect(await done(arriving, `${relocationId}/arrival`, { ...home, arrivedOn: '2026-11-01' })).toBe('422 event_before_leaving')
  })
})

test('when the village says nothing its district may answer, and after that the regency', async () => {
  const made = await household()
  const relocationId = await send(made.familyId)
  const [district, regency] = [await world.as('upt.muncar'), await world.as('kesra')]
  expect(await done(district, `${relocationId}/arrival`, home)).toBe('404 not_found')
  await owner.query(`update registry.relocation set sent_at = sent_at - interval '8 days' where relocation_id = $1`, [relocationId])
  expect((await list(district, 'arriving')).find((each) => each.relocationId === relocationId)).toMatchObject({ asked: { level: 'district' }, may: { receive: true } })
  expect(await done(regency, `${relocationId}/refusal`, { words: 'Belum waktunya' })).toBe('404 not_found')
  await owner.query(`update registry.relocation set sent_at = sent_at - interval '7 days' where relocation_id = $1`, [relocationId])
  expect(await done(regency, `${relocationId}/refusal`, { words: 'Tidak ada yang datang' })).toBe('done')
})
