import { expect } from 'vitest'
import { listDistricts, listVillagesOf } from '#modules/people/index.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** Squares in a row for the villages of the first district, and one feature that is no area of ours. */
function bordersOf(): string {
  const { areas } = world().deps.regency
  const [district] = listDistricts(areas)
  const { lat, lng } = district!.centroid!
  const features = listVillagesOf(areas, district!.areaId).map((village, at) => {
    const west = lng + at * 0.01
    const ring = [[west, lat], [west + 0.01, lat], [west + 0.01, lat + 0.01], [west, lat + 0.01], [west, lat]]
    return { type: 'Feature', properties: { code: village.code, name: village.name }, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  const stranger = { ...features[0]!, properties: { code: '11.01.01.2001', name: 'Desa seberang' } }
  return JSON.stringify({ type: 'FeatureCollection', features: [...features, stranger] })
}

story('an administrator imports borders: a wrong file is refused, the right one is shown before it is saved', async ({ page, signIn, visit, look }) => {
  await signIn('admin')
  await visit('/petugas/wilayah')
  await page.getByRole('heading', { level: 1, name: 'Wilayah' }).waitFor()
  const file = page.locator('input[type=file]')

  await file.setInputFiles({ name: 'peta.geojson', mimeType: 'application/geo+json', buffer: Buffer.from('{"type":"Topology"}') })
  await page.getByRole('alert').filter({ hasText: 'bukan GeoJSON' }).waitFor()
  await look('wrong file')

  await file.setInputFiles({ name: 'batas.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(bordersOf()) })
  const { areas } = world().deps.regency
  const [district] = listDistricts(areas)
  const count = listVillagesOf(areas, district!.areaId).length
  await page.getByText(`Dikenali: ${count} desa atau kelurahan.`).waitFor()
  await page.getByText('1 bagian berkas tidak dipakai').first().click()
  await page.getByText('Desa seberang').waitFor()
  await look('preview')

  await page.getByLabel('Sumber data').fill('Peta uji')
  await page.getByLabel('Lisensi').fill('CC0')
  await page.getByLabel('Tanggal data').fill('2026-08-20')
  await page.getByRole('button', { name: 'Simpan batas wilayah' }).click()
  await page.getByText(`Batas tersimpan: ${count} desa atau kelurahan.`).waitFor()
  await page.getByText('Peta uji (CC0), data 20 Agustus 2026').waitFor()
  await page.getByText(`desa ${count} dari ${count}`).first().waitFor()
  await look('saved')
})

story('who may not import borders finds no such screen', async ({ page, signIn, visit, look }) => {
  await signIn('kesra')
  expect(await page.getByRole('link', { name: 'Wilayah' }).count()).toBe(0)
  await visit('/petugas/wilayah')
  await page.getByRole('heading', { name: 'Layar ini bukan untuk peran Anda' }).waitFor()
  await look('not allowed')
})
