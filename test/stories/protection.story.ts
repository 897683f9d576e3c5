import { expect } from 'vitest'
import { kemiren, makeCase } from '../make/cases.ts'
import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

async function report(words: string, change: Record<string, unknown> = {}): Promise<void> {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    story: words, category: 'KPA', subject: 'other', subjectName: 'Sarmi', areaId: kemiren, contact: 'anonymous', ...change,
  })
  expect(sent.statusCode, sent.body).toBe(201)
}

async function numberOf(words: string): Promise<string> {
  const inbox = await (await world().as('kepala.dinsos')).get('/api/response/cases?tab=all')
  return inbox.json<{ items: { caseNumber: string; summary: string }[] }>().items.find(({ summary }) => summary.includes(words))!.caseNumber
}

story('a protected case is handed to one officer, and nobody else finds it', async ({ page, screen, signIn, visit, look, another }) => {
  await report(`istri tetangga dipukuli suaminya tiap malam, anaknya ketakutan (${screen})`)
  await signIn('kepala.dinsos')
  await visit('/petugas/meja?tab=all')
  await page.getByRole('list', { name: 'Antrean kasus' }).getByText(`ketakutan (${screen})`).first().click()
  await page.getByText('Hanya tampak bagi yang menanganinya').waitFor()
  const number = /K-\d{4}-\d{6}/.exec(await page.getByRole('heading', { name: /^Kasus K-/ }).innerText())![0]
  await look('protected and unhandled')
  await page.getByRole('button', { name: 'Tunjuk yang menangani' }).click()
  await page.getByLabel('Petugas').selectOption({ label: 'Endang Pratiwi' })
  await look('naming who handles it')
  await page.getByRole('button', { name: 'Ikut menangani' }).click()
  await page.getByText('Endang Pratiwi').first().waitFor()
  await look('handled')

  const inspector = await another('inspector')
  await inspector.signIn('inspektorat')
  await inspector.visit('/petugas/meja?tab=all')
  await inspector.page.getByText('Tidak ada kasus terbuka').waitFor()
  await inspector.page.getByRole('link', { name: 'Buka kasus yang dilindungi' }).click()
  await inspector.page.getByLabel('Nomor kasus').fill(number)
  await inspector.page.getByLabel('Kenapa harus sekarang').fill('Mendesak')
  await inspector.page.getByRole('button', { name: 'Buka untuk 24 jam' }).click()
  await inspector.page.getByRole('alert').first().waitFor()
  await inspector.look('a longer reason is asked')
  await inspector.page.getByLabel('Kenapa harus sekarang').fill('Yang menangani tidak dapat dihubungi, anak terancam malam ini')
  await inspector.page.getByRole('button', { name: 'Buka untuk 24 jam' }).click()
  await inspector.page.getByText('dipukuli suaminya').first().waitFor()
  await inspector.look('opened in an emergency')

  const officer = await another('data protection officer')
  await officer.signIn('dpo')
  await officer.visit('/petugas/akses-darurat')
  await officer.page.getByText('Slamet Riyadi').first().waitFor()
  await officer.look('emergency access told')
})

