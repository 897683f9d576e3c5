import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import { readSheet } from '#platform/sheets/read-sheet.ts'
import { writeXlsxTable } from '#platform/sheets/write-xlsx.ts'
import type { SheetRow } from '#platform/sheets/cell.ts'
import type { ImportDetail, ImportRow } from './import.contract.ts'

let world: World
let operator: Client

beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
})
afterAll(() => world.close())

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

async function until(client: Client, importId: string, ...states: readonly string[]): Promise<ImportDetail> {
  for (let round = 0; round < 200; round += 1) {
    const detail = await get(client, importId)
    if (states.includes(detail.state)) return detail
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${importId} never became ${states.join(' or ')}`)
}

async function check(client: Client, bytes: Buffer, options: Parameters<typeof upload>[2] = {}): Promise<ImportDetail> {
  const { importId } = (await upload(client, bytes, options)).json<{ importId: string }>()
  const mapped = await until(client, importId, 'mapped', 'failed')
  await client.send('PUT', `/api/registry/imports/${importId}/columns`, { fields: mapped.columns.map((column) => column.field), relationCodes: mapped.relationCodes })
  return until(client, importId, 'checked')
}

async function store(client: Client, bytes: Buffer, options: Parameters<typeof upload>[2] = {}): Promise<ImportDetail> {
  const { importId } = await check(client, bytes, options)
  await client.send('POST', `/api/registry/imports/${importId}/confirmation`)
  return until(client, importId, 'confirmed', 'checked')
}

async function rowsOf(client: Client, importId: string, query = ''): Promise<readonly ImportRow[]> {
  return (await client.get(`/api/registry/imports/${importId}/rows?limit=100${query}`)).json<{ items: ImportRow[] }>().items
}

const family = (serial: number, names: readonly string[]): Line[] => names.map((name, at) => {
  const isWoman = at % 2 === 1
  const nik = `351015${isWoman ? 52 : 12}0390${String(serial * 10 + at).padStart(4, '0')}`
  return [nik, `351015010110${String(serial).padStart(4, '0')}`, name, isWoman ? 'P' : 'L', '12-03-1990', ['KEPALA KELUARGA', 'ISTRI', 'ANAK'][at] ?? 'ANAK', 'Dusun Krajan RT 01 RW 02', 'Kemiren', '2']
})

describe('a list of the own village', () => {
  test('is read, recognised, checked and stored, and its families are found', async () => {
    const lines = [...family(1, ['SLAMET RIYADI', 'SITI AMINAH', 'BUDI']), ...family(2, ['WAGIMAN', 'PONIYEM'])]
    const { importId } = (await upload(operator, csvOf(lines))).json<{ importId: string }>()
    const mapped = await until(operator, importId, 'mapped')
    expect(mapped).toMatchObject({ rowsTotal: 5, headerFrom: 1, headerTo: 1, areaName: 'Kemiren', sheet: { kind: 'csv', delimiter: ';' } })
    expect(mapped.columns.map((column) => column.field)).toEqual(['nik', 'card', 'name', 'sex', 'birthOn', 'relation', 'address', 'village', 'decile'])
    expect(mapped.columns[2]?.samples).toEqual(['SLAMET RIYADI', 'SITI AMINAH', 'BUDI'])
    await operator.send('PUT', `/api/registry/imports/${importId}/columns`, { fields: mapped.columns.map((column) => column.field), relationCodes: mapped.relationCodes })
    const checked = await until(operator, importId, 'checked')
    expect(checked.counts).toEqual({ good: 5, warned: 0, bad: 0, new: 5, changed: 0, same: 0, families: 2, kinds: {} })
    expect((await operator.send('POST', `/api/registry/imports/${importId}/confirmation`)).json()).toMatchObject({ state: 'saving' })
    const stored = await until(operator, importId, 'confirmed')
    expect(stored.result).toMatchObject({ new: 5, changed: 0, same: 0, familiesNew: 2 })
    expect(stored.result?.firstFamilies[0]).toMatchObject({ headName: 'SLAMET RIYADI', areaName: 'Kemiren', members: 3 })
  })
})
