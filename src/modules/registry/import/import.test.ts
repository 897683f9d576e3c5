import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../../../test/until.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import { readSheet } from '#platform/sheets/read-sheet.ts'
import { writeXlsxTable } from '#platform/sheets/write-xlsx.ts'
import type { SheetRow } from '#platform/sheets/cell.ts'
import { checkListJob } from './check-list.jobs.ts'
import type { ImportDetail, ImportRow } from './import.contract.ts'
import { readListJob } from './read-list.jobs.ts'
import { storeListJob } from './store-list.jobs.ts'

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

const headings = ['NIK', 'No KK', 'Nama Lengkap', 'L/P', 'Tanggal Lahir', 'Hubungan', 'Alamat', 'Desa', 'Desil'] as const
type Line = readonly (string | null)[]

function csvOf(lines: readonly Line[], head: readonly string[] = headings): Buffer {
  return Buffer.from([head, ...lines].map((line) => line.map((cell) => cell ?? '').join(';')).join('\r\n'))
}

async function upload(client: Client, bytes: Buffer, options: { source?: string; asOfOn?: string; fileName?: string } = {}) {
  const query = new URLSearchParams({ fileName: options.fileName ?? 'daftar.csv', source: options.source ?? 'village_list', asOfOn: options.asOfOn ?? '2026-11-01' })
  return client.send('POST', `/api/registry/imports?${query}`, bytes, { contentType: 'application/octet-stream' })
}

async function get(client: Client, importId: string): Promise<ImportDetail> {
  const answer = await client.get(`/api/registry/imports/${importId}`)
  expect(answer.statusCode).toBe(200)
  return answer.json<ImportDetail>()
}

function listUntil(client: Client, importId: string, ...states: readonly string[]): Promise<ImportDetail> {
  return until(() => get(client, importId), ({ state }) => states.includes(state))
}

async function check(client: Client, bytes: Buffer, options: Parameters<typeof upload>[2] = {}): Promise<ImportDetail> {
  const { importId } = (await upload(client, bytes, options)).json<{ importId: string }>()
  const mapped = await listUntil(client, importId, 'mapped', 'failed')
  await settleColumns(client, mapped)
  return listUntil(client, importId, 'checked')
}

async function settleColumns(client: Client, mapped: ImportDetail): Promise<void> {
  const body = { fields: mapped.columns.map((column) => column.field), relationCodes: mapped.relationCodes }
  await client.send('PUT', `/api/registry/imports/${mapped.importId}/columns`, body)
}

async function store(client: Client, bytes: Buffer, options: Parameters<typeof upload>[2] = {}): Promise<ImportDetail> {
  const { importId } = await check(client, bytes, options)
  await client.send('POST', `/api/registry/imports/${importId}/confirmation`)
  return listUntil(client, importId, 'confirmed', 'checked')
}

async function rowsOf(client: Client, importId: string, query = ''): Promise<readonly ImportRow[]> {
  return (await client.get(`/api/registry/imports/${importId}/rows?limit=100${query}`)).json<{ items: ImportRow[] }>().items
}

const family = (serial: number, names: readonly string[]): Line[] => names.map((name, at) => {
  const isWoman = at % 2 === 1
  const nik = `351015${isWoman ? 52 : 12}0390${String(serial * 10 + at).padStart(4, '0')}`
  return [nik, `351015010110${String(serial).padStart(4, '0')}`, name, isWoman ? 'P' : 'L', '12-03-1990', ['KEPALA KELUARGA', 'ISTRI', 'ANAK'][at] ?? 'ANAK', 'Dusun Krajan RT 01 RW 02', 'Kemiren', '2']
})

