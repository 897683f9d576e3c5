import sharp from 'sharp'
import { expect } from 'vitest'
import { kemiren, makeCase, tembokrejo } from '../make/cases.ts'
import { makeFamily } from '../make/family.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** A report as a resident sends it, with a photo. */
async function beatTheDrum(story: string, change: Record<string, unknown>): Promise<void> {
  const nobody = world().nobody()
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#887766' } }).jpeg().toBuffer()
  const { photo } = (await nobody.send('POST', '/api/response/report-photos', bytes, { contentType: 'image/jpeg' })).json() as { photo: string }
  const sent = await nobody.send('POST', '/api/response/reports', {
    story, subject: 'other', subjectName: 'Mbah Paijah', subjectAddress: 'Dusun Krajan RT 2 RW 1', areaId: kemiren, photos: [photo], contact: 'phone',
    phone: '081234567890', reporterName: 'Sulastri', ...change,
  })
  expect(sent.statusCode, sent.body).toBe(201)
}

story('an officer works through the emergency desk', async ({ page, screen, signIn, visit, look }) => {
  await makeCase(world(), { summary: 'Nenek tinggal sendiri, sudah dua hari tidak makan', category: 'PGN', photoCount: 2 })
  await beatTheDrum('Anak demam tinggi, kartu tidak aktif', { category: 'KES' })
  await makeCase(world(), { areaId: tembokrejo, summary: 'Di kecamatan lain' })
  await signIn('upt.glagah')
  await visit('/petugas/meja')
  await page.getByRole('list', { name: 'Antrean kasus' }).getByText('Anak demam tinggi').first().waitFor()
  expect(await page.getByText('Di kecamatan lain').count()).toBe(0)
  await look('queue')

  if (screen === 'desk') {
    await rest(page)
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 2, name: /^Kasus K-/ }).waitFor()
    await look('a case beside the queue')
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await look('shortcuts')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await page.getByRole('link', { name: /Anak demam tinggi/ }).first().click(screen === 'desk' ? { modifiers: [] } : {})
  await page.getByText('Mbah Paijah').first().waitFor()
  await look('a case')
  await page.getByRole('button', { name: 'Ambil tugas' }).click()
  await page.getByText('Dipegang Hariyono').first().waitFor()
  await page.getByRole('button', { name: 'Balas pelapor' }).click()
  await page.getByLabel('Jawaban untuk pelapor').fill('Bidan desa menuju rumah sekarang.')
  await look('writing an answer')
  await page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await page.getByText('Menjawab pelapor').first().waitFor()
  await look('answered')
})

story('two officers answer at once, and the second keeps their words and is told', async ({ page, signIn, visit, look }) => {
  const { caseId } = await makeCase(world(), { summary: 'Rumah roboh tadi malam', category: 'RMH', areaId: kemiren })
  const other = await world().as('kepala.dinsos').then(() => world().as('upt.glagah'))
  await signIn('upt.glagah')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Balas pelapor' }).click()
  await page.getByLabel('Jawaban untuk pelapor').fill('Kami datang sore ini.')
  const faster = await other.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: 1, words: 'Tim sudah di jalan.' })
  expect(faster.statusCode).toBe(201)
  await page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await page.getByText('Ada yang terjadi sementara Anda menulis').waitFor()
  expect(await page.getByLabel('Jawaban untuk pelapor').inputValue()).toBe('Kami datang sore ini.')
  await look('somebody was faster')
  await page.getByRole('button', { name: 'Tetap kirim' }).click()
  await page.getByLabel('Jawaban untuk pelapor').waitFor({ state: 'detached' })
  await page.getByText('Kami datang sore ini.').waitFor()
})

story('a new report is on the desk by itself and the list does not jump', async ({ page, signIn, visit, look }) => {
  await makeCase(world(), { summary: 'Sudah lama di antrean', category: 'PDK' })
  await signIn('kesra')
  await visit('/petugas/meja?tab=all')
  await page.getByText('Sudah lama di antrean').first().waitFor()
  await rest(page)
  const first = await page.getByRole('list', { name: 'Antrean kasus' }).getByRole('link').first().getAttribute('href')
  await makeCase(world(), { summary: 'Laporan yang baru masuk', category: 'PGN' })
  const show = page.getByRole('button', { name: /baru, tampilkan$/ })
  await show.waitFor()
  expect(await page.getByRole('list', { name: 'Antrean kasus' }).getByRole('link').first().getAttribute('href')).toBe(first)
  await look('one new')
  await show.click()
  await page.getByText('Laporan yang baru masuk').first().waitFor()
})

story('a desk without work says so', async ({ signIn, visit, page, look }) => {
  await signIn('dpmd')
  await visit('/petugas/meja?tab=mine')
  await page.getByText('Anda belum memegang tugas').waitFor()
  await look('nothing of mine')
})

