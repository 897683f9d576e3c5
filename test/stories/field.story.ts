import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { asOwner } from '#install.ts'
import { kemiren } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const house = { latitude: -8.2001, longitude: 114.3402 }

/** A report with the pin of its house; gives its case. */
async function reportAt(subjectName: string): Promise<{ caseId: string; caseNumber: string; code: string }> {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    category: 'ADM', story: 'Belum punya KTP, tidak bisa berobat', subject: 'other', subjectName, subjectAddress: 'Jl. Barong 12', placeWords: 'belakang musala', areaId: kemiren,
    contact: 'phone', phone: '081234567890', reporterName: 'Wagirah', point: { lat: house.latitude, lng: house.longitude, accuracyMeters: 14 },
  })
  expect(sent.statusCode, sent.body).toBe(201)
  const { reportId, receiptCode: code } = sent.json<{ reportId: string; receiptCode: string }>()
  return asOwner(world().ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ caseId: string; caseNumber: string }>(
      'select case_id as "caseId", case_number as "caseNumber" from response.report join response.case_file using (regency_id, case_id) where report_id = $1',
      [reportId])
    return { ...rows[0]!, code }
  })
}

async function untilControlled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null) await new Promise((resolve) => setTimeout(resolve, 50))
  })
}

/** How many rows each table of the device's own store of cases holds. */
async function onDevice(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(async () => {
    const named = (await indexedDB.databases()).find(({ name }) => name?.startsWith('kentongan-field-') === true)
    const open = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(named?.name ?? '')
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error('the store does not open')))
    })
    const counts: Record<string, number> = {}
    for (const table of Array.from(open.objectStoreNames)) {
      counts[table] = await new Promise<number>((resolve) => {
        const request = open.transaction(table).objectStore(table).count()
        request.addEventListener('success', () => resolve(request.result))
      })
    }
    open.close()
    return counts
  })
}