describe.concurrent('a list of the own village', () => {
  test('is read, recognised, checked and stored, and its families are found', async () => {
    const lines = [...family(1, ['SLAMET RIYADI', 'SITI AMINAH', 'BUDI']), ...family(2, ['WAGIMAN', 'PONIYEM'])]
    const { importId } = (await upload(operator, csvOf(lines))).json<{ importId: string }>()
    const mapped = await listUntil(operator, importId, 'mapped')
    expect(mapped).toMatchObject({ rowsTotal: 5, headerFrom: 1, headerTo: 1, areaName: 'Kemiren', sheet: { kind: 'csv', delimiter: ';' } })
    expect(mapped.columns.map((column) => column.field)).toEqual(['nik', 'card', 'name', 'sex', 'birthOn', 'relation', 'address', 'village', 'decile'])
    expect(mapped.columns[2]?.samples).toEqual(['SLAMET RIYADI', 'SITI AMINAH', 'BUDI'])
    await settleColumns(operator, mapped)
    const checked = await listUntil(operator, importId, 'checked')
    expect(checked.counts).toEqual({ good: 5, warned: 0, bad: 0, new: 5, changed: 0, same: 0, families: 2, kinds: {} })
    expect((await operator.send('POST', `/api/registry/imports/${importId}/confirmation`)).json()).toMatchObject({ state: 'saving' })
    const stored = await listUntil(operator, importId, 'confirmed')
    expect(stored.result).toMatchObject({ new: 5, changed: 0, same: 0, familiesNew: 2 })
    expect(stored.result?.firstFamilies[0]).toMatchObject({ headName: 'SLAMET RIYADI', areaName: 'Kemiren', members: 3 })
  })

  test('uploaded twice adds nothing and says which list it already is', async () => {
    const bytes = csvOf(family(3, ['MISNADI']))
    const first = await store(operator, bytes)
    const again = await upload(operator, bytes, { source: 'opensid' })
    expect(again.statusCode).toBe(409)
    expect(again.json()).toMatchObject({ kind: 'list_already_loaded', importId: first.importId, state: 'confirmed' })
  })

  test('given up can be uploaded again; its rows are gone', async () => {
    const bytes = csvOf(family(4, ['SAMSUL']))
    const { importId } = await check(operator, bytes)
    expect((await operator.send('POST', `/api/registry/imports/${importId}/cancellation`)).json()).toMatchObject({ state: 'cancelled' })
    expect(await rowsOf(operator, importId)).toEqual([])
    expect((await operator.send('POST', `/api/registry/imports/${importId}/confirmation`)).json()).toMatchObject({ kind: 'list_settled' })
    expect((await upload(operator, bytes)).statusCode).toBe(201)
  })

  test('with rows of another village has them refused with that reason', async () => {
    const [line] = family(5, ['TUKIRAN'])
    const { importId, counts } = await check(operator, csvOf([line!, line!.with(0, '3510151203900060').with(7, 'Tembokrejo')]))
    expect(counts).toMatchObject({ good: 1, bad: 1, kinds: { village_outside: 1 } })
    expect(await rowsOf(operator, importId, '&state=bad')).toMatchObject([{ rowNumber: 3, problems: [{ kind: 'village_outside', column: 7 }] }])
  })

  test('is worth the source record of each value, with numbers of identity closed everywhere', async () => {
    const [line] = family(6, ['KASIYATUN'])
    await store(operator, csvOf([[...line!, '081234567890', 'ibu 3510150101010001']], [...headings, 'No HP', 'Catatan']))
    const { rows } = await owner.query(`select s.values, r.row_number, r.raw, n.as_of_on::text, o.key from registry.attribute_set s
      join registry.source_record r using (regency_id, source_record_id) join registry.snapshot n using (regency_id, snapshot_id) join registry.source o using (regency_id, source_id)
      where s.values ->> 'name' = 'KASIYATUN'`)
    expect(rows).toMatchObject([{ row_number: 2, as_of_on: '2026-11-01', key: 'village_list', values: { sex: 'male', birthOn: '1990-03-12', phone: '081234567890' } }])
    expect(rows[0]?.['raw']).toEqual({ 'Nama Lengkap': 'KASIYATUN', 'L/P': 'L', 'Tanggal Lahir': '12-03-1990', Hubungan: 'KEPALA KELUARGA', Alamat: 'Dusun Krajan RT 01 RW 02', Desa: 'Kemiren', Desil: '2' })
    const kept = await owner.query(`select string_agg(i::text, ' ') || (select string_agg(r::text, ' ') from registry.import_row r) as text from registry.import i`)
    expect(kept.rows[0]?.['text']).not.toMatch(/3510151203900060|KASIYATUN/)
  })
})

