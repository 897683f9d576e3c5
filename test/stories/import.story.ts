import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { projectFolder } from '#config.ts'
import type { Expectation } from '../../tools/samples/sheet.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const samples = join(projectFolder, 'samples')
const expected = JSON.parse(readFileSync(join(samples, 'expected.json'), 'utf8')) as Record<string, Expectation>

const { story } = setStage({ works: true })

async function upload(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }, source: string): Promise<void> {
  await page.getByLabel('Berkas', { exact: true }).setInputFiles(typeof file === 'string' ? join(samples, file) : file)
  await page.getByLabel('Asal daftar').selectOption({ label: source })
  await page.getByLabel('Keadaan per tanggal').fill('2026-11-01')
  await page.getByRole('button', { name: 'Unggah dan baca' }).click()
}

/** The same list for each screen, made another file by a blank line at its end. */
function copyFor(screen: string, name: string): { name: string; mimeType: string; buffer: Buffer } {
  const bytes = readFileSync(join(samples, name))
  return { name, mimeType: 'text/csv', buffer: Buffer.concat([bytes, Buffer.from('\r\n'.repeat(screen.length))]) }
}

story('an operator loads a messy list: columns, repair, preview, stored, families found', async ({ page, screen, visit, signIn, look }) => {
  const wanted = expected['3-siak.csv']!
  await signIn(wanted.username)
  await visit('/petugas/daftar')
  await page.getByRole('heading', { level: 1, name: 'Unggah daftar' }).waitFor()
  await page.getByRole('button', { name: 'Unggah dan baca' }).click()
  await page.getByText('Pilih berkas dulu').waitFor()
  await look('nothing chosen')

  await upload(page, copyFor(screen, '3-siak.csv'), 'SIAK (Dukcapil)')
  await page.getByRole('heading', { name: 'Cocokkan kolom', level: 2 }).waitFor()
  const meaning = page.getByLabel('Arti kolom NAMA_LGKP', { exact: true })
  await expect.poll(() => meaning.inputValue()).toBe('name')
  expect(await page.getByLabel('Arti kolom TGL_LHR', { exact: true }).inputValue()).toBe('birthOn')
  await look('columns')
  await page.getByRole('button', { name: 'Periksa baris' }).click()

  await page.getByRole('heading', { name: 'Perbaiki', level: 2 }).waitFor()
  await page.getByText(`${wanted.bad} baris ditolak`).first().waitFor()
  await page.getByLabel('Sebab', { exact: true }).selectOption('birth_in_future')
  const row = page.getByRole('list', { name: /^Baris daftar/ }).getByRole('listitem').filter({ hasText: 'ada di masa depan' }).first()
  await row.waitFor()
  await look('repair')
  const cell = row.getByRole('textbox')
  const wrong = await cell.inputValue()
  expect(wrong).toContain('2062')
  await cell.fill(wrong.replace('2062', '1962'))
  await cell.press('Enter')
  await page.getByText('1 baris diperiksa lagi.').waitFor()
  await page.getByText(`${wanted.bad - 1} baris ditolak`).first().waitFor()

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Unduh yang ditolak/ }).click()])
  expect(download.suggestedFilename()).toBe('baris-ditolak-3-siak.xlsx')

  await page.getByRole('button', { name: 'Lanjut ke pratinjau' }).click()
  await page.getByRole('heading', { name: 'Pratinjau', level: 2 }).waitFor()
  await look('preview')
  await page.getByRole('button', { name: 'Simpan daftar' }).click()
  await page.getByRole('heading', { name: 'Daftar tersimpan' }).waitFor()
  await look('result')
  await page.getByRole('link', { name: /^Keluarga / }).nth(3).waitFor()

  await visit('/petugas/daftar')
  await upload(page, copyFor(screen, '3-siak.csv'), 'SIAK (Dukcapil)')
  await page.getByRole('alert').filter({ hasText: 'Berkas yang sama sudah pernah diunggah' }).waitFor()
  await look('the same file again')
  await page.getByRole('link', { name: 'Buka daftar itu' }).click()
  await page.getByRole('heading', { name: 'Daftar tersimpan' }).waitFor()
})

