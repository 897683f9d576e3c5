import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren, makeCase } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import type { DraftStep, PlanView, StepView } from './plan.contract.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const on = (caseId: string, rest = ''): string => `/api/response/cases/${caseId}${rest}`

function officeOf(key: string): number {
  return world.deps.regency.offices.find((office) => office.key === key)!.officeId
}

function draft(key: string, officeId: number, change: Partial<DraftStep> = {}): DraftStep {
  return { stepId: randomUUID(), kind: 'task', title: `Langkah ${key}`, officeId, dueOn: null, needs: [], ...change }
}

async function planOf(client: Client, caseId: string): Promise<PlanView> {
  const found = await client.get(on(caseId, '/plan'))
  expect(found.statusCode, found.body).toBe(200)
  return found.json<PlanView>()
}

async function detailOf(client: Client, caseId: string): Promise<CaseDetail> {
  return (await client.get(on(caseId))).json<CaseDetail>()
}

async function act(client: Client, path: string, body: object): Promise<void> {
  const caseId = /cases\/([^/]+)/.exec(path)![1]!
  const { version } = await detailOf(client, caseId)
  const sent = await client.send('POST', path, { seenVersion: version, ...body })
  expect(sent.statusCode, sent.body).toBe(201)
}

async function refusalOf(client: Client, path: string, body: object): Promise<readonly [number, Record<string, unknown>]> {
  const sent = await client.send('POST', path, { seenVersion: 1_000, ...body })
  return [sent.statusCode, sent.json<Record<string, unknown>>()]
}

const states = (plan: PlanView): string[] => plan.steps.map((step) => step.state)
const done = { result: 'served', words: 'Sudah kami kerjakan' }

/** A food case in Kemiren whose plan is a visit of the education agency, and after it the health agency. */
async function makePlanned(): Promise<{ caseId: string; visit: DraftStep; health: DraftStep; upt: Client }> {
  const { caseId } = await makeCase(world, { areaId: kemiren, category: 'PGN' })
  const upt = await world.as('upt.glagah')
  const visit = draft('jumpa keluarga', officeOf('dispendik'))
  const health = draft('periksa kesehatan', officeOf('dinkes'), { needs: [visit.stepId], dueOn: '2026-12-01' })
  await act(upt, on(caseId, '/plan/steps'), { steps: [visit, health] })
  return { caseId, visit, health, upt }
}

