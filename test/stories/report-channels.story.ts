import { randomUUID } from 'node:crypto'
import { afterAll, expect } from 'vitest'
import { smsSecret, startFakeSms } from '../fakes/sms.ts'
import { startFakeSmtp } from '../fakes/smtp.ts'
import { messageFrom, postWebhook, startFakeWhatsApp } from '../fakes/whatsapp.ts'
import { kemiren } from '../make/cases.ts'
import { rest } from './rest.ts'
import { setStage, type Teller } from './stage.ts'

const [whatsapp, sms, smtp] = await Promise.all([startFakeWhatsApp(), startFakeSms(), startFakeSmtp()])
const { story, world } = setStage({ works: true, environment: { ...whatsapp.environment, ...sms.environment, ...smtp.environment } })
afterAll(async () => void (await Promise.all([whatsapp.close(), sms.close(), smtp.close()])))

const patience = { timeout: 20_000 }

interface Sent {
  readonly to: string
  readonly text: string
}

/** Waits until somebody was sent words like these, once the queues have done their work; what went out before does not count. */
async function untilSent(sent: readonly Sent[], to: string, expected: { readonly after: number; readonly like: RegExp }): Promise<void> {
  const mine = (): string => sent.slice(expected.after).filter((message) => message.to.endsWith(to)).map(({ text }) => text).join('\n')
  await expect.poll(mine, patience).toMatch(expected.like)
}

async function sayOnWhatsApp(from: string, part: { type: string } & Record<string, unknown>, like: RegExp): Promise<void> {
  const after = whatsapp.sent.length
  expect((await postWebhook(world(), messageFrom({ from }, part))).statusCode).toBe(200)
  await untilSent(whatsapp.sent, from, { after, like })
}