story('an emergency access is asked about, explained, and noted as seen', async ({ page, screen, signIn, visit, look, another }) => {
  await report(`anak dikurung bapaknya di kandang (${screen})`)
  const number = await numberOf(`di kandang (${screen})`)
  const inspector = await another('inspector')
  await inspector.signIn('inspektorat')
  await inspector.visit('/petugas/buka-dilindungi')
  await inspector.page.getByLabel('Nomor kasus').fill(number)
  await inspector.page.getByLabel('Kenapa harus sekarang').fill('Yang menangani tidak dapat dihubungi, anak terancam malam ini')
  await inspector.page.getByRole('button', { name: 'Buka untuk 24 jam' }).click()
  await inspector.page.getByText('di kandang').first().waitFor()

  await signIn('dpo')
  await visit('/petugas')
  if (screen === 'phone') await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('navigation', { name: 'Menu utama' }).filter({ visible: true }).getByText(/\d belum dilihat/).waitFor()
  await look('counted in the menu')
  await visit('/petugas/akses-darurat?tampil=unseen')
  const row = page.getByRole(screen === 'phone' ? 'listitem' : 'row').filter({ hasText: number })
  await row.getByRole('button', { name: 'Minta penjelasan' }).click()
  await page.getByLabel('Yang ditanyakan').fill('Mengapa bukan kepala dinas yang dihubungi lebih dulu?')
  await look('asking')
  await page.getByRole('dialog').getByRole('button', { name: 'Minta penjelasan' }).click()
  await row.getByText('Menunggu penjelasan').waitFor()

  await inspector.visit('/petugas/meja')
  await inspector.page.getByText(/^Petugas pelindungan data meminta penjelasan/).waitFor()
  await inspector.look('an explanation is asked')
  await inspector.page.getByRole('link', { name: 'Baca dan jelaskan' }).click()
  await inspector.page.getByRole('button', { name: 'Jelaskan' }).click()
  await inspector.page.getByLabel('Penjelasan', { exact: true }).fill('Kepala dinas sedang di pesawat')
  await inspector.page.getByRole('dialog').getByRole('button', { name: 'Jelaskan' }).click()
  await inspector.page.getByText('Sudah dijelaskan').first().waitFor()
  await inspector.look('explained')

  await row.getByText('Kepala dinas sedang di pesawat', { exact: false }).waitFor()
  await row.getByRole('button', { name: 'Catat sudah dilihat' }).click()
  await page.getByLabel('Kesimpulan').fill('Wajar, penggantinya sudah ditunjuk')
  await page.getByRole('dialog').getByRole('button', { name: 'Catat sudah dilihat' }).click()
  await row.waitFor({ state: 'detached' })
  await visit('/petugas/akses-darurat')
  await row.getByText('Wajar, penggantinya sudah ditunjuk', { exact: false }).waitFor()
  await look('seen')
})

story('a report about the village office goes around it', async ({ page, visit, look, another }) => {
  await visit('/lapor')
  await page.getByText('Laporan ini tentang petugas atau kantor?').click()
  await look('whom it is about')
  await report('bantuan saya dipotong 50 ribu', { category: 'BNS', accused: 'kepala desa, kades' })
  const unit = await another('district officer')
  await unit.signIn('upt.glagah')
  await unit.visit('/petugas/meja?tab=all')
  await unit.page.getByRole('list', { name: 'Antrean kasus' }).getByText('bantuan saya dipotong').first().click()
  await unit.page.getByText('Laporan ini tentang petugas atau kantor. Mereka tidak melihatnya.').waitFor()
  await unit.look('about somebody in office')
})

story('an officer says which family is theirs, and a case about it is for somebody else', async ({ page, screen, signIn, visit, look }) => {
  const nik = screen === 'phone' ? '3510154101840041' : '3510154101840042'
  const family = await makeFamily(world(), { areaId: kemiren, members: [{ name: 'Marsinah', nik, relation: 'head', birthOn: '1984-01-01' }] })
  const { caseId } = await makeCase(world(), { category: 'ADM', danger: false, summary: 'Butuh surat pindah', familyId: family.familyId, personId: family.personIds[0]! })
  await signIn(screen === 'phone' ? 'satgas.kemiren' : 'upt.glagah')
  await visit('/petugas/saya')
  await page.getByLabel('NIK Anda').fill('3510')
  await page.getByRole('button', { name: 'Simpan keluarga' }).click()
  await page.getByRole('alert').first().waitFor()
  await look('the number is too short')
  await page.getByLabel('NIK Anda').fill(nik)
  await page.getByRole('button', { name: 'Simpan keluarga' }).click()
  await page.getByText(new RegExp(`^NIK berakhiran ${nik.slice(-4)}`)).waitFor()
  await expect.poll(() => page.getByLabel('NIK Anda').inputValue()).toBe('')
  await look('said')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Ambil tugas' }).click()
  await page.getByText(/^Kasus ini tentang keluarga Anda/).first().waitFor()
  await look('refused')
})
