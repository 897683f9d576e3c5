import { expect } from 'vitest'
import { demoPassword } from '../world.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const { story } = setStage()

story('an officer signs in, reads the frame in English and signs out', async ({ page, screen, visit, look }) => {
  await visit('/petugas')
  await page.getByRole('heading', { name: 'Masuk sebagai petugas' }).waitFor()
  await look('sign in')

  await page.locator('#sign-in-username').fill('kesra')
  await page.locator('#sign-in-password').fill('not the password')
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await expect.poll(() => page.title()).toMatch(/^Kesalahan: /)
  expect(await page.locator('#sign-in-username').inputValue()).toBe('kesra')
  await look('wrong password')

  await page.locator('#sign-in-password').fill(demoPassword('kesra'))
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: /^Selamat bertugas/ }).waitFor()
  await look('home')

  if (screen === 'phone') await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: /^Welcome/, includeHidden: true }).waitFor()
  await page.locator('html[lang=en]').waitFor()
  await look('in English')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor()

  if (screen === 'phone') await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in as staff' }).waitFor()
  await visit('/petugas/akun')
  await page.getByRole('heading', { name: 'Sign in as staff' }).waitFor()
})

story('a session that ends in the middle is mended over the same screen', async ({ page, context, signIn, look }) => {
  await signIn('kesra')
  // An answer that comes after the clock was moved is fresh, and nobody would ask again.
  await rest(page)
  await page.evaluate(() => history.pushState(null, '', '#typed-by-hand'))
  await context.clearCookies()
  await page.clock.install()
  await page.clock.fastForward(60_000)
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
  const dialog = page.getByRole('dialog', { name: 'Sesi Anda sudah habis' })
  await dialog.waitFor()
  await look('session ended')

  await page.locator('#sign-in-username').fill('kesra')
  await page.locator('#sign-in-password').fill(demoPassword('kesra'))
  await dialog.getByRole('button', { name: 'Masuk', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(page.url()).toMatch(/#typed-by-hand$/)
  await look('going on')
})

story('what was typed is sent after signing in again, and has one effect', async ({ page, screen, context, visit, signIn, look, world }) => {
  const username = `lapisan.${screen}`
  await signIn('admin')
  await visit('/petugas/akun/baru')
  await page.getByLabel('Nama pengguna').fill(username)
  await page.locator('#name').fill('Orang Sabar')
  await page.getByLabel('Peran').selectOption('village_operator')
  await page.getByLabel('Kecamatan').selectOption('15')
  await page.getByLabel('Desa atau kelurahan').selectOption('152004')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Buat akun' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sesi Anda sudah habis' })
  await dialog.waitFor()
  expect(await page.locator('#username').inputValue()).toBe(username)
  await look('asked over the form')

  await page.locator('#sign-in-username').fill('admin')
  await page.locator('#sign-in-password').fill(demoPassword('admin'))
  await dialog.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByText('Kata sandi pertama', { exact: true }).waitFor()
  await look('sent')
  const { items } = (await (await world.as('admin')).get(`/api/people/accounts?q=${username}`)).json<{ items: unknown[] }>()
  expect(items.length).toBe(1)
})

story('a board that hears nothing new says so', async ({ page, context, visit, signIn, look, expectComplaint }) => {
  expectComplaint(/ERR_FAILED/)
  await context.route('**/api/live', (route) => route.abort())
  await signIn('kesra')
  await visit('/petugas/papan')
  await page.getByText('Pembaruan langsung terputus').waitFor()
  await look('live lost')
  await context.unroute('**/api/live')
  await page.getByText('Pembaruan langsung terputus').waitFor({ state: 'detached' })
})

story('an address that leads nowhere says so and leads home', async ({ page, visit, signIn, look }) => {
  await signIn('kesra')
  await visit('/petugas/tidak-ada')
  await page.getByRole('heading', { level: 1, name: 'Halaman tidak ditemukan' }).waitFor()
  await look('nowhere')
  await visit('/petugas/akun')
  await page.getByRole('heading', { level: 1, name: 'Layar ini bukan untuk peran Anda' }).waitFor()
  await look('not for this role')
  await page.getByRole('link', { name: 'Ke beranda' }).click()
  await page.getByRole('heading', { level: 1, name: /^Selamat bertugas/ }).waitFor()
})

story('the staff application opens without signal once it was opened with', async ({ page, context, signIn, look, expectComplaint }) => {
  expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
  await signIn('kesra')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await context.setOffline(true)
  await page.reload()
  await page.getByRole('alert').filter({ hasText: 'Tidak tersambung ke server' }).waitFor()
  await look('no signal')
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Coba lagi' }).click()
  await page.getByRole('heading', { level: 1, name: /^Selamat bertugas/ }).waitFor()
})
