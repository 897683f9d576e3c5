import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const { story } = setStage()

story('an operator asks what to do on a screen, goes on with it, and prints her sheet', async ({ page, visit, signIn, look }) => {
  await signIn('operator.kemiren')
  await visit('/petugas/ganda')
  await page.getByRole('link', { name: 'Bantuan: Tinjauan ganda' }).click()
  await page.getByRole('heading', { level: 1, name: 'Bantuan' }).waitFor()
  const steps = page.getByText('“Orang yang sama” (S)', { exact: false })
  await steps.waitFor()
  await look('the steps of one screen')

  await page.getByRole('link', { name: 'Buka layar Tinjauan ganda' }).click()
  await page.getByRole('heading', { level: 1, name: 'Tinjauan ganda' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Bantuan' }).waitFor()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Operator desa (PDF, Bahasa Indonesia)' }).click()
  const sheet = await download
  expect(sheet.suggestedFilename()).toBe('lembar-village-operator-id.pdf')
  const kept = join(await mkdtemp(join(tmpdir(), 'kentongan-sheet-')), 'sheet.pdf')
  await sheet.saveAs(kept)
  expect((await readFile(kept)).subarray(0, 5).toString()).toBe('%PDF-')

  await page.getByText('Lembar peran lain').click()
  await page.getByRole('link', { name: 'Regent (PDF, English)' }).waitFor()
  await look('sheets of the other roles')
})

story('the steps are read without signal too', async ({ page, context, visit, signIn, look, expectComplaint }) => {
  await signIn('satgas.kemiren')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await visit('/petugas/kunjungan')
  await page.getByRole('link', { name: 'Bantuan: Kunjungan keluarga' }).waitFor()
  await rest(page)
  expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::/)
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Bantuan: Kunjungan keluarga' }).click()
  await page.getByText('Siapkan untuk kunjungan', { exact: false }).first().waitFor()
  await look('without signal')
})
