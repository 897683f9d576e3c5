import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Household } from '#modules/registry/family/family.contract.ts'
import { actorOf } from '../../../../test/permissions/arrange.ts'
import { kemiren, makeCase, tembokrejo } from '../../../../test/make/cases.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { openCaseFamily } from './case-family.store.ts'

const nik = '3510151203900011'
const reason = 'mencocokkan kepesertaan JKN'

let world: World
let owner: pg.Client
let family: MadeFamily
let neighbours: MadeFamily
let caseId: string

/** A case of want of food in Kemiren is the social agency's. */
beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  family = await makeFamily(world, {
    areaId: kemiren, rt: 1, rw: 2, card: '3510150101010011', decile: 2, members: [{ name: 'Paijan', nik, birthOn: '1960-03-12' }, { name: 'Sumi', birthOn: '2015-01-02' }],
  })
  neighbours = await makeFamily(world, { areaId: tembokrejo, members: [{ name: 'Ngatemi', nik: '3510051203900012', birthOn: '1990-03-12' }] })
  caseId = await caseAbout({ personId: family.personIds[0]!, familyId: family.familyId })
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

async function caseAbout(whom: { personId: string | null; familyId: string | null }): Promise<string> {
  return (await makeCase(world, { category: 'PGN', ...whom })).caseId
}

async function ask(username: string, ofCase = caseId) {
  return (await world.as(username)).get(`/api/response/cases/${ofCase}/family`)
}

async function reveal(username: string, personId: string, ofCase = caseId) {
  return (await world.as(username)).send('POST', `/api/response/cases/${ofCase}/family/${personId}/identity-reveal`, { reason })
}

describe('the family of a case', () => {
  test('is shown to an officer of an agency that works on it, and the look is written down for each of its people', async () => {
    const household = (await ask('dinsos')).json<Household>()
    expect(household).toMatchObject({ familyId: family.familyId, place: { areaId: kemiren, rt: 1, rw: 2 }, cardMasked: expect.stringMatching(/0011$/), decile: { decile: 2 } })
    expect(household.members).toMatchObject([
      { name: 'Paijan', relation: 'head', ageInYears: 66, nikMasked: expect.stringMatching(/0011$/) }, { name: 'Sumi', relation: 'child', ageInYears: 11, nikMasked: null },
    ])
    const { rows } = await owner.query<{ subject_id: string }>(`select subject_id from audit.entry where action = 'getCaseFamily' and role = 'agency_officer'`)
    expect(new Set(rows.map((row) => row.subject_id))).toEqual(new Set([family.familyId, ...family.personIds]))
  })

  test('is shown to the head of the agency without any number', async () => {
    const household = (await ask('kepala.dinsos')).json<Household>()
    expect(household.members.map((member) => member.name)).toEqual(['Paijan', 'Sumi'])
    expect(household).not.toHaveProperty('cardMasked')
    for (const member of household.members) expect(member).not.toHaveProperty('nikMasked')
  })

  test('is, for another agency, as if the case were absent', async () => {
    const [hidden, absent] = [await ask('dispendik'), await ask('dispendik', randomUUID())]
    expect([hidden.statusCode, hidden.json()]).toEqual([404, absent.json()])
  })

  test.each(['kesra', 'upt.glagah', 'operator.kemiren', 'inspektorat', 'bupati'])('is not for %s, who see families in their own way or not at all', async (username) => {
    expect((await ask(username)).statusCode).toBe(403)
  })

  test('comes into sight with the referral of the case', async () => {
    const health = await makeCase(world, { personId: family.personIds[0]!, familyId: family.familyId })
    expect((await ask('dinsos', health.caseId)).statusCode).toBe(404)
    const { officeId } = world.deps.regency.offices.find((office) => office.key === 'dinsos-ppkb')!
    await (await world.as('upt.glagah')).send('POST', `/api/response/cases/${health.caseId}/referrals`, { seenVersion: 1, officeId, reason: 'butuh bantuan pangan' })
    expect((await ask('dinsos', health.caseId)).json()).toMatchObject({ familyId: family.familyId })
  })

  test('goes out of sight when the task is handed over, while the case stays', async () => {
    const handed = await caseAbout({ personId: family.personIds[0]!, familyId: family.familyId })
    const dinsos = await world.as('dinsos')
    const { tasks } = (await dinsos.get(`/api/response/cases/${handed}`)).json<{ tasks: { taskId: string; officeId: number }[] }>()
    const [own, other] = ['dinsos-ppkb', 'dispendik'].map((key) => world.deps.regency.offices.find((office) => office.key === key)!.officeId)
    const { taskId } = tasks.find((task) => task.officeId === own)!
    const given = await dinsos.send('POST', `/api/response/cases/${handed}/tasks/${taskId}/hand-over`, { seenVersion: 1, officeId: other, reason: 'ini urusan sekolah' })
    expect(given.statusCode, given.body).toBe(201)
    expect((await dinsos.get(`/api/response/cases/${handed}`)).statusCode).toBe(200)
    expect((await ask('dinsos', handed)).statusCode).toBe(404)
    expect((await ask('dispendik', handed)).json()).toMatchObject({ familyId: family.familyId })
  })

  test('of a protected case is open to whoever handles it, not to their colleagues', async () => {
    const protectedCase = await caseAbout({ personId: family.personIds[0]!, familyId: family.familyId })
    const { accountId } = await actorOf(world, 'dinsos')
    const protect = (handlers: readonly (string | null)[]) => owner.query(
      'update response.case_file set restricted = true, handler_ids = $2 where case_id = $1', [protectedCase, handlers])
    await protect([])
    expect((await ask('dinsos', protectedCase)).statusCode).toBe(404)
    await owner.query('update response.task set restricted = true, handler_ids = array[$2::uuid] where case_id = $1', [protectedCase, accountId])
    await protect([accountId])
    expect((await ask('dinsos', protectedCase)).json()).toMatchObject({ familyId: family.familyId })
  })

  test('is found by the person when the case names no family', async () => {
    expect((await ask('dinsos', await caseAbout({ personId: family.personIds[1]!, familyId: null }))).json()).toMatchObject({ familyId: family.familyId })
  })

  test('is one person where nobody knows a family, and nothing where nobody is known', async () => {
    const known = await world.as('dinsos')
    const report = { category: 'PGN', channel: 'counter', story: 'Tetangga kelaparan', areaId: kemiren, subject: 'other', subjectName: 'Mbah Rukmini', contact: 'anonymous' }
    expect((await known.send('POST', '/api/response/assisted-reports', report)).statusCode).toBe(201)
    const { rows } = await owner.query<{ case_id: string }>(`select case_id from response.report where subject_name = 'Mbah Rukmini'`)
    expect((await ask('dinsos', rows[0]!.case_id)).json()).toMatchObject({ familyId: null, members: [{ name: 'Mbah Rukmini', relation: null, status: 'provisional' }] })
    expect((await ask('dinsos', await caseAbout({ personId: null, familyId: null }))).statusCode).toBe(404)
  })
})

