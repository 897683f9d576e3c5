import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { kemiren, makeCase } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

story('a lead plans steps for a family, two offices do theirs one after the other, and the results become one answer', async ({ page, screen, signIn, visit, look, another }) => {
  const { caseId } = await makeCase(world(), { areaId: kemiren, category: 'PGN', summary: `Tidak ada makanan sejak kemarin, ${screen}` })
  await signIn('upt.glagah')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByText('Belum ada rencana', { exact: false }).waitFor()
  await look('no plan yet')
  await page.getByRole('button', { name: 'Pakai rencana' }).click()
  await page.getByText('belum ada yang tersimpan', { exact: false }).waitFor()
  for (const no of [4, 3, 2]) await page.getByRole('button', { name: `Buang langkah ${no}` }).click()
  await page.getByRole('button', { name: 'Tambah langkah' }).click()
  const second = page.getByRole('group', { name: 'Langkah baru 2' })
  await second.getByLabel('Yang dikerjakan').fill('Kunjungan petugas kesehatan ke rumah')
  await second.getByLabel('Instansi').selectOption({ label: 'Dinas Kesehatan' })
  await second.getByLabel('1. Antar makanan', { exact: false }).check()
  await look('planning')
  await page.getByRole('button', { name: 'Simpan rencana' }).click()
  await page.getByText('0 dari 2 langkah selesai').waitFor()
  await page.getByText('Menunggu langkah 1').waitFor()
  await look('planned')

  const satgas = await another('satgas')
  await satgas.signIn('satgas.kemiren')
  await satgas.visit(`/petugas/kasus/${caseId}`)
  await satgas.page.getByRole('button', { name: 'Catat hasil langkah: 1' }).click()
  await satgas.page.getByLabel('Kabar untuk pelapor').fill('Nasi dan lauk sudah diantar pagi ini')
  await satgas.look('the result of a step')
  await satgas.page.getByRole('button', { name: 'Catat hasil langkah' }).click()
  await satgas.page.getByText('1 dari 2 langkah selesai').waitFor()

  // The lead sees it at once, and cannot end the case over the open step.
  await page.getByText('1 dari 2 langkah selesai').waitFor()
  await page.getByRole('button', { name: 'Beri putusan' }).click()
  await page.getByText('Putusan menunggu langkah ini', { exact: false }).waitFor()
  await look('the verdict waits')

  const doctor = await another('doctor')
  await doctor.signIn('dinkes')
  await doctor.visit(`/petugas/kasus/${caseId}`)
  await doctor.page.getByRole('button', { name: 'Catat hasil langkah: 2' }).click()
  await doctor.page.getByLabel('Hasil', { exact: true }).selectOption('Kuota penuh')
  await doctor.page.getByLabel('Kabar untuk pelapor').fill('Sudah diperiksa; kursi roda menunggu tahun depan')
  await doctor.page.getByRole('button', { name: 'Catat hasil langkah' }).click()
  await doctor.page.getByText('2 dari 2 langkah selesai').waitFor()
  await doctor.page.getByText('Riwayat langkah dan jamnya').last().click()
  await doctor.look('the history of a step')

  await page.getByRole('button', { name: 'Susun dari hasil langkah' }).click()
  await expect.poll(() => page.getByLabel('Putusan untuk pelapor', { exact: false }).or(page.locator('#words')).first().inputValue()).toContain('Nasi dan lauk sudah diantar pagi ini')
  await look('the joined verdict')
})

story('a case that is taken up again brings the offices of its steps back, with what they did before', async ({ page, signIn, visit, look, screen }) => {
  const { caseId } = await makeCase(world(), { areaId: kemiren, category: 'PGN', summary: `Makanan hanya sekali, ${screen}` })
  const [upt, dinkes] = [await world().as('upt.glagah'), await world().as('dinkes')]
  const officeId = world().deps.regency.offices.find((office) => office.key === 'dinkes')!.officeId
  const step = { stepId: randomUUID(), kind: 'task', title: 'Kunjungan petugas kesehatan ke rumah', officeId, dueOn: null, needs: [] }
  const path = `/api/response/cases/${caseId}`
  for (const [client, to, body] of [
    [upt, 'plan/steps', { steps: [step] }], [dinkes, `plan/steps/${step.stepId}/result`, { result: 'served', words: 'Sudah diperiksa di rumah' }],
    [upt, 'verdict', { verdict: 'helped', words: 'Sudah diperiksa', withdrawOpenTasks: true }], [upt, 'reopening', { reason: 'Keluarga datang lagi ke kantor' }],
  ] as const) {
    const sent = await client.send('POST', `${path}/${to}`, { seenVersion: 1_000, ...body })
    expect(sent.statusCode, sent.body).toBe(201)
  }
  await signIn('dinkes')
  await visit('/petugas/meja')
  await page.getByText('Langkah Anda: Kunjungan petugas kesehatan ke rumah').first().waitFor()
  await look('the step in the inbox')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByText('0 dari 1 langkah selesai').waitFor()
  await page.getByText('Riwayat langkah dan jamnya').click()
  await page.getByText('Terbuka lagi karena kasus dibuka kembali', { exact: false }).waitFor()
  await page.getByText('Sudah diperiksa di rumah').first().waitFor()
  await look('taken up again')
})

