import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { asOwner } from '#install.ts'
import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

async function person(name: string, username?: string): Promise<string> {
  const { personIds } = await makeFamily(world(), { areaId: kemiren, members: [{ name, birthOn: '1990-03-12' }] })
  if (username !== undefined) await own(personIds[0]!)
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
  await page.getByText('Berlaku', { exact: true }).waitFor()
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
  await page.getByText('Permohonan warga dijawab dalam').waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.getByRole('button', { name: 'Cetak catatan' }).waitFor({ state: 'hidden' })
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: 'Cetak catatan' }).waitFor()
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

story('a family takes its agreement to photos of the house back: nobody sees them until it agrees again', async ({ page, screen, signIn, visit, look }) => {
  const name = screen === 'phone' ? 'Sarmi Rekaan' : 'Sarmi Contoh'
  const { familyId, personIds } = await makeFamily(world(), { areaId: kemiren, members: [{ name, birthOn: '1970-03-12' }] })
  await photograph(familyId)
  await signIn('operator.kemiren')
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('img', { name: /rumah/i }).first().waitFor()
  await visit(`/petugas/orang/${personIds[0]}`)
  await page.getByRole('link', { name: 'Hak atas data' }).click()
  await page.locator('#processing').selectOption({ label: 'Menyimpan foto rumah' })
  await page.locator('#givenOn').fill('2026-11-20')
  await page.locator('#evidence').fill('Lembar di map biru')
  await page.getByRole('button', { name: 'Catat persetujuan' }).click()
  await page.getByRole('button', { name: /^Tarik persetujuan: Menyimpan foto rumah/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Tidak mau difoto')
  await look('taking the agreement back')
  await page.getByRole('dialog').getByRole('button', { name: 'Tarik persetujuan' }).click()
  await page.getByText(/^Ditarik/).first().waitFor()
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByText('Foto rumah ditutup').waitFor()
  await look('photos are closed')
  await visit(`/petugas/orang/${personIds[0]}`)
  await page.getByRole('link', { name: 'Hak atas data' }).click()
  await page.locator('#processing').selectOption({ label: 'Menyimpan foto rumah' })
  await page.locator('#givenOn').fill('2026-11-25')
  await page.locator('#evidence').fill('Lembar baru di map biru')
  await page.getByRole('button', { name: 'Catat persetujuan' }).click()
  await page.getByText('Berlaku', { exact: true }).waitFor()
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('img', { name: /rumah/i }).first().waitFor()
  await look('photos are open again')
})

story('a resident objects to photos of the house: the clock runs, the answer has its reason, and the village closes them', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const name = screen === 'phone' ? 'Wagini Rekaan' : 'Wagini Contoh'
  const { familyId, personIds: [personId] } = await makeFamily(world(), { areaId: kemiren, members: [{ name, birthOn: '1972-03-12' }] })
  await photograph(familyId)
  await own(personId!)
  const words = `Saya keberatan foto rumah saya disimpan (${name})`
  await signIn('warga')
  await visit('/petugas/hak-saya')
  await page.getByLabel('Yang diminta').selectOption('objection')
  await page.getByRole('textbox', { name: 'Jelaskan' }).fill(words)
  await page.getByRole('button', { name: 'Kirim permohonan' }).click()
  await page.getByText('Dijawab paling lambat').waitFor()
  const mine = row(page, words)
  await mine.getByText('Menunggu jawaban').waitFor()
  await mine.getByText(/lagi$/).first().waitFor()
  await look('objected, and the clock runs')

  const village = await another('village')
  await village.signIn('operator.kemiren')
  await village.visit(`/petugas/orang/${personId}`)
  await village.page.getByRole('link', { name: 'Hak atas data' }).click()
  await consentToPhotos(village.page)

  const officer = await another('officer')
  await officer.signIn('dpo')
  await officer.visit('/petugas/permohonan-data/dijawab')
  await row(officer.page, words).getByRole('button', { name: /^Jawab/ }).click()
  const dialog = officer.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Kirim jawaban' }).click()
  await dialog.getByRole('alert').first().waitFor()
  await officer.look('an answer needs its reason')
  const reason = `Foto hanya boleh disimpan selama disetujui (${name})`
  await dialog.getByRole('textbox', { name: 'Alasan yang dibaca pemohon' }).fill(reason)
  await dialog.getByRole('button', { name: 'Kirim jawaban' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await officer.page.getByText(words).waitFor({ state: 'detached' })
  await officer.look('answered')

  await visit('/petugas/hak-saya')
  await row(page, words).getByText('Dikabulkan').waitFor()
  await row(page, words).getByText(reason).waitFor()
  await look('the answer with its reason')

  await village.visit('/petugas/permohonan-data')
  await row(village.page, words).getByText(reason).waitFor()
  await village.look('what the village carries out')
  await row(village.page, words).getByRole('link', { name: 'Buka hak orang ini' }).click()
  await village.page.getByRole('heading', { level: 1, name: `Hak ${name} atas datanya` }).waitFor()
  await village.page.getByRole('button', { name: /^Tarik persetujuan: Menyimpan foto rumah/ }).click()
  await village.page.getByRole('dialog').getByRole('textbox').fill('Keberatannya dikabulkan')
  await village.page.getByRole('dialog').getByRole('button', { name: 'Tarik persetujuan' }).click()
  await village.page.getByText(/^Ditarik/).first().waitFor()
  await village.visit(`/petugas/keluarga/${familyId}`)
  await village.page.getByText('Foto rumah ditutup').waitFor()
  expect(await village.page.getByRole('img', { name: /rumah/i }).count()).toBe(0)
  await village.look('photos are closed by the objection')
})

story('an objection that is refused is answered too: the resident reads why', async ({ page, screen, signIn, visit, look, another }) => {
  const personId = await person(screen === 'phone' ? 'Lasinah Rekaan' : 'Lasinah Contoh')
  await own(personId)
  const words = `Saya keberatan desil saya dipakai (${screen})`
  await signIn('warga')
  await visit('/petugas/hak-saya')
  await page.getByLabel('Yang diminta').selectOption('objection')
  await page.getByRole('textbox', { name: 'Jelaskan' }).fill(words)
  await page.getByRole('button', { name: 'Kirim permohonan' }).click()
  await page.getByText('Dijawab paling lambat').waitFor()
  const officer = await another('officer')
  await officer.signIn('dpo')
  await officer.visit('/petugas/permohonan-data/dijawab')
  await row(officer.page, words).getByRole('button', { name: /^Jawab/ }).click()
  const dialog = officer.page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Tolak' }).check()
  await dialog.getByRole('textbox', { name: 'Alasan yang dibaca pemohon' }).fill('Desil ditetapkan kementerian; ajukan sanggah untuk memeriksanya lagi')
  await dialog.getByRole('button', { name: 'Kirim jawaban' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await visit('/petugas/hak-saya')
  await row(page, words).getByText('Ditolak').waitFor()
  await row(page, words).getByText('ajukan sanggah untuk memeriksanya lagi').waitFor()
  await look('refused with its reason')
})

story('a correction asked at the counter is granted, carried out, and stands in the data', async ({ page, screen, signIn, visit, look, another }) => {
  const name = screen === 'phone' ? 'Karsinem Rekaan' : 'Karsinem Contoh'
  const personId = await person(name)
  const words = `NIK belum tercatat: lihat KTP ${name}`
  await signIn('operator.kemiren')
  await visit(`/petugas/orang/${personId}`)
  await page.getByRole('link', { name: 'Hak atas data' }).click()
  await page.getByLabel('Yang diminta').selectOption('correction')
  await page.getByRole('textbox', { name: 'Jelaskan' }).fill(words)
  await page.getByRole('button', { name: 'Catat permohonan' }).click()
  await page.getByRole('alert').first().waitFor()
  expect(await page.getByRole('textbox', { name: 'Jelaskan' }).inputValue(), 'what was typed').toBe(words)
  await look('how was the person recognised?')
  await page.getByRole('textbox', { name: 'Bagaimana orangnya dikenali?' }).fill('KTP')
  await page.getByRole('button', { name: 'Catat permohonan' }).click()
  await page.getByText('Dijawab paling lambat').waitFor()

  const officer = await another('officer')
  await officer.signIn('dpo')
  await officer.visit('/petugas/permohonan-data/dijawab')
  await row(officer.page, words).getByRole('button', { name: /^Jawab/ }).click()
  await officer.page.getByRole('dialog').getByRole('textbox', { name: 'Alasan yang dibaca pemohon' }).fill('NIK dicatat menurut KTP')
  await officer.page.getByRole('dialog').getByRole('button', { name: 'Kirim jawaban' }).click()
  await officer.page.getByRole('dialog').waitFor({ state: 'hidden' })

  await visit('/petugas/permohonan-data')
  await row(page, words).getByText('Dikabulkan').waitFor()
  await row(page, words).getByRole('link', { name: 'Buka hak orang ini' }).click()
  await page.getByRole('heading', { level: 1, name: `Hak ${name} atas datanya` }).waitFor()
  await page.getByRole('link', { name: 'Buka datanya' }).click()
  await page.getByRole('link', { name: 'Isi NIK yang menyusul' }).click()
  await page.locator('#nik').fill(screen === 'phone' ? '3510155203900041' : '3510155203900052')
  await page.locator('#happenedOn').fill('2026-11-25')
  await page.locator('#evidenceWords').fill('KTP')
  await page.locator('#reportedBy').fill('Orangnya sendiri')
  await page.getByRole('button', { name: 'Simpan peristiwa' }).click()
  await page.getByText('Peristiwa tercatat.').waitFor()
  await visit(`/petugas/orang/${personId}`)
  await page.getByText(screen === 'phone' ? '3510••••••••0041' : '3510••••••••0052').waitFor()
  await look('the correction stands in the data')
})

/** The line of a list, or the card on a phone, in which words stand. */
function row(page: Page, words: string): Locator {
  return page.getByRole('row').or(page.getByRole('listitem')).filter({ hasText: words })
}

/** Links the account of the story's resident to a person. */
async function own(personId: string): Promise<void> {
  await asOwner(world().ownerUrl, (owner) => owner.query("update people.account set person_id = $1 where username = 'warga'", [personId]))
}

async function consentToPhotos(page: Page): Promise<void> {
  await page.locator('#processing').selectOption({ label: 'Menyimpan foto rumah' })
  await page.locator('#givenOn').fill('2026-11-20')
  await page.locator('#evidence').fill('Lembar di map biru')
  await page.getByRole('button', { name: 'Catat persetujuan' }).click()
  await page.getByText('Berlaku', { exact: true }).waitFor()
}

/** A visit with one photo of the house. */
async function photograph(familyId: string): Promise<void> {
  const operator = await world().as('operator.kemiren')
  const { formVersionId } = (await operator.get(`/api/registry/families/${familyId}/visit`)).json<{ formVersionId: string }>()
  const picture = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#cfd8dc' } }).jpeg().toBuffer()
  const { photo: token } = (await operator.send('POST', '/api/registry/survey-photos', picture, { contentType: 'image/jpeg' })).json<{ photo: string }>()
  const at = world().clock.now().toISOString()
  const draft = {
    surveyId: randomUUID(), formVersionId, visitedAt: at, place: null, gaps: 0, answers: [], photos: [{ photoId: randomUUID(), field: 'photo_front', token, takenAt: at }],
  }
  const sent = await operator.send('POST', `/api/registry/families/${familyId}/surveys`, draft, { commandId: draft.surveyId })
  expect(sent.statusCode, sent.body).toBe(201)
}