story('a visit is written down with a photo, and the verdict closes the work of all offices', async ({ page, signIn, visit, look }) => {
  const { caseId } = await makeCase(world(), { summary: 'Kakek sakit, tinggal sendiri', category: 'KES' })
  await signIn('satgas.kemiren')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Catat kunjungan' }).click()
  await page.getByLabel('Yang ditemukan').fill('Demam, lemah, dapur kosong.')
  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#776655' } }).jpeg().toBuffer()
  await page.locator('input[type=file]').setInputFiles({ name: 'rumah.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByRole('img', { name: 'Foto 1' }).waitFor()
  await look('writing a visit')
  await page.getByRole('button', { name: 'Simpan kunjungan' }).click()
  await page.getByLabel('Yang ditemukan').waitFor({ state: 'detached' })
  await page.getByText('Demam, lemah, dapur kosong.').waitFor()
  await look('visited')

  const upt = await world().as('upt.glagah')
  const { version } = (await upt.get(`/api/response/cases/${caseId}`)).json() as { version: number }
  await page.context().clearCookies()
  await signIn('upt.glagah')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Tindakan lain' }).click()
  await look('all acts')
  await page.getByRole('button', { name: 'Beri putusan' }).click()
  await page.getByLabel('Kabar untuk pelapor').fill('Sudah dirawat di puskesmas, makanan diantar setiap hari.')
  await page.getByRole('button', { name: 'Simpan putusan' }).click()
  await page.getByRole('alert').waitFor()
  await look('others are not done')
  await page.getByLabel(/^Tarik tugas/).check()
  await page.getByRole('button', { name: 'Simpan putusan' }).click()
  await page.getByText('Menunggu kata pelapor · Sudah tertolong').waitFor()
  expect(version).toBe(2)
  await look('resolved')
})

story('who reported it is shown for a reason only', async ({ page, signIn, visit, look }) => {
  await beatTheDrum('Bayi kurang gizi di rumah sebelah', { category: 'KES', reporterName: 'Pelapor Rahasia' })
  await signIn('dinkes')
  await visit('/petugas/meja')
  await page.getByRole('link', { name: /Bayi kurang gizi/ }).first().click()
  await page.getByRole('button', { name: 'Lihat identitas pelapor' }).click()
  expect(await page.getByText('Pelapor Rahasia').count()).toBe(0)
  await page.getByRole('dialog').getByLabel('Alasan').fill('perlu menanyakan alamat')
  await look('asking for a reason')
  await page.getByRole('dialog').getByRole('button', { name: 'Lihat identitas pelapor' }).click()
  await page.getByText('Pelapor Rahasia').waitFor()
  await look('revealed')
})

story('an agency sees the family of its case there and nowhere else', async ({ page, signIn, visit, look }) => {
  const { familyId, personIds } = await makeFamily(world(), {
    areaId: kemiren, hamlet: 'Krajan', rt: 2, rw: 1, card: '3510150101010021', decile: 1,
    members: [{ name: 'Paijah Wiryodikromo', sex: 'female', nik: '3510155203600021', birthOn: '1960-03-12' }, { name: 'Sumi', sex: 'female', birthOn: '2015-01-02' }],
  })
  const { caseId } = await makeCase(world(), { summary: 'Dapur kosong sejak kemarin', category: 'PGN', familyId, personId: personIds[0]! })
  await signIn('dinsos')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('heading', { name: 'Keluarga dalam kasus ini' }).waitFor()
  expect(await page.getByText('Paijah Wiryodikromo').count()).toBe(0)
  await page.getByRole('button', { name: 'Buka data keluarga' }).click()
  await page.getByText('Paijah Wiryodikromo').first().waitFor()
  await look('the family')
  await page.getByRole('button', { name: 'Buka nomor Paijah Wiryodikromo' }).click()
  await page.getByRole('dialog').getByLabel('Alasan').fill('mencocokkan kepesertaan bantuan')
  await page.getByRole('dialog').getByRole('button', { name: 'Buka nomor' }).click()
  await page.getByText('3510155203600021').waitFor()
  await look('a number, for a reason')
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByText('Layar ini bukan untuk peran Anda').waitFor()
})

story('a case without a place is given to its district', async ({ page, signIn, visit, look }) => {
  const { caseId } = await makeCase(world(), { summary: 'Di dekat pasar, tidak tahu desanya', areaId: 0 })
  await signIn('kesra')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Tetapkan tempat' }).click()
  await page.getByLabel('Kecamatan').selectOption({ label: 'Muncar' })
  await page.getByLabel('Desa atau kelurahan').selectOption({ label: 'Tembokrejo' })
  await page.getByLabel('Alasan').fill('Kata tetangga lewat telepon')
  await look('choosing the place')
  await page.getByRole('button', { name: 'Tetapkan tempat' }).last().click()
  await page.getByText('Tempat ditetapkan: Tembokrejo').waitFor()
  await look('placed')
})
