import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { kemiren } from '../make/cases.ts'
import { makePair } from '../make/pairs.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** Moves the focus with the Tab key until it stands on what has this name, and presses Enter. */
async function tabTo(page: Page, name: string): Promise<void> {
  await rest(page)
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
    if (here.includes(name)) return page.keyboard.press('Enter')
  }
  throw new Error(`no Tab reaches ${name}`)
}

/** A key that no field receives. */
async function pressKey(page: Page, key: string): Promise<void> {
  await rest(page)
  await page.keyboard.press(key)
}

story('an operator works off the queue of possible duplicates with the keyboard alone', async ({ page, screen, signIn, visit, look, another }) => {
  const suffix = screen === 'phone' ? 'HAPE' : 'MEJA'
  await signIn('operator.kemiren')
  if (screen === 'phone') {
    await visit('/petugas/ganda')
    await page.getByText('Tidak ada yang perlu ditinjau').waitFor()
    await look('nothing to review')
  }
  const two = await makePair(world(), kemiren, { name: `PONIYEM ${suffix}`, leftNik: screen === 'phone' ? '3510154504610011' : '3510154504610021', rightNik: screen === 'phone' ? '3510154504610012' : '3510154504610022' })
  const same = await makePair(world(), kemiren, { name: `KASTIYAH ${suffix}` })
  const other = await makePair(world(), kemiren, { name: `SAMINEM ${suffix}` })
  const unsure = await makePair(world(), kemiren, { name: `TUGIYEM ${suffix}` })

  await visit('/petugas/ganda')
  await page.getByRole('link', { name: `Bandingkan KASTIYAH ${suffix}` }).waitFor()
  await look('the queue')
  await tabTo(page, `Bandingkan KASTIYAH ${suffix}`)
  await page.getByRole('button', { name: 'Orang yang sama' }).waitFor()
  await look('a pair')
  await pressKey(page, 's')
  await page.getByText(`Putusan tersimpan. KASTIYAH ${suffix}`).waitFor()
  await look('merged, and the next pair')
  await pressKey(page, 'z')
  await page.getByText(`Putusan tersimpan. KASTIYAH ${suffix}`).waitFor({ state: 'detached' })
  await expect.poll(() => stateOf(same.reviewId)).toBe('open')

  await visit(`/petugas/ganda?pasangan=${other.reviewId}`)
  await page.getByRole('button', { name: 'Orang yang berbeda' }).waitFor()
  await pressKey(page, 'b')
  await page.getByText(`Putusan tersimpan. SAMINEM ${suffix}`).waitFor()
  await expect.poll(() => stateOf(other.reviewId)).toBe('decided')

  await visit(`/petugas/ganda?pasangan=${two.reviewId}`)
  await page.getByText('Dua petugas harus sepakat').waitFor()
  await look('numbers contradict')
  await pressKey(page, 's')
  await page.getByText(`Usul Anda tersimpan. Menunggu petugas kedua. PONIYEM ${suffix}`).waitFor()
  const district = await another('district')
  await district.signIn('upt.glagah')
  await district.visit(`/petugas/ganda?keadaan=proposed&pasangan=${two.reviewId}`)
  await district.page.getByText('mengusulkan: orang yang sama').waitFor()
  await district.look('a proposal of somebody else')
  await pressKey(district.page, 's')
  await district.page.getByText(`Putusan tersimpan. PONIYEM ${suffix}`).waitFor()
  await expect.poll(() => stateOf(two.reviewId)).toBe('decided')

  await district.visit(`/petugas/ganda?pasangan=${unsure.reviewId}`)
  await district.page.getByRole('button', { name: 'Tanya desa' }).waitFor()
  await pressKey(district.page, 't')
  await district.page.getByRole('dialog').waitFor()
  await district.page.keyboard.type('Apakah Tugiyem ini satu orang?')
  await district.look('asking the village')
  await district.page.getByRole('dialog').getByRole('button', { name: 'Tanya desa' }).press('Enter')
  await district.page.getByText('Pertanyaan dikirim ke desa').waitFor()

  await visit('/petugas/ganda?keadaan=asked_village')
  await tabTo(page, `Bandingkan TUGIYEM ${suffix}`)
  await page.getByText('Apakah Tugiyem ini satu orang?').waitFor()
  await page.getByRole('textbox', { name: 'Keterangan' }).focus()
  await page.keyboard.type('Dua orang, kakak beradik')
  await look('the village answers')
  await tabTo(page, 'Kirim jawaban')
  await page.getByText('Tidak ada yang perlu ditinjau').waitFor()
  await expect.poll(() => stateOf(unsure.reviewId)).toBe('open')
})

async function stateOf(reviewId: string): Promise<string> {
  const kesra = await world().as('kesra')
  return (await kesra.get(`/api/registry/reviews/${reviewId}`)).json<{ state: string }>().state
}

story('where the data of a person come from, a row split off, and a merge taken back on the page of the person', async ({ page, screen, signIn, visit, look }) => {
  const name = screen === 'phone' ? 'NGATIJEM HAPE' : 'NGATIJEM MEJA'
  const pair = await makePair(world(), kemiren, { name })
  const kesra = await world().as('kesra')
  await kesra.send('POST', `/api/registry/reviews/${pair.reviewId}/decisions`, { verdict: 'same', words: 'Sudah dicek di rumahnya' })
  await signIn('operator.kemiren')
  await visit(`/petugas/orang/${pair.left.personId}`)
  await page.getByRole('button', { name: 'Lihat asal-usul data' }).click()
  await page.getByText(`${name} digabung ke ${name}`).waitFor()
  await look('where the data come from')

  await page.getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Pisahkan baris terpilih' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Baris ini tentang adiknya')
  await look('splitting a row off')
  await page.getByRole('dialog').getByRole('button', { name: 'Pisahkan baris terpilih' }).click()
  await page.getByRole('button', { name: 'Batalkan pemisahan' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Ternyata orang yang sama')
  await page.getByRole('dialog').getByRole('button', { name: 'Batalkan pemisahan' }).click()
  await page.getByText('Dibatalkan oleh').first().waitFor()

  await page.getByRole('button', { name: 'Batalkan penggabungan' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Ternyata dua orang berbeda')
  await look('parting two again')
  await page.getByRole('dialog').getByRole('button', { name: 'Batalkan penggabungan' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => stateOf(pair.reviewId)).toBe('open')
})
