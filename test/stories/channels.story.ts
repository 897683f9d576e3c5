import pg from 'pg'
import { makeExchange } from '../make/exchange.ts'
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
    return { caseId, conversationId }
  } finally {
    await owner.end()
  }
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
