import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { makeListedPerson } from '../../../../test/make/listed-person.ts'
import { until } from '../../../../test/until.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { PersonProfile } from './person.contract.ts'

const [nik, card] = ['3510155203900087', '3510150101010087']
const reason = 'Sudah dicek di rumahnya'
let world: World
let kesra: Client
let operator: Client
/** Stands for another, and has no number of their own. */
let root: string

// Somebody whom the village wrote down as moved in, without numbers, and whom a weaker list knows with both.
beforeAll(async () => {
  world = await startWorld({ works: true })
  kesra = await world.as('kesra')
  operator = await world.as('operator.kemiren')
  const { familyId } = await makeFamily(world, { areaId: kemiren, members: [{ name: 'SUGITO TANPA KARTU' }] })
  const moved = await operator.send('POST', '/api/registry/life-events', {
    kind: 'move_in', familyId, name: 'WAGINAH TANPA NOMOR', sex: 'female', birthOn: '1990-03-12', relation: 'child', otherPlace: 'Jember',
    happenedOn: '2026-11-20', evidence: 'statement', evidenceWords: 'Menurut ketua RT', reportedBy: 'Ketua RT',
  })
  expect(moved.statusCode, moved.body).toBe(201)
  root = moved.json<{ personId: string }>().personId
  const numbered = await makeListedPerson(world, { areaId: kemiren, name: 'WAGINAH BERNOMOR', sex: 'female', birthOn: '1990-03-12', nik, card })
  const asked = await kesra.send('POST', '/api/registry/reviews', { personId: root, otherPersonId: numbered.personId, words: reason })
  expect(asked.statusCode, asked.body).toBe(201)
  const said = await kesra.send('POST', `/api/registry/reviews/${asked.json<{ reviewId: string }>().reviewId}/decisions`, { verdict: 'same', words: reason })
  expect(said.json(), said.body).toMatchObject({ state: 'decided' })
  const { rows } = await asOwner(world.ownerUrl, (owner) => owner.query<{ merged_into: string }>('select merged_into from registry.person where person_id = $1', [numbered.personId]))
  expect(rows, 'who stands for whom').toEqual([{ merged_into: root }])
})
afterAll(() => world.close())

test('a number that is known only from a merged record is shown covered, and opens', async () => {
  const profile = (await operator.get(`/api/registry/persons/${root}`)).json<PersonProfile>()
  expect(profile).toMatchObject({ personId: root, nikMasked: '3510••••••••0087', hasCard: true })
  const opened = await operator.send('POST', `/api/registry/persons/${root}/identity-reveal`, { reason: 'Mencocokkan dengan kartu' })
  expect([opened.statusCode, opened.json()], opened.body).toEqual([200, { nik, card }])
})

test.each([
  ['the number itself', nik, 'nik'],
  ['a number that differs in one digit', '3510155203900078', 'near_nik'],
  ['the card', card, 'card'],
])('%s finds who stands for the one who carries it, covered and to open', async (_what, q, foundBy) => {
  const { items } = (await operator.send('POST', '/api/registry/person-searches', { q })).json<{ items: { personId: string; nikMasked: string | null; foundBy: string }[] }>()
  expect(items.map(({ personId, nikMasked, foundBy: by }) => ({ personId, nikMasked, by }))).toEqual([{ personId: root, nikMasked: '3510••••••••0087', by: foundBy }])
})

test('an export of whole numbers has it too', async () => {
  const asked = await operator.send('POST', '/api/registry/exports', {
    of: { by: 'chosen', subject: 'person', subjectIds: [root] }, purpose: 'Rapat koordinasi penyaluran bantuan', fields: ['nik', 'card'], fullNumbers: true,
  })
  expect(asked.statusCode, asked.body).toBe(201)
  const path = `/api/registry/exports/${asked.json<{ exportId: string }>().exportId}`
  const wanted = (state: string) => until(async () => (await operator.get(path)).json<{ state: string; bulkActId: string }>(), (made) => made.state === state)
  const { bulkActId } = await wanted('waiting')
  expect((await (await world.as('kades.kemiren')).send('POST', `/api/registry/bulk-acts/${bulkActId}/approval`)).statusCode).toBeLessThan(300)
  await wanted('ready')
  const { passphrase } = (await operator.send('POST', `${path}/opening`)).json<{ passphrase: string }>()
  const [entry] = await new ZipReader(new Uint8ArrayReader((await operator.get(`${path}/file`)).rawPayload), { password: passphrase }).getEntries()
  const book = await readXlsx(await (entry as FileEntry).getData(new Uint8ArrayWriter()))
  expect(book.sheets[0]!.rows[1]!.slice(1, 3)).toEqual([nik, card])
})
