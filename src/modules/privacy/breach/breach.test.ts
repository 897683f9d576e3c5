import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren, tembokrejo } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { Breach, TouchedPerson } from './breach.contract.ts'

let world: World
let dpo: Client
beforeAll(async () => {
  world = await startWorld()
  dpo = await world.as('dpo')
})
afterAll(() => world.close())

const incident = {
  discoveredAt: '2026-11-25T01:00:00Z', whatHappened: 'Ponsel petugas hilang dalam keadaan masuk', username: 'upt.glagah', fromAt: '2026-11-25T00:00:00Z',
  toAt: '2026-11-26T00:00:00Z',
}

test('an incident names everybody whose data the account saw in that time, and nobody else, and its notice has a clock', async () => {
  const seen = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Terlihat Rekaan' }, { name: 'Anak Rekaan' }] })
  const unseen = await makeFamily(world, { areaId: tembokrejo, members: [{ name: 'Tak Terlihat Rekaan' }] })
  await (await world.as('upt.glagah')).get(`/api/registry/families/${seen.familyId}`)
  await (await world.as('upt.muncar')).get(`/api/registry/families/${unseen.familyId}`)

  const recorded = await dpo.send('POST', '/api/privacy/breaches', incident)
  expect(recorded.json()).toMatchObject({ noticeDueAt: '2026-11-28T01:00:00.000Z' })
  expect(await waiting()).toBe(1)
  const { breachId } = recorded.json<{ breachId: string }>()
  const touched = (await dpo.get(`/api/privacy/breaches/${breachId}/persons`)).json<{ items: TouchedPerson[] }>().items
  expect(touched.map((person) => person.name).sort()).toEqual(['Anak Rekaan', 'Terlihat Rekaan'])
  expect(touched[0]).toMatchObject({ areaName: 'Kemiren', fields: expect.arrayContaining(['name']) })
  const paged = (await dpo.get(`/api/privacy/breaches/${breachId}/persons?limit=1`)).json<{ items: unknown[]; next: string }>()
  expect((await dpo.get(`/api/privacy/breaches/${breachId}/persons?limit=1&after=${paged.next}`)).json<{ items: unknown[] }>().items).toHaveLength(1)
  expect((await dpo.get(`/api/privacy/breaches/${breachId}/persons.xlsx`)).rawPayload.subarray(0, 2).toString()).toBe('PK')

  const told = { handling: 'Sesi ditutup, sandi diganti, surat dikirim', notifiedAt: '2026-11-25T02:00:00Z' }
  expect((await dpo.send('POST', `/api/privacy/breaches/${breachId}/notice`, told)).statusCode).toBe(201)
  const again = await dpo.send('POST', `/api/privacy/breaches/${breachId}/notice`, told)
  expect([again.statusCode, again.json<{ kind: string }>().kind]).toEqual([409, 'breach_notified'])
  expect((await dpo.get('/api/privacy/breaches')).json<{ items: Breach[] }>().items[0]).toMatchObject({ breachId, state: 'notified' })
  expect(await waiting()).toBe(0)
})

/** How many incidents wait for the officer on the home screen. */
async function waiting(): Promise<number> {
  const { piles } = (await dpo.get('/api/people/waiting')).json<{ piles: { key: string; count: number }[] }>()
  return piles.find(({ key }) => key === 'breaches')?.count ?? 0
}

