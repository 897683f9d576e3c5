import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { InboxPage } from '#modules/response/case/inbox.contract.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let unit: Client

beforeAll(async () => {
  world = await startWorld()
  unit = await world.as('upt.glagah')
})
afterAll(() => world.close())

test('words that tell of somebody go out only once their writer has seen it, and nothing is lost meanwhile', async () => {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    story: 'butuh beras', category: 'PGN', subject: 'other', subjectName: 'Mbah Paijah', areaId: kemiren, contact: 'anonymous',
  })
  const { receiptCode } = sent.json<{ receiptCode: string }>()
  const [row] = (await unit.get('/api/response/cases?tab=all')).json<InboxPage>().items
  const { caseId, version } = (await unit.get(`/api/response/cases/${row!.caseId}`)).json<CaseDetail>()
  const words = 'Rantang untuk Paijah diantar besok, hubungi 0812-3456-7890.'
  const answer = (seenPrivate?: string[]) => unit.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: version, words, ...(seenPrivate && { seenPrivate }) })
  const held = await answer()
  expect(held.statusCode).toBe(422)
  expect(held.json()).toMatchObject({ kind: 'words_private', findings: [{ kind: 'name', text: 'Paijah' }, { kind: 'phone', text: '0812-3456-7890' }] })
  expect((await answer(['Paijah'])).json<{ findings: object[] }>().findings).toHaveLength(1)
  expect((await world.nobody().get(`/lacak/${receiptCode}`)).body).not.toContain('Rantang')
  expect((await answer(['Paijah', '0812-3456-7890'])).statusCode).toBe(201)
  expect((await world.nobody().get(`/lacak/${receiptCode}`)).body).toContain('Rantang untuk Paijah')
})
