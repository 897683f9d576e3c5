import { expect } from 'vitest'
import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage({ works: true })
const kemiren = 152_004

/** Two old people of decile 1 and a young family, in a hamlet of their own, so that stories do not meet. */
async function arrange(hamlet: string): Promise<readonly string[]> {
  const names = [`MBOK SURTI ${hamlet.toUpperCase()}`, `PAK KARTO ${hamlet.toUpperCase()}`]
  for (const [at, name] of names.entries()) {
    await makeFamily(world(), { areaId: kemiren, hamlet, rt: 1 + at, rw: 1, decile: 1, members: [{ name, birthOn: '1949-05-06', nik: `35101501060549000${at}` }] })
  }
  await makeFamily(world(), { areaId: kemiren, hamlet, rt: 4, rw: 1, decile: 5, members: [{ name: `DEWI ${hamlet.toUpperCase()}`, birthOn: '1996-05-06' }] })
  return names
}

story('an operator filters families, keeps the list for colleagues, and asks for a recheck that the village head approves', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const hamlet = screen === 'phone' ? 'Sukorejo' : 'Kedunglo'
  const [surti] = await arrange(hamlet)
  await signIn('operator.kemiren')
  await visit('/petugas/daftar-keluarga')
  await page.getByLabel('Dusun atau lingkungan').fill(hamlet)
  await page.getByLabel('Desil dari').selectOption('1')
  await page.getByLabel('sampai desil').selectOption('2')
  await page.getByRole('button', { name: 'Tampilkan', exact: true }).click()
  await page.getByText('2 keluarga', { exact: true }).waitFor()
  await page.getByRole('link', { name: surti! }).waitFor()
  expect(new URL(page.url()).searchParams.get('hamlet')).toBe(hamlet)
  await look('filtered')

  await page.getByRole('button', { name: 'Simpan daftar' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Simpan daftar' }).click()
  await dialog.getByText('Beri nama daftarnya').waitFor()
  await look('naming the list')
  await dialog.getByRole('textbox', { name: 'Nama daftar' }).fill(`Lansia ${hamlet}`)
  await dialog.getByRole('checkbox', { name: 'Bagikan kepada rekan sekantor' }).check()
  await dialog.getByRole('button', { name: 'Simpan daftar' }).click()
  await page.getByRole('heading', { level: 1, name: `Lansia ${hamlet}` }).waitFor()
  await page.getByRole('link', { name: surti! }).waitFor()
  await look('kept list')

  await page.getByRole('checkbox', { name: `Pilih ${surti}` }).check()
  await page.getByText('1 dipilih').waitFor()
  await page.getByRole('button', { name: 'Minta periksa ulang' }).click()
  await page.getByRole('textbox', { name: 'Alasan' }).fill('Belum diperiksa sejak tahun lalu')
  await page.getByRole('dialog').getByRole('button', { name: 'Minta periksa ulang' }).click()
  await page.getByText('usulan sendiri tidak dapat disetujui sendiri').waitFor()
  await look('own proposal waits')

  const head = await another('kades')
  await head.signIn('kades.kemiren')
  await head.visit('/petugas/daftar-simpanan')
  await head.page.getByRole('link', { name: `Lansia ${hamlet}` }).waitFor()
  await head.look('shared list')
  await head.visit('/petugas/usulan-tindakan?keadaan=proposed')
  const proposal = head.page.getByRole('link', { name: 'Periksa ulang oleh desa' }).first()
  await proposal.waitFor()
  await head.look('waiting proposals')
  await proposal.click()
  await head.page.getByRole('link', { name: surti! }).waitFor()
  await head.look('exactly what is proposed')
  await head.page.getByRole('button', { name: 'Setujui', exact: true }).click()
  await head.look('asked once more')
  await head.page.getByRole('dialog').getByRole('button', { name: 'Setujui', exact: true }).click()
  await head.page.getByText('Disetujui').waitFor()

  await visit('/petugas/periksa-ulang')
  await page.getByRole('button', { name: `Catat hasil ${surti}` }).click()
  await page.getByRole('radio', { name: 'Tidak ditemukan di alamat ini' }).check()
  await page.getByRole('button', { name: 'Simpan hasil' }).click()
  await page.getByText('Tulis apa yang ditemukan').waitFor()
  await look('words are missing')
  await page.getByRole('textbox', { name: 'Yang ditemukan' }).fill('Ikut anaknya ke Jember')
  await page.getByRole('button', { name: 'Simpan hasil' }).click()
  await page.getByRole('button', { name: `Catat hasil ${surti}` }).waitFor({ state: 'detached' })
  await look('verified')
})

story('an operator proposes the families of a list to the village meeting, and sees what became of each', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const hamlet = screen === 'phone' ? 'Tumenggung' : 'Sumberwaru'
  const [surti, karto] = await arrange(hamlet)
  await signIn('operator.kemiren')
  await visit(`/petugas/daftar-keluarga?hamlet=${hamlet}&decileFrom=1&decileTo=2`)
  await page.getByText('2 keluarga', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Usulkan ke musyawarah desa' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Alasan' }).fill('Disepakati pada rapat dusun bulan ini')
  await dialog.getByRole('button', { name: 'Kirim untuk disetujui' }).click()
  await dialog.getByText('Pilih paling sedikit satu alasan').waitFor()
  await look('a reason by the rules is missing')
  await dialog.getByRole('checkbox', { name: 'Tidak punya tempat tinggal' }).check()
  await dialog.getByRole('button', { name: 'Kirim untuk disetujui' }).click()
  await page.getByText('usulan sendiri tidak dapat disetujui sendiri').waitFor()

  const head = await another('kades')
  await head.signIn('kades.kemiren')
  await head.visit(new URL(page.url()).pathname)
  await head.page.getByRole('link', { name: surti! }).waitFor()
  await head.page.getByRole('button', { name: 'Setujui', exact: true }).click()
  await head.page.getByRole('dialog').getByRole('button', { name: 'Setujui', exact: true }).click()
  await head.page.getByText('2 dari 2').waitFor()
  await head.page.getByRole('link', { name: 'Unduh hasil (Excel)' }).waitFor()
  await head.page.getByRole('link', { name: karto! }).waitFor()
  await head.page.getByText('Terlaksana').nth(2).waitFor()
  await head.look('what became of each')
})

