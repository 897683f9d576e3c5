import { expect } from 'vitest'
import { kemiren, makeCases, tembokrejo } from '../make/cases.ts'
import { setStage, type Teller } from './stage.ts'
import { unfold } from './unfold.ts'

const { story, world } = setStage()

/** In October ten reports came from Kemiren and were answered one after the other; nine from Tembokrejo nobody answered. Told once for both screens. */
let arranged: Promise<void> | undefined

async function arrange(): Promise<void> {
  const now = world().clock.now()
  world().clock.set('2026-10-12T02:00:00Z')
  const cases = await makeCases(world(), 10, () => ({ areaId: kemiren }))
  await makeCases(world(), 9, () => ({ areaId: tembokrejo, category: 'PDK', danger: false }))
  const officer = await world().as('upt.glagah')
  for (const { caseId } of cases) {
    world().clock.advance(3 * 60_000)
    const sent = await officer.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'Kami datang hari ini' })
    expect(sent.statusCode, sent.body).toBe(201)
  }
  world().clock.set(now)
}

/** The browser's own clock shows the day of this world. */
async function begin({ page }: Teller): Promise<void> {
  arranged ??= arrange()
  await arranged
  await page.clock.setFixedTime(world().clock.now())
}

const october = 'dari=2026-10-01&sampai=2026-10-31'

story('the secretariat sees how October went, split as asked, and whose time it was', async (teller) => {
  const { page, screen, signIn, visit, look } = teller
  await begin(teller)
  await signIn('kesra')
  await visit('/petugas/kinerja?dari=2026-09-01&sampai=2026-09-30')
  await page.getByText('Tidak ada laporan dalam rentang ini').first().waitFor()
  await look('nothing')
  await visit(`/petugas/kinerja?${october}`)
  const number = page.locator('dl > div').filter({ has: page.getByText('Kasus', { exact: true }) }).locator('dd')
  await number.getByText('19', { exact: true }).waitFor()
  await unfold(page, screen, /^Menurut/)
  await page.getByText('Kecamatan Glagah', { exact: false }).first().waitFor()
  await look('by office')
  await page.getByLabel('Menurut', { exact: true }).selectOption('Kecamatan')
  await page.getByText('Muncar', { exact: true }).waitFor()
  await unfold(page, screen, /^Siapa yang ditunggu/)
  await page.getByText('belum diambil', { exact: false }).first().waitFor()
  await look('by district')
  await page.getByLabel('Sampai').fill('2026-09-01')
  await page.getByText('Tanggal akhir mendahului tanggal awal', { exact: false }).first().waitFor()
  await look('backwards')
})

story('October is replayed with one officer more in Muncar', async (teller) => {
  const { page, signIn, visit, look } = teller
  await begin(teller)
  await signIn('bupati')
  await visit('/petugas/kinerja/uji-coba?bulan=2026-10')
  const officers = page.getByRole('textbox', { name: /^Petugas di .*Muncar/ })
  await officers.waitFor()
  await look('as it was')
  await officers.fill('3')
  await page.getByLabel('Banyaknya laporan (%)').fill('150')
  await page.getByRole('button', { name: 'Jalankan' }).click()
  await page.getByRole('button', { name: 'Kembali ke kenyataan' }).waitFor()
  await page.getByText('tidak ada yang dijawab').first().waitFor()
  await look('supposed')
})

story('a month is made public once, and everybody reads rounded numbers', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  await begin(teller)
  const reader = await another('reader', { javaScript: false })
  if (screen === 'phone') {
    await reader.visit('/kinerja')
    await reader.page.getByText('Belum ada bulan yang diterbitkan', { exact: false }).waitFor()
    await reader.look('nothing public')
  }
  await signIn('kesra')
  await visit('/petugas/kinerja/terbitan')
  if (screen === 'phone') {
    await page.getByRole('button', { name: 'Terbitkan Oktober 2026' }).click()
    await page.getByText('tidak dapat diubah atau ditarik', { exact: false }).waitFor()
    await look('asking once more')
    await page.getByRole('dialog').getByRole('button', { name: 'Terbitkan', exact: true }).click()
  }
  await page.getByRole('link', { name: 'Oktober 2026' }).waitFor()
  await look('published')
  await reader.visit('/kinerja')
  await reader.page.getByRole('heading', { name: 'Oktober 2026' }).waitFor()
  expect(await reader.page.locator('main').textContent()).toContain('sekitar 20')
  await reader.look('public')
})

story('whoever reported marks the service without script, and what was marked stays through an error', async (teller) => {
  const { page, screen, visit, look } = teller
  await begin(teller)
  const taken = await world().nobody().send('POST', '/api/response/reports', {
    category: 'PGN', story: `Belum makan dua hari, dilihat di ${screen}`, areaId: kemiren, contact: 'anonymous', subject: 'other',
  })
  const { receiptCode } = taken.json<{ receiptCode: string }>()
  await visit(`/lacak/${receiptCode}/penilaian`)
  await page.getByText('Laporan ini masih ditangani', { exact: false }).waitFor()
  await look('too early')
  const officer = await world().as('upt.glagah')
  const queue = (await officer.get('/api/response/cases?tab=all')).json<{ items: { caseId: string; summary: string }[] }>()
  const { caseId } = queue.items.find((item) => item.summary.includes(`dilihat di ${screen}`))!
  const done = await officer.send('POST', `/api/response/cases/${caseId}/verdict`, { seenVersion: 1, verdict: 'helped', words: 'Beras sudah diantar', withdrawOpenTasks: true })
  expect(done.statusCode, done.body).toBe(201)
  await visit(`/lacak/${receiptCode}`)
  await page.getByRole('link', { name: /^Nilai pelayanan kami/ }).click()
  for (const name of ['requirements', 'procedure', 'time', 'product', 'competence', 'behaviour', 'complaints', 'facilities']) await page.locator(`#${name}-4`).check()
  await page.getByLabel('Saran').fill('Petugasnya ramah')
  await page.getByRole('button', { name: 'Kirim nilai' }).click()
  await page.getByRole('alert').getByText('Pilih satu jawaban').waitFor()
  expect(await page.locator('#time-4').isChecked()).toBe(true)
  await look('one mark missing')
  await page.locator('#cost-4').check()
  await page.getByRole('button', { name: 'Kirim nilai' }).click()
  await page.getByText('Nilai Anda sudah kami terima', { exact: false }).waitFor()
  await look('marked')
}, { javaScript: false })
