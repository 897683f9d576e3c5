import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, type Command } from '#platform/act.ts'
import { sealEntries } from '#platform/audit/seal.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { TestClock } from '#platform/clock.ts'
import { systemActor, publicActor } from '#platform/db/actor.ts'
import { createDb, type Db } from '#platform/db/db.ts'
import { startEmbedded, type Embedded } from '#platform/db/embedded.ts'
import { createAppLogin } from '#platform/db/login.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createJobs, installJobs, type Jobs } from '#platform/jobs/jobs.ts'
import { ok, err } from '#platform/result.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-platform-'))
const clock = new TestClock('2026-11-25T01:00:00Z')
const regencyId = 9_999
const sealer = systemActor(regencyId, { areaIds: [], officeIds: [], grants: ['audit.seal'] })
let embedded: Embedded
let db: Db
let jobs: Jobs

beforeAll(async () => {
  embedded = await startEmbedded(folder, { fsync: 'off' })
  await migrate(embedded.url)
  await installJobs(embedded.url)
  const url = await createAppLogin(embedded.url, 'secret')
  db = createDb(url, { clock })
  jobs = await createJobs(url, pino({ level: 'silent' }))
  await jobs.declare([{ queue: 'ring', retryLimit: 1, expireInSeconds: 30, handle: async () => undefined }])
})

afterAll(async () => {
  await jobs.close()
  await db.close()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
})

function command(id: string = randomUUID(), body = 1): Command {
  return { id, bodySha256: Buffer.alloc(32, body) }
}

async function beat(which: Command, answer = 'heard'): Promise<unknown> {
  return act({ db, jobs }, { actor: publicActor(regencyId), command: which, action: 'test.drum.beat' }, async (tx) => {
    tx.audit({ subjectKind: 'drum', subjectId: 'd1' })
    await tx.enqueue('ring', { loud: true })
    return answer === '' ? err({ kind: 'drum_broken' }) : ok({ answer })
  })
}

test('a command repeated twenty times at once has one effect and one answer', async () => {
  const same = command()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => beat(same, `answer ${index}`)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ ok: true })
})

test('the same command id with another body is refused', async () => {
  const first = command()
  await beat(first)
  expect(await beat(command(first.id, 2))).toEqual({ ok: false, error: { kind: 'command_reused' } })
})

test('a refusal undoes everything and may be tried again', async () => {
  const tried = command()
  expect(await beat(tried, '')).toEqual({ ok: false, error: { kind: 'drum_broken' } })
  expect(await beat(tried, 'mended')).toEqual({ ok: true, value: { answer: 'mended' } })
})

test('a failure that nobody heard is not reported as a success', async () => {
  const deaf = db.asActor(publicActor(regencyId), (tx) => sql`select 1 / 0`.execute(tx.db).catch(() => undefined))
  await expect(deaf).rejects.toThrow('rolled back')
})

test('a last statement that fails undoes what came before it', async () => {
  const undone = command()
  const broken = act({ db, jobs }, { actor: publicActor(regencyId), command: undone, action: 'test.drum.beat' }, async (tx) => {
    tx.audit({ subjectKind: 'drum', subjectId: 'd1' })
    tx.beforeCommit(sql`select 1 / 0`.compile(tx.db))
    return ok({ answer: 'heard' })
  })
  await expect(broken).rejects.toThrow('division by zero')
  expect(await beat(undone, 'heard again')).toEqual({ ok: true, value: { answer: 'heard again' } })
})

test('a statement that comes after the end of its transaction never reaches the connection', async () => {
  const late = await db.asActor(publicActor(regencyId), async (tx) => ({ tx }))
  await expect(sql`select 1`.execute(late.tx.db)).rejects.toThrow('after the end')
})

test('the audit verifies, and a changed entry is found in its seal', async () => {
  await beat(command())
  expect(await sealEntries(db, sealer)).toBeGreaterThan(0)
  await beat(command())
  expect(await sealEntries(db, sealer)).toBe(1)
  expect(await verifyAudit(db, sealer)).toMatchObject({ seals: 2, faults: [], unsealedOld: 0 })

  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: embedded.url })
  await owner.connect()
  await owner.query("update audit.entry set role = 'somebody' where entry_id = (select max(entry_id) from audit.entry)")
  await owner.end()
  expect((await verifyAudit(db, sealer)).faults).toEqual([{ sealNo: 2, reason: 'root_differs' }])
})

test('nobody in particular sees no audit entry', async () => {
  const seen = await db.asActor(publicActor(regencyId), async (tx) => {
    return (await sql`select * from audit.entry`.execute(tx.db)).rows
  })
  expect(seen).toEqual([])
})
