import { afterAll, beforeAll, expect, test } from 'vitest'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let operator: Client
let path: string
beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
  const { personIds } = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Setuju Rekaan' }] })
  path = `/api/privacy/persons/${personIds[0]}/consents`
})
afterAll(() => world.close())

const given = { processing: 'donor-view', givenOn: '2026-11-20', givenHow: 'signed', evidence: 'Lembar di map biru' }

test('an agreement holds until it is taken back, and can be given again after that', async () => {
  const first = await operator.send('POST', path, given)
  expect(first.statusCode).toBe(201)
  const second = await operator.send('POST', path, given)
  expect([second.statusCode, second.json<{ kind: string }>().kind]).toEqual([409, 'consent_given_already'])
  const withdrawal = `${path}/${first.json<{ consentId: string }>().consentId}/withdrawal`
  expect((await operator.send('POST', withdrawal, { words: 'Tidak mau lagi' })).statusCode).toBe(201)
  const again = await operator.send('POST', withdrawal, { words: 'Tidak mau lagi' })
  expect([again.statusCode, again.json<{ kind: string }>().kind]).toEqual([409, 'consent_withdrawn'])
  expect((await operator.send('POST', path, given)).statusCode).toBe(201)
  const listed = (await operator.get(path)).json<{ items: { withdrawnAt: string | null; processingName: { id: string } }[] }>()
  expect(listed.items.map((each) => each.withdrawnAt === null)).toEqual(expect.arrayContaining([true, false]))
  expect(listed.items[0]!.processingName.id).toMatch(/donatur/)
})

test.each([
  ['for what rests on another ground', { processing: 'registry' }, 422, 'processing_needs_no_consent'],
  ['for what is not in the record', { processing: 'ramalan' }, 422, 'processing_needs_no_consent'],
  ['with a day that has not come', { givenOn: '2026-11-26' }, 422, 'day_in_future'],
])('an agreement %s is not written down', async (_what, change, status, kind) => {
  const refused = await operator.send('POST', path, { ...given, ...change })
  expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([status, kind])
})

test('what somebody of another village agreed to is not there', async () => {
  expect((await (await world.as('operator.tembokrejo')).get(path)).statusCode).toBe(404)
})
