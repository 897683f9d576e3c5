import { expect } from 'vitest'
import { textOfPdf } from '../make/pdf-text.ts'
import { scanOf } from '../make/pdf.ts'
import { listBytes } from '../make/list.ts'
import { fill, holdMeeting, openProposal, press, step } from './register-steps.ts'
import { rest } from './rest.ts'
import { setStage, type Teller, type Visitor } from './stage.ts'

const { story, world } = setStage({ works: true })

/** The family of the month, listed twice with two cards and no number, as villages' own lists have it. */
const name = 'SUMARNI REKAAN'
const lines = ['3510150101110801', '3510150101110802'].map((card) => [null, card, name, 'P', '12-03-1970', 'KEPALA KELUARGA', 'Dusun Krajan RT 01 RW 02', 'Kemiren', '3'])

async function loadList({ page, visit, look }: Visitor): Promise<void> {
  await visit('/petugas/daftar')
  await page.getByLabel('Berkas', { exact: true }).setInputFiles({ name: 'november.csv', mimeType: 'text/csv', buffer: listBytes(lines) })
  await page.getByLabel('Asal daftar').selectOption('village_list')
  await page.getByLabel('Keadaan per tanggal').fill('2026-11-01')
  await page.getByRole('button', { name: 'Unggah dan baca' }).click()
  await page.getByRole('heading', { name: 'Cocokkan kolom', level: 2 }).waitFor()
  await page.getByRole('button', { name: 'Periksa baris' }).click()
  await page.getByRole('button', { name: 'Lanjut ke pratinjau' }).or(page.getByRole('heading', { name: 'Pratinjau', level: 2 })).first().waitFor()
  if (await page.getByRole('button', { name: 'Lanjut ke pratinjau' }).isVisible()) await page.getByRole('button', { name: 'Lanjut ke pratinjau' }).click()
  await page.getByRole('button', { name: 'Simpan daftar' }).click()
  await page.getByRole('heading', { name: 'Daftar tersimpan' }).waitFor()
  await look('the list of the month is stored')
}

/** The machine asks, the operator answers: the two rows are one person. */
async function settleDouble({ page, visit, look }: Visitor): Promise<void> {
  await expect.poll(async () => {
    await visit('/petugas/ganda')
    await page.getByRole('heading', { level: 1, name: 'Tinjauan ganda' }).waitFor()
    await rest(page)
    return page.getByRole('link', { name: `Bandingkan ${name}` }).count()
  }, { timeout: 30_000 }).toBeGreaterThan(0)
  await page.getByRole('link', { name: `Bandingkan ${name}` }).first().click()
  await page.getByRole('button', { name: 'Orang yang sama' }).waitFor()
  await look('the list named her twice')
  await page.getByRole('button', { name: 'Orang yang sama' }).click()
  await page.getByText(`Putusan tersimpan. ${name}`).waitFor()
}

/** From the family's own page, so that the proposal knows the family. Gives that page's address. */
async function proposeFamily({ page, visit, look }: Visitor): Promise<string> {
  await visit('/petugas/keluarga?q=Sumarni%20Rekaan')
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { level: 1, name: `Keluarga ${name}` }).waitFor()
  const address = new URL(page.url()).pathname
  await page.getByRole('link', { name: 'Usulkan' }).click()
  await page.getByRole('radio', { name: 'Masuk data' }).check()
  await page.getByRole('checkbox', { name: 'Tidak punya tempat tinggal' }).check()
  await page.getByRole('heading', { level: 2, name }).waitFor()
  await page.getByRole('textbox', { name: 'Keadaan keluarga' }).fill('Menumpang di dapur tetangga sejak rumahnya roboh')
  await look('proposed from the page of the family')
  await page.getByRole('button', { name: 'Buat usulan' }).click()
  await page.getByText('Usulan tersimpan').waitFor()
  return address
}

async function closeMeeting(teller: Teller): Promise<void> {
  const head = await teller.another('head')
  await head.signIn('kades.kemiren')
  await head.visit(new URL(teller.page.url()).pathname)
  await press(head, 'Tutup dan sahkan berita acara')
  await head.page.getByRole('dialog').getByRole('button', { name: 'Tutup dan sahkan berita acara' }).click()
  await head.page.getByText('Unduh berita acara (PDF)').waitFor()
  await teller.page.reload()
  await teller.page.getByText('Salinan bertanda tangan belum dilampirkan').waitFor()
  await teller.page.locator('input[type=file]').setInputFiles({ name: 'berita-acara.pdf', mimeType: 'application/pdf', buffer: scanOf({ pages: 2 }) })
  await teller.page.getByText('Salinan bertanda tangan sudah dilampirkan').waitFor()
  await teller.look('minutes with their signed copy')
}

async function determine(teller: Teller, agency: Visitor): Promise<void> {
  await agency.visit('/petugas/penetapan/baru')
  await agency.page.getByRole('checkbox', { name: new RegExp(name) }).check()
  await press(agency, 'Simpan konsep')
  await agency.page.getByText('Anda yang menyusun daftar ini').waitFor()
  const secretariat = await teller.another('secretariat')
  await secretariat.signIn('kesra')
  const address = new URL(agency.page.url()).pathname
  await secretariat.visit(address)
  await fill(secretariat, { 'Nomor keputusan': '188/611/KEP/429.011/2026', 'Nama penanda tangan': 'Raden Wirya Atmaja', 'Jabatan penanda tangan': 'Bupati Banyuwangi' })
  await secretariat.page.getByLabel('Tanggal keputusan').fill('2026-11-25')
  await press(secretariat, 'Catat keputusan')
  await secretariat.page.getByText('Unduh lampiran (PDF)').waitFor()
  const file = await (await world().as('kesra')).get(`/api/registry/determinations/${address.split('/').at(-1)}/document`)
  const resident = await teller.another('resident')
  await resident.visit(`/cek/${/BWI-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(textOfPdf(file.rawPayload).replaceAll(/\s+/g, ' '))![0]}`)
  await resident.page.getByText('Surat ini asli').waitFor()
  expect(await resident.page.getByText('Sumarni').count()).toBe(0)
}