describe.concurrent('refused rows', () => {
  const bad = (serial: number): Line[] => {
    const [one, two, three, four] = family(serial, ['A SATU', 'B DUA', 'C TIGA', 'D EMPAT'])
    return [one!.with(4, '31-02-1990'), two!.with(5, 'TETANGGA'), three!.with(5, 'TETANGGA'), four!.with(0, '35101512039')]
  }

  test('can be mended cell by cell, and all at once where they say the same', async () => {
    const { importId } = await check(operator, csvOf(bad(10)))
    const correct = (row: number, body: { column: number; value: string; applyToSame?: boolean }) =>
      operator.send('POST', `/api/registry/imports/${importId}/rows/${row}/corrections`, body)
    expect((await correct(2, { column: 4, value: '28-02-1990' })).json()).toEqual({ rows: 1 })
    expect((await correct(3, { column: 5, value: 'ISTRI', applyToSame: true })).json()).toEqual({ rows: 2 })
    expect((await correct(5, { column: 0, value: '3510151203900103' })).json()).toEqual({ rows: 1 })
    const detail = await get(operator, importId)
    expect(detail.counts).toMatchObject({ bad: 0, good: 2, warned: 2 })
    const [first] = await rowsOf(operator, importId)
    expect(first).toMatchObject({ corrected: [4], state: 'warned', problems: [{ kind: 'nik_birth_differs' }] })
    expect(first?.cells[4]).toBe('28-02-1990')
  })

  test('are filtered by kind and paged by number', async () => {
    const { importId, counts } = await check(operator, csvOf(bad(11)))
    expect(counts?.kinds).toEqual({ birth_impossible: 1, relation_unknown: 2, nik_length: 1 })
    expect((await rowsOf(operator, importId, '&kind=relation_unknown')).map((row) => row.rowNumber)).toEqual([3, 4])
    const page = (await operator.get(`/api/registry/imports/${importId}/rows?limit=2&after=3`)).json<{ items: ImportRow[]; next: number | null }>()
    expect(page).toMatchObject({ items: [{ rowNumber: 4 }, { rowNumber: 5 }], next: null })
  })

  test('are downloaded as a workbook with the reason in an added column, and can be uploaded again', async () => {
    const { importId } = await check(operator, csvOf(bad(12)))
    const answer = await operator.get(`/api/registry/imports/${importId}/bad-rows`, { 'accept-language': 'id' })
    expect(answer.headers['content-disposition']).toContain('baris-ditolak-daftar.xlsx')
    const rows: SheetRow[] = []
    await readSheet(answer.rawPayload, { onRows: (batch) => void rows.push(...batch) })
    expect(rows[0]?.cells).toEqual([...headings, 'Baris', 'Sebab'])
    expect(rows[1]?.cells).toEqual([...bad(12)[0]!, 2, 'Tanggal Lahir: Tanggal “31-02-1990” tidak ada di kalender. Perbaiki.'])
    const again = await check(operator, answer.rawPayload, { fileName: 'perbaikan.xlsx' })
    expect(again.counts).toMatchObject({ bad: 4 })
    const english = await operator.get(`/api/registry/imports/${importId}/bad-rows`, { 'accept-language': 'en' })
    expect(english.statusCode).toBe(200)
  })

  test('that somebody else mended meanwhile are not mended twice', async () => {
    const { importId } = await check(operator, csvOf(bad(13)))
    const answers = await Promise.all(['28-02-1990', '27-02-1990', '26-02-1990'].map((value) =>
      operator.send('POST', `/api/registry/imports/${importId}/rows/2/corrections`, { column: 4, value })))
    const kinds = answers.map((answer) => answer.json<{ kind?: string }>().kind ?? 'done')
    expect(kinds.filter((kind) => kind === 'done').length).toBeGreaterThanOrEqual(1)
    expect(kinds.every((kind) => kind === 'done' || kind === 'list_changed')).toBe(true)
  })
})

describe.concurrent('a village name that exists twice', () => {
  test('is asked once and answered for all rows with that name, however they spell it', async () => {
    const kesra = await world.as('kesra')
    const [one, two, three] = family(20, ['RATNA SARI', 'SUMINAH', 'DEWI'])
    const { importId, placeQuestions, counts } = await check(kesra, csvOf([one!.with(7, 'TAMANSARI'), two!.with(7, 'Desa Tamansari'), three!.with(7, 'Taman Sari')]))
    expect(counts).toMatchObject({ bad: 3, kinds: { village_ambiguous: 3 } })
    expect(placeQuestions).toMatchObject([{ rows: 3, kind: 'village_ambiguous' }])
    const [question] = placeQuestions
    expect(question?.candidates.map((candidate) => candidate.label)).toEqual(['Desa Tamansari, Kecamatan Licin', 'Desa Tamansari, Kecamatan Tegalsari'])
    const answer = await kesra.send('POST', `/api/registry/imports/${importId}/places`, { placeKey: question?.placeKey, areaId: question?.candidates[0]?.areaId })
    expect(answer.json()).toEqual({ rows: 3 })
    expect(await get(kesra, importId)).toMatchObject({ placeQuestions: [], counts: { bad: 0, good: 3 } })
  })

  test('is not answered with something that is no village', async () => {
    const kesra = await world.as('kesra')
    const { importId, placeQuestions } = await check(kesra, csvOf(family(21, ['HADI']).map((line) => line.with(7, 'Watukebo'))))
    const answer = await kesra.send('POST', `/api/registry/imports/${importId}/places`, { placeKey: placeQuestions[0]?.placeKey, areaId: 24 })
    expect(answer.json()).toMatchObject({ kind: 'village_unknown' })
  })
})