async function sayBySms(from: string, body: string, like: RegExp): Promise<void> {
  const after = sms.sent.length
  const hook = await world().app.inject({
    method: 'POST', url: `/hook/sms?secret=${smsSecret}`, payload: new URLSearchParams({ msisdn: from, body, message_id: randomUUID() }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(hook.statusCode).toBe(200)
  await untilSent(sms.sent, from.slice(1), { after, like })
}

/** The officer finds the report on the desk, opens it and answers. */
async function answer({ page, signIn, visit, look }: Teller, words: string): Promise<void> {
  await signIn('upt.glagah')
  await visit('/petugas/meja?tab=all')
  const found = page.getByRole('link', { name: new RegExp(words) }).first()
  await visit((await found.getAttribute('href')) ?? '')
  await page.getByRole('button', { name: 'Balas pelapor' }).first().click()
  await page.getByLabel('Jawaban untuk pelapor').fill('Petugas datang siang ini.')
  await look('the case with the answer')
  await page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await page.getByLabel('Jawaban untuk pelapor').waitFor({ state: 'detached' })
}

/** The officer reads on the case that the news of the answer went out, in which state. */
async function seeDelivery({ page, look }: Teller, state: string): Promise<void> {
  await expect.poll(async () => {
    await page.reload()
    await page.getByRole('heading', { name: 'Kabar ke pelapor' }).waitFor()
    await rest(page)
    return page.getByRole('region', { name: 'Kabar ke pelapor' }).innerText()
  }, patience).toMatch(new RegExp(`Ada jawaban[^]*${state}`))
  await look('what the reporter was told')
}

const codePattern = /[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/

story('somebody tells it to WhatsApp, and the answer arrives there', async (teller) => {
  const from = teller.screen === 'phone' ? '6281211110001' : '6281211110002'
  const words = `Pak Darmo lumpuh dan sendirian, ${teller.screen}`
  const choice = (id: string) => ({ type: 'interactive', interactive: { list_reply: { id, title: id } } })
  const text = (body: string) => ({ type: 'text', text: { body } })
  await sayOnWhatsApp(from, text('halo'), /PETUGAS/)
  await sayOnWhatsApp(from, choice('kind:KES'), /Ceritakan/)
  await sayOnWhatsApp(from, text(words), /Di mana/)
  await sayOnWhatsApp(from, text('Kemiren Glagah'), /foto/i)
  await sayOnWhatsApp(from, text('lewati'), /Periksa dulu/)
  await sayOnWhatsApp(from, text('kirim'), codePattern)
  const after = whatsapp.sent.length
  await answer(teller, words)
  await untilSent(whatsapp.sent, from, { after, like: /menjawab laporan/ })
  // Before the answer of WhatsApp is noted, nobody knows which message a report of delivery is about.
  await seeDelivery(teller, 'terkirim')
  await postWebhook(world(), { statuses: whatsapp.sent.slice(after).map(({ id, to }) => ({ id, status: 'delivered', recipient_id: to, timestamp: '1764036100' })) })
  await seeDelivery(teller, 'sampai')
})

story('somebody tells it by SMS, and the answer arrives there', async (teller) => {
  const from = teller.screen === 'phone' ? '081211110003' : '081211110004'
  const words = `Tetangga saya sudah tiga hari tidak makan ${teller.screen}`
  await sayBySms(from, words, /1\. Pangan/)
  await sayBySms(from, '1', /Di mana/)
  await sayBySms(from, 'Kemiren Glagah', /1\. Kirim/)
  await sayBySms(from, '1', codePattern)
  const after = sms.sent.length
  await answer(teller, words)
  await untilSent(sms.sent, from.slice(1), { after, like: /menjawab laporan/ })
  await seeDelivery(teller, 'terkirim')
})

story('somebody reads the poster\'s code, leaves an e-mail address, and the answer arrives there while WhatsApp is down', async (teller) => {
  const { another, screen } = teller
  for (let failure = 0; failure < 50; failure += 1) whatsapp.failWith.push({ status: 503 })
  const words = `Atap rumah Bu Tumi roboh, ${screen}`
  const resident = await another('resident', { javaScript: false, screen: 'phone' })
  await resident.visit('/lapor?desa=3510152004')
  await resident.page.getByLabel('Rumah').first().check()
  await resident.page.getByLabel('Ceritakan singkat').fill(words)
  expect(await resident.page.getByLabel('Desa atau kelurahan').inputValue()).toBe(String(kemiren))
  await resident.page.getByText('Cara menerima kabar, surel').click()
  await resident.page.getByLabel('Surel', { exact: false }).last().fill(`tumi-${screen}@contoh.id`)
  await resident.look('the address for news')
  await resident.page.getByRole('button', { name: 'Kirim laporan' }).click()
  await resident.page.getByRole('heading', { level: 1, name: 'Laporan diterima' }).waitFor()
  const mailTo = `tumi-${screen}@contoh.id`
  await expect.poll(() => smtp.mails.filter(({ to }) => to === mailTo).length, patience).toBe(1)
  await answer(teller, words)
  await expect.poll(() => smtp.mails.filter(({ to }) => to === mailTo).length, patience).toBeGreaterThan(1)
  whatsapp.failWith.length = 0
  await seeDelivery(teller, 'terkirim')
})

story('the call centre hands a call over, and the caller who agreed is told the answer', async (teller) => {
  const phone = teller.screen === 'phone' ? '081211110005' : '081211110006'
  const words = `Lansia jatuh di kamar mandi, sendirian, ${teller.screen}`
  const admin = await world().as('admin')
  const { key } = (await admin.send('POST', '/api/exchange/api-keys', { purpose: 'call_center', name: `Call Center ${teller.screen}`, perMinute: 60 })).json<{ key: string }>()
  const call = { callNumber: `112-${teller.screen}`, story: words, areaCode: '35.10.15.2004', callerPhone: phone, mayCallBack: true, category: 'KES' }
  const handedOver = await world().nobody().send('POST', '/api/exchange/calls', call, { headers: { authorization: `Bearer ${key}` } })
  expect(handedOver.statusCode, handedOver.body).toBe(201)
  const sent = (): number => [...whatsapp.sent, ...sms.sent].filter(({ to }) => to.endsWith(phone.slice(1))).length
  await expect.poll(sent, patience).toBeGreaterThan(0)
  const before = sent()
  await answer(teller, words)
  await expect.poll(sent, patience).toBeGreaterThan(before)
  await seeDelivery(teller, 'terkirim')
})

story('somebody comes to the village hall without a phone, and hears the answer there', async (teller) => {
  const { another, screen } = teller
  const words = `Mbah Suminah datang ke balai desa, beras habis, ${screen}`
  const operator = await another('operator', { screen })
  await operator.signIn('operator.kemiren')
  await operator.visit('/petugas/lapor')
  await operator.look('the report at the counter')
  const made = await (await world().as('operator.kemiren')).send('POST', '/api/response/assisted-reports', {
    channel: 'counter', category: 'PGN', story: words, subject: 'self', areaId: kemiren, contact: 'anonymous',
  })
  expect(made.statusCode, made.body).toBe(201)
  const { receiptCode } = made.json<{ receiptCode: string }>()
  await answer(teller, words)
  await operator.visit(`/lacak/${receiptCode}`)
  await operator.page.getByText('Petugas datang siang ini.').waitFor()
  await operator.look('the answer that is read out')
})
