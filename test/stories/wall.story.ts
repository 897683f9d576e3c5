import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { listVillagesOf } from '#modules/people/index.ts'
import { kemiren, makeCase, makeCases, tembokrejo } from '../make/cases.ts'
import { setStage } from './stage.ts'
import { expectRoomOn, numberOf, shownNumber } from './wall.ts'

const { story, world } = setStage()

const walls = { hd: { width: 1920, height: 1080 }, uhd: { width: 3840, height: 2160 } } as const

const serverIsAway = /net::ERR_/

/** Counts the tones that the page makes, for whoever has no ears. */
async function listenToTones(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const start = OscillatorNode.prototype.start
    Object.assign(window, { tones: 0 })
    OscillatorNode.prototype.start = function (this: OscillatorNode, at?: number) {
      Object.assign(window, { tones: (window as unknown as { tones: number }).tones + 1 })
      start.call(this, at)
    }
  })
  return () => page.evaluate(() => (window as unknown as { tones: number }).tones)
}

/** Open work in every district, more than a wall has lines. */
async function fillTheRegency(): Promise<void> {
  const { areas } = world().deps.regency
  const categories = ['PGN', 'KES', 'RMH', 'PDK', 'ADM', 'EKO']
  await makeCases(world(), 50, (index) => ({ areaId: listVillagesOf(areas, (index % 25) + 1)[0]?.areaId ?? kemiren, category: categories[index % categories.length]! }))
}

story('a wall with little on it is read from four metres, in both languages', async ({ another, signIn, visit, look }) => {
  await makeCase(world(), { summary: 'Bantuan sekolah', category: 'PDK', areaId: tembokrejo, danger: false })
  await signIn('kesra')
  await visit('/petugas/papan')
  await look('on a desk')
  const wall = await another('wall', { screen: 'desk', size: walls.hd })
  await wall.signIn('kesra')
  await wall.visit('/petugas/papan?layar=1')
  await numberOf(wall.page, 'Terbuka').waitFor()
  await expectRoomOn(wall.page)
  await wall.look('little')
  await wall.visit('/petugas')
  await wall.page.getByRole('button', { name: 'English' }).click()
  await wall.page.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor()
  await wall.visit('/petugas/papan?layar=1')
  await numberOf(wall.page, 'Open').waitFor()
  await expectRoomOn(wall.page)
  await wall.look('in english')
}, { screens: ['desk'] })

story('a full wall is read from four metres on a screen of 1080 and of 2160 lines, and nothing is cut', async ({ another, signIn, visit, look }) => {
  await fillTheRegency()
  world().clock.advance(200 * 60_000)
  await signIn('kesra')
  await visit('/petugas/papan?layar=1')
  await look('on a desk')
  for (const [name, size] of Object.entries(walls)) {
    const wall = await another(name, { screen: 'desk', size })
    await wall.signIn('bupati')
    await wall.visit('/petugas/papan?layar=1')
    await numberOf(wall.page, 'Terbuka').waitFor()
    expect(await shownNumber(wall.page, 'Terbuka')).toBeGreaterThanOrEqual(50)
    await expectRoomOn(wall.page)
    await wall.look('full')
  }
}, { screens: ['desk'] })

story('the server is stopped and started again: the wall says that its line is cut, comes back by itself, and rings for the danger of meanwhile', async ({ another, expectComplaint, signIn, visit, look }) => {
  expectComplaint(serverIsAway)
  await signIn('kesra')
  await visit('/petugas/papan')
  await look('before')
  const wall = await another('wall', { screen: 'desk', size: walls.hd })
  wall.expectComplaint(serverIsAway)
  const tones = await listenToTones(wall.page)
  await wall.signIn('kesra')
  await wall.visit('/petugas/papan?layar=1')
  await wall.page.getByRole('button', { name: 'Bunyi mati: nyalakan' }).click()
  await wall.page.getByRole('button', { name: 'Bunyi menyala' }).waitFor()
  const [open, dangers] = [await shownNumber(wall.page, 'Terbuka'), await shownNumber(wall.page, 'Bahaya belum dijawab')]
  const rungBefore = await tones()
  const port = Number(new URL(wall.page.url()).port)

  await world().stop()
  await wall.page.getByText('Pembaruan langsung terputus.', { exact: false }).waitFor()
  expect(await shownNumber(wall.page, 'Terbuka'), 'old numbers stay').toBe(open)
  expect(await wall.page.getByText(/^Data pukul |^Belum diperbarui\. Data pukul /).count(), 'their age stays too').toBe(1)
  await expectRoomOn(wall.page)
  await wall.look('cut')

  world().clock.advance(1_000)
  const again = await world().startAgain()
  try {
    await makeCase({ ...world(), ...again }, { summary: 'Selagi peladen mati', category: 'PDK', areaId: tembokrejo, danger: false })
    await makeCase({ ...world(), ...again }, { summary: 'Anak tidak makan', category: 'PGN', areaId: kemiren })
    await again.app.listen({ host: '127.0.0.1', port })
    await numberOf(wall.page, 'Terbuka').getByText(String(open + 2), { exact: true }).waitFor({ timeout: 60_000 })
    await numberOf(wall.page, 'Bahaya belum dijawab').getByText(String(dangers + 1), { exact: true }).waitFor()
    await wall.page.getByRole('alert').getByText(/^Bahaya baru pukul /).waitFor()
    expect(await tones(), 'three tones for one danger').toBe(rungBefore + 3)
    await wall.page.getByText(/terputus/).waitFor({ state: 'detached' })
    await wall.look('back')

    await makeCase({ ...world(), ...again }, { summary: 'Sesudah kembali', category: 'PDK', areaId: tembokrejo, danger: false })
    await numberOf(wall.page, 'Terbuka').getByText(String(open + 3), { exact: true }).waitFor()
    expect(await tones(), 'what is no danger is silent').toBe(rungBefore + 3)
  } finally {
    await again.close()
  }
}, { screens: ['desk'] })
