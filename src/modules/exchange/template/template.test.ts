import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { planNotice } from '#modules/exchange/message/message.actions.ts'
import { sendDue } from '#modules/exchange/message/outbox.actions.ts'
import { startFakeSms, type FakeSms } from '../../../../test/fakes/sms.ts'
import { startFakeWhatsApp, type FakeWhatsApp } from '../../../../test/fakes/whatsapp.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import type { MessageTemplate } from './template.contract.ts'
import { wantedTemplates } from './template.rules.ts'

let world: World
let owner: pg.Client
let whatsapp: FakeWhatsApp
let sms: FakeSms

beforeAll(async () => {
  ;[whatsapp, sms] = await Promise.all([startFakeWhatsApp(), startFakeSms()])
  world = await startWorld({ environment: { ...whatsapp.environment, ...sms.environment } })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterEach(() => {
  whatsapp.templates.length = 0
  whatsapp.failWith.length = 0
})
afterAll(async () => {
  await owner.end()
  await world.close()
  await Promise.all([whatsapp.close(), sms.close()])
})

interface Answer {
  answer: string
  templates: MessageTemplate[]
}

async function templates(of: World = world): Promise<Answer> {
  const answered = await (await of.as('admin')).get('/api/exchange/message-templates')
  expect(answered.statusCode, answered.body).toBe(200)
  return answered.json<Answer>()
}

/** All that is wanted, as the account has it. */
function approveAll(): void {
  whatsapp.templates.push(...wantedTemplates(world.deps.regency).map(({ name, language, text }) => ({ name, language, status: 'APPROVED', body: text })))
}

describe('the templates', () => {
  test('are known through all pages of the provider\'s list', async () => {
    approveAll()
    const { answer, templates: all } = await templates()
    expect(answer).toBe('known')
    expect(all.length).toBeGreaterThan(20)
    expect(all.filter((template) => template.state !== 'approved')).toEqual([])
  })

  test('that the provider does not have are named, with their text to submit', async () => {
    approveAll()
    whatsapp.templates.splice(whatsapp.templates.findIndex(({ name, language }) => name === 'laporan_akan_dikunjungi' && language === 'id'), 1)
    whatsapp.templates.find(({ name, language }) => name === 'laporan_tidak_bertemu' && language === 'en')!.status = 'PENDING'
    const left = (await templates()).templates.filter((template) => template.state !== 'approved')
    expect(left.map(({ name, language, state }) => [name, language, state])).toEqual([['laporan_akan_dikunjungi', 'id', 'missing'], ['laporan_tidak_bertemu', 'en', 'pending']])
    expect(left[0]!.text).toMatch(/^Kabar dari .*: \{\{1\}\} akan berkunjung pada \{\{2\}\} untuk laporan \{\{3\}\}/)
  })

  test.each([[503, 'provider_error'], [400, 'not_authorised'], [401, 'not_authorised']])('are not known when the provider answers %i, and it is said', async (status, answer) => {
    whatsapp.failWith.push({ status })
    const known = await templates()
    expect([known.answer, new Set(known.templates.map((template) => template.state))]).toEqual([answer, new Set([null])])
  })

  test('are for whoever looks after the channels', async () => {
    expect((await (await world.as('upt.glagah')).get('/api/exchange/message-templates')).statusCode).toBe(403)
  })
})

test('news whose template is not approved goes by SMS, and the case says why', async () => {
  const sent = await world.nobody().send('POST', '/api/response/reports', { category: 'PDK', story: 'Anak tidak sekolah', areaId: kemiren, contact: 'phone', phone: '081234500777' })
  const { reportId } = sent.json<{ reportId: string }>()
  const { rows } = await owner.query<{ case_id: string; notice_id: string }>('select n.case_id, n.notice_id from response.notice n join response.report r using (regency_id, case_id) where r.report_id = $1', [reportId])
  await planNotice(world.deps, rows[0]!.notice_id)
  whatsapp.failWith.push({ status: 404, body: { error: { code: 132_001 } } })
  for (let round = 0; round < 3; round += 1) await sendDue(world.deps)
  expect(sms.sent.map((message) => message.to)).toEqual(['+6281234500777'])
  const { messages } = (await (await world.as('upt.glagah')).get(`/api/exchange/cases/${rows[0]!.case_id}/messages`)).json<{ messages: { channel: string; state: string; reason: string | null }[] }>()
  expect(messages.map(({ channel, state, reason }) => [channel, state, reason])).toEqual([['whatsapp', 'failed', 'template_refused'], ['sms', 'sent', null]])
})

test('where no account is told, or nothing is connected, they can be read and submitted all the same', async () => {
  const { WHATSAPP_BUSINESS_ACCOUNT_ID: _account, ...rest } = whatsapp.environment
  for (const [environment, answer] of [[rest, 'account_unset'], [{}, 'not_connected']] as const) {
    const other = await startWorld({ environment })
    const known = await templates(other)
    expect([known.answer, known.templates.length > 20]).toEqual([answer, true])
    await other.close()
  }
})
