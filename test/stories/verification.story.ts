import { expect } from 'vitest'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

async function report(name: string): Promise<void> {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    category: 'PGN', story: 'Sudah tua, tinggal sendiri', subject: 'other', subjectName: name, areaId: kemiren, contact: 'anonymous', photos: [],
  })
  expect(sent.statusCode).toBe(201)
}

story('an operator makes sure who somebody is whom no list knows, and finds them in the registry', async ({ page, screen, signIn, visit, look }) => {
  const [called, trueName] = screen === 'phone' ? ['Mbah Sum', 'Sumiyatun Rekaan'] : ['Mbah Kar', 'Karsiyem Rekaan']
  await signIn('operator.kemiren')
  if (screen === 'phone') {
    await visit('/petugas/verifikasi')
    await page.getByText('Tidak ada yang menunggu').waitFor()
    await look('nobody waits')
  }
  await report(called)
  await visit('/petugas/verifikasi')
  await page.getByRole('link', { name: `Pastikan ${called}` }).waitFor()
  await look('somebody waits')
  await page.getByRole('link', { name: `Pastikan ${called}` }).click()
  await page.getByRole('heading', { level: 1, name: `Siapa ${called}?` }).waitFor()
  await look('who is it')

  await page.getByRole('textbox', { name: 'Nama' }).fill(trueName)
  await page.getByLabel('Jenis kelamin').selectOption('female')
  await page.getByRole('textbox', { name: 'NIK' }).fill('35101512O3')
  await page.getByRole('textbox', { name: 'Bagaimana Anda memastikannya?' }).fill('Didatangi bersama ketua RT')
  await page.getByRole('button', { name: 'Daftarkan orang ini' }).click()
  await page.getByText('NIK terdiri dari 16 angka').first().waitFor()
  expect(await page.getByRole('textbox', { name: 'Nama' }).inputValue()).toBe(trueName)
  await look('a number that is none')

  await page.getByRole('textbox', { name: 'NIK' }).fill('')
  await page.getByRole('button', { name: 'Daftarkan orang ini' }).click()
  await page.getByRole('heading', { level: 1, name: 'Perlu dipastikan' }).waitFor()
  await page.getByText('Tidak ada yang menunggu').waitFor()
  await visit('/petugas/keluarga')
  await page.getByRole('searchbox').fill(trueName)
  await page.getByRole('button', { name: 'Cari', exact: true }).click()
  await page.getByRole('link', { name: trueName }).waitFor()
})

story('an operator hands somebody on to the village where they live, or writes that nobody was found', async ({ page, screen, signIn, visit, look, another }) => {
  const name = screen === 'phone' ? 'Pak Nelayan' : 'Pak Perahu'
  await report(name)
  await signIn('operator.kemiren')
  await visit('/petugas/verifikasi')
  await page.getByRole('link', { name: `Pastikan ${name}` }).click()
  await page.getByRole('radio', { name: 'Tidak ditemukan' }).check()
  await look('not found')
  await page.getByRole('radio', { name: 'Tinggal di desa lain' }).check()
  await page.getByLabel('Desa atau kelurahan yang benar').selectOption({ label: 'Tembokrejo (Muncar)' })
  await page.getByRole('textbox', { name: 'Bagaimana Anda memastikannya?' }).fill('Pindah ikut anaknya ke Muncar')
  await look('another village')
  await page.getByRole('button', { name: 'Teruskan ke desa itu' }).click()
  await page.getByText('Tidak ada yang menunggu').waitFor()

  const there = await another('there')
  await there.signIn('operator.tembokrejo')
  await there.visit('/petugas/verifikasi')
  await there.page.getByRole('link', { name: `Pastikan ${name}` }).waitFor()
})
