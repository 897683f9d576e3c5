import { expect } from 'vitest'
import { makeConfirmed, makeDetermined } from '../make/proposals.ts'
import { fill, holdMeeting, openProposal, press, propose, step } from './register-steps.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

story('a village proposes, checks at the house, and meets', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const name = screen === 'phone' ? 'Sumiati Rekaan' : 'Wagirah Rekaan'
  await signIn('operator.kemiren')
  await visit('/petugas/bulan-usulan')
  await page.getByRole('heading', { level: 1, name: 'Usulan bulan Desember 2026' }).waitFor()
  await look('the month begins')
  await propose(teller, name, screen === 'phone' ? '3510155203900011' : '3510155203900022')

  const cadre = await another('cadre')
  await cadre.signIn('satgas.kemiren')
  await step(cadre, name, 'Catat pemeriksaan', ['Yang ditemukan di rumah', 'Benar, tidur di dapur tetangga bersama dua anak'])
  await cadre.page.getByText('Menunggu musyawarah').first().waitFor()
  await cadre.look('checked at the house')

  await holdMeeting(teller, name)
  const head = await another('head')
  await head.signIn('kades.kemiren')
  await head.visit(new URL(page.url()).pathname)
  await press(head, 'Tutup dan sahkan berita acara')
  await head.page.getByRole('dialog').getByRole('button', { name: 'Tutup dan sahkan berita acara' }).click()
  await head.page.getByText('Unduh berita acara (PDF)').waitFor()
  await head.look('minutes are closed')

  const district = await another('district')
  await district.signIn('upt.glagah')
  await step(district, name, 'Verifikasi')
  await district.page.getByText('Menunggu pengesahan dinas').first().waitFor()
  const agency = await another('agency')
  await agency.signIn('dinsos')
  await step(agency, name, 'Sahkan')
  await agency.page.getByText('Menunggu penetapan bupati').first().waitFor()
  await visit('/petugas/bulan-usulan')
  await page.getByRole('link', { name: 'Kemiren', exact: true }).waitFor()
  await look('the month in the middle')
})

story('the list goes through a decree of its own, entered by another hand', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const name = screen === 'phone' ? 'Tukijan Rekaan' : 'Paijo Rekaan'
  await makeConfirmed(world(), { subjectName: name })
  await signIn('dinsos')
  await visit('/petugas/penetapan/baru')
  await page.getByRole('checkbox', { name: new RegExp(name) }).waitFor()
  await look('a list is put together')
  await press(teller, 'Simpan konsep')
  await page.getByText('Anda yang menyusun daftar ini').waitFor()
  await look('a draft of one\'s own')

  const secretariat = await another('secretariat')
  await secretariat.signIn('kesra')
  await secretariat.visit(new URL(page.url()).pathname)
  await press(secretariat, 'Catat keputusan')
  await secretariat.page.getByRole('alert').first().waitFor()
  await secretariat.look('a decree without a number')
  const number = `188/${screen === 'phone' ? 401 : 402}/KEP/429.011/2026`
  await fill(secretariat, { 'Nomor keputusan': number, 'Nama penanda tangan': 'Raden Wirya Atmaja', 'Jabatan penanda tangan': 'Bupati Banyuwangi' })
  await secretariat.page.getByLabel('Tanggal keputusan').fill('2026-11-25')
  await press(secretariat, 'Catat keputusan')
  await secretariat.page.getByText('Unduh lampiran (PDF)').waitFor()
  await secretariat.look('a decree entered')

  await page.reload()
  await press(teller, 'Siapkan perbaikan')
  await page.getByRole('checkbox', { name: new RegExp(name) }).check()
  await look('a correction is prepared')
  await visit('/petugas/penetapan')
  await page.getByRole('link', { name: number }).waitFor()
  await look('determinations')
})

