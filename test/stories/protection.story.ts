import { expect } from 'vitest'
import { kemiren } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

async function report(words: string, change: Record<string, unknown> = {}): Promise<void> {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    story: words, category: 'KPA', subject: 'other', subjectName: 'Sarmi', areaId: kemiren, contact: 'anonymous', ...change,
  })
  expect(sent.statusCode, sent.body).toBe(201)
}

story('a protected case is handed to one officer, and nobody else finds it', async ({ page, screen, signIn, visit, look, another }) => {
  await report(`istri tetangga dipukuli suaminya tiap malam, anaknya ketakutan (${screen})`)
  await signIn('kepala.dinsos')
  await visit('/petugas/meja?tab=all')
  await page.getByRole('list', { name: 'Antrean kasus' }).getByText(`ketakutan (${screen})`).first().click()
  await page.getByText('Hanya tampak bagi yang menanganinya').waitFor()
  const number = /K-\d{4}-\d{6}/.exec(await page.locator('main').innerText())![0]
  await look('protected and unhandled')
  await page.getByRole('button', { name: 'Tunjuk yang menangani' }).click()
  await page.getByLabel('Petugas').selectOption({ label: 'Endang Pratiwi' })
  await look('naming who handles it')
  await page.getByRole('button', { name: 'Ikut menangani' }).click()
  await page.getByText('Endang Pratiwi').first().waitFor()
  await look('handled')

  const inspector = await another('inspector')
  await inspector.signIn('inspektorat')
  await inspector.visit('/petugas/meja?tab=all')
  await inspector.page.getByText('Tidak ada kasus terbuka').waitFor()
  await inspector.page.getByRole('link', { name: 'Buka kasus yang dilindungi' }).click()
  await inspector.page.getByLabel('Nomor kasus').fill(number)
  await inspector.page.getByLabel('Kenapa harus sekarang').fill('Mendesak')
  await inspector.page.getByRole('button', { name: 'Buka untuk 24 jam' }).click()
  await inspector.page.getByRole('alert').first().waitFor()
  await inspector.look('a longer reason is asked')
  await inspector.page.getByLabel('Kenapa harus sekarang').fill('Yang menangani tidak dapat dihubungi, anak terancam malam ini')
  await inspector.page.getByRole('button', { name: 'Buka untuk 24 jam' }).click()
  await inspector.page.getByText('dipukuli suaminya').first().waitFor()
  await inspector.look('opened in an emergency')

  const officer = await another('data protection officer')
  await officer.signIn('dpo')
  await officer.visit('/petugas/akses-darurat')
  await officer.page.getByText('Slamet Riyadi').first().waitFor()
  await officer.look('emergency access told')
})

story('a report about the village office goes around it', async ({ page, visit, look, another }) => {
  await visit('/lapor')
  await page.getByText('Laporan ini tentang petugas atau kantor?').click()
  await look('whom it is about')
  await report('bantuan saya dipotong 50 ribu', { category: 'BNS', accused: 'kepala desa, kades' })
  const unit = await another('district officer')
  await unit.signIn('upt.glagah')
  await unit.visit('/petugas/meja?tab=all')
  await unit.page.getByRole('list', { name: 'Antrean kasus' }).getByText('bantuan saya dipotong').first().click()
  await unit.page.getByText('Laporan ini tentang petugas atau kantor. Mereka tidak melihatnya.').waitFor()
  await unit.look('about somebody in office')
})
