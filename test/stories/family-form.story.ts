import { randomUUID } from 'node:crypto'
import { writeXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { asOwner } from '#install.ts'
import type { VisitBundle } from '#modules/registry/survey/survey.contract.ts'
import { makeFamily, type MadeFamily } from '../make/family.ts'
import type { Client, World } from '../world.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

function makeOne(name: string): Promise<MadeFamily> {
  return makeFamily(world(), {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, decile: 2, values: { floor: 'earth' },
    members: [{ name, relation: 'head', sex: 'male', birthOn: '1960-03-01' }, { name: 'SITI AMINAH', relation: 'wife', sex: 'female', birthOn: '1964-03-12' }],
  })
}

/** What the office has of a family. */
async function inOffice(of: World, familyId: string): Promise<{ visits: number; photos: number; floor: unknown }> {
  return asOwner(of.ownerUrl, async (owner) => {
    const count = async (table: string) => Number((await owner.query<{ n: string }>(`select count(*) as n from registry.${table} where family_id = $1`, [familyId])).rows[0]!.n)
    const floor = await owner.query<{ value: unknown }>(
      `select v.value from registry.answer a join registry.answer_value v using (regency_id, family_id, answer_id) where a.family_id = $1 and a.field = 'floor'`, [familyId])
    return { visits: await count('survey'), photos: await count('survey_photo'), floor: floor.rows[0]?.value }
  })
}

async function untilControlled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null) await new Promise((resolve) => setTimeout(resolve, 50))
  })
}

async function changeLanguage(page: Page, { screen, to }: { readonly screen: string; readonly to: string }): Promise<void> {
  if (screen === 'phone') await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: to }).click()
  if (screen === 'phone') await page.keyboard.press('Escape')
}

story('a task force member visits a family without signal, and the office has the visit once', async ({ page, context, screen, signIn, visit, look, expectComplaint }) => {
  const name = screen === 'phone' ? 'PAIJAN KUNJUNG' : 'TUKIMIN KUNJUNG'
  const family = await makeOne(name)
  expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ latitude: -8.2145, longitude: 114.3321, accuracy: 8 })
  await signIn('satgas.kemiren')
  await visit('/petugas/kunjungan')
  await page.getByText('Belum ada keluarga yang disiapkan').waitFor()
  await page.getByLabel('Nama kepala keluarga').fill(name)
  await page.getByRole('button', { name: 'Cari keluarga' }).click()
  await page.getByRole('checkbox', { name: new RegExp(name) }).check()
  await look('chosen')
  await page.getByRole('button', { name: 'Siapkan 1 keluarga untuk kunjungan' }).click()
  await page.getByText(/Siap dipakai tanpa sinyal/).waitFor()
  await untilControlled(page)
  await look('prepared')

  await context.setOffline(true)
  await page.reload()
  await page.getByRole('link', { name: `Kunjungan ke keluarga ${name}` }).click()
  await page.getByRole('button', { name: 'Mulai kunjungan' }).click()
  await page.getByRole('link', { name: /^Kunjungan/ }).last().waitFor()
  await look('parts of the form')
  await page.getByRole('main').getByRole('link', { name: /^Kunjungan\s*Belum/ }).click()
  await page.getByRole('group', { name: /Hasil kunjungan/ }).getByRole('radio', { name: 'Terisi lengkap' }).check()
  await page.getByRole('group', { name: /Keluarga setuju/ }).getByRole('radio', { name: 'Ya' }).check()
  await page.getByText(/Tersimpan di ponsel/).first().waitFor()
  await look('first part')
  await page.getByRole('link', { name: 'Bagian berikutnya' }).click()
  await page.getByRole('group', { name: /tempat berteduh/ }).getByRole('radio', { name: 'Tidak', exact: true }).check()
  await page.getByText(/Sebelumnya: Tanah/).waitFor()
  await page.getByRole('group', { name: /Lantai terluas/ }).getByRole('radio', { name: 'Keramik' }).check()
  await look('house with the earlier answer')

  await page.getByRole('link', { name: /Kembali ke bagian-bagian/ }).click()
  await page.getByRole('main').getByRole('link', { name: /^Foto rumah/ }).click()
  const picture = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#b96' } }).jpeg().toBuffer()
  await page.locator('input[type=file]').first().setInputFiles({ name: 'rumah.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.getByRole('img', { name: 'Rumah dari depan' }).waitFor()
  await page.getByText(/letaknya teliti sampai 8 meter/).waitFor()
  await look('photo kept')

  await page.reload()
  await page.getByRole('img', { name: 'Rumah dari depan' }).waitFor()
  await changeLanguage(page, { screen, to: 'English' })
  await page.getByRole('link', { name: /^Back to the parts/ }).waitFor()
  await page.reload()
  await page.getByRole('link', { name: /^Back to the parts/ }).waitFor()
  await changeLanguage(page, { screen, to: 'Bahasa Indonesia' })
  await page.getByRole('link', { name: /Kembali ke bagian-bagian/ }).click()
  await page.getByRole('link', { name: 'Periksa', exact: true }).click()
  await page.getByText(/Belum terisi/).first().waitFor()
  await look('review with gaps')
  await page.getByRole('button', { name: /^Kirim, \d+ belum terisi/ }).click()
  await page.getByText('Menunggu sinyal, hanya ada di ponsel ini').waitFor()
  await look('waiting for signal')
  expect(await inOffice(world(), family.familyId)).toMatchObject({ visits: 0, photos: 0 })

  const second = await context.newPage()
  await second.goto('/petugas/kunjungan')
  await second.getByText('Menunggu sinyal, hanya ada di ponsel ini').waitFor()
  await context.setOffline(false)
  // Both tabs hear at once that the signal is back; not every build of the browser says so by itself when a test gives the network back.
  await Promise.all([page, second].map((tab) => tab.evaluate(() => dispatchEvent(new Event('online')))))
  await page.getByText('Terkirim, diterima kantor').waitFor()
  await second.getByText('Terkirim, diterima kantor').waitFor()
  expect(await inOffice(world(), family.familyId)).toEqual({ visits: 1, photos: 1, floor: 'ceramic' })
  await look('the office has it')
  await second.close()

  await visit(`/petugas/keluarga/${family.familyId}`)
  await page.getByRole('heading', { name: 'Petunjuk kerentanan' }).waitFor()
  await page.getByRole('img', { name: 'Rumah dari depan' }).waitFor()
  await page.getByText('Letak -8.21450, 114.33210, teliti sampai 8 meter').waitFor()
  await page.getByText('Ini bukan desil', { exact: false }).waitFor()
  await look('the family afterwards')
})

