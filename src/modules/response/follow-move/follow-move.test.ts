import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren, makeCase, tembokrejo } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { PlanView } from '#modules/response/plan/plan.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'

let world: World
let leaving: Client
let arriving: Client
beforeAll(async () => {
  world = await startWorld({ works: true })
  leaving = await world.as('operator.kemiren')
  arriving = await world.as('operator.tembokrejo')
})
afterAll(() => world.close())

const root = '/api/registry/relocations'
const home = { hamlet: 'Palurejo', rt: 2, rw: 4, addressText: null, arrivedOn: '2026-11-22' }
const satgas = (areaId: number): number => world.deps.regency.offices.find((office) => office.kind === 'village_task_force' && office.areaId === areaId)!.officeId
const path = (caseId: string): string => `/api/response/cases/${caseId}`
const read = async (client: Client, caseId: string): Promise<CaseDetail> => (await client.get(path(caseId))).json()
const sees = async (client: Client, caseId: string): Promise<number> => (await client.get(path(caseId))).statusCode
const rights = (personId: string): string => `/api/privacy/persons/${personId}/consents`

interface Lived { readonly familyId: string; readonly personId: string; readonly caseId: string }

let count = 0
/** A family of Kemiren with an open case of which the village's task force holds a task. */
async function household(change: { restricted?: boolean } = {}): Promise<Lived> {
  count += 1
  const { familyId, personIds: [personId] } = await makeFamily(world, { areaId: kemiren, hamlet: 'Krajan', members: [{ name: `PINDAH ${count}`, birthOn: '1970-02-03' }] })
  const { caseId } = await makeCase(world, { familyId, personId: personId!, ...change })
  return { familyId, personId: personId!, caseId }
}

async function move({ familyId }: Lived): Promise<string> {
  const sent = await leaving.send('POST', root, { familyId, toAreaId: tembokrejo, leftOn: '2026-11-20', words: 'Surat pindah 475/31' })
  const { relocationId } = sent.json<{ relocationId: string }>()
  const arrived = await arriving.send('POST', `${root}/${relocationId}/arrival`, home)
  expect([sent.statusCode, arrived.statusCode], arrived.body).toEqual([201, 201])
  return relocationId
}

const takeBack = async (relocationId: string): Promise<number> =>
  (await arriving.send('POST', `${root}/${relocationId}/return`, { words: 'Keluarga lain yang datang' })).statusCode

/** What a move must leave alone: who answers, since when, until when. */
function running({ leadOfficeId, clocks, tasks, openedAt, status }: CaseDetail): unknown {
  const kept = tasks.filter(({ isArrival }) => !isArrival)
  return { leadOfficeId, status, openedAt, tasks: kept, clocks: clocks.map(({ state: _now, ...clock }) => clock) }
}

