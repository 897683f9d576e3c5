import { expect } from 'vitest'
import { kemiren, makeCase, tembokrejo } from '../make/cases.ts'
import { makeFamily } from '../make/family.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage({ works: true })
const root = '/api/registry/relocations'
const home = { hamlet: 'Palurejo', rt: 2, rw: 4, addressText: null, arrivedOn: '2026-11-22' }

interface Moved {
  readonly caseId: string
  readonly seenThere: () => Promise<number>
  readonly takeBack: () => Promise<number>
}

/** A family of Kemiren with an open case that moved to Tembokrejo, and the case with it. */
async function move(name: string): Promise<Moved> {
  const { familyId, personIds: [personId] } = await makeFamily(world(), { areaId: kemiren, hamlet: 'Krajan', members: [{ name, sex: 'male', birthOn: '1970-02-03' }] })
  const { caseId } = await makeCase(world(), { familyId, personId: personId! })
  const [leaving, arriving] = [await world().as('operator.kemiren'), await world().as('operator.tembokrejo')]
  const seenThere = async (): Promise<number> => (await arriving.get(`/api/response/cases/${caseId}`)).statusCode
  const sent = await leaving.send('POST', root, { familyId, toAreaId: tembokrejo, leftOn: '2026-11-20', words: 'Surat pindah 475/31' })
  const { relocationId } = sent.json<{ relocationId: string }>()
  expect((await arriving.send('POST', `${root}/${relocationId}/arrival`, home)).statusCode).toBe(201)
  await expect.poll(seenThere, { timeout: 60_000 }).toBe(200)
  const takeBack = async (): Promise<number> => (await arriving.send('POST', `${root}/${relocationId}/return`, { words: 'Keluarga lain yang datang' })).statusCode
  return { caseId, seenThere, takeBack }
}

story('the case of a family that moved tells both villages where it lives now, who was told and who goes on', async (teller) => {
  const { screen, signIn, visit, page, look, another } = teller
  const { caseId } = await move(screen === 'phone' ? 'TARMUDI' : 'KASBOLAH')
  await signIn('operator.kemiren')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByText(/Keluarganya pindah ke Tembokrejo/).first().waitFor()
  await look('seen from the village that was left')
  const there = await another('there')
  await there.signIn('operator.tembokrejo')
  await there.visit(`/petugas/kasus/${caseId}`)
  await there.page.getByText(/Keluarganya pindah ke Tembokrejo/).first().waitFor()
  await there.look('seen from the village where it lives')
})

story('the case of a family whose move was a mistake lies where it lay, and says so', async ({ screen, signIn, visit, page, look }) => {
  const { caseId, seenThere, takeBack } = await move(screen === 'phone' ? 'SAMIRAN' : 'PAIMO')
  expect(await takeBack()).toBe(201)
  await expect.poll(seenThere, { timeout: 60_000 }).toBe(404)
  await signIn('operator.kemiren')
  await visit(`/petugas/kasus/${caseId}`)
  await page.getByText(/Kepindahan keluarganya dibatalkan/).first().waitFor()
  await look('taken back')
})
