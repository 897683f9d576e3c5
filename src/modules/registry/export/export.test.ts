import { randomUUID } from 'node:crypto'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { writeCsvTable } from '#platform/sheets/write-csv.ts'
import { makeFamily } from '../../../../test/make/family.ts'
import { until } from '../../../../test/until.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import { expireExports } from './expire-exports.loop.ts'
import type { Export, ExportState, TracedExport } from './export.contract.ts'

const [kemiren, tembokrejo] = [152_004, 52_003]
const exports = '/api/registry/exports'
const purpose = 'Rapat koordinasi penyaluran bantuan'
let world: World
let operator: Client

beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
  for (let at = 0; at < 40; at += 1) {
    const name = at === 0 ? '=HYPERLINK("http://jahat")' : `WARGA ${'ABCDEFGHIJ'.charAt(at % 10)}${'KLMNO'.charAt(Math.floor(at / 10))}`
    const nik = `35101512039000${String(at + 10).padStart(2, '0')}`
    await makeFamily(world, { areaId: kemiren, hamlet: 'Krajan', rt: 1 + (at % 9), rw: 1, decile: 1, card: `35101501010100${String(at + 10).padStart(2, '0')}`, members: [{ name, nik }] })
  }
  for (let at = 0; at < 70; at += 1) await makeFamily(world, { areaId: tembokrejo, hamlet: 'Pesisir', rt: 1, rw: 1, members: [{ name: `NELAYAN ${at}` }] })
})
afterAll(() => world.close())

const list = { by: 'filter', filter: { hamlet: 'Krajan' } }
const ask = (client: Client, body: object = {}) => client.send('POST', exports, { of: list, purpose, fields: ['nik', 'card', 'decile'], ...body })