describe('of the account whose password was stolen, an incident names', () => {
  const touchedBy = async (username: string): Promise<readonly TouchedPerson[]> => {
    const { breachId } = (await dpo.send('POST', '/api/privacy/breaches', { ...incident, username })).json<{ breachId: string }>()
    return (await dpo.get(`/api/privacy/breaches/${breachId}/persons?limit=200`)).json<{ items: TouchedPerson[] }>().items
  }
  const namesOf = (touched: readonly TouchedPerson[]): string[] => touched.map((person) => `${person.name} (${person.standing})`).sort()

  test('whoever stood in a search, and nobody else of the village', async () => {
    await makeFamily(world, { areaId: tembokrejo, members: [{ name: 'Dicari Rekaan' }, { name: 'Serumah Belaka' }] })
    await (await world.as('operator.tembokrejo')).send('POST', '/api/registry/person-searches', { q: 'Dicari Rekaan' })
    expect(namesOf(await touchedBy('operator.tembokrejo'))).toEqual(['Dicari Rekaan (registered)'])
  })

  test('everybody of the families in a list that was read and in a file that was asked for', async () => {
    const kades = await world.as('kades.kemiren')
    await makeFamily(world, { areaId: kemiren, hamlet: 'Banjaran', members: [{ name: 'Kepala Terdaftar' }, { name: 'Anak Terdaftar' }] })
    expect((await kades.get('/api/registry/families?hamlet=Banjaran')).statusCode).toBe(200)
    expect(namesOf(await touchedBy('kades.kemiren'))).toEqual(['Anak Terdaftar (registered)', 'Kepala Terdaftar (registered)'])
    const operator = await world.as('operator.kemiren')
    const left = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Kepala Diekspor' }, { name: 'Anak Diekspor' }] })
    const asked = { of: { by: 'chosen', subject: 'family', subjectIds: [left.familyId] }, purpose: 'Rapat koordinasi desa', fields: ['decile'] }
    expect((await operator.send('POST', '/api/registry/exports', asked)).statusCode).toBe(201)
    expect(namesOf(await touchedBy('operator.kemiren'))).toEqual(['Anak Diekspor (registered)', 'Kepala Diekspor (registered)'])
  })

  test('whom a proposal and an objection name, who objected and who reported, when their names were opened', async () => {
    const satgas = await world.as('satgas.kemiren')
    const proposal = { kind: 'in', subjectName: 'Diusulkan Rekaan', areaId: kemiren, criteria: ['no_dwelling'], reason: 'Menumpang di rumah tetangga' }
    expect((await satgas.send('POST', '/api/registry/proposals', proposal)).statusCode).toBe(201)
    expect(namesOf(await touchedBy('satgas.kemiren'))).toEqual(['Diusulkan Rekaan (registered)'])
    const objection = { claim: 'should_be_out', subjectName: 'Disanggah Rekaan', area: String(kemiren), words: 'Punya dua toko', submitterName: 'Penyanggah', submitterPhone: '081234567890' }
    await world.nobody().submit('/sanggah', { commandId: randomUUID(), ...objection })
    const kades = await world.as('kades.kemiren')
    const [{ objectionId }] = (await kades.get('/api/registry/objections')).json<{ items: [{ objectionId: string }] }>().items
    expect(namesOf(await touchedBy('kades.kemiren'))).toContain('Disanggah Rekaan (named)')
    const dinsos = await world.as('dinsos')
    expect((await dinsos.send('POST', `/api/registry/objections/${objectionId}/objector-reveal`, { reason: 'Perlu ditanya lagi' })).statusCode).toBe(200)
    expect(namesOf(await touchedBy('dinsos'))).toContain('Disanggah Rekaan (objector)')
    const report = { category: 'PGN', story: 'Belum makan', subject: 'other', areaId: kemiren, contact: 'phone', phone: '081234567890', reporterName: 'Pelapor Rekaan' }
    await world.nobody().send('POST', '/api/response/reports', report)
    const [{ caseId, caseNumber }] = (await dinsos.get('/api/response/cases')).json<{ items: [{ caseId: string; caseNumber: string }] }>().items
    const [{ reportId }] = (await dinsos.get(`/api/response/cases/${caseId}`)).json<{ reports: [{ reportId: string }] }>().reports
    expect((await dinsos.send('POST', `/api/response/cases/${caseId}/reports/${reportId}/reporter-reveal`, { reason: 'Perlu menelepon balik' })).statusCode).toBe(200)
    expect(namesOf(await touchedBy('dinsos'))).toContain(`${caseNumber} (reporter)`)
  })

  test('everybody once, also page by page', async () => {
    await makeFamily(world, { areaId: kemiren, hamlet: 'Sasak', members: Array.from({ length: 7 }, (_, at) => ({ name: `Warga Sasak ${at}` })) })
    const upt = await world.as('supervisor.glagah')
    expect((await upt.get('/api/registry/families?hamlet=Sasak')).statusCode).toBe(200)
    const { breachId } = (await dpo.send('POST', '/api/privacy/breaches', { ...incident, username: 'supervisor.glagah' })).json<{ breachId: string }>()
    const seen: string[] = []
    let after = ''
    do {
      const page = (await dpo.get(`/api/privacy/breaches/${breachId}/persons?limit=3${after}`)).json<{ items: TouchedPerson[]; next: string | null }>()
      seen.push(...page.items.map((person) => person.name))
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`
    } while (after !== '')
    expect(seen.sort()).toEqual(Array.from({ length: 7 }, (_, at) => `Warga Sasak ${at}`))
  })
})

test.each([
  ['that was discovered tomorrow', { discoveredAt: '2026-11-26T00:00:00Z' }, 'moment_in_future'],
  ['that ended before it began', { toAt: '2026-11-24T00:00:00Z' }, 'span_wrong'],
  ['of an account that is none', { username: 'tidak.ada' }, 'account_unknown'],
])('an incident %s is refused', async (_what, change, kind) => {
  const refused = await dpo.send('POST', '/api/privacy/breaches', { ...incident, ...change })
  expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([422, kind])
})

test.each(['admin', 'inspektorat', 'kesra', 'bupati', 'warga'])('incidents are not for %s', async (username) => {
  expect((await (await world.as(username)).get('/api/privacy/breaches')).statusCode).toBe(403)
})
