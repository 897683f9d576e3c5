import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { listVillages, loadRegency } from '#modules/people/index.ts'
import { findRunning } from '#platform/db/embedded.ts'
import { databaseEnded, databasePidIn, kentongan, startServer, type ServerProcess } from './process.ts'
import { regencyDir } from './template.ts'
import { until } from './until.ts'

const seed = Number(process.env['CRASH_SEED'] ?? 20_261_125)
const writerCount = 50
const kills = 5
const acknowledgedBetween = 20
const folder = mkdtempSync(join(tmpdir(), 'kentongan-crash-'))
const own = { DATA_DIR: folder, REGENCY: regencyDir, TRUSTED_PROXIES: '1' }

const regency = loadRegency(regencyDir)
const villages = listVillages(regency.areas)
const random = randomFrom(seed)

let server: ServerProcess | undefined

afterAll(async () => {
  await server?.end('SIGKILL')
  await databaseEnded(folder)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
})

/** Numbers from 0 to 1 that a seed repeats. */
function randomFrom(start: number): () => number {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Asked {
  readonly commandId: string
  readonly body: { readonly category: string; readonly story: string; readonly subject: 'other'; readonly areaId: number; readonly contact: 'anonymous' }
}

interface Receipt {
  readonly reportId: string
  readonly receiptCode: string
}

/** What the writers were told, and how often they had to ask again. */
const acknowledged = new Map<string, Receipt>()
const asked = new Map<string, Asked>()
let repeats = 0

/** Somebody who reports one need after the other, and repeats each until it is acknowledged, whatever happens to the server. */
async function write(writer: number, signal: AbortSignal): Promise<void> {
  for (let number = 0; !signal.aborted; number += 1) {
    const commandId = randomUUID()
    const body = {
      category: regency.categories[number % regency.categories.length]!.code, story: `Laporan ${commandId}`, subject: 'other' as const,
      areaId: villages[(writer * 7 + number) % villages.length]!.areaId, contact: 'anonymous' as const,
    }
    asked.set(commandId, { commandId, body })
    for (;;) {
      const receipt = await send(asked.get(commandId)!, writer)
      if (receipt !== undefined) {
        acknowledged.set(commandId, receipt)
        break
      }
      repeats += 1
      await sleep(50)
    }
  }
}

/** One attempt; undefined when nobody answered, or when the server said that it is busy. */
async function send({ commandId, body }: Asked, writer: number): Promise<Receipt | undefined> {
  const asking = server
  let answer: Response
  let text: string
  try {
    answer = await fetch(`${asking?.address}/api/response/reports`, {
      method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(15_000),
      headers: { 'content-type': 'application/json', 'command-id': commandId, 'x-forwarded-for': `10.0.${writer}.1` },
    })
    text = await answer.text()
  } catch {
    return undefined
  }
  if (answer.status === 429 || answer.status === 503) return undefined
  if (answer.status !== 201) throw new Error(`seed ${seed}: ${answer.status} ${text}\n${asking?.output.out}`)
  return JSON.parse(text) as Receipt
}

/** Every second time the database is killed with the server, as when the machine goes. */
async function crash(round: number): Promise<void> {
  if (round % 2 === 1) process.kill(databasePidIn(folder)!, 'SIGKILL')
  await server!.end('SIGKILL')
}

async function count(sql: string): Promise<number> {
  const { rows } = await asOwner(findRunning(folder)!, (client) => client.query<{ n: string }>(sql))
  return Number(rows[0]!.n)
}

test(`what was acknowledged outlives kill -9, and what was repeated happened once (seed ${seed})`, { timeout: 600_000 }, async () => {
  server = await startServer(own)
  const stop = new AbortController()
  const writers = Array.from({ length: writerCount }, (_, writer) => write(writer, stop.signal))
  const writing = Promise.all(writers)
  for (let round = 0; round < kills; round += 1) {
    const before = acknowledged.size
    await Promise.race([sleep(400 + random() * 2_000), writing])
    // On a slow machine nobody may have been answered by then, and there would be nothing to lose.
    await Promise.race([until(() => acknowledged.size, (count) => count >= before + acknowledgedBetween, 100_000), writing])
    await crash(round)
    server = await startServer(own)
  }
  await Promise.race([until(() => acknowledged.size, (count) => count > kills * acknowledgedBetween, 100_000), writing])
  stop.abort()
  await writing

  // Every writer was answered in the end, so all that was asked is acknowledged.
  expect(acknowledged.size).toBe(asked.size)
  expect(acknowledged.size).toBeGreaterThan(kills * acknowledgedBetween)
  expect(repeats).toBeGreaterThan(kills)

  const { rows } = await asOwner(findRunning(folder)!, (client) =>
    client.query<{ report_id: string; story: string }>('select report_id, story from response.report'))
  const stored = new Map(rows.map((row) => [row.story.replace('Laporan ', ''), row.report_id]))
  const missing = [...acknowledged].filter(([commandId, receipt]) => stored.get(commandId) !== receipt.reportId)
  expect(missing).toEqual([])
  expect(rows).toHaveLength(asked.size)
  expect(await count("select count(*) as n from platform.command where action = 'createReport' and result is not null")).toBe(asked.size)
  expect(await count("select count(*) as n from audit.entry where action = 'createReport' and subject_kind = 'report'")).toBe(asked.size)
  expect(await count('select count(*) as n from response.case_file c where not exists (select from response.task t where t.case_id = c.case_id)')).toBe(0)

  for (const [commandId, receipt] of [...acknowledged].slice(0, 20)) expect(await send(asked.get(commandId)!, 99)).toEqual(receipt)
  expect(await count('select count(*) as n from response.report')).toBe(asked.size)
  const verified = await kentongan(['audit', 'verify', '--json'], own)
  expect(JSON.parse(verified.out)).toMatchObject({ faults: [] })
})
