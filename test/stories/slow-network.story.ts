import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { asOwner } from '#install.ts'
import { kemiren, makeCase } from '../make/cases.ts'
import { demoPassword } from '../world.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** A village on slow 3G: 400 kbit/s each way, 400 ms until the first byte. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 })
}

/** Holds back every script of a page until it is let go, so that what is there before them can be seen. */
async function holdScripts(page: Page): Promise<() => void> {
  const { promise: gone, resolve: letGo } = Promise.withResolvers<void>()
  await page.route((address) => address.pathname.endsWith('.js'), async (route) => {
    await gone
    await route.continue()
  })
  return letGo
}

async function count(text: string, values: readonly unknown[]): Promise<number> {
  return asOwner(world().ownerUrl, async (owner) => Number((await owner.query<{ n: string }>(`select count(*) as n from ${text}`, [...values])).rows[0]!.n))
}

story('a report goes out once from a slow phone, and the form is there before its script', async ({ page, look, screen }) => {
  await slowDown(page)
  const letGo = await holdScripts(page)
  await page.goto('/lapor', { waitUntil: 'commit' })
  await page.getByLabel('Ceritakan singkat').waitFor()
  await page.getByLabel('Tidak ada makanan').check()
  await look('the form without its script', { atOnce: true })
  letGo()
  const words = `Anak saya dua hari tidak makan (${screen})`
  await page.getByLabel('Ceritakan singkat').fill(words)
  await page.getByLabel('Saya dan keluarga saya').check()
  await page.getByLabel('Nama Anda').first().fill('Sumarni')
  await page.getByLabel('Desa atau kelurahan').selectOption(String(kemiren))
  await page.getByLabel('Nomor WhatsApp Anda').fill('0812 3456 7890')
  const send = page.getByRole('button', { name: 'Kirim laporan' })
  await send.dblclick({ noWaitAfter: true })
  await page.getByRole('heading', { level: 1, name: 'Laporan diterima' }).waitFor()
  await look('received')
  expect(await count('response.report where story = $1', [words])).toBe(1)
})

story('the sign-in says at once what it is, and a slow desk takes a case once', async ({ page, look, screen }) => {
  const { caseId } = await makeCase(world(), { summary: `Kakek sakit, tinggal sendiri (${screen})`, category: 'KES' })
  await slowDown(page)
  const letGo = await holdScripts(page)
  await page.goto('/petugas', { waitUntil: 'commit' })
  await page.getByText('Memuat').first().waitFor()
  await look('before the application', { atOnce: true })
  letGo()
  await page.locator('#sign-in-username').fill('upt.glagah')
  await page.locator('#sign-in-password').fill(demoPassword('upt.glagah'))
  const before = await count(`people.session join people.account using (regency_id, account_id) where username = $1`, ['upt.glagah'])
  await page.locator('form button[type=submit]').dblclick({ noWaitAfter: true })
  await page.locator('main#main h1').waitFor()
  expect(await count(`people.session join people.account using (regency_id, account_id) where username = $1`, ['upt.glagah'])).toBe(before + 1)

  await page.goto('/petugas/meja?tab=all', { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 1, name: 'Meja darurat' }).waitFor()
  await look('the desk while its queue is on the way', { atOnce: true })
  await page.getByRole('link', { name: new RegExp(`Kakek sakit.*${screen}`) }).click()
  await page.getByRole('button', { name: 'Ambil tugas' }).dblclick({ noWaitAfter: true })
  await page.getByText('Dipegang Hariyono').first().waitFor()
  await look('taken')
  expect(await count(`response.case_event where case_id = $1 and kind = 'taken'`, [caseId])).toBe(1)
})
