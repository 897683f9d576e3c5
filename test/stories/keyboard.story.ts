import { expect } from 'vitest'
import { asOwner } from '#install.ts'
import { kemiren, makeCase } from '../make/cases.ts'
import { makeFamily } from '../make/family.ts'
import { demoPassword } from '../world.ts'
import { choose, press, select, tabTo, type } from './keyboard.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

story('an officer signs in, takes and sorts a case with the keyboard alone', async ({ page, visit, look }) => {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    category: 'LNY', story: 'Mbah Paijah sendirian, dua hari tidak makan', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'phone', phone: '081234567890',
  })
  expect(sent.statusCode, sent.body).toBe(201)
  await visit('/petugas')
  await type(page, page.locator('#sign-in-username'), 'upt.glagah')
  await type(page, page.locator('#sign-in-password'), demoPassword('upt.glagah'))
  await page.keyboard.press('Enter')
  await page.locator('main#main h1').waitFor()

  await press(page, page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Meja darurat' }))
  await page.getByRole('heading', { level: 1, name: 'Meja darurat' }).waitFor()
  await press(page, page.getByRole('list', { name: 'Antrean kasus' }).getByRole('link', { name: /Mbah Paijah/ }))
  await page.getByText('Mbah Paijah (orang lain)').waitFor()
  await look('the case is open')

  await press(page, page.getByRole('button', { name: 'Ambil tugas' }))
  await page.getByText('Dipegang Hariyono').first().waitFor()
  await press(page, page.getByRole('button', { name: 'Benarkan atau betulkan' }))
  await select(page, page.getByLabel('Jenis masalah').last(), 'Pangan')
  await press(page, page.getByRole('button', { name: 'Simpan pilahan' }))
  await page.getByText(/^Dipilah sebagai Pangan/).first().waitFor()
  await look('sorted')

}, { screens: ['desk'] })

story('an officer answers and concludes a case with the keyboard alone', async ({ page, signIn, visit, look }) => {
  const { caseId } = await makeCase(world(), { summary: 'Kakek sakit, tinggal sendiri', category: 'KES' })
  await signIn('upt.glagah')
  await visit(`/petugas/kasus/${caseId}`)
  await press(page, page.getByRole('button', { name: 'Balas pelapor' }))
  await type(page, page.getByLabel('Jawaban untuk pelapor'), 'Satgas desa datang sore ini membawa makanan.')
  await look('answering')
  await press(page, page.getByRole('button', { name: 'Kirim jawaban' }))
  await page.getByLabel('Jawaban untuk pelapor').waitFor({ state: 'detached' })

  await rest(page)
  if ((await page.getByRole('button', { name: 'Beri putusan' }).count()) === 0) await press(page, page.getByRole('button', { name: 'Tindakan lain' }))
  await press(page, page.getByRole('button', { name: 'Beri putusan' }))
  await type(page, page.getByLabel('Kabar untuk pelapor'), 'Makanan diantar setiap hari mulai sore ini.')
  const withdraw = page.getByLabel(/^Tarik tugas/)
  if ((await withdraw.count()) > 0) {
    await tabTo(page, withdraw)
    await page.keyboard.press('Space')
  }
  await press(page, page.getByRole('button', { name: 'Simpan putusan' }))
  await page.getByText(/^Menunggu kata pelapor/).first().waitFor()
  await look('concluded')
}, { screens: ['desk'] })

story('a family is visited with the keyboard alone', async ({ page, visit, look }) => {
  const family = await makeFamily(world(), {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, values: { floor: 'earth' }, members: [{ name: 'PAIJAN TOMBOL', relation: 'head', sex: 'male', birthOn: '1960-03-01' }],
  })
  await visit('/petugas')
  await type(page, page.locator('#sign-in-username'), 'satgas.kemiren')
  await type(page, page.locator('#sign-in-password'), demoPassword('satgas.kemiren'))
  await page.keyboard.press('Enter')
  await page.locator('main#main h1').waitFor()
  await press(page, page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Kunjungan keluarga' }))
  await type(page, page.getByLabel('Nama kepala keluarga'), 'PAIJAN TOMBOL')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('checkbox', { name: /PAIJAN TOMBOL/ }))
  await page.keyboard.press('Space')
  await press(page, page.getByRole('button', { name: 'Siapkan 1 keluarga untuk kunjungan' }))
  await press(page, page.getByRole('link', { name: 'Kunjungan ke keluarga PAIJAN TOMBOL' }), { back: true })
  await press(page, page.getByRole('button', { name: 'Mulai kunjungan' }))
  await press(page, page.getByRole('main').getByRole('link', { name: /^Kunjungan\s*Belum/ }))
  await choose(page, page.getByRole('group', { name: /Hasil kunjungan/ }), 'Terisi lengkap')
  await choose(page, page.getByRole('group', { name: /Keluarga setuju/ }), 'Ya')
  await look('answered with the arrows')
  await press(page, page.getByRole('link', { name: 'Bagian berikutnya' }))
  await choose(page, page.getByRole('group', { name: /tempat berteduh/ }), 'Tidak')
  await choose(page, page.getByRole('group', { name: /Lantai terluas/ }), 'Keramik')
  await look('the house')
  await press(page, page.getByRole('link', { name: /Kembali ke bagian-bagian/ }), { back: true })
  await press(page, page.getByRole('link', { name: 'Periksa', exact: true }))
  await press(page, page.getByRole('button', { name: /^Kirim, \d+ belum terisi/ }))
  await page.getByText('Terkirim, diterima kantor').waitFor()
  await look('the office has it')
  const floor = await asOwner(world().ownerUrl, async (owner) => (await owner.query<{ value: unknown }>(
    `select v.value from registry.answer a join registry.answer_value v using (regency_id, family_id, answer_id) where a.family_id = $1 and a.field = 'floor'`, [family.familyId])).rows)
  expect(floor).toEqual([{ value: 'ceramic' }])
}, { screens: ['desk'] })
