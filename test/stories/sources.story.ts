import { expect } from 'vitest'
import { makeFamily } from '../make/family.ts'
import { makeStatement } from '../make/statement.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

/** A family of whom three sources tell differently. */
async function arrange(name: string): Promise<{ familyId: string; personId: string }> {
  const { familyId, personIds } = await makeFamily(world(), {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, decile: 2, values: { floor: 'earth', water: 'open_well' },
    members: [{ name, relation: 'head', sex: 'female', birthOn: '1950-03-12', values: { education: 'primary' } }],
  })
  const about = { areaId: kemiren, subjectId: familyId, subjectKind: 'family' } as const
  await makeStatement(world(), { ...about, source: 'dtsen', asOfOn: '2026-09-30', values: { decile: 1, floor: 'cement', roof: 'clay' } })
  await makeStatement(world(), { ...about, source: 'regsosek', asOfOn: '2022-11-01', values: { floor: 'bamboo', roof: 'thatch', water: 'open_well' } })
  await makeStatement(world(), { areaId: kemiren, subjectId: personIds[0]!, subjectKind: 'person', source: 'siak', asOfOn: '2026-03-31', values: { birthOn: '1950-07-01', birthPlace: 'Jember' } })
  return { familyId, personId: personIds[0]! }
}

story('an operator sees what each source says, why one counts, how it was before, and where the list came from', async ({ page, screen, signIn, visit, look }) => {
  const { familyId, personId } = await arrange(screen === 'phone' ? 'WAGIRAH' : 'SUTIYEM')
  await signIn('operator.kemiren')
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByText('Desil 1, per 30 September 2026', { exact: true }).waitFor()
  await page.getByText('sumbernya lebih kuat').first().waitFor()
  await page.getByText('Berbeda, tidak dipakai').first().waitFor()
  await page.getByText('Riwayat nilai').first().click()
  await look('a family by its sources')

  await page.getByText('Lihat keadaan pada tanggal lain').click()
  await page.getByLabel('Keadaan pada tanggal').fill('2024-01-01')
  await page.getByRole('button', { name: 'Lihat keadaan', exact: true }).click()
  await page.getByText('Keadaan pada 1 Januari 2024').waitFor()
  expect(new URL(page.url()).searchParams.get('pada')).toBe('2024-01-01')
  await page.getByText('Bambu', { exact: true }).first().waitFor()
  await page.getByText('Belum ada desil dari daftar mana pun.').waitFor()
  expect(await page.getByText(/Desil [12], per/).count(), 'a decile of a later day').toBe(0)
  await look('as of a past day')
  await page.getByRole('button', { name: 'Kembali ke hari ini' }).click()
  await page.getByText('Desil 1, per 30 September 2026', { exact: true }).waitFor()

  await visit(`/petugas/orang/${personId}`)
  await page.getByText('Jember', { exact: true }).first().waitFor()
  await look('a person by sources')
  await page.getByRole('link', { name: /baris 12, per/ }).first().click()
  await page.getByRole('heading', { level: 1, name: /SIAK .* per 31 Maret 2026/ }).waitFor()
  await page.getByText('Kemiren, Kec. Glagah').waitFor()
  await look('a snapshot')
  await page.getByRole('link', { name: 'SIAK (Dukcapil)' }).click()
  await page.getByRole('heading', { level: 1, name: 'SIAK (Dukcapil)' }).waitFor()
  await page.getByText('Nama dan kelahiran').waitFor()
  await look('a source')
})

story('the regent reads which registers the data is made of, and no name', async ({ page, signIn, visit, look }) => {
  await signIn('bupati')
  await visit('/petugas/sumber')
  await page.getByRole('link', { name: 'DTSEN', exact: true }).waitFor()
  await look('sources')
  await page.getByRole('link', { name: 'PIP', exact: true }).click()
  await page.getByText('Belum ada cuplikan dari sumber ini').waitFor()
  await look('a source without snapshots')
})
