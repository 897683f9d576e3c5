import { expect } from 'vitest'
import { asOwner } from '#install.ts'
import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

async function person(name: string, username?: string): Promise<string> {
  const { personIds } = await makeFamily(world(), { areaId: kemiren, members: [{ name, birthOn: '1990-03-12' }] })
  if (username !== undefined) {
    await asOwner(world().ownerUrl, (owner) => owner.query('update people.account set person_id = $2 where username = $1', [username, personIds[0]]))
  }
  return personIds[0]!
}

story('a resident asks for a copy of their data, it is granted, and they fetch it', async ({ page, screen, signIn, visit, look, another }) => {
  await person(screen === 'phone' ? 'Sulastri Rekaan' : 'Sulastri Contoh', 'warga')
  await signIn('warga')
  await visit('/petugas/hak-saya')
  await page.getByRole('heading', { level: 1, name: 'Hak atas data saya' }).waitFor()
  await look('own rights')
  await page.getByRole('button', { name: 'Kirim permohonan' }).click()
  await page.getByRole('alert').first().waitFor()
  await look('nothing written')
  const words = screen === 'phone' ? 'Saya ingin tahu data apa yang disimpan' : 'Minta salinan data keluarga saya'
  await page.getByRole('textbox', { name: 'Jelaskan' }).fill(words)
  await page.getByRole('button', { name: 'Kirim permohonan' }).click()
  await page.getByText('Dijawab paling lambat').waitFor()
  await look('asked')

  const officer = await another('officer')
  await officer.signIn('dpo')
  await officer.visit('/petugas/permohonan-data/dijawab')
  await officer.page.getByText(words).waitFor()
  await officer.look('to answer')
  await officer.page.getByRole('button', { name: /^Jawab/ }).last().click()
  await officer.page.getByRole('dialog').getByRole('textbox', { name: 'Alasan yang dibaca pemohon' }).fill('Hak Anda menurut undang-undang')
  await officer.look('answering')
  await officer.page.getByRole('dialog').getByRole('button', { name: 'Kirim jawaban' }).click()
  await officer.page.getByRole('dialog').waitFor({ state: 'hidden' })

  await visit('/petugas/hak-saya')
  await page.getByText('Hak Anda menurut undang-undang').first().waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Ambil sebagai tabel (XLSX)' }).first().click()])
  expect(download.suggestedFilename()).toBe('data-saya.xlsx')
  await look('granted')
})

story('an operator writes down a request and a consent at the counter', async ({ page, screen, signIn, visit, look }) => {
  const personId = await person(screen === 'phone' ? 'Paini Rekaan' : 'Paini Contoh')
  await signIn('operator.kemiren')
  await visit(`/petugas/orang/${personId}`)
  await page.getByRole('link', { name: 'Hak atas data' }).click()
  await page.getByRole('heading', { level: 1, name: /^Hak Paini/ }).waitFor()
  await page.getByText('Belum ada persetujuan yang dicatat').waitFor()
  await look('rights of a person')
  await page.getByLabel('Yang diminta').selectOption('correction')
  await page.getByRole('textbox', { name: 'Jelaskan' }).fill('Tanggal lahir salah')
  await page.getByRole('textbox', { name: 'Bagaimana orangnya dikenali?' }).fill('KTP')
  await page.getByRole('button', { name: 'Catat permohonan' }).click()
  await page.getByText('Dijawab paling lambat').waitFor()
  await page.getByLabel('Diberikan tanggal').fill('2026-11-20')
  await page.getByRole('textbox', { name: 'Bukti' }).fill('Lembar di map biru')
  await page.getByRole('button', { name: 'Catat persetujuan' }).click()
  await page.getByText('Berlaku').waitFor()
  await look('a consent')
  await page.getByRole('button', { name: /^Tarik persetujuan/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Tidak mau lagi')
  await page.getByRole('dialog').getByRole('button', { name: 'Tarik persetujuan' }).click()
  await page.getByText(/^Ditarik/).waitFor()
  await visit('/petugas/permohonan-data')
  await page.getByText('Tanggal lahir salah').first().waitFor()
  await look('requests of the village')
})

story('the data protection officer sees what is processed, writes down an incident and sees whom it touched', async ({ page, signIn, visit, look, another }) => {
  const personId = await person('Terlihat Rekaan')
  const seer = await another('seer')
  await seer.signIn('upt.glagah')
  await seer.visit(`/petugas/orang/${personId}`)
  await seer.page.getByRole('heading', { level: 1, name: 'Terlihat Rekaan' }).waitFor()

  await signIn('dpo')
  await visit('/petugas/pemrosesan-data')
  await page.getByText('Tugas publik').first().waitFor()
  await look('record of processing')
  await visit('/petugas/insiden')
  await page.getByText('Belum ada insiden yang dicatat').or(page.getByText('Ponsel petugas hilang').first()).first().waitFor()
  await look('incidents')
  await page.getByLabel('Diketahui pada').fill('2026-11-25T08:30')
  await page.getByRole('textbox', { name: 'Apa yang terjadi' }).fill('Ponsel petugas hilang dalam keadaan masuk')
  await page.getByRole('textbox', { name: 'Nama pengguna yang terlibat' }).fill('upt.glagah')
  await page.getByLabel('Dari').fill('2026-11-25T00:00')
  await page.getByLabel('Sampai').fill('2026-11-26T00:00')
  await page.getByRole('button', { name: 'Simpan insiden' }).click()
  await page.getByRole('heading', { level: 1, name: /^Insiden/ }).waitFor()
  await page.getByText('Terlihat Rekaan').first().waitFor()
  await look('an incident')
})