/** A visit of one officer that answers the floor. */
async function answerFloor(client: Client, bundle: VisitBundle, floor: string): Promise<void> {
  const surveyId = randomUUID()
  const bases = bundle.known.find((known) => known.field === 'floor')?.heads ?? []
  const sent = await client.send('POST', `/api/registry/families/${bundle.familyId}/surveys`, {
    surveyId, formVersionId: bundle.formVersionId, visitedAt: world().clock.now().toISOString(), place: null, gaps: 0, photos: [],
    answers: [{ answerId: randomUUID(), field: 'floor', value: floor, bases }],
  })
  expect(sent.statusCode).toBe(201)
}

story('two officers answer differently, and the operator decides once the signal is back', async ({ page, context, screen, signIn, visit, look, expectComplaint }) => {
  const name = screen === 'phone' ? 'MISNAN BEDA' : 'SUMARNO BEDA'
  const family = await makeOne(name)
  const [satgas, district] = [await world().as('satgas.kemiren'), await world().as('upt.glagah')]
  const bundle = (await satgas.get(`/api/registry/families/${family.familyId}/visit`)).json<VisitBundle>()
  await answerFloor(satgas, bundle, 'cement')
  await answerFloor(district, bundle, 'tile')
  await signIn('operator.kemiren')
  await visit('/petugas/jawaban-berbeda')
  const conflict = page.getByRole('listitem').filter({ hasText: name })
  await conflict.getByRole('heading', { name: 'Lantai terluas' }).waitFor()
  await look('both answers')
  expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
  await context.setOffline(true)
  await conflict.getByRole('button', { name: /Semen atau bata/ }).click()
  await conflict.getByRole('alert').waitFor()
  await look('a decision without signal')
  await context.setOffline(false)
  await conflict.getByRole('button', { name: /Semen atau bata/ }).click()
  await page.getByText('Tidak ada jawaban yang berbeda').waitFor()
  await look('decided')
})

