import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { startEmbedded } from '#platform/db/embedded.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-embedded-'))
const cluster = join(folder, 'postgres')
const pidFile = join(cluster, 'postmaster.pid')

beforeAll(async () => {
  const embedded = await startEmbedded(folder)
  await embedded.stop()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function startsAndAnswers(): Promise<void> {
  const embedded = await startEmbedded(folder)
  const answered = await asOwner(embedded.url, async (client) => (await client.query<{ one: number }>('select 1 as one')).rows)
  await embedded.stop()
  expect(answered).toEqual([{ one: 1 }])
}

test("a lock file left from before that names somebody else's process is no server, and that process hears nothing", async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' })
  writeFileSync(pidFile, `${other.pid}\n${cluster}\n`)
  await startsAndAnswers()
  expect([other.exitCode, other.signalCode]).toEqual([null, null])
  other.kill()
  await once(other, 'exit')
})

test('a server of ours that never ends its stop is ended, and the next one starts', { timeout: 60_000 }, async () => {
  const deaf = "process.on('SIGINT', () => undefined); setInterval(() => undefined, 1000); console.log('deaf')"
  const stuck = spawn(process.execPath, ['-e', deaf, cluster], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(stuck, 'exit')
  await once(stuck.stdout, 'data')
  writeFileSync(pidFile, `${stuck.pid}\n${cluster}\n`)
  await startsAndAnswers()
  expect(await ended).toEqual([null, 'SIGQUIT'])
})
