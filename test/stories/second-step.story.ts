import { generateSync } from 'otplib'
import { demoPassword } from '../world.ts'
import { setStage } from './stage.ts'

// An installation that is no demo: who could open everything signs in with a code.
const { world, story } = setStage({ environment: { DEMO: 'off' } })

story('an administrator is led into setting up the second step, and opens nothing before', async ({ page, screen, visit, look }) => {
  // A person for each screen: the second step stays on.
  const username = screen === 'phone' ? 'admin' : 'dpo'
  await visit('/petugas')
  await page.locator('#sign-in-username').fill(username)
  await page.locator('#sign-in-password').fill(demoPassword(username))
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('heading', { name: 'Pasang langkah kedua' }).waitFor()
  await look('why')
  await page.getByRole('button', { name: 'Tampilkan kode QR' }).click()
  await page.getByRole('img', { name: /Kode QR/ }).waitFor()
  const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '')
  await page.getByLabel('Enam angka dari aplikasi').fill('000000')
  await page.getByRole('button', { name: 'Nyalakan langkah kedua' }).click()
  await page.getByRole('alert').waitFor()
  await look('a wrong code')
  await page.getByLabel('Enam angka dari aplikasi').fill(generateSync({ secret, epoch: world().clock.now().getTime() / 1000 }))
  await page.getByRole('button', { name: 'Nyalakan langkah kedua' }).click()
  await page.getByText('Kode pemulihan', { exact: true }).waitFor()
  await look('recovery codes')
  await page.getByRole('button', { name: 'Kode sudah saya simpan' }).click()
  await page.getByRole('heading', { level: 1, name: /^Selamat bertugas/ }).waitFor()
  await look('inside')
})
