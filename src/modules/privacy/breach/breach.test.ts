import { afterAll, beforeAll, expect, test } from 'vitest'
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