story('an administrator uploads a form with a mistake, reads where it is, and uploads it again', async ({ page, screen, signIn, visit, look }) => {
  const book = async (relevant: string): Promise<Buffer> => Buffer.from(await writeXlsx({ sheets: [
    { name: 'survey', rows: [['type', 'name', 'label', 'relevant'], ['begin group', 'g', 'Rumah', null], ['text', `catatan_${screen}`, 'Catatan', relevant], ['end group', null, null, null]] },
    { name: 'choices', rows: [['list_name', 'name', 'label'], ['yes_no', 'yes', 'Ya']] },
    { name: 'settings', rows: [['form_id', 'form_title'], ['family_profile', 'Profil keluarga']] },
  ] }))
  const choose = async (buffer: Buffer) => page.locator('input[type=file]').setInputFiles({
    name: 'formulir.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer,
  })
  await signIn('admin')
  await visit('/petugas/formulir')
  await page.getByText('Dipakai sekarang').waitFor()
  await look('versions')
  await page.getByLabel('Dipakai mulai').fill('2027-01-01')
  await choose(await book('${lantai} = 1'))
  await page.getByRole('button', { name: 'Unggah formulir' }).click()
  await page.getByText('survey 3, relevant').waitFor()
  await look('where it is wrong')
  await choose(await book('1 = 1'))
  await page.getByRole('button', { name: 'Unggah formulir' }).click()
  await page.getByText('Mulai nanti').first().waitFor()
  await look('a new version')
})

/** A form in which the district decides which villages are offered. */
async function uploadCascade(client: Client, title: string): Promise<void> {
  const survey = [
    ['type', 'name', 'label', 'choice_filter', 'parameters'], ['begin group', 'asal', 'Asal keluarga', null, null],
    ['select_one kecamatan', 'kecamatan', 'Dari kecamatan mana?', null, null],
    ['select_one desa', 'desa', 'Dari desa mana di ${kecamatan}?', 'kecamatan = ${kecamatan}', null],
    ['select_multiple alasan or_other', 'alasan', 'Mengapa pindah?', null, null],
    ['range', 'betah', 'Seberapa betah di sini?', null, 'start=1 end=5 step=1'], ['end group', null, null, null, null],
  ]
  const choices = [
    ['list_name', 'name', 'label', 'kecamatan'], ['kecamatan', 'glagah', 'Glagah', null], ['kecamatan', 'muncar', 'Muncar', null],
    ['desa', 'kemiren', 'Kemiren', 'glagah'], ['desa', 'olehsari', 'Olehsari', 'glagah'], ['desa', 'tembokrejo', 'Tembokrejo', 'muncar'],
    ['alasan', 'kerja', 'Pekerjaan', null], ['alasan', 'kawin', 'Perkawinan', null],
  ]
  const bytes = Buffer.from(await writeXlsx({ sheets: [
    { name: 'survey', rows: survey }, { name: 'choices', rows: choices }, { name: 'settings', rows: [['form_id', 'form_title'], ['family_profile', title]] },
  ] }))
  const query = new URLSearchParams({ fileName: 'asal.xlsx', validFrom: world().clock.now().toISOString().slice(0, 10) })
  const answer = await client.send('POST', `/api/registry/forms?${query}`, bytes, { contentType: 'application/octet-stream' })
  expect(answer.statusCode, answer.body).toBe(201)
}

story('a form of the regency asks for the district first, and offers its villages then', async ({ page, context, screen, signIn, visit, look, expectComplaint }) => {
  await uploadCascade(await world().as('admin'), screen)
  const name = screen === 'phone' ? 'JUMADI ASAL' : 'SARIYEM ASAL'
  const family = await makeOne(name)
  expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
  await signIn('satgas.kemiren')
  await visit(`/petugas/kunjungan/${family.familyId}`)
  await page.getByRole('button', { name: 'Siapkan untuk kunjungan' }).click()
  await page.getByRole('button', { name: 'Mulai kunjungan' }).click()
  await untilControlled(page)
  await context.setOffline(true)
  await page.getByRole('main').getByRole('link', { name: /^Asal keluarga/ }).click()
  await page.getByText('Jawab dulu pertanyaan di atasnya').waitFor()
  await look('the villages wait for the district')
  await page.getByRole('group', { name: /kecamatan mana/ }).getByRole('radio', { name: 'Glagah' }).check()
  const villages = page.getByRole('group', { name: 'Dari desa mana di Glagah?' })
  await expect.poll(() => villages.getByRole('radio').count()).toBe(2)
  await villages.getByRole('radio', { name: 'Kemiren' }).check()
  await page.getByRole('group', { name: /Mengapa pindah/ }).getByRole('checkbox', { name: 'Lainnya' }).check()
  await page.getByRole('textbox', { name: 'Sebutkan yang lain' }).fill('Banjir')
  await page.getByRole('slider').press('ArrowRight')
  await look('answered, on a scale and in own words')
  await page.getByRole('group', { name: /kecamatan mana/ }).getByRole('radio', { name: 'Muncar' }).check()
  await page.getByText('Pilih dari daftar').waitFor()
  await look('the village no longer belongs to the district')
  await visit('/petugas/kunjungan')
  await page.getByRole('heading', { level: 1, name: 'Kunjungan keluarga' }).waitFor()
  await look('visits without signal')
  await context.setOffline(false)
})
