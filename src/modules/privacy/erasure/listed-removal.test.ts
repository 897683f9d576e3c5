import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadKeys } from '#platform/keys.ts'
import { familyLines, listBytes, storeBytes } from '../../../../test/make/list.ts'
import { startWorld, type World } from '../../../../test/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-listed-'))
const keyFile = join(folder, 'keys.json')

let world: World
let owner: pg.Client
beforeAll(async () => {
  world = await startWorld({ works: true, environment: { KEY_FILE: keyFile } })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
  rmSync(folder, { recursive: true })
})

async function personOf(name: string): Promise<string> {
  return (await owner.query<{ person_id: string }>('select person_id from registry.person where name = $1 and merged_into is null', [name])).rows[0]!.person_id
}

/** Everything closed that lists left of somebody: the rows as they were uploaded, and what is kept of them as source records. */
async function closedOf(personId: string): Promise<readonly Buffer[]> {
  const { rows } = await owner.query<{ sealed: Buffer }>(`
    select unnest(array[cells_sealed, corrections_sealed, person_sealed]) as sealed from registry.import_row where person_id = $1
    union all select c.sealed from registry.link l join registry.source_record c on c.regency_id = l.regency_id and c.source_record_id = l.source_record_id
      where l.person_id = $1 and l.ended_at is null`, [personId])
  return rows.flatMap(({ sealed }) => sealed ?? [])
}

async function remove(personId: string): Promise<void> {
  const asked = await (await world.as('operator.kemiren')).send('POST', `/api/privacy/persons/${personId}/requests`, {
    kind: 'erasure', words: 'Hapus data saya', recognisedBy: 'KTP',
  })
  const { requestId } = asked.json<{ requestId: string }>()
  const answer = await (await world.as('dpo')).send('POST', `/api/privacy/requests/${requestId}/decision`, { decision: 'granted', reason: 'Sesuai undang-undang' })
  expect(answer.json(), answer.body).toMatchObject({ removed: true })
}

test('what a stored list closed of somebody goes with their key, as it stood in an older backup; the rows of others open', { timeout: 120_000 }, async () => {
  const operator = await world.as('operator.kemiren')
  const { importId } = await storeBytes(operator, listBytes(familyLines(1, ['SLAMET', 'SITI', 'BUDI'])))
  const [gone, stays] = [await personOf('SLAMET'), await personOf('SITI')]
  const before = { gone: await closedOf(gone), stays: await closedOf(stays) }
  expect([before.gone.length, before.stays.length]).toEqual([3, 3])
  for (const closed of [...before.gone, ...before.stays]) expect(loadKeys(keyFile).open(closed)).toMatch(/\d{16}/)
  const { rows: [row] } = await owner.query<{ row: string }>('select to_jsonb(r)::text as row from registry.import_row r where person_id = $1', [gone])
  await remove(gone)
  expect(before.gone.map((closed) => loadKeys(keyFile).openKept(closed))).toEqual([null, null, null])
  for (const closed of before.stays) expect(loadKeys(keyFile).open(closed)).toMatch(/\d{16}/)

  // A backup that brings the row back brings no word of it: the list is shown without it.
  await owner.query('insert into registry.import_row select (jsonb_populate_record(null::registry.import_row, $1)).*', [row!.row])
  const shown = await operator.get(`/api/registry/imports/${importId}/rows`)
  expect(shown.statusCode, shown.body).toBe(200)
})

test('a source row that a split gives to somebody else is closed for them, and for the first again when it is taken back', { timeout: 120_000 }, async () => {
  const operator = await world.as('operator.kemiren')
  const lines = familyLines(2, ['WAGIMAN', 'PONIYEM'])
  await storeBytes(operator, listBytes(lines), { asOfOn: '2026-10-01' })
  await storeBytes(operator, listBytes(lines.map((line) => line.with(8, '4'))), { asOfOn: '2026-11-01' })
  const person = await personOf('WAGIMAN')
  const { rows: records } = await owner.query<{ id: string; sealed: Buffer }>(`select c.source_record_id as id, c.sealed from registry.link l
    join registry.source_record c on c.source_record_id = l.source_record_id where l.person_id = $1 order by 1`, [person])
  expect(records).toHaveLength(2)
  const sealedNow = async (): Promise<Buffer> => (await owner.query<{ sealed: Buffer }>('select sealed from registry.source_record where source_record_id = $1', [records[1]!.id])).rows[0]!.sealed
  const kesra = await world.as('kesra')
  const split = async (): Promise<{ splitId: string; toPersonId: string }> => {
    const answer = await kesra.send('POST', `/api/registry/persons/${person}/splits`, {
      sourceRecordIds: [records[1]!.id], toPersonId: null, takesNik: false, reason: 'Dua orang yang berbeda',
    })
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json()
  }
  const first = await split()
  expect(await sealedNow()).not.toEqual(records[1]!.sealed)
  const undone = await kesra.send('POST', `/api/registry/splits/${first.splitId}/undoing`, { reason: 'Ternyata satu orang' })
  expect(undone.statusCode, undone.body).toBe(201)
  expect(await sealedNow()).toEqual(records[1]!.sealed)

  await split()
  const moved = await sealedNow()
  await remove(person)
  expect(loadKeys(keyFile).openKept(records[0]!.sealed)).toBeNull()
  expect(loadKeys(keyFile).openKept(records[1]!.sealed)).toBeNull()
  expect(loadKeys(keyFile).open(moved)).toMatch(/\d{16}/)
})
