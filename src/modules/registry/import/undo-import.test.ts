import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { familyLines, listBytes, listHeadings, storeBytes } from '../../../../test/make/list.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

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

const tables = ['snapshot', 'source_record', 'person', 'person_identity', 'person_search', 'family', 'family_identity', 'family_member', 'attribute_set', 'sensitive_set', 'link', 'review']

/** Every row of the registry, as it stands. */
async function registry(): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {}
  for (const table of tables) found[table] = (await owner.query<{ row: string }>(`select to_jsonb(t)::text as row from registry.${table} t`)).rows.map(({ row }) => row).toSorted()
  return found
}

const undo = (importId: string, client = operator) => client.send('POST', `/api/registry/imports/${importId}/undoing`)

const headings = [...listHeadings, 'Lantai', 'Penyakit Kronis', 'Penghasilan']
const withHouse = (lines: readonly (readonly (string | null)[])[], ...house: string[]) => lines.map((line) => [...line, ...house])

describe('a stored list that is taken back', () => {
  test('leaves the registry as it was before it, row for row: what it added, moved and replaced', async () => {
    const families = [...familyLines(1, ['SLAMET', 'SITI', 'BUDI']), ...familyLines(2, ['WAGIMAN', 'PONIYEM'])]
    const first = await storeBytes(operator, listBytes(withHouse(families, 'tanah', 'stroke', '500000'), headings), { asOfOn: '2026-10-01' })
    const before = await registry()
    expect(before['person']).toHaveLength(5)
    const [slamet, siti, budi, wagiman] = families
    const later = [
      slamet!.with(2, 'SLAMET RIYADI').with(8, '4'), siti!.with(6, 'Dusun Kedaleman RT 09 RW 01'), budi!.with(1, '3510150101101000').with(5, 'KEPALA KELUARGA'),
      wagiman!.with(4, '13-04-1991'), ...familyLines(3, ['BARU', 'BARUAH']),
    ]
    const second = await storeBytes(operator, listBytes(withHouse(later, 'keramik', 'asma', '900000'), headings), { asOfOn: '2026-11-01' })
    expect(second.result).toMatchObject({ new: 2, changed: 4 })
    expect(second.undoableUntil).not.toBeNull()
    expect(await registry()).not.toEqual(before)
    const answer = await undo(second.importId)
    expect([answer.statusCode, answer.json()]).toEqual([200, { importId: second.importId, state: 'undone' }])
    expect(await registry()).toEqual(before)
    expect((await owner.query(`select 1 from registry.import_row where import_id = '${second.importId}' union all select 1 from registry.import_trace where import_id = '${second.importId}'`)).rows).toEqual([])
    const audited = await owner.query(`select action from audit.entry where subject_id = '${second.importId}' order by entry_id desc limit 1`)
    expect(audited.rows).toEqual([{ action: 'undoImport' }])

    const again = await undo(second.importId)
    expect(again.json()).toMatchObject({ kind: 'list_not_stored' })
    expect((await undo(first.importId)).statusCode).toBe(200)
    expect((await registry())['person']).toEqual([])
  })

  test('can be uploaded again', async () => {
    const bytes = listBytes(familyLines(10, ['ULANG']))
    const { importId } = await storeBytes(operator, bytes)
    await undo(importId)
    expect((await storeBytes(operator, bytes)).result).toMatchObject({ new: 1 })
  })

  test('is refused when a later list speaks of the same people, until that one is taken back too', async () => {
    const lines = familyLines(20, ['KASNO', 'KASNI'])
    const first = await storeBytes(operator, listBytes(lines), { asOfOn: '2026-10-01' })
    const later = await storeBytes(operator, listBytes([lines[0]!]), { asOfOn: '2026-10-02' })
    expect((await undo(first.importId)).json()).toMatchObject({ kind: 'list_built_upon' })
    expect((await undo(later.importId)).statusCode).toBe(200)
    expect((await undo(first.importId)).statusCode).toBe(200)
  })

  test('is refused when somebody of it was changed since, or a case is about them', async () => {
    const changed = await storeBytes(operator, listBytes(familyLines(30, ['GANTI'])))
    await owner.query(`update registry.person set birth_place = 'Jember' where name = 'GANTI'`)
    expect((await undo(changed.importId)).json()).toMatchObject({ kind: 'list_built_upon' })
    const known = await storeBytes(operator, listBytes(familyLines(31, ['BERKASUS'])))
    await owner.query(`insert into registry.person_event (regency_id, person_id, event_no, area_id, kind, happened_on)
      select regency_id, person_id, 1, area_id, 'moved_in', '2026-11-02' from registry.person where name = 'BERKASUS'`)
    const before = await registry()
    expect((await undo(known.importId)).json()).toMatchObject({ kind: 'list_built_upon' })
    expect(await registry()).toEqual(before)
  })

  test('waits while somebody of it asks about their data, or agreed to something', async () => {
    const asked = await storeBytes(operator, listBytes(familyLines(33, ['PEMOHON'])))
    const personId = (await owner.query<{ person_id: string }>(`select person_id from registry.person where name = 'PEMOHON'`)).rows[0]!.person_id
    const request = { kind: 'correction', words: 'Nama saya salah tulis', recognisedBy: 'KTP' }
    expect((await operator.send('POST', `/api/privacy/persons/${personId}/requests`, request)).statusCode).toBe(201)
    const before = await registry()
    expect((await undo(asked.importId)).json()).toMatchObject({ kind: 'list_built_upon' })
    expect(await registry()).toEqual(before)
  })

  test('takes the pairs that nobody looked at with it, and is refused when somebody decided about one', async () => {
    const pair = async (name: string, state: string): Promise<void> => void (await owner.query(`
      insert into registry.review (regency_id, review_id, subject_kind, left_id, right_id, area_id, band, rules, score, needs_two, state, verdict, found_at, changed_at)
      select regency_id, gen_random_uuid(), 'person', '00000000-0000-7000-8000-000000000001', person_id, area_id, 'review', '{name}', 1, false, $2, case $2 when 'decided' then 'different' end, now(), now()
      from registry.person where name = $1`, [name, state]))
    const open = await storeBytes(operator, listBytes(familyLines(35, ['PASANGAN'])))
    await pair('PASANGAN', 'open')
    expect((await undo(open.importId)).statusCode).toBe(200)
    expect((await registry())['review']).toEqual([])
    const decided = await storeBytes(operator, listBytes(familyLines(36, ['DIPUTUS'])))
    await pair('DIPUTUS', 'decided')
    expect((await undo(decided.importId)).json()).toMatchObject({ kind: 'list_built_upon' })
  })

  test('is refused when the time for it is over', async () => {
    const { importId } = await storeBytes(operator, listBytes(familyLines(40, ['LAMA'])))
    await owner.query(`update registry.import set stored_at = stored_at - interval '24 hours 1 second' where import_id = '${importId}'`)
    expect((await undo(importId)).json()).toMatchObject({ kind: 'list_undo_too_late' })
    expect((await operator.get(`/api/registry/imports/${importId}`)).json()).toMatchObject({ undoableUntil: null })
    await storeBytes(operator, listBytes(familyLines(41, ['SESUDAHNYA'])))
    expect((await owner.query(`select 1 from registry.import_trace where import_id = '${importId}'`)).rows).toEqual([])
  })

  test('is nobody else\'s to take back', async () => {
    const { importId } = await storeBytes(operator, listBytes(familyLines(50, ['TETAP'])))
    expect((await undo(importId, await world.as('operator.tembokrejo'))).statusCode).toBe(404)
    expect((await undo(importId, await world.as('dinsos'))).statusCode).toBe(403)
  })
})