story('an operator exports a list, sees its passphrase once, and the data protection officer finds out whose a leaked file is', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const hamlet = screen === 'phone' ? 'Delik' : 'Rejopuro'
  await arrange(hamlet)
  await signIn('operator.kemiren')
  await visit(`/petugas/daftar-keluarga?hamlet=${hamlet}`)
  await page.getByText('3 keluarga', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Ekspor', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Minta ekspor' }).click()
  await dialog.getByText('Tulis tujuannya, paling sedikit 10 huruf').waitFor()
  await look('purpose is missing')
  await dialog.getByRole('textbox', { name: 'Tujuan' }).fill(`Rapat dusun ${hamlet}`)
  await dialog.getByRole('checkbox', { name: 'NIK', exact: true }).check()
  await dialog.getByRole('button', { name: 'Minta ekspor' }).click()
  await page.getByRole('button', { name: 'Tampilkan sandi' }).waitFor()
  await look('ready')
  await page.getByRole('button', { name: 'Tampilkan sandi' }).click()
  const passphrase = (await page.locator('code').textContent())!
  expect(passphrase).toMatch(/^([A-Z2-9]{5}-){4}[A-Z2-9]{5}$/)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Unduh berkas' }).click()
  expect((await download).suggestedFilename()).toMatch(/^ekspor-.*\.zip$/)
  await look('passphrase this once')
  await page.reload()
  await page.getByText('Sandinya sudah ditampilkan satu kali').waitFor()
  expect(await page.content()).not.toContain(passphrase)
  const exportId = new URL(page.url()).pathname.split('/').at(-1)!
  await visit('/petugas/ekspor')
  await page.getByRole('link', { name: `Rapat dusun ${hamlet}` }).waitFor()
  await look('own exports')

  const dpo = await another('dpo')
  await dpo.signIn('dpo')
  await dpo.visit('/petugas/jejak-ekspor')
  await dpo.page.getByText(`Rapat dusun ${hamlet}`).waitFor()
  await dpo.look('trail')
  const leaked = Buffer.from(`Nama;Alamat\r\nSURTI;RT 001 / RW 001\r\nRahasia. Ekspor ${exportId} untuk;\r\n`)
  await dpo.page.locator('input[type=file]').setInputFiles({ name: 'bocor.csv', mimeType: 'text/csv', buffer: leaked })
  await dpo.page.getByText('Nomor ekspor di dalam berkas').waitFor()
  await dpo.look('traced')
})
