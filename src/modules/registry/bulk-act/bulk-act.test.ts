import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import type { ListRow } from '#modules/registry/saved-list/saved-list.contract.ts'
import type { Recheck } from '#modules/registry/recheck/recheck.contract.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { BulkAct } from './bulk-act.contract.ts'

const [kemiren, tembokrejo] = [152_004, 52_003]
const acts = '/api/registry/bulk-acts'
const reason = 'Belum diperiksa sejak tahun lalu'
let world: World
let operator: Client
let head: Client
let made: MadeFamily[]
let elsewhere: MadeFamily

beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
  head = await world.as('kades.kemiren')
  made = []
  for (const name of ['WAGIMIN', 'WAGINEM', 'WAGIRAN']) made.push(await makeFamily(world, { areaId: kemiren, hamlet: 'Krajan', decile: 1, members: [{ name }] }))
  elsewhere = await makeFamily(world, { areaId: tembokrejo, hamlet: 'Krajan', decile: 1, members: [{ name: 'WAGIYO' }] })
})
afterAll(() => world.close())

async function propose(client: Client, of: object): Promise<{ bulkActId: string; rowCount: number }> {
  const answer = await client.send('POST', acts, { of, reason })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

const chosen = (...families: readonly MadeFamily[]) => ({ by: 'chosen', subject: 'family', subjectIds: families.map((family) => family.familyId) })
const rowsOf = async (client: Client, bulkActId: string) => (await client.get(`${acts}/${bulkActId}/rows`)).json<{ items: ListRow[] }>().items.map((row) => row.name)
const kindOf = async (answer: ReturnType<Client['send']>) => {
  const got = await answer
  return got.statusCode < 300 ? got.statusCode : got.json<{ kind: string }>().kind
}
const openOf = async (client: Client) => (await client.get('/api/registry/rechecks')).json<{ items: Recheck[] }>().items

describe('whoever stands in a list of many', () => {
  test('hears of it, with the reason, and nobody else does', async () => {
    const resident = await world.as('warga')
    const looks = async () => (await resident.get('/api/people/audit-entries/mine?limit=100')).json<{ items: { action: string; purpose: string | null }[] }>().items
    const [mine, theirs] = [await makeFamily(world, { areaId: kemiren, members: [{ name: 'WARGA SENDIRI' }] }), await makeFamily(world, { areaId: kemiren, members: [{ name: 'ORANG LAIN' }] })]
    await asOwner(world.ownerUrl, (owner) => owner.query(`update people.account set person_id = $1 where username = 'warga'`, [mine.personIds[0]]))
    const about = 'Musim hujan, rumah di tepi sungai'
    await operator.send('POST', acts, { of: chosen(theirs), reason: 'Tentang keluarga lain saja' })
    await operator.send('POST', acts, { of: chosen(mine), reason: about })
    await operator.get(`/api/registry/families/${mine.familyId}/situation`)
    const seen = await looks()
    expect(seen).toContainEqual(expect.objectContaining({ action: 'proposeBulkAct', purpose: about }))
    expect(seen.map((look) => look.action)).toContain('getFamilySituation')
    expect(seen.map((look) => look.purpose)).not.toContain('Tentang keluarga lain saja')
    await asOwner(world.ownerUrl, (owner) => owner.query(`update people.account set person_id = null where username = 'warga'`))
  })
})

describe('a proposal', () => {
  test('is approved by a second person, exactly as it was when proposed, and becomes the village\'s task once', async () => {
    const proposed = await propose(operator, { by: 'filter', filter: { hamlet: 'Krajan', decileTo: 1 } })
    await makeFamily(world, { areaId: kemiren, hamlet: 'Krajan', decile: 1, members: [{ name: 'TERLAMBAT' }] })
    expect(proposed.rowCount).toBe(3)
    expect((await rowsOf(head, proposed.bulkActId)).toSorted()).toEqual(['WAGIMIN', 'WAGINEM', 'WAGIRAN'])
    expect(await kindOf(operator.send('POST', `${acts}/${proposed.bulkActId}/approval`))).toBe('not_permitted')
    const commandId = randomUUID()
    const approval = () => head.send('POST', `${acts}/${proposed.bulkActId}/approval`, undefined, { commandId })
    expect((await approval()).json()).toEqual({ doneCount: 3 })
    expect((await approval()).json()).toEqual({ doneCount: 3 })
    expect(await kindOf(head.send('POST', `${acts}/${proposed.bulkActId}/approval`))).toBe('bulk_act_decided')
    expect((await openOf(operator)).map((one) => one.row.name).toSorted()).toEqual(['WAGIMIN', 'WAGINEM', 'WAGIRAN'])
    expect((await operator.get(`${acts}/${proposed.bulkActId}`)).json<BulkAct>()).toMatchObject({ state: 'approved', decidedByName: 'Misnadi', doneCount: 3, isOwn: true })
  })

  test('asks nobody twice for what is still open', async () => {
    const { bulkActId } = await propose(operator, chosen(made[0]!, made[1]!))
    expect((await head.send('POST', `${acts}/${bulkActId}/approval`)).json()).toEqual({ doneCount: 0 })
  })

  test('is never approved by its proposer, who may hold both rights', async () => {
    const upt = await world.as('upt.glagah')
    const { bulkActId } = await propose(upt, chosen(made[0]!))
    expect(await kindOf(upt.send('POST', `${acts}/${bulkActId}/approval`))).toBe('bulk_act_is_own')
    expect(await kindOf(upt.send('POST', `${acts}/${bulkActId}/refusal`, { reason }))).toBe('bulk_act_is_own')
    await expect(asOwner(world.ownerUrl, (owner) => owner.query(
      "update registry.bulk_act set state = 'approved', decided_by = proposed_by, decided_at = now() where bulk_act_id = $1", [bulkActId]))).rejects.toThrow(/check/)
  })

  test('of a district is not decided on by a village, one of a village by the district', async () => {
    const upt = await world.as('upt.glagah')
    const ofDistrict = await propose(upt, chosen(made[0]!))
    expect(await kindOf(head.send('POST', `${acts}/${ofDistrict.bulkActId}/approval`))).toBe('not_found')
    const ofVillage = await propose(operator, chosen(made[0]!))
    expect(await kindOf(upt.send('POST', `${acts}/${ofVillage.bulkActId}/approval`))).toBe(200)
    expect(await kindOf((await world.as('upt.muncar')).send('POST', `${acts}/${ofDistrict.bulkActId}/approval`))).toBe('not_found')
  })

  test('holds nobody whom its proposer does not reach', async () => {
    const { bulkActId, rowCount } = await propose(operator, chosen(made[2]!, elsewhere))
    expect([rowCount, await rowsOf(await world.as('kesra'), bulkActId)]).toEqual([1, ['WAGIRAN']])
    expect(await kindOf(operator.send('POST', acts, { of: chosen(elsewhere), reason }))).toBe('nothing_chosen')
    expect(await kindOf(operator.send('POST', acts, { of: { by: 'saved', listId: randomUUID() }, reason }))).toBe('not_found')
  })

  test('is refused with a reason that the proposer reads, or withdrawn by the proposer alone', async () => {
    const refused = await propose(operator, chosen(made[0]!))
    expect(await kindOf(head.send('POST', `${acts}/${refused.bulkActId}/refusal`, { reason: 'pendek' }))).toBe('input_invalid')
    expect(await kindOf(head.send('POST', `${acts}/${refused.bulkActId}/refusal`, { reason: 'Sudah diperiksa minggu lalu' }))).toBe(204)
    expect((await operator.get(`${acts}/${refused.bulkActId}`)).json()).toMatchObject({ state: 'refused', decisionReason: 'Sudah diperiksa minggu lalu' })
    expect(await kindOf(head.send('POST', `${acts}/${refused.bulkActId}/approval`))).toBe('bulk_act_decided')
    const withdrawn = await propose(operator, chosen(made[0]!))
    expect(await kindOf(head.send('POST', `${acts}/${withdrawn.bulkActId}/withdrawal`))).toBe('not_found')
    expect(await kindOf(operator.send('POST', `${acts}/${withdrawn.bulkActId}/withdrawal`))).toBe(204)
    expect(await kindOf(head.send('POST', `${acts}/${withdrawn.bulkActId}/approval`))).toBe('bulk_act_decided')
  })

  test('is decided once, when two decide at the same time', async () => {
    const { bulkActId } = await propose(operator, chosen(made[0]!))
    const outcomes = await Promise.all(['kades.kemiren', 'upt.glagah', 'kesra'].map(async (username) => kindOf((await world.as(username)).send('POST', `${acts}/${bulkActId}/approval`))))
    expect(outcomes.toSorted()).toEqual([200, 'bulk_act_decided', 'bulk_act_decided'])
  })

  test('is found in the list by who proposed it and who may decide, and filtered by its state', async () => {
    const { bulkActId } = await propose(operator, chosen(made[0]!))
    const inList = async (username: string) => (await (await world.as(username)).get(`${acts}?state=proposed`)).json<{ items: BulkAct[] }>().items.find((act) => act.bulkActId === bulkActId)
    expect([(await inList('operator.kemiren'))?.mayDecide, (await inList('kades.kemiren'))?.mayDecide, await inList('operator.tembokrejo')]).toEqual([false, true, undefined])
  })
})

describe('a recheck', () => {
  test('is recorded once by somebody of the village; another village does not see it', async () => {
    const [one] = await openOf(operator)
    expect(one).toMatchObject({ reason, askedByName: 'Untung Basuki' })
    expect(await openOf(await world.as('operator.tembokrejo'))).toEqual([])
    const outcome = `/api/registry/rechecks/${one!.recheckId}/outcome`
    expect(await kindOf((await world.as('operator.tembokrejo')).send('POST', outcome, { outcome: 'confirmed' }))).toBe('not_found')
    expect(await kindOf(operator.send('POST', outcome, { outcome: 'not_found', words: '' }))).toBe('words_missing')
    expect(await kindOf(operator.send('POST', outcome, { outcome: 'not_found', words: 'Pindah ke Jember' }))).toBe(204)
    expect(await kindOf((await world.as('satgas.kemiren')).send('POST', outcome, { outcome: 'confirmed' }))).toBe('recheck_done')
    expect((await openOf(operator)).map((open) => open.recheckId)).not.toContain(one!.recheckId)
  })

  test('that is done may be asked for again', async () => {
    const [one] = await openOf(operator)
    await operator.send('POST', `/api/registry/rechecks/${one!.recheckId}/outcome`, { outcome: 'confirmed' })
    const { bulkActId } = await propose(operator, { by: 'chosen', subject: 'family', subjectIds: [one!.row.subjectId] })
    expect((await head.send('POST', `${acts}/${bulkActId}/approval`)).json()).toEqual({ doneCount: 1 })
  })
})
