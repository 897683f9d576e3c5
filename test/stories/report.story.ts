import type pg from 'pg'
import type { Page, Request } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { asOwner } from '#install.ts'
import { setStage } from './stage.ts'

const { world, story } = setStage()

async function photo(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const buffer = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#888', noise } }).jpeg({ quality: 90 }).toBuffer()
  return { name: 'rumah.jpg', mimeType: 'image/jpeg', buffer }
}

async function codeOn(page: Page): Promise<string> {
  await page.getByRole('heading', { level: 1, name: 'Laporan diterima' }).waitFor()
  const code = (await page.locator('.receipt output').textContent()) ?? ''
  expect(code).toMatch(/^BWI(-[2-9A-HJ-NP-Z]{4}){3}$/)
  return code
}

story('a resident without JavaScript reports, mends a mistake, gets a number and follows it', async ({ page, screen, visit, look }) => {
  await visit('/')
  await look('home')
  await page.getByRole('link', { name: 'Lapor sekarang' }).click()
  await page.getByRole('heading', { level: 1, name: 'Lapor ada warga kesulitan' }).waitFor()
  await look('empty form')
  await page.getByLabel('Tidak ada makanan').check()
  await page.getByLabel('Ceritakan singkat').fill(`Bu Sumi belum makan sejak kemarin (${screen})`)
  await page.getByLabel('Orang lain').check()
  await page.getByLabel('Desa atau kelurahan').selectOption('152004')
  await page.getByLabel('Foto').setInputFiles([await photo(), { name: 'surat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('%PDF-1.4') }])
  await page.getByRole('button', { name: 'Kirim laporan' }).click()

  await page.getByRole('alert').getByRole('link', { name: /surat\.jpg bukan foto/ }).waitFor()
  expect(await page.title()).toMatch(/^Kesalahan: /)
  expect(await page.getByLabel('Ceritakan singkat').inputValue()).toBe(`Bu Sumi belum makan sejak kemarin (${screen})`)
  expect(await page.getByLabel(/^Foto 1, /).isChecked()).toBe(true)
  await look('mistakes')
  await page.getByLabel('Nomor WhatsApp Anda').fill('0812 3456 7890')
  await page.getByRole('button', { name: 'Kirim laporan' }).click()

  const code = await codeOn(page)
  await look('receipt')
  await visit('/lacak')
  await page.getByLabel('Nomor laporan').fill('BWI-2222-2222-2222')
  await page.getByRole('button', { name: 'Buka laporan' }).click()
  await page.getByRole('alert').waitFor()
  await look('unknown number')
  await page.getByLabel('Nomor laporan').fill(code.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Buka laporan' }).click()
  await page.getByText(/Dijawab paling lambat/).waitFor()
  await look('following')
  await page.getByText('Tambah keterangan atau foto').click()
  await page.getByLabel('Keterangan').fill('Rumahnya cat hijau')
  await page.getByRole('button', { name: 'Kirim keterangan' }).click()
  await page.getByText('Keterangan Anda sudah kami terima').waitFor()
  await page.getByText('Rumahnya cat hijau').waitFor()
  await look('added')
  await visit('/privasi')
  await page.getByRole('heading', { level: 1, name: 'Siapa yang melihat apa' }).waitFor()
  await look('privacy')
}, { javaScript: false })

story('a resident reports in seven touches, and a closed tab loses nothing', async ({ page, visit, look }) => {
  await visit('/lapor')
  await page.getByLabel('Kecamatan').waitFor()
  await page.getByLabel('Sakit, tidak bisa berobat').check()
  await page.getByLabel('Ceritakan singkat').fill('Pak Karto sesak napas, tidak punya BPJS')
  await page.getByLabel('Kecamatan').selectOption({ label: 'Glagah' })
  await page.getByLabel('Desa atau kelurahan').selectOption('152004')
  await page.reload()
  await page.getByText('Isian yang belum terkirim dipulihkan').waitFor()
  expect(await page.getByLabel('Ceritakan singkat').inputValue()).toBe('Pak Karto sesak napas, tidak punya BPJS')
  expect(await page.getByLabel('Desa atau kelurahan').inputValue()).toBe('152004')
  expect(await page.locator('#district option:checked').textContent()).toBe('Glagah')
  await look('restored')
  await page.getByLabel('Foto').setInputFiles(await photo())
  await page.locator('[data-photos] img').waitFor()
  const sizes = await page.getByLabel('Foto').evaluate((input: HTMLInputElement) => [...(input.files ?? [])].map((file) => file.size))
  expect(sizes[0]).toBeLessThan((await photo()).buffer.length)
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByRole('alert').getByRole('link', { name: /nomor WhatsApp/ }).waitFor()
  await page.locator('.errors:focus').waitFor()
  await look('mistake')
  await page.getByLabel('Nomor WhatsApp Anda').fill('081234567890')
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await codeOn(page)
  expect(page.url()).toContain('/lapor/terkirim/BWI-')
  await look('receipt')
  await visit('/lapor')
  await page.getByLabel('Kecamatan').waitFor()
  expect(await page.getByLabel('Ceritakan singkat').inputValue()).toBe('')
})

story('a report without signal waits on the phone, says so, and goes by itself, once', async (teller) => {
  const { page, context, screen, visit, look, expectComplaint } = teller
  expectComplaint(/Failed to load resource: net::ERR_INTERNET_DISCONNECTED/)
  const words = `Atap roboh waktu hujan (${screen})`
  await visit('/lapor')
  await page.getByLabel('Rumah roboh atau terbakar').check()
  await page.getByLabel('Ceritakan singkat').fill(words)
  await page.getByLabel('Kecamatan').selectOption({ label: 'Muncar' })
  await page.getByLabel('Desa atau kelurahan').selectOption('52003')
  await page.getByLabel('Foto').setInputFiles(await photo())
  await page.locator('[data-photos] img').waitFor()
  await page.getByLabel('Tanpa nama').check()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Laporan tersimpan di ponsel ini, belum terkirim' }).waitFor()
  await look('waiting')
  await context.setOffline(false)
  // Not every build of the browser says by itself that the signal is back when a test gives the network back.
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await codeOn(page)
  await look('sent later')
  await visit('/lapor')
  await page.getByLabel('Ceritakan singkat').waitFor()
  const stored = await asOwner(world().ownerUrl, (owner: pg.Client) => owner.query('select 1 from response.report where story = $1', [words]))
  expect(stored.rowCount).toBe(1)
})

story('a citizen page is light: at most 15 kB in at most three requests, script below 6 kB', async ({ page, visit, look, expectComplaint }) => {
  let ended: Request[] = []
  page.on('requestfinished', (request) => void ended.push(request))
  const weigh = async (request: Request): Promise<{ type: string; bytes: number }> => {
    const { responseBodySize, responseHeadersSize } = await request.sizes()
    return { type: request.resourceType(), bytes: responseBodySize + responseHeadersSize }
  }
  expectComplaint(/404/)
  for (const path of ['/', '/lapor', '/lacak', '/privasi', '/usul', '/sanggah', '/cek', '/kinerja', '/papan', '/tidak-ada']) {
    ended = []
    await visit(path)
    await page.waitForLoadState('networkidle')
    const sizes = await Promise.all(ended.map(weigh))
    expect(sizes.length, path).toBeLessThanOrEqual(3)
    expect(sizes.reduce((sum, each) => sum + each.bytes, 0), path).toBeLessThanOrEqual(15_000)
    expect(sizes.filter((each) => each.type === 'script').reduce((sum, each) => sum + each.bytes, 0), path).toBeLessThanOrEqual(6_000)
    const low = await page.evaluate(() => [...document.querySelectorAll('a, button, input, select, summary')]
      .filter((each) => each.checkVisibility() && each.closest('p, td, .skip') === null)
      .filter((each) => (each.closest('label') ?? each).getBoundingClientRect().height < 44).map((each) => each.outerHTML.slice(0, 80)))
    expect(low, path).toEqual([])
  }
  await look('privacy')
})

story('an officer writes down a report at the counter, a resident finds the own reports', async ({ page, context, visit, signIn, look }) => {
  await signIn('operator.kemiren')
  await visit('/petugas/lapor')
  await page.getByRole('heading', { level: 1, name: 'Tulis laporan warga' }).waitFor()
  await page.getByLabel('Cerita pelapor').waitFor()
  await page.getByRole('button', { name: 'Simpan laporan' }).click()
  await page.getByRole('alert').first().waitFor()
  await look('mistakes')
  await page.getByLabel('Apa yang terjadi?').selectOption('PGN')
  await page.getByLabel('Cerita pelapor').fill('Datang ke balai desa, tidak punya beras')
  await page.getByLabel('Nomor WhatsApp atau telepon pelapor').fill('081234567890')
  await page.getByRole('button', { name: 'Simpan laporan' }).click()
  await page.getByText('Berikan nomor ini kepada pelapor').waitFor()
  await look('number')

  await context.clearCookies()
  const resident = await world().as('warga')
  const draft = { category: 'BNS', story: 'Belum terdaftar', areaId: 152_004, contact: 'phone', phone: '081234567890' }
  await resident.send('POST', '/api/response/reports', draft)
  await signIn('warga')
  await visit('/petugas/laporan-saya')
  await page.getByRole('link', { name: /^BWI-/ }).first().waitFor()
  await look('own reports')
})