describe('an open case of a family that moves', () => {
  test('goes to the village where it lives, with a task there; nobody who handles it loses it and no clock begins anew', async () => {
    const made = await household()
    const before = await read(leaving, made.caseId)
    await move(made)
    await expect.poll(() => sees(arriving, made.caseId)).toBe(200)
    const after = await read(arriving, made.caseId)
    expect(after).toMatchObject({ areaId: tembokrejo, villageName: 'Tembokrejo' })
    expect(running(after)).toEqual(running(before))
    expect(after.tasks.filter(({ isArrival }) => isArrival)).toEqual([expect.objectContaining({ officeId: satgas(tembokrejo), status: 'new' })])
    expect(after.events.at(-1)).toMatchObject({ kind: 'family_moved', by: 'system', shownToReporter: false, detail: { areaId: tembokrejo, placeName: 'Tembokrejo' } })
    expect([await sees(leaving, made.caseId), await sees(await world.as('upt.glagah'), made.caseId)]).toEqual([200, 200])
    const queue = async (client: Client, areaId: number) => (await client.get(`/api/response/cases?tab=all&officeId=${satgas(areaId)}`)).json<InboxPage>().items.map(({ caseId }) => caseId)
    expect(await queue(leaving, kemiren)).toContain(made.caseId)
    expect(await queue(arriving, tembokrejo)).toContain(made.caseId)
  })

  test('is handed over like any other work: the new village has it alone, with the time it had', async () => {
    const made = await household()
    await move(made)
    await expect.poll(() => sees(arriving, made.caseId)).toBe(200)
    const before = await read(leaving, made.caseId)
    const own = before.tasks.find(({ officeId }) => officeId === satgas(kemiren))!
    const handed = await (await world.as('puskesos.kemiren')).send('POST', `${path(made.caseId)}/tasks/${own.taskId}/hand-over`, { seenVersion: before.version, officeId: satgas(tembokrejo), reason: 'Sudah tinggal di sana' })
    expect(handed.statusCode, handed.body).toBe(201)
    const after = await read(arriving, made.caseId)
    const there = after.tasks.filter(({ officeId }) => officeId === satgas(tembokrejo))
    expect(there.map(({ status, isArrival }) => [status, isArrival]).sort()).toEqual([['done', true], ['new', false]])
    const due = ({ clocks }: CaseDetail) => clocks.filter(({ taskId }) => taskId === own.taskId).map(({ clockId, dueAt }) => [clockId, dueAt])
    expect(due(after)).toEqual(due(before))
  })

  test('goes back with a move that is taken back, and the other village sees it no more', async () => {
    const made = await household()
    const before = await read(leaving, made.caseId)
    const relocationId = await move(made)
    await expect.poll(() => sees(arriving, made.caseId)).toBe(200)
    expect(await takeBack(relocationId)).toBe(201)
    await expect.poll(() => sees(arriving, made.caseId)).toBe(404)
    const after = await read(leaving, made.caseId)
    expect(after).toMatchObject({ areaId: kemiren, villageName: 'Kemiren' })
    expect(running(after)).toEqual(running(before))
    expect(after.events.slice(-3).map(({ kind }) => kind)).toEqual(['family_moved', 'withdrawn', 'family_returned'])
    expect(after.tasks.filter(({ isArrival }) => isArrival)).toEqual([expect.objectContaining({ status: 'done', result: 'withdrawn' })])
  })

  test('stops the step that the other village had when the move is taken back: the lead gives it out anew', async () => {
    const made = await household()
    const relocationId = await move(made)
    await expect.poll(() => sees(arriving, made.caseId)).toBe(200)
    const lead = await world.as('upt.glagah')
    const step = { stepId: randomUUID(), kind: 'task', title: 'Jumpai keluarga di rumah baru', officeId: satgas(tembokrejo), dueOn: null, needs: [] }
    const { version } = await read(lead, made.caseId)
    const planned = await lead.send('POST', `${path(made.caseId)}/plan/steps`, { seenVersion: version, steps: [step] })
    expect(planned.statusCode, planned.body).toBe(201)
    expect(await takeBack(relocationId)).toBe(201)
    await expect.poll(() => sees(arriving, made.caseId)).toBe(404)
    const plan = (await lead.get(`${path(made.caseId)}/plan`)).json<PlanView>()
    expect(plan.steps).toEqual([expect.objectContaining({ state: 'stopped', stopped: expect.objectContaining({ cause: 'family_returned' }), may: ['change', 'drop'] })])
    expect((await read(lead, made.caseId)).events.slice(-3).map(({ kind }) => kind)).toEqual(['withdrawn', 'family_returned', 'step_stopped'])
  })

  test('that is protected stays with those who handle it: no task for a village, which sees nothing of it', async () => {
    const made = await household({ restricted: true })
    await move(made)
    await expect.poll(async () => (await arriving.get(rights(made.personId))).statusCode).toBe(200)
    const manager = await world.as('kepala.dinsos')
    await expect.poll(async () => (await read(manager, made.caseId)).areaId).toBe(tembokrejo)
    expect((await read(manager, made.caseId)).tasks.filter(({ isArrival }) => isArrival)).toEqual([])
    expect(await sees(arriving, made.caseId)).toBe(404)
  })
})

describe('what somebody agreed to, and what they asked about their data,', () => {
  test('is there where they live: after the move in the new village, after it was taken back in the old one', async () => {
    const made = await household()
    const given = await leaving.send('POST', rights(made.personId), { processing: 'donor-view', givenOn: '2026-11-20', givenHow: 'signed', evidence: 'Lembar di map biru' })
    const asked = await leaving.send('POST', `/api/privacy/persons/${made.personId}/requests`, { kind: 'correction', words: 'Tanggal lahir salah', recognisedBy: 'KTP' })
    expect([given.statusCode, asked.statusCode], asked.body).toEqual([201, 201])
    const { requestId } = asked.json<{ requestId: string }>()
    const agreed = async (client: Client): Promise<unknown> => {
      const answer = await client.get(rights(made.personId))
      return answer.statusCode === 200 ? answer.json<{ items: unknown[] }>().items.length : answer.statusCode
    }
    const requests = async (client: Client) => (await client.get('/api/privacy/requests')).json<{ items: { requestId: string }[] }>().items.map((each) => each.requestId)
    const relocationId = await move(made)
    await expect.poll(() => agreed(arriving)).toBe(1)
    expect([await agreed(leaving), (await requests(arriving)).includes(requestId), (await requests(await world.as('kades.kemiren'))).includes(requestId)]).toEqual([404, true, false])
    expect((await requests(leaving)).includes(requestId), 'who took it goes on seeing what they did').toBe(true)
    expect(await takeBack(relocationId)).toBe(201)
    await expect.poll(() => agreed(leaving)).toBe(1)
    await expect.poll(() => requests(arriving)).not.toContain(requestId)
    expect(await agreed(arriving)).toBe(404)
  })
})
