import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { listDistricts, listVillagesOf } from '#modules/people/index.ts'
import { glagah, kemiren, makeCase, tembokrejo } from '../make/cases.ts'
import { rest } from './rest.ts'
import { setStage, type Visitor } from './stage.ts'
import { expectRoomOn, numberOf, shownNumber } from './wall.ts'

const { story, world } = setStage()

/** Who sits before the wall; nobody's name stands on it. */
async function officerName(): Promise<string> {
  return (await (await world().as('kesra')).get('/api/people/session')).json<{ name: string }>().name
}

/** A square around every district's middle, and squares in a row for the villages of one of them. */
function borders(): string {
  const { areas } = world().deps.regency
  const square = (area: { readonly code: string; readonly name: string }, corner: { readonly lat: number; readonly lng: number }, side: number) => {
    const [west, south, east, north] = [corner.lng, corner.lat, corner.lng + side, corner.lat + side]
    const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return { type: 'Feature', properties: { code: area.code, name: area.name }, geometry: { type: 'Polygon', coordinates: [ring] } }
  }
  const districts = listDistricts(areas).map((district) => square(district, district.centroid!, 0.05))
  const { lat, lng } = listDistricts(areas).find((district) => district.areaId === glagah)!.centroid!
  const villages = listVillagesOf(areas, glagah).map((village, index) => square(village, { lat: lat - Math.floor(index / 3) * 0.01, lng: lng + (index % 3) * 0.01 }, 0.01))
  return JSON.stringify({ type: 'FeatureCollection', features: [...districts, ...villages] })
}

async function importBorders(): Promise<void> {
  const admin = await world().as('admin')
  const query = 'source=Peta%20uji&licence=CC0&snapshotOn=2026-08-20'
  const answer = await admin.send('POST', `/api/people/area-boundaries?${query}`, Buffer.from(borders()), { contentType: 'application/geo+json' })
  expect(answer.statusCode, answer.body).toBe(201)
}

/** Every line of the list says what the drawing says of the same area; and there is at least one. */
async function expectListEqualsMap(page: Page): Promise<void> {
  await rest(page)
  const rows = await page.getByRole('table').getByRole('row').filter({ has: page.getByRole('cell') }).all()
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    const [name, open, late] = await row.getByRole('cell').allTextContents()
    expect(await page.locator('figure').getByLabel(`${name}: ${open} terbuka, ${late} lewat waktu`, { exact: true }).count(), name).toBe(1)
  }
}

story('a board that has nothing to show says so; a report that arrives is on it by itself', async ({ page, screen, signIn, visit, look }) => {
  await signIn('kesra')
  await visit('/petugas/papan')
  await page.getByRole('heading', { level: 1, name: 'Papan keadaan' }).waitFor()
  const before = await shownNumber(page, 'Terbuka')
  if (screen === 'phone') {
    await page.getByText('Tidak ada kasus terbuka').waitFor()
    await look('nothing open')
  }
  await makeCase(world(), { summary: 'Nenek Sumi lapar', category: 'PGN' })
  await makeCase(world(), { summary: 'Rumah Pak Jumadi roboh', category: 'RMH', areaId: tembokrejo })
  await numberOf(page, 'Terbuka').getByText(String(before + 2), { exact: true }).waitFor()
  expect(await page.getByRole('table', { name: 'Menurut kecamatan' }).getByRole('row', { name: /Muncar/ }).count()).toBe(1)
  await look('two open')

  await page.getByRole('table', { name: 'Menurut instansi' }).getByRole('link', { name: 'UPT Muncar' }).click()
  await page.getByRole('heading', { level: 1, name: 'Meja darurat' }).waitFor()
  await page.getByText('Rumah Pak Jumadi roboh').first().waitFor()
  expect(await page.getByText('Nenek Sumi lapar').count()).toBe(0)
  await look('the work of one office')
})

