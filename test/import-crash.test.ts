import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { readDemoAccounts } from '#modules/people/index.ts'
import type { ImportDetail } from '#modules/registry/import/import.contract.ts'
import { findRunning } from '#platform/db/embedded.ts'
import { familyLines, listBytes } from './make/list.ts'
import { databaseEnded, startServer, type ServerProcess } from './process.ts'
import { regencyDir } from './template.ts'
import { until } from './until.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-import-crash-'))
const own = { DATA_DIR: folder, REGENCY: regencyDir, DEMO: 'on', DEMO_FAMILIES: '20' }
const username = 'operator.kemiren'

let server: ServerProcess | undefined
let cookie = ''

afterAll(async () => {
  await server?.end('SIGKILL')
  await databaseEnded(folder)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
})

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const isBytes = Buffer.isBuffer(body)
  const answer = await fetch(`${server?.address}${path}`, {
    method, headers: { cookie, 'content-type': isBytes ? 'application/octet-stream' : 'application/json', ...(method !== 'GET' && { 'command-id': randomUUID() }) },
    ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  const set = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
  if (set !== '') cookie = set
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true)
  return (await answer.json()) as T
}

const look = (importId: string): Promise<ImportDetail> => ask('GET', `/api/registry/imports/${importId}`)

function listUntil(importId: string, isSo: (list: ImportDetail) => boolean): Promise<ImportDetail> {
  return until(() => look(importId), (list) => {
    if (list.state === 'failed') throw new Error('the list failed')
    return isSo(list)
  }, 180_000)
}

/** Killed while the list is in a state, and started again. */
async function killWhile(importId: string, state: ImportDetail['state']): Promise<string> {
  const seen = await listUntil(importId, (list) => list.state === state || isLater(list.state, state))
  await server!.end('SIGKILL')
  await databaseEnded(folder)
  server = await startServer(own)
  return seen.state
}

const order: readonly string[] = ['uploaded', 'reading', 'mapped', 'checking', 'checked', 'saving', 'confirmed']
function isLater(state: string, than: string): boolean {
  return order.indexOf(state) > order.indexOf(than)
}

async function counted(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await asOwner(findRunning(folder)!, (client) => client.query<Record<string, string>>(`
    select (select count(*) from registry.person where name like 'JATUH %') as persons, (select count(*) from registry.source_record r
        join registry.snapshot s using (regency_id, snapshot_id) where s.file_name = 'jatuh.csv') as records,
      (select count(*) from registry.snapshot where file_name = 'jatuh.csv') as snapshots`))
  return Object.fromEntries(Object.entries(rows[0]!).map(([key, value]) => [key, Number(value)]))
}

test('a list outlives kill -9 while it is read, checked and stored: it goes on, and is stored once and whole', { timeout: 600_000 }, async () => {
  const lines = Array.from({ length: 800 }, (_, at) => familyLines(1_000 + at, [`JATUH ${at} A`, `JATUH ${at} B`, `JATUH ${at} C`])).flat()
    .map((line, at) => line.with(0, `351015${at % 3 === 1 ? '52' : '12'}0390${String(at + 1).padStart(4, '0')}`))
  server = await startServer(own)
  const account = readDemoAccounts().find((each) => each.username === username)!
  await ask('POST', '/api/people/session', { username, password: account.password })
  const query = new URLSearchParams({ fileName: 'jatuh.csv', source: 'village_list', asOfOn: '2025-11-01' })
  const { importId } = await ask<{ importId: string }>('POST', `/api/registry/imports?${query}`, listBytes(lines))
  const killed = [await killWhile(importId, 'reading')]

  const mapped = await listUntil(importId, (list) => list.state === 'mapped')
  expect(mapped.rowsTotal).toBe(lines.length)
  await ask('PUT', `/api/registry/imports/${importId}/columns`, { fields: mapped.columns.map((column) => column.field), relationCodes: mapped.relationCodes })
  killed.push(await killWhile(importId, 'checking'))

  const checked = await listUntil(importId, (list) => list.state === 'checked')
  expect(checked.counts).toMatchObject({ good: 0, warned: lines.length, bad: 0, new: lines.length })
  await ask('POST', `/api/registry/imports/${importId}/confirmation`, {})
  killed.push(await killWhile(importId, 'saving'))

  const stored = await listUntil(importId, (list) => list.state === 'confirmed')
  expect(stored.result).toMatchObject({ new: lines.length, changed: 0, same: 0, familiesNew: 800 })
  expect(await counted()).toEqual({ persons: lines.length, records: lines.length, snapshots: 1 })
  // A machine that is quick may be past a state before it is seen; at least one kill fell into the middle of the work.
  expect(killed.filter((state) => ['reading', 'checking', 'saving'].includes(state)).length).toBeGreaterThan(0)
})
