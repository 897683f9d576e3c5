import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { makeCase } from '../make/cases.ts'
import { demoPassword } from '../world.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** Everything a report needs besides what a story spoils. */
async function fillReport(page: Page, words: string): Promise<void> {
  await page.getByLabel('Tidak ada makanan').check()
  await page.getByLabel('Ceritakan singkat').fill(words)
  await page.getByLabel('Nomor WhatsApp Anda').fill('0812 3456 7890')
}

async function sendAndRead(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByRole('alert').waitFor()
  await expect.poll(() => page.title()).toMatch(/^Kesalahan: /)
}

async function signInAgain(page: Page, username: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Sesi Anda sudah habis' })
  await dialog.waitFor()
  await dialog.getByLabel('Nama pengguna').fill(username)
  await dialog.locator('#sign-in-password').fill(demoPassword(username))
  await dialog.getByRole('button', { name: 'Masuk', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

const longStory = 'Ibu sakit dan tidak ada beras. '.repeat(700).slice(0, 20_000)

for (const [browser, javaScript] of [['with', true], ['without', false]] as const) {
  story(`a report of 20,000 letters ${browser} script is refused in words, and every letter stays`, async ({ page, visit, look }) => {
    await visit('/lapor')
    await fillReport(page, longStory)
    await page.getByLabel('Patokan tempat').fill('dekat balai desa Kemiren')
    await sendAndRead(page)
    await page.getByRole('alert').getByRole('link', { name: 'Terlalu panjang: 20.000 huruf. Ringkas sampai 2.000 huruf' }).click()
    expect(await page.getByLabel('Ceritakan singkat').inputValue()).toBe(longStory)
    await page.locator('#story:focus').waitFor()
    await look('too long')
    await page.getByLabel('Ceritakan singkat').fill(longStory.slice(0, 1_900))
    await page.getByRole('button', { name: 'Kirim laporan' }).click()
    await page.getByRole('group', { name: 'Tempat mana yang Anda maksud?' }).waitFor()
  }, { javaScript, screens: ['phone'] })
}

story('a PDF that calls itself a photo is named, what was typed stays, and the report goes without it', async ({ page, visit, look }) => {
  await visit('/lapor')
  await fillReport(page, 'Atap bocor di atas kamar bayi')
  await page.getByLabel('Kecamatan').selectOption({ label: 'Glagah' })
  await page.getByLabel('Desa atau kelurahan').selectOption('152004')
  await page.getByLabel('Foto').setInputFiles({ name: 'kartu.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('%PDF-1.7 bukan foto') })
  await sendAndRead(page)
  await page.getByRole('alert').getByText('kartu.jpg bukan foto yang bisa dibuka').waitFor()
  expect(await page.getByLabel('Ceritakan singkat').inputValue()).toBe('Atap bocor di atas kamar bayi')
  expect(await page.getByLabel('Desa atau kelurahan').inputValue()).toBe('152004')
  await look('named')
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Laporan diterima' }).waitFor()
})

story('letters in a NIK and a photo of 60,000 pixels are asked about where they stand', async ({ page, visit, look }) => {
  await visit('/lapor')
  await fillReport(page, 'Belum makan')
  await page.getByLabel('Desa atau kelurahan').selectOption('152004')
  await page.getByText('Tambah NIK, alamat, jumlah orang').click()
  await page.getByRole('textbox', { name: /^NIK/ }).fill('35100A5203120004')
  const buffer = await sharp({ create: { width: 60_000, height: 700, channels: 3, background: '#fff' } }).png().toBuffer()
  await page.getByLabel('Foto').setInputFiles({ name: 'panjang.png', mimeType: 'image/png', buffer })
  await sendAndRead(page)
  await page.getByRole('alert').getByText('panjang.png terlalu besar untuk dibuka').waitFor()
  await page.getByRole('alert').getByRole('link', { name: /^NIK terdiri dari 16 angka/ }).click()
  expect(await page.getByRole('textbox', { name: /^NIK/ }).inputValue()).toBe('35100A5203120004')
  expect(await page.getByRole('textbox', { name: /^NIK/ }).isVisible()).toBe(true)
  await look('two mistakes')
}, { javaScript: false })

story('a village whose name exists twice is asked about, never guessed', async ({ page, visit, look }) => {
  await visit('/lapor')
  await fillReport(page, 'Bapak jatuh dari pohon, tidak bisa kerja')
  await page.getByLabel('Patokan tempat').fill('Dusun Krajan, Tamansari')
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  const choice = page.getByRole('group', { name: 'Tempat mana yang Anda maksud?' })
  await choice.waitFor()
  for (const district of ['Licin', 'Tegalsari']) expect(await choice.getByRole('radio', { name: `Tamansari (Kec. ${district})` }).count(), district).toBe(1)
  expect(await choice.getByRole('radio', { checked: true }).count()).toBe(0)
  await look('which one')
  await choice.getByRole('radio').first().check()
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Laporan diterima' }).waitFor()
}, { javaScript: false })

story('a guessed report number opens nothing and tells nothing, and guessing on is stopped', async ({ page, visit, look }) => {
  await visit('/lacak')
  const words = async (number: string): Promise<string> => {
    await page.getByLabel('Nomor laporan').fill(number)
    // The page before may say the same: what counts is the one that comes now.
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Buka laporan' }).click()])
    return (await page.getByRole('alert').textContent()) ?? ''
  }
  const unknown = await words('BWI-2345-6789-ABCD')
  expect(await words('bukan nomor')).toBe(unknown)
  expect(await words('BWI-ZZZZ-ZZZZ-ZZZZ')).toBe(unknown)
  const nobody = world().nobody()
  for (let guess = 0; guess < 40; guess += 1) await nobody.get(`/lacak/BWI-2345-6789-AB${'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'[guess % 32]}2`)
  expect(await words('BWI-2345-6789-ABCD')).toContain('Terlalu banyak nomor yang salah')
  await look('stopped')
  world().clock.advance(16 * 60_000)
  expect(await words('BWI-2345-6789-ABCD')).toBe(unknown)
}, { javaScript: false })

story('a session that ends while an officer writes: nothing typed is lost, and it is sent once', async ({ page, screen, context, signIn, visit, look }) => {
  const { caseId } = await makeCase(world(), { summary: `Sesi habis (${screen})`, category: 'PGN' })
  await signIn('upt.glagah')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Balas pelapor' }).click()
  await page.getByLabel('Jawaban untuk pelapor').fill('Kami antar beras sore ini.')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await page.getByRole('dialog', { name: 'Sesi Anda sudah habis' }).waitFor()
  expect(await page.getByLabel('Jawaban untuk pelapor').inputValue()).toBe('Kami antar beras sore ini.')
  await look('asked over the answer')
  await signInAgain(page, 'upt.glagah')
  await page.getByLabel('Jawaban untuk pelapor').waitFor({ state: 'detached' })
  await page.getByText('Kami antar beras sore ini.').waitFor()
  expect(await page.getByText('Kami antar beras sore ini.').count()).toBe(1)
  await look('sent')
})

story('a session that ends at the counter: the report that was written down goes on', async ({ page, screen, context, signIn, visit, look }) => {
  await signIn('operator.kemiren')
  await visit('/petugas/lapor')
  await page.getByLabel('Apa yang terjadi?').selectOption('PGN')
  await page.getByLabel('Cerita pelapor').fill(`Datang ke balai desa (${screen})`)
  await page.getByLabel('Nomor WhatsApp atau telepon pelapor').fill('081234567890')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Simpan laporan' }).click()
  await page.getByRole('dialog', { name: 'Sesi Anda sudah habis' }).waitFor()
  await look('asked over the report')
  await signInAgain(page, 'operator.kemiren')
  await page.getByText('Berikan nomor ini kepada pelapor').waitFor()
})

story('two officers answer at once in two browsers: the second reads what the first did, and decides', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const { caseId } = await makeCase(world(), { summary: `Dua petugas (${screen})`, category: 'KES' })
  const second = await another('second')
  await signIn('upt.glagah')
  await second.signIn('dinkes')
  // The second hears nothing new while writing, as on a bad line.
  second.expectComplaint(/ERR_FAILED/)
  await second.context.route('**/api/live', (route) => route.abort())
  for (const one of [{ page, visit }, second]) {
    await one.visit(`/petugas/kasus/${caseId}`)
    await one.page.getByRole('button', { name: 'Balas pelapor' }).click()
  }
  await page.getByLabel('Jawaban untuk pelapor').fill('Bidan desa sudah di jalan.')
  await second.page.getByLabel('Jawaban untuk pelapor').fill('Ambulans berangkat dari puskesmas.')
  await page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await page.getByLabel('Jawaban untuk pelapor').waitFor({ state: 'detached' })
  await second.page.getByRole('button', { name: 'Kirim jawaban' }).click()
  const told = second.page.getByRole('alert').filter({ hasText: 'Ada yang terjadi sementara Anda menulis' })
  await told.getByText('Bidan desa sudah di jalan.').waitFor()
  await told.getByText(/Hariyono/).waitFor()
  expect(await second.page.getByLabel('Jawaban untuk pelapor').inputValue()).toBe('Ambulans berangkat dari puskesmas.')
  await second.look('told')
  await second.page.getByRole('button', { name: 'Tetap kirim' }).click()
  await page.getByText('Ambulans berangkat dari puskesmas.').waitFor()
  await look('both answers')
})
