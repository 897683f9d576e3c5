import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { GlassBreak } from './glass.contract.ts'

let world: World
let owner: pg.Client
let dpo: Client
let inspector: Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  dpo = await world.as('dpo')
  inspector = await world.as('inspektorat')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

/** A protected case whose glass the inspector has broken: the id of that, and of the case. */
async function broken(): Promise<{ breakId: string; caseId: string }> {
  const sent = await world.nobody().send('POST', '/api/response/reports', {
    story: 'anak dipukul bapaknya sampai pingsan', category: 'KPA', subject: 'other', subjectName: 'Sarmi', areaId: kemiren, contact: 'anonymous',
  })
  const { reportId } = sent.json<{ reportId: string }>()
  const { rows } = await owner.query<{ case_id: string; case_number: string }>(
    'select case_id, case_number from response.case_file where case_id = (select case_id from response.report where report_id = $1)', [reportId])
  const reason = 'Yang menangani tidak dapat dihubungi dan nyawa anak terancam'
  const opened = await inspector.send('POST', '/api/response/glass-breaks', { caseNumber: rows[0]!.case_number, reason })
  expect(opened.statusCode, opened.body).toBe(201)
  const [mine] = await listOf(inspector, 'own-glass-breaks')
  return { breakId: mine!.breakId, caseId: rows[0]!.case_id }
}

async function listOf(client: Client, path: string): Promise<readonly GlassBreak[]> {
  const answer = await client.get(`/api/response/${path}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ items: GlassBreak[] }>().items
}

const unseen = async (): Promise<number> => (await dpo.get('/api/response/glass-break-count')).json<{ unseen: number }>().unseen
const say = (client: Client, breakId: string, act: string, words = 'Mengapa bukan kepala dinas yang dihubungi?') => (
  client.send('POST', `/api/response/glass-breaks/${breakId}/${act}`, { words })
)
const kindOf = (answer: { json: <T>() => T }): string => answer.json<{ kind: string }>().kind

describe('an emergency access', () => {
  test('waits for the data protection officer, who notes it as seen once, with a remark that its head reads and the trail keeps', async () => {
    const before = await unseen()
    const { breakId, caseId } = await broken()
    expect(await unseen()).toBe(before + 1)
    expect(await listOf(dpo, 'glass-breaks?show=unseen')).toContainEqual(expect.objectContaining({ breakId, state: 'unseen', words: [] }))
    const seen = await say(dpo, breakId, 'seen', 'Wajar: pemegang kasus cuti tanpa pengganti')
    expect([seen.statusCode, seen.json()]).toEqual([201, { breakId, state: 'seen' }])
    expect(await unseen()).toBe(before)
    expect(await listOf(dpo, 'glass-breaks?show=unseen')).not.toContainEqual(expect.objectContaining({ breakId }))
    const head = await world.as('kepala.dinsos')
    expect(await listOf(head, 'glass-breaks')).toContainEqual(expect.objectContaining({
      breakId, state: 'seen', words: [expect.objectContaining({ kind: 'seen', words: 'Wajar: pemegang kasus cuti tanpa pengganti' })],
    }))
    expect(kindOf(await say(dpo, breakId, 'seen'))).toBe('glass_seen_already')
    expect(kindOf(await say(dpo, breakId, 'questions'))).toBe('glass_seen_already')
    const { rows } = await owner.query("select purpose from audit.entry where action = 'markGlassSeen' and subject_id = $1", [caseId])
    expect(rows).toEqual([{ purpose: 'Wajar: pemegang kasus cuti tanpa pengganti' }])
  })

  test('is explained by whoever made it when the data protection officer asks, and only then', async () => {
    const { breakId } = await broken()
    expect(kindOf(await say(inspector, breakId, 'explanations'))).toBe('glass_not_asked')
    expect((await say(dpo, breakId, 'questions')).statusCode).toBe(201)
    expect(kindOf(await say(dpo, breakId, 'questions'))).toBe('glass_asked_already')
    expect(await listOf(inspector, 'own-glass-breaks?show=asked')).toMatchObject([{ breakId, state: 'asked', words: [{ words: 'Mengapa bukan kepala dinas yang dihubungi?' }] }])
    expect((await say(await world.as('kesra'), breakId, 'explanations')).statusCode).toBe(404)
    expect((await say(inspector, breakId, 'explanations', 'Kepala dinas di pesawat, satgas menelepon saya')).json()).toEqual({ breakId, state: 'explained' })
    expect(await listOf(inspector, 'own-glass-breaks?show=asked')).toEqual([])
    expect(await listOf(dpo, 'glass-breaks?show=unseen')).toContainEqual(expect.objectContaining({ breakId, state: 'explained' }))
    expect((await say(dpo, breakId, 'seen')).statusCode).toBe(201)
  })

  test('is asked about and noted by nobody but the data protection officer, and by nobody for themselves', async () => {
    const { breakId } = await broken()
    for (const username of ['kepala.dinsos', 'kesra', 'inspektorat', 'upt.glagah']) {
      const somebody = await world.as(username)
      for (const act of ['seen', 'questions']) expect((await say(somebody, breakId, act)).statusCode, `${username} ${act}`).toBe(403)
    }
    expect((await say(dpo, randomUUID(), 'seen')).statusCode).toBe(404)
    const { rows } = await owner.query<{ account_id: string }>("select account_id from people.account where username = 'dpo'")
    await owner.query('update response.glass_break set account_id = $1 where break_id = $2', [rows[0]!.account_id, breakId])
    const own = await say(dpo, breakId, 'seen')
    expect([own.statusCode, kindOf(own)]).toEqual([403, 'glass_is_own'])
  })

  test('noted by two at once is noted once', async () => {
    const { breakId } = await broken()
    const answers = await Promise.all([say(dpo, breakId, 'seen'), say(dpo, breakId, 'seen')])
    expect(answers.map((answer) => answer.statusCode).toSorted((left, right) => left - right)).toEqual([201, 409])
  })
})