describe.concurrent('a later list', () => {
  test('says what is new, changed and the same, and stores just that', async () => {
    const lines = family(30, ['JOKO SUSILO', 'SRI WAHYUNI', 'EKO'])
    await store(operator, csvOf(lines), { asOfOn: '2026-10-01' })
    const later = [lines[0]!, lines[1]!.with(8, '3'), lines[2]!.with(2, 'EKO PRASETYO'), lines[0]!.with(0, '3510151203900399').with(2, 'DWI').with(5, 'ANAK')]
    const checked = await check(operator, csvOf(later.map((line) => line.with(8, '3'))))
    expect(checked.counts).toMatchObject({ new: 1, changed: 3, same: 0 })
    await operator.send('POST', `/api/registry/imports/${checked.importId}/confirmation`)
    const stored = await listUntil(operator, checked.importId, 'confirmed')
    expect(stored.result).toMatchObject({ new: 1, changed: 3, same: 0, familiesNew: 0, familiesChanged: 1 })
    const { rows } = await owner.query(`select p.name, f.decile, m.valid_to from registry.person p join registry.family_member m using (regency_id, person_id)
      join registry.family f using (regency_id, family_id) where p.name in ('EKO', 'EKO PRASETYO', 'DWI') order by p.name`)
    expect(rows).toEqual([{ name: 'DWI', decile: 3, valid_to: null }, { name: 'EKO PRASETYO', decile: 3, valid_to: null }])
  })

  test('of a weaker source fills gaps and overrules nothing', async () => {
    const [line] = family(31, ['SUPARDI'])
    await store(operator, csvOf([line!.with(4, null)]), { source: 'siak' })
    const weaker = await store(operator, csvOf([line!.with(2, 'SUPARDI HADI').with(6, 'Dusun Lain RT 09 RW 09')]), { source: 'other_list' })
    expect(weaker.result).toMatchObject({ changed: 1 })
    const { rows } = await owner.query(`select p.name, p.birth_on::text, f.hamlet from registry.person p join registry.family_member m using (regency_id, person_id)
      join registry.family f using (regency_id, family_id) where p.name like 'SUPARDI%'`)
    expect(rows).toEqual([{ name: 'SUPARDI', birth_on: '1990-03-12', hamlet: 'Krajan' }])
  })

  test('with somebody else\'s NIK is refused for a person to look at, not merged', async () => {
    const [line] = family(32, ['SUMARNO'])
    await store(operator, csvOf([line!]))
    const { counts } = await check(operator, csvOf([line!.with(2, 'HENDRA GUNAWAN')]))
    expect(counts).toMatchObject({ bad: 1, kinds: { person_conflict: 1 } })
    const women = await check(operator, csvOf([line!.with(3, 'P')]))
    expect(women.counts?.kinds).toMatchObject({ person_conflict: 1 })
  })

  test('with a NIK that is known in another village is refused, and says nothing about that village', async () => {
    const [line] = family(33, ['NGATIJAN'])
    await store(operator, csvOf([line!]))
    const other = await world.as('operator.tembokrejo')
    const { importId, counts } = await check(other, csvOf([line!.with(7, 'Tembokrejo')]))
    expect(counts).toMatchObject({ bad: 1, kinds: { person_elsewhere: 1 } })
    expect(JSON.stringify(await rowsOf(other, importId))).not.toContain('Kemiren')
  })

  test('moves a person whose family changed to the other family', async () => {
    const [father, mother, child] = family(34, ['PAIMAN', 'TUMINAH', 'RUDI'])
    await store(operator, csvOf([father!, mother!, child!]), { asOfOn: '2026-09-01' })
    const alone = child!.with(1, '3510150101109934').with(5, 'KEPALA KELUARGA')
    const { result } = await store(operator, csvOf([alone]), { asOfOn: '2026-11-01' })
    expect(result).toMatchObject({ changed: 1, familiesNew: 1 })
    const { rows } = await owner.query(`select m.relation, m.valid_to::text from registry.family_member m join registry.person p using (regency_id, person_id) where p.name = 'RUDI' order by m.valid_from`)
    expect(rows).toEqual([{ relation: 'child', valid_to: '2026-11-01' }, { relation: 'head', valid_to: null }])
  })
})

