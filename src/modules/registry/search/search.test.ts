import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { systemActor } from '#platform/db/actor.ts'
import { makeFamily, type MadeFamily } from '../../../../test/make/family.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { countSounds } from './index-person.store.ts'
import type { FoundPerson } from './search.contract.ts'

const [kemiren, tembokrejo] = [152_004, 52_003]
const address = '/api/registry/person-searches'
let world: World
let slamet: MadeFamily
let stranger: MadeFamily

beforeAll(async () => {
  world = await startWorld()
  slamet = await makeFamily(world, {
    areaId: kemiren, hamlet: 'Krajan', rt: 3, rw: 1, card: '3510151203140007', decile: 2,
    members: [
      { name: 'SUKARNO WIDODO', relation: 'head', sex: 'male', birthOn: '1960-07-01', nik: '3510150107600012' },
      { name: 'SITI AMINAH', relation: 'wife', sex: 'female', birthOn: '1964-03-12', nik: '3510155203640001' },
      { name: 'MOH. ZAINUDDIN', relation: 'child', sex: 'male', alias: 'Udin', birthOn: '1990-05-05' },
    ],
  })
  stranger = await makeFamily(world, {
    areaId: tembokrejo, hamlet: 'Krajan', rt: 3, rw: 1, card: '3510051203140008',
    members: [{ name: 'SUKARNO WIDODO', relation: 'head', sex: 'male', nik: '3510050107600013' }, { name: 'SUGIYANTO', sex: 'male' }],
  })
  await makeFamily(world, { areaId: kemiren, hamlet: 'Kedaleman', members: Array.from({ length: 30 }, (_, index) => ({ name: 'MISNATI', birthOn: `19${50 + index}-02-03` })) })
})
afterAll(() => world.close())

