import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { kemiren } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()
const words = 'Beras habis sejak kemarin, beliau sendirian'

async function reportAbout(subjectName: string): Promise<void> {
  const sent = await world().nobody().send('POST', '/api/response/reports', {
    category: 'ADM', story: 'Belum punya KTP, tidak bisa berobat', subject: 'other', subjectName, subjectAddress: 'Jl. Barong 12', areaId: kemiren, contact: 'anonymous',
  })
  expect(sent.statusCode, sent.body).toBe(201)
}

interface OnDevice {
  /** Everything that lies in the browser's stores, as text: words as they are, bytes as letters. */
  readonly text: string
  readonly rows: Readonly<Record<string, number>>
  /** What the browser answers to somebody who asks for the bytes of the key. */
  readonly keyAsked: string
}

/** Everything that the application keeps in this browser, read past the application. */
function onDevice(page: Page): Promise<OnDevice> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error('the store does not open')))
    })
    const texts: string[] = []
    const rows: Record<string, number> = {}
    let keyAsked = 'there is no key'
    async function tell(part: unknown): Promise<void> {
      if (part instanceof CryptoKey) {
        keyAsked = await crypto.subtle.exportKey('raw', part).then(() => 'given', (error: Error) => error.name)
      } else if (part instanceof Blob) texts.push(await part.text())
      else if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) texts.push(new TextDecoder('latin1').decode(part))
      else if (typeof part === 'object' && part !== null) for (const each of Object.values(part)) await tell(each)
      else texts.push(String(part))
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const open = await done(indexedDB.open(name))
      for (const table of Array.from(open.objectStoreNames)) {
        const all = await done(open.transaction(table).objectStore(table).getAll())
        rows[`${name.split('-')[1]}.${table}`] = all.length
        await tell(all)
      }
      open.close()
    }
    return { text: texts.join('\n'), rows, keyAsked }
  })
}

async function takeAlong(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Ambil daftar' }).click()
  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Mulai kunjungan' }).click()
  await page.getByRole('radio', { name: 'Bertemu' }).check()
  await page.getByRole('textbox', { name: 'Catatan' }).fill(words)
  const picture = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#b96' } }).withExif({ IFD0: { Copyright: 'RUMAH-MBAH' } }).jpeg().toBuffer()
  await page.locator('input[type=file]').setInputFiles({ name: 'rumah.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.getByRole('img', { name: 'Foto 1' }).waitFor()
}

story('what lies on the phone is sealed; signing out takes the key, and an unsent visit opens again for its owner', async ({ page, signIn, visit, look, another, expectComplaint }) => {
  expectComplaint(/401/)
  await reportAbout('Mbah Rukiyem')
  await signIn('satgas.kemiren')
  await visit('/petugas/kunjungan-saya')
  await takeAlong(page, 'Mbah Rukiyem')
  await expect.poll(async () => (await onDevice(page)).rows).toMatchObject({ 'field.lists': 1, 'field.visits': 1, 'field.photos': 1, 'keys.keys': 1 })
  const kept = await onDevice(page)
  expect(kept.text).toContain('draft')
  expect(kept.text).not.toMatch(/Rukiyem|Barong|Beras habis|RUMAH-MBAH|JFIF/)
  expect(kept.keyAsked).toBe('InvalidAccessError')

  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await look('a visit is not sent yet')
  await page.getByRole('button', { name: 'Keluar saja' }).click()
  await page.getByRole('button', { name: 'Masuk' }).waitFor()
  await expect.poll(() => onDevice(page)).toMatchObject({ keyAsked: 'there is no key', rows: { 'field.lists': 0, 'field.visits': 1, 'field.photos': 1, 'keys.keys': 0 } })

  const colleague = await another('somebody else on the same account\'s other device')
  await colleague.signIn('satgas.kemiren')
  await signIn('satgas.kemiren')
  await visit('/petugas/kunjungan-saya')
  await page.getByRole('list', { name: 'Kunjungan di ponsel ini' }).getByRole('link', { name: /Rukiyem/ }).click()
  await page.getByRole('img', { name: 'Foto 1' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Catatan' }).inputValue()).toBe(words)
  await look('open again')
}, { screens: ['phone'] })

story('a session that is ended from elsewhere locks the phone, and a session that runs out does not', async ({ page, context, signIn, visit, look, expectComplaint }) => {
  expectComplaint(/401|ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
  await reportAbout('Mbah Tukinem')
  await signIn('satgas.kemiren')
  await visit('/petugas/kunjungan-saya')
  await takeAlong(page, 'Mbah Tukinem')
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null) await new Promise((resolve) => setTimeout(resolve, 50))
  })
  world().clock.advance(45 * 60_000)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.reload()
  await page.getByRole('button', { name: 'Masuk' }).waitFor()
  await expect.poll(async () => (await onDevice(page)).rows).toMatchObject({ 'field.lists': 1, 'keys.keys': 1 })
  await context.setOffline(true)
  await page.reload()
  expect(await page.getByRole('textbox', { name: 'Catatan' }).inputValue()).toBe(words)
  await look('open without signal although the session ran out')
  await context.setOffline(false)

  const elsewhere = await world().as('satgas.kemiren')
  expect((await elsewhere.send('DELETE', '/api/people/sessions')).statusCode).toBe(200)
  await page.reload()
  await page.getByRole('button', { name: 'Masuk' }).waitFor()
  await expect.poll(async () => (await onDevice(page)).rows).toMatchObject({ 'field.lists': 0, 'field.visits': 1, 'keys.keys': 0 })
  await context.setOffline(true)
  await page.reload()
  await page.getByText('Tidak tersambung ke server').first().waitFor()
  expect(await page.getByText('Tukinem').count()).toBe(0)
  await look('locked')
  await context.setOffline(false)
}, { screens: ['phone'] })
