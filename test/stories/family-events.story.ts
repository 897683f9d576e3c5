import type { Page } from 'playwright-core'
import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const kemiren = 152_004

/** How one knows of an event, and the button that writes it down. */
async function tell(page: Page, words: string): Promise<void> {
  await page.locator('#happenedOn').fill('2026-11-20')
  await page.locator('#evidenceWords').fill(words)
  await page.locator('#reportedBy').fill('Ketua RT 3')
  await page.getByRole('button', { name: 'Simpan peristiwa' }).click()
}

const recorded = (page: Page): Promise<void> => page.getByText('Peristiwa tercatat.').waitFor()

story('a death tells by name whom to tell, and what was done stays to be read', async ({ page, screen, signIn, visit, look }) => {
  const name = screen === 'phone' ? 'MISRAN' : 'TUKIRAN'
  const { familyId } = await makeFamily(world(), {
    areaId: kemiren, values: { programmes: ['pkh'] },
    members: [{ name, sex: 'male', birthOn: '1950-03-12', values: { healthCover: 'state_paid' } }, { name: `${name} ISTRI`, relation: 'wife', sex: 'female', birthOn: '1954-05-01' }],
  })
  await signIn('operator.kemiren')
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('link', { name: 'Catat peristiwa' }).click()
  await page.locator('#kind').selectOption('death')
  await page.locator('#personId').selectOption({ label: name })
  await page.locator('#newHeadId').selectOption({ label: `${name} ISTRI` })
  await tell(page, 'Surat kematian 474.3/15')
  await recorded(page)
  await visit('/petugas')
  await page.getByRole('link', { name: 'tindak lanjut peristiwa' }).waitFor()
  await look('home says how much waits')
  await visit('/petugas/peristiwa')
  const pkh = page.getByRole('button', { name: new RegExp(`^Selesai: Beri tahu .*Program Keluarga Harapan \\(PKH\\), ${name}$`) })
  await pkh.waitFor()
  await page.getByRole('button', { name: new RegExp(`^Selesai: Beri tahu .*\\(KIS\\), ${name}$`) }).waitFor()
  await look('whom to tell')
  await pkh.click()
  await page.getByRole('dialog').getByRole('textbox').fill('Pendamping PKH sudah diberi tahu')
  await page.getByRole('dialog').getByRole('button', { name: 'Selesai' }).click()
  await pkh.waitFor({ state: 'detached' })
  const [state, kind] = [page.getByRole('combobox', { name: 'Keadaan' }), page.getByRole('combobox', { name: 'Tindak lanjut' })]
  await kind.selectOption('birth_certificate')
  await page.getByText('Tidak ada tindak lanjut dengan saringan ini').waitFor()
  await kind.selectOption('end_programme')
  await state.selectOption('settled')
  await page.getByText('Pendamping PKH sudah diberi tahu').first().waitFor()
  await look('told')
  await page.reload()
  await page.getByText('Pendamping PKH sudah diberi tahu').first().waitFor()
  await state.selectOption('late')
  await page.getByText('Tidak ada tindak lanjut dengan saringan ini').waitFor()
  await kind.selectOption('')
  await page.getByText('Tidak ada yang lewat waktu').waitFor()
  await look('nothing is late')
})

story('a foundling and somebody without a fixed home are registered', async ({ page, screen, signIn, visit, look }) => {
  const [child, elder] = screen === 'phone' ? ['ANAK PASAR', 'MBAH PON'] : ['ANAK MASJID', 'MBAH WAGE']
  await signIn('upt.glagah')
  await visit('/petugas/peristiwa')
  for (const who of [
    { name: child!, situation: 'foundling', age: '0', area: String(kemiren), place: 'Di depan pasar', task: 'Serahkan ke perlindungan anak' },
    { name: elder!, situation: 'no_fixed_home', age: '70', area: '15', place: 'Tidur di terminal', task: 'Bantu urus NIK dan KK' },
  ]) {
    await page.getByRole('link', { name: 'Daftarkan orang tanpa surat' }).click()
    await page.locator('#situation').selectOption(who.situation)
    await page.locator('#name').fill(who.name)
    await page.locator('#ageGuess').fill(who.age)
    await page.locator('#areaId').selectOption(who.area)
    await page.locator('#placeWords').fill(who.place)
    await tell(page, 'Ditemui petugas')
    await page.getByText('Nomor sementara S-').waitFor()
    await look(`${who.situation} registered`)
    await visit('/petugas/peristiwa')
    await page.getByRole('button', { name: `Selesai: ${who.task}, ${who.name}` }).waitFor()
  }
})

