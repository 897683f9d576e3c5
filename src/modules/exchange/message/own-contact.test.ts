import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { closeAddress } from '#modules/response/index.ts'
import { startFakeSms, type FakeSms } from '../../../../test/fakes/sms.ts'
import { startFakeSmtp, type FakeSmtp } from '../../../../test/fakes/smtp.ts'
import { startFakeWhatsApp, type FakeWhatsApp } from '../../../../test/fakes/whatsapp.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, testStart, type World } from '../../../../test/world.ts'
import { planNotice } from './message.actions.ts'
import { sendDue } from './outbox.actions.ts'

let world: World
let owner: pg.Client
let whatsapp: FakeWhatsApp
let sms: FakeSms
let smtp: FakeSmtp

beforeAll(async () => {
  ;[whatsapp, sms, smtp] = await Promise.all([startFakeWhatsApp(), startFakeSms(), startFakeSmtp()])
  world = await startWorld({ environment: { ...whatsapp.environment, ...sms.environment, ...smtp.environment } })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterEach(() => world.clock.set(testStart))
afterAll(async () => {
  await owner.end()
  await world.close()
  await Promise.all([whatsapp.close(), sms.close(), smtp.close()])
})

interface Sent {
  readonly code: string
  readonly caseId: string
  readonly reportId: string
  readonly phone: string
}

let lastNumber = 81_440_000_000

async function report(draft: object = {}): Promise<Sent> {
  lastNumber += 1
  const phone = `0${lastNumber}`
  const sent = await world.nobody().send('POST', '/api/response/reports', { category: 'PDK', story: 'Anak tidak sekolah', areaId: kemiren, contact: 'phone', phone, ...draft })
  expect(sent.statusCode, sent.body).toBe(201)
  const { receiptCode: code, reportId } = sent.json<{ receiptCode: string; reportId: string }>()
  const { rows } = await owner.query<{ case_id: string }>('select case_id from response.report where report_id = $1', [reportId])
  return { code, reportId, caseId: rows[0]!.case_id, phone }
}

/** What the form of the report's page sends. */
async function change({ code }: Pick<Sent, 'code'>, typed: { tellBy?: string; phone?: string; email?: string }, commandId: string = randomUUID()) {
  return world.nobody().submit(`/lacak/${code}`, { act: 'contact', commandId, tellBy: '', phone: '', email: '', ...typed })
}

async function page({ code }: Pick<Sent, 'code'>, lang: '' | '/en' = ''): Promise<string> {
  return (await world.nobody().get(`${lang}/lacak/${code}`)).body
}

async function answer({ caseId }: Sent): Promise<void> {
  const upt = await world.as('upt.glagah')
  const { version } = (await upt.get(`/api/response/cases/${caseId}`)).json<{ version: number }>()
  const answered = await upt.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: version, words: 'Kami datang' })
  expect(answered.statusCode, answered.body).toBe(201)
}

/** Whatever is to be told of a case goes out. */
async function deliver({ caseId }: Sent): Promise<void> {
  await plan(caseId)
  for (let round = 0; round < 4; round += 1) await sendDue(world.deps)
}

const planned = new Set<string>()

/** As the queue does: each notice once, when it comes. */
async function plan(caseId: string): Promise<void> {
  const { rows } = await owner.query<{ notice_id: string }>('select notice_id from response.notice where case_id = $1 order by event_seq', [caseId])
  for (const { notice_id: noticeId } of rows.filter((row) => !planned.has(row.notice_id))) {
    planned.add(noticeId)
    await planNotice(world.deps, noticeId)
  }
}

/** Somebody who may looks who reported. */
async function reveal({ caseId, reportId }: Sent) {
  return (await world.as('inspektorat')).send('POST', `/api/response/cases/${caseId}/reports/${reportId}/reporter-reveal`, { reason: 'Menjadwalkan kunjungan' })
}

const textsTo = (phone: string): string[] => sms.sent.filter((message) => message.to.endsWith(phone.slice(1))).map((message) => message.text)
const chatsTo = (phone: string): number => whatsapp.sent.filter((message) => message.to.endsWith(phone.slice(1))).length

