import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

story('a family moves: its village writes it down, the other one says that it arrived, and takes a mistake back', async ({ page, screen, signIn, visit, look }) => {
  const [head, wife] = screen === 'phone' ? ['SARMIDI', 'TUMINAH'] : ['NGADIMAN', 'PONIYEM']
  const { familyId } = await makeFamily(world(), {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1,
    members: [{ name: head!, sex: 'male', birthOn: '1960-03-12' }, { name: wife!, relation: 'wife', sex: 'female', birthOn: '1964-05-01' }],
  })
  await signIn('operator.kemiren')
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('link', { name: 'Catat peristiwa' }).click()
  await page.getByRole('link', { name: 'Catat pindah ke desa lain' }).click()
  await page.getByRole('heading', { level: 1, name: `Pindah desa: ${head}` }).waitFor()
  await page.locator('#toAreaId').selectOption({ label: 'Tembokrejo (Muncar)' })
  await page.locator('#leftOn').fill('2027-11-20')
  await page.locator('#words').fill('Surat pindah 475/31')
  await page.getByRole('button', { name: 'Catat pindah ke desa lain' }).click()
  await page.getByText('Tanggalnya belum tiba').first().waitFor()
  await look('the day has not come, nothing typed is lost')
  await page.locator('#leftOn').fill('2026-11-20')
  await page.getByRole('button', { name: 'Catat pindah ke desa lain' }).click()
  await page.getByText('Desa tujuan sekarang ditanya').waitFor()
  await page.getByRole('link', { name: 'Lihat perpindahan' }).click()
  await page.getByRole('button', { name: `Tarik kembali: ${head}` }).waitFor()
  await look('leaving')

  await page.context().clearCookies()
  await signIn('operator.tembokrejo')
  await visit('/petugas/perpindahan')
  await page.getByRole('button', { name: `Sudah tiba: ${head}` }).click()
  await page.locator('#arrivedOn').fill('2026-11-22')
  await page.locator('#hamlet').fill('Palurejo')
  await page.locator('#rt').fill('2')
  await page.locator('#rw').fill('4')
  await look('arriving')
  await page.getByRole('button', { name: 'Catat kedatangan' }).click()
  await page.getByRole('button', { name: `Batalkan kedatangan: ${head}` }).waitFor()
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('heading', { level: 1, name: `Keluarga ${head}` }).waitFor()
  await page.getByText('Palurejo').first().waitFor()
  await visit('/petugas/peristiwa')
  await page.getByText('Pindah desa').first().waitFor()
  await look('arrived')

  await visit('/petugas/perpindahan')
  await page.getByRole('button', { name: `Batalkan kedatangan: ${head}` }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Keluarga lain yang datang')
  await look('taking it back')
  await page.getByRole('dialog').getByRole('button', { name: 'Batalkan kedatangan' }).click()
  await page.getByText('Keluarga lain yang datang').first().waitFor()
  await look('taken back')
  await page.context().clearCookies()
  await signIn('operator.kemiren')
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('heading', { level: 1, name: `Keluarga ${head}` }).waitFor()
  await page.getByText('Krajan').first().waitFor()
})