async function request(client: Client, body: object = {}): Promise<{ exportId: string; needsApproval: boolean }> {
  const answer = await ask(client, body)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

function exportUntil(client: Client, exportId: string, wanted: ExportState): Promise<Export> {
  return until(async () => (await client.get(`${exports}/${exportId}`)).json<Export>(), ({ state }) => state === wanted)
}

type Cells = readonly (readonly unknown[])[]

async function openAll(client: Client, exportId: string): Promise<{ data: Cells; notes: Cells; zip: Buffer }> {
  const { passphrase } = (await client.send('POST', `${exports}/${exportId}/opening`)).json<{ passphrase: string }>()
  const zip = (await client.get(`${exports}/${exportId}/file`)).rawPayload
  const [entry] = await new ZipReader(new Uint8ArrayReader(zip), { password: passphrase }).getEntries()
  const book = await readXlsx(await (entry as FileEntry).getData(new Uint8ArrayWriter()))
  return { data: book.sheets[0]!.rows as Cells, notes: book.sheets[1]!.rows as Cells, zip }
}

async function make(client: Client, body: object = {}): Promise<string> {
  const { exportId } = await request(client, body)
  await exportUntil(client, exportId, 'ready')
  return exportId
}

const kindOf = async (answer: ReturnType<Client['send']>) => {
  const got = await answer
  return got.statusCode < 300 ? got.statusCode : got.json<{ kind: string }>().kind
}

describe('an export of few rows', () => {
  test('is made at once, opens with its passphrase only, and says whose it is', async () => {
    const exportId = await make(operator)
    const { data, notes, zip } = await openAll(operator, exportId)
    expect(data[0]).toEqual(['Nama', 'NIK', 'Nomor KK', 'Desil', 'Alamat'])
    expect(data).toHaveLength(1 + 40 + 1)
    expect(data.at(-1)![0]).toBe(`Rahasia. Ekspor ${exportId} untuk Untung Basuki. Jangan diteruskan.`)
    expect(Object.fromEntries(notes as [string, string][])).toMatchObject({
      'Nomor ekspor': exportId, 'Diminta oleh': 'Untung Basuki, Operator desa', Tujuan: purpose, 'Jumlah baris': '40', 'Nomor identitas': 'Ditutup sebagian',
    })
    expect(zip.includes('WARGA')).toBe(false)
    await expect(new ZipReader(new Uint8ArrayReader(zip), { password: 'ABCDE' }).getEntries().then(([entry]) => (entry as FileEntry).getData(new Uint8ArrayWriter()))).rejects.toThrow(/password/i)
  })

  test('covers numbers, and holds a name that looks like a formula as a text', async () => {
    const { data } = await openAll(operator, await make(operator))
    expect(data.slice(1, -1).every((row) => String(row[1]).includes('••••••••') && String(row[2]).includes('••••••••'))).toBe(true)
    expect(data.map((row) => row[0])).toContain('=HYPERLINK("http://jahat")')
  })

  test('shows its passphrase once; the same command gives the same answer, another is refused, and nothing stores it', async () => {
    const exportId = await make(operator)
    expect(await kindOf(operator.get(`${exports}/${exportId}/file`))).toBe('export_not_ready')
    const commandId = randomUUID()
    const open = () => operator.send('POST', `${exports}/${exportId}/opening`, undefined, { commandId })
    const { passphrase } = (await open()).json<{ passphrase: string }>()
    expect(passphrase).toMatch(/^([A-Z2-9]{5}-){4}[A-Z2-9]{5}$/)
    expect((await open()).json()).toEqual({ passphrase })
    expect(await kindOf(operator.send('POST', `${exports}/${exportId}/opening`))).toBe('passphrase_was_shown')
    const { rows } = await asOwner(world.ownerUrl, (owner) => owner.query<{ text: string }>(
      "select coalesce(string_agg(t::text, ' '), '') as text from (select result::text from platform.command union all select detail::text from audit.entry union all select e::text from registry.export e) t"))
    expect(rows[0]!.text).not.toContain(passphrase)
  })

  test('is its own person\'s: neither a colleague nor another village opens it', async () => {
    const exportId = await make(operator)
    for (const username of ['upt.glagah', 'operator.tembokrejo', 'kesra']) {
      const other = await world.as(username)
      expect(await kindOf(other.get(`${exports}/${exportId}`))).toBe('not_found')
      expect(await kindOf(other.send('POST', `${exports}/${exportId}/opening`))).toBe('not_found')
      expect(await kindOf(other.get(`${exports}/${exportId}/file`))).toBe('not_found')
    }
  })
})

describe('an export that needs a second person', () => {
  test('of many rows waits, and holds exactly what was frozen', async () => {
    const upt = await world.as('kesra')
    const { exportId, needsApproval } = await request(upt, { of: { by: 'filter', filter: {} } })
    expect(needsApproval).toBe(true)
    const waiting = await exportUntil(upt, exportId, 'waiting')
    expect(await kindOf(upt.send('POST', `${exports}/${exportId}/opening`))).toBe('export_not_ready')
    expect(await kindOf(upt.send('POST', `/api/registry/bulk-acts/${waiting.bulkActId}/approval`))).toBe('bulk_act_is_own')
    await makeFamily(world, { areaId: kemiren, hamlet: 'Sukosari', members: [{ name: 'SESUDAH DIBEKUKAN' }] })
    expect(await kindOf((await world.as('kepala.dinsos')).send('POST', `/api/registry/bulk-acts/${waiting.bulkActId}/approval`))).toBe(200)
    await exportUntil(upt, exportId, 'ready')
    const { data } = await openAll(upt, exportId)
    expect(data).toHaveLength(1 + 110 + 1)
    expect(data.map((row) => row[0])).not.toContain('SESUDAH DIBEKUKAN')
  })

  test('with whole numbers waits too, shows them as text, and is not for a role that may not open numbers', async () => {
    expect(await kindOf(ask(await world.as('upt.glagah'), { fullNumbers: true }))).toBe('full_numbers_not_permitted')
    const { exportId } = await request(operator, { fullNumbers: true })
    const { bulkActId } = await exportUntil(operator, exportId, 'waiting')
    await (await world.as('kades.kemiren')).send('POST', `/api/registry/bulk-acts/${bulkActId}/approval`)
    await exportUntil(operator, exportId, 'ready')
    const { data } = await openAll(operator, exportId)
    expect(data.map((row) => row[1])).toContain('3510151203900010')
    expect(data.map((row) => row[2])).toContain('3510150101010010')
  })

  test('that is refused is never made', async () => {
    const { exportId } = await request(operator, { fullNumbers: true })
    const { bulkActId } = await exportUntil(operator, exportId, 'waiting')
    await (await world.as('kades.kemiren')).send('POST', `/api/registry/bulk-acts/${bulkActId}/refusal`, { reason: 'Cukup tanpa nomor lengkap' })
    expect((await operator.get(`${exports}/${exportId}`)).json()).toMatchObject({ state: 'refused' })
    expect(await kindOf(operator.send('POST', `${exports}/${exportId}/opening`))).toBe('export_gone')
  })
})

test('without a purpose, of nothing, or of another village there is no export', async () => {
  expect(await kindOf(ask(operator, { purpose: 'rapat' }))).toBe('input_invalid')
  expect(await kindOf(ask(operator, { of: { by: 'filter', filter: { hamlet: 'Pesisir' } } }))).toBe('nothing_chosen')
  expect(await kindOf(ask(await world.as('kades.kemiren')))).toBe('not_permitted')
})

describe('the trail of exports', () => {
  test('shows those who oversee who took what and why, and is itself written down', async () => {
    const exportId = await make(operator)
    const dpo = await world.as('dpo')
    const seen = (await dpo.get('/api/registry/export-trail')).json<{ items: Export[] }>().items.find((item) => item.exportId === exportId)
    expect(seen).toMatchObject({ requestedByName: 'Untung Basuki', purpose, rowCount: 40, hasFullNumbers: false, fields: ['nik', 'card', 'decile'] })
    expect(await kindOf(operator.get('/api/registry/export-trail'))).toBe('not_permitted')
    const audit = await dpo.get(`/api/people/audit-entries?subjectKind=export&subjectId=${exportId}`)
    expect(audit.json<{ items: { action: string; purpose: string }[] }>().items.map((item) => [item.action, item.purpose])).toEqual([['makeExport', purpose], ['requestExport', purpose]])
  })

  test('traces a leaked file to its export by its number, and without it by the marks of a part of its rows', async () => {
    const mine = await make(operator)
    await make(operator)
    const { data } = await openAll(operator, mine)
    const dpo = await world.as('dpo')
    const trace = async (rows: Cells) => {
      const bytes = writeCsvTable(data[0] as string[], rows as (string | number | null)[][])
      return (await dpo.send('POST', '/api/registry/export-traces', bytes, { contentType: 'text/csv' })).json<{ items: TracedExport[] }>().items
    }
    expect((await trace(data.slice(1))).map((item) => [item.exportId, item.foundBy])).toContainEqual([mine, 'number'])
    const leaked = await trace(data.slice(1, -1).filter((_row, at) => at % 4 !== 0).toReversed())
    expect(leaked).toMatchObject([{ exportId: mine, foundBy: 'marks', marks: 30, share: 1 }])
    expect(await trace(data.slice(1, 6))).toEqual([])
    expect(await kindOf(dpo.send('POST', '/api/registry/export-traces', Buffer.from('%PDF-1.7'), { contentType: 'text/csv' }))).toBe('file_unreadable')
  })
})

test('a file is gone after its day', async () => {
  const exportId = await make(operator)
  await openAll(operator, exportId)
  world.clock.advance(24 * 3_600_000 + 1)
  const again = await world.as('operator.kemiren')
  expect(await kindOf(again.get(`${exports}/${exportId}/file`))).toBe('export_gone')
  await expireExports(world.deps)
  expect((await again.get(`${exports}/${exportId}`)).json()).toMatchObject({ state: 'deleted' })
  const { rows } = await asOwner(world.ownerUrl, (owner) => owner.query('select from registry.export_file where export_id = $1', [exportId]))
  expect(rows).toEqual([])
})