const answers = (text: string) => ({ name: 'jawaban.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

story('what is determined is sent, answered by a file, and proposed anew where it was rejected', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const name = screen === 'phone' ? 'Ngatini Rekaan' : 'Saminem Rekaan'
  await makeDetermined(world(), { subjectName: name, subjectNik: screen === 'phone' ? '3510155203900033' : '3510155203900044' })
  await signIn('dinsos')
  await visit('/petugas/kiriman/baru')
  await page.getByText('keluarga akan dikirim').waitFor()
  await look('before a batch is made')
  await press(teller, 'Buat kiriman')
  await page.getByRole('heading', { level: 1, name: /^Kiriman BWI-2026-12-/ }).waitFor()
  await press(teller, 'Minta Excel (XLSX)')
  await page.getByText('Kata sandi zip').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Unduh zip' }).click()])
  expect(download.suggestedFilename()).toMatch(/^BWI-2026-12-\d-xlsx\.zip$/)

  const row = page.getByRole('row', { name: new RegExp(name) }).or(page.getByRole('listitem').filter({ hasText: name }))
  const [reference] = /BWI-2026-12-\d+-\d{4}/.exec((await row.first().textContent()) ?? '') ?? []
  const file = page.locator('input[type=file]')
  await file.setInputFiles(answers('NAMA;NIK\r\nA;1'))
  await page.getByText('Pilih tanggal jawaban dulu').first().waitFor()
  await page.getByLabel('Tanggal jawaban').fill('2026-11-24')
  await file.setInputFiles(answers('NAMA;NIK\r\nA;1'))
  await page.getByText('tidak punya kolom hasil').first().waitFor()
  await look('a file that is no answer')
  const lines = [`${reference};DITOLAK;NIK tidak padan dengan Dukcapil;`, 'BWI-2026-01-1-0001;DITERIMA;;2']
  await file.setInputFiles(answers(['NO REFERENSI;HASIL;CATATAN;DESIL', ...lines].join('\r\n')))
  await page.getByRole('heading', { level: 1, name: 'Jawaban: jawaban.csv' }).waitFor()
  await page.getByText('Tidak ada di kiriman ini').waitFor()
  await look('answers before they count')
  await press(teller, 'Terapkan jawaban')
  await page.getByRole('dialog').getByRole('button', { name: 'Terapkan jawaban' }).click()
  await page.getByText('Diterapkan: 0 diterima, 1 ditolak').waitFor()
  await visit('/petugas/kiriman')
  await page.getByRole('link', { name: /^BWI-2026-12-/ }).first().waitFor()
  await look('batches')

  const village = await another('village')
  await village.signIn('operator.kemiren')
  await openProposal(village, name)
  await village.page.getByText('NIK tidak padan dengan Dukcapil').waitFor()
  await village.look('rejected with its reason')
  await village.page.getByRole('link', { name: 'Usulkan lagi' }).click()
  await village.page.getByText('Alasan ditolak').waitFor()
  await expect.poll(() => village.page.getByRole('textbox', { name: 'Nama kepala keluarga' }).inputValue()).toBe(name)
  await village.look('proposed anew')
  await village.page.getByRole('textbox', { name: 'Keadaan keluarga' }).fill('NIK sudah dipadankan di Dukcapil; keadaan tetap sama')
  await village.page.getByRole('button', { name: 'Buat usulan' }).click()
  await village.page.getByText('Usulan tersimpan').waitFor()
})

story('a resident objects, is answered, and asks for a second look', async (teller) => {
  const { page, screen, visit, look, another } = teller
  const name = screen === 'phone' ? 'Sastro Rekaan' : 'Karto Rekaan'
  const head = await another('head')
  await head.signIn('kades.kemiren')
  await head.visit('/petugas/sanggah')
  await head.page.getByRole('heading', { level: 1, name: 'Sanggah' }).waitFor()
  await head.look('objections at first')

  await visit('/sanggah')
  await page.getByRole('radio', { name: 'Keluarga ini seharusnya tidak masuk data' }).check()
  await page.getByLabel('Nama kepala keluarga').fill(name)
  await page.locator('#area').selectOption({ label: 'Kemiren' })
  await page.getByLabel('Mengapa?').fill('Punya tiga truk dan toko')
  await page.getByRole('button', { name: 'Kirim sanggah' }).click()
  await page.getByText('Dijawab paling lambat').waitFor()
  const address = new URL(page.url()).pathname
  await look('waiting under a number')

  await head.visit('/petugas/sanggah')
  await head.page.getByRole('link', { name }).click()
  await press(head, 'Kirim jawaban')
  await head.page.getByRole('alert').first().waitFor()
  await head.look('an answer without reasons')
  await head.page.getByRole('radio', { name: 'Tidak diterima' }).check()
  await head.page.getByRole('textbox', { name: 'Jawaban dan alasannya' }).fill('Truk itu milik majikannya; surat kendaraan sudah kami periksa di rumahnya')
  await press(head, 'Kirim jawaban')
  await head.page.getByText('Jawaban pertama').waitFor()

  await visit(address)
  await page.getByText('Truk itu milik majikannya').waitFor()
  await look('answered')
  await page.getByRole('button', { name: 'Minta diperiksa lagi' }).click()
  await page.getByText('Tulis alasannya').first().waitFor()
  await page.getByLabel('Apa yang belum dilihat?').fill('STNK atas nama anaknya yang satu rumah')
  await page.getByRole('button', { name: 'Minta diperiksa lagi' }).click()
  await page.getByText('Diperiksa lagi oleh orang lain').waitFor()
  await look('a second look')

  await head.page.reload()
  await head.page.getByText('Anda yang menjawab pertama').waitFor()
  await head.look('the first to answer waits')
  const district = await another('district')
  await district.signIn('upt.glagah')
  await district.visit('/petugas/sanggah')
  await district.page.getByRole('link', { name }).click()
  await district.page.getByRole('radio', { name: 'Sanggah diterima' }).check()
  await district.page.getByRole('textbox', { name: 'Jawaban dan alasannya' }).fill('Diperiksa di Samsat: truk atas nama anak yang satu kartu keluarga')
  await press(district, 'Kirim jawaban')
  await district.page.getByText('Tidak ada langkah lagi').waitFor()
  await district.look('settled')
  await visit(address)
  await page.getByText('Diperiksa di Samsat').waitFor()
  await look('the last answer')
})

story('an officer writes down what a resident says at the counter', async (teller) => {
  const { page, signIn, visit, look, screen } = teller
  const name = screen === 'phone' ? 'Ngatemi Rekaan' : 'Lasmini Rekaan'
  await signIn('operator.kemiren')
  await visit('/petugas/sanggah/baru')
  await press(teller, 'Catat sanggah')
  await page.getByText('Pilih apa yang Anda sanggah').first().waitFor()
  await look('nothing written yet')
  await page.getByRole('radio', { name: 'Seharusnya masuk data' }).check()
  await fill(teller, { 'Nama kepala keluarga': name, 'Kata penyanggah': 'Tidak pernah didata, hidup sendiri', 'Nama penyanggah': 'Tetangga' })
  await press(teller, 'Catat sanggah')
  await page.getByText('Sanggah tersimpan').waitFor()
  await look('written down')
})
