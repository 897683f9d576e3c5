import { afterAll, beforeAll, expect, test } from 'vitest'
import { piles } from '#modules/index.ts'
import { kemiren, makeCase } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { readDemoAccounts } from '../account/demo-accounts.load.ts'
import { PileKey } from './waiting.contract.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function waitingFor(username: string): Promise<Partial<Record<PileKey, number>>> {
  const answer = await (await world.as(username)).get('/api/people/waiting')
  expect(answer.statusCode, answer.body).toBe(200)
  const { piles: found } = answer.json<{ piles: { key: PileKey; count: number }[] }>()
  return Object.fromEntries(found.map(({ key, count }) => [key, count]))
}

function more(before: number | undefined, after: number | undefined): number {
  return (after ?? 0) - (before ?? 0)
}

test('each kind of work lies on one pile, and some role of the regency works it off', () => {
  expect(piles.map(({ key }) => key).toSorted()).toEqual([...PileKey.options].toSorted())
  const given = new Set(world.deps.regency.roles.flatMap(({ grants }) => grants as readonly string[]))
  expect(piles.filter(({ grants }) => !grants.some((grant) => given.has(grant)))).toEqual([])
})

test('everybody who signs in is told what waits for them; nobody else is told anything', async () => {
  const usernames = readDemoAccounts().map(({ username }) => username)
  expect(usernames.length).toBeGreaterThan(20)
  for (const username of usernames) await waitingFor(username)
  expect(await waitingFor('warga')).toEqual({})
  expect((await world.nobody().get('/api/people/waiting')).statusCode).toBe(401)
})

test('a report waits for the offices of its place until they answer, and is late when its time is over', async () => {
  const [upt, muncar] = [await waitingFor('upt.glagah'), await waitingFor('upt.muncar')]
  await makeCase(world)
  expect(more(upt.newCases, (await waitingFor('upt.glagah')).newCases)).toBe(1)
  expect(await waitingFor('upt.muncar')).toEqual(muncar)
  expect(await waitingFor('kades.kemiren')).not.toHaveProperty('newCases')
  world.clock.advance(5 * 3_600_000)
  expect(more(upt.lateCases, (await waitingFor('upt.glagah')).lateCases)).toBeGreaterThan(0)
  expect((await waitingFor('upt.muncar')).lateCases ?? 0).toBe(muncar.lateCases ?? 0)
})

test('what is late comes first', async () => {
  const answer = await (await world.as('upt.glagah')).get('/api/people/waiting')
  expect(answer.json<{ piles: { key: PileKey }[] }>().piles[0]?.key).toBe('lateCases')
})

test('whom only a report knows waits for the operator of that village alone', async () => {
  const [operator, elsewhere] = [await waitingFor('operator.kemiren'), await waitingFor('operator.tembokrejo')]
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    category: 'PGN', story: 'Tidak makan sejak kemarin', subject: 'other', subjectName: 'Mbah Waginem Rekaan', areaId: kemiren, contact: 'anonymous', photos: [],
  })
  expect(sent.statusCode).toBe(201)
  expect(more(operator.verifications, (await waitingFor('operator.kemiren')).verifications)).toBe(1)
  expect((await waitingFor('operator.tembokrejo')).verifications).toBe(elsewhere.verifications)
})

test('a proposal waits for somebody else than who made it', async () => {
  const [maker, other] = [await waitingFor('operator.kemiren'), await waitingFor('satgas.kemiren')]
  const made = await (await world.as('operator.kemiren')).send('POST', '/api/registry/proposals', {
    kind: 'in', subjectName: 'Pak Sanusi Rekaan', areaId: kemiren, reason: 'Rumah roboh, tidak punya penghasilan', criteria: ['no_dwelling'],
  })
  expect(made.statusCode, made.body).toBe(201)
  expect(more(maker.proposalsToCheck, (await waitingFor('operator.kemiren')).proposalsToCheck)).toBe(0)
  expect(more(other.proposalsToCheck, (await waitingFor('satgas.kemiren')).proposalsToCheck)).toBe(1)
})
