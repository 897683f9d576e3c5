import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import type { FamilyProfile } from './family.contract.ts'

let world: World
let family: MadeFamily

beforeAll(async () => {
  world = await startWorld()
  family = await makeFamily(world, {
    areaId: 152_004, hamlet: 'Krajan', rt: 3, rw: 1, card: '3510151203140007', decile: 2, values: { floor: 'earth', programmes: ['pkh'] }, monthlyIncomeRupiah: 850_000,
    members: [
      { name: 'SUKARNO', relation: 'head', sex: 'male', birthOn: '1960-07-01', nik: '3510150107600012', values: { education: 'primary', occupation: 20 } },
      { name: 'SITI AMINAH', relation: 'wife', sex: 'female', birthOn: '1964-03-12' },
    ],
  })
})
afterAll(() => world.close())

describe('a family', () => {
  test('shows members, address, decile with source and date, and each value with its list, row and date', async () => {
    const client = await world.as('operator.kemiren')
    const answer = await client.get(`/api/registry/families/${family.familyId}`)
    expect(answer.statusCode).toBe(200)
    const profile = answer.json<FamilyProfile>()
    expect(profile).toMatchObject({
      place: { areaName: 'Kemiren', districtName: 'Glagah', hamlet: 'Krajan', rt: 3, rw: 1 }, cardMasked: '••••••••••••0007', isSynthetic: false,
      decile: { decile: 2, on: '2026-06-30', sourceName: 'Daftar uji', rowNumber: 7 },
    })
    expect(profile.values).toContainEqual(expect.objectContaining({
      attribute: 'floor', value: 'earth', sourceName: 'Daftar uji', rowNumber: 7, asOfOn: '2026-06-30', isCurrent: true,
    }))
    expect(profile.members.map(({ name, relation, ageInYears, birthOnIsDefault, nikMasked }) => ({ name, relation, ageInYears, birthOnIsDefault, nikMasked }))).toEqual([
      { name: 'SUKARNO', relation: 'head', ageInYears: 66, birthOnIsDefault: true, nikMasked: '3510••••••••0012' },
      { name: 'SITI AMINAH', relation: 'wife', ageInYears: 62, birthOnIsDefault: false, nikMasked: null },
    ])
    expect(answer.body).not.toContain('3510150107600012')
  })

  test('has an income only for roles that may see it: for others it is not there at all', async () => {
    const path = `/api/registry/families/${family.familyId}`
    expect((await (await world.as('upt.glagah')).get(path)).json<FamilyProfile>().values).toContainEqual(
      expect.objectContaining({ attribute: 'monthlyIncomeRupiah', value: 850_000 }))
    const hidden = await (await world.as('operator.kemiren')).get(path)
    expect(hidden.statusCode).toBe(200)
    expect(hidden.body).not.toMatch(/monthlyIncomeRupiah|850000/)
  })

  test('that was looked at is written down, for the family and each of its people', async () => {
    await (await world.as('upt.glagah')).get(`/api/registry/families/${family.familyId}`)
    const trail = await (await world.as('dpo')).get(`/api/people/audit-entries?subjectKind=person&subjectId=${family.personIds[1]}`)
    expect(trail.json<{ items: unknown[] }>().items[0]).toMatchObject({ action: 'getFamily', role: 'district_officer', purpose: 'profile' })
  })

  test.each(['operator.tembokrejo', 'upt.muncar'])('of another area is not there for %s', async (username) => {
    const client = await world.as(username)
    const [outside, absent] = [await client.get(`/api/registry/families/${family.familyId}`), await client.get('/api/registry/families/019d0000-0000-7000-8000-000000000000')]
    expect(outside.statusCode).toBe(404)
    expect(outside.json<{ kind: string }>().kind).toBe(absent.json<{ kind: string }>().kind)
  })

  test.each(['warga', 'bupati', 'bappeda', 'admin', 'dpo', 'asn'])('is not for %s', async (username) => {
    expect((await (await world.as(username)).get(`/api/registry/families/${family.familyId}`)).statusCode).toBe(403)
  })

  test('is not for somebody who is not signed in', async () => {
    expect((await world.nobody().get(`/api/registry/families/${family.familyId}`)).statusCode).toBe(401)
  })
})

describe('a full number', () => {
  const reason = 'Mencocokkan dengan KTP yang dibawa warga'

  test('is shown for a reason, and the reason stays in the trail', async () => {
    const client = await world.as('operator.kemiren')
    const answer = await client.send('POST', `/api/registry/persons/${family.personIds[0]}/identity-reveal`, { reason })
    expect(answer.json()).toEqual({ nik: '3510150107600012', card: '3510151203140007' })
    const trail = await (await world.as('dpo')).get('/api/people/audit-entries?action=revealIdentity')
    expect(trail.json<{ items: unknown[] }>().items[0]).toMatchObject({ subjectId: family.personIds[0], purpose: reason, detail: { fields: ['nik', 'card'] } })
  })

  test('is the same when the command comes twice, and is stored nowhere in the open', async () => {
    const client = await world.as('operator.kemiren')
    const commandId = '019d0000-0000-7000-8000-00000000aaaa'
    const path = `/api/registry/persons/${family.personIds[0]}/identity-reveal`
    const [first, again] = [await client.send('POST', path, { reason }, { commandId }), await client.send('POST', path, { reason }, { commandId })]
    expect(again.json()).toEqual(first.json())
    const stored = await asOwner(world.ownerUrl, (owner) => owner.query<{ result: object }>('select result from platform.command where command_id = $1', [commandId]))
    expect(stored.rows).toHaveLength(1)
    expect(JSON.stringify(stored.rows)).not.toMatch(/3510150107600012|3510151203140007/)
  })

  test('is null where there is none', async () => {
    const client = await world.as('operator.kemiren')
    const answer = await client.send('POST', `/api/registry/persons/${family.personIds[1]}/identity-reveal`, { reason })
    expect(answer.json()).toEqual({ nik: null, card: '3510151203140007' })
  })

  test('is refused without a reason', async () => {
    const client = await world.as('operator.kemiren')
    expect((await client.send('POST', `/api/registry/persons/${family.personIds[0]}/identity-reveal`, { reason: 'cek' })).statusCode).toBe(422)
  })

  test('of another area is not there', async () => {
    const client = await world.as('operator.tembokrejo')
    expect((await client.send('POST', `/api/registry/persons/${family.personIds[0]}/identity-reveal`, { reason })).statusCode).toBe(404)
  })

  test.each(['kades.kemiren', 'upt.glagah', 'warga', 'bupati', 'admin', 'dpo'])('is not for %s', async (username) => {
    const client = await world.as(username)
    expect((await client.send('POST', `/api/registry/persons/${family.personIds[0]}/identity-reveal`, { reason })).statusCode).toBe(403)
  })
})