story('an officer calls at a house without signal, the page dies at the door, and the desk reads the visit', async (teller) => {
  const { page, context, signIn, visit, look, expectComplaint, another } = teller
  const { caseId, caseNumber } = await reportAt('Mbah Ngatirah')
  expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ latitude: house.latitude - 0.0121, longitude: house.longitude, accuracy: 8 })
  await signIn('satgas.kemiren')
  await visit('/petugas/kunjungan-saya')
  await page.getByText('Belum ada daftar di ponsel ini').waitFor()
  await look('no list yet')
  await page.getByRole('button', { name: 'Ambil daftar' }).click()
  await page.getByRole('link', { name: 'Mbah Ngatirah' }).waitFor()
  await untilControlled(page)
  await look('the list for the road')

  await context.setOffline(true)
  await page.reload()
  await page.getByText(/^Tidak ada sinyal/).waitFor()
  await page.getByRole('link', { name: 'Mbah Ngatirah' }).click()
  await page.getByText('belakang musala').waitFor()
  expect(await page.getByRole('link', { name: 'Buka peta di ponsel' }).getAttribute('href')).toBe('geo:-8.2001,114.3402?q=-8.2001,114.3402')
  await page.getByRole('button', { name: 'Ukur jarak dari sini' }).click()
  await page.getByText('1,3 km ke arah utara').waitFor()
  await look('directions')

  const door = await context.newPage()
  await door.goto(`/petugas/kunjungan-saya/${caseId}`)
  await door.getByRole('button', { name: 'Mulai kunjungan' }).click()
  await door.getByRole('radio', { name: 'Bertemu' }).check()
  await door.getByRole('checkbox', { name: /Tidak ada makanan di rumah/ }).check()
  await door.getByRole('textbox', { name: 'Catatan' }).fill('Beliau sendirian, beras habis sejak kemarin')
  const picture = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#b96' } }).jpeg().toBuffer()
  await door.locator('input[type=file]').setInputFiles({ name: 'rumah.jpg', mimeType: 'image/jpeg', buffer: picture })
  await door.getByText('dengan letak', { exact: false }).waitFor()
  await door.close()

  await page.reload()
  await page.getByRole('img', { name: 'Foto 1' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Catatan' }).inputValue()).toBe('Beliau sendirian, beras habis sejak kemarin')
  expect(await page.getByRole('checkbox', { name: /Tidak ada makanan di rumah/ }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Ambil letak' }).click()
  await page.getByText('Letak diambil, teliti sampai 8 meter').waitFor()
  await look('the visit as it was left')
  await page.getByRole('button', { name: 'Kirim kunjungan' }).click()
  await page.getByText('Menunggu sinyal, hanya ada di ponsel ini').waitFor()
  await look('waiting for signal')

  await context.setOffline(false)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText('Diterima kantor').waitFor()
  await page.getByText('Laporan baru dibuka: Pangan').waitFor()
  await look('the office has it')

  const desk = await another('the desk', { screen: 'desk' })
  await desk.signIn('upt.glagah')
  await desk.visit(`/petugas/kasus/${caseId}`)
  await desk.page.getByText('Beliau sendirian, beras habis sejak kemarin').waitFor()
  await desk.page.getByText('Tidak ada makanan di rumah', { exact: true }).first().waitFor()
  await desk.page.getByRole('img', { name: 'Foto kunjungan 1' }).waitFor()
  await desk.look('the visit on the desk')
  expect(caseNumber).toMatch(/^K-/)

  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await page.getByRole('button', { name: 'Masuk' }).waitFor()
  await expect.poll(() => onDevice(page)).toEqual({ lists: 0, visits: 0, photos: 0 })
}, { screens: ['phone'] })

story('without signal the bar says so on every screen, and cases and families are one press apart', async ({ page, context, signIn, visit, look, expectComplaint, screen }) => {
  await reportAt(screen === 'phone' ? 'Mbah Saminah' : 'Mbah Kasiyem')
  expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
  await signIn('satgas.kemiren')
  await visit('/petugas/kunjungan-saya')
  await page.getByRole('button', { name: 'Ambil daftar' }).click()
  await page.getByText(/^Ada di ponsel ini sejak/).waitFor()
  await untilControlled(page)
  await visit('/petugas/meja')
  await context.setOffline(true)
  await page.reload()
  await page.getByText(/^Tidak ada sinyal/).waitFor()
  await look('the desk without signal')
  await page.goto('/petugas/kunjungan-saya')
  await page.getByRole('link', { name: 'Keluarga (0)' }).click()
  await page.getByRole('heading', { name: 'Kunjungan keluarga' }).waitFor()
  await page.getByRole('link', { name: /^Kasus \(\d+\)/ }).click()
  await page.getByText(/^Ada di ponsel ini sejak/).waitFor()
  await look('back at the cases')
  await context.setOffline(false)
})

story('the desk plans a visit for a day, and the reporter reads the day on their page', async ({ page, screen, signIn, visit, look, another }) => {
  const { caseId, code } = await reportAt(screen === 'phone' ? 'Mbah Warsini' : 'Mbah Paijah')
  await signIn('upt.glagah')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Tindakan lain' }).click()
  await page.getByRole('button', { name: 'Rencanakan kunjungan' }).click()
  await page.getByLabel('Hari kunjungan').fill('2020-01-01')
  await page.getByRole('button', { name: 'Simpan rencana' }).click()
  await page.getByText('Pilih hari ini atau hari sesudahnya', { exact: false }).waitFor()
  await look('a day that has passed')
  const day = new Date(world().clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Hari kunjungan').fill(day)
  await page.getByRole('button', { name: 'Simpan rencana' }).click()
  await page.getByText(/^Merencanakan kunjungan 27 November 2026/).waitFor()
  await look('the plan in the history')
  const reporter = await another('the reporter')
  await reporter.visit(`/lacak/${code}`)
  await reporter.page.getByText('Petugas akan datang 27 November 2026.').waitFor()
  await reporter.look('the day of the visit')
})
