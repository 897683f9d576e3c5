import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { sweepCases, sweeper } from '#modules/response/index.ts'
import { kemiren, makeCase } from '../make/cases.ts'
import { rest } from './rest.ts'
import { setStage, type Visitor } from './stage.ts'

const { story, world } = setStage()

const hour = 3_600_000

async function housePhoto(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const noise = { type: 'gaussian', mean: 120, sigma: 30 } as const
  const buffer = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#888', noise } }).jpeg().toBuffer()
  return { name: 'rumah.jpg', mimeType: 'image/jpeg', buffer }
}

/** A resident without account and without script, who tells about a neighbour that no list knows. */
async function beatTheDrum({ page, visit, look }: Visitor, words: string): Promise<string> {
  await visit('/lapor')
  await page.getByLabel('Tidak ada makanan').check()
  await page.getByLabel('Ceritakan singkat').fill(words)
  await page.getByLabel('Orang lain').check()
  await page.getByLabel('Nama orang yang perlu dibantu').fill('Mbah Karsi')
  await page.getByLabel('Desa atau kelurahan').selectOption(String(kemiren))
  await page.getByLabel('Foto').setInputFiles(await housePhoto())
  await page.getByLabel('Nomor WhatsApp Anda').fill('0812 3456 7890')
  await look('filled')
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Laporan diterima' }).waitFor()
  await look('receipt')
  return (await page.locator('.receipt output').textContent()) ?? ''
}

async function openAct(page: Page, name: string): Promise<void> {
  const rare = page.getByRole('button', { name: 'Tindakan lain' })
  const act = page.getByRole('button', { name })
  await act.or(rare).first().waitFor()
  await rest(page)
  if ((await act.count()) === 0) await rare.click()
  await act.first().click()
}

async function writeAndSend(page: Page, label: string, words: string, send: string): Promise<void> {
  await page.getByLabel(label).fill(words)
  await page.getByRole('button', { name: send }).click()
  await page.getByLabel(label).waitFor({ state: 'detached' })
}

async function conclude({ page, look }: Visitor, words: string, how: { readonly withdraws: boolean }): Promise<void> {
  await openAct(page, 'Beri putusan')
  await page.getByLabel('Kabar untuk pelapor').fill(words)
  await look('concluding')
  if (how.withdraws) await page.getByLabel(/^Tarik tugas/).check()
  await page.getByRole('button', { name: 'Simpan putusan' }).click()
  await page.getByText('Menunggu kata pelapor · Sudah tertolong').waitFor()
}

