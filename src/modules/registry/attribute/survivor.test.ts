import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FamilyProfile } from '#modules/registry/family/family.contract.ts'
import type { PersonProfile } from '#modules/registry/person/person.contract.ts'
import { listUntil } from '../../../../test/make/list.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let operator: Client

beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
})
afterAll(() => world.close())

interface List {
  readonly source: string
  readonly asOfOn: string
  readonly name: string
  readonly birthOn: string
  readonly decile: number
}

const siak: List = { source: 'siak', asOfOn: '2026-03-31', name: 'WAGIRAH', birthOn: '12-03-1950', decile: 4 }
const dtsen: List = { source: 'dtsen', asOfOn: '2026-06-30', name: 'WAGIRA', birthOn: '01-07-1950', decile: 1 }
const village: List = { source: 'village_list', asOfOn: '2026-10-31', name: 'MBOK WAGIRAH', birthOn: '31-12-1952', decile: 2 }

/** Stores one row about a person as a list of a source; gives the family. */
async function store({ source, asOfOn, name, birthOn, decile }: List, number: string): Promise<string> {
  const csv = `NIK;No KK;Nama Lengkap;L/P;Tanggal Lahir;Hubungan;Desa;Desil\r\n35101552035000${number};35101501010100${number};${name};P;${birthOn};Kepala Keluarga;Kemiren;${decile}`
  const query = new URLSearchParams({ fileName: `${source}.csv`, source, asOfOn })
  const sent = await operator.send('POST', `/api/registry/imports?${query}`, Buffer.from(csv), { contentType: 'application/octet-stream' })
  const { importId } = sent.json<{ importId: string }>()
  const mapped = await listUntil(operator, importId, 'mapped')
  await operator.send('PUT', `/api/registry/imports/${importId}/columns`, { fields: mapped.columns.map((column) => column.field), relationCodes: mapped.relationCodes })
  await listUntil(operator, importId, 'checked')
  await operator.send('POST', `/api/registry/imports/${importId}/confirmation`)
  return (await listUntil(operator, importId, 'confirmed')).result!.firstFamilies[0]!.familyId
}

async function familyOf(familyId: string, query = ''): Promise<FamilyProfile> {
  return (await operator.get(`/api/registry/families/${familyId}${query}`)).json<FamilyProfile>()
}

describe('what counts about somebody of three lists', () => {
  const orders = [[siak, dtsen, village], [village, dtsen, siak], [dtsen, village, siak], [village, siak, dtsen]]

  test.each(orders.map((order, at) => [order.map((list) => list.source).join(', '), order, `${at + 10}`] as const))('is the same in the order %s', async (_order, lists, number) => {
    let familyId = ''
    for (const list of lists) familyId = await store(list, number)
    const profile = await familyOf(familyId)
    const [person] = profile.members
    expect(person).toMatchObject({ name: 'WAGIRAH', birthOn: '1950-03-12' })
    expect(profile.decile).toMatchObject({ decile: 1, on: '2026-06-30', sourceName: 'DTSEN' })
    const current = person!.values.filter((value) => value.isCurrent && value.attribute === 'name')
    expect(current).toMatchObject([{ value: 'WAGIRAH', sourceKey: 'siak', rule: 'stronger' }])
    expect(person!.values.filter((value) => value.attribute === 'name' && value.differs)).toHaveLength(2)
  })
})

describe('what the village saw of somebody whom a report named', () => {
  test('is not overruled by a weaker list, and yields to the civil registry', async () => {
    const sent = await world.nobody().send('POST', '/api/response/reports', {
      category: 'PGN', story: 'Tinggal sendiri', subject: 'other', subjectName: 'Mbah Wagirah', areaId: 152_004, contact: 'anonymous', photos: [],
    })
    expect(sent.statusCode).toBe(201)
    const { items } = (await operator.get('/api/registry/verifications')).json<{ items: { personId: string; name: string }[] }>()
    const { personId } = items.find((one) => one.name === 'Mbah Wagirah')!
    const facts = { name: 'WAGIRAH ASLI', sex: 'female', birthOn: '1950-03-12', birthPlace: null, nik: '3510155203500050', areaId: 152_004, words: 'Didatangi, KTP dilihat' }
    expect((await operator.send('POST', `/api/registry/verifications/${personId}/registration`, facts)).statusCode).toBe(201)
    const nameOf = async () => (await operator.get(`/api/registry/persons/${personId}`)).json<PersonProfile>()
    await store(village, '50')
    expect(await nameOf()).toMatchObject({ name: 'WAGIRAH ASLI', birthOn: '1950-03-12' })
    const names = (await nameOf()).values.filter((value) => value.attribute === 'name')
    expect(names.map(({ value, sourceKey, isCurrent }) => [value, sourceKey, isCurrent])).toEqual([['WAGIRAH ASLI', 'verification', true], ['MBOK WAGIRAH', 'village_list', false]])
    await store(siak, '50')
    expect(await nameOf()).toMatchObject({ name: 'WAGIRAH' })
  })
})

describe('a family as of a day', () => {
  test('shows what held then, and a day before anything was recorded shows nothing of it', async () => {
    const familyId = await store(dtsen, '30')
    await store(siak, '30')
    await store({ ...dtsen, asOfOn: '2026-09-30', decile: 5 }, '30')
    const now = await familyOf(familyId)
    expect(now.decile).toMatchObject({ decile: 5, on: '2026-09-30' })
    expect(now.history.filter((step) => step.attribute === 'decile').map(({ from, value }) => [from, value])).toEqual([['2026-09-30', 5], ['2026-06-30', 1], ['2026-03-31', 4]])
    const then = await familyOf(familyId, '?asOf=2026-07-15')
    expect(then).toMatchObject({ decile: { decile: 1, on: '2026-06-30' }, asOf: { on: '2026-07-15', knownOn: '2026-11-25' } })
    expect(then.values.map((value) => value.value)).not.toContain(5)
    const unknown = await familyOf(familyId, '?asOf=2026-07-15&knownOn=2026-07-20')
    expect(unknown).toMatchObject({ decile: null, values: [], asOf: { knownOn: '2026-07-20' } })
  })

  test('tells the name of a member of that day', async () => {
    const familyId = await store(village, '31')
    const { members } = await familyOf(familyId)
    const personId = members[0]!.personId
    await store({ ...siak, asOfOn: '2026-11-15' }, '31')
    const person = async (query: string): Promise<PersonProfile> => (await operator.get(`/api/registry/persons/${personId}${query}`)).json<PersonProfile>()
    expect((await person('')).name).toBe('WAGIRAH')
    expect(await person('?asOf=2026-11-01')).toMatchObject({ name: 'MBOK WAGIRAH', birthOn: '1952-12-31', birthOnIsDefault: true, ageInYears: 73 })
  })

  test('that is no day is refused', async () => {
    const familyId = await store(village, '32')
    expect((await operator.get(`/api/registry/families/${familyId}?asOf=kemarin`)).statusCode).toBe(422)
  })
})
