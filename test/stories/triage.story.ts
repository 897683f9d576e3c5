import { expect } from 'vitest'
import { kemiren } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

async function report(words: string, change: Record<string, unknown> = {}): Promise<void> {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    story: words, category: 'LNY', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'phone', phone: '081234567890', ...change,
  })
  expect(sent.statusCode, sent.body).toBe(201)
}

story('an officer sees danger on top, with the words that led to it, and sorts the report', async ({ page, screen, signIn, visit, look }) => {
  await report(`jalan depan rumah rusak berlubang (${screen})`)
  await report(`tolong pak larene ngelih kabeh, beras entek, wes rong dino ora mangan (${screen})`)
  await signIn('upt.glagah')
  await visit('/petugas/meja?tab=all')
  const queue = page.getByRole('list', { name: 'Antrean kasus' }).getByRole('link')
  const danger = queue.filter({ hasText: 'larene ngelih' }).filter({ hasText: `(${screen})` })
  await danger.waitFor()
  const order = await queue.allTextContents()
  expect(order.findLastIndex((words) => words.includes('larene ngelih'))).toBeLessThan(order.findIndex((words) => words.includes('rusak berlubang')))
  await look('danger on top')
  await danger.click()
  await page.getByText('Kelaparan: “ngelih”').waitFor()
  await page.getByText(/^Pangan, /).waitFor()
  await look('what the words suggest')
  await page.getByRole('button', { name: 'Benarkan atau betulkan' }).click()
  await page.getByLabel('Jenis masalah').last().selectOption('PGN')
  await look('sorting')
  await page.getByLabel('Seberapa mendesak').selectOption('ordinary')
  await page.getByRole('button', { name: 'Simpan pilahan' }).click()
  await page.getByText('karena Anda menurunkan urgensi kasus ini').first().waitFor()
  await look('a reason is asked')
  await page.getByLabel('Seberapa mendesak').selectOption('danger')
  await page.getByRole('button', { name: 'Simpan pilahan' }).click()
  await page.getByText(/^Dipilah sebagai Pangan, bahaya/).waitFor()
  await look('sorted')
})
