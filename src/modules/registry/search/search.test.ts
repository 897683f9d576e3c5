import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { readDemoAccounts } from '#modules/people/index.ts'
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

describe('a number with a slip in it finds whoever it was meant for, and says so', () => {
  const found = async (username: string, q: string) =>
    (await search(username, { q })).items.map(({ personId, foundBy, differing }) => ({ at: slamet.personIds.indexOf(personId), foundBy, differing }))

  test.each([
    ['one other digit at the end', '3510150107600019', [16]], ['one other digit in the birthday', '3510150207600012', [8]],
    ['two neighbours swapped', '3510150107600021', [15, 16]], ['one other digit among other words', 'NIK 3510 1501 0760 0072 (Sukarno)', [15]],
  ])('%s', async (_, q, differing) => {
    expect(await found('operator.kemiren', q)).toEqual([{ at: 0, foundBy: 'near_nik', differing }])
  })

  test('the number of a family card: everybody of the family', async () => {
    const hits = await found('operator.kemiren', '3510151203140070')
    expect(hits.toSorted((left, right) => left.at - right.at)).toEqual([0, 1, 2].map((at) => ({ at, foundBy: 'near_card', differing: [15, 16] })))
  })

  test('nobody who is two slips away, and nobody by a slip while somebody has the very number', async () => {
    expect(await found('operator.kemiren', '3510150107600098')).toEqual([])
    await makeFamily(world, { areaId: kemiren, members: [{ name: 'BEJO', sex: 'male', nik: '3510150107600018' }] })
    expect(await found('operator.kemiren', '3510150107600018')).toEqual([{ at: -1, foundBy: 'nik', differing: [] }])
    expect((await found('operator.kemiren', '3510150107600017')).map((hit) => hit.at).toSorted()).toEqual([-1, 0])
  })

  test('and nothing of it is told that a list does not show', async () => {
    const client = await world.as('operator.kemiren')
    const { body } = await client.send('POST', address, { q: '3510155203640081' })
    expect(JSON.parse(body)).toMatchObject({ items: [{ name: 'SITI AMINAH', nikMasked: '3510••••••••0001', differing: [15] }], next: null })
    expect(body).not.toContain('3510155203640001')
    expect(body).not.toContain('55203640')
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

  test('Bu with a child\'s name finds a mother who is the head herself, and one who lives under her own parents', async () => {
    const alone = await makeFamily(world, {
      areaId: kemiren, hamlet: 'Sukosari',
      members: [{ name: 'RUMIYATI', relation: 'head', sex: 'female' }, { name: 'SARI PUSPITASARI', relation: 'child', sex: 'female' }],
    })
    const under = await makeFamily(world, {
      areaId: kemiren, hamlet: 'Sukosari',
      members: [
        { name: 'SARMAN', relation: 'head', sex: 'male' }, { name: 'JUMINTEN', relation: 'wife', sex: 'female' }, { name: 'WINARSIH', relation: 'child', sex: 'female' },
        { name: 'SUGENG', relation: 'child_in_law', sex: 'male' }, { name: 'SARI WULANDARI', relation: 'grandchild', sex: 'female' },
      ],
    })
    for (const q of ['Bu Sari', 'ibunya Sari', 'mbok sarie', 'Ibu dari Sari']) {
      const hits = (await search('operator.kemiren', { q, limit: 50 })).items.filter((hit) => hit.foundBy === 'relative').map((hit) => hit.personId)
      expect(hits.toSorted(), q).toEqual([alone.personIds[0]!, under.personIds[2]!].toSorted())
    }
    expect((await search('operator.kemiren', { q: 'bapake Sari', limit: 50 })).items.filter((hit) => hit.foundBy === 'relative').map((hit) => hit.personId)).toEqual([under.personIds[3]])
    expect((await search('operator.kemiren', { q: 'Bu Winarsih', limit: 50 })).items.map((hit) => hit.personId)).not.toContain(under.personIds[3])
  })

  describe('somebody\'s child, wife or husband is found through them, and nobody else is', () => {
    let old: MadeFamily
    beforeAll(async () => {
      old = await makeFamily(world, {
        areaId: kemiren, hamlet: 'Sukosari', rt: 7, rw: 2,
        members: [
          { name: 'PONIRAN', relation: 'head', sex: 'male' }, { name: 'SUNARTI', relation: 'wife', sex: 'female' },
          { name: 'GUNTORO', relation: 'child', sex: 'male' }, { name: 'LASMI', relation: 'child_in_law', sex: 'female' },
          { name: 'RATNA DEWI', relation: 'grandchild', sex: 'female' }, { name: 'SARIJEM', relation: 'parent', sex: 'female' },
        ],
      })
    })

    test.each([
      ['anak Pak Poniran', 'parent', ['PONIRAN'], ['GUNTORO']], ['anaknya Sunarti', 'parent', ['SUNARTI'], ['GUNTORO']],
      ['anak Bu Lasmi', 'parent', ['LASMI'], ['RATNA DEWI']], ['anake Guntoro', 'parent', ['GUNTORO'], ['RATNA DEWI']],
      ['anak mbok Sarijem', 'parent', ['SARIJEM'], ['PONIRAN']], ['anak Pak Poniran RT 7', 'parent', ['PONIRAN'], ['GUNTORO']],
      ['istri Pak Poniran', 'husband', ['PONIRAN'], ['SUNARTI']], ['istri Guntoro', 'husband', ['GUNTORO'], ['LASMI']],
      ['suami Bu Sunarti', 'wife', ['SUNARTI'], ['PONIRAN']], ['suaminya Lasmi', 'wife', ['LASMI'], ['GUNTORO']],
    ])('%s', async (q, relation, [name], names) => {
      const { items } = await search('operator.kemiren', { q, limit: 50 })
      const close = items.filter((item) => item.through?.name === name)
      expect(close.map((item) => item.name)).toEqual(names)
      expect(close.every((item) => item.foundBy === 'relative' && item.through?.relation === relation && item.familyId === old.familyId)).toBe(true)
      expect(items.every((item) => item.foundBy === 'relative')).toBe(true)
    })

    test.each(['anak Pak Sunarti', 'anak Pak Poniran RT 9', 'istri Bu Poniran', 'suami Pak Guntoro', 'anak Bu Sarijem desa Tembokrejo'])('%s finds none of them', async (q) => {
      const { items } = await search('operator.kemiren', { q, limit: 50 })
      expect(items.filter((item) => item.familyId === old.familyId)).toEqual([])
    })

    test('not from another village', async () => {
      expect((await search('operator.tembokrejo', { q: 'anak Pak Poniran' })).items.filter((item) => item.place.areaId !== tembokrejo)).toEqual([])
    })
  })

  test.each(['Mbah Kasminah', 'mbah uti kasminah', 'Nenek Kasminah'])('%s finds the old one, not the grandchild', async (q) => {
    const hits = await found(q)
    expect(hits).toContainEqual({ at: 3, foundBy: 'name', through: null })
    expect(hits.map((hit) => hit.at)).not.toContain(4)
  })

  test.each([
    'Jl. Raya Kemiren 12', 'jalan raya kemiren no 12', 'jln raya kemiren', 'dusun sukosari rt 5 rw 2', 'RT 005/RW 002, Kemiren', 'rt 5 desa kemiren',
    'Jl Raya Kemiren, kec. Glagah', 'Sukosari', 'sukosari rt 5', 'Sukosari RT 005/RW 002',
  ])('the address %s finds the head of the family', async (q) => {
    expect(await found(q)).toContainEqual({ at: 0, foundBy: 'address', through: null })
  })

  test('a hamlet without its word is asked only when nobody is called so, and only as a place', async () => {
    expect((await search('operator.kemiren', { q: 'sukosari rt 99' })).items).toEqual([])
    expect((await search('operator.kemiren', { q: 'Pak Sukosari' })).items.filter((item) => item.foundBy === 'address')).toEqual([])
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

  test('each role finds by each way in its own area, or by none', async () => {
    const ways = [
      'SUKARNO WIDODO', 'Soekarno Widodo', 'SUKRANO WIDODO', 'udin', 'Pak Zainuddin', '3510150107600012', '3510155203640002', '3510151203140007', '3510151203140070', 'Dsn. Krajan RT 3 RW 1',
      'sukarno dusun krajan rt 3',
    ]
    const byWays = new Map<string, string[]>()
    for (const { username } of readDemoAccounts()) {
      const client = await world.as(username)
      const outcomes = await Promise.all(ways.map(async (q) => {
        const answer = await client.send('POST', address, { q })
        if (answer.statusCode === 403) return 'forbidden'
        return answer.json<{ items: FoundPerson[] }>().items.some((hit) => slamet.personIds.includes(hit.personId)) ? 'found' : 'nothing'
      }))
      const one = new Set(outcomes).size === 1 ? outcomes[0]! : ways.map((way, at) => `${way}: ${outcomes[at]}`).join(', ')
      byWays.set(one, [...byWays.get(one) ?? [], username])
    }
    expect([...byWays.keys()].toSorted()).toEqual(['forbidden', 'found', 'nothing'])
    expect(byWays.get('found')!.toSorted()).toEqual([
      'fasilitator.kemiren', 'kades.kemiren', 'kesra', 'loket.kemiren', 'manajer.slrt', 'operator.kemiren', 'puskesos.kemiren', 'rangkap', 'satgas.kemiren',
      'supervisor.glagah', 'upt.glagah',
    ])
    expect(byWays.get('nothing')!.toSorted()).toEqual(['operator.tembokrejo', 'upt.muncar'])
  })

  test.each(['operator.tembokrejo', 'upt.muncar'])('%s finds nobody of another area: by name, NIK, card or address', async (username) => {
    for (const q of ['SITI AMINAH', '3510155203640001', '3510155203640002', '3510151203140007', '3510151203140070', 'MISNATI']) {
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

test('whoever stood on a page of results sees which office searched, and whoever did not stand there sees nothing', async () => {
  await asOwner(world.ownerUrl, async (client) => {
    await client.query("update people.account set person_id = $1 where username = 'warga'", [slamet.personIds[1]])
  })
  const looks = async (): Promise<number> => {
    const { items } = (await (await world.as('warga')).get('/api/people/audit-entries/mine?limit=100')).json<{ items: { action: string; fields: string[] }[] }>()
    return items.filter((look) => look.action === 'searchPersons' && look.fields.includes('name')).length
  }
  const before = await looks()
  expect((await search('operator.kemiren', { q: 'SITI AMINAH' })).items.map((item) => item.personId)).toContain(slamet.personIds[1])
  expect(await looks()).toBe(before + 1)
  expect((await search('operator.kemiren', { q: '3510155203640021' })).items.map((item) => item.personId)).toEqual([slamet.personIds[1]])
  expect(await looks()).toBe(before + 2)
  expect((await search('operator.kemiren', { q: 'MISNATI' })).items.map((item) => item.personId)).not.toContain(slamet.personIds[1])
  expect(await looks()).toBe(before + 2)
})