/** The month's batch and the ministry's answer to it. */
async function sendAndAnswer({ page, visit, look }: Visitor): Promise<void> {
  await visit('/petugas/kiriman/baru')
  await page.getByText('Susunan ini belum dicocokkan dengan SIKS-NG').waitFor()
  await look('what is sent, and in which layout')
  await page.getByRole('button', { name: 'Buat kiriman' }).click()
  await page.getByRole('heading', { level: 1, name: /^Kiriman BWI-2026-12-/ }).waitFor()
  const row = page.getByRole('row', { name: new RegExp(name) }).or(page.getByRole('listitem').filter({ hasText: name }))
  const [reference] = /BWI-2026-12-\d+-\d{4}/.exec((await row.first().textContent()) ?? '') ?? []
  await page.getByLabel('Tanggal jawaban').fill('2026-11-24')
  const answers = Buffer.from(['NO REFERENSI;HASIL;CATATAN;DESIL', `${reference};DITERIMA;;1`].join('\r\n'))
  await page.locator('input[type=file]').setInputFiles({ name: 'jawaban.csv', mimeType: 'text/csv', buffer: answers })
  await page.getByRole('heading', { level: 1, name: 'Jawaban: jawaban.csv' }).waitFor()
  await page.getByRole('button', { name: 'Terapkan jawaban' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Terapkan jawaban' }).click()
  await page.getByText('Diterapkan: 1 diterima, 0 ditolak').waitFor()
}

async function objectAndAnswer(teller: Teller): Promise<void> {
  const neighbour = await teller.another('neighbour')
  await neighbour.visit('/sanggah')
  await neighbour.page.getByRole('radio', { name: 'Keluarga ini seharusnya tidak masuk data' }).check()
  await neighbour.page.getByLabel('Nama kepala keluarga').fill('Sumarni Rekaan')
  await neighbour.page.locator('#area').selectOption({ label: 'Kemiren' })
  await neighbour.page.getByLabel('Mengapa?').fill('Masih punya rumah lain di dusun sebelah')
  await neighbour.page.getByRole('button', { name: 'Kirim sanggah' }).click()
  await neighbour.page.getByText('Dijawab paling lambat').waitFor()
  const { page, visit, look } = teller
  const head = await teller.another('answering head')
  await head.signIn('kades.kemiren')
  await head.visit('/petugas/sanggah')
  await head.page.getByRole('link', { name: 'Sumarni Rekaan' }).click()
  await head.page.getByRole('radio', { name: 'Tidak diterima' }).check()
  await head.page.getByRole('textbox', { name: 'Jawaban dan alasannya' }).fill('Rumah di dusun sebelah milik kakaknya; sudah diperiksa bersama ketua RT')
  await press(head, 'Kirim jawaban')
  await head.page.getByText('Jawaban pertama').waitFor()
  await neighbour.page.reload()
  await neighbour.page.getByText('Rumah di dusun sebelah milik kakaknya').waitFor()
  await visit('/petugas/bulan-usulan')
  await page.getByRole('heading', { level: 1, name: 'Usulan bulan Desember 2026' }).waitFor()
  await look('the month at its end')
}

// One month in four chapters, told in their order on one server: each begins where the one before ended.
const desk = { screens: ['desk'] } as const
let family = ''

story('the month, first chapter: a list comes, names somebody twice, and the village proposes her family', async (teller) => {
  const { page, signIn, visit } = teller
  await signIn('operator.kemiren')
  await visit('/petugas/bulan-usulan')
  await page.getByRole('heading', { level: 1, name: 'Usulan bulan Desember 2026' }).waitFor()
  await loadList(teller)
  await settleDouble(teller)
  family = await proposeFamily(teller)
}, desk)

story('the month, second chapter: checked at the house, decided by the meeting', async (teller) => {
  const { signIn, another } = teller
  await signIn('operator.kemiren')
  const cadre = await another('cadre')
  await cadre.signIn('satgas.kemiren')
  await step(cadre, name, 'Catat pemeriksaan', ['Yang ditemukan di rumah', 'Benar, tidur di dapur tetangga'])
  await cadre.page.getByText('Menunggu musyawarah').first().waitFor()
  await holdMeeting(teller, name)
  await closeMeeting(teller)
}, desk)

story('the month, third chapter: district, agency, decree and ministry', async (teller) => {
  const { signIn, another } = teller
  await signIn('upt.glagah')
  await step(teller, name, 'Verifikasi')
  await teller.page.getByText('Menunggu pengesahan dinas').first().waitFor()
  const agency = await another('agency')
  await agency.signIn('dinsos')
  await step(agency, name, 'Sahkan')
  await agency.page.getByText('Menunggu penetapan bupati').first().waitFor()
  await determine(teller, agency)
  await sendAndAnswer(agency)
}, desk)

story('the month, fourth chapter: the village sees decree and decile, a neighbour objects and is answered', async (teller) => {
  const { page, signIn, visit } = teller
  await signIn('operator.kemiren')
  await openProposal(teller, name)
  await page.getByText('188/611/KEP/429.011/2026').first().waitFor()
  await visit(family)
  await page.getByText(/^Desil 1/).first().waitFor()
  await teller.look('the family with the decile of the ministry')
  await objectAndAnswer(teller)
}, desk)
