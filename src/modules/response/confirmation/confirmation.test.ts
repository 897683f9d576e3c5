import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren, makeCase } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const on = (caseId: string, rest = ''): string => `/api/response/cases/${caseId}${rest}`

async function detailOf(client: Client, caseId: string): Promise<CaseDetail> {
  return (await client.get(on(caseId))).json<CaseDetail>()
}

async function makeResolved(): Promise<string> {
  const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
  const sent = await (await world.as('upt.glagah')).send('POST', on(caseId, '/verdict'), {
    seenVersion: 1, verdict: 'helped', words: 'Sudah diantar', withdrawOpenTasks: true,
  })
  expect(sent.statusCode, sent.body).toBe(201)
  return caseId
}

async function confirm(client: Client, caseId: string, change: object = {}): Promise<readonly [number, string | undefined]> {
  const body = { seenVersion: 1_000, settled: true, toldBy: 'phone', words: 'Berasnya sudah sampai, katanya', ...change }
  const sent = await client.send('POST', on(caseId, '/confirmation'), body)
  return [sent.statusCode, sent.json<{ kind?: string }>().kind]
}

describe('a reporter who cannot use the page of their report', () => {
  test('says by an officer that it is settled: the case closes, how it was told is kept, and the reporter is told', async () => {
    const caseId = await makeResolved()
    const operator = await world.as('operator.kemiren')
    expect((await detailOf(operator, caseId)).may).toContain('confirm')
    expect(await confirm(operator, caseId)).toEqual([201, undefined])
    const detail = await detailOf(operator, caseId)
    expect(detail).toMatchObject({ status: 'closed', closesAt: null })
    expect(detail.events.at(-1)).toMatchObject({
      kind: 'confirmed', by: 'officer', words: 'Berasnya sudah sampai, katanya', detail: { toldBy: 'phone' }, shownToReporter: true,
    })
    const { rows } = await owner.query<{ kind: string }>('select kind from response.notice where case_id = $1 order by event_seq', [caseId])
    expect(rows.at(-1)?.kind).toBe('confirmed')
  })

  test('says by an officer that it is not: the offices are back at work', async () => {
    const caseId = await makeResolved()
    const operator = await world.as('operator.kemiren')
    expect(await confirm(operator, caseId, { settled: false, toldBy: 'face_to_face', words: 'Yang datang hanya separuh' })).toEqual([201, undefined])
    const detail = await detailOf(operator, caseId)
    expect([detail.status, detail.events.at(-1)?.kind, detail.events.at(-1)?.detail.toldBy]).toEqual(['open', 'reopened', 'face_to_face'])
  })

  test('is not spoken for by whoever gave the verdict, nor before there is one, nor by whoever has no part in it', async () => {
    const caseId = await makeResolved()
    expect(await confirm(await world.as('upt.glagah'), caseId)).toEqual([409, 'own_verdict'])
    const open = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    expect(await confirm(await world.as('operator.kemiren'), open.caseId)).toEqual([409, 'case_not_resolved'])
    expect((await confirm(await world.as('operator.tembokrejo'), caseId))[0]).toBe(404)
    expect((await confirm(await world.as('dinsos'), caseId))[0]).toBe(404)
  })
})
