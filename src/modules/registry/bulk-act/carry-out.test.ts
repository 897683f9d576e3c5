import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { BulkAct, BulkActRow } from './bulk-act.contract.ts'
import { carryOutJob } from './carry-out.jobs.ts'

const acts = '/api/registry/bulk-acts'
const reason = 'Disepakati ketua RT pada rapat dusun'
const wanted = { kind: 'propose', proposalKind: 'in', criteria: ['no_dwelling'] }
const signal = new AbortController().signal
let world: World
let operator: Client
let head: Client

beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
  head = await world.as('kades.kemiren')
})
afterAll(() => world.close())

async function families(...names: readonly string[]): Promise<readonly MadeFamily[]> {
  const made: MadeFamily[] = []
  for (const name of names) made.push(await makeFamily(world, { areaId: kemiren, members: [{ name }] }))
  return made
}

const chosen = (of: readonly MadeFamily[]) => ({ by: 'chosen', subject: 'family', subjectIds: of.map((family) => family.familyId) })

async function ask(client: Client, of: object, act: object = wanted) {
  return client.send('POST', acts, { of, reason, act })
}

async function approved(of: readonly MadeFamily[], act: object = wanted): Promise<string> {
  const { bulkActId } = (await ask(operator, chosen(of), act)).json<{ bulkActId: string }>()
  expect((await head.send('POST', `${acts}/${bulkActId}/approval`)).statusCode).toBe(200)
  return bulkActId
}

const look = async (bulkActId: string) => (await operator.get(`${acts}/${bulkActId}`)).json<BulkAct>()
const rowsOf = async (bulkActId: string) => (await operator.get(`${acts}/${bulkActId}/rows`)).json<{ items: BulkActRow[] }>().items

async function over(bulkActId: string, isOver: (act: BulkAct) => boolean): Promise<BulkAct> {
  for (;;) {
    const act = await look(bulkActId)
    if (isOver(act)) return act
    await sleep(50)
  }
}
const isDone = (act: BulkAct) => act.progress?.waiting === 0 && act.doneCount !== null

async function proposalsOf(of: readonly MadeFamily[]): Promise<readonly string[]> {
  const { rows } = await asOwner(world.ownerUrl, (owner) => owner.query<{ subject_name: string }>(
    'select subject_name from registry.proposal where family_id = any($1) order by subject_name, proposal_id', [of.map((family) => family.familyId)]))
  return rows.map((row) => row.subject_name)
}

test('each family becomes one proposal in the proposer\'s name, and each row says what became of it', async () => {
  const all = await families('SUMIRAH', 'SUMINAH', 'SUMIYEM')
  const alone = { kind: 'in', familyId: all[1]!.familyId, criteria: ['no_dwelling'], reason }
  expect((await operator.send('POST', '/api/registry/proposals', alone)).statusCode).toBe(201)
  const bulkActId = await approved(all)
  expect(await over(bulkActId, isDone)).toMatchObject({ kind: 'propose', state: 'approved', doneCount: 2, progress: { done: 2, refused: 1, waiting: 0 } })
  const rows = await rowsOf(bulkActId)
  expect(Object.fromEntries(rows.map((row) => [row.name, row.refusal ?? row.outcome]))).toEqual({ SUMIRAH: 'done', SUMINAH: 'proposal_open', SUMIYEM: 'done' })
  expect(await proposalsOf(all)).toEqual(['SUMINAH', 'SUMIRAH', 'SUMIYEM'])
  const { rows: made } = await asOwner(world.ownerUrl, (owner) => owner.query(
    'select a.username, p.kind, p.reason from registry.proposal p join people.account a on a.account_id = p.submitted_by where p.family_id = $1', [all[0]!.familyId]))
  expect(made).toEqual([{ username: 'operator.kemiren', kind: 'in', reason }])
})

