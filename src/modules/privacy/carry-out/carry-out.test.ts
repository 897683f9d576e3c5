import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import type { DataRequest } from '#modules/privacy/request/request.contract.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { RegisterAct } from './carry-out.contract.ts'

let world: World
let operator: Client
let dpo: Client
let kesra: Client
let resident: Client
beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
  dpo = await world.as('dpo')
  kesra = await world.as('kesra')
  resident = await world.as('warga')
})
afterAll(() => world.close())

async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(world.ownerUrl, async (owner) => (await owner.query<Row>(text, values)).rows)
}

async function person(name = 'Wagirah Rekaan'): Promise<string> {
  const member = { name, birthOn: '1990-03-12', values: { name, birthOn: '1990-03-12' } }
  return (await makeFamily(world, { areaId: kemiren, members: [member] })).personIds[0]!
}

async function taken(personId: string, kind = 'correction'): Promise<string> {
  const asked = await operator.send('POST', `/api/privacy/persons/${personId}/requests`, { kind, words: 'Ada yang salah', recognisedBy: 'KTP' })
  expect(asked.statusCode, asked.body).toBe(201)
  return asked.json<{ requestId: string }>().requestId
}

const decide = (requestId: string, decision: 'granted' | 'refused') =>
  dpo.send('POST', `/api/privacy/requests/${requestId}/decision`, { decision, reason: 'Menurut KTP' })

async function granted(personId: string, kind = 'correction'): Promise<string> {
  const requestId = await taken(personId, kind)
  expect((await decide(requestId, 'granted')).statusCode).toBe(201)
  return requestId
}

const byHand = { words: 'Nama sudah dibetulkan', toldHow: 'Datang ke kantor desa', by: { kind: 'hand' } as object }
const carryOut = (client: Client, requestId: string, body: object = byHand) => client.send('POST', `/api/privacy/requests/${requestId}/carrying-out`, body)
const found = async (client: Client, requestId: string): Promise<DataRequest> => (await client.get(`/api/privacy/requests/${requestId}`)).json<DataRequest>()
const toDo = async (client: Client): Promise<readonly string[]> =>
  (await client.get('/api/privacy/requests?state=to_do&limit=100')).json<{ items: DataRequest[] }>().items.map(({ requestId }) => requestId)
const waiting = async (client: Client): Promise<number> =>
  (await client.get('/api/people/waiting')).json<{ piles: { key: string; count: number }[] }>().piles.find(({ key }) => key === 'requestTasks')?.count ?? 0

