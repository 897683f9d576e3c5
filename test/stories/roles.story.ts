import type { Page } from 'playwright-core'
import { beforeAll, expect } from 'vitest'
import { makeCase } from '../make/cases.ts'
import { setStage, type Teller } from './stage.ts'

const { story, world } = setStage()

const screens = {
  'Meja darurat': '/petugas/meja', 'Papan keadaan': '/petugas/papan', 'Peta kasus': '/petugas/peta', 'Tulis laporan warga': '/petugas/lapor',
  'Laporan saya': '/petugas/laporan-saya', 'Cari keluarga': '/petugas/keluarga', 'Perlu dipastikan': '/petugas/verifikasi', 'Unggah daftar': '/petugas/daftar', Wilayah: '/petugas/wilayah',
  Akun: '/petugas/akun', Jejak: '/petugas/jejak', 'Siapa melihat data saya': '/petugas/data-saya', 'Akun saya': '/petugas/saya',
} as const

type ScreenTitle = keyof typeof screens

const cases = ['Meja darurat'] as const
const counts = ['Papan keadaan', 'Peta kasus'] as const
const field = ['Tulis laporan warga', 'Cari keluarga'] as const
const own = ['Akun saya'] as const

/** One demo account of each role, and the whole of its menu. */
const roles: readonly { readonly username: string; readonly role: string; readonly menu: readonly ScreenTitle[] }[] = [
  { username: 'warga', role: 'a resident', menu: ['Laporan saya', 'Siapa melihat data saya', ...own] },
  { username: 'operator.kemiren', role: 'a village operator', menu: [...cases, 'Peta kasus', ...field, 'Perlu dipastikan', 'Unggah daftar', ...own] },
  { username: 'kades.kemiren', role: 'a village head', menu: [...cases, ...counts, ...field, ...own] },
  { username: 'satgas.kemiren', role: 'a member of the task force', menu: [...cases, 'Peta kasus', ...field, 'Perlu dipastikan', ...own] },
  { username: 'upt.glagah', role: 'a district officer', menu: [...cases, ...counts, ...field, 'Perlu dipastikan', 'Unggah daftar', ...own] },
  { username: 'dinsos', role: 'an agency officer', menu: [...cases, 'Peta kasus', 'Tulis laporan warga', ...own] },
  { username: 'kepala.dinsos', role: 'the head of an agency', menu: [...cases, ...counts, ...own] },
  { username: 'kesra', role: 'the secretariat', menu: [...cases, ...counts, ...field, 'Perlu dipastikan', 'Unggah daftar', ...own] },
  { username: 'asn', role: 'a civil servant', menu: ['Peta kasus', 'Tulis laporan warga', 'Laporan saya', 'Siapa melihat data saya', ...own] },
  { username: 'inspektorat', role: 'an inspector', menu: [...cases, ...counts, 'Jejak', ...own] },
  { username: 'bappeda', role: 'a planner', menu: [...counts, ...own] },
  { username: 'bupati', role: 'the regent', menu: [...counts, ...own] },
  { username: 'dpo', role: 'the data protection officer', menu: ['Jejak', ...own] },
  { username: 'admin', role: 'an administrator', menu: ['Wilayah', 'Akun', 'Jejak', ...own] },
]

/** Their menus together hold every screen: they open them on a phone too. */
const alsoOnPhone = new Set(['warga', 'kesra', 'inspektorat', 'admin'])

beforeAll(async () => {
  if (world() === undefined) return
  await makeCase(world(), { summary: 'Bayi kurang gizi', category: 'KES' })
  await makeCase(world(), { summary: 'Keluarga tidak punya beras', category: 'PGN' })
})

async function openMenu({ page, screen }: Teller): Promise<void> {
  if (screen === 'phone') await page.getByRole('button', { name: 'Menu' }).click()
}

function menuOf(page: Page) {
  return page.getByRole('navigation').getByRole('link')
}

for (const { username, role, menu } of roles) {
  story(`${role} finds in the menu what the role may, and nothing else`, async (teller) => {
    const { page, signIn, visit, look } = teller
    await signIn(username)
    const greeting = username === 'warga' ? /^Selamat datang/ : /^Selamat bertugas/
    await page.getByRole('heading', { level: 1, name: greeting }).waitFor()
    await look('home')
    await openMenu(teller)
    expect(await menuOf(page).allTextContents()).toEqual(['Beranda', ...menu])
    for (const title of menu) {
      await menuOf(page).getByText(title, { exact: true }).click()
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
      await page.waitForFunction(() => document.querySelector('main [class*="loading"]') === null)
      expect(await page.getByRole('alert').count(), title).toBe(0)
      await look(title)
      await openMenu(teller)
    }
    if (teller.screen === 'phone') await page.keyboard.press('Escape')

    const [forbidden] = Object.entries(screens).filter(([title]) => !menu.includes(title as ScreenTitle)).map(([, path]) => path)
    await visit(forbidden!)
    await page.getByRole('heading', { level: 1, name: 'Layar ini bukan untuk peran Anda' }).waitFor()
    await openMenu(teller)
    await page.getByRole('button', { name: 'Keluar' }).click()
    await page.getByRole('heading', { name: 'Masuk sebagai petugas' }).waitFor()
    await visit('/petugas/saya')
    await page.getByRole('heading', { name: 'Masuk sebagai petugas' }).waitFor()
  }, { screens: alsoOnPhone.has(username) ? ['phone', 'desk'] : ['desk'] })
}
