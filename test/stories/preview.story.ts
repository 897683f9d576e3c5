import { expect } from 'vitest'
import { kemiren } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

story('an officer sees what outsiders will read, and covers a name before it goes', async ({ page, screen, signIn, visit, look }) => {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    story: `butuh beras untuk besok (${screen})`, category: 'PGN', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'anonymous',
  })
  expect(sent.statusCode, sent.body).toBe(201)
  await signIn('upt.glagah')
  await visit('/petugas/meja?tab=all')
  await page.getByRole('list', { name: 'Antrean kasus' }).getByText(`butuh beras untuk besok (${screen})`).first().click()
  await page.getByRole('button', { name: 'Balas pelapor' }).click()
  await page.getByLabel('Jawaban untuk pelapor').fill('Rantang untuk Paijah diantar besok ke RT 02, hubungi 0812-3456-7890.')
  await page.getByText('Begini yang dibaca di luar kantor:').waitFor()
  await look('marks in the words')
  await page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await page.getByText('belum Anda periksa').first().waitFor()
  await look('held until looked at')
  await page.getByRole('button', { name: 'Tutupi semuanya' }).click()
  await expect.poll(() => page.getByLabel('Jawaban untuk pelapor').inputValue()).toBe('Rantang untuk (nama) diantar besok ke (alamat), hubungi (nomor telepon).')
  await look('covered')
  await page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await page.getByText('Menjawab pelapor').first().waitFor()
})
