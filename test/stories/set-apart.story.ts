import { expect } from 'vitest'
import { kemiren } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

story('a report that may be none is looked at by two people', async ({ page, screen, signIn, visit, look, another }) => {
  const words = `petugas goblok semua (${screen})`
  const sent = await world().nobody().send('POST', '/api/response/reports', { story: words, category: 'LNY', areaId: kemiren, contact: 'anonymous' })
  expect(sent.statusCode, sent.body).toBe(201)
  await signIn('upt.glagah')
  await visit('/petugas/disisihkan')
  await page.getByText(words).first().waitFor()
  await look('set apart with its reason')
  await page.getByRole('button', { name: 'Usulkan tutup' }).first().click()
  await page.getByRole('dialog').getByRole('textbox').fill('Hanya makian, tidak ada keluhan')
  await look('proposing')
  await page.getByRole('button', { name: 'Simpan keputusan' }).click()
  await page.getByText('Menunggu orang kedua').first().waitFor()
  await look('waits for a second person')
  const second = await another('secretariat')
  await second.signIn('kesra')
  await second.visit('/petugas/disisihkan')
  await second.page.getByRole('button', { name: 'Setuju tutup' }).first().click()
  await second.page.getByRole('dialog').getByRole('textbox').fill('Setuju, hanya makian')
  await second.page.getByRole('button', { name: 'Simpan keputusan' }).click()
  await second.page.getByText(words).waitFor({ state: 'detached' })
  await second.look('nothing set apart')
})