story('the board fills a wall without scrolling, and follows what happens', async ({ another, screen, page, signIn, visit, look }) => {
  await signIn('kesra')
  await visit('/petugas/papan')
  await page.getByRole('link', { name: 'Layar besar' }).click()
  await page.getByRole('link', { name: 'Tutup layar besar' }).waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  await look('as a small wall')

  const wall: Visitor = await another('wall', { screen: 'desk', size: { width: 1920, height: 1080 } })
  await wall.signIn('kesra')
  await wall.visit('/petugas/papan?layar=1')
  const before = await shownNumber(wall.page, 'Terbuka')
  for (let index = 0; index < 12; index += 1) {
    const village = listVillagesOf(world().deps.regency.areas, index + 1)[0]!
    await makeCase(world(), { summary: `Laporan ${screen} ${index}`, category: 'PDK', areaId: village.areaId })
  }
  await numberOf(wall.page, 'Terbuka').getByText(String(before + 12), { exact: true }).waitFor()
  await expectRoomOn(wall.page)
  await wall.page.getByRole('button', { name: 'Bunyi mati: nyalakan', pressed: false }).click()
  await wall.page.getByRole('button', { name: 'Bunyi menyala', pressed: true }).waitFor()
  const dangers = await shownNumber(wall.page, 'Bahaya belum dijawab')
  world().clock.advance(1_000)
  await makeCase(world(), { summary: 'Anak tidak makan', category: 'PGN', areaId: kemiren })
  await numberOf(wall.page, 'Bahaya belum dijawab').getByText(String(dangers + 1), { exact: true }).waitFor()
  await wall.page.getByRole('alert').getByText(/^Bahaya baru pukul /).waitFor()
  await wall.page.getByText(/^Data pukul .* detik lalu$/).waitFor()
  expect(await wall.page.locator('body').textContent()).not.toContain(await officerName())
  await wall.look('full')
  await wall.page.getByRole('link', { name: 'Tutup layar besar' }).click()
  await wall.page.getByRole('navigation').waitFor()
})

story('a wall that is reloaded has its sound again, or says that one press frees it', async ({ another, signIn, visit, page, look }) => {
  await signIn('kesra')
  await visit('/petugas/papan')
  await look('before')
  const wall: Visitor = await another('wall', { screen: 'desk', size: { width: 1920, height: 1080 } })
  await wall.signIn('kesra')
  // A browser that holds every sound back until somebody presses something, as Chromium does without its kiosk setting.
  await wall.page.addInitScript(() => {
    const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state')!
    const isFree = new WeakSet()
    Object.defineProperty(AudioContext.prototype, 'state', { get(this: AudioContext) { return isFree.has(this) ? state.get!.call(this) : 'suspended' } })
    AudioContext.prototype.resume = async function (this: AudioContext) {
      isFree.add(this)
      this.dispatchEvent(new Event('statechange'))
    }
    localStorage.setItem('kentongan-alarm', 'on')
  })
  await wall.visit('/petugas/papan?layar=1')
  await wall.page.getByRole('button', { name: 'Bunyi ditahan: tekan di sini', pressed: false }).waitFor()
  await wall.look('held back')
  await wall.page.getByText(/^Data pukul /).click()
  await wall.page.getByRole('button', { name: 'Bunyi menyala', pressed: true }).waitFor()
  expect(await page.getByRole('heading', { level: 1, name: 'Papan keadaan' }).count()).toBe(1)
}, { screens: ['desk'] })

story('the wall says that its line is cut, shows how old its numbers are, and makes up for what it missed', async ({ another, page, signIn, visit, look }) => {
  await signIn('kesra')
  await visit('/petugas/papan')
  await page.getByRole('heading', { level: 1, name: 'Papan keadaan' }).waitFor()
  const wall: Visitor = await another('wall', { screen: 'desk', size: { width: 1920, height: 1080 } })
  wall.expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load resource|net::/)
  await wall.signIn('kesra')
  await wall.page.clock.install()
  await wall.visit('/petugas/papan?layar=1')
  await wall.page.getByText(/^Data pukul .* detik lalu$/).waitFor()
  const before = await shownNumber(wall.page, 'Terbuka')

  await wall.context.setOffline(true)
  await wall.page.clock.runFor(5 * 60_000)
  await wall.page.getByText(/^Belum diperbarui\. Data pukul .* lalu$/).waitFor()
  await wall.page.getByText('Sambungan terputus.', { exact: false }).waitFor()
  expect(await shownNumber(wall.page, 'Terbuka'), 'old numbers stay').toBe(before)
  await expectRoomOn(wall.page)
  await wall.look('cut')
  for (let index = 0; index < 3; index += 1) await makeCase(world(), { summary: `Selagi putus ${index}`, category: 'PDK', areaId: tembokrejo })

  await wall.context.setOffline(false)
  await wall.page.clock.runFor(10_000)
  await numberOf(wall.page, 'Terbuka').getByText(String(before + 3), { exact: true }).waitFor()
  await wall.page.getByText(/terputus/).waitFor({ state: 'detached' })
  await look('the other screen')
}, { screens: ['desk'] })

