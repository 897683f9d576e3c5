import { expect } from 'vitest'
import { kemiren } from '../make/cases.ts'
import { makeListedPerson } from '../make/listed-person.ts'
import { makeFamilyPair } from '../make/pairs.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

story('two families that may be one: compared member by member, decided by two people, taken back', async ({ page, screen, signIn, visit, look, another }) => {
  const [end, suffix] = screen === 'phone' ? ['1', 'HAPE'] : ['2', 'MEJA']
  const pair = await makeFamilyPair(world(), kemiren, { name: `PONIRAN ${suffix}` })
  const two = await makeFamilyPair(world(), kemiren, { name: `TUKIMO ${suffix}`, cards: [`351015120314020${end}`, `351015120314021${end}`] })
  await signIn('operator.kemiren')
  await visit('/petugas/ganda')
  await page.getByRole('combobox', { name: 'Yang ditinjau' }).selectOption('keluarga')
  await page.getByRole('link', { name: `Bandingkan keluarga PONIRAN ${suffix}` }).waitFor()
  await look('the queue of families')
  await page.getByRole('link', { name: `Bandingkan keluarga PONIRAN ${suffix}` }).click()
  await page.getByRole('heading', { name: 'Anggota, baris demi baris' }).waitFor()
  await page.getByText('Mirip, belum dipastikan').first().waitFor()
  await look('two families side by side')
  await rest(page)
  await page.keyboard.press('s')
  await page.getByText(`Putusan tersimpan. Keluarga PONIRAN ${suffix}`).waitFor()
  await expect.poll(() => stateOf(pair.reviewId)).toBe('decided')

  await visit(`/petugas/keluarga/${pair.right.familyId}`)
  await page.getByText('MBAH WAGIYEM').first().waitFor()
  await look('the family that both have become')

  await visit(`/petugas/ganda?jenis=keluarga&keadaan=decided&pasangan=${pair.reviewId}`)
  await page.getByText('Sudah diputuskan: keluarga yang sama').waitFor()
  await rest(page)
  await page.keyboard.press('z')
  await page.getByText('Sudah diputuskan: keluarga yang sama').waitFor({ state: 'detached' })
  await expect.poll(() => stateOf(pair.reviewId)).toBe('open')

  await visit(`/petugas/ganda?jenis=keluarga&pasangan=${two.reviewId}`)
  await page.getByText('Nomor KK keduanya berbeda').waitFor()
  await look('cards that differ')
  await rest(page)
  await page.keyboard.press('s')
  await page.getByText('Usul Anda tersimpan').waitFor()
  const district = await another('district')
  await district.signIn('upt.glagah')
  await district.visit(`/petugas/ganda?jenis=keluarga&keadaan=proposed&pasangan=${two.reviewId}`)
  await district.page.getByText('mengusulkan: keluarga yang sama').waitFor()
  await rest(district.page)
  await district.page.keyboard.press('b')
  await district.page.getByText(`Keluarga TUKIMO ${suffix}`).first().waitFor()
  await expect.poll(() => stateOf(two.reviewId)).toBe('open')
})

async function stateOf(reviewId: string): Promise<string> {
  return (await (await world().as('kesra')).get(`/api/registry/family-reviews/${reviewId}`)).json<{ state: string }>().state
}

story('somebody is sent to review from the page of a person, and rows go to somebody who is known', async ({ page, screen, signIn, visit, look }) => {
  const suffix = screen === 'phone' ? 'HAPE' : 'MEJA'
  const one = await makeListedPerson(world(), { areaId: kemiren, name: `SARMINAH ${suffix}`, sex: 'female', birthOn: '1957-05-06', furtherNames: [`KARTINAH ${suffix}`] })
  const other = await makeListedPerson(world(), { areaId: kemiren, name: `KARTINAH ${suffix}`, sex: 'female', birthOn: '1962-09-01' })
  await signIn('operator.kemiren')
  await visit(`/petugas/orang/${one.personId}`)
  await page.getByRole('button', { name: 'Minta keduanya ditinjau' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Alasan' }).fill('Tetangga bilang orangnya sama')
  await dialog.getByRole('button', { name: 'Minta ditinjau' }).click()
  await dialog.getByText('Cari dan pilih orang yang lain.').waitFor()
  await dialog.getByRole('textbox', { name: 'Cari orang yang lain' }).fill(`KARTINAH ${suffix}`)
  await dialog.getByRole('button', { name: 'Cari', exact: true }).click()
  await dialog.getByRole('combobox').selectOption(other.personId)
  await look('asking for a review')
  await dialog.getByRole('button', { name: 'Minta ditinjau' }).click()
  await page.getByText('Sudah masuk antrean tinjauan.').waitFor()
  await look('asked')
  await page.getByRole('link', { name: 'Bandingkan sekarang' }).click()
  await page.getByText('Tetangga bilang orangnya sama').waitFor()

  await visit(`/petugas/orang/${one.personId}`)
  await page.getByRole('button', { name: 'Lihat asal-usul data' }).click()
  await page.getByRole('checkbox', { name: /baris/ }).nth(1).check()
  await page.getByRole('button', { name: 'Pisahkan baris terpilih' }).click()
  await dialog.getByRole('radio', { name: 'Orang yang sudah ada di daftar' }).check()
  await dialog.getByRole('textbox', { name: 'Cari orang tujuannya' }).fill(`KARTINAH ${suffix}`)
  await dialog.getByRole('textbox', { name: 'Cari orang tujuannya' }).press('Enter')
  await dialog.getByRole('combobox').selectOption(other.personId)
  await dialog.getByRole('textbox', { name: 'Alasan' }).fill('Baris ini tentang adiknya')
  await look('rows for somebody who is known')
  await dialog.getByRole('button', { name: 'Pisahkan baris terpilih' }).click()
  await page.getByText(/dipisahkan ke KARTINAH/).waitFor()
})
