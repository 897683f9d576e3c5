import { expect } from 'vitest'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import { kemiren } from '../make/cases.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

/** Two reports whose kind an officer named otherwise than their words suggested. Told once for both screens. */
let arranged: Promise<void> | undefined

async function arrange(): Promise<void> {
  const officer = await world().as('upt.glagah')
  for (const [text, category] of [['Beras dan lauk habis sejak pagi', 'EKO'], ['Anak putus sekolah karena biaya', 'BNS']] as const) {
    const sent = await world().nobody().send('POST', '/api/response/reports', {
      story: text, category: 'LNY', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'anonymous',
    })
    expect(sent.statusCode, sent.body).toBe(201)
    const { items } = (await officer.get('/api/response/cases?tab=all')).json<InboxPage>()
    const { caseId } = items.find(({ summary }) => summary === text)!
    const { version, urgency, triage } = (await officer.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
    const sorted = await officer.send('POST', `/api/response/cases/${caseId}/reports/${triage[0]!.reportId}/sorting`,
      { seenVersion: version, category, urgency, reason: null })
    expect(sorted.statusCode, sorted.body).toBe(201)
  }
}

story('a planner sees where officers decided otherwise than the words suggested, and which words those were', async (teller) => {
  const { page, signIn, visit, look } = teller
  arranged ??= arrange()
  await arranged
  await page.clock.setFixedTime(world().clock.now())
  await signIn('bappeda')
  await visit('/petugas/kinerja')
  await page.getByRole('link', { name: 'Saran yang dibetulkan' }).click()
  await page.getByText('0 dari 2 laporan yang dipilah diputuskan sesuai saran', { exact: false }).waitFor()
  await look('every pair')
  await page.getByRole('link', { name: 'Pangan → Usaha dan pekerjaan' }).click()
  await page.getByRole('heading', { name: 'Pangan → Usaha dan pekerjaan' }).waitFor()
  await page.getByText(/beras/).waitFor()
  await page.getByText(/sekolah/).waitFor({ state: 'detached' })
  await look('one pair')
  await page.getByRole('link', { name: 'Tampilkan semua' }).click()
  await page.getByText(/sekolah/).waitFor()
  await page.getByLabel('Tentang').selectOption('Seberapa mendesak')
  await page.getByText('2 dari 2 laporan yang dipilah diputuskan sesuai saran', { exact: false }).waitFor()
  await visit('/petugas/kinerja/saran?dari=2025-01-01&sampai=2025-01-31')
  await page.getByText('Belum ada laporan yang dipilah dalam rentang ini').waitFor()
  await look('nothing')
})
