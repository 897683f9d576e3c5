import { generateSync } from 'otplib'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { asOwner } from '#install.ts'
import { demoPassword } from '../world.ts'
import { setStage, type ScreenName } from './stage.ts'

const { world, story } = setStage()

function codeOf(secret: string, stepsLater = 0): string {
  return generateSync({ secret: secret.replaceAll(' ', ''), epoch: world().clock.now().getTime() / 1000 + stepsLater * 30 })
}

async function signOut(page: Page, screen: ScreenName): Promise<void> {
  if (screen === 'phone') await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Keluar', exact: true }).click()
  await page.getByRole('heading', { name: 'Masuk sebagai petugas' }).waitFor()
}

story('somebody sets up the second step, signs in with it and ends a session elsewhere', async ({ page, screen, visit, signIn, look }) => {
  // A person for each screen: the second step stays on.
  const username = screen === 'phone' ? 'dinkes' : 'dinsos'
  await signIn(username)
  await world().as(username)
  await visit('/petugas/saya')
  await page.getByRole('heading', { level: 1, name: 'Akun saya' }).waitFor()
  await look('my account')

  const totp = page.getByRole('region', { name: 'Langkah kedua' })
  await totp.getByLabel('Kata sandi sekarang').fill('salah-salah-salah')
  await totp.getByRole('button', { name: 'Pasang langkah kedua' }).click()
  await totp.getByRole('alert').waitFor()
  await totp.getByLabel('Kata sandi sekarang').fill(demoPassword(username))
  await totp.getByRole('button', { name: 'Pasang langkah kedua' }).click()
  await totp.getByRole('img', { name: /Kode QR/ }).waitFor()
  const secret = (await totp.locator('code').textContent()) ?? ''
  await look('scan')
  await totp.getByLabel('Enam angka dari aplikasi').fill(codeOf(secret))
  await totp.getByRole('button', { name: 'Nyalakan langkah kedua' }).click()
  await totp.getByText('Kode pemulihan', { exact: true }).waitFor()
  await expect.poll(() => totp.locator('code').count()).toBe(10)
  await look('recovery codes')
  await totp.getByRole('button', { name: 'Kode sudah saya simpan' }).click()
  await totp.getByText('Terpasang', { exact: true }).waitFor()

  const sessions = page.getByRole('region', { name: 'Di mana Anda masuk' })
  await sessions.getByRole('button', { name: /^Akhiri sesi Perangkat tidak dikenal/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Akhiri sesi' })
  await dialog.waitFor()
  await look('end a session')
  await dialog.getByRole('button', { name: 'Akhiri sesi' }).click()
  await dialog.waitFor({ state: 'detached' })
  await sessions.getByRole('button', { name: /^Akhiri sesi/ }).waitFor({ state: 'detached' })

  await signOut(page, screen)
  await page.locator('#sign-in-username').fill(username)
  await page.locator('#sign-in-password').fill(demoPassword(username))
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('heading', { name: 'Kode langkah kedua' }).waitFor()
  await look('second step')
  await page.locator('#sign-in-code').fill(codeOf(secret, 1))
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await page.getByRole('heading', { level: 1, name: /^Selamat bertugas/ }).waitFor()
})

story('somebody changes the password; a weak one is refused and what was typed stays', async ({ page, screen, visit, signIn, look }) => {
  const username = screen === 'phone' ? 'dpmd' : 'dukcapil'
  await signIn(username)
  await visit('/petugas/saya')
  const password = page.getByRole('region', { name: 'Kata sandi', exact: true })
  await password.getByLabel('Kata sandi sekarang').fill(demoPassword(username))
  await password.getByLabel('Kata sandi baru').fill('indonesia2026')
  await password.getByRole('button', { name: 'Ganti kata sandi' }).click()
  await password.getByRole('alert').filter({ hasText: 'mudah ditebak' }).waitFor()
  expect(await password.getByLabel('Kata sandi baru').inputValue()).toBe('indonesia2026')
  await look('too common')
  await password.getByLabel('Kata sandi baru').fill('tiga kucing di genteng')
  await password.getByRole('button', { name: 'Ganti kata sandi' }).click()
  await password.getByText('Kata sandi sudah diganti').waitFor()
  await look('changed')
})

story('a person with two roles changes from one to the other', async ({ page, visit, signIn, look }) => {
  await signIn('rangkap')
  await visit('/petugas/saya')
  const roles = page.getByRole('region', { name: 'Peran' })
  await roles.getByRole('button', { name: 'Pakai peran ini' }).click()
  await page.getByRole('heading', { level: 1, name: /^Selamat bertugas/ }).waitFor()
  await visit('/petugas/saya')
  await roles.getByText('Dipakai sekarang').waitFor()
  await look('roles')
})

story('an administrator makes an account, somebody else approves its roles, and one is taken back', async ({ page, screen, visit, signIn, look, another }) => {
  const username = `baru.${screen}`
  await signIn('admin')
  await visit('/petugas/akun')
  await page.getByRole('link', { name: 'Endang Pratiwi' }).waitFor()
  await look('accounts')
  await page.getByLabel('Nama atau nama pengguna').fill('tidak ada yang bernama begini')
  await page.getByRole('button', { name: 'Cari' }).click()
  await page.getByText('Tidak ada akun yang cocok').waitFor()
  await look('nothing found')

  await page.getByRole('link', { name: 'Buat akun' }).click()
  await page.getByRole('heading', { level: 1, name: 'Akun baru' }).waitFor()
  await page.getByLabel('Nama pengguna').fill('A B')
  await page.getByRole('button', { name: 'Buat akun' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('Nama pengguna').inputValue()).toBe('A B')
  await look('wrong fields')
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel('Nama', { exact: false }).nth(1).fill('Orang Baru')
  await page.getByLabel('Peran').selectOption('village_operator')
  await page.getByLabel('Kecamatan').selectOption('15')
  await page.getByLabel('Desa atau kelurahan').selectOption('152004')
  await look('filled')
  await page.getByRole('button', { name: 'Buat akun' }).click()
  await page.getByText('Kata sandi pertama', { exact: true }).waitFor()
  await look('first password')
  await page.getByRole('button', { name: 'Sudah saya sampaikan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Orang Baru' }).waitFor()
  await page.getByText('Menunggu persetujuan orang kedua').first().waitFor()
  await look('account')

  await page.getByRole('button', { name: 'Beri peran' }).click()
  const granting = page.getByRole('dialog', { name: 'Beri peran baru' })
  await granting.getByLabel('Peran').selectOption('agency_officer')
  await granting.getByLabel('Kantor').selectOption('4')
  await look('give a role')
  await granting.getByRole('button', { name: 'Beri peran' }).click()
  await granting.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^Tarik permintaan peran Petugas dinas/ }).waitFor()

  const second = await another('dpo')
  await second.signIn('dpo')
  await second.visit('/petugas/persetujuan-peran')
  await second.page.getByRole('button', { name: /^Setujui peran Petugas dinas.* Orang Baru$/ }).click()
  await second.look('approving')
  await second.page.getByRole('dialog').getByRole('button', { name: 'Setujui' }).click()
  await second.page.getByRole('button', { name: /^Tolak peran Operator desa.* Orang Baru$/ }).click()
  await second.page.getByRole('dialog').getByLabel('Alasan').fill('bukan operator lagi')
  await second.look('refusing')
  await second.page.getByRole('dialog').getByRole('button', { name: 'Tolak' }).click()
  await second.page.getByText('Tidak ada peran yang menunggu persetujuan').waitFor()
  await second.look('nothing waits')
  await page.reload()
  await page.getByRole('button', { name: /^Cabut peran Petugas dinas/ }).click()
  await page.getByRole('dialog', { name: 'Cabut peran' }).getByRole('button', { name: 'Cabut peran' }).click()
  await page.getByRole('button', { name: /^Cabut peran Petugas dinas/ }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Tutup akun' }).click()
  await page.getByRole('dialog', { name: 'Tutup akun' }).waitFor()
  await look('close')
  await page.getByRole('dialog', { name: 'Tutup akun' }).getByRole('button', { name: 'Tutup akun' }).click()
  await page.getByText('Ditutup', { exact: true }).waitFor()
  await look('closed')
})

story('the data protection officer asks who did what', async ({ page, visit, signIn, look }) => {
  await signIn('dpo')
  await visit('/petugas/jejak')
  await page.locator('#main').getByText('Kartika Puspita').first().waitFor()
  await look('trail')
  await page.getByLabel('Nama pengguna').fill('dpo')
  await page.getByRole('button', { name: 'Tampilkan', exact: true }).click()
  await page.waitForURL(/account=dpo/)
  await page.locator('#main').getByText('Kartika Puspita').first().waitFor()
  await page.getByLabel('Tindakan').selectOption('revealIdentity')
  await page.getByRole('button', { name: 'Tampilkan', exact: true }).click()
  await page.getByText('Tidak ada catatan yang cocok').waitFor()
  await look('nothing found')
})

story('a resident sees which office opened the own data', async ({ page, visit, signIn, look }) => {
  const personId = '0197d3f0-0000-7000-8000-0000000000aa'
  await asOwner(world().ownerUrl, async (owner: pg.Client) => {
    await owner.query("update people.account set person_id = null where username = 'warga'")
    await owner.query(`insert into audit.entry (regency_id, at, role, action, subject_kind, subject_id, office_id, purpose)
      values (3510, $2, 'agency_officer', 'revealIdentity', 'person', $1, 2, 'mencocokkan bantuan')`, [personId, world().clock.now()])
  })
  await signIn('warga')
  await visit('/petugas/data-saya')
  await page.getByText('belum terhubung').waitFor()
  await look('not connected')
  await asOwner(world().ownerUrl, (owner: pg.Client) => owner.query("update people.account set person_id = $1 where username = 'warga'", [personId]))
  await page.reload()
  await page.getByText('mencocokkan bantuan').first().waitFor()
  await look('looks')
})