story('a village name that exists twice is asked, and a list can be given up', async ({ page, screen, visit, signIn, look }) => {
  const wanted = expected['7-se-kabupaten.xlsx']!
  await signIn(wanted.username)
  await visit('/petugas/daftar')
  await upload(page, '7-se-kabupaten.xlsx', 'Daftar lain')
  await page.getByRole('heading', { name: 'Cocokkan kolom', level: 2 }).waitFor()
  await page.getByRole('button', { name: 'Periksa baris' }).click()
  const places = page.getByRole('region', { name: 'Desa mana yang dimaksud?' })
  await places.waitFor()
  await look('places')
  const questions = places.getByRole('listitem')
  await rest(page)
  const before = await questions.count()
  await questions.first().getByRole('combobox').click()
  await page.getByRole('listbox').getByRole('option').first().click()
  await questions.first().getByRole('button', { name: /^Pakai desa ini/ }).click()
  await expect.poll(() => questions.count()).toBe(before - 1)

  await page.getByRole('button', { name: 'Batalkan daftar ini' }).click()
  const dialog = page.getByRole('dialog', { name: 'Batalkan daftar ini?' })
  await dialog.waitFor()
  await look(`give up on a ${screen}`)
  await dialog.getByRole('button', { name: 'Batalkan daftar ini' }).click()
  await page.getByRole('heading', { name: 'Daftar ini dibatalkan' }).waitFor()
  await look('given up')
})

story('an operator who has loaded nothing is told how to begin', async ({ page, visit, signIn, look }) => {
  await signIn('operator.tembokrejo')
  await visit('/petugas/daftar')
  await page.getByText('Belum ada daftar').waitFor()
  await look('no lists')
  const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Unduh contoh daftar' }).click()])
  expect(template.suggestedFilename()).toBe('contoh-daftar.xlsx')
})

story('a list whose columns nobody knows is settled by hand; a file that is no list says why', async ({ page, screen, visit, signIn, look, expectComplaint }) => {
  expectComplaint(/422/)
  const wanted = expected['8-tanpa-judul-yang-dikenali.xlsx']!
  await signIn(wanted.username)
  await visit('/petugas/daftar')
  await upload(page, { name: 'bukan-daftar.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-1.7') }, 'Daftar lain')
  await page.getByRole('alert').filter({ hasText: 'bukan daftar Excel atau CSV' }).waitFor()
  await look('no list')

  if (screen === 'phone') return
  await upload(page, '8-tanpa-judul-yang-dikenali.xlsx', 'Daftar lain')
  await page.getByText('Tidak ada kolom yang dikenali').waitFor()
  await page.getByRole('button', { name: 'Periksa baris' }).click()
  await page.getByRole('alert').filter({ hasText: 'Belum ada kolom nama' }).waitFor()
  await look('no name')
  await page.getByLabel('Arti kolom Kolom dua').selectOption('name')
  await page.getByRole('button', { name: 'Periksa baris' }).click()
  await page.getByRole('heading', { name: 'Perbaiki', level: 2 }).waitFor()
  await look('only names')
})

const asPasted = (lines: readonly (readonly string[])[]): string => lines.map((line) => line.join('\t')).join('\r\n')
const pastedHeadings = ['NIK', 'No KK', 'Nama Lengkap', 'L/P', 'Tanggal Lahir', 'Hubungan', 'Desil', 'Status PKH']

