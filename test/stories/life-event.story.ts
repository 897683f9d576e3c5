import sharp from 'sharp'
import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

story('an operator records a death, is told what is missing, follows it up, and takes a mistake back', async ({ page, screen, signIn, visit, look }) => {
  const [head, wife] = screen === 'phone' ? ['PAIMIN', 'WAGIRAH'] : ['SUKIMAN', 'NGATINI']
  const { familyId } = await makeFamily(world(), {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1,
    members: [
      { name: head!, sex: 'male', birthOn: '1950-03-12', values: { marital: 'married' } },
      { name: wife!, relation: 'wife', sex: 'female', birthOn: '1954-05-01', values: { marital: 'married' } },
    ],
  })
  await signIn('operator.kemiren')
  await visit('/petugas/peristiwa')
  await page.getByRole('heading', { level: 1, name: 'Peristiwa' }).waitFor()
  await look('events')

  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('link', { name: 'Catat peristiwa' }).click()
  await page.getByRole('heading', { level: 1, name: `Catat peristiwa: ${head}` }).waitFor()
  await page.locator('#kind').selectOption('death')
  await page.locator('#personId').selectOption({ label: head! })
  await page.locator('#happenedOn').fill('2026-11-20')
  await page.locator('#evidence').selectOption('document')
  await page.locator('#evidenceWords').fill('Surat kematian 474.3/12')
  await page.locator('#reportedBy').fill('Ketua RT 3')
  const paper = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#eee' } }).jpeg().toBuffer()
  await page.locator('input[type=file]').setInputFiles({ name: 'surat.jpg', mimeType: 'image/jpeg', buffer: paper })
  await page.getByText('Foto 1 siap').waitFor()
  await page.getByRole('button', { name: 'Simpan peristiwa' }).click()
  await page.getByText('Keluarga perlu kepala keluarga').first().waitFor()
  await look('a head is missing, nothing typed is lost')
  await page.locator('#newHeadId').selectOption({ label: wife! })
  await page.getByRole('button', { name: 'Simpan peristiwa' }).click()
  await page.getByText('Peristiwa tercatat.').waitFor()
  await look('recorded')

  await page.getByRole('link', { name: 'Buka datanya' }).click()
  await page.getByRole('heading', { level: 1, name: `Keluarga ${wife}` }).waitFor()
  await page.getByText('Meninggal').first().waitFor()
  await visit('/petugas/peristiwa')
  await page.getByRole('button', { name: `Selesai: Akhiri kepesertaan programnya, ${head}` }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Pendamping PKH sudah diberi tahu')
  await look('finishing a follow-up')
  await page.getByRole('dialog').getByRole('button', { name: 'Selesai' }).click()
  await page.getByRole('button', { name: `Selesai: Akhiri kepesertaan programnya, ${head}` }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Surat 1' }).first().waitFor()
  await look('follow-ups and events')

  await page.getByRole('button', { name: `Batalkan Kematian: ${head}` }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Salah orang, kata ketua RT')
  await page.getByRole('dialog').getByRole('button', { name: 'Batalkan', exact: true }).click()
  await page.getByText('Dibatalkan').first().waitFor()
  await look('taken back')
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('heading', { level: 1, name: `Keluarga ${head}` }).waitFor()
})

story('somebody without papers is registered, called by a temporary number, and gets a NIK later', async ({ page, screen, signIn, visit, look }) => {
  await signIn('operator.kemiren')
  await visit('/petugas/peristiwa')
  await page.getByRole('link', { name: 'Daftarkan orang tanpa surat' }).click()
  await page.getByRole('heading', { level: 1, name: 'Daftarkan orang tanpa surat' }).waitFor()
  const name = screen === 'phone' ? 'MBAH SENEN' : 'MBAH LEGI'
  await page.locator('#name').fill(name)
  await page.locator('#sex').selectOption('male')
  await page.locator('#areaId').selectOption(String(kemiren))
  await page.locator('#placeWords').fill('Gubuk belakang pasar')
  await page.locator('#happenedOn').fill('2026-11-24')
  await page.locator('#evidenceWords').fill('Ditemui di pasar, tidak punya KTP')
  await page.locator('#reportedBy').fill('Satgas Kemiren')
  await page.getByRole('button', { name: 'Simpan peristiwa' }).click()
  await page.getByText('Isi salah satu: tanggal lahir, atau perkiraan umur.').first().waitFor()
  await page.locator('#ageGuess').fill('70')
  await look('registering')
  await page.getByRole('button', { name: 'Simpan peristiwa' }).click()
  await page.getByText('Nomor sementara S-').waitFor()
  await page.getByRole('link', { name: 'Buka datanya' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await look('without papers')
  await page.getByRole('link', { name: 'Isi NIK yang menyusul' }).click()
  await page.locator('#nik').fill(screen === 'phone' ? '3510150107560001' : '3510150107560002')
  await page.locator('#happenedOn').fill('2026-11-25')
  await page.locator('#evidenceWords').fill('KTP dari Dukcapil')
  await page.locator('#reportedBy').fill('Dukcapil')
  await page.getByRole('button', { name: 'Simpan peristiwa' }).click()
  await page.getByText('Peristiwa tercatat.').waitFor()
  await look('papers came')
})