story('the drum is beaten and answered: from the report to the resident who says that it helped', async (teller) => {
  const { screen, another } = teller
  const words = `Mbah Karsi sendirian, dua hari tidak makan (${screen})`
  const officer: Visitor = teller
  const resident = await another('resident', { javaScript: false, screen: 'phone' })
  await officer.signIn('upt.glagah')
  await officer.visit('/petugas/meja?tab=all')
  await officer.page.getByText('Tidak ada kasus terbuka').waitFor()

  const code = await beatTheDrum(resident, words)
  const fresh = officer.page.getByRole('button', { name: '1 baru, tampilkan' })
  await fresh.waitFor()
  await fresh.click()
  await officer.page.getByRole('link', { name: new RegExp(`Mbah Karsi.*${screen}`) }).click()
  await officer.page.getByText('Mbah Karsi (orang lain)').waitFor()
  await officer.page.getByRole('img', { name: 'Foto laporan 1' }).waitFor()
  await officer.page.getByText(/diminta memeriksa: orang ini belum ada di daftar mana pun/).waitFor()
  await officer.look('the case')
  await officer.page.getByRole('button', { name: 'Ambil tugas' }).click()
  await officer.page.getByText('Dipegang Hariyono').first().waitFor()
  await openAct(officer.page, 'Balas pelapor')
  await writeAndSend(officer.page, 'Jawaban untuk pelapor', 'Satgas desa datang sore ini membawa makanan.', 'Kirim jawaban')

  await resident.page.getByRole('link', { name: 'Lihat perkembangan' }).click()
  await resident.page.getByText('Satgas desa datang sore ini membawa makanan.').waitFor()
  await resident.page.getByText(/Sudah dijawab/).waitFor()
  await resident.look('answered')

  const agency = await another('agency')
  await agency.signIn('dinsos')
  await agency.visit('/petugas/meja?tab=all')
  await agency.page.getByRole('link', { name: new RegExp(`Mbah Karsi.*${screen}`) }).click()
  await openAct(agency.page, 'Tanya pelapor')
  await writeAndSend(agency.page, 'Pertanyaan untuk pelapor', 'Apakah beliau bisa berjalan sendiri?', 'Kirim pertanyaan')
  await resident.page.reload()
  await resident.page.getByText('Petugas menunggu jawaban Anda').waitFor()
  await resident.look('asked')
  await resident.page.getByLabel('Jawaban Anda').fill('Tidak, harus dipapah.')
  await resident.page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await resident.page.getByText('Keterangan Anda sudah kami terima').waitFor()
  await agency.page.getByText('Tidak, harus dipapah.').waitFor()
  await agency.look('replied')

  const taskForce = await another('task force', { screen: 'phone' })
  await taskForce.signIn('satgas.kemiren')
  await taskForce.visit('/petugas/meja')
  await taskForce.page.getByRole('link', { name: new RegExp(`Mbah Karsi.*${screen}`) }).click()
  await openAct(taskForce.page, 'Catat kunjungan')
  await writeAndSend(taskForce.page, 'Yang ditemukan', 'Lemah, dapur kosong, tidak punya KTP.', 'Simpan kunjungan')
  await openAct(taskForce.page, 'Selesaikan tugas')
  await writeAndSend(taskForce.page, 'Kabar untuk pelapor', 'Makanan sudah diantar, besok diantar lagi.', 'Simpan hasil')
  await taskForce.look('finished')
  await openAct(agency.page, 'Selesaikan tugas')
  await writeAndSend(agency.page, 'Kabar untuk pelapor', 'Beliau masuk daftar bantuan permakanan.', 'Simpan hasil')
  await officer.page.getByText('Beliau masuk daftar bantuan permakanan.').waitFor()
  await conclude(officer, 'Makanan diantar setiap hari, KTP sedang dibuat.', { withdraws: false })

  await resident.page.getByRole('link', { name: 'Muat ulang halaman ini' }).click()
  await resident.page.getByText('Sudah terbantu?').waitFor()
  await resident.look('asked whether it helped')
  await resident.page.getByText('Belum', { exact: true }).click()
  await resident.page.getByLabel('Apa yang belum?').fill('Hari ini belum ada yang mengantar.')
  await resident.look('not yet')
  await resident.page.getByRole('button', { name: 'Belum, buka lagi laporan ini' }).click()
  await resident.page.getByText('Laporan dibuka lagi. Petugas akan membaca keterangan Anda.').waitFor()
  await resident.look('opened again')

  await officer.page.getByText('Hari ini belum ada yang mengantar.').waitFor()
  await officer.look('opened again')
  await conclude(officer, 'Maaf. Pengantar sudah diganti, hari ini sudah sampai.', { withdraws: true })
  await resident.page.getByRole('link', { name: 'Muat ulang halaman ini' }).click()
  await resident.page.getByRole('button', { name: 'Ya, sudah terbantu' }).click()
  await resident.page.getByText('Anda menyatakan sudah terbantu. Terima kasih sudah melapor.').waitFor()
  await resident.look('closed')
  await officer.page.getByText(/^Ditutup · Sudah tertolong/).waitFor()
  await officer.look('closed')
  expect(code).toMatch(/^BWI-/)
})

/** The hours pass, and the sweep comes by as it does every few seconds. */
async function letPass(hours: number): Promise<void> {
  for (let passed = 0; passed < hours; passed += 0.5) {
    world().clock.advance(hour / 2)
    await sweepCases(world().deps, sweeper(world().deps.regency))
  }
}

story('a case that nobody answers climbs by itself, from village and district to the regency and its leaders', async (teller) => {
  const { another, screen } = teller
  const { caseId, caseNumber } = await makeCase(world(), { summary: `Tidak ada yang menjawab (${screen})`, category: 'PGN' })
  const secretariat: Visitor = teller
  await secretariat.signIn('kesra')
  await secretariat.visit('/petugas/meja?tab=late')
  await secretariat.page.getByRole('tab', { name: /^Lewat waktu/ }).waitFor()
  expect(await secretariat.page.getByText(`Tidak ada yang menjawab (${screen})`).count()).toBe(0)

  await letPass(2.5)
  const night = await another('two hours later')
  await night.signIn('kesra')
  await night.visit('/petugas/meja?tab=late')
  await night.page.getByText(`Tidak ada yang menjawab (${screen})`).first().waitFor()
  await night.look('late')
  await night.visit(`/petugas/kasus/${caseId}`)
  await night.page.getByText(/^Naik ke kabupaten/).first().waitFor()
  await night.visit('/petugas/papan')
  await night.page.getByRole('region', { name: 'Jenjang yang harus bertindak' }).getByRole('progressbar', { name: 'Kabupaten' }).waitFor()
  await night.look('board')

  await letPass(4)
  const leader = await another('six hours later')
  await leader.signIn('kesra')
  await leader.visit(`/petugas/kasus/${caseId}`)
  await leader.page.getByRole('heading', { level: 1, name: `Kasus ${caseNumber}` }).waitFor()
  await leader.page.getByText(/^Naik ke pimpinan/).first().waitFor()
  await leader.page.getByText(/^Lihat \d+ kejadian$/).click()
  await leader.page.getByText(/^Naik ke kecamatan .*Satgas/).waitFor()
  await leader.look('climbed')
})
