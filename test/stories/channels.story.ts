import pg from 'pg'
import sharp from 'sharp'
import { expect } from 'vitest'
import { keepSaid } from '#modules/exchange/chat/chat-media.actions.ts'
import { exchanger } from '#modules/exchange/message/message.actions.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { makeExchange } from '../make/exchange.ts'
import { makeVoice } from '../make/voice.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** A case with a message that did not arrive and a voice message, and somebody who asked for an officer. */
async function arrange(): Promise<{ caseId: string; conversationId: string }> {
  const owner = new pg.Client({ connectionString: world().ownerUrl })
  await owner.connect()
  try {
    const draft = { category: 'PDK', story: 'Anak putus sekolah', areaId: 152_004, contact: 'phone', phone: '081234567890' }
    const sent = await world().nobody().send('POST', '/api/response/reports', draft)
    const { reportId } = sent.json<{ reportId: string }>()
    const { rows } = await owner.query<{ case_id: string }>('select case_id from response.report where report_id = $1', [reportId])
    const caseId = rows[0]!.case_id
    const { conversationId } = await makeExchange(world(), owner, { caseId, reportId })
    await sendAlong(conversationId)
    return { caseId, conversationId }
  } finally {
    await owner.end()
  }
}

/** What a phone sends besides words. */
async function sendAlong(conversationId: string): Promise<void> {
  const { deps } = world()
  const picture = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#8a5a2b' } }).jpeg().toBuffer()
  const [photo, voice] = [await receivePhoto(deps, picture), await deps.files.put(makeVoice(2_000))]
  if (!photo.ok) throw new Error('the photo was not taken in')
  await deps.db.asActor(exchanger(deps.regency), async (tx) => {
    await keepSaid(deps, tx, { conversationId, said: { kind: 'officer', words: 'Atapnya bocor sejak kemarin', media: [{ kind: 'photo', token: photo.value.photo }] } })
    await keepSaid(deps, tx, { conversationId, said: { kind: 'officer', words: '', media: [{ kind: 'voice', voice: { ...voice, mediaType: 'audio/ogg' } }] } })
    await keepSaid(deps, tx, { conversationId, said: { kind: 'officer', words: 'Sebelah balai dusun', media: [{ kind: 'place', lat: -8.2053, lng: 114.3301 }] } })
  })
}

story('an administrator sees how the channels do, and gives a key to another program', async ({ page, screen, signIn, visit, look }) => {
  await signIn('admin')
  await visit('/petugas/kanal')
  await page.getByText('Belum disambungkan', { exact: true }).first().waitFor()
  await look('channels, none connected')

  await visit('/petugas/kunci')
  await page.getByLabel('Nama pemegang').fill(`Aplikasi ${screen}`)
  await page.getByRole('button', { name: 'Buat kunci' }).click()
  await page.getByText('Salin sekarang', { exact: false }).waitFor()
  await look('a new key, shown once')
  await page.getByRole('button', { name: 'Sudah saya salin' }).click()
  await page.getByRole('button', { name: `Cabut Aplikasi ${screen}` }).click()
  await page.getByText('Program yang memakainya langsung ditolak.').waitFor()
  await look('a key before it is revoked')
  await page.getByRole('dialog').getByRole('button', { name: 'Cabut', exact: true }).click()
  await page.getByText('Dicabut', { exact: true }).first().waitFor()
})

story('the secretariat answers somebody who asked for an officer, and prints posters', async ({ page, signIn, visit, look }) => {
  const { caseId, conversationId } = await arrange()
  await signIn('kesra')
  await visit('/petugas/percakapan')
  await page.getByRole('link', { name: 'Nomor …9876' }).first().waitFor()
  await look('people who wait for an officer')
  await visit(`/petugas/percakapan/${conversationId}`)
  const voice = page.getByLabel('Pesan suara', { exact: false }).last()
  await voice.evaluate((player: HTMLAudioElement) => player.play())
  await expect.poll(() => voice.evaluate((player: HTMLAudioElement) => player.duration)).toBeGreaterThan(0)
  const photo = page.getByAltText('Foto dari warga')
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  expect(await page.getByRole('link', { name: 'Buka di peta' }).getAttribute('href')).toContain('mlat=-8.2053')
  await look('a conversation with a voice message, a photo and a place')
  await page.getByLabel('Balasan').fill('Kami telepon sore ini.')
  await page.getByRole('button', { name: 'Kirim balasan' }).click()
  await page.getByText('Kami telepon sore ini.').waitFor()
  await look('a conversation')
  await page.getByRole('button', { name: 'Akhiri percakapan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Akhiri percakapan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Percakapan' }).waitFor()

  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('heading', { name: 'Kabar ke pelapor' }).waitFor()
  await page.getByText('alamat tidak dapat dikirimi').waitFor()
  await look('what a reporter was told')

  await visit('/petugas/poster')
  await page.getByLabel('Kecamatan').selectOption({ label: 'Glagah' })
  await page.getByRole('link', { name: 'Unduh poster (PDF)' }).waitFor()
  await look('posters')
})
