import { expect } from 'vitest'
import type { ImportDetail } from '#modules/registry/import/import.contract.ts'
import { until } from '../until.ts'
import type { Client } from '../world.ts'

export type ListLine = readonly (string | null)[]
export const listHeadings = ['NIK', 'No KK', 'Nama Lengkap', 'L/P', 'Tanggal Lahir', 'Hubungan', 'Alamat', 'Desa', 'Desil'] as const

/** A family of Kemiren as rows of a list: every second member is a woman. */
export function familyLines(serial: number, names: readonly string[]): ListLine[] {
  return names.map((name, at) => {
    const nik = `351015${at % 2 === 1 ? 52 : 12}0390${String(serial * 10 + at).padStart(4, '0')}`
    const relation = ['KEPALA KELUARGA', 'ISTRI', 'ANAK'][at] ?? 'ANAK'
    return [nik, `351015010110${String(serial).padStart(4, '0')}`, name, at % 2 === 1 ? 'P' : 'L', '12-03-1990', relation, 'Dusun Krajan RT 01 RW 02', 'Kemiren', '2']
  })
}

/** The lines as a file that a spreadsheet would write. */
export function listBytes(lines: readonly ListLine[], headings: readonly string[] = listHeadings): Buffer {
  return Buffer.from([headings, ...lines].map((line) => line.map((cell) => cell ?? '').join(';')).join('\r\n'))
}

export interface ListOptions {
  readonly source?: string
  readonly asOfOn?: string
  readonly fileName?: string
}

/** Uploads a file, confirms its columns as they were read, and waits until its rows are checked. */
export async function checkBytes(client: Client, bytes: Buffer, options: ListOptions = {}): Promise<ImportDetail> {
  const query = new URLSearchParams({ fileName: options.fileName ?? 'daftar.csv', source: options.source ?? 'village_list', asOfOn: options.asOfOn ?? '2026-11-01' })
  const uploaded = await client.send('POST', `/api/registry/imports?${query}`, bytes, { contentType: 'application/octet-stream' })
  expect(uploaded.statusCode, uploaded.payload).toBe(201)
  const { importId } = uploaded.json<{ importId: string }>()
  const mapped = await listUntil(client, importId, 'mapped')
  await client.send('PUT', `/api/registry/imports/${importId}/columns`, { fields: mapped.columns.map((column) => column.field), relationCodes: mapped.relationCodes })
  return listUntil(client, importId, 'checked')
}

/** The same, and stores it. */
export async function storeBytes(client: Client, bytes: Buffer, options: ListOptions = {}): Promise<ImportDetail> {
  const { importId } = await checkBytes(client, bytes, options)
  await client.send('POST', `/api/registry/imports/${importId}/confirmation`)
  return listUntil(client, importId, 'confirmed')
}

/** Waits until a list is in a state; fails when it never is. */
export async function listUntil(client: Client, importId: string, state: ImportDetail['state']): Promise<ImportDetail> {
  return until(async () => (await client.get(`/api/registry/imports/${importId}`)).json<ImportDetail>(), (list) => {
    if (list.state === 'failed' && state !== 'failed') throw new Error(`${importId} failed before it was ${state}`)
    return list.state === state
  })
}