story('a child is born and has no NIK yet; two marry, and part again', async ({ page, screen, signIn, visit, look }) => {
  const [man, woman, child] = screen === 'phone' ? ['DARSONO', 'MARIYATI', 'BAYI SATU'] : ['KASIMAN', 'SUMINTEN', 'BAYI DUA']
  const his = await makeFamily(world(), {
    areaId: kemiren, members: [{ name: `${man} TUA`, sex: 'male', birthOn: '1950-03-12' }, { name: man!, relation: 'child', sex: 'male', birthOn: '1990-03-12' }],
  })
  const hers = await makeFamily(world(), {
    areaId: kemiren, members: [{ name: `${woman} TUA`, sex: 'female', birthOn: '1952-03-12' }, { name: woman!, relation: 'child', sex: 'female', birthOn: '1992-03-12' }],
  })
  await signIn('operator.kemiren')
  await visit(`/petugas/keluarga/${his.familyId}`)
  await page.getByRole('link', { name: 'Catat peristiwa' }).click()
  await page.locator('#kind').selectOption('marriage')
  await page.locator('#personId').selectOption({ label: man! })
  await page.getByRole('textbox', { name: 'Nama pasangan' }).fill(woman!)
  await page.getByRole('button', { name: 'Cari' }).click()
  const found = page.locator('#spouseId')
  await found.waitFor()
  await found.selectOption({ index: 1 })
  await look('who marries whom')
  await tell(page, 'Buku nikah 12/2026')
  await recorded(page)
  await visit(`/petugas/keluarga/${hers.familyId}`)
  await page.getByRole('link', { name: man!, exact: true }).first().waitFor()

  await page.getByRole('link', { name: 'Catat peristiwa' }).click()
  await page.locator('#kind').selectOption('birth')
  await page.locator('#name').fill(child!)
  await page.locator('#sex').selectOption('female')
  await page.locator('#birthPlace').fill('Banyuwangi')
  await tell(page, 'Surat lahir bidan')
  await page.getByText('Nomor sementara S-').waitFor()
  await look('born, without a NIK')
  await visit('/petugas/peristiwa')
  await page.getByRole('button', { name: `Selesai: Bantu urus akta kelahiran, ${child}` }).waitFor()

  await visit(`/petugas/keluarga/${hers.familyId}`)
  await page.getByRole('link', { name: 'Catat peristiwa' }).click()
  await page.locator('#kind').selectOption('divorce')
  await page.locator('#personId').selectOption({ label: man! })
  await page.locator('#spouseId').selectOption({ label: woman! })
  await page.getByLabel('Di alamat lain di desa ini').check()
  await page.locator('#hamlet').fill('Sukosari')
  await tell(page, 'Akta cerai 7/2026')
  await recorded(page)
  await page.getByRole('link', { name: 'Buka keluarga baru' }).click()
  await page.getByRole('heading', { level: 1, name: `Keluarga ${man}` }).waitFor()
  await look('parted')
})

story('a grown child splits off to another address, and another one to another village', async ({ page, screen, signIn, visit, look }) => {
  const name = screen === 'phone' ? 'SUTRISNO' : 'SUPARMAN'
  const { familyId } = await makeFamily(world(), {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1,
    members: [
      { name, sex: 'male', birthOn: '1950-03-12' }, { name: `${name} ANAK SATU`, relation: 'child', sex: 'male', birthOn: '1980-05-01' },
      { name: `${name} ANAK DUA`, relation: 'child', sex: 'female', birthOn: '1985-05-01' },
    ],
  })
  await signIn('operator.kemiren')
  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('link', { name: 'Catat peristiwa' }).click()
  await page.locator('#kind').selectOption('split')
  await page.getByLabel(`${name} ANAK SATU`).check()
  await page.locator('#headId').selectOption({ label: `${name} ANAK SATU` })
  await page.getByLabel('Di alamat lain di desa ini').check()
  await tell(page, 'KK baru sedang diurus')
  await page.getByText('Tulis alamat yang baru').first().waitFor()
  await look('the new address is missing')
  await page.locator('#hamlet').fill('Sukosari')
  await page.locator('#rt').fill('5')
  await page.getByRole('button', { name: 'Simpan peristiwa' }).click()
  await recorded(page)
  await look('split off')
  await page.getByRole('link', { name: 'Buka keluarga baru' }).click()
  await page.getByRole('heading', { level: 1, name: `Keluarga ${name} ANAK SATU` }).waitFor()
  await page.getByText('Sukosari').first().waitFor()
  await look('the new family')

  await visit(`/petugas/keluarga/${familyId}`)
  await page.getByRole('link', { name: 'Catat peristiwa' }).click()
  await page.locator('#kind').selectOption('split')
  await page.getByLabel(`${name} ANAK DUA`).check()
  await page.locator('#headId').selectOption({ label: `${name} ANAK DUA` })
  await page.getByLabel('Di desa lain').check()
  await page.locator('#toAreaId').selectOption({ label: 'Tembokrejo (Muncar)' })
  await look('to another village')
  await tell(page, 'Ikut suami ke Muncar')
  await recorded(page)
  await visit('/petugas/perpindahan')
  await page.getByRole('button', { name: `Tarik kembali: ${name} ANAK DUA` }).waitFor()
  await look('on the way')
})
