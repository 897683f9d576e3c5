import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trainModel } from '#modules/response/index.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import { kemiren, makeCase } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let unit: Client
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  unit = await world.as('upt.glagah')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

async function report(story: string, category: string): Promise<void> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    story, category, subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'anonymous',
  })
  expect(sent.statusCode, sent.body).toBe(201)
}

async function inbox(client: Client): Promise<InboxPage['items']> {
  return (await client.get('/api/response/cases?tab=all')).json<InboxPage>().items
}

async function read(client: Client, caseId: string): Promise<CaseDetail> {
  return (await client.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
}

async function caseOf(story: string): Promise<CaseDetail> {
  const row = (await inbox(unit)).find((each) => each.summary.startsWith(story))
  return read(unit, row!.caseId)
}

function sort(client: Client, detail: CaseDetail, body: object) {
  const [{ reportId }] = detail.triage as [CaseDetail['triage'][number]]
  return client.send('POST', `/api/response/cases/${detail.caseId}/reports/${reportId}/sorting`, { seenVersion: detail.version, reason: null, ...body })
}

describe('a report with danger words', () => {
  test('stands on top of the queue at once, whatever kind its reporter chose and however long others wait', async () => {
    await makeCase(world, { summary: 'Menunggu sejak lama', category: 'LNY', danger: false })
    await report('larene ngelih kabeh pak, wes rong dino', 'LNY')
    const [first] = await inbox(unit)
    expect(first).toMatchObject({ summary: 'larene ngelih kabeh pak, wes rong dino', urgency: 'danger', category: 'LNY' })
  })

  test('shows the words that led to it, and why they are on the list', async () => {
    const { triage, category } = await caseOf('larene ngelih')
    expect(category).toBe('LNY')
    expect(triage).toMatchObject([{
      chosenCategory: 'LNY', urgency: 'danger', decided: null, signs: [{ key: 'hunger', words: 'ngelih', urgency: 'danger' }],
    }])
    expect(triage[0]!.signs[0]!.why.id).toMatch(/Permenkes|daftar/)
    expect(triage[0]!.suggested[0]).toMatchObject({ category: 'PGN', name: { id: 'Pangan' } })
    expect(triage[0]!.modelVersion).toMatch(/^cnb-[0-9a-f]{10}$/)
  })
})

describe('an officer', () => {
  test('makes a case less urgent only with a reason', async () => {
    const detail = await caseOf('larene ngelih')
    const bare = await sort(unit, detail, { category: 'LNY', urgency: 'ordinary' })
    expect([bare.statusCode, bare.json<{ kind: string }>().kind]).toEqual([422, 'reason_missing'])
    const reasoned = await sort(unit, detail, { category: 'LNY', urgency: 'urgent', reason: 'Sudah ditelepon, sudah makan' })
    expect(reasoned.statusCode, reasoned.body).toBe(201)
    const after = await read(unit, detail.caseId)
    expect(after.urgency).toBe('urgent')
    expect(after.triage[0]!.decided).toMatchObject({ category: 'LNY', urgency: 'urgent', reason: 'Sudah ditelepon, sudah makan' })
    expect(after.events.map((event) => event.kind)).toEqual(expect.arrayContaining(['sorted', 'urgency_set']))
    expect(after.events.find((event) => event.kind === 'sorted')!.shownToReporter).toBe(false)
  })

  test('corrects the kind, and the agency of that kind comes in beside those that work', async () => {
    await report('mau tanya obat buat bapak Slamet hp 081234567890 yang lumpuh', 'LNY')
    const detail = await caseOf('mau tanya obat')
    const dinkes = world.deps.regency.offices.find((office) => office.key === 'dinkes')!.officeId
    expect(detail.officeIds).not.toContain(dinkes)
    expect((await sort(unit, detail, { category: 'UTL', urgency: detail.urgency })).statusCode).toBe(201)
    const after = await read(unit, detail.caseId)
    expect(after.category).toBe('UTL')
    expect(after.triage[0]!.chosenCategory).toBe('LNY')
    expect(after.officeIds).toEqual(expect.arrayContaining(detail.officeIds))
    expect(after.officeIds.length).toBeGreaterThan(detail.officeIds.length)
  })

  test('of another district finds no such case, and an unknown kind is refused', async () => {
    const detail = await caseOf('mau tanya obat')
    expect((await sort(await world.as('upt.muncar'), detail, { category: 'KES', urgency: 'urgent' })).statusCode).toBe(404)
    expect((await sort(unit, detail, { category: 'XXX', urgency: 'urgent' })).json<{ kind: string }>().kind).toBe('category_unknown')
  })
})

describe('what a reporter says later', () => {
  /** A report by somebody, and what they add under its code. */
  async function tell(story: string, words: string): Promise<string> {
    const sent = await world.nobody().send('POST', '/api/response/reports', { story, category: 'LNY', areaId: kemiren, contact: 'anonymous' })
    const { receiptCode, reportId } = sent.json<{ receiptCode: string; reportId: string }>()
    const { rows } = await owner.query<{ case_id: string }>('select case_id from response.report where report_id = $1', [reportId])
    const added = await world.nobody().submit(`/lacak/${receiptCode}`, { act: 'add', commandId: randomUUID(), words })
    expect(added.statusCode, added.body).toBe(303)
    return rows[0]!.case_id
  }

  test('lifts the case to the top when there is danger in it, with the sign that was heard', async () => {
    const detail = await read(unit, await tell('Minta bantuan sembako satu', 'saiki anakku ngelih kabeh, wis telung dino'))
    expect(detail.urgency).toBe('danger')
    expect(detail.events.find((event) => event.kind === 'urgency_set')).toMatchObject({ by: 'system', words: 'Kelaparan', shownToReporter: false })
    expect(detail.events.at(-1)).toMatchObject({ kind: 'replied', by: 'reporter' })
    expect((await inbox(unit))[0]!.caseId).toBe(detail.caseId)
  })

  test('lifts nothing without danger, nor where it is denied', async () => {
    expect((await read(unit, await tell('Minta bantuan sembako dua', 'anak saya tidak lapar, hanya bertanya'))).urgency).toBe('ordinary')
  })

  test('restricts the case when it tells of violence', async () => {
    const caseId = await tell('Minta bantuan sembako tiga', 'saya dipukuli suami setiap malam')
    const { rows } = await owner.query('select restricted, urgency from response.case_file where case_id = $1', [caseId])
    expect(rows).toEqual([{ restricted: true, urgency: 1 }])
    expect((await unit.get(`/api/response/cases/${caseId}`)).statusCode).toBe(404)
    expect((await inbox(unit)).map((row) => row.summary)).not.toContain('Minta bantuan sembako tiga')
  })
})

test('training learns from the correction, without names and numbers, and reports how well it does', async () => {
  const trained = await trainModel(world.deps)
  expect(trained.corrections).toBe(2)
  expect(trained.version).not.toBe(trained.previousVersion)
  expect(trained.evaluation.top2).toBeGreaterThan(0.9)
  const { rows } = await owner.query<{ text: string }>("select text from response.triage_sample order by text")
  expect(rows.map((row) => row.text).join(' ')).not.toMatch(/Slamet|0812/)
  await report('listrik diputus pln', 'UTL')
  expect((await caseOf('listrik diputus')).triage[0]!.modelVersion).toBe(trained.version)
})
