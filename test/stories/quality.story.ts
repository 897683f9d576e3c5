import { expect } from 'vitest'
import { measureThisMonth } from '#modules/registry/quality/quality.actions.ts'
import { kemiren, tembokrejo } from '../make/cases.ts'
import { makeFamily } from '../make/family.ts'
import { makePair } from '../make/pairs.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** Counts October, then lets something happen, and counts November. */
async function countTwoMonths(between: () => Promise<unknown>): Promise<void> {
  const now = world().clock.now()
  world().clock.set(new Date('2026-10-20T02:00:00Z'))
  await measureThisMonth(world().deps)
  world().clock.set(now)
  await between()
  await measureThisMonth(world().deps)
}

story('an operator works off what the data of the village lacks, from the number to the person', async ({ page, screen, signIn, visit, look, expectComplaint, context }) => {
  const suffix = screen === 'phone' ? 'HAPE' : 'MEJA'
  await signIn('operator.kemiren')
  if (screen === 'phone') {
    await visit('/petugas/mutu-data')
    await page.getByText('Belum dihitung').waitFor()
    await look('nothing counted yet')
  }
  await makeFamily(world(), {
    areaId: kemiren, rt: 1, rw: 2, decile: 2, members: [
      { name: `WAGIMIN ${suffix}`, birthOn: '1990-05-02', sex: 'male' }, { name: `ANAK ${suffix}`, relation: 'child', birthOn: '1980-05-02', sex: 'male' },
    ],
  })
  await countTwoMonths(() => makePair(world(), kemiren, { name: `SUPINAH ${suffix}` }))

  await visit('/petugas/mutu-data')
  await page.getByRole('heading', { name: 'Yang menunggu Anda' }).waitFor()
  await rest(page)
  const todos = await page.getByRole('table', { name: 'Pekerjaan', exact: true }).getByRole('row').allInnerTexts()
  const inOrder = todos.map((row) => row.includes('Beres'))
  expect(inOrder, 'what is in order stands below what is not').toEqual(inOrder.toSorted((left, right) => Number(left) - Number(right)))
  expect(new Set(inOrder)).toEqual(new Set([true, false]))
  await look('what waits, what can be put right, and the score')
  await page.getByRole('link', { name: 'Pasangan yang mungkin orang yang sama' }).click()
  await page.getByRole('link', { name: `Bandingkan SUPINAH ${suffix}` }).click()
  await page.getByRole('button', { name: 'Orang yang sama' }).waitFor()
  await rest(page)
  await page.keyboard.press('s')
  await page.getByText(`Putusan tersimpan. SUPINAH ${suffix}`).waitFor()

  await visit('/petugas/mutu-data')
  await page.getByRole('link', { name: 'Kemiren, Kec. Glagah' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mutu data Kemiren' }).waitFor()
  await page.getByRole('heading', { name: 'Bulan demi bulan' }).waitFor()
  await page.getByRole('heading', { name: 'Yang dapat dibenahi' }).waitFor()
  await look('a village')
  await page.getByRole('link', { name: /Keluarga yang belum pernah didatangi$/ }).first().click()
  await page.getByText('Daftar dari mana pun tidak dihitung sebagai kunjungan.').waitFor()
  await page.getByRole('link', { name: `WAGIMIN ${suffix}` }).waitFor()
  await look('whom a task is about')
  await page.getByRole('link', { name: 'Kembali ke mutu data wilayah ini' }).click()
  await page.getByRole('link', { name: 'Anak yang lebih tua dari kepala keluarganya' }).click()
  await page.getByRole('link', { name: `ANAK ${suffix}` }).click()
  await page.getByRole('heading', { level: 1, name: `ANAK ${suffix}` }).waitFor()

  expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to load resource|Failed to fetch/)
  await visit('/petugas/mutu-data')
  await page.getByRole('heading', { name: 'Yang menunggu Anda' }).waitFor()
  await rest(page)
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Orang tanpa NIK' }).click()
  await page.getByRole('main').getByRole('alert').getByText(/sinyal|sambungan/i).waitFor()
  await look('without a signal')
  await context.setOffline(false)
})

story('the regent ranks districts, opens one, follows a village through the months, and reads no name', async ({ page, signIn, visit, look }) => {
  await makeFamily(world(), { areaId: tembokrejo, members: [{ name: 'LEMAH DATANYA' }] })
  await makeFamily(world(), { areaId: kemiren, rt: 1, rw: 2, decile: 2, members: [{ name: 'KUAT DATANYA', birthOn: '1970-03-04', sex: 'female' }] })
  await countTwoMonths(() => makeFamily(world(), { areaId: kemiren, members: [{ name: 'BARU DATANG' }] }))
  await signIn('bupati')
  await visit('/petugas/mutu-data')
  await page.getByRole('button', { name: 'Lihat desa di Kec. Glagah' }).waitFor()
  await look('districts by score')
  await page.getByLabel('Bandingkan dengan').selectOption({ label: 'Oktober 2026' })
  await page.getByText(/^-?\+?\d+ poin$/).first().waitFor()
  await page.getByRole('button', { name: 'Lihat desa di Kec. Glagah' }).press('Enter')
  await page.getByRole('link', { name: 'Kemiren, Kec. Glagah' }).waitFor()
  await look('the villages of a district')
  await page.getByLabel('Tampilkan').selectOption({ label: 'Peringkat semua desa' })
  await page.getByRole('button', { name: 'Tampilkan lebih banyak' }).click()
  await page.getByLabel('Tampilkan').selectOption({ label: 'Desa di Kec. Glagah' })
  await page.getByRole('link', { name: 'Kemiren, Kec. Glagah' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mutu data Kemiren' }).waitFor()
  await page.getByText('Oktober 2026').first().waitFor()
  expect(await page.getByRole('link', { name: /Orang tanpa NIK/ }).count()).toBe(0)
  await look('a village as the regent sees it')
  await visit('/petugas/mutu-data/wilayah/999999')
  await page.getByText('Belum ada nilai').waitFor()
  await look('an area that is none')
})
