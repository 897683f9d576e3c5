import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkBytes, familyLines, listBytes, listHeadings, storeBytes } from '../../../../test/make/list.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { Absence, ComparedPerson, Comparison } from './comparison.contract.ts'

let world: World
let operator: Client
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const compare = async (importId: string, client = operator): Promise<Comparison> => (await client.get(`/api/registry/imports/${importId}/comparison`)).json<Comparison>()
const people = async (importId: string, query: string): Promise<{ items: ComparedPerson[]; next: string | null }> =>
  (await operator.get(`/api/registry/imports/${importId}/compared-persons?${query}`)).json()
const absences = async (client = operator): Promise<readonly Absence[]> => (await client.get('/api/registry/absences')).json<{ items: Absence[] }>().items
const answer = (personId: string, said: string, client = operator) =>
  client.send('POST', `/api/registry/absences/${personId}/answers`, { sourceKey: 'dtsen', answer: said, words: null })

const [first, second, third] = [familyLines(1, ['SLAMET', 'SITI', 'BUDI']), familyLines(2, ['WAGIMAN', 'PONIYEM']), familyLines(3, ['TUKIRAN', 'MINAH'])]
const october = listBytes([...first, ...second, ...third])
const [slamet, siti, budi] = first
const [wagiman] = second
const november = (note: string) => listBytes([
  slamet!.with(8, '4'), siti!.with(8, '4'), budi!.with(1, '3510150101109999').with(5, 'KEPALA KELUARGA'), wagiman!.with(6, 'Dusun Kedaleman RT 09 RW 01'),
  third[1]!.with(4, '31-02-1990'), ...familyLines(4, ['BARU']),
].map((line) => [...line, note]), [...listHeadings, 'Catatan'])

describe('a list beside the one before', () => {
  test('of a source that has none yet says that there is none', async () => {
    const { importId } = await checkBytes(operator, october, { source: 'dtsen', asOfOn: '2026-10-01' })
    expect(await compare(importId)).toMatchObject({ previous: null, counts: { new: 0, gone: 0 }, deciles: [] })
    expect(await people(importId, 'kind=gone')).toEqual({ items: [], next: null })
    await operator.send('POST', `/api/registry/imports/${importId}/confirmation`)
    await expect.poll(async () => (await operator.get(`/api/registry/imports/${importId}`)).json<{ state: string }>().state).toBe('confirmed')
    expect(await absences()).toEqual([])
  })

  test('says who is new, who is gone, and whose decile, card and address changed, before it is stored', async () => {
    const { importId, counts } = await checkBytes(operator, november('a'), { source: 'dtsen', asOfOn: '2026-11-01' })
    expect(counts).toMatchObject({ bad: 1 })
    const compared = await compare(importId)
    // A refused row whose number can be read is there: its person is not said to be gone.
    expect(compared).toMatchObject({ previous: { asOfOn: '2026-10-01' }, refused: 1, counts: { new: 1, gone: 2, decile: 2, card: 1, address: 1, both: 5 } })
    expect(compared.deciles).toEqual([{ from: 2, to: 2, families: 2 }, { from: 2, to: 4, families: 1 }])
    expect((await people(importId, 'kind=gone')).items.map(({ name, nikMasked, now }) => [name, nikMasked, now])).toEqual([
      ['PONIYEM', '3510••••••••0021', null], ['TUKIRAN', '3510••••••••0030', null],
    ])
    expect((await people(importId, 'kind=new')).items).toMatchObject([{ name: 'BARU', personId: null, before: null, now: 'Dusun Krajan, RT 001 / RW 002, Kemiren' }])
    expect((await people(importId, 'kind=decile')).items).toMatchObject([{ name: 'SLAMET', before: '2', now: '4' }, { name: 'SITI' }])
    expect((await people(importId, 'kind=card')).items).toMatchObject([{ name: 'BUDI', before: '3510••••••••0001', now: '3510••••••••9999' }])
    expect((await people(importId, 'kind=address')).items.map(({ name }) => name)).toEqual(['WAGIMAN'])
    const page = await people(importId, 'kind=gone&limit=1')
    expect(page.items).toHaveLength(1)
    expect((await people(importId, `kind=gone&limit=1&after=${page.next}`)).items.map(({ name }) => name)).toEqual(['TUKIRAN'])
    expect((await owner.query(`select 1 from audit.entry where action = 'listImportComparison' and subject_id = '${importId}'`)).rowCount).toBeGreaterThan(0)
    expect(JSON.stringify(await people(importId, 'kind=card'))).not.toMatch(/3510150101109999/)
    await operator.send('POST', `/api/registry/imports/${importId}/cancellation`)
  })

  test('of another source or another village is not compared with it', async () => {
    const { importId } = await checkBytes(operator, listBytes([slamet!]), { source: 'pkh' })
    expect(await compare(importId)).toMatchObject({ previous: null })
    const other = await world.as('operator.tembokrejo')
    expect((await other.get(`/api/registry/imports/${importId}/comparison`)).statusCode).toBe(404)
    expect((await other.get(`/api/registry/imports/${importId}/compared-persons?kind=new`)).statusCode).toBe(404)
  })
})

describe('whom a stored list no longer names', () => {
  test('becomes a question for the village, ends nobody, and is settled by an answer or by the next list', async () => {
    const stored = await storeBytes(operator, november('b'), { source: 'dtsen', asOfOn: '2026-11-01' })
    const open = await absences()
    expect(open.map(({ name, sourceKey, noticedOn }) => [name, sourceKey, noticedOn]).toSorted()).toEqual([['PONIYEM', 'dtsen', '2026-11-01'], ['TUKIRAN', 'dtsen', '2026-11-01']])
    expect((await owner.query('select 1 from registry.person where ended_on is not null')).rowCount).toBe(0)
    expect(await absences(await world.as('operator.tembokrejo'))).toEqual([])
    const poniyem = open.find(({ name }) => name === 'PONIYEM')!
    expect((await answer(poniyem.personId, 'moved', await world.as('operator.tembokrejo'))).statusCode).toBe(404)
    expect((await answer(poniyem.personId, 'moved')).json()).toEqual({ personId: poniyem.personId })
    expect((await answer(poniyem.personId, 'died')).json()).toMatchObject({ kind: 'absence_not_open' })
    expect((await absences()).map(({ name }) => name)).toEqual(['TUKIRAN'])
    const december = await storeBytes(operator, listBytes([third[0]!, slamet!]), { source: 'dtsen', asOfOn: '2026-11-15' })
    expect((await absences()).map(({ name }) => name)).not.toContain('TUKIRAN')
    await operator.send('POST', `/api/registry/imports/${december.importId}/undoing`)
    expect((await absences()).map(({ name }) => name)).toEqual(['TUKIRAN'])
    expect((await operator.send('POST', `/api/registry/imports/${stored.importId}/undoing`)).statusCode).toBe(200)
    expect(await absences()).toEqual([])
  })
})
