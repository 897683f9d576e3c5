import { afterAll, beforeAll, expect, test } from 'vitest'
import { examineChannels } from '#cli/doctor/channels.ts'
import { cliTexts } from '#cli/texts/index.ts'
import { planNotice } from '#modules/exchange/message/message.actions.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { asOwner } from '#install.ts'
import { startWorld, type World } from '../../../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

/** A report whose reporter is to be told by WhatsApp; its case. */
async function report(): Promise<string> {
  const draft = { category: 'LNY', story: 'Coba', areaId: kemiren, contact: 'phone', phone: '081234567899' }
  const sent = await world.nobody().send('POST', '/api/response/reports', draft)
  expect(sent.statusCode, sent.body).toBe(201)
  const { reportId } = sent.json<{ reportId: string }>()
  const { rows } = await asOwner(world.ownerUrl, (owner) => owner.query<{ notice_id: string; case_id: string }>(`
    select notice_id, case_id from response.notice join response.report using (regency_id, case_id)
    where response.report.report_id = $1`, [reportId]))
  await planNotice(world.deps, rows[0]!.notice_id)
  return rows[0]!.case_id
}

const diagnose = () => examineChannels(world.ownerUrl, world.deps.regency, { config: world.deps.config, text: cliTexts('en').doctor, lang: 'en' })

test('news of a channel that is not connected is no failed delivery: it is counted as not sent, on the screen and by the doctor', async () => {
  expect(await diagnose()).toMatchObject({ state: 'good', message: expect.stringContaining('no channel is connected') })
  const caseId = await report()
  await report()
  const admin = await world.as('admin')
  const { channels } = (await admin.get('/api/exchange/channels')).json<{ channels: { channel: string; unsent: number }[] }>()
  expect(channels.find(({ channel }) => channel === 'whatsapp')).toMatchObject({ isConnected: false, givenUpToday: 0, unsent: 2 })
  expect((await admin.get('/api/exchange/failed-messages')).json()).toEqual({ items: [], next: null })
  expect(await diagnose()).toMatchObject({ state: 'warning', message: expect.stringMatching(/WhatsApp \(messages: 2\).*channels\.md/) })
  const ofCase = await (await world.as('upt.glagah')).get(`/api/exchange/cases/${caseId}/messages`)
  expect(ofCase.json<{ messages: object[] }>().messages).toMatchObject([{ state: 'given_up', reason: 'not_connected' }])
})
