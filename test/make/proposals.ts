import { expect } from 'vitest'
import type { World } from '../world.ts'

const kemiren = 152_004
const people = ['Misnadi', 'Sukarno', 'Wagirah', 'Tukijan', 'Paijo', 'Sumiati'].map((name) => ({ name, role: 'community', present: true }))
const decision = { decision: 'agreed', ballot: 'consensus', reason: 'Sesuai hasil pemeriksaan rumah' }

/** A proposal of the village Kemiren, made and checked by different people. Gives its id. */
export async function makeChecked(world: World, fields: object): Promise<string> {
  const operator = await world.as('operator.kemiren')
  const body = { kind: 'in', subjectName: 'Sumiati', areaId: kemiren, criteria: ['no_dwelling'], reason: 'Menumpang di rumah tetangga', ...fields }
  const made = await operator.send('POST', '/api/registry/proposals', body)
  expect(made.statusCode, made.body).toBe(201)
  const { proposalId } = made.json<{ proposalId: string }>()
  const checked = await (await world.as('satgas.kemiren')).send('POST', `/api/registry/proposals/${proposalId}/check`, { seenVersion: 1, findings: 'Benar adanya' })
  expect(checked.statusCode, checked.body).toBe(200)
  return proposalId
}

/** A meeting of the village that agreed to checked proposals and was closed. */
export async function holdMeeting(world: World, proposalIds: readonly string[]): Promise<string> {
  const operator = await world.as('operator.kemiren')
  const plan = { areaId: kemiren, heldOn: '2026-11-26', startsAt: '09:00', place: 'Balai desa', chairName: 'Misnadi', secretaryName: 'Sri Wahyuni' }
  const { deliberationId } = (await operator.send('POST', '/api/registry/deliberations', plan)).json<{ deliberationId: string }>()
  const path = `/api/registry/deliberations/${deliberationId}`
  await operator.send('PUT', `${path}/attendees`, { seenVersion: 1, attendees: people })
  await operator.send('PUT', `${path}/agenda`, { seenVersion: 2, proposalIds })
  await operator.send('POST', `${path}/opening`, { seenVersion: 3 })
  for (const [at] of proposalIds.entries()) await operator.send('PUT', `${path}/items/${at + 1}`, { seenVersion: 4 + at, ...decision })
  const closed = await (await world.as('kades.kemiren')).send('POST', `${path}/closing`, { seenVersion: 4 + proposalIds.length })
  expect(closed.statusCode, closed.body).toBe(200)
  return deliberationId
}

/** A proposal that was checked, agreed to, verified by the district and confirmed by the agency. Gives its id. */
export async function makeConfirmed(world: World, fields: object): Promise<string> {
  const proposalId = await makeChecked(world, fields)
  await holdMeeting(world, [proposalId])
  await confirm(world, proposalId)
  return proposalId
}

async function confirm(world: World, proposalId: string): Promise<void> {
  const path = `/api/registry/proposals/${proposalId}`
  const verified = await (await world.as('upt.glagah')).send('POST', `${path}/verification`, { seenVersion: 3 })
  expect(verified.statusCode, verified.body).toBe(200)
  const confirmed = await (await world.as('dinsos')).send('POST', `${path}/confirmation`, { seenVersion: 4 })
  expect(confirmed.statusCode, confirmed.body).toBe(200)
}

/** A confirmed proposal that a decree of its own took in. Gives its id. */
export async function makeDetermined(world: World, fields: object): Promise<string> {
  const proposalId = await makeConfirmed(world, fields)
  await determine(world, [proposalId])
  return proposalId
}

/** Proposals that went through one meeting and one decree together. Gives their ids. */
export async function makeDeterminedTogether(world: World, fields: readonly object[]): Promise<readonly string[]> {
  const proposalIds: string[] = []
  for (const each of fields) proposalIds.push(await makeChecked(world, each))
  await decideTogether(world, proposalIds)
  return proposalIds
}

/** Takes checked proposals through a meeting, the district, the agency and a decree. Gives the ids of the meeting and of the determination. */
export async function decideTogether(world: World, proposalIds: readonly string[]): Promise<{ deliberationId: string; determinationId: string }> {
  const deliberationId = await holdMeeting(world, proposalIds)
  for (const proposalId of proposalIds) await confirm(world, proposalId)
  return { deliberationId, determinationId: await determine(world, proposalIds) }
}

async function determine(world: World, proposalIds: readonly string[]): Promise<string> {
  const prepared = await (await world.as('dinsos')).send('POST', '/api/registry/determinations', { proposalIds })
  expect(prepared.statusCode, prepared.body).toBe(201)
  const { determinationId } = prepared.json<{ determinationId: string }>()
  const decree = { decreeNumber: `188/${proposalIds[0]!.slice(-6)}/KEP/2026`, decreeOn: '2026-11-25', signerName: 'Raden Wirya Atmaja', signerTitle: 'Bupati' }
  const entered = await (await world.as('kesra')).send('POST', `/api/registry/determinations/${determinationId}/decree`, { ...decree, seenVersion: 1 })
  expect(entered.statusCode, entered.body).toBe(200)
  return determinationId
}
