import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { SetApart } from './set-apart.contract.ts'

let world: World
let unit: Client

beforeAll(async () => {
  world = await startWorld()
  unit = await world.as('upt.glagah')
})
afterAll(() => world.close())

async function report(story: string, phone: string): Promise<string> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    story, category: 'LNY', subject: 'other', areaId: kemiren, contact: 'anonymous',
  }, { headers: { 'user-agent': phone } })
  expect(sent.statusCode, sent.body).toBe(201)
  return sent.json<{ receiptCode: string }>().receiptCode
}

async function apart(client: Client): Promise<readonly SetApart[]> {
  return (await client.get('/api/response/set-apart')).json<{ items: SetApart[] }>().items
}

function look(client: Client, row: SetApart, isAbuse: boolean) {
  return client.send('POST', `/api/response/cases/${row.caseId}/reports/${row.reportId}/set-apart-look`, { isAbuse, reason: 'Sudah ditelepon' })
}

describe('reports that may be none', () => {
  test('are taken and worked on like any other, and set apart with the reason', async () => {
    for (let sent = 0; sent < 9; sent += 1) await report(`jalan rusak di gang ${'abcdefghi'[sent]}`, 'one phone')
    const rows = await apart(unit)
    expect(rows).toMatchObject([{ summary: 'jalan rusak di gang i', state: 'waiting', reasons: [{ kind: 'many_from_device', count: 9 }] }])
    expect((await unit.get('/api/response/cases?tab=all')).json<InboxPage>().items).toHaveLength(9)
    expect(new Date(rows[0]!.lookDueAt).getTime() - new Date(rows[0]!.setApartAt).getTime()).toBe(24 * 3_600_000)
  })

  test('a hall whose people share a network but not a phone is left in peace', async () => {
    const before = (await apart(unit)).length
    for (let sent = 0; sent < 9; sent += 1) await report(`lampu jalan mati di blok ${'abcdefghi'[sent]}`, `phone ${sent}`)
    expect(await apart(unit)).toHaveLength(before)
  })

  test('the same words again and again, and insults, are set apart; a danger word lifts them out', async () => {
    for (let sent = 0; sent < 5; sent += 1) await report('Mana bantuan saya?!', `other ${sent}`)
    await report('camat goblok', 'angry phone')
    await report('camat goblok, anak saya lapar', 'desperate phone')
    const rows = await apart(unit)
    expect(rows.map((row) => row.reasons[0]!.kind)).toEqual(expect.arrayContaining(['same_text', 'insult']))
    expect(rows.some((row) => row.summary.includes('lapar'))).toBe(false)
  })

  test('are abuse only when a second person says so; then the case ends, and its reporter may contradict, which brings it back to its lead', async () => {
    const code = await report('petugas bangsat', 'third phone')
    const row = (await apart(unit)).find((each) => each.summary === 'petugas bangsat')!
    expect((await look(unit, row, true)).statusCode).toBe(201)
    expect((await look(unit, row, true)).json<{ kind: string }>().kind).toBe('second_look_by_another')
    expect((await unit.get(`/api/response/cases/${row.caseId}`)).json<CaseDetail>().status).toBe('open')
    const second = await look(await world.as('kesra'), row, true)
    expect(second.statusCode, second.body).toBe(201)
    expect((await unit.get(`/api/response/cases/${row.caseId}`)).json<CaseDetail>().status).toBe('closed')
    expect((await world.nobody().get(`/lacak/${code}`)).statusCode).toBe(200)
    const contradicted = await world.nobody().submit(`/lacak/${code}`, { act: 'not_helped', why: 'Saya sungguh butuh bantuan' })
    expect(contradicted.statusCode).toBe(303)
    // It lies on the desk of its lead again, with the clock that it had.
    const back = (await unit.get(`/api/response/cases/${row.caseId}`)).json<CaseDetail>()
    const task = back.tasks.find((each) => each.officeId === back.leadOfficeId)!
    const clock = back.clocks.find((each) => each.taskId === task.taskId && each.measure === 'completion')!
    expect([back.status, task.status, clock.stoppedAt, clock.startedAt]).toEqual(['open', 'new', null, task.openedAt])
    expect((await unit.get('/api/response/cases?tab=new')).json<InboxPage>().items.some((each) => each.caseId === row.caseId)).toBe(true)
  })

  test('leave the list when one person finds them genuine', async () => {
    const row = (await apart(unit)).find((each) => each.summary === 'camat goblok')!
    expect((await look(unit, row, false)).statusCode).toBe(201)
    expect((await apart(unit)).some((each) => each.reportId === row.reportId)).toBe(false)
    expect((await look(unit, row, true)).json<{ kind: string }>().kind).toBe('not_set_apart')
  })

  test('of another district are not in the list', async () => {
    expect(await apart(await world.as('upt.muncar'))).toEqual([])
  })
})
