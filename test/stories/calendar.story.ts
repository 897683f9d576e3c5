import { expect } from 'vitest'
import { setStage } from './stage.ts'
import { unfold } from './unfold.ts'

const { story } = setStage()

story('the administrator sees what every due time is reckoned from, and that the coming year is only provisional', async ({ page, screen, signIn, visit, look }) => {
  await signIn('admin')
  await visit('/petugas/kalender?tahun=2026')
  await page.getByRole('heading', { level: 1, name: 'Kalender kerja dan janji' }).waitFor()
  await unfold(page, screen, /^Hari libur/)
  await page.getByText('Sudah ditetapkan').waitFor()
  await page.getByText('Tahun Baru Masehi').first().waitFor()
  await look('the year')
  await page.getByLabel('Tahun').selectOption('2027')
  await page.getByText('Belum menurut keputusan yang terbit', { exact: false }).waitFor()
  expect(page.url()).toContain('tahun=2027')
})

story('the secretariat tries out when a report would be due, and reads which days are left out and why', async ({ page, screen, signIn, visit, look }) => {
  await signIn('kesra')
  await visit('/petugas/kalender')
  await unfold(page, screen, /^Kapan jatuh tempo/)
  await page.getByLabel('Jenis masalah').selectOption('ADM')
  await page.getByLabel('Hari masuk').fill('2026-12-21')
  await page.getByLabel('Jam masuk').fill('09:00')
  await page.getByText('21 Desember 2026, 13.00 WIB').first().waitFor()
  await page.getByText('bagian waktu tidak dihitung').first().click()
  await page.getByRole('region', { name: 'Kapan jatuh tempo?' }).getByText('bukan hari kerja', { exact: false }).first().waitFor()
  await page.getByText('Hari libur 2027 belum pasti', { exact: false }).first().waitFor()
  await look('what is left out')
})

story('a past promise is found with its source; where none is coming the list says so', async ({ page, screen, signIn, visit, look }) => {
  await signIn('bappeda')
  await visit('/petugas/kalender?janji=past')
  await unfold(page, screen, /^Janji/)
  await page.getByText('Sudah lewat: 12 April 2016 sampai 14 Oktober 2025').waitFor()
  await look('past promises')
  await page.getByLabel('Tampilkan').selectOption('coming')
  await page.getByText('Tidak ada janji yang akan datang').waitFor()
})