async function search(username: string, query: Record<string, string | number>): Promise<{ items: FoundPerson[]; next: string | null }> {
  const client = await world.as(username)
  const answer = await client.send('POST', address, query)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

describe('a village operator finds a person of the village', () => {
  test.each([
    ['SUKARNO WIDODO', 0], ['Soekarno', 0], ['Sukarna Widodo', 0], ['widodo sukarno', 0], ['SUKARNO W', 0], ['SUKRANO WIDODO', 0], ['SUKARNOWIDODO', 0], ['sukar', 0],
    ['Siti Amina', 1], ['St. Aminah', 1], ['sitti aminnah', 1], ['AMNIAH', 1],
    ['Muhammad Jaenudin', 2], ['Moch Zainudin', 2], ['udin', 2], ['zainud', 2],
    ['3510150107600012', 0], ['3510 1501 0760 0012', 0],
  ])('by %s', async (q, member) => {
    const found = await search('operator.kemiren', { q })
    expect(found.items.map((item) => item.personId)).toContain(slamet.personIds[member])
  })

  test('by the family card: everybody of the family', async () => {
    const found = await search('operator.kemiren', { q: '3510151203140007' })
    expect(found.items.map((item) => item.personId).toSorted()).toEqual(slamet.personIds.toSorted())
    expect(found.items.every((item) => item.foundBy === 'card')).toBe(true)
  })

  test('by the address: the head of each family there', async () => {
    const found = await search('operator.kemiren', { q: 'Dsn. Krajan RT 3 RW 1' })
    expect(found.items.map((item) => item.personId)).toEqual([slamet.personIds[0]])
  })

  test('by a name with an address behind it', async () => {
    const found = await search('operator.kemiren', { q: 'sukarno dusun krajan rt 3' })
    expect(found.items[0]?.personId).toBe(slamet.personIds[0])
    expect((await search('operator.kemiren', { q: 'sukarno dusun krajan rt 9' })).items).toEqual([])
  })

  test('and sees place, decile with its date, and a masked number', async () => {
    const [found] = (await search('operator.kemiren', { q: 'SITI AMINAH' })).items
    expect(found).toMatchObject({
      name: 'SITI AMINAH', relation: 'wife', headName: 'SUKARNO WIDODO', familyId: slamet.familyId, nikMasked: '3510••••••••0001', decile: 2, decileOn: '2026-06-30',
      place: { areaName: 'Kemiren', districtName: 'Glagah', hamlet: 'Krajan', rt: 3, rw: 1 }, foundBy: 'name',
    })
  })
})

test('sounds that have become common are weighed anew, by whoever loads lists', async () => {
  const weigh = (grants: readonly string[]) => world.deps.db.asActor(systemActor(world.deps.regency.regencyId, { areaIds: [], officeIds: [], grants }), countSounds)
  const persons = async () => {
    const { rows } = await asOwner(world.ownerUrl, (owner) => owner.query<{ person_count: number }>("select person_count from registry.name_sound where sound = 'MISNATI'"))
    return rows[0]!.person_count
  }
  await weigh([])
  expect(await persons()).toBe(1)
  await weigh(['registry.list.import'])
  expect(await persons()).toBe(30)
})

test('the very name stands before names like it', async () => {
  const found = await search('kesra', { q: 'SUGIYANTO' })
  expect(found.items[0]?.personId).toBe(stranger.personIds[1])
})

test('one common name does not hide the others that are like what was asked', async () => {
  await makeFamily(world, { areaId: tembokrejo, members: [...Array.from({ length: 25 }, () => ({ name: 'ASMAN' })), { name: 'ASNAN' }] })
  const found = await search('operator.tembokrejo', { q: 'HASMAN', limit: 20 })
  expect(found.items.map((item) => item.name)).toContain('ASNAN')
  expect(found.items[0]?.name).toBe('ASMAN')
})

test('what one is called is the end of a name', async () => {
  expect((await search('kesra', { q: 'yanto' })).items.map((item) => item.name)).toContain('SUGIYANTO')
})

describe('called as a neighbour calls', () => {
  let wagiman: MadeFamily
  beforeAll(async () => {
    wagiman = await makeFamily(world, {
      areaId: kemiren, hamlet: 'Sukosari', rt: 5, rw: 2, addressText: 'Jl. Raya Kemiren No. 12',
      members: [
        { name: 'WAGIMAN', relation: 'head', sex: 'male', birthOn: '1975-02-03' },
        { name: 'TUKINAH', relation: 'wife', sex: 'female', birthOn: '1978-02-03' },
        { name: 'BAGUS PRAKOSO', relation: 'child', sex: 'male', birthOn: '2001-02-03' },
        { name: 'KASMINAH', relation: 'parent', sex: 'female', birthOn: '1947-02-03' },
        { name: 'KASMINAH', relation: 'grandchild', sex: 'female', birthOn: '2019-02-03' },
      ],
    })
  })
  const found = async (q: string) => (await search('operator.kemiren', { q })).items.map(({ personId, foundBy, through }) => ({ at: wagiman.personIds.indexOf(personId), foundBy, through }))

  test('Pak and Bu with a child\'s name find the parents, and say through whom', async () => {
    const through = { name: 'BAGUS PRAKOSO', relation: 'child' }
    expect(await found('Pak Bagus')).toEqual(expect.arrayContaining([{ at: 2, foundBy: 'name', through: null }, { at: 0, foundBy: 'relative', through }]))
    expect(await found('bu bagus')).toEqual([{ at: 1, foundBy: 'relative', through }])
    expect(await found('Bu Bagus RT 9')).toEqual([])
    expect(await found('Bu Bagus dusun sukosari')).toEqual([{ at: 1, foundBy: 'relative', through }])
  })

  test('Bu with the husband\'s name finds the wife; Pak with the own name the man', async () => {
    expect(await found('Bu Wagiman')).toEqual([{ at: 1, foundBy: 'relative', through: { name: 'WAGIMAN', relation: 'husband' } }])
    expect(await found('P. Wagiman')).toContainEqual({ at: 0, foundBy: 'name', through: null })
  })

  test.each(['Mbah Kasminah', 'mbah uti kasminah', 'Nenek Kasminah'])('%s finds the old one, not the grandchild', async (q) => {
    const hits = await found(q)
    expect(hits).toContainEqual({ at: 3, foundBy: 'name', through: null })
    expect(hits.map((hit) => hit.at)).not.toContain(4)
  })

  test.each([
    'Jl. Raya Kemiren 12', 'jalan raya kemiren no 12', 'jln raya kemiren', 'dusun sukosari rt 5 rw 2', 'RT 005/RW 002, Kemiren', 'rt 5 desa kemiren',
    'Jl Raya Kemiren, kec. Glagah',
  ])('the address %s finds the head of the family', async (q) => {
    expect(await found(q)).toContainEqual({ at: 0, foundBy: 'address', through: null })
  })

  test.each([['wagiman desa kemiren', 1], ['Wagiman, Kemiren', 1], ['Wagiman, Glagah', 1], ['wagiman kec. muncar', 0], ['Wagiman, Tembokrejo', 0]])(
    'an area behind the name narrows: %s', async (q, count) => {
      const hits = await search('kesra', { q })
      expect(hits.items.filter((item) => item.personId === wagiman.personIds[0])).toHaveLength(count)
    })

  test('an address reaches no farther than the scope', async () => {
    for (const q of ['jln raya kemiren', 'desa kemiren', 'Bu Bagus', 'Mbah Kasminah']) {
      expect((await search('operator.tembokrejo', { q })).items.filter((item) => item.place.areaId !== tembokrejo), q).toEqual([])
    }
  })

  test('a number among other words is searched as a number', async () => {
    const hits = await search('operator.kemiren', { q: 'NIK: 3510150107600012 (Sukarno)' })
    expect(hits.items).toMatchObject([{ personId: slamet.personIds[0], foundBy: 'nik' }])
  })
})

test('no search travels in an address: there is nothing to read at the old one', async () => {
  const client = await world.as('operator.kemiren')
  expect((await client.get('/api/registry/persons?q=3510150107600012')).statusCode).toBe(404)
  expect((await client.get('/api/registry/person-searches?q=3510150107600012')).statusCode).toBe(404)
})

describe('who sees whom', () => {
  test.each([
    ['operator.kemiren', 1], ['kades.kemiren', 1], ['satgas.kemiren', 1], ['upt.glagah', 1], ['operator.tembokrejo', 1], ['upt.muncar', 1], ['kesra', 2],
  ])('%s finds %i of the two who are called SUKARNO WIDODO', async (username, count) => {
    const found = await search(username, { q: 'SUKARNO WIDODO' })
    expect(found.items.filter((item) => item.name === 'SUKARNO WIDODO')).toHaveLength(count)
  })

  test.each(['operator.tembokrejo', 'upt.muncar'])('%s finds nobody of another area: by name, NIK, card or address', async (username) => {
    for (const q of ['SITI AMINAH', '3510155203640001', '3510151203140007', 'MISNATI']) {
      expect((await search(username, { q })).items.filter((item) => item.place.areaId !== tembokrejo), q).toEqual([])
    }
    expect((await search(username, { q: 'SITI AMINAH', area: kemiren })).items).toEqual([])
  })

  test('a filter narrows the search to one village or district', async () => {
    expect((await search('kesra', { q: 'SUKARNO WIDODO', area: kemiren })).items.map((item) => item.personId)).toEqual([slamet.personIds[0]])
    expect((await search('kesra', { q: 'SUKARNO WIDODO', area: 5 })).items.map((item) => item.personId)).toEqual([stranger.personIds[0]])
  })

  test.each(['warga', 'dinsos', 'bupati', 'bappeda', 'admin', 'dpo', 'asn'])('%s may not search', async (username) => {
    const client = await world.as(username)
    const answer = await client.send('POST', address, { q: 'SUKARNO' })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).not.toContain('WIDODO')
  })

  test('nobody who is not signed in', async () => {
    expect((await world.nobody().send('POST', address, { q: 'SUKARNO' })).statusCode).toBe(401)
  })
})