describe('a correction that was granted', () => {
  test('waits for the village until it is carried out, due three times twenty-four hours after it was asked', async () => {
    const before = await waiting(operator)
    const requestId = await granted(await person())
    const request = await found(operator, requestId)
    expect(request).toMatchObject({ state: 'to_do', task: { office: expect.stringMatching(/Kemiren/), done: null } })
    expect(Date.parse(request.task!.dueAt) - Date.parse(request.askedAt)).toBe(72 * 3_600_000)
    expect(await waiting(operator)).toBe(before + 1)
    expect(await toDo(operator)).toContain(requestId)
    expect(await toDo(await world.as('operator.tembokrejo'))).not.toContain(requestId)
    expect((await carryOut(operator, requestId)).statusCode).toBe(201)
    expect(await waiting(operator)).toBe(before)
    expect(await toDo(operator)).not.toContain(requestId)
    expect(await found(dpo, requestId)).toMatchObject({
      state: 'done', task: { done: { words: 'Nama sudah dibetulkan', how: 'hand', ref: null, toldHow: 'Datang ke kantor desa' } },
    })
  })

  test('writes the value into the register beside what lists say, with the request as its cause, and the value counts', async () => {
    const personId = await person('Wagira Rekaan')
    const requestId = await granted(personId)
    const corrected = await carryOut(operator, requestId, { ...byHand, by: { kind: 'values', values: { name: 'Wagirah Rekaan', birthOn: '1990-03-21', marital: 'widowed' } } })
    expect(corrected.statusCode, corrected.body).toBe(201)
    const shown = (await operator.get(`/api/registry/persons/${personId}`)).json<{ name: string; birthOn: string; values: { attribute: string; value: unknown; sourceKey: string; isCurrent: boolean }[] }>()
    expect(shown).toMatchObject({ name: 'Wagirah Rekaan', birthOn: '1990-03-21' })
    expect(shown.values.filter(({ attribute }) => attribute === 'name').map(({ value, sourceKey, isCurrent }) => [value, sourceKey, isCurrent]))
      .toEqual([['Wagirah Rekaan', 'correction', true], ['Wagira Rekaan', 'test_list', false]])
    const ref = (await found(operator, requestId)).task!.done!.ref
    expect(await rows('select raw from registry.source_record where source_record_id = $1', [ref])).toEqual([{ raw: { requestId } }])
  })

  test('does not write a value that a stronger source denies, and stays to be done', async () => {
    const personId = await person('Suparti Rekaan')
    await rows(`update registry.snapshot n set source_id = s.source_id from registry.source s, registry.source_record r, registry.attribute_set a
      where s.key = 'siak' and r.snapshot_id = n.snapshot_id and a.source_record_id = r.source_record_id and a.subject_id = $1`, [personId])
    const requestId = await granted(personId)
    const refused = await carryOut(operator, requestId, { ...byHand, by: { kind: 'values', values: { name: 'Suparti Lain' } } })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([409, 'value_not_counting'])
    expect(await rows("select 1 from registry.attribute_set where subject_id = $1 and values->>'name' = 'Suparti Lain'", [personId])).toEqual([])
    expect(await toDo(operator)).toContain(requestId)
  })

  test('is tied to an event of the register that came after it, and to no other', async () => {
    const personId = await person('Karsinem Rekaan')
    const papers = (of: string, nik: string) => operator.send('POST', '/api/registry/life-events', {
      kind: 'papers', personId: of, nik, happenedOn: '2026-11-24', evidence: 'document', evidenceWords: 'KTP', reportedBy: 'Orangnya sendiri',
    })
    const requestId = await granted(personId)
    const other = await papers(await person('Orang Lain'), '3510155203900061')
    const mine = await papers(personId, '3510155203900062')
    expect([other.statusCode, mine.statusCode]).toEqual([201, 201])
    const { items } = (await operator.get(`/api/privacy/requests/${requestId}/register-acts`)).json<{ items: RegisterAct[] }>()
    expect(items).toMatchObject([{ kind: 'event', eventKind: 'papers', actId: mine.json<{ eventId: string }>().eventId }])
    for (const actId of [other.json<{ eventId: string }>().eventId, randomUUID()]) {
      const refused = await carryOut(operator, requestId, { ...byHand, by: { kind: 'event', actId } })
      expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([422, 'act_unknown'])
    }
    expect((await carryOut(operator, requestId, { ...byHand, by: { kind: 'event', actId: items[0]!.actId } })).statusCode).toBe(201)
    expect((await found(operator, requestId)).task!.done).toMatchObject({ how: 'event', ref: items[0]!.actId })
  })

  test('that was undone in the register does not count as carried out', async () => {
    const personId = await person('Tukiyem Rekaan')
    const requestId = await granted(personId)
    const { eventId } = (await operator.send('POST', '/api/registry/life-events', {
      kind: 'papers', personId, nik: '3510155203900063', happenedOn: '2026-11-24', evidence: 'document', evidenceWords: 'KTP', reportedBy: 'Orangnya sendiri',
    })).json<{ eventId: string }>()
    expect((await operator.send('POST', `/api/registry/life-events/${eventId}/undoing`, { reason: 'Salah orang' })).statusCode).toBe(201)
    expect((await carryOut(operator, requestId, { ...byHand, by: { kind: 'event', actId: eventId } })).json()).toMatchObject({ kind: 'act_unknown' })
  })

  test('waits for the secretariat too when it is late', async () => {
    const before = await waiting(kesra)
    const requestId = await granted(await person())
    expect(await waiting(kesra)).toBe(before)
    await rows(`update privacy.request set task_due_at = '2026-11-25T01:00:00Z' where request_id = $1`, [requestId])
    expect(await waiting(kesra)).toBe(before + 1)
    expect(await found(operator, requestId)).toMatchObject({ state: 'overdue' })
    expect((await carryOut(kesra, requestId)).statusCode).toBe(201)
  })

  test.each([
    ['with a way that is not its own', { by: { kind: 'processing', processing: 'house-photos' } }, 422, 'way_unfit'],
    ['with no value', { by: { kind: 'values', values: {} } }, 422, 'values_missing'],
    ['with a birth that has not come', { by: { kind: 'values', values: { birthOn: '2027-01-01' } } }, 422, 'day_in_future'],
    ['without saying how who asked at the counter was told', { toldHow: null }, 422, 'told_missing'],
  ])('is not carried out %s', async (_what, change, status, kind) => {
    const requestId = await granted(await person())
    const refused = await carryOut(operator, requestId, { ...byHand, ...change })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([status, kind])
    expect(await found(operator, requestId)).toMatchObject({ state: 'to_do' })
  })

  test('is carried out by nobody of another place, nor by who decided', async () => {
    const requestId = await granted(await person())
    expect((await carryOut(await world.as('operator.tembokrejo'), requestId)).statusCode).toBe(404)
    expect((await carryOut(dpo, requestId)).statusCode).toBe(403)
    expect((await carryOut(operator, requestId)).statusCode).toBe(201)
    const again = await carryOut(operator, requestId)
    expect([again.statusCode, again.json<{ kind: string }>().kind]).toEqual([409, 'request_done'])
  })
})

