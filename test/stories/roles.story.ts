import type { Page } from 'playwright-core'
import { beforeAll, expect } from 'vitest'
import { makeCase } from '../make/cases.ts'
import { rest } from './rest.ts'
import { setStage, type Teller } from './stage.ts'

const { story, world } = setStage()

const screens = {
  'Akun saya': '/petugas/saya', Bantuan: '/petugas/bantuan', 'Laporan saya': '/petugas/laporan-saya', 'Usulan saya': '/petugas/usulan-saya',
  'Siapa melihat data saya': '/petugas/data-saya', 'Hak atas data saya': '/petugas/hak-saya', 'Meja darurat': '/petugas/meja', 'Kunjungan saya': '/petugas/kunjungan-saya',
  'Jadwal jaga': '/petugas/jadwal-jaga', 'Kalender kerja dan janji': '/petugas/kalender', 'Akses darurat': '/petugas/akses-darurat', 'Laporan disisihkan': '/petugas/disisihkan', 'Peta kasus': '/petugas/peta', 'Tulis laporan warga': '/petugas/lapor', 'Cari keluarga': '/petugas/keluarga',
  'Perlu dipastikan': '/petugas/verifikasi', 'Daftar keluarga': '/petugas/daftar-keluarga', 'Periksa ulang': '/petugas/periksa-ulang',
  'Tinjauan ganda': '/petugas/ganda', Peristiwa: '/petugas/peristiwa', 'Kunjungan keluarga': '/petugas/kunjungan',
  'Usulan tindakan': '/petugas/usulan-tindakan', 'Bulan usulan': '/petugas/bulan-usulan', Usulan: '/petugas/usulan',
  Musyawarah: '/petugas/musyawarah', Sanggah: '/petugas/sanggah',
  Penetapan: '/petugas/penetapan', Kiriman: '/petugas/kiriman', 'Mutu data': '/petugas/mutu-data',
  'Daftar simpanan': '/petugas/daftar-simpanan', Ekspor: '/petugas/ekspor', 'Unggah daftar': '/petugas/daftar', 'Sumber data': '/petugas/sumber',
  'Permohonan data': '/petugas/permohonan-data', 'Papan keadaan': '/petugas/papan', Kinerja: '/petugas/kinerja', 'Jenjang saya': '/petugas/jenjang', Rujukan: '/petugas/rujukan',
  'Kebutuhan yang belum terpenuhi': '/petugas/kebutuhan', 'Jejak ekspor': '/petugas/jejak-ekspor',
  Jejak: '/petugas/jejak', 'Pemrosesan data': '/petugas/pemrosesan-data', 'Jawab permohonan data': '/petugas/permohonan-data/dijawab',
  'Insiden data': '/petugas/insiden', 'Formulir keluarga': '/petugas/formulir', Wilayah: '/petugas/wilayah', 'Persetujuan peran': '/petugas/persetujuan-peran', Akun: '/petugas/akun',
  Percakapan: '/petugas/percakapan', Kanal: '/petugas/kanal', 'Kunci program lain': '/petugas/kunci', Poster: '/petugas/poster',
} as const

type ScreenTitle = keyof typeof screens

/** Screens whose heading says more than their name in the menu. */
const headings: Readonly<Partial<Record<ScreenTitle, RegExp>>> = { 'Bulan usulan': /^Usulan bulan /, 'Jenjang saya': /^Jenjang saya: / }

