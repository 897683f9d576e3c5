import type { Visitor } from './stage.ts'

/** Fills in what stands under labels. */
export async function fill({ page }: Visitor, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByRole('textbox', { name: label }).or(page.getByLabel(label, { exact: true })).first().fill(value)
}

/** Presses the button of that name. */
export const press = ({ page }: Visitor, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

/** Opens the proposal of a name from the list. */
export async function openProposal(visitor: Visitor, name: string): Promise<void> {
  await visitor.visit('/petugas/usulan')
  await visitor.page.getByRole('link', { name, exact: true }).first().click()
  await visitor.page.getByRole('heading', { level: 1, name: `Usulan: ${name}` }).waitFor()
}

/** An officer proposes a family whom no list knows. */
export async function propose(visitor: Visitor, name: string, nik: string): Promise<void> {
  const { page, look, visit } = visitor
  await visit('/petugas/usulan/baru')
  await page.getByRole('button', { name: 'Buat usulan' }).click()
  await page.getByText('Tulis nama kepala keluarga').first().waitFor()
  await look('a form with nothing in it')
  await page.getByRole('radio', { name: 'Masuk data' }).check()
  await page.getByRole('checkbox', { name: 'Tidak punya tempat tinggal' }).check()
  await fill(visitor, { 'Nama kepala keluarga': name, NIK: nik, 'Alamat': 'Dusun Krajan RT 2 RW 1', 'Jumlah anggota keluarga': '3', 'Keadaan keluarga': 'Menumpang di dapur tetangga sejak rumahnya roboh' })
  await look('a proposal filled in')
  await page.getByRole('button', { name: 'Buat usulan' }).click()
  await page.getByText('Usulan tersimpan').waitFor()
}

/** The meeting of the village, from its plan to its last decision. */
export async function holdMeeting(visitor: Visitor, name: string): Promise<void> {
  const { page, visit, look } = visitor
  await visit('/petugas/musyawarah/baru')
  await page.getByLabel('Tanggal').fill('2026-11-26')
  await page.getByLabel('Jam').fill('09:00')
  await fill(visitor, { Tempat: 'Balai desa', 'Pimpinan musyawarah': 'Misnadi', Notulis: 'Sri Wahyuni' })
  await press(visitor, 'Rencanakan musyawarah')
  await page.getByRole('heading', { level: 1, name: 'Musyawarah 26 November 2026' }).waitFor()
  for (const [at, person] of ['Misnadi', 'Sukarno', 'Wagirah', 'Tukijan', 'Paijo'].entries()) {
    await press(visitor, 'Tambah orang')
    await page.getByRole('textbox', { name: 'Nama', exact: true }).nth(at).fill(person)
  }
  await press(visitor, 'Simpan daftar hadir')
  await page.getByText('Kuorum tercapai').waitFor()
  await page.getByRole('checkbox', { name: `${name} (Usul masuk)` }).check()
  await press(visitor, 'Simpan agenda')
  await page.getByText(`1. ${name}`).waitFor()
  await press(visitor, 'Buka musyawarah')
  await press(visitor, `Catat keputusan untuk ${name}`)
  await page.getByRole('textbox', { name: 'Alasan' }).fill('Sesuai hasil pemeriksaan rumah')
  await press(visitor, 'Catat keputusan')
  await page.getByText('Mufakat', { exact: true }).first().waitFor()
  await look('a meeting that has decided')
}

/** Takes one step on the proposal's page. */
export async function step(visitor: Visitor, name: string, act: string, words?: readonly [string, string]): Promise<void> {
  await openProposal(visitor, name)
  await press(visitor, act)
  if (words !== undefined) await visitor.page.getByRole('textbox', { name: words[0] }).fill(words[1])
  await visitor.page.locator('form').getByRole('button', { name: act, exact: true }).click()
}