story('the map without borders, with borders, a district and its villages; the list says the same', async ({ page, screen, signIn, visit, look }) => {
  await makeCase(world(), { summary: 'Di Kemiren', category: 'PGN', areaId: kemiren })
  await signIn('kesra')
  await visit('/petugas/peta')
  if (screen === 'phone') await page.getByText('Batas wilayah belum diimpor', { exact: false }).waitFor()
  await page.getByRole('table').getByRole('link', { name: 'Glagah' }).waitFor()
  await expectListEqualsMap(page)
  await look(screen === 'phone' ? 'without borders' : 'with borders')

  await importBorders()
  await page.reload()
  await page.getByText('Batas wilayah: Peta uji, CC0, 20 Agustus 2026.', { exact: false }).waitFor()
  await expectListEqualsMap(page)
  await look('with borders')
  await page.getByRole('figure').getByRole('link', { name: /^Glagah: / }).click()
  await page.getByRole('link', { name: 'Semua kecamatan' }).waitFor()
  await page.getByRole('figure').getByRole('img', { name: /^Kemiren: [1-9]\d* terbuka/ }).waitFor()
  await expectListEqualsMap(page)
  await page.getByRole('figure').locator('path').first().waitFor()
  await look('villages')
  const kept = await page.getByRole('img', { name: /^Kemiren: / }).getAttribute('aria-label')
  await makeCase(world(), { summary: 'Satu lagi di Kemiren', category: 'PGN', areaId: kemiren })
  await page.getByRole('img', { name: kept! }).waitFor({ state: 'detached' })
  await page.goBack()
  await page.getByRole('table').getByRole('link', { name: 'Glagah' }).waitFor()
})

story('the regent sees counts and offices, never a report', async ({ page, screen, signIn, visit, look }) => {
  const { caseId } = await makeCase(world(), { summary: `Rahasia keluarga ${screen}`, category: 'KES' })
  await signIn('bupati')
  for (const path of ['/petugas/papan', '/petugas/peta']) {
    await visit(path)
    await page.getByRole('table').first().waitFor()
    expect(await page.locator('body').textContent()).not.toContain('Rahasia keluarga')
    expect(await page.locator('a[href*="/petugas/meja"], a[href*="/petugas/kasus"]').count()).toBe(0)
    await look(path)
  }
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('heading', { level: 1, name: 'Layar ini bukan untuk peran Anda' }).waitFor()
})

story('an officer of a district sees its villages, and of a village only that one', async ({ page, signIn, visit, look, another }) => {
  await makeCase(world(), { summary: 'Di Kemiren', category: 'PGN', areaId: kemiren })
  await signIn('upt.glagah')
  await visit('/petugas/peta?kecamatan=5')
  await page.getByRole('img', { name: /^Kemiren: [1-9]/ }).waitFor()
  expect(await page.getByRole('img', { name: /^Tembokrejo/ }).count()).toBe(0)
  await look('a district')
  const village = await another('village')
  await village.signIn('satgas.kemiren')
  await village.visit('/petugas/peta')
  await village.page.getByRole('img', { name: /^Kemiren: [1-9]/ }).waitFor()
  await village.page.getByRole('img', { name: 'Olehsari: di luar wilayah Anda' }).waitFor()
  await village.look('a village')
})
