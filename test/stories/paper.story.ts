import { expect } from 'vitest'
import { scanOf } from '../make/pdf.ts'
import { textOfPdf } from '../make/pdf-text.ts'
import { makeConfirmed } from '../make/proposals.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** A decree with one family in its list; gives its page and its file. */
async function enterDecree(number: string): Promise<{ determinationId: string; file: Buffer }> {
  const [dinsos, kesra] = [await world().as('dinsos'), await world().as('kesra')]
  const made = await dinsos.send('POST', '/api/registry/determinations', { proposalIds: [await makeConfirmed(world(), { subjectName: 'Kartinah Rekaan' })] })
  const { determinationId } = made.json<{ determinationId: string }>()
  const decree = { decreeNumber: number, decreeOn: '2026-11-25', signerName: 'Raden Wirya Atmaja', signerTitle: 'Bupati Banyuwangi', seenVersion: 1 }
  expect((await kesra.send('POST', `/api/registry/determinations/${determinationId}/decree`, decree)).statusCode).toBe(200)
  return { determinationId, file: (await kesra.get(`/api/registry/determinations/${determinationId}/document`)).rawPayload }
}

const pdf = (buffer: Buffer) => ({ name: 'keputusan.pdf', mimeType: 'application/pdf', buffer })

story('the signed decree is attached, and whoever holds a copy checks it', async (teller) => {
  const { page, screen, signIn, visit, look, another } = teller
  const { determinationId, file } = await enterDecree(`188/${screen === 'phone' ? 501 : 502}/KEP/429.011/2026`)
  await signIn('kesra')
  await visit(`/petugas/penetapan/${determinationId}`)
  await page.getByText('Salinan bertanda tangan belum dilampirkan').waitFor()
  await look('a decree without its signed copy')
  const chosen = page.locator('input[type=file]')
  await chosen.setInputFiles(pdf(Buffer.from('%PDF-1.4 rusak')))
  await page.getByText('Pindai ulang, lalu kirim lagi').first().waitFor()
  await look('a scan that cannot be read')
  await chosen.setInputFiles(pdf(scanOf({ pages: 2 })))
  await page.getByText('Salinan bertanda tangan sudah dilampirkan').waitFor()
  await look('the signed copy is kept')

  const resident = await another('resident')
  await resident.visit('/cek')
  await resident.look('the page that checks papers')
  resident.expectComplaint(/404/)
  await resident.page.getByLabel('Kode pada surat').fill('BWI-2222-3333-4444')
  await resident.page.getByRole('button', { name: 'Cek', exact: true }).click()
  await resident.page.getByText('Tidak terdaftar').first().waitFor()
  await resident.look('a code that nobody issued')
  const code = /BWI-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(textOfPdf(file).replaceAll(/\s+/g, ' '))![0]
  await resident.page.getByLabel('Kode pada surat').fill(code)
  await resident.page.getByRole('button', { name: 'Cek', exact: true }).click()
  await resident.page.getByText('Surat ini asli').waitFor()
  await resident.look('a real decree')
  await resident.page.getByLabel('Punya berkasnya? Bandingkan').setInputFiles(pdf(file))
  await resident.page.getByText('Sama: berkas ini persis yang terdaftar').waitFor()
  await resident.page.getByLabel('Punya berkasnya? Bandingkan').setInputFiles(pdf(Buffer.concat([file, Buffer.from(' ')])))
  await resident.page.getByText('Berbeda: berkas ini bukan yang terdaftar').waitFor()
  await resident.look('another file')
})
