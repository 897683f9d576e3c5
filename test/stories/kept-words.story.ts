import { expect } from 'vitest'
import { kemiren, makeCase } from '../make/cases.ts'
import { setStage, screens } from './stage.ts'

const { story, world } = setStage()

const narrow = { width: 900, height: 900 }

async function report(text: string): Promise<void> {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    story: text, subject: 'other', subjectName: 'Mbah Paijah', subjectAddress: 'Dusun Krajan RT 2 RW 1', areaId: kemiren, photos: [], contact: 'phone',
    phone: '081234567890', reporterName: 'Pelapor Teguh', category: 'KES',
  })
  expect(sent.statusCode, sent.body).toBe(201)
}

story('words in an open dialog outlive errors, silence, a refusal, another width and what others do', async (teller) => {
  const { page, signIn, visit, look, screen, expectComplaint } = teller
  const text = `Lansia jatuh di kamar mandi, ${screen}`
  await report(text)
  expectComplaint(/status of 50[03]|ERR_FAILED/)
  await signIn('dinkes')
  await visit('/petugas/meja')
  const link = page.getByRole('link', { name: new RegExp(text) }).first()
  const caseId = (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
  await link.click()
  await page.getByRole('button', { name: 'Lihat identitas pelapor' }).click()
  const words = page.getByRole('dialog').getByLabel('Alasan')
  await words.fill('perlu menanyakan alamat')
  const address = new RegExp(`/api/response/cases/${caseId}$`)
  const upt = await world().as('upt.glagah')
  const failures = [
    { status: 503, body: { kind: 'server_busy', title: 'Server sedang sibuk', status: 503 } },
    { status: 500, body: { kind: 'server_error', title: 'Ada yang salah', status: 500 } },
    { status: 404, body: { kind: 'not_found', title: 'Tidak ditemukan', status: 404 } },
    undefined,
  ]

  for (const [index, failure] of failures.entries()) {
    const asked = Promise.withResolvers<void>()
    await page.route(address, async (route) => {
      if (failure === undefined) await route.abort()
      else await route.fulfill({ status: failure.status, contentType: 'application/problem+json', body: JSON.stringify(failure.body) })
      asked.resolve()
    })
    const noted = await upt.send('POST', `/api/response/cases/${caseId}/notes`, { words: `Catatan ${index}` })
    expect(noted.statusCode, noted.body).toBe(201)
    await asked.promise
    // A busy server and silence are tried again before the screen is told.
    await page.locator('[role=alert]').first().waitFor({ state: 'attached' })
    expect(await words.inputValue()).toBe('perlu menanyakan alamat')
    await page.unroute(address)
    await upt.send('POST', `/api/response/cases/${caseId}/notes`, { words: 'Sekali lagi' })
    await page.locator('[role=alert]').first().waitFor({ state: 'detached' })
    expect(await words.inputValue()).toBe('perlu menanyakan alamat')
  }

  for (const size of [narrow, { width: 600, height: 900 }, screens.desk, screens[screen]]) {
    await page.setViewportSize(size)
    await page.evaluate(() => new Promise((resolve) => void requestAnimationFrame(() => requestAnimationFrame(resolve))))
    expect(await words.inputValue()).toBe('perlu menanyakan alamat')
  }
  await look('the dialog is still there')
  await page.getByRole('dialog').getByRole('button', { name: 'Lihat identitas pelapor' }).click()
  await page.getByText('Pelapor Teguh').waitFor()
})

story('a form that somebody writes in stays when its act is no longer needed, and when the window gets narrow', async ({ page, signIn, visit, look }) => {
  const { caseId } = await makeCase(world(), { summary: 'Atap bocor di dua kamar', category: 'KES', areaId: kemiren })
  const leader = await world().as('upt.glagah')
  await signIn('upt.glagah')
  await visit('/petugas/meja?tab=all')
  await page.getByRole('link', { name: /Atap bocor/ }).first().click()
  await page.getByRole('button', { name: 'Balas pelapor' }).click()
  await page.getByLabel('Jawaban untuk pelapor').fill('Tukang datang besok pagi.')
  await page.setViewportSize(narrow)
  await page.getByRole('button', { name: 'Tutup' }).waitFor()
  await look('the case above the queue')
  const closed = await leader.send('POST', `/api/response/cases/${caseId}/verdict`, {
    seenVersion: 1, verdict: 'no_need', words: 'Sudah diperbaiki warga', withdrawOpenTasks: true,
  })
  expect(closed.statusCode, closed.body).toBe(201)
  await page.getByText('Menunggu kata pelapor').first().waitFor()
  expect(await page.getByLabel('Jawaban untuk pelapor').inputValue()).toBe('Tukang datang besok pagi.')
  await page.getByRole('button', { name: 'Batal' }).click()
  await page.getByRole('button', { name: 'Tutup' }).click()
  await page.getByRole('heading', { name: /^Kasus K-/ }).waitFor({ state: 'detached' })
}, { screens: ['desk'] })
