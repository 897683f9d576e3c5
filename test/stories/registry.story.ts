import { expect } from 'vitest'
import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

/** A family that two lists describe differently. */
async function arrange(name: string): Promise<void> {
  await makeFamily(world(), {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, card: '3510151203140007', decile: 2, values: { floor: 'earth', programmes: ['pkh'] },
    members: [
      { name, relation: 'head', sex: 'male', birthOn: '1960-07-01', nik: '3510150107600012', values: { education: 'primary', occupation: 20 } },
      { name: 'SITI AMINAH', relation: 'wife', sex: 'female', birthOn: '1964-03-12' },
    ],
  })
}

story('an operator finds a misspelt family, opens a number for a reason, and beats the drum for it', async ({ page, screen, signIn, visit, look }) => {
  const name = screen === 'phone' ? 'SUKARNO WIDODO' : 'SUTRISNO HADI'
  const misspelt = screen === 'phone' ? 'soekarna widoda' : 'sutrisna hady'
  await arrange(name)
  await signIn('operator.kemiren')
  await visit('/petugas/keluarga')
  await page.getByText('Ketik nama, NIK, nomor KK, atau alamat di atas').waitFor()
  await look('nothing asked yet')

  const field = page.getByRole('searchbox')
  await field.fill('ab')
  await page.getByRole('button', { name: 'Cari', exact: true }).click()
  await page.getByText('Ketik paling sedikit 3 huruf').waitFor()
  await look('too short')

  await field.fill('Zzyxqw')
  await page.getByRole('button', { name: 'Cari', exact: true }).click()
  await page.getByText('Tidak ada yang cocok').waitFor()
  await page.getByRole('link', { name: 'Daftarkan orang yang belum terdaftar' }).waitFor()
  expect(await page.getByRole('link', { name: 'Tulis laporan untuk orang ini' }).getAttribute('href')).toBe('/petugas/lapor')
  await look('nobody')

  await page.getByRole('searchbox').fill(misspelt)
  await page.getByRole('button', { name: 'Cari', exact: true }).click()
  const hit = page.getByRole('link', { name })
  await hit.waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe(misspelt)
  await look('found')

  await hit.click()
  await page.getByRole('heading', { level: 1, name: `Keluarga ${name}` }).waitFor()
  await page.getByText('Desil 2, per 30 Juni 2026', { exact: true }).waitFor()
  await page.getByText('Daftar uji, baris 7', { exact: true }).waitFor()
  await page.getByText('tanggal pastinya tidak diketahui').waitFor()
  await page.getByText(`Data ${name}`).first().click()
  await page.getByText('Buruh tani').first().waitFor()
  const report = page.getByRole('link', { name: 'Buat laporan' })
  const isOff = await report.evaluate((link) => {
    const middleOf = ({ top, height }: DOMRect): number => top + height / 2
    return Math.abs(middleOf(link.getBoundingClientRect()) - middleOf(link.querySelector('.mantine-Button-label')!.getBoundingClientRect()))
  })
  expect(isOff, 'the words of a link like a button stand in its middle').toBeLessThan(1.5)
  await look('family')

  await page.getByRole('button', { name: `Buka nomor ${name}` }).click()
  await page.getByRole('dialog').waitFor()
  await look('asking for a reason')
  await page.getByRole('textbox', { name: 'Alasan' }).fill('Mencocokkan dengan KTP yang dibawa')
  await page.getByRole('dialog').getByRole('button', { name: 'Buka nomor' }).click()
  await page.getByText('3510150107600012').waitFor()
  await look('number open')

  await page.getByRole('link', { name: 'Buat laporan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Tulis laporan warga' }).waitFor()
  await page.getByLabel('Nama orang yang perlu dibantu').waitFor()
  await expect.poll(() => page.getByLabel('Nama orang yang perlu dibantu').inputValue()).toBe(name)
  await expect.poll(() => page.getByLabel('Alamat', { exact: true }).inputValue()).toContain('Krajan')
  await look('report about the family')
})

story('a number that is searched stands in no address and no history, and Back still finds it', async ({ page, screen, signIn, visit, look }) => {
  const name = screen === 'phone' ? 'TUKIRAN JATI' : 'WARSONO JATI'
  const nik = screen === 'phone' ? '3510150107600021' : '3510150107600022'
  await makeFamily(world(), { areaId: kemiren, members: [{ name, relation: 'head', sex: 'male', nik }] })
  await signIn('operator.kemiren')
  await visit('/petugas/keluarga')
  await page.getByRole('searchbox').fill(nik)
  await page.getByRole('button', { name: 'Cari', exact: true }).click()
  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { level: 1, name: `Keluarga ${name}` }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Cari keluarga' }).waitFor()
  await page.getByRole('link', { name }).waitFor()
  expect(await page.evaluate(() => location.href + JSON.stringify(history.state) + JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(nik)
  await page.reload()
  await page.getByText('Ketik lagi nomornya').waitFor()
  await look('number forgotten')
})

story('a NIK typed with one wrong digit finds the person, and says which digit to look at', async ({ page, screen, signIn, visit, look }) => {
  const [name, nik, slipped] = screen === 'phone'
    ? ['SUPARDI LERENG', '3510151204710031', '3510151204710081'] as const : ['KASTARI LERENG', '3510151204710042', '3510151204170042'] as const
  await makeFamily(world(), { areaId: kemiren, card: `35101509090900${screen === 'phone' ? 31 : 42}`, members: [{ name, relation: 'head', sex: 'male', nik }] })
  await signIn('operator.kemiren')
  await visit('/petugas/keluarga')
  await page.getByRole('searchbox').fill(slipped)
  await page.getByRole('button', { name: 'Cari', exact: true }).click()
  await page.getByRole('link', { name }).waitFor()
  await page.getByText('Nomor ini tidak ada, tetapi ada yang hampir sama').waitFor()
  await page.getByText(screen === 'phone' ? 'Angka ke-15 yang Anda ketik (8) lain' : 'Angka ke-11 dan ke-12 yang Anda ketik (17) terbalik').waitFor()
  expect(await page.content(), 'the number of the person').not.toContain(nik)
  await look('nearly the number')
  await page.getByRole('searchbox').fill('3510151204710999')
  await page.getByRole('button', { name: 'Cari', exact: true }).click()
  await page.getByText('Nomor ini tidak ada di wilayah Anda').waitFor()
  await look('no number like it')
})

story('somebody without any number has none to open', async ({ page, screen, signIn, visit, look }) => {
  const { familyId, personIds } = await makeFamily(world(), { areaId: kemiren, members: [{ name: `TANPA SURAT ${screen.toUpperCase()}`, relation: 'head' }] })
  await signIn('operator.kemiren')
  for (const address of [`/petugas/keluarga/${familyId}`, `/petugas/orang/${personIds[0]}`]) {
    await visit(address)
    await page.getByText('Tidak ada', { exact: true }).first().waitFor()
    expect(await page.getByRole('button', { name: /Buka nomor/ }).count()).toBe(0)
  }
  await look('no number to open')
})

story('somebody of another village finds neither the name nor the page', async ({ page, signIn, visit, look, expectComplaint }) => {
  await arrange('MISNADI UJUNG')
  await signIn('operator.tembokrejo')
  await visit('/petugas/keluarga?q=misnadi+ujung')
  await page.getByText('Tidak ada yang cocok').waitFor()
  await look('not here')
  expectComplaint(/404/)
  await visit('/petugas/keluarga/019d0000-0000-7000-8000-000000000000')
  await page.getByText('Tidak ditemukan, atau di luar wilayah Anda.').waitFor()
  await look('no such family')
})