/** One demo account of each role, and the whole of its menu. */
const roles: readonly { readonly username: string; readonly role: string; readonly menu: readonly ScreenTitle[] }[] = [
  {
    username: 'warga', role: 'a resident',
    menu: ['Laporan saya', 'Usulan saya', 'Siapa melihat data saya', 'Hak atas data saya', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'operator.kemiren', role: 'a village operator',
    menu: ['Meja darurat', 'Jenjang saya', 'Rujukan', 'Peta kasus', 'Tulis laporan warga', 'Cari keluarga', 'Perlu dipastikan', 'Daftar keluarga', 'Periksa ulang',
      'Tinjauan ganda', 'Peristiwa', 'Kunjungan keluarga', 'Usulan tindakan',
      'Bulan usulan', 'Usulan', 'Musyawarah', 'Sanggah', 'Mutu data', 'Daftar simpanan', 'Ekspor',
      'Unggah daftar', 'Sumber data', 'Permohonan data', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'kades.kemiren', role: 'a village head',
    menu: ['Meja darurat', 'Papan keadaan', 'Jenjang saya', 'Rujukan', 'Kinerja', 'Peta kasus', 'Tulis laporan warga', 'Cari keluarga', 'Daftar keluarga', 'Periksa ulang',
      'Tinjauan ganda', 'Usulan tindakan', 'Bulan usulan', 'Usulan', 'Musyawarah', 'Sanggah',
      'Mutu data', 'Daftar simpanan', 'Sumber data', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'satgas.kemiren', role: 'a member of the task force',
    menu: ['Meja darurat', 'Kunjungan saya', 'Laporan disisihkan', 'Jadwal jaga', 'Jenjang saya', 'Rujukan', 'Peta kasus', 'Tulis laporan warga', 'Cari keluarga', 'Perlu dipastikan', 'Daftar keluarga', 'Periksa ulang',
      'Kunjungan keluarga', 'Bulan usulan', 'Usulan', 'Musyawarah', 'Sanggah', 'Daftar simpanan', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'upt.glagah', role: 'a district officer',
    menu: ['Meja darurat', 'Kunjungan saya', 'Laporan disisihkan', 'Jadwal jaga', 'Papan keadaan', 'Jenjang saya', 'Rujukan', 'Kinerja', 'Peta kasus', 'Tulis laporan warga', 'Cari keluarga', 'Perlu dipastikan', 'Daftar keluarga',
      'Tinjauan ganda', 'Peristiwa', 'Kunjungan keluarga', 'Usulan tindakan',
      'Bulan usulan', 'Usulan', 'Musyawarah', 'Sanggah', 'Mutu data', 'Daftar simpanan', 'Ekspor',
      'Unggah daftar', 'Sumber data', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'dinsos', role: 'an agency officer',
    menu: ['Meja darurat', 'Kunjungan saya', 'Laporan disisihkan', 'Jadwal jaga', 'Jenjang saya', 'Rujukan', 'Peta kasus', 'Tulis laporan warga', 'Bulan usulan', 'Usulan', 'Musyawarah', 'Sanggah',
      'Penetapan', 'Kiriman', 'Sumber data', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'kepala.dinsos', role: 'the head of an agency',
    menu: ['Meja darurat', 'Akses darurat', 'Jadwal jaga', 'Papan keadaan', 'Jenjang saya', 'Rujukan', 'Kinerja', 'Peta kasus', 'Usulan tindakan',
      'Bulan usulan', 'Usulan', 'Musyawarah', 'Sanggah', 'Mutu data', 'Sumber data', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'kesra', role: 'the secretariat',
    menu: ['Meja darurat', 'Kunjungan saya', 'Laporan disisihkan', 'Akses darurat', 'Jadwal jaga', 'Papan keadaan', 'Jenjang saya', 'Rujukan', 'Kebutuhan yang belum terpenuhi', 'Kinerja', 'Peta kasus', 'Kalender kerja dan janji', 'Tulis laporan warga', 'Cari keluarga', 'Perlu dipastikan', 'Daftar keluarga',
      'Tinjauan ganda', 'Peristiwa', 'Usulan tindakan',
      'Bulan usulan', 'Usulan', 'Musyawarah', 'Sanggah', 'Penetapan', 'Mutu data', 'Daftar simpanan', 'Ekspor', 'Unggah daftar',
      'Sumber data', 'Permohonan data', 'Percakapan', 'Kanal', 'Kunci program lain', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'fasilitator.kemiren', role: 'a referral facilitator',
    menu: ['Meja darurat', 'Kunjungan saya', 'Laporan disisihkan', 'Jadwal jaga', 'Jenjang saya', 'Rujukan', 'Peta kasus', 'Tulis laporan warga', 'Cari keluarga',
      'Daftar keluarga', 'Kunjungan keluarga', 'Usulan', 'Musyawarah', 'Sanggah', 'Daftar simpanan', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'loket.kemiren', role: 'the front office of a social welfare post',
    menu: ['Meja darurat', 'Jenjang saya', 'Rujukan', 'Peta kasus', 'Tulis laporan warga', 'Cari keluarga', 'Daftar keluarga',
      'Daftar simpanan', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'puskesos.kemiren', role: 'the back office of a social welfare post',
    menu: ['Meja darurat', 'Kunjungan saya', 'Laporan disisihkan', 'Jadwal jaga', 'Jenjang saya', 'Rujukan', 'Peta kasus', 'Tulis laporan warga', 'Cari keluarga',
      'Daftar keluarga', 'Usulan', 'Musyawarah', 'Sanggah', 'Daftar simpanan', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'supervisor.glagah', role: 'a referral supervisor',
    menu: ['Meja darurat', 'Kunjungan saya', 'Laporan disisihkan', 'Jadwal jaga', 'Papan keadaan', 'Jenjang saya', 'Rujukan', 'Kebutuhan yang belum terpenuhi', 'Kinerja',
      'Peta kasus', 'Tulis laporan warga', 'Cari keluarga', 'Daftar keluarga', 'Daftar simpanan', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'manajer.slrt', role: 'the referral manager',
    menu: ['Meja darurat', 'Kunjungan saya', 'Laporan disisihkan', 'Jadwal jaga', 'Papan keadaan', 'Jenjang saya', 'Rujukan', 'Kebutuhan yang belum terpenuhi', 'Kinerja',
      'Peta kasus', 'Cari keluarga', 'Daftar keluarga', 'Daftar simpanan', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'asn', role: 'a civil servant',
    menu: ['Peta kasus', 'Tulis laporan warga', 'Laporan saya', 'Siapa melihat data saya', 'Hak atas data saya', 'Poster', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'inspektorat', role: 'an inspector',
    menu: ['Meja darurat', 'Papan keadaan', 'Jenjang saya', 'Rujukan', 'Kinerja', 'Peta kasus', 'Kalender kerja dan janji',
      'Bulan usulan', 'Usulan', 'Musyawarah', 'Sanggah', 'Jejak ekspor', 'Sumber data', 'Jejak', 'Pemrosesan data',
      'Bantuan', 'Akun saya'],
  },
  {
    username: 'bappeda', role: 'a planner',
    menu: ['Papan keadaan', 'Kebutuhan yang belum terpenuhi', 'Kinerja', 'Peta kasus', 'Kalender kerja dan janji', 'Bulan usulan', 'Mutu data', 'Sumber data', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'bupati', role: 'the regent',
    menu: ['Papan keadaan', 'Kebutuhan yang belum terpenuhi', 'Kinerja', 'Peta kasus', 'Bulan usulan', 'Mutu data', 'Sumber data', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'dpo', role: 'the data protection officer',
    menu: ['Akses darurat', 'Jejak ekspor', 'Sumber data', 'Jejak', 'Jawab permohonan data', 'Pemrosesan data', 'Insiden data',
      'Persetujuan peran', 'Bantuan', 'Akun saya'],
  },
  {
    username: 'admin', role: 'an administrator',
    menu: ['Kalender kerja dan janji', 'Jejak ekspor', 'Formulir keluarga', 'Wilayah', 'Jejak', 'Kanal', 'Kunci program lain', 'Poster', 'Akun', 'Persetujuan peran',
      'Bantuan', 'Akun saya'],
  },
]

/** Their menus together hold every screen: they open them on a phone too. */
const alsoOnPhone = new Set(['warga', 'kesra', 'dinsos', 'inspektorat', 'admin'])

beforeAll(async () => {
  if (world() === undefined) return
  await makeCase(world(), { summary: 'Bayi kurang gizi', category: 'KES' })
  await makeCase(world(), { summary: 'Keluarga tidak punya beras', category: 'PGN' })
})

async function openMenu({ page, screen }: Teller): Promise<void> {
  if (screen === 'phone') await page.getByRole('button', { name: 'Menu' }).click()
}

const looked = new Set<string>()

/** A screen is looked at closely once on each kind of device; that other roles reach it is another question. */
function isNew(device: string, title: string): boolean {
  const key = `${device} ${title}`
  return !looked.has(key) && looked.add(key).has(key)
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
    await expect.poll(() => menuOf(page).allTextContents()).toEqual(['Beranda', ...menu])
    for (const title of menu) {
      const heading = headings[title] ?? title
      await menuOf(page).getByText(title, { exact: true }).click()
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
      await page.waitForFunction(() => document.querySelector('main [class*="loading"]') === null)
      await rest(page)
      expect(await page.getByRole('alert').count(), title).toBe(0)
      if (isNew(teller.screen, title)) await look(title)
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
