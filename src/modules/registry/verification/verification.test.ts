import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type pg from 'pg'
import type { Verification } from './verification.contract.ts'
import { kemiren, tembokrejo } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import { asOwner } from '#install.ts'

let world: World
let operator: Client
beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
})
afterAll(() => world.close())

async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(world.ownerUrl, async (owner) => (await owner.query<Row>(text, values)).rows)
}

/** Somebody in Kemiren whom only a report knows. */
async function unknownPerson(name: string, more: object = {}): Promise<string> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    category: 'PGN', story: `Tentang ${name}`, subject: 'other', subjectName: name, areaId: kemiren, contact: 'anonymous', photos: [], ...more,
  })
  expect(sent.statusCode).toBe(201)
  const [report] = await rows<{ person_id: string }>('select person_id from response.report where report_id = $1', [sent.json<{ reportId: string }>().reportId])
  return report!.person_id
}

async function listed(client: Client): Promise<readonly Verification[]> {
  return (await client.get('/api/registry/verifications?limit=100')).json<{ items: Verification[] }>().items
}

const facts = { name: 'Sumiyati', sex: 'female', birthOn: '1951-07-01', birthPlace: 'Banyuwangi', nik: null, areaId: kemiren, words: 'Didatangi bersama ketua RT' }

describe('somebody whom a report named and no list knows', () => {
  test('waits to be verified by the village, the district and nobody else', async () => {
    const personId = await unknownPerson('Mbah Ngatiyem Rekaan')
    expect(await listed(operator)).toContainEqual(expect.objectContaining({ personId, name: 'Mbah Ngatiyem Rekaan', nikMasked: null }))
    expect((await listed(await world.as('upt.glagah'))).map((one) => one.personId)).toContain(personId)
    expect((await listed(await world.as('operator.tembokrejo'))).map((one) => one.personId)).not.toContain(personId)
    expect((await (await world.as('dinsos')).get('/api/registry/verifications')).statusCode).toBe(403)
    expect((await world.nobody().get('/api/registry/verifications')).statusCode).toBe(401)
  })

  test('is registered with what was seen, also without any paper, and is found by the new name', async () => {
    const personId = await unknownPerson('Bu Slamet Rekaan')
    expect((await operator.send('POST', `/api/registry/verifications/${personId}/registration`, facts)).statusCode).toBe(201)
    expect(await rows('select status, name, sex, birth_on::text from registry.person where person_id = $1', [personId]))
      .toEqual([{ status: 'registered', name: 'Sumiyati', sex: 'female', birth_on: '1951-07-01' }])
    expect((await listed(operator)).map((one) => one.personId)).not.toContain(personId)
    const found = await operator.send('POST', '/api/registry/person-searches', { q: 'Sumiyati' })
    expect(found.json<{ items: { personId: string }[] }>().items.map((one) => one.personId)).toContain(personId)
  })

  test('keeps the number that was seen, not the one that a report told', async () => {
    const personId = await unknownPerson('Pak Keliru Rekaan', { subjectNik: '3510151203900071' })
    const seen = { ...facts, name: 'Wagiman', sex: 'male', birthOn: '1990-03-12', nik: '3510 1512 0390 0072' }
    expect((await operator.send('POST', `/api/registry/verifications/${personId}/registration`, seen)).statusCode).toBe(201)
    const revealed = await operator.send('POST', `/api/registry/persons/${personId}/identity-reveal`, { reason: 'Mencocokkan dengan KTP' })
    expect(revealed.json()).toMatchObject({ nik: '3510151203900072' })
  })

  test('does not take a number that somebody else carries, anywhere in the regency', async () => {
    await makeFamily(world, { areaId: tembokrejo, members: [{ name: 'Pemilik Nomor', nik: '3510051203900073' }] })
    const personId = await unknownPerson('Mbok Ganda Rekaan')
    const refused = await operator.send('POST', `/api/registry/verifications/${personId}/registration`, { ...facts, nik: '3510051203900073' })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([409, 'nik_of_somebody_else'])
    expect(await rows('select status from registry.person where person_id = $1', [personId])).toEqual([{ status: 'provisional' }])
  })

  test('goes on to the village where they really live, and leaves this one', async () => {
    const personId = await unknownPerson('Nelayan Rekaan')
    const passed = await operator.send('POST', `/api/registry/verifications/${personId}/village`, { areaId: tembokrejo, words: 'Pindah ke Muncar' })
    expect(passed.statusCode).toBe(201)
    expect((await listed(operator)).map((one) => one.personId)).not.toContain(personId)
    const there = await world.as('operator.tembokrejo')
    expect((await listed(there)).map((one) => one.personId)).toContain(personId)
    const late = await operator.send('POST', `/api/registry/verifications/${personId}/closing`, { words: 'Tidak ada' })
    expect(late.statusCode).toBe(404)
    expect((await there.send('POST', `/api/registry/verifications/${personId}/registration`, { ...facts, areaId: tembokrejo })).statusCode).toBe(201)
  })

  test('that nobody found stays provisional, with the words of who looked', async () => {
    const personId = await unknownPerson('Tanpa Jejak Rekaan')
    expect((await operator.send('POST', `/api/registry/verifications/${personId}/closing`, { words: 'Ditanyakan ke tiga RT' })).statusCode).toBe(201)
    expect(await rows('select outcome, words, answered_by_name from registry.verification where person_id = $1', [personId]))
      .toEqual([{ outcome: 'not_found', words: 'Ditanyakan ke tiga RT', answered_by_name: expect.stringMatching(/\w/) }])
    expect(await rows('select status from registry.person where person_id = $1', [personId])).toEqual([{ status: 'provisional' }])
  })

  test('is verified once: the second answer hears that somebody was first', async () => {
    const personId = await unknownPerson('Dua Petugas Rekaan')
    const closing = { words: 'Tidak ditemukan' }
    expect((await operator.send('POST', `/api/registry/verifications/${personId}/closing`, closing)).statusCode).toBe(201)
    const second = await (await world.as('upt.glagah')).send('POST', `/api/registry/verifications/${personId}/registration`, facts)
    expect([second.statusCode, second.json<{ kind: string }>().kind]).toEqual([409, 'verification_answered'])
  })

  test.each([
    ['a number with letters', { nik: '35101512O3900001' }, 'nik_unreadable'],
    ['a birth tomorrow', { birthOn: '2026-11-26' }, 'birth_in_future'],
    ['a village of another district', { areaId: tembokrejo }, 'village_outside'],
    ['a village that is none', { areaId: 1 }, 'village_unknown'],
  ])('is not registered with %s', async (_what, change, kind) => {
    const personId = await unknownPerson('Salah Isi Rekaan')
    const refused = await operator.send('POST', `/api/registry/verifications/${personId}/registration`, { ...facts, ...change })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([422, kind])
  })

  test('pages by key, and refuses a mark that is none', async () => {
    const first = (await operator.get('/api/registry/verifications?limit=1')).json<{ items: Verification[]; next: string }>()
    const second = (await operator.get(`/api/registry/verifications?limit=1&after=${encodeURIComponent(first.next)}`)).json<{ items: Verification[] }>()
    expect(first.items).toHaveLength(1)
    expect(second.items).toHaveLength(1)
    expect(second.items[0]!.personId).not.toBe(first.items[0]!.personId)
    expect((await operator.get('/api/registry/verifications?after=x')).statusCode).toBe(422)
  })
})