describe.concurrent('columns', () => {
  test('corrected once are remembered for the next list of the source', async () => {
    const strange = ['Nomor Orang', 'Sebutan', 'Keterangan']
    const first = await listUntil(operator, (await upload(operator, csvOf([['3510151203900401', 'SARMI', 'x']], strange), { source: 'school_list' })).json<{ importId: string }>().importId, 'mapped')
    expect(first.columns.map((column) => column.field)).toEqual([null, null, null])
    await operator.send('PUT', `/api/registry/imports/${first.importId}/columns`, { fields: ['nik', 'name', null], relationCodes: 'civil_registry' })
    await listUntil(operator, first.importId, 'checked')
    const next = await listUntil(operator, (await upload(operator, csvOf([['3510151203900402', 'SARMO', 'x']], strange), { source: 'school_list' })).json<{ importId: string }>().importId, 'mapped')
    expect(next.columns.map(({ field, confidence }) => [field, confidence])).toEqual([['nik', 'remembered'], ['name', 'remembered'], [null, null]])
  })

  test.each([
    [['nik', null, null], 'name_column_missing'], [['name', 'name', null], 'column_meaning_twice'], [['name'], 'columns_do_not_fit'],
  ])('said as %j are refused: %s', async (fields, kind) => {
    const { importId } = (await upload(operator, csvOf([['3510151203900403', 'SARMO', kind]], ['A', 'B', 'C']))).json<{ importId: string }>()
    await listUntil(operator, importId, 'mapped')
    const answer = await operator.send('PUT', `/api/registry/imports/${importId}/columns`, { fields, relationCodes: 'civil_registry' })
    expect([answer.statusCode, answer.json<{ kind: string }>().kind]).toEqual([422, kind])
  })

  test('of the template are all recognised, and an empty template says that it has no rows', async () => {
    const template = await operator.get('/api/registry/import-template', { 'accept-language': 'id' })
    const rows: SheetRow[] = []
    await readSheet(template.rawPayload, { onRows: (batch) => void rows.push(...batch) })
    const filled = await writeXlsxTable({ name: 'Daftar', columns: (rows[0]?.cells ?? []).map((cell) => ({ header: String(cell), kind: 'text' })), rows: [rows[0]?.cells.map(() => 'x') ?? []] })
    const mapped = await listUntil(operator, (await upload(operator, filled)).json<{ importId: string }>().importId, 'mapped')
    expect(mapped.columns.length).toBeGreaterThan(15)
    expect(mapped.columns.filter((column) => column.confidence !== 'certain')).toEqual([])
  })
})

describe.concurrent('a file that is no list', () => {
  test.each([
    ['sheet_old_excel', Buffer.from('d0cf11e0a1b11ae1000000', 'hex')], ['sheet_kind_unknown', Buffer.from('%PDF-1.7')], ['sheet_empty', Buffer.alloc(0)],
  ])('is refused at once: %s', async (kind, bytes) => {
    const answer = await upload(operator, bytes)
    expect([answer.statusCode, answer.json<{ kind: string }>().kind]).toEqual([422, kind])
  })

  test.each([
    ['sheet_broken', Buffer.from('PK\u0003\u0004 and no more')], ['list_without_rows', csvOf([])],
  ])('fails when it is read, and says why: %s', async (kind, bytes) => {
    const { importId } = (await upload(operator, bytes)).json<{ importId: string }>()
    expect(await listUntil(operator, importId, 'failed')).toMatchObject({ refusal: { kind }, rowsTotal: 0 })
  })

  test('of an unknown source, or of tomorrow, is refused', async () => {
    expect((await upload(operator, csvOf([]), { source: 'gosip' })).json()).toMatchObject({ kind: 'source_unknown' })
    expect((await upload(operator, csvOf([]), { asOfOn: '2026-12-01' })).json()).toMatchObject({ kind: 'list_date_in_future' })
  })
})

