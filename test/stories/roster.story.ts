import { expect } from 'vitest'
import { sweepCases, sweeper } from '#modules/response/index.ts'
import { kemiren, makeCase } from '../make/cases.ts'
import type { CaseDetail } from '../../src/modules/response/case/case.contract.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

story('a head enters an absence; the person is named as away where tasks are given out, and the entry is taken back', async ({ page, signIn, visit, look }) => {
  const { caseId } = await makeCase(world(), { summary: 'Lansia sendirian' })
  await signIn('upt.glagah')
  await visit('/petugas/jadwal-jaga')
  await page.getByRole('heading', { level: 1, name: 'Jadwal jaga' }).waitFor()
  const person = page.getByLabel('Petugas')
  const name = await person.locator('option').nth(1).textContent()
  await person.selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Simpan jadwal' }).click()
  await page.getByRole('button', { name: `Tarik kembali jadwal ${name}` }).waitFor()
  await page.getByText('Tidak masuk, hari ini').waitFor()
  await look('the roster')

  await person.selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Simpan jadwal' }).click()
  await page.getByText('Orang ini sudah punya jadwal pada hari itu', { exact: false }).first().waitFor()
  await look('refused')

  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Tugaskan' }).click()
  const away = page.getByLabel('Petugas').locator('option', { hasText: 'tidak masuk sampai' })
  await away.waitFor({ state: 'attached' })
  expect((await away.allTextContents()).map((option) => option.startsWith(name!))).toEqual([true])
  await look('who suits')

  await visit('/petugas/jadwal-jaga')
  await page.getByRole('button', { name: `Tarik kembali jadwal ${name}` }).click()
  await page.getByText('Belum ada jadwal').waitFor()
})

story('a case goes up a rung with a reason, and the rung above gives it back', async ({ page, screen, signIn, visit, look, another }) => {
  const { caseId } = await makeCase(world(), { summary: `Perlu keputusan ${screen}` })
  await signIn('upt.glagah')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByRole('button', { name: 'Tindakan lain' }).click()
  await page.getByRole('button', { name: 'Naikkan kasus' }).click()
  await page.getByLabel('Alasan').fill('Anggaran kecamatan tidak cukup')
  await look('handing up')
  await page.getByRole('button', { name: 'Naikkan kasus' }).last().click()
  await page.getByText('Dinaikkan ke jenjang kabupaten', { exact: false }).first().waitFor()

  const kesra = await another('kesra')
  await kesra.signIn('kesra')
  await kesra.visit(`/petugas/kasus/${caseId}`)
  await kesra.page.getByText('Anggaran kecamatan tidak cukup').first().waitFor()
  await kesra.page.getByRole('button', { name: 'Tindakan lain' }).click()
  await kesra.page.getByRole('button', { name: 'Turunkan kasus' }).click()
  await kesra.page.getByLabel('Alasan').fill('UPT berwenang memutus')
  await kesra.page.getByRole('button', { name: 'Turunkan kasus' }).last().click()
  await page.getByText('Diturunkan ke jenjang kecamatan', { exact: false }).first().waitFor()
})

story('who gives tasks out is told of one that came back because nobody began it, and finds it in the queue', async ({ page, signIn, visit, look }) => {
  const { caseId, caseNumber, leadOfficeId } = await makeCase(world(), { areaId: kemiren })
  const taker = await world().as('upt.glagah')
  const { tasks, version } = (await taker.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
  const { taskId } = tasks.find(({ officeId }) => officeId === leadOfficeId)!
  expect((await taker.send('POST', `/api/response/cases/${caseId}/tasks/${taskId}/holder`, { seenVersion: version })).statusCode).toBe(200)
  world().clock.advance(31 * 60_000)
  await sweepCases(world().deps, sweeper(world().deps.regency))
  await signIn('supervisor.glagah')
  await page.getByRole('link', { name: /tugas kembali ke antrean, perlu dibagi lagi/ }).waitFor()
  await look('what waits')
  await visit('/petugas/meja?tab=returned')
  await page.getByRole('tab', { name: /^Kembali/ }).waitFor()
  await page.getByText(caseNumber).first().waitFor()
  await look('what came back')
})