describe('a household plan', () => {
  test('is made by the lead from what the regency suggests', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'PGN' })
    const [upt, satgas] = [await world.as('upt.glagah'), await world.as('satgas.kemiren')]
    const empty = await planOf(upt, caseId)
    expect([empty.mayPlan, empty.steps, empty.template?.steps.map((step) => step.officeId)]).toEqual([
      true, [], [kemiren, officeOf('dinsos-ppkb'), officeOf('dinkes'), kemiren],
    ])
    expect((await planOf(satgas, caseId)).template).toBeNull()
    await act(upt, on(caseId, '/plan/steps'), { steps: empty.template!.steps })
    expect(states(await planOf(upt, caseId))).toEqual(['open', 'waiting', 'waiting', 'waiting'])
  })

  test('opens step after step: the next office has it in its inbox when it opens, with clocks of its own from then on', async () => {
    const { caseId, visit, health, upt } = await makePlanned()
    const [school, doctor] = [await world.as('dispendik'), await world.as('dinkes')]
    expect((await doctor.get(on(caseId))).statusCode).toBe(404)
    const caseClock = (await detailOf(upt, caseId)).clocks.find((clock) => clock.taskId === null)!
    await act(school, on(caseId, `/plan/steps/${visit.stepId}/result`), done)
    const inbox = (await doctor.get('/api/response/cases')).json<InboxPage>()
    expect(inbox.items.find((row) => row.caseId === caseId)?.steps).toEqual([health.title])
    const plan = await planOf(doctor, caseId)
    expect(plan.steps.map(({ state, may }) => [state, may])).toEqual([['done', []], ['open', ['finish']]])
    expect(plan.steps[0]!.words).toBe('Sudah kami kerjakan')
    const detail = await detailOf(doctor, caseId)
    const own = detail.clocks.filter((clock) => clock.taskId === plan.steps[1]!.taskId)
    expect(own.map((clock) => clock.startedAt)).toEqual(own.map(() => plan.steps[1]!.openedAt))
    expect(detail.clocks.find((clock) => clock.clockId === caseClock.clockId)?.dueAt).toBe(caseClock.dueAt)
    expect(health.dueOn).toBe(plan.steps[1]!.dueOn)
  })

  test('holds the verdict up by name until its steps are done or dropped, then its results add up to a draft of it', async () => {
    const { caseId, visit, health, upt } = await makePlanned()
    const verdict = { verdict: 'helped', words: 'Semua sudah selesai', withdrawOpenTasks: true }
    const [status, problem] = await refusalOf(upt, on(caseId, '/verdict'), verdict)
    expect([status, problem['kind'], problem['steps']]).toEqual([409, 'steps_still_open', [
      { no: 1, title: visit.title, officeId: visit.officeId }, { no: 2, title: health.title, officeId: health.officeId },
    ]])
    await act(await world.as('dispendik'), on(caseId, `/plan/steps/${visit.stepId}/result`), done)
    expect((await planOf(upt, caseId)).joinedVerdict).toBeNull()
    await act(upt, on(caseId, `/plan/steps/${health.stepId}/drop`), { reason: 'Sudah diperiksa bulan lalu' })
    expect((await planOf(upt, caseId)).joinedVerdict).toMatchObject({ verdict: 'helped', lines: [{ title: visit.title, result: 'served', words: done.words }] })
    await act(upt, on(caseId, '/verdict'), verdict)
    expect((await detailOf(upt, caseId)).status).toBe('resolved')
  })

  test('comes back with its offices and the history of their old clocks when the case is taken up again', async () => {
    const { caseId, visit, health, upt } = await makePlanned()
    const [school, doctor] = [await world.as('dispendik'), await world.as('dinkes')]
    await act(school, on(caseId, `/plan/steps/${visit.stepId}/result`), done)
    await act(doctor, on(caseId, `/plan/steps/${health.stepId}/result`), { result: 'quota_full', words: 'Kuota bulan ini habis' })
    await act(upt, on(caseId, '/verdict'), { verdict: 'partly_helped', words: 'Sebagian selesai', withdrawOpenTasks: true })
    await act(upt, on(caseId, '/reopening'), { reason: 'Keluarga datang lagi ke kantor' })
    const plan = await planOf(doctor, caseId)
    expect(states(plan)).toEqual(['open', 'open'])
    expect(plan.steps[1]!.history.map(({ kind, result }) => [kind, result])).toEqual([['opened', null], ['done', 'quota_full'], ['opened_again', null]])
    expect(plan.steps[1]!.history[1]!.words).toBe('Kuota bulan ini habis')
    const detail = await detailOf(doctor, caseId)
    const old = detail.clocks.filter((clock) => clock.taskId === plan.steps[1]!.taskId && clock.measure === 'completion')
    expect(old.map((clock) => [clock.startedAt, clock.stoppedAt])).toEqual(old.map(() => [plan.steps[1]!.openedAt, null]))
    expect(old.length).toBeGreaterThan(0)
  })

  test('refuses a circle, an office that may not know of the case, a day that has passed, and anybody but the lead', async () => {
    const { caseId, upt, visit, health } = await makePlanned()
    const self = draft('dirinya', officeOf('dinkes'))
    const refused = async (steps: readonly DraftStep[]): Promise<unknown> => (await refusalOf(upt, on(caseId, '/plan/steps'), { steps }))[1]['kind']
    expect(await refused([{ ...self, needs: [self.stepId] }])).toBe('step_waits_for_itself')
    expect(await refused([draft('pimpinan', officeOf('pimpinan-daerah'))])).toBe('office_unknown')
    expect(await refused([draft('kemarin', officeOf('dinkes'), { dueOn: '2026-11-24' })])).toBe('step_due_past')
    expect(await refused([{ ...self, stepId: visit.stepId }])).toBe('step_id_used')
    expect(await refused([draft('antar ke rumah 081234567890', officeOf('dinkes'))])).toBe('words_private')
    const changed = await upt.send('PUT', on(caseId, `/plan/steps/${health.stepId}`), { seenVersion: 1_000, ...health, stepId: undefined, kind: undefined, needs: [health.stepId] })
    expect([changed.statusCode, changed.json<{ kind: string }>().kind]).toEqual([422, 'step_waits_for_itself'])
    const [status, problem] = await refusalOf(await world.as('dinsos'), on(caseId, '/plan/steps'), { steps: [self] })
    expect([status, problem['kind']]).toEqual([403, 'not_lead_office'])
    const [other, why] = await refusalOf(await world.as('dinsos'), on(caseId, `/plan/steps/${visit.stepId}/result`), done)
    expect([other, why['kind']]).toEqual([403, 'step_of_other_office'])
  })

  test('raises a referral letter whose answer ends the step', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'PGN' })
    const [upt, dinsos, manager] = [await world.as('upt.glagah'), await world.as('dinsos'), await world.as('manajer.slrt')]
    const letter = draft('minta surat', officeOf('dinsos-ppkb'), { kind: 'referral' })
    await act(upt, on(caseId, '/plan/steps'), { steps: [letter] })
    expect((await planOf(dinsos, caseId)).steps[0]!.may).toEqual(['raise', 'finish'])
    const asked = { sector: 'food', service: 'Paket pangan', reason: 'Anggaran tidak ada', toOfficeId: null, toBody: 'csr', passedFrom: null, noProgramme: 'Anggaran tahun ini habis', stepId: letter.stepId }
    const sent = await dinsos.send('POST', on(caseId, '/referral-letters'), asked)
    const { referralId } = sent.json<{ referralId: string }>()
    expect((await planOf(dinsos, caseId)).steps[0]).toMatchObject({ raisedId: referralId, state: 'open', may: ['finish'] })
    expect((await manager.send('POST', on(caseId, `/referral-letters/${referralId}/issue`), {})).statusCode).toBe(201)
    await dinsos.send('POST', on(caseId, `/referral-letters/${referralId}/answer`), { answer: 'rejected', words: 'Tidak ada dana tahun ini' })
    expect((await planOf(dinsos, caseId)).steps[0]).toMatchObject({ state: 'done', result: 'refused', words: 'Tidak ada dana tahun ini' })
  })

  test('raises a proposal for the register with what the case knows, once', async () => {
    const family = await makeFamily(world, { areaId: kemiren, members: [{ name: 'Saminten' }] })
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'PGN', familyId: family.familyId, personId: family.personIds[0]! })
    const [upt, satgas] = [await world.as('upt.glagah'), await world.as('satgas.kemiren')]
    const step = draft('usulkan keluarga', kemiren, { kind: 'proposal' })
    await act(upt, on(caseId, '/plan/steps'), { steps: [step] })
    expect((await planOf(satgas, caseId)).steps[0]!.may).toEqual(['raise', 'finish'])
    const commandId = randomUUID()
    const body = { kind: 'in', criteria: ['no_dwelling'], reason: 'Menumpang dan tidak bekerja' }
    const path = on(caseId, `/plan/steps/${step.stepId}/proposal`)
    const [first, again] = [await satgas.send('POST', path, body, { commandId }), await satgas.send('POST', path, body, { commandId })]
    expect([first.statusCode, again.statusCode, again.body], first.body).toEqual([201, 201, first.body])
    const { raisedId, state, result } = (await planOf(satgas, caseId)).steps[0]!
    expect([state, result]).toEqual(['done', 'passed_on'])
    expect((await satgas.get(`/api/registry/proposals/${raisedId}`)).json()).toMatchObject({ familyId: family.familyId, kind: 'in', state: 'submitted' })
    expect((await satgas.send('POST', path, body)).json()).toMatchObject({ kind: 'raised_already' })
    // How far it is, the plan says to those who may read proposals there; to others only that it was made.
    expect((await planOf(satgas, caseId)).steps[0]!.raisedState).toBe('submitted')
    await owner.query(`update registry.proposal set state = 'checked' where proposal_id = $1`, [raisedId])
    expect((await planOf(satgas, caseId)).steps[0]!.raisedState).toBe('checked')
    const slrt = (await planOf(await world.as('manajer.slrt'), caseId)).steps[0]!
    expect([slrt.raisedId, slrt.raisedState]).toEqual([raisedId, null])
    const { rows } = await owner.query<{ made: number }>('select count(*)::int as made from registry.proposal where family_id = $1', [family.familyId])
    expect(rows[0]!.made).toBe(1)
  })

  test('is read by the reporter without what is between offices; their "not yet" puts the offices back at work', async () => {
    const reporter = world.nobody()
    const told = await reporter.send('POST', '/api/response/reports', { areaId: kemiren, category: 'PGN', story: 'Beliau tidak makan sejak kemarin', subject: 'other', contact: 'anonymous', photos: [] })
    const { receiptCode, reportId } = told.json<{ receiptCode: string; reportId: string }>()
    const { rows } = await owner.query<{ case_id: string }>('select case_id from response.report where report_id = $1', [reportId])
    const [{ case_id: caseId }, upt] = [rows[0]!, await world.as('upt.glagah')]
    const food = draft('antar makanan', officeOf('dinsos-ppkb'), { dueOn: '2026-11-30' })
    const needless = draft('yang tidak perlu', officeOf('dinkes'))
    await act(upt, on(caseId, '/plan/steps'), { steps: [food, needless] })
    await act(upt, on(caseId, `/plan/steps/${needless.stepId}/drop`), { reason: 'Dinkes sudah menolak bulan lalu' })
    const page = await reporter.get(`/lacak/${receiptCode}`)
    expect(page.body).toContain('Langkah antar makanan')
    expect(page.body).toContain('30 November 2026')
    for (const hidden of ['yang tidak perlu', 'sudah menolak']) expect(page.body).not.toContain(hidden)
    await act(await world.as('dinsos'), on(caseId, `/plan/steps/${food.stepId}/result`), done)
    await act(upt, on(caseId, '/verdict'), { verdict: 'helped', words: 'Makanan sudah diantar', withdrawOpenTasks: true })
    const judged = await reporter.submit(`/lacak/${receiptCode}`, { commandId: randomUUID(), act: 'not_helped', why: 'Hanya datang satu kali' })
    expect(judged.statusCode, judged.body).toBe(303)
    const again = await planOf(await world.as('dinsos'), caseId)
    expect(again.steps.map((step) => step.state)).toEqual(['open', 'dropped'])
    expect((await detailOf(upt, caseId)).status).toBe('open')
  })

  test('ends with its reason when the case is joined to another, which is told what was not done, and stands as before when that is taken back', async () => {
    const { caseId, upt, visit, health } = await makePlanned()
    const dropped = draft('yang dibatalkan', officeOf('dinkes'))
    await act(upt, on(caseId, '/plan/steps'), { steps: [dropped] })
    await act(upt, on(caseId, `/plan/steps/${dropped.stepId}/drop`), { reason: 'Tidak perlu lagi' })
    const before = await planOf(upt, caseId)
    const { caseId: kept } = await makeCase(world, { areaId: kemiren, category: 'PGN' })
    await act(upt, on(caseId, '/join'), { intoCaseId: kept, reason: 'Keluarga yang sama' })
    const joined = await planOf(upt, caseId)
    expect(joined.steps.map(({ state, words }) => [state, words])).toEqual([
      ['dropped', 'Keluarga yang sama'], ['dropped', 'Keluarga yang sama'], ['dropped', 'Tidak perlu lagi'],
    ])
    const welcome = (await detailOf(upt, kept)).events.find(({ kind }) => kind === 'follower_joined')
    expect(welcome?.words).toBe(`${visit.title}\n${health.title}`)
    expect((await upt.send('POST', on(caseId, '/join-undo'), { reason: 'Ternyata keluarga lain' })).statusCode).toBe(201)
    const after = await planOf(upt, caseId)
    expect(after.steps.map(({ state, taskId, words }) => [state, taskId, words])).toEqual(before.steps.map(({ state, taskId, words }) => [state, taskId, words]))
    await act(await world.as('dispendik'), on(caseId, `/plan/steps/${visit.stepId}/result`), done)
    expect(states(await planOf(upt, caseId))).toEqual(['done', 'open', 'dropped'])
  })

  test('stops where the task of a step is taken back: the lead sees why on the plan and on its desk, and gives it out anew', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'PGN' })
    const [upt, dinsos] = [await world.as('upt.glagah'), await world.as('kepala.dinsos')]
    const look = draft('jumpai keluarga', kemiren)
    const health = draft('periksa kesehatan', officeOf('dinkes'), { needs: [look.stepId] })
    await act(upt, on(caseId, '/plan/steps'), { steps: [look, health] })
    const waitingFor = async (client: Client) => ({
      pile: (await client.get('/api/people/waiting')).json<{ piles: { key: string; count: number }[] }>().piles.find(({ key }) => key === 'stoppedSteps')?.count ?? 0,
      tab: (await client.get('/api/response/case-counts')).json<{ stopped: number }>().stopped,
      rows: (await client.get('/api/response/cases?tab=stopped')).json<InboxPage>().items.map((row) => [row.caseId, row.stoppedSteps]),
    })
    expect(await waitingFor(dinsos)).toEqual({ pile: 0, tab: 0, rows: [] })
    await act(upt, on(caseId, '/protection'), { reason: 'Ada tanda kekerasan di rumah' })

    expect(await waitingFor(dinsos)).toEqual({ pile: 1, tab: 1, rows: [[caseId, [look.title]]] })
    expect(await waitingFor(await world.as('kesra'))).toEqual({ pile: 0, tab: 0, rows: [] })
    const halted = await planOf(dinsos, caseId)
    expect(states(halted)).toEqual(['stopped', 'waiting'])
    expect(halted.steps[0]).toMatchObject({ stopped: { cause: 'protected', words: 'Ada tanda kekerasan di rumah' }, may: ['change', 'drop'] })
    expect(halted.steps[0]!.history.map(({ kind }) => kind)).toEqual(['opened', 'stopped'])
    const [status, problem] = await refusalOf(dinsos, on(caseId, '/verdict'), { verdict: 'helped', words: 'Semua sudah selesai', withdrawOpenTasks: true })
    expect([status, problem['kind']]).toEqual([409, 'steps_still_open'])

    const give = async (officeId: number) => {
      const { stepId: _stepId, kind: _kind, ...change } = look
      return dinsos.send('PUT', on(caseId, `/plan/steps/${look.stepId}`), { seenVersion: (await detailOf(dinsos, caseId)).version, ...change, officeId })
    }
    expect((await give(kemiren)).json()).toMatchObject({ kind: 'office_cannot_protect' })
    const given = await give(officeOf('dinsos-ppkb'))
    expect(given.statusCode, given.body).toBe(200)
    expect(await waitingFor(dinsos)).toEqual({ pile: 0, tab: 0, rows: [] })
    expect((await planOf(dinsos, caseId)).steps.map(({ state, officeId }) => [state, officeId])).toEqual([['open', officeOf('dinsos-ppkb')], ['waiting', officeOf('dinkes')]])
    expect((await detailOf(dinsos, caseId)).events.map(({ kind }) => kind)).toContain('step_stopped')
  })

  test('of a protected case is not there for whoever does not handle it', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'KPA', restricted: true })
    const dinsosHead = await world.as('kepala.dinsos')
    const neighbours: readonly StepView['officeId'][] = (await planOf(dinsosHead, caseId)).offices.map((office) => office.officeId)
    expect(neighbours).not.toContain(kemiren)
    expect((await (await world.as('upt.glagah')).get(on(caseId, '/plan'))).statusCode).toBe(404)
    const [status, problem] = await refusalOf(dinsosHead, on(caseId, '/plan/steps'), { steps: [draft('tetangga', kemiren)] })
    expect([status, problem['kind']]).toEqual([409, 'office_cannot_protect'])
  })
})
