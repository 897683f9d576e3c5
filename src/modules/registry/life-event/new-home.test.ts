import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { FamilyProfile } from '#modules/registry/family/family.contract.ts'
import type { Relocation } from '#modules/registry/relocation/relocation.contract.ts'
import type { EventTask } from './life-event.contract.ts'

const [kemiren, tembokrejo] = [152_004, 52_003]
const told = { happenedOn: '2026-11-20', evidence: 'statement', evidenceWords: 'Disampaikan ketua RT', reportedBy: 'Ketua RT 3' }
const elsewhere = { kind: 'elsewhere', hamlet: 'Sukosari', rt: 5, rw: 2, addressText: 'Gang 4' }

let world: World
let operator: Client
let arriving: Client
beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
  arriving = await world.as('operator.tembokrejo')
})
afterAll(() => world.close())

let count = 0
function household(change: { programmes?: string[]; insured?: boolean } = {}): Promise<MadeFamily> {
  count += 1
  return makeFamily(world, {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, decile: 2, values: change.programmes === undefined ? {} : { programmes: change.programmes },
    members: [
      { name: `TUA ${count}`, sex: 'male', birthOn: '1950-03-12', values: { marital: 'married', ...(change.insured === true && { healthCover: 'state_paid' as const }) } },
      { name: `ISTRI ${count}`, relation: 'wife', sex: 'female', birthOn: '1954-05-01', values: { marital: 'married' } },
      { name: `ANAK ${count}`, relation: 'child', sex: 'male', birthOn: '1990-01-01' },
    ],
  })
}

const record = (body: object) => operator.send('POST', '/api/registry/life-events', { ...told, ...body })
const splitOff = ({ familyId, personIds }: MadeFamily, home: object | undefined) =>
  record({ kind: 'split', familyId, personIds: [personIds[2]], headId: personIds[2], newHeadId: null, card: null, ...(home && { home }) })
const familyOf = async (client: Client, familyId: string): Promise<FamilyProfile> => (await client.get(`/api/registry/families/${familyId}`)).json()
const leaving = async (side: string, client = operator) => (await client.get(`/api/registry/relocations?side=${side}`)).json<{ items: Relocation[] }>().items
const tasks = async (state: string) => (await operator.get(`/api/registry/event-tasks?state=${state}`)).json<{ items: EventTask[] }>().items

