import { expect } from 'vitest'
import { sweepCases, sweeper } from '#modules/response/index.ts'
import { kemiren, makeCase } from '../make/cases.ts'
import type { CaseDetail } from '../../src/modules/response/case/case.contract.ts'
import { setStage, type Visitor } from './stage.ts'

const { story, world } = setStage()

/** Opens a box of the board of one's rung and waits for the list. */
async function openBox({ page, visit }: Visitor, box: string): Promise<void> {
  await visit(`/petugas/jenjang?kotak=${box}`)
  await page.getByRole('heading', { level: 1, name: 'Jenjang saya', exact: false }).waitFor()
}

async function handUp(username: string, caseId: string, reason: string): Promise<void> {
  const client = await world().as(username)
  const { version } = (await client.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
  const answer = await client.send('POST', `/api/response/cases/${caseId}/hand-up`, { seenVersion: version, reason })
  expect(answer.statusCode, answer.body).toBe(201)
}

story('the village sees on its board what went past it, and where that stands now', async (teller) => {
  const { caseNumber } = await makeCase(world(), { areaId: kemiren, category: 'LNY', danger: false })
  const village = teller
  await village.signIn('satgas.kemiren')
  await openBox(village, 'here')
  await village.look('the village’s own')
  await openBox(village, 'came')
  await village.page.getByText('Tidak ada kasus yang naik ke sini').waitFor()
  await village.look('nothing came up')
  expect(caseNumber).toMatch(/^K-/)
})

story('the district sees what stands with it and when that climbs by itself', async (teller) => {
  const { caseNumber } = await makeCase(world(), { areaId: kemiren, danger: false })
  await teller.signIn('upt.glagah')
  await openBox(teller, 'here')
  await teller.page.getByRole('link', { name: caseNumber }).waitFor()
  await teller.page.getByText('ke kabupaten', { exact: false }).first().waitFor()
  await teller.look('what climbs next')
})

story('the regency sees what came up to it: by hand with the reason, by lateness with the office that was late', async (teller) => {
  const late = await makeCase(world(), { areaId: kemiren })
  world().clock.advance(2 * 3_600_000)
  await sweepCases(world().deps, sweeper(world().deps.regency))
  const byHand = await makeCase(world(), { areaId: kemiren })
  await handUp('upt.glagah', byHand.caseId, 'Anggaran kecamatan tidak cukup')
  await teller.signIn('kesra')
  await openBox(teller, 'came')
  await teller.page.getByRole('link', { name: byHand.caseNumber }).waitFor()
  await teller.page.getByText('Anggaran kecamatan tidak cukup').first().waitFor()
  await teller.page.getByRole('link', { name: late.caseNumber }).waitFor()
  await teller.page.getByText('Naik karena UPT Glagah melewati tenggat').first().waitFor()
  await teller.look('what came up and why')

  const district = await teller.another('district')
  await district.signIn('upt.glagah')
  await openBox(district, 'above')
  await district.page.getByRole('link', { name: byHand.caseNumber }).waitFor()
  await district.look('what went past us')
})

story('the leadership reads the whole regency’s numbers, by rung, and opens no case', async (teller) => {
  await makeCase(world(), { areaId: kemiren, danger: false })
  await teller.signIn('bupati')
  await teller.visit('/petugas/papan')
  await teller.page.getByRole('heading', { level: 1, name: 'Papan keadaan', exact: false }).waitFor()
  await teller.page.getByText('Kabupaten', { exact: true }).or(teller.page.getByText('kabupaten')).first().waitFor()
  await teller.look('the numbers of every rung')
})