story('a lead is told that the task of a step was taken back, and gives the step to another office', async ({ page, signIn, visit, look, screen }) => {
  const { caseId } = await makeCase(world(), { areaId: kemiren, category: 'PGN', summary: `Terdengar ribut setiap malam, ${screen}` })
  const upt = await world().as('upt.glagah')
  const title = `Jumpai keluarga di rumah, ${screen}`
  const step = { stepId: randomUUID(), kind: 'task', title, officeId: kemiren, dueOn: null, needs: [] }
  for (const [to, body] of [['plan/steps', { steps: [step] }], ['protection', { reason: 'Ada tanda kekerasan di rumah' }]] as const) {
    const sent = await upt.send('POST', `/api/response/cases/${caseId}/${to}`, { seenVersion: 1_000, ...body })
    expect(sent.statusCode, sent.body).toBe(201)
  }
  await signIn('kepala.dinsos')
  await page.getByRole('link', { name: /langkah terhenti, perlu tugas baru/ }).click()
  await page.getByText(`Langkah terhenti, perlu tugas baru: ${title}`).first().waitFor()
  await look('the stopped step on the desk')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByText('Terhenti karena kasus dilindungi', { exact: false }).waitFor()
  await look('the stopped step in the plan')
  await page.getByRole('button', { name: 'Beri tugas baru: 1' }).click()
  await page.locator('#officeId').selectOption({ label: 'Dinas Kesehatan' })
  await look('giving it out anew')
  await page.getByRole('button', { name: 'Beri tugas baru', exact: true }).click()
  await page.getByText('Terhenti karena kasus dilindungi', { exact: false }).waitFor({ state: 'detached' })
})

story('somebody without a phone says at the village office that it has helped', async ({ page, signIn, visit, look, screen }) => {
  const { caseId } = await makeCase(world(), { areaId: kemiren, category: 'LNY', danger: false, summary: `Butuh selimut, ${screen}` })
  const upt = await world().as('upt.glagah')
  const sent = await upt.send('POST', `/api/response/cases/${caseId}/verdict`, { seenVersion: 1, verdict: 'helped', words: 'Selimut sudah diantar', withdrawOpenTasks: true })
  expect(sent.statusCode, sent.body).toBe(201)
  await signIn('operator.kemiren')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Catat kata pelapor' }).click()
  await page.getByLabel('Yang dikatakan pelapor').fill('Selimutnya sudah dipakai, terima kasih')
  await look('the word of the reporter')
  await page.getByRole('button', { name: 'Simpan kata pelapor' }).click()
  await page.getByText('Mencatat kata pelapor (bertemu langsung): sudah terbantu').waitFor()
  await look('confirmed')
})

story('a resident reads the plan under the number of the report', async ({ page, screen, visit, look }) => {
  const reporter = world().nobody()
  const report = { areaId: kemiren, category: 'PGN', story: `Tetangga saya tidak makan dua hari (${screen})`, subject: 'other', contact: 'anonymous', photos: [] }
  const told = await reporter.send('POST', '/api/response/reports', report)
  const { receiptCode } = told.json<{ receiptCode: string }>()
  const upt = await world().as('upt.glagah')
  const { items } = (await upt.get('/api/response/cases')).json<{ items: { caseId: string; summary: string; version: number }[] }>()
  const found = items.find((item) => item.summary.includes(`dua hari (${screen})`))!
  const plan = (await upt.get(`/api/response/cases/${found.caseId}/plan`)).json<{ template: { steps: object[] } }>()
  const made = await upt.send('POST', `/api/response/cases/${found.caseId}/plan/steps`, { seenVersion: found.version, steps: plan.template.steps })
  expect(made.statusCode, made.body).toBe(201)
  await visit(`/lacak/${receiptCode}`)
  await page.getByRole('heading', { name: 'Langkah untuk keluarga ini' }).waitFor()
  await page.getByText('sedang dikerjakan', { exact: false }).waitFor()
  await look('the plan')
}, { javaScript: false })