describe('a family that splits off', () => {
  test('lives where it lived, when nobody says otherwise', async () => {
    const made = await household()
    const { familyId } = (await splitOff(made, undefined)).json<{ familyId: string }>()
    expect(await familyOf(operator, familyId)).toMatchObject({ place: { areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1 } })
  })

  test('lives at the address that was told, and the others where they did; taken back, they are one family there', async () => {
    const made = await household()
    const recorded = await splitOff(made, elsewhere)
    const { familyId, eventId } = recorded.json<{ familyId: string; eventId: string }>()
    expect(await familyOf(operator, familyId)).toMatchObject({ place: { areaId: kemiren, hamlet: 'Sukosari', rt: 5, rw: 2, addressText: 'Gang 4' } })
    expect(await familyOf(operator, made.familyId)).toMatchObject({ place: { hamlet: 'Krajan', rt: 3, rw: 1 } })
    expect((await operator.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Masih serumah' })).statusCode).toBe(201)
    const back = await familyOf(operator, made.familyId)
    expect([back.place.hamlet, back.members.filter(({ memberTo }) => memberTo === null).length]).toEqual(['Krajan', 3])
  })

  test('goes to another village by being on its way there; taken back, nobody is asked any more', async () => {
    const made = await household()
    const { familyId, eventId } = (await splitOff(made, { kind: 'village', toAreaId: tembokrejo })).json<{ familyId: string; eventId: string }>()
    expect(await familyOf(operator, familyId)).toMatchObject({ place: { areaId: kemiren } })
    const move = (await leaving('arriving', arriving)).find((each) => each.familyId === familyId)!
    expect(move).toMatchObject({ leftOn: told.happenedOn, words: told.evidenceWords, people: [{ name: `ANAK ${count}` }], may: { receive: true } })
    expect((await operator.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Tidak jadi pergi' })).statusCode).toBe(201)
    expect((await leaving('answered')).find((each) => each.relocationId === move.relocationId)).toMatchObject({ outcome: 'withdrawn', answer: 'Tidak jadi pergi' })
    expect((await leaving('arriving', arriving)).map((each) => each.familyId)).not.toContain(familyId)
  })

  test('that has arrived elsewhere took the event along, and is taken back neither here nor there', async () => {
    const made = await household()
    const { familyId, eventId } = (await splitOff(made, { kind: 'village', toAreaId: tembokrejo })).json<{ familyId: string; eventId: string }>()
    const move = (await leaving('arriving', arriving)).find((each) => each.familyId === familyId)!
    const arrived = await arriving.send('POST', `/api/registry/relocations/${move.relocationId}/arrival`, { hamlet: 'Palurejo', rt: 1, rw: 1, addressText: null, arrivedOn: '2026-11-21' })
    expect(arrived.statusCode).toBe(201)
    const undone = async (client: Client) => (await client.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Tidak jadi pergi' })).json<{ kind: string }>().kind
    expect([await undone(operator), await undone(arriving)]).toEqual(['not_found', 'event_followed'])
  })

  test.each([
    ['an address that says nothing', { ...elsewhere, hamlet: '', rt: null, addressText: null }, 'address_missing'],
    ['its own village', { kind: 'village', toAreaId: kemiren }, 'village_unchanged'],
    ['a district', { kind: 'village', toAreaId: 15 }, 'village_unknown'],
  ])('is refused with %s', async (_what, home, kind) => {
    const refused = await splitOff(await household(), home)
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([422, kind])
  })

  test('by divorce is asked the same', async () => {
    const { personIds: [person, spouse], familyId } = await household()
    const parted = await record({ kind: 'divorce', personId: spouse, spouseId: person, newHeadId: null, home: elsewhere })
    expect(parted.statusCode, parted.body).toBe(201)
    const made = parted.json<{ familyId: string }>().familyId
    expect([await familyOf(operator, made), await familyOf(operator, familyId)]).toMatchObject([{ place: { hamlet: 'Sukosari' } }, { place: { hamlet: 'Krajan' } }])
  })
})

describe('a death', () => {
  const death = ({ personIds }: MadeFamily) => record({ kind: 'death', personId: personIds[0], newHeadId: personIds[1] })
  const ending = async (personId: string, state = 'open') => (await tasks(state)).filter((task) => task.personId === personId && task.kind === 'end_programme')

  test('asks that each programme which a list names is told, by its office; nothing ends by itself', async () => {
    const made = await household({ programmes: ['pkh', 'sembako'], insured: true })
    expect((await death(made)).statusCode).toBe(201)
    const asked = await ending(made.personIds[0]!)
    expect(asked.map(({ programme }) => programme?.key).sort()).toEqual(['pbi-jkn', 'pkh', 'sembako'])
    expect(asked.every(({ programme, done, isWithdrawn }) => programme!.office !== '' && done === null && !isWithdrawn)).toBe(true)
    expect((await familyOf(operator, made.familyId)).values.find(({ attribute }) => attribute === 'programmes')).toMatchObject({ value: ['pkh', 'sembako'], isCurrent: true })
    const pkh = asked.find(({ programme }) => programme?.key === 'pkh')!
    expect((await operator.send('POST', `/api/registry/event-tasks/${pkh.taskId}/finish`, { words: 'Pendamping PKH sudah diberi tahu' })).statusCode).toBe(201)
    expect((await ending(made.personIds[0]!)).length).toBe(2)
    const [done] = await ending(made.personIds[0]!, 'settled')
    expect(done).toMatchObject({ programme: { key: 'pkh' }, done: { words: 'Pendamping PKH sudah diberi tahu' }, isWithdrawn: false })
    expect(done!.done!.byName).not.toBe('')
  })

  test('where no list names a programme asks it in general; taken back, what is open is withdrawn and seen as such', async () => {
    const made = await household()
    const { eventId } = (await death(made)).json<{ eventId: string }>()
    expect((await ending(made.personIds[0]!)).map(({ programme }) => programme)).toEqual([null])
    await operator.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Salah orang' })
    expect(await ending(made.personIds[0]!)).toEqual([])
    expect(await ending(made.personIds[0]!, 'settled')).toMatchObject([{ done: null, isWithdrawn: true }])
  })
})
