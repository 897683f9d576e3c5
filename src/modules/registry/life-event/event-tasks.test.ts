import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FamilyProfile } from '#modules/registry/family/family.contract.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { EventTask } from './life-event.contract.ts'

let world: World
let operator: Client
const [kemiren, glagah] = [152_004, 15]
const told = { happenedOn: '2026-11-20', evidence: 'document', evidenceWords: 'Surat pindah 475/12', reportedBy: 'Ketua RT 3' }

beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
})
afterAll(() => world.close())

let count = 0

/** A couple that receives a family's programme, whose grown child has a card of the state's health insurance. */
function household(areaId = kemiren): Promise<MadeFamily> {
  count += 1
  return makeFamily(world, {
    areaId, values: { programmes: ['pkh', 'sembako'] },
    members: [
      { name: `PONIMAN ${count}`, sex: 'male', birthOn: '1960-03-12' },
      { name: `SUMARNI ${count}`, relation: 'wife', sex: 'female', birthOn: '1964-05-01' },
      { name: `WIDODO ${count}`, relation: 'child', sex: 'male', birthOn: '2000-05-01', values: { healthCover: 'state_paid' } },
    ],
  })
}

async function moveOut({ familyId }: MadeFamily, going: { personIds: readonly string[]; newHeadId?: string }, client = operator): Promise<string> {
  const answer = await client.send('POST', '/api/registry/life-events', { ...told, kind: 'move_out', familyId, otherPlace: 'Kabupaten Jember', newHeadId: null, ...going })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<{ eventId: string }>().eventId
}

async function tasks(query = '', client = operator): Promise<readonly EventTask[]> {
  const answer = await client.get(`/api/registry/event-tasks${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ items: EventTask[] }>().items
}

const tasksOf = async ({ personIds }: MadeFamily, query = '', client = operator): Promise<readonly EventTask[]> =>
  (await tasks(query, client)).filter(({ personId }) => personIds.includes(personId))

const endings = (found: readonly EventTask[]): readonly unknown[] =>
  found.filter(({ kind }) => kind === 'end_programme').map(({ personId, programme }) => [personId, programme?.key ?? null]).sort()

describe('a move out of the regency', () => {
  test('asks to release each one’s quota and to tell each programme of the family once, and each of the person; nothing ends by itself', async () => {
    const made = await household()
    const [father, mother, son] = made.personIds as [string, string, string]
    await moveOut(made, { personIds: made.personIds })
    const asked = await tasksOf(made)
    expect(endings(asked)).toEqual([[father, 'pkh'], [father, 'sembako'], [son, 'pbi-jkn']].sort())
    expect(asked.filter(({ kind }) => kind === 'release_quota').map(({ personId }) => personId).sort()).toEqual([father, mother, son].sort())
    expect(asked.every(({ eventKind, programme }) => eventKind === 'move_out' && programme?.office !== '')).toBe(true)
    const family = (await operator.get(`/api/registry/families/${made.familyId}`)).json<FamilyProfile>()
    expect(family.values.find(({ attribute }) => attribute === 'programmes')).toMatchObject({ value: ['pkh', 'sembako'], isCurrent: true })
  })

  test('of one member tells the programmes and asks for a new card of who stays; taken back, all of it is withdrawn', async () => {
    const made = await household()
    const son = made.personIds[2]!
    const eventId = await moveOut(made, { personIds: [son] })
    const asked = await tasksOf(made)
    expect(endings(asked)).toEqual([[son, 'pbi-jkn'], [son, 'pkh'], [son, 'sembako']])
    expect(asked.filter(({ personId }) => personId !== son).map(({ kind }) => kind)).toEqual(['update_card'])
    expect((await operator.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Ternyata hanya bekerja di sana' })).statusCode).toBe(201)
    expect(await tasksOf(made)).toEqual([])
    const withdrawn = await tasksOf(made, '?state=settled')
    expect(withdrawn).toHaveLength(asked.length)
    expect(withdrawn.every(({ isWithdrawn, isLate, done }) => isWithdrawn && !isLate && done === null)).toBe(true)
  })
})

describe('the list of what events ask', () => {
  test('shows one kind, and the next page of it', async () => {
    for (let made = 0; made < 11; made += 1) {
      const family = await household()
      await moveOut(family, { personIds: family.personIds })
    }
    const first = (await operator.get('/api/registry/event-tasks?kind=release_quota')).json<{ items: EventTask[]; next: string | null }>()
    expect(first.items).toHaveLength(30)
    const second = (await operator.get(`/api/registry/event-tasks?kind=release_quota&after=${first.next}`)).json<{ items: EventTask[]; next: string | null }>()
    expect(second.next).toBeNull()
    const all = [...first.items, ...second.items]
    expect(new Set(all.map(({ taskId }) => taskId)).size).toBe(all.length)
    expect(all.length).toBeGreaterThanOrEqual(33)
    expect(all.every(({ kind }) => kind === 'release_quota')).toBe(true)
    expect((await operator.get('/api/registry/event-tasks?kind=no_such_kind')).statusCode).toBe(422)
  })

  test('shows one village to whoever looks after many, and nothing of a village out of reach', async () => {
    const office = await world.as('upt.glagah')
    const other = [...world.deps.regency.areas.byId.values()].find(({ areaId, parentId }) => parentId === glagah && areaId !== kemiren)!.areaId
    const made = await household(other)
    await moveOut(made, { personIds: made.personIds }, office)
    const there = await tasks(`?areaId=${other}`, office)
    expect(new Set(there.map(({ personId }) => personId))).toEqual(new Set(made.personIds))
    const here = await tasks(`?areaId=${kemiren}`, office)
    expect(here.length).toBeGreaterThan(0)
    expect(here.some(({ personId }) => made.personIds.includes(personId))).toBe(false)
    const kinds = async (areaId: number): Promise<number> => (await tasks(`?areaId=${areaId}&kind=end_programme`, office)).length
    expect(await kinds(glagah)).toBe(Math.min(30, (await kinds(kemiren)) + (await kinds(other))))
    expect(await tasks(`?areaId=${other}`)).toEqual([])
  })

  test('says what is late by the regency’s clock; what was done in the meantime is not', async () => {
    const made = await household()
    await moveOut(made, { personIds: made.personIds })
    expect(await tasks('?state=late')).toEqual([])
    const [first] = await tasks('?kind=end_programme')
    const { days } = world.deps.regency.followUps[0]!
    world.clock.advance((days + 1) * 86_400_000)
    const later = await world.as('operator.kemiren')
    const late = await tasks('?state=late&kind=end_programme', later)
    expect(late[0]).toMatchObject({ taskId: first!.taskId, isLate: true, dueOn: first!.dueOn })
    expect((await later.send('POST', `/api/registry/event-tasks/${first!.taskId}/finish`, { words: 'Pendamping sudah diberi tahu' })).statusCode).toBe(201)
    expect((await tasks('?state=late&kind=end_programme', later)).some(({ taskId }) => taskId === first!.taskId)).toBe(false)
    expect((await tasks('?state=settled&kind=end_programme', later)).find(({ taskId }) => taskId === first!.taskId)).toMatchObject({ isLate: false })
  })
})