describe('a number in a case', () => {
  test('is revealed to an officer for a reason that is written down, and is readable in no stored answer', async () => {
    expect((await reveal('dinsos', family.personIds[0]!)).json()).toEqual({ nik, card: '3510150101010011' })
    const { rows } = await owner.query<{ purpose: string; subject_id: string }>(`select purpose, subject_id from audit.entry where action = 'revealCaseIdentity'`)
    expect(rows).toEqual([{ purpose: reason, subject_id: family.personIds[0] }])
    const stored = await owner.query<{ text: string }>(`select result::text as text from platform.command where action = 'revealCaseIdentity'`)
    expect(stored.rows.map((row) => row.text.includes(nik))).toEqual([false])
  })

  test('is not of the case when its person is of another family', async () => {
    expect((await reveal('dinsos', neighbours.personIds[0]!)).statusCode).toBe(404)
  })

  test('is neither the head\'s nor another agency\'s', async () => {
    expect((await reveal('kepala.dinsos', family.personIds[0]!)).statusCode).toBe(403)
    expect((await reveal('dispendik', family.personIds[0]!)).statusCode).toBe(404)
  })
})

describe('the database itself', () => {
  async function persons(username: string, opens: string | undefined): Promise<readonly string[]> {
    return world.deps.db.asActor(await actorOf(world, username), async (tx) => {
      if (opens !== undefined) await openCaseFamily(tx, opens)
      const { rows } = await sql<{ area_id: number }>`select distinct area_id::text from registry.person order by 1`.execute(tx.db)
      return rows.map((row) => String(row.area_id))
    })
  }

  test('shows an agency no person, and after a case of its own is opened only the place of that case\'s family', async () => {
    expect(await persons('dinsos', undefined)).toEqual([])
    expect(await persons('dinsos', caseId)).toEqual([String(kemiren)])
    expect(await persons('dinsos', undefined)).toEqual([])
  })

  test('opens nothing for another agency, nor for a role that sees cases but not families', async () => {
    expect(await persons('dispendik', caseId)).toEqual([])
    const kesra = await persons('kesra', undefined)
    expect(await persons('kesra', caseId)).toEqual(kesra)
    expect(kesra).toContain(String(tembokrejo))
  })

  test.each(['/api/registry/families/', '/api/registry/persons/'])('%s answers no agency', async (path) => {
    const id = path.includes('families') ? family.familyId : family.personIds[0]!
    for (const username of ['dinsos', 'kepala.dinsos']) expect((await (await world.as(username)).get(path + id)).statusCode).toBe(403)
  })
})
