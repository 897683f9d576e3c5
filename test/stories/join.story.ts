import sharp from 'sharp'
import { expect } from 'vitest'
import { kemiren } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

async function report(words: string, change: Record<string, unknown> = {}): Promise<string> {
  const nobody = world().nobody()
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="#9a8"/><rect x="60" y="80" width="160" height="120" fill="#543"/></svg>'
  const bytes = await sharp(Buffer.from(picture)).jpeg().toBuffer()
  const { photo } = (await nobody.send('POST', '/api/response/report-photos', bytes, { contentType: 'image/jpeg' })).json<{ photo: string }>()
  const sent = await nobody.send('POST', '/api/response/reports', {
    story: words, category: 'PGN', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'phone', phone: '081234567890', photos: [photo], ...change,
  })
  expect(sent.statusCode, sent.body).toBe(201)
  return sent.json<{ receiptCode: string }>().receiptCode
}

story('two reports of one trouble are compared and joined, and the second reporter follows', async ({ page, screen, signIn, visit, look, another }) => {
  await report(`Mbah Paijah di belakang masjid sudah dua hari tidak makan (${screen})`)
  const code = await report(`nenek paijah mburi masjid durung mangan rong dino (${screen})`)
  await signIn('upt.glagah')
  await visit('/petugas/meja?tab=all')
  await page.getByRole('list', { name: 'Antrean kasus' }).getByText(`durung mangan rong dino (${screen})`).first().click()
  await page.getByRole('heading', { name: 'Laporan serupa' }).waitFor()
  const pair = page.getByRole('article', { name: /^Perbandingan dengan/ }).filter({ hasText: `dua hari tidak makan (${screen})` })
  await pair.getByText('Foto yang mirip').waitFor()
  await look('side by side')
  await pair.getByRole('button', { name: /^Gabungkan ke/ }).click()
  await page.getByLabel('Alasan').fill('Nenek yang sama, dua tetangga melapor')
  await look('joining')
  await page.getByRole('button', { name: 'Gabungkan', exact: true }).click()
  await page.getByText(/^Digabung ke K-/).first().waitFor()
  await look('joined')
  const reporter = await another('the second reporter')
  await reporter.visit(`/lacak/${code}`)
  await reporter.page.getByText('Sudah ada laporan serupa').waitFor()
  await reporter.look('following')
  await page.getByRole('button', { name: 'Batalkan penggabungan' }).first().click()
  await page.getByLabel('Alasan').fill('Ternyata nenek yang lain')
  await page.getByRole('button', { name: 'Batalkan penggabungan' }).last().click()
  await page.getByText('Penggabungan dibatalkan; kasus berjalan lagi').waitFor()
  await look('taken back')
})
