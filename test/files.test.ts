import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#install.ts'
import { publicActor } from '#platform/db/actor.ts'
import { sweepFiles, type FileSweep } from '#platform/files/sweep-files.ts'
import { kemiren } from './make/cases.ts'
import { startWorld, type World } from './world.ts'

const dayMs = 86_400_000
const graceHours = 48

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const sweep = (): Promise<FileSweep> => sweepFiles(world.deps, { regencyId: world.deps.regency.regencyId, graceHours })
const exists = async (sha256: string): Promise<boolean> => (await world.deps.files.read(sha256)) !== undefined

async function rows<Row extends object>(text: string): Promise<Row[]> {
  return asOwner(world.ownerUrl, async (owner) => (await owner.query(text)).rows as Row[])
}

/** A photo handed over for a form; gives its token and its name. */
async function handOver(): Promise<{ token: string; sha256: string }> {
  const [r, g, b] = [...randomUUID().replaceAll('-', '').matchAll(/../g)].map(([hex]) => Number.parseInt(hex, 16)) as [number, number, number]
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: { r, g, b } } }).jpeg().toBuffer()
  const { photo } = (await world.nobody().send('POST', '/api/response/report-photos', bytes, { contentType: 'image/jpeg' })).json() as { photo: string }
  return { token: photo, sha256: photo.slice(0, 64) }
}

function report(photos: readonly string[]): Promise<{ statusCode: number }> {
  return world.nobody().send('POST', '/api/response/reports', {
    story: 'Rumah bocor', subject: 'self', areaId: kemiren, photos, contact: 'phone', phone: '081234567890', reporterName: 'Sulastri', category: 'RMH',
  })
}

test('a photo that was never sent goes when its grace time is over; one that a report names stays for ever', async () => {
  const [sent, unsent] = [await handOver(), await handOver()]
  expect((await report([sent.token])).statusCode).toBe(201)
  expect(await sweep()).toEqual({ removed: 0, sizeBytes: 0 })
  world.clock.advance(dayMs)
  const later = await handOver()
  world.clock.advance(1.5 * dayMs)
  const swept = await sweep()
  expect(swept).toMatchObject({ removed: 1 })
  expect(swept.sizeBytes).toBeGreaterThan(100)
  expect([await exists(sent.sha256), await exists(unsent.sha256), await exists(later.sha256)]).toEqual([true, false, true])
  expect(await rows(`select detail from audit.entry where action = 'sweepFiles'`)).toEqual([{ detail: swept }])
  expect(await rows(`select value from platform.installation_fact where key = 'last_file_sweep'`)).toEqual([{ value: { ...swept, graceHours } }])
})

test('whoever hands the same photo over again, or names it in a form, has it for the grace time anew', async () => {
  const photo = await handOver()
  world.clock.advance(3 * dayMs)
  expect(await world.deps.files.keep(photo.sha256)).toBe(true)
  await sweep()
  expect((await report([photo.token])).statusCode).toBe(201)
})

test('a photo whose time is over is asked for once more, and nothing half done is stored', async () => {
  const photo = await handOver()
  world.clock.advance(3 * dayMs)
  await sweep()
  expect((await report([photo.token])).statusCode).toBe(422)
})

test('a file that is named or wanted between the look and the removal stays', async () => {
  const [named, wanted] = [await handOver(), await handOver()]
  world.clock.advance(3 * dayMs)
  const since = new Date(world.clock.now().getTime() - graceHours * 3_600_000)
  // It is wanted before it is out of reach: its time says so.
  expect(await world.deps.files.keep(wanted.sha256)).toBe(true)
  expect(await world.deps.files.old.setAside(wanted.sha256, since)).toBeUndefined()
  expect(await exists(wanted.sha256)).toBe(true)
  // A row comes to name it while the sweep has it aside.
  const old = world.deps.files.old
  const deps = {
    ...world.deps,
    files: {
      ...world.deps.files,
      old: {
        ...old,
        setAside: async (sha256: string, before: Date) => {
          const size = await old.setAside(sha256, before)
          if (sha256 === named.sha256) {
            await rows(`update response.report_photo set sha256 = '${named.sha256}' where photo_id = (select photo_id from response.report_photo limit 1)`)
          }
          return size
        },
      },
    },
  }
  await sweepFiles(deps, { regencyId: world.deps.regency.regencyId, graceHours })
  expect(await exists(named.sha256)).toBe(true)
})

test('what a killed sweep left aside is put back by the next', async () => {
  const photo = await handOver()
  expect((await report([photo.token])).statusCode).toBe(201)
  world.clock.advance(3 * dayMs)
  expect(await world.deps.files.old.setAside(photo.sha256, world.clock.now())).toBeGreaterThan(0)
  expect(await exists(photo.sha256)).toBe(false)
  await sweep()
  expect(await exists(photo.sha256)).toBe(true)
})

test('the columns that name a file are found by their check, so that a new one is known as soon as it is there', async () => {
  const names = (await rows<{ name: string }>("select table_name || '.' || column_name as name from platform.file_columns()")).map((row) => row.name)
  expect(names).toEqual(expect.arrayContaining([
    'exchange.voice_note.sha256', 'registry.deliberation.minutes_sha256', 'registry.deliberation.scan_sha256', 'registry.determination.document_sha256', 'registry.determination.scan_sha256',
    'registry.event_document.sha256', 'registry.import.sealed_file', 'registry.proposal_photo.sha256', 'registry.survey_photo.sha256',
    'response.referral.letter_sha256', 'response.report_photo.sha256', 'response.visit_photo.sha256',
  ]))
})

test('a column that looks as if it named a file says so with its check, or the sweep would not know it', async () => {
  const { rows: found } = await asOwner(world.ownerUrl, (owner) => owner.query<{ name: string }>(`
    select format('%s.%s', c.oid::regclass, a.attname) as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') and n.nspname !~ '^pg_'
      and a.attnum > 0 and not a.attisdropped and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
      and a.attname ~ '(sha256|_file|^file|photos?)$' and a.attname !~ 'file_name$'
      and (c.oid::regclass::text, a.attname::text) not in (select table_name, column_name from platform.file_columns())`))
  expect(found.map((each) => each.name)).toEqual([])
})

test('nobody but the sweep hears whether a file is named', async () => {
  await expect(world.deps.db.asActor(publicActor(world.deps.regency.regencyId), (tx) =>
    sql`select platform.named_files(array['a'])`.execute(tx.db))).rejects.toThrow('only the sweep of files')
})