describe('whoever holds the code of a report', () => {
  test('sees the last signs of their number and address, in both languages, and never more', async () => {
    const sent = await report({ tellBy: 'email', email: 'tumi.hartati@kantor.contoh.id' })
    for (const body of [await page(sent), await page(sent, '/en')]) {
      expect(body).toContain(`•••• ${sent.phone.slice(-3)}`)
      expect(body).toContain('t•••@k•••.id')
      expect(body).not.toMatch(new RegExp(`${sent.phone.slice(1, -3)}|hartati|kantor`))
    }
  })

  test('has news sent to another number by SMS, what waits for the morning too; the old one gets none of it', async () => {
    world.clock.set('2026-11-25T15:00:00.000Z')
    const sent = await report()
    await answer(sent)
    await plan(sent.caseId)
    const before = chatsTo(sent.phone)
    const changed = await change(sent, { tellBy: 'sms', phone: '0811 7777 0001' })
    expect([changed.statusCode, changed.headers.location]).toEqual([303, `/lacak/${sent.code}?kabar=cara-diganti`])
    world.clock.set('2026-11-25T22:00:00.000Z')
    await sendDue(world.deps)
    await answer(sent)
    await deliver(sent)
    expect(chatsTo(sent.phone)).toBe(before)
    expect([...textsTo('081177770001'), ...Array.from({ length: chatsTo('081177770001') })].length).toBeGreaterThanOrEqual(2)
    expect(await page(sent)).toContain('lewat SMS ke •••• 001')
  })

  test('officers call the number that was given last', async () => {
    const sent = await report()
    await change(sent, { phone: '0811 7777 0002' })
    const revealed = await reveal(sent)
    expect(revealed.json<{ phone: string }>().phone).toBe('+6281177770002')
  })

  test('is told no more once they say so; the number stays for the officers', async () => {
    const sent = await report()
    await plan(sent.caseId)
    expect((await change(sent, { tellBy: 'none' })).statusCode).toBe(303)
    await answer(sent)
    await deliver(sent)
    expect([chatsTo(sent.phone), textsTo(sent.phone)]).toEqual([0, []])
    expect(await page(sent)).toContain(`Kami tidak mengirim kabar. Nomor •••• ${sent.phone.slice(-3)}`)
    await change(sent, { tellBy: 'whatsapp' })
    await answer(sent)
    await deliver(sent)
    expect(chatsTo(sent.phone)).toBe(1)
  })

  test('takes number and address back: nobody can call or write', async () => {
    const sent = await report({ email: 'tumi@contoh.id' })
    const gone = await world.nobody().submit(`/lacak/${sent.code}`, { act: 'forget', commandId: randomUUID() })
    expect(gone.headers.location).toBe(`/lacak/${sent.code}?kabar=kontak-dihapus`)
    await answer(sent)
    await deliver(sent)
    expect([chatsTo(sent.phone), textsTo(sent.phone), smtp.mails.filter((mail) => mail.to === 'tumi@contoh.id')]).toEqual([0, [], []])
    const revealed = await reveal(sent)
    expect(revealed.json<{ phone: null }>().phone).toBeNull()
    expect((await owner.query('select 1 from response.contact where report_id = $1', [sent.reportId])).rowCount).toBe(0)
    expect(await page(sent)).toContain('Kami tidak menyimpan nomor atau alamat Anda')
  })

  test('who gave no name is told too, can be asked, and stays without a name', async () => {
    const sent = await report({ contact: 'anonymous', phone: undefined })
    expect(await page(sent)).toContain('Kami tidak menyimpan nomor')
    await change(sent, { tellBy: 'sms', phone: '0811 7777 0003' })
    await answer(sent)
    await deliver(sent)
    expect(textsTo('081177770003').join()).toContain(sent.code)
    const upt = await world.as('upt.glagah')
    expect((await upt.get(`/api/response/cases/${sent.caseId}`)).json<{ reporterCanReply: boolean }>().reporterCanReply).toBe(true)
    const revealed = await reveal(sent)
    expect(revealed.statusCode).toBe(409)
    await world.nobody().submit(`/lacak/${sent.code}`, { act: 'forget', commandId: randomUUID() })
    expect((await owner.query('select 1 from response.reporter where report_id = $1', [sent.reportId])).rowCount).toBe(0)
    expect((await upt.get(`/api/response/cases/${sent.caseId}`)).json<{ reporterCanReply: boolean }>().reporterCanReply).toBe(false)
  })

  test('writes a number whose owner replied BERHENTI: it gets nothing', async () => {
    const sent = await report()
    const { mac } = closeAddress(world.deps.keys, { channel: 'sms', address: '+6281177770004' })
    await owner.query('insert into exchange.opt_out values ($1, $2, now())', [world.deps.regency.regencyId, mac])
    await change(sent, { tellBy: 'sms', phone: '0811 7777 0004' })
    await answer(sent)
    await deliver(sent)
    expect([chatsTo('081177770004'), textsTo('081177770004')]).toEqual([0, []])
  })

  test.each([
    [{ tellBy: 'sms', phone: '12' }, 'Tulis nomor yang lengkap'], [{ tellBy: 'email' }, 'Tulis alamat surel, atau pilih'], [{ email: 'tumi' }, 'Tulis alamat surel yang lengkap'],
  ])('is told what is wrong with %o, and what they typed stays', async (typed, words) => {
    const sent = await report()
    const refused = await change(sent, typed)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain(words)
    for (const value of Object.values(typed)) expect(refused.body).toContain(`value="${value}"`)
    expect(refused.body).toMatch(/<details id="kabar" open=""/)
  })

  test('changes it once, however often the form is sent; the act is written down without the number', async () => {
    const [sent, commandId] = [await report(), randomUUID()]
    for (let time = 0; time < 2; time += 1) expect((await change(sent, { phone: '0811 7777 0005' }, commandId)).statusCode).toBe(303)
    expect((await change(sent, { phone: '0811 7777 0006' }, commandId)).statusCode).toBe(409)
    const { rows } = await owner.query<{ detail: object }>('select detail from audit.entry where action = $1 and subject_id = $2', ['changeOwnContacts', sent.reportId])
    expect(rows).toEqual([{ detail: { channels: ['whatsapp', 'sms'], hasNumber: true } }])
  })

  test('changes no other report, and a code that is none changes nothing', async () => {
    const [mine, other] = [await report(), await report()]
    await change(mine, { tellBy: 'none' })
    expect(await page(other)).toContain(`lewat WhatsApp ke •••• ${other.phone.slice(-3)}`)
    expect((await change({ code: 'BWI-2222-2222-2222' }, { tellBy: 'none' })).statusCode).toBe(404)
  })
})