async function paste(page: Page, lines: readonly (readonly string[])[], asOfOn: string): Promise<void> {
  await page.getByRole('radio', { name: 'Tempel dari Excel' }).check()
  await page.getByLabel('Tempel di sini').fill(asPasted([pastedHeadings, ...lines]))
  await page.getByText(`${lines.length + 1} baris, ${pastedHeadings.length} kolom`).waitFor()
  await page.getByLabel('Asal daftar').selectOption({ label: 'DTSEN' })
  await page.getByLabel('Keadaan per tanggal').fill(asOfOn)
  await page.getByRole('button', { name: 'Unggah dan baca' }).click()
  await page.getByRole('heading', { name: 'Cocokkan kolom', level: 2 }).waitFor()
}

async function toPreview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Periksa baris' }).click()
  await page.getByRole('button', { name: 'Lanjut ke pratinjau' }).click()
  await page.getByRole('heading', { name: 'Pratinjau', level: 2 }).waitFor()
}

story('a list is pasted, compared with the one before, stored and taken back', async ({ page, screen, visit, signIn, look }) => {
  const gone = screen === 'phone' ? 'SURATMAN' : 'SUYATMAN'
  const kept = screen === 'phone' ? 'KARTIMAN' : 'KARNOMAN'
  const serial = screen === 'phone' ? '71' : '72'
  const [before, after] = screen === 'phone' ? ['2026-08-01', '2026-09-01'] as const : ['2026-10-01', '2026-11-01'] as const
  const line = (at: number, name: string, decile: string): string[] =>
    [`351015120390${serial}0${at}`, `351015010110${serial}01`, name, 'L', '12-03-1990', at === 1 ? 'KEPALA KELUARGA' : 'ANAK', decile, 'YA']
  await signIn('operator.kemiren')
  await visit('/petugas/daftar')
  await page.getByRole('radio', { name: 'Tempel dari Excel' }).check()
  await page.getByRole('button', { name: 'Unggah dan baca' }).click()
  await page.getByText('Tempel isi Excel dulu').waitFor()
  await look('nothing pasted')
  await paste(page, [line(1, kept, '2'), line(2, gone, '2')], before)
  await page.getByText('Susunan SIKS-NG / DTSEN').waitFor()
  await look('layout known')
  await toPreview(page)
  await look('first of its source')
  await page.getByRole('button', { name: 'Simpan daftar' }).click()
  await page.getByRole('heading', { name: 'Daftar tersimpan' }).waitFor()

  await visit('/petugas/daftar')
  await paste(page, [line(1, kept, '4'), line(3, 'PARMAN', '4')], after)
  await toPreview(page)
  const compared = page.getByRole('region', { name: 'Dibandingkan dengan daftar sebelumnya' })
  await compared.getByRole('button', { name: 'Tidak ada lagi' }).click()
  await compared.getByText(gone).waitFor()
  await look('who is gone')
  await compared.getByRole('button', { name: 'Desil berubah' }).click()
  await compared.getByRole('link', { name: kept }).waitFor()
  await look('whose decile changed')
  await page.getByRole('button', { name: 'Simpan daftar' }).click()
  await page.getByRole('heading', { name: 'Daftar tersimpan' }).waitFor()
  const stored = page.url()

  await visit('/petugas/daftar')
  const absences = page.getByRole('region', { name: 'Tidak disebut lagi oleh daftar terakhir' })
  await absences.getByText(gone).waitFor()
  await absences.getByLabel(`Keadaan ${gone}`).selectOption({ label: 'Masih tinggal di sini' })
  await look('to find out')
  await absences.getByRole('button', { name: `Simpan jawaban tentang ${gone}` }).click()
  await absences.getByText(`Jawaban tentang ${gone} disimpan.`).waitFor()

  await page.goto(stored)
  await page.getByRole('button', { name: 'Tarik kembali daftar ini' }).click()
  const dialog = page.getByRole('dialog', { name: 'Tarik kembali daftar ini?' })
  await dialog.waitFor()
  await look('take back')
  await dialog.getByRole('button', { name: 'Tarik kembali daftar ini' }).click()
  await page.getByRole('heading', { name: 'Daftar ini ditarik kembali' }).waitFor()
  await look('taken back')
})