test('pages of many equal names show everybody once', async () => {
  const seen: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const page: { items: FoundPerson[]; next: string | null } = await search('operator.kemiren', { q: 'MISNATI', limit: 7, ...(after !== '' && { after }) })
    seen.push(...page.items.filter((item) => item.name === 'MISNATI').map((item) => item.personId))
    after = page.next
  }
  expect(seen).toHaveLength(30)
  expect(new Set(seen).size).toBe(30)
})

describe('what cannot be searched is refused', () => {
  test.each([
    ['ab', 422, 'input_invalid'], ['351015', 422, 'number_incomplete'], ['35101501076000121', 422, 'number_incomplete'], ['...', 422, 'search_too_short'],
    ['!!!!', 422, 'search_too_short'], ['a'.repeat(121), 422, 'input_invalid'],
  ])('%s', async (q, status, kind) => {
    const client = await world.as('operator.kemiren')
    const answer = await client.send('POST', address, { q })
    expect({ status: answer.statusCode, kind: answer.json<{ kind: string }>().kind }).toEqual({ status, kind })
  })

  test('a page mark that somebody made up', async () => {
    const client = await world.as('operator.kemiren')
    expect((await client.send('POST', address, { q: 'slamet', after: "1'or1" })).json()).toMatchObject({ kind: 'page_unknown', status: 422 })
  })

  test.each(['%%%', '___', "o'; drop table x --", '\\\\\\', 'слава', '𝔖𝔩𝔞𝔪𝔢𝔱', '{a,b}', '"a" "b"', '@152004', '#1 ^S'])('%s does no harm', async (q) => {
    const client = await world.as('operator.kemiren')
    const answer = await client.send('POST', address, { q })
    expect([200, 422]).toContain(answer.statusCode)
  })
})

test('a search leaves a trace without the words that were searched', async () => {
  await search('operator.kemiren', { q: 'SITI AMINAH' })
  const client = await world.as('dpo')
  const trail = await client.get('/api/people/audit-entries?action=searchPersons&readsOnly=true')
  const entries = trail.json<{ items: { action: string; purpose: string; areaId: number }[] }>().items
  expect(entries[0]).toMatchObject({ action: 'searchPersons', purpose: 'search', areaId: kemiren })
  expect(trail.body).not.toContain('AMINAH')
})
