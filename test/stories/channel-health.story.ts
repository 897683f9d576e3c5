import { afterAll, expect } from 'vitest'
import { wantedTemplates } from '#modules/exchange/template/template.rules.ts'
import { startFakeSms } from '../fakes/sms.ts'
import { startFakeWhatsApp } from '../fakes/whatsapp.ts'
import { kemiren } from '../make/cases.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const [whatsapp, sms] = await Promise.all([startFakeWhatsApp(), startFakeSms()])
const { story, world } = setStage({ works: true, environment: { ...whatsapp.environment, ...sms.environment } })
afterAll(async () => void (await Promise.all([whatsapp.close(), sms.close()])))

const patience = { timeout: 20_000 }

/** All templates as WhatsApp has them, but one that is not there and one that waits. */
function submitTemplates(): void {
  const wanted = wantedTemplates(world().deps.regency).map(({ name, language, text }) => ({ name, language, status: 'APPROVED', body: text }))
  whatsapp.templates.splice(0, whatsapp.templates.length, ...wanted.filter(({ name, language }) => name !== 'laporan_akan_dikunjungi' || language !== 'id'))
  whatsapp.templates.find(({ name, language }) => name === 'laporan_tidak_bertemu' && language === 'en')!.status = 'PENDING'
}

story('whoever looks after the channels sees which messages WhatsApp has not approved, and what is out of order', async ({ page, screen, signIn, visit, look }) => {
  submitTemplates()
  for (let failure = 0; failure < 20; failure += 1) sms.failWith.push(500)
  const draft = { category: 'PDK', story: `Anak putus sekolah, ${screen}`, areaId: kemiren, contact: 'phone', tellBy: 'sms' }
  for (let person = 0; person < 6; person += 1) {
    expect((await world().nobody().send('POST', '/api/response/reports', { ...draft, phone: `08123450${screen === 'phone' ? 1 : 2}00${person}` })).statusCode).toBe(201)
  }
  await signIn('admin')
  await expect.poll(async () => {
    await visit('/petugas/kanal')
    await page.getByRole('heading', { name: 'SMS' }).waitFor()
    await rest(page)
    return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'SMS' }) }).innerText()
  }, patience).toMatch(/Dijeda sampai|Tersendat/)
  await page.getByText('20 dari 22 templat disetujui.').waitFor()
  await page.getByText('belum diajukan').first().waitFor()
  await look('channels, one in trouble, templates not approved')
  sms.failWith.length = 0
})

story('the list of templates is there too while WhatsApp cannot be asked, and says when it could not be loaded', async ({ page, signIn, visit, look, expectComplaint }) => {
  // Messages of the queue may ask WhatsApp too: whoever asks now gets no answer.
  for (let failure = 0; failure < 50; failure += 1) whatsapp.failWith.push({ status: 503 })
  await signIn('admin')
  await visit('/petugas/kanal')
  await page.getByText('Ada gangguan di WhatsApp').waitFor()
  await page.getByText('Semua templat, kata demi kata').click()
  await page.getByText('laporan_tidak_bertemu').first().waitFor()
  await look('templates, WhatsApp in trouble')
  whatsapp.failWith.length = 0

  expectComplaint(/ERR_FAILED/)
  await page.route('**/api/exchange/message-templates', (route) => route.abort())
  await visit('/petugas/kanal')
  await page.getByRole('button', { name: 'Coba lagi' }).first().waitFor()
  await look('templates, could not be loaded')
})
