import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FamilyProfile } from '#modules/registry/family/family.contract.ts'
import type { PersonProfile } from '#modules/registry/person/person.contract.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { EventTask, RecordedEvent } from './life-event.contract.ts'

let world: World
let operator: Client
let owner: pg.Client
const kemiren = 152_004
const told = { happenedOn: '2026-11-20', evidence: 'statement', evidenceWords: 'Disampaikan ketua RT', reportedBy: 'Ketua RT 3' }

beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

let count = 0

/** A couple with a grown child. */
function household(): Promise<MadeFamily> {
  count += 1
  return makeFamily(world, {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1,
    members: [
      { name: `PAIMIN ${count}`, sex: 'male', birthOn: '1960-03-12', values: { marital: 'married' } },
      { name: `WAGIRAH ${count}`, relation: 'wife', sex: 'female', birthOn: '1964-05-01', values: { marital: 'married' } },
      { name: `SUTRISNO ${count}`, relation: 'child', sex: 'male', birthOn: '2000-05-01' },
    ],
  })
}

async function record(event: object, client = operator): Promise<{ eventId: string; personId: string | null; familyId: string | null }> {
  const answer = await client.send('POST', '/api/registry/life-events', { ...told, ...event })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

async function refusal(event: object): Promise<string> {
  const answer = await operator.send('POST', '/api/registry/life-events', { ...told, ...event })
  return `${answer.statusCode} ${answer.json<{ kind: string }>().kind}`
}

async function familyOf(familyId: string): Promise<FamilyProfile> {
  return (await operator.get(`/api/registry/families/${familyId}`)).json()
}

async function personOf(personId: string): Promise<PersonProfile> {
  return (await operator.get(`/api/registry/persons/${personId}`)).json()
}

/** Everything that events may change about a family, as the database has it. */
async function stateOf({ familyId, personIds }: MadeFamily): Promise<unknown> {
  const members = await owner.query(`select person_id, family_id, relation, valid_from, valid_to from registry.family_member
    where (family_id = $1 or person_id = any($2)) and annulled_at is null order by person_id, family_id`, [familyId, personIds])
  const persons = await owner.query('select person_id, name, sex, birth_on, ended_on, ended_as, area_id from registry.person where person_id = any($1) order by 1', [personIds])
  const marital = await Promise.all(personIds.map(async (personId) => (await personOf(personId)).values.find((value) => value.attribute === 'marital' && value.isCurrent)?.value))
  return { members: members.rows, persons: persons.rows, marital }
}

describe('a death', () => {
  test('ends the life, keeps the history, and asks for what must follow', async () => {
    const family = await household()
    const [father, mother] = family.personIds
    await record({ kind: 'death', personId: father, newHeadId: mother })
    const after = await familyOf(family.familyId)
    expect(after.members.find((member) => member.personId === father)).toMatchObject({ endedAs: 'died', memberTo: '2026-11-20' })
    expect(after.members.find((member) => member.personId === mother)).toMatchObject({ relation: 'head', memberTo: null })
    const widow = (await personOf(mother!)).values.find((value) => value.attribute === 'marital' && value.isCurrent)
    expect(widow).toMatchObject({ value: 'widowed', sourceKey: 'life_event' })
    const { items } = (await operator.get('/api/registry/event-tasks')).json<{ items: EventTask[] }>()
    const kinds = items.filter((task) => family.personIds.includes(task.personId)).map((task) => task.kind)
    expect(kinds.sort()).toEqual(['end_programme', 'release_quota', 'survivors_help', 'update_card'])
  })

  test('is told once: who is dead neither dies again nor marries', async () => {
    const [one, other] = [await household(), await household()]
    await record({ kind: 'death', personId: one.personIds[2], newHeadId: null })
    expect(await refusal({ kind: 'death', personId: one.personIds[2], newHeadId: null })).toBe('409 person_has_ended')
    expect(await refusal({ kind: 'marriage', personId: one.personIds[2], spouseId: other.personIds[2], newHeadId: null })).toBe('409 person_has_ended')
    expect(await refusal({ kind: 'death', personId: other.personIds[2], newHeadId: null, happenedOn: '2026-12-01' })).toBe('422 event_in_future')
  })
})

describe('an event taken back', () => {
  const events: readonly (readonly [string, (family: MadeFamily, other: MadeFamily) => object])[] = [
    ['death', ({ personIds }) => ({ kind: 'death', personId: personIds[0], newHeadId: personIds[1] })],
    ['move out', ({ familyId, personIds }) => ({ kind: 'move_out', familyId, personIds: [personIds[1], personIds[2]], otherPlace: 'Jember', newHeadId: null })],
    ['split', ({ familyId, personIds }) => ({ kind: 'split', familyId, personIds: [personIds[2]], headId: personIds[2], newHeadId: null, card: null })],
    ['marriage', ({ personIds }, other) => ({ kind: 'marriage', personId: personIds[2], spouseId: other.personIds[2], newHeadId: null })],
    ['divorce', ({ personIds }) => ({ kind: 'divorce', personId: personIds[1], spouseId: personIds[0], newHeadId: null })],
    ['birth', ({ familyId }) => ({ kind: 'birth', familyId, name: 'BAYI BARU', sex: 'female', birthPlace: '', relation: 'grandchild' })],
  ]

  test.each(events)('(%s) leaves everything as it was, and both on record', async (_name, eventOf) => {
    const [family, other] = [await household(), await household()]
    const before = await stateOf(family)
    const { eventId, personId } = await record(eventOf(family, other))
    expect(await stateOf(family)).not.toEqual(before)
    const undone = await operator.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Salah orang, kata ketua RT' })
    expect(undone.statusCode, undone.body).toBe(201)
    expect(await stateOf(family)).toEqual(before)
    if (personId !== null) expect(await personOf(personId)).toMatchObject({ endedAs: 'mistaken', familyId: null })
    const { items } = (await operator.get('/api/registry/life-events')).json<{ items: RecordedEvent[] }>()
    expect(items.find((event) => event.eventId === eventId)?.isUndone).toBe(true)
    expect(items.find((event) => event.eventId === undone.json<{ eventId: string }>().eventId)).toMatchObject({ kind: 'undoing', evidenceWords: 'Salah orang, kata ketua RT' })
    const again = await operator.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Sekali lagi' })
    expect(again.json()).toMatchObject({ kind: 'event_undone_already' })
  })

  test('is refused once something was built on it', async () => {
    const family = await household()
    const split = await record({ kind: 'split', familyId: family.familyId, personIds: [family.personIds[2]], headId: family.personIds[2], newHeadId: null, card: null })
    await record({ kind: 'death', personId: family.personIds[2], newHeadId: null })
    const undoing = await operator.send('POST', `/api/registry/life-events/${split.eventId}/undoing`, { reason: 'Salah orang' })
    expect(undoing.json()).toMatchObject({ kind: 'event_followed' })
  })
})

describe('people without papers', () => {
  const found = {
    kind: 'registration', situation: 'foundling', name: 'MELATI', sex: 'female', birthOn: null, ageGuess: 0, areaId: kemiren, placeWords: 'Depan puskesmas', homeRegency: '',
  }

  test('are registered under the name that the finder gave, without any number, and are found', async () => {
    const { personId } = await record(found)
    expect(await personOf(personId!)).toMatchObject({ name: 'MELATI', status: 'provisional', nikMasked: null, birthOnIsDefault: true, familyId: null })
    expect((await owner.query('select from registry.person_identity where person_id = $1', [personId])).rowCount).toBe(0)
  })

  test('get their number later, if nobody else carries it', async () => {
    const { personId } = await record({ ...found, situation: 'no_papers', name: 'SUKIRMAN', ageGuess: 50 })
    await makeFamily(world, { areaId: kemiren, members: [{ name: 'ORANG LAIN', nik: '3510150107600012' }] })
    expect(await refusal({ kind: 'papers', personId, nik: '3510150107600012' })).toBe('409 nik_of_somebody_else')
    expect(await refusal({ kind: 'papers', personId, nik: '12' })).toBe('422 nik_unreadable')
    await record({ kind: 'papers', personId, nik: '3510151203760003' })
    expect((await personOf(personId!)).nikMasked).toBe('3510••••••••0003')
    expect(await refusal({ kind: 'papers', personId, nik: '3510151203760003' })).toBe('409 has_nik_already')
  })

  test('without a fixed home belong to the district; others need a village of one\'s own', async () => {
    const district = await world.as('upt.glagah')
    const { personId } = await record({ ...found, situation: 'no_fixed_home', name: 'PAK KELANA', ageGuess: 60, areaId: 15 }, district)
    const seen = (await district.get(`/api/registry/persons/${personId}`)).json<PersonProfile>()
    expect(seen.place).toMatchObject({ areaId: 15 })
    const answer = await district.send('POST', '/api/registry/life-events', { ...told, ...found, areaId: 15 })
    expect(answer.json()).toMatchObject({ kind: 'unplaced_only_homeless' })
    expect(await refusal({ ...found, areaId: 52_003 })).toBe('422 village_outside')
  })
})

describe('tasks', () => {
  test('are finished once, with words', async () => {
    const family = await household()
    await record({ kind: 'death', personId: family.personIds[2], newHeadId: null })
    const { items } = (await operator.get('/api/registry/event-tasks')).json<{ items: EventTask[] }>()
    const task = items.find((each) => each.personId === family.personIds[2] && each.kind === 'end_programme')!
    expect((await operator.send('POST', `/api/registry/event-tasks/${task.taskId}/finish`, { words: 'Pendamping sudah diberi tahu' })).statusCode).toBe(201)
    expect((await operator.send('POST', `/api/registry/event-tasks/${task.taskId}/finish`, { words: 'Lagi' })).json()).toMatchObject({ kind: 'event_task_settled' })
  })

  test('and events of another village are not there', async () => {
    const family = await household()
    const { eventId } = await record({ kind: 'death', personId: family.personIds[2], newHeadId: null })
    const other = await world.as('operator.tembokrejo')
    expect((await other.get('/api/registry/life-events')).json<{ items: RecordedEvent[] }>().items.map((event) => event.eventId)).not.toContain(eventId)
    expect((await other.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Coba-coba' })).statusCode).toBe(404)
    expect((await other.send('POST', '/api/registry/life-events', { ...told, kind: 'death', personId: family.personIds[0], newHeadId: null })).statusCode).toBe(404)
    expect((await operator.get('/api/registry/life-events?after=x')).statusCode).toBe(422)
  })
})

describe('a number that came by mistake', () => {
  const found = { kind: 'registration', situation: 'no_papers', sex: 'male', birthOn: null, ageGuess: 50, areaId: kemiren, placeWords: 'Di balai dusun', homeRegency: '' }

  test('is taken away again, unless a list has found the person by it', async () => {
    const { personId } = await record({ ...found, name: 'SALAH NOMOR' })
    const papers = await record({ kind: 'papers', personId, nik: '3510151203760091' })
    const undoing = { reason: 'Kartu milik orang lain' }
    expect((await operator.send('POST', `/api/registry/life-events/${papers.eventId}/undoing`, undoing)).statusCode).toBe(201)
    expect((await personOf(personId!)).nikMasked).toBeNull()
    const again = await record({ kind: 'papers', personId, nik: '3510151203760092' })
    world.clock.advance(1_000)
    await record({ ...found, name: 'ORANG LAIN' })
    await owner.query(`insert into registry.link (regency_id, link_id, source_record_id, person_id, area_id, decided_by, rule, linked_at)
      select regency_id, gen_random_uuid(), source_record_id, $1, area_id, 'number', 'nik', now() from registry.source_record order by source_record_id desc limit 1`, [personId])
    const late = await operator.send('POST', `/api/registry/life-events/${again.eventId}/undoing`, undoing)
    expect(late.json()).toMatchObject({ kind: 'event_followed' })
  })
})

describe('the paper by which an event is known', () => {
  async function pictureOf(): Promise<string> {
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#fff' } }).withExif({ IFD0: { Copyright: 'RAHASIA' } }).jpeg().toBuffer()
    const answer = await operator.send('POST', '/api/registry/event-documents', picture, { contentType: 'image/jpeg' })
    return answer.json<{ document: string }>().document
  }

  test('is kept as a picture without what the camera wrote into it, and seen by whoever records events there', async () => {
    const family = await household()
    const { eventId } = await record({ kind: 'death', personId: family.personIds[2], newHeadId: null, evidence: 'document', documents: [await pictureOf()] })
    const { items } = (await operator.get(`/api/registry/life-events?personId=${family.personIds[2]}`)).json<{ items: RecordedEvent[] }>()
    expect(items).toMatchObject([{ eventId, documents: [expect.any(String)] }])
    const path = `/api/registry/life-events/${eventId}/documents/${items[0]!.documents[0]}`
    const shown = await operator.get(path)
    expect([shown.statusCode, shown.headers['content-type'], shown.rawPayload.includes('RAHASIA')]).toEqual([200, 'image/jpeg', false])
    expect((await (await world.as('operator.tembokrejo')).get(path)).statusCode).toBe(404)
    expect((await (await world.as('dinsos')).get(path)).statusCode).toBe(403)
    const looks = await owner.query(`select from audit.entry where action = 'readEventDocument' and subject_id = $1`, [eventId])
    expect(looks.rowCount).toBe(1)
  })

  test('that this server did not take in is refused, and so is what is no picture', async () => {
    const family = await household()
    const strange = `${'0'.repeat(64)}.1.1.1.${'0'.repeat(32)}`
    expect(await refusal({ kind: 'death', personId: family.personIds[2], newHeadId: null, documents: [strange] })).toBe('422 photos_unknown')
    const answer = await operator.send('POST', '/api/registry/event-documents', Buffer.from('%PDF-1.4'), { contentType: 'image/jpeg' })
    expect(answer.json()).toMatchObject({ kind: 'photo_unreadable', status: 422 })
  })
})

test('what happened to two who became one is read together', async () => {
  const family = await household()
  const [, mother, son] = family.personIds
  await record({ kind: 'divorce', personId: mother, spouseId: family.personIds[0], newHeadId: null })
  await record({ kind: 'death', personId: son, newHeadId: null })
  await owner.query('update registry.person set merged_into = $1 where person_id = $2', [mother, son])
  const kindsOf = async (personId: string | undefined) => (await operator.get(`/api/registry/life-events?personId=${personId}`)).json<{ items: RecordedEvent[] }>().items.map((event) => event.kind)
  expect(await kindsOf(mother)).toEqual(['death', 'divorce'])
  expect(await kindsOf(son)).toEqual(['death', 'divorce'])
  expect(await kindsOf(family.personIds[0])).toEqual(['divorce'])
})