describe('an objection that was granted', () => {
  test('ends the agreement that it is about and closes what rested on it; the person who asked reads it', async () => {
    const personId = await person('Wagini Rekaan')
    await rows("update people.account set person_id = $1 where username = 'warga'", [personId])
    await operator.send('POST', `/api/privacy/persons/${personId}/consents`, { processing: 'house-photos', givenOn: '2026-11-20', givenHow: 'signed', evidence: 'Map biru' })
    const { requestId } = (await resident.send('POST', '/api/privacy/requests', { kind: 'objection', words: 'Foto rumah saya' })).json<{ requestId: string }>()
    await decide(requestId, 'granted')
    const refused = await carryOut(operator, requestId, { words: 'Dihentikan', toldHow: null, by: { kind: 'processing', processing: 'registry' } })
    expect([refused.statusCode, refused.json<{ kind: string }>().kind]).toEqual([422, 'processing_needs_no_consent'])
    const stopped = await carryOut(operator, requestId, { words: 'Foto ditutup', toldHow: null, by: { kind: 'processing', processing: 'house-photos' } })
    expect(stopped.statusCode, stopped.body).toBe(201)
    expect(await rows('select withdrawn_words from privacy.consent where person_id = $1', [personId])).toEqual([{ withdrawn_words: 'Foto ditutup' }])
    expect(await rows('select f.photos_withheld_for from registry.family f join registry.family_member m using (regency_id, family_id) where m.person_id = $1', [personId]))
      .toEqual([{ photos_withheld_for: [personId] }])
    expect(await found(resident, requestId)).toMatchObject({ state: 'done', task: { done: { words: 'Foto ditutup', how: 'processing', ref: 'house-photos', toldHow: null } } })
    expect((await resident.get(`/api/privacy/requests/${requestId}/register-acts`)).statusCode).toBe(403)
  })
})

test('what is refused, a copy and a removal open no task', async () => {
  const refused = await taken(await person())
  await decide(refused, 'refused')
  const copy = await granted(await person(), 'access')
  const removal = await granted(await person('Hapus Saja'), 'erasure')
  for (const requestId of [refused, copy, removal]) {
    expect((await found(operator, requestId)).task).toBeNull()
    expect((await carryOut(operator, requestId)).json()).toMatchObject({ kind: 'nothing_to_carry_out' })
  }
})

test('a request is never done without its task, whatever is tried in whatever order', async () => {
  const step = fc.constantFrom('grant', 'refuse', 'carry out', 'carry out elsewhere', 'carry out as nobody', 'wrong way')
  const elsewhere = await world.as('operator.tembokrejo')
  await fc.assert(fc.asyncProperty(fc.constantFrom('correction', 'restriction', 'objection', 'consent_withdrawal', 'access'), fc.array(step, { minLength: 1, maxLength: 6 }), async (kind, steps) => {
    const requestId = await taken(await person(), kind)
    let [isGranted, isDecided, isDone] = [false, false, false]
    for (const each of steps) {
      if (each === 'grant' || each === 'refuse') {
        const decided = await decide(requestId, each === 'grant' ? 'granted' : 'refused')
        expect(decided.statusCode).toBe(isDecided ? 409 : 201)
        isGranted = isDecided ? isGranted : each === 'grant'
        isDecided = true
      } else if (each === 'carry out') {
        const done = await carryOut(operator, requestId)
        expect(done.statusCode, done.body).toBe(isGranted && kind !== 'access' && !isDone ? 201 : 409)
        isDone ||= done.statusCode === 201
      } else if (each === 'wrong way') {
        expect((await carryOut(operator, requestId, { ...byHand, by: { kind: 'visit', actId: randomUUID() } })).statusCode).toBeGreaterThanOrEqual(409)
      } else {
        expect((await carryOut(each === 'carry out elsewhere' ? elsewhere : world.nobody(), requestId)).statusCode).toBeGreaterThanOrEqual(401)
      }
      const request = await found(operator, requestId)
      expect(request.state === 'done').toBe(isDone)
      expect(request.task?.done != null).toBe(isDone)
      expect((await toDo(operator)).includes(requestId)).toBe(isGranted && kind !== 'access' && !isDone)
    }
  }), { numRuns: 15 })
})