test('the outcomes come as a workbook that names nobody', async () => {
  const bulkActId = await approved(await families('RUKMINI'))
  await over(bulkActId, isDone)
  const file = await operator.get(`${acts}/${bulkActId}/result`)
  expect([file.statusCode, file.headers['content-disposition']]).toEqual([200, 'attachment; filename*=UTF-8\'\'hasil-tindakan.xlsx'])
  expect(file.rawPayload.includes('RUKMINI')).toBe(false)
  expect((await (await world.as('operator.tembokrejo')).get(`${acts}/${bulkActId}/result`)).statusCode).toBe(404)
})

test('what a crash cut off goes on where it stopped: no family twice, none left out', async () => {
  const all = await families('SARTINAH', 'SARTIYEM', 'SARTUMI')
  const bulkActId = await approved(all)
  await over(bulkActId, isDone)
  // The first was proposed and the server died before it wrote that down; of the second nothing had begun.
  await asOwner(world.ownerUrl, async (owner) => {
    await owner.query('update registry.bulk_act_row set outcome = null, refusal = null, settled_at = null where bulk_act_id = $1 and subject_id = $2', [bulkActId, all[0]!.familyId])
    await owner.query('update registry.bulk_act set done_count = null where bulk_act_id = $1', [bulkActId])
  })
  expect(await look(bulkActId)).toMatchObject({ progress: { done: 2, waiting: 1 }, doneCount: null })
  await carryOutJob(world.deps).handle({ bulkActId }, signal)
  expect(await look(bulkActId)).toMatchObject({ progress: { done: 3, refused: 0, waiting: 0 }, doneCount: 3 })
  expect(await proposalsOf(all)).toEqual(['SARTINAH', 'SARTIYEM', 'SARTUMI'])
})

test('whoever may no longer propose when it is carried out proposes nobody', async () => {
  const all = await families('KASIYAH')
  const upt = await world.as('upt.glagah')
  const { bulkActId } = (await ask(upt, chosen(all))).json<{ bulkActId: string }>()
  const disable = (at: string) => asOwner(world.ownerUrl, (owner) => owner.query(`update people.account set disabled_at = ${at} where username = 'upt.glagah'`))
  await disable('now()')
  expect((await (await world.as('kesra')).send('POST', `${acts}/${bulkActId}/approval`)).statusCode).toBe(200)
  const { rows } = await asOwner(world.ownerUrl, async (owner) => {
    for (;;) {
      const found = await owner.query<{ refusal: string | null }>('select refusal from registry.bulk_act_row where bulk_act_id = $1 and settled_at is not null', [bulkActId])
      if (found.rows.length > 0) return found
      await sleep(50)
    }
  })
  await disable('null')
  expect([rows, await proposalsOf(all)]).toEqual([[{ refusal: 'proposer_not_permitted' }], []])
})

test('a recheck says for each row whether somebody had asked before', async () => {
  const [first, second] = await families('TUMINI', 'TUMIRAH')
  await over(await approved([first!], { kind: 'recheck' }), (act) => act.progress?.waiting === 0)
  const bulkActId = await approved([first!, second!], { kind: 'recheck' })
  expect(await over(bulkActId, (act) => act.progress?.waiting === 0)).toMatchObject({ doneCount: 1, progress: { done: 1, refused: 1 } })
  expect((await rowsOf(bulkActId)).map((row) => [row.name, row.refusal])).toEqual([['TUMINI', 'recheck_open'], ['TUMIRAH', null]])
})

test.each([
  ['persons', (of: MadeFamily) => ({ by: 'chosen', subject: 'person', subjectIds: of.personIds }), wanted, 'families_only'],
  ['a reason of the other kind', (of: MadeFamily) => chosen([of]), { ...wanted, proposalKind: 'out' }, 'criteria_unknown'],
  ['no reason', (of: MadeFamily) => chosen([of]), { ...wanted, criteria: [] }, 'input_invalid'],
])('%s are not proposed', async (_, of, act, kind) => {
  const [family] = await families('PONISIH')
  expect((await ask(operator, of(family!), act)).json()).toMatchObject({ kind })
})