describe.concurrent('who may', () => {
  test('an operator of another village sees neither the list nor its rows', async () => {
    const { importId } = await check(operator, csvOf(family(50, ['RAHASIA'])))
    const other = await world.as('operator.tembokrejo')
    for (const path of ['', '/rows', '/bad-rows']) expect((await other.get(`/api/registry/imports/${importId}${path}`)).statusCode).toBe(404)
    for (const path of ['confirmation', 'cancellation']) expect((await other.send('POST', `/api/registry/imports/${importId}/${path}`)).statusCode).toBe(404)
    const listed = (await other.get('/api/registry/imports')).json<{ items: { importId: string }[] }>().items
    expect(listed.map((item) => item.importId)).not.toContain(importId)
  })

  test('the district\'s officer and the secretariat see it, since it lies in their area', async () => {
    const { importId } = await check(operator, csvOf(family(51, ['TERLIHAT'])))
    for (const name of ['upt.glagah', 'kesra']) expect((await get(await world.as(name), importId)).importId).toBe(importId)
    expect((await (await world.as('upt.muncar')).get(`/api/registry/imports/${importId}`)).statusCode).toBe(404)
  })

  test.each(['warga', 'dinsos', 'bupati', 'admin', 'dpo'])('%s loads no lists', async (name) => {
    const client = await world.as(name)
    expect((await client.get('/api/registry/imports')).statusCode).toBe(403)
    expect((await upload(client, csvOf(family(52, ['X'])))).statusCode).toBe(403)
  })

  test('nobody loads no lists', async () => {
    expect((await world.nobody().get('/api/registry/imports')).statusCode).toBe(401)
  })

  test('looking at rows leaves a trace', async () => {
    const { importId } = await check(operator, csvOf(family(53, ['JEJAK'])))
    await rowsOf(operator, importId)
    const { rows } = await owner.query(`select action, purpose from audit.entry where subject_kind = 'import' and subject_id = '${importId}' order by entry_id`)
    expect(rows.map((row) => row['action'])).toEqual(expect.arrayContaining(['uploadList', 'setImportColumns', 'getImport', 'listImportRows']))
  })
})

test('a job that is delivered again, as after a crash, finds its work done', async () => {
  const { importId, result } = await store(operator, csvOf(family(70, ['ULANG', 'ULANGI'])))
  const count = async (): Promise<unknown> => (await owner.query(`select (select count(*) from registry.person) as persons, (select count(*) from registry.source_record) as records,
    (select count(*) from registry.import_row where import_id = '${importId}') as rows`)).rows[0]
  const before = await count()
  const { areaId } = await get(operator, importId)
  for (const job of [readListJob(world.deps), checkListJob(world.deps), storeListJob(world.deps)]) {
    await job.handle({ importId, areaId }, new AbortController().signal)
  }
  expect(await count()).toEqual(before)
  expect(await get(operator, importId)).toMatchObject({ state: 'confirmed', result: { new: result?.new } })
})

test('a list that is confirmed twice at once is stored once', async () => {
  const { importId } = await check(operator, csvOf(family(71, ['SEKALI'])))
  const answers = await Promise.all([1, 2, 3].map(() => operator.send('POST', `/api/registry/imports/${importId}/confirmation`)))
  expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 409, 409])
  await listUntil(operator, importId, 'confirmed')
  const { rows } = await owner.query(`select count(*)::int as found from registry.person where name = 'SEKALI'`)
  expect(rows).toEqual([{ found: 1 }])
})

test('a list of 2,000 rows is stored whole, and the lists are paged', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => family(1_000 + at, [`WARGA ${at}`, 'SITI', 'BUDI', 'ANI'])).flat()
    .map((line, at) => line.with(0, `351015${at % 2 === 0 ? '01' : '41'}0180${String(at + 1).padStart(4, '0')}`).with(4, '01-01-1980').with(3, at % 2 === 0 ? 'L' : 'P'))
  const stored = await store(operator, csvOf(lines))
  expect(stored).toMatchObject({ state: 'confirmed', rowsTotal: 2_000, result: { new: 2_000, familiesNew: 500 } })
  const page = (await operator.get('/api/registry/imports')).json<{ items: unknown[]; next: string | null }>()
  expect(page.items.length).toBeGreaterThan(10)
  if (page.next !== null) expect((await operator.get(`/api/registry/imports?after=${encodeURIComponent(page.next)}`)).statusCode).toBe(200)
})
