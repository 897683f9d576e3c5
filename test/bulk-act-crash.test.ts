import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { readDemoAccounts } from '#modules/people/index.ts'
import type { BulkAct } from '#modules/registry/bulk-act/bulk-act.contract.ts'
import { findRunning } from '#platform/db/embedded.ts'
import { databaseEnded, startServer, type ServerProcess } from './process.ts'
import { regencyDir } from './template.ts'
import { until } from './until.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-bulk-crash-'))
const own = { DATA_DIR: folder, REGENCY: regencyDir, DEMO: 'on', DEMO_FAMILIES: '250' }

let server: ServerProcess | undefined

afterAll(async () => {
  await server?.end('SIGKILL')
  await databaseEnded(folder)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
})

interface Person {
  readonly ask: <T>(method: string, path: string, body?: unknown) => Promise<T>
}

async function signIn(username: string): Promise<Person> {
  let cookie = ''
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${server?.address}${path}`, {
      method, headers: { cookie, ...(method !== 'GET' && { 'command-id': randomUUID() }), ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const set = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
    if (set !== '') cookie = set
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true)
    return (await answer.json()) as T
  }
  const { password } = readDemoAccounts().find((account) => account.username === username)!
  await ask('POST', '/api/people/session', { username, password })
  return { ask }
}

const patienceMs = 200_000

function untilAct(person: Person, bulkActId: string, isSo: (act: BulkAct) => boolean): Promise<BulkAct> {
  return until(() => person.ask<BulkAct>('GET', `/api/registry/bulk-acts/${bulkActId}`), isSo, patienceMs)
}

test('a server killed while it proposes many families proposes the rest after its start: no family twice, none left out', { timeout: 600_000 }, async () => {
  server = await startServer(own)
  const proposer = await signIn('kesra')
  const wanted = {
    of: { by: 'filter', filter: {} }, reason: 'Diusulkan bersama setelah pendataan', act: { kind: 'propose', proposalKind: 'in', criteria: ['no_dwelling'] },
  }
  const { bulkActId, rowCount } = await proposer.ask<{ bulkActId: string; rowCount: number }>('POST', '/api/registry/bulk-acts', wanted)
  expect(rowCount).toBeGreaterThan(150)
  await (await signIn('kepala.dinsos')).ask('POST', `/api/registry/bulk-acts/${bulkActId}/approval`)
  await untilAct(proposer, bulkActId, (act) => act.progress!.done > 5)
  await server.end('SIGKILL')
  await databaseEnded(folder)
  server = await startServer(own)
  const again = await signIn('kesra')
  const ended = await untilAct(again, bulkActId, (act) => act.progress?.waiting === 0 && act.doneCount !== null)
  expect(ended.progress!.done + ended.progress!.refused).toBe(rowCount)
  const { rows } = await asOwner(findRunning(folder)!, (owner) => owner.query<{ rows: number; families: number; proposed: number }>(`
    select count(*) filter (where r.outcome = 'done')::int as rows, count(distinct r.subject_id) filter (where r.outcome = 'done')::int as families,
      (select count(*)::int from registry.proposal p where p.reason = a.reason) as proposed
    from registry.bulk_act a join registry.bulk_act_row r on r.bulk_act_id = a.bulk_act_id where a.bulk_act_id = $1 group by a.reason`, [bulkActId]))
  const { done } = ended.progress!
  expect(rows).toEqual([{ rows: done, families: done, proposed: done }])
})
