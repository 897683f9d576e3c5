import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Household } from '#modules/registry/family/family.contract.ts'
import { asOwner } from '#install.ts'
import { kemiren, makeCase } from '../../../../test/make/cases.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { listBytes, storeBytes } from '../../../../test/make/list.ts'
import { makeStatement } from '../../../../test/make/statement.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

const words = 'Tampak orang yang sama'

let world: World
let operator: Client
beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
})
afterAll(() => world.close())

/** Two families that are one as two lists wrote it, the second with a misspelt head. */
async function twice(nik: string, name: string, misspelt: string): Promise<readonly [MadeFamily, MadeFamily]> {
  const member = { sex: 'female' as const, birthOn: '1958-04-05' }
  const one = await makeFamily(world, { areaId: kemiren, rt: 1, rw: 2, decile: 2, members: [{ name, ...member, nik }] })
  const other = await makeFamily(world, { areaId: kemiren, rt: 1, rw: 2, decile: 3, members: [{ name: misspelt, ...member }] })
  return [one, other]
}

/** Says of two that they are one; gives the review. */
async function join(about: 'person' | 'family', one: MadeFamily, other: MadeFamily): Promise<string> {
  const opened = await operator.send('POST', '/api/registry/reviews', { about, personId: one.personIds[0], otherPersonId: other.personIds[0], words })
  expect(opened.statusCode, opened.body).toBe(201)
  const { reviewId } = opened.json<{ reviewId: string }>()
  const decided = await operator.send('POST', `/api/registry/reviews/${reviewId}/decisions`, { verdict: 'same', words: null })
  expect(decided.json(), decided.body).toMatchObject({ state: 'decided' })
  return reviewId
}

async function takeBack(reviewId: string): Promise<void> {
  const undone = await operator.send('POST', `/api/registry/reviews/${reviewId}/undoings`)
  expect(undone.statusCode, undone.body).toBe(201)
}

describe('what hangs on somebody', () => {
  test('a case follows when they become one with another, and is where it was when they are parted', async () => {
    const [kept, absorbed] = await twice('3510154504580011', 'KASMINAH', 'KASMINA')
    const { caseId } = await makeCase(world, { category: 'PGN', personId: absorbed.personIds[0]!, familyId: absorbed.familyId })
    const read = async () => (await (await world.as('dinsos')).get(`/api/response/cases/${caseId}/family`)).json<Household>()
    const before = await read()
    expect(before).toMatchObject({ familyId: absorbed.familyId, members: [{ name: 'KASMINA', nikMasked: null }] })
    const reviewId = await join('person', kept, absorbed)
    const joined = await read()
    expect(joined.members.map((member) => member.nikMasked)).toEqual([expect.stringMatching(/^3510/)])
    await takeBack(reviewId)
    expect(await read()).toEqual(before)
  })

  test('a visit follows when two families become one, and goes back when they are parted', async () => {
    const [kept, absorbed] = await twice('3510154504580012', 'TUMIRAH ATAS', 'TUMIRA ATAS')
    const satgas = await world.as('satgas.kemiren')
    const answersOf = async (familyId: string) => {
      const { known } = (await satgas.get(`/api/registry/families/${familyId}/visit`)).json<{ known: { field: string; value: unknown; heads: string[] }[] }>()
      return known.filter(({ heads }) => heads.length > 0).map(({ field, value }) => ({ field, value }))
    }
    const { formVersionId } = (await satgas.get(`/api/registry/families/${absorbed.familyId}/visit`)).json<{ formVersionId: string }>()
    const sent = await satgas.send('POST', `/api/registry/families/${absorbed.familyId}/surveys`, {
      surveyId: randomUUID(), formVersionId, visitedAt: world.clock.now().toISOString(), place: null, gaps: 0, photos: [],
      answers: [{ answerId: randomUUID(), field: 'floor', value: 'cement', bases: [] }],
    })
    expect(sent.statusCode, sent.body).toBe(201)
    expect([await answersOf(kept.familyId), await answersOf(absorbed.familyId)]).toEqual([[], [{ field: 'floor', value: 'cement' }]])
    const reviews = [await join('person', kept, absorbed), await join('family', kept, absorbed)]
    expect(await answersOf(kept.familyId)).toEqual([{ field: 'floor', value: 'cement' }])
    for (const reviewId of reviews.toReversed()) await takeBack(reviewId)
    expect([await answersOf(kept.familyId), await answersOf(absorbed.familyId)]).toEqual([[], [{ field: 'floor', value: 'cement' }]])
  })
})

test('a row that a machine linked ends nothing: who received a programme still does, nobody leaves a family, and no task to end it arises', async () => {
  const nik = '3510154504580099'
  const { familyId, personIds: [personId] } = await makeFamily(world, {
    areaId: kemiren, rt: 1, rw: 2, decile: 2, members: [{ name: 'WARSINAH', sex: 'female', birthOn: '1958-04-05', nik }],
  })
  await makeStatement(world, { source: 'pkh', areaId: kemiren, subjectId: familyId, subjectKind: 'family', asOfOn: '2026-01-31', values: { programmes: ['pkh'] } })
  const programmes = async () => {
    const { values } = (await operator.get(`/api/registry/families/${familyId}`)).json<{ values: { attribute: string; value: unknown; isCurrent: boolean }[] }>()
    return values.filter(({ attribute, isCurrent }) => attribute === 'programmes' && isCurrent).map(({ value }) => value)
  }
  const ends = () => asOwner(world.ownerUrl, async (owner) => (await owner.query<{ ends: string }>(`select concat_ws(' ',
    (select count(*) from registry.event_task), (select count(*) from registry.family_member where valid_to is not null),
    (select count(*) from registry.person where ended_on is not null), (select count(*) from registry.family where ended_on is not null)) as ends`)).rows[0]!.ends)
  const before = await ends()
  expect(await programmes()).toEqual([['pkh']])
  const bytes = listBytes([[nik, null, 'WARSINA', 'P', '05-04-1958', 'KEPALA KELUARGA', 'RT 01 RW 02', 'Kemiren', '9', 'TIDAK']], [
    'NIK', 'No KK', 'Nama Lengkap', 'L/P', 'Tanggal Lahir', 'Hubungan', 'Alamat', 'Desa', 'Desil', 'Status PKH',
  ])
  await storeBytes(operator, bytes, { source: 'siks_ng', fileName: 'siks.csv' })
  const linked = await asOwner(world.ownerUrl, async (owner) => (await owner.query<{ decided_by: string }>(
    'select decided_by from registry.link where person_id = $1 and ended_at is null', [personId])).rows)
  expect(linked).toContainEqual({ decided_by: 'number' })
  expect(await programmes()).toEqual([['pkh']])
  expect(await ends()).toBe(before)
})
