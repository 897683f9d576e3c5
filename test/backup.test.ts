import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { asOwner, install } from '#install.ts'
import { loadRegency } from '#modules/people/index.ts'
import { newAgeKeyPair, parseIdentity, parseRecipient } from '#platform/backup/age-key.ts'
import { makeBackup, type BackupMade, type BackupOptions } from '#platform/backup/make-backup.ts'
import { checkBackup } from '#platform/backup/read-backup.ts'
import { BackupRefused } from '#platform/backup/refused.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import { scheduleBackups } from '#platform/backup/schedule.ts'
import { systemClock } from '#platform/clock.ts'
import { createFiles } from '#platform/files/files.ts'
import { createLog } from '#platform/log.ts'
import { regencyDir, templateName } from './template.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-backup-'))
const files = createFiles(join(folder, 'files'), systemClock)
const source = `b_${randomUUID().replaceAll('-', '')}`
const made: string[] = []
let regencyId = 0

beforeAll(async () => {
  await createDatabase(source, templateName)
  await asOwner(urlOf(source), async (client) => {
    regencyId = (await client.query<{ regency_id: number }>('select regency_id from people.area limit 1')).rows[0]!.regency_id
    // Text that a careless copy would change: a line feed, a tab, a backslash, quotes, four-byte letters.
    await client.query(`insert into audit.entry (regency_id, at, role, action, subject_kind, subject_id, detail)
      select $1, '2026-11-25 02:00:00.123456+00', 'system', 'test', 'thing', E'a\\nb\\tc\\\\d"e\\u{1F941}' || n, jsonb_build_object('n', n)
      from generate_series(1, 3000) as n`.replace('\\u{1F941}', '🥁'), [regencyId])
  })
  await files.put(Buffer.from('foto'))
  await files.put(randomBytes(40_000))
})

afterAll(async () => {
  for (const name of made) await onServer(`drop database if exists ${name} with (force)`)
  rmSync(folder, { recursive: true, force: true })
})

function urlOf(database: string): string {
  const url = new URL(inject('ownerUrl'))
  url.pathname = `/${database}`
  return url.href
}

async function onServer(statement: string): Promise<void> {
  await asOwner(urlOf('postgres'), async (client) => {
    await client.query('select pg_advisory_lock(7310009)')
    await client.query(statement)
  })
}

function newDatabase(): Promise<string> {
  return createDatabase(`r_${randomUUID().replaceAll('-', '')}`)
}

async function createDatabase(name: string, template = 'template0'): Promise<string> {
  await onServer(`create database ${name} template ${template}`)
  made.push(name)
  return urlOf(name)
}

function backup(given: Partial<BackupOptions> = {}): Promise<BackupMade> {
  return makeBackup({
    ownerUrl: urlOf(source), regencyId, product: '0.0.0', files, keys: { fingerprint: 'f' }, folder: join(folder, 'backups'),
    by: 'test', now: new Date(), ...given,
  })
}

function refusal(kind: string): object {
  return expect.objectContaining({ refusal: expect.objectContaining({ kind }) as object })
}

/** Every table's rows, as text in one order. */
async function contentOf(url: string): Promise<Record<string, string>> {
  return asOwner(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`)
    const content: Record<string, string> = {}
    for (const { name } of rows) {
      const found = await client.query<{ hash: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from ${name} t`,
      )
      content[name] = found.rows[0]!.hash
    }
    return content
  })
}

test('a backup is restored into an empty database with the same rows, files and places in the sequences', async () => {
  const before = await contentOf(urlOf(source))
  const { path } = await backup()
  const manifest = await checkBackup({ path })
  const target = await newDatabase()
  const restoredFiles = createFiles(join(folder, 'restored'), systemClock)
  const restored = await restoreBackup({ path }, manifest, { ownerUrl: target, files: restoredFiles })

  expect(Object.keys(before).length).toBeGreaterThan(30)
  expect(before['audit.entry']).toMatch(/^3000:/)
  expect(await contentOf(target)).toEqual(before)
  expect(restored.files).toBe(2)
  for await (const name of files.list()) expect(await restoredFiles.read(name)).toEqual(await files.read(name))
  const next = await asOwner(target, (client) => client.query<{ id: string }>(`
    insert into audit.entry (regency_id, at, role, action, subject_kind, subject_id) values ($1, now(), 'system', 'test', 'thing', 'after') returning entry_id::text as id`, [regencyId]))
  expect(Number(next.rows[0]!.id)).toBe(3_001)
  const keys = await asOwner(target, (client) => client.query("select from pg_constraint where contype = 'f'"))
  const keysBefore = await asOwner(urlOf(source), (client) => client.query("select from pg_constraint where contype = 'f'"))
  expect(keys.rowCount).toBe(keysBefore.rowCount)
})

test('a backup leaves its age and its trace', async () => {
  const now = new Date('2026-11-25T03:00:00.000Z')
  const { path } = await backup({ now, by: 'somebody' })
  const { fact, entry } = await asOwner(urlOf(source), async (client) => ({
    fact: await client.query<{ recorded_at: Date }>("select recorded_at from platform.installation_fact where key = 'last_backup'"),
    entry: await client.query("select from audit.entry where action = 'makeBackup' and purpose = 'somebody' and subject_id = $1", [basename(path)]),
  }))
  expect(fact.rows[0]!.recorded_at).toEqual(now)
  expect(entry.rowCount).toBe(1)
  expect(statSync(path).mode & 0o077).toBe(0)
})

test('one changed byte anywhere is found before anything is restored', async () => {
  const { path } = await backup()
  const bytes = readFileSync(path)
  const copy = join(folder, 'flipped.tar')
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
    const changed = Buffer.from(bytes)
    changed[at] = changed[at]! ^ change
    writeFileSync(copy, changed)
    await expect(checkBackup({ path: copy })).rejects.toBeInstanceOf(BackupRefused)
  }), { numRuns: 300 })
})

test('a cut file is incomplete, and another file is no backup', async () => {
  const { path } = await backup()
  const copy = join(folder, 'cut.tar')
  writeFileSync(copy, readFileSync(path).subarray(0, -20_000))
  await expect(checkBackup({ path: copy })).rejects.toEqual(refusal('backup_incomplete'))
  writeFileSync(copy, '')
  await expect(checkBackup({ path: copy })).rejects.toEqual(refusal('not_a_backup'))
  writeFileSync(copy, randomBytes(5_000))
  await expect(checkBackup({ path: copy })).rejects.toEqual(refusal('not_a_backup'))
})

test('an encrypted backup shows nothing and opens with its key only; keys travel in no other', async () => {
  const pair = newAgeKeyPair()
  const { path } = await backup({ lock: { recipient: parseRecipient(pair.recipient) }, keys: { fingerprint: 'f', bytes: Buffer.from('the keys') } })
  const bytes = readFileSync(path)
  expect(bytes.includes('manifest')).toBe(false)
  await expect(checkBackup({ path })).rejects.toEqual(refusal('backup_encrypted'))
  await expect(checkBackup({ path, opener: { identity: parseIdentity(newAgeKeyPair().identity) } })).rejects.toEqual(refusal('backup_key_wrong'))
  const opener = { identity: parseIdentity(pair.identity) }
  const manifest = await checkBackup({ path, opener })
  const target = { ownerUrl: await newDatabase(), files: createFiles(join(folder, 'two'), systemClock) }
  const restored = await restoreBackup({ path, opener }, manifest, target)
  expect(restored.keys?.toString()).toBe('the keys')
  await expect(backup({ keys: { fingerprint: 'f', bytes: Buffer.from('the keys') } })).rejects.toEqual(refusal('keys_need_encryption'))
})

test('a database that holds something is left alone', async () => {
  const { path } = await backup()
  const target = await newDatabase()
  await asOwner(target, (client) => client.query('create table public.mine as select 1 as one'))
  await expect(restoreBackup({ path }, await checkBackup({ path }), { ownerUrl: target, files })).rejects.toEqual(refusal('target_not_empty'))
  const left = await asOwner(target, (client) => client.query('select from pg_namespace where nspname = $1', ['audit']))
  expect(left.rowCount).toBe(0)
})

test('a backup of a version with other tables is refused by name', async () => {
  const { path } = await backup()
  const manifest = await checkBackup({ path })
  const other = { ...manifest, migrations: [...manifest.migrations, { name: '20990101000000_future__create.sql', sha256: '0'.repeat(64) }] }
  const target = await newDatabase()
  await expect(restoreBackup({ path }, other, { ownerUrl: target, files })).rejects.toEqual(refusal('backup_of_other_version'))
})

test('a login that row security binds is refused, because its copy would lack rows', async () => {
  await asOwner(urlOf(source), (client) => client.query(`create role bound login password 'bound'; grant connect on database ${source} to bound`))
  const url = new URL(urlOf(source))
  url.username = 'bound'
  url.password = 'bound'
  await expect(backup({ ownerUrl: url.href })).rejects.toEqual(refusal('login_sees_too_little'))
  await asOwner(urlOf(source), (client) => client.query('drop owned by bound; drop role bound'))
})

test('an owner that is no superuser backs up and restores everything too', async () => {
  const owner = `o_${randomUUID().replaceAll('-', '')}`
  await onServer(`create role ${owner} login createrole password 'plain'`)
  // On a server of its own it would have made these roles, and so could give them on.
  await onServer(`do $$ declare each record; begin
    for each in select rolname from pg_roles where not rolcanlogin and rolname !~ '^pg_' loop
      execute format('grant %I to ${owner} with admin option', each.rolname);
    end loop;
  end $$`)
  const [from, to] = [await newDatabase(), await newDatabase()]
  for (const url of [from, to]) await onServer(`alter database ${new URL(url).pathname.slice(1)} owner to ${owner}`)
  const ownUrl = (url: string): string => Object.assign(new URL(url), { username: owner, password: 'plain' }).href
  await install({ ownerUrl: ownUrl(from), secretFile: join(folder, 'plain.secret'), regency: loadRegency(regencyDir) })

  const { path, manifest } = await backup({ ownerUrl: ownUrl(from) })
  expect(manifest.tables.find((table) => table.name === 'people.area')?.rows).toBeGreaterThan(100)
  await restoreBackup({ path }, await checkBackup({ path }), { ownerUrl: ownUrl(to), files })
  const { ['audit.entry']: _note, ['platform.installation_fact']: _fact, ...before } = await contentOf(from)
  expect(await contentOf(to)).toMatchObject(before)
  const unbound = "select from pg_class where relrowsecurity and not relforcerowsecurity and relkind in ('r', 'p')"
  const open = await asOwner(to, (client) => client.query(unbound))
  expect(open.rowCount).toBe(0)
  for (const url of [from, to]) await onServer(`drop database ${new URL(url).pathname.slice(1)} with (force)`)
})

test('two backups at once: one is made, the other is told', async () => {
  const holder = new pg.Client({ connectionString: urlOf(source) })
  await holder.connect()
  await holder.query('select pg_advisory_lock(7310004)')
  await expect(backup()).rejects.toEqual(refusal('backup_running'))
  await holder.end()
})

test('rows that are written meanwhile do not appear in half', async () => {
  const writer = new pg.Client({ connectionString: urlOf(source) })
  await writer.connect()
  const stop = new AbortController()
  const writes = (async () => {
    for (let n = 0; !stop.signal.aborted; n += 1) {
      await writer.query(`
        with e as (
          insert into audit.entry (regency_id, at, role, action, subject_kind, subject_id) values ($1, now(), 'system', 'pair', 'thing', $2)
          returning regency_id
        )
        insert into platform.installation_fact (regency_id, key, value, recorded_at) select regency_id, 'n' || $2, '1', now() from e`,
      [regencyId, String(n)])
    }
  })()
  try {
    for (let round = 0; round < 2; round += 1) {
      const { manifest, path } = await backup()
      const target = await newDatabase()
      await restoreBackup({ path }, manifest, { ownerUrl: target, files })
      const { rows } = await asOwner(target, (client) => client.query<{ entries: string; facts: string }>(`
        select (select count(*) from audit.entry where action = 'pair') as entries,
          (select count(*) from platform.installation_fact where key ~ '^n') as facts`))
      expect(Number(rows[0]!.entries)).toBe(Number(rows[0]!.facts))
    }
  } finally {
    stop.abort()
    await writes
    await writer.end()
  }
})

test('the schedule makes one when it is due, keeps as many as it was told, and ends at once', async () => {
  const scheduled = join(folder, 'scheduled')
  for (let minute = 10; minute < 14; minute += 1) await backup({ folder: scheduled, now: new Date(`2026-11-24T00:${minute}:00.000Z`) })
  writeFileSync(join(scheduled, 'notes.txt'), 'mine')
  writeFileSync(join(scheduled, `kentongan-${regencyId}-20261124T000000000Z.tar.partial`), 'left by a killed process')
  const asked = Promise.withResolvers<void>()
  const running = scheduleBackups({
    everyHours: 1, keep: 3, folder: scheduled, regencyId, log: createLog('silent'),
    lastMadeAt: async () => new Date(0),
    make: async (signal) => {
      const result = await backup({ folder: scheduled, signal })
      asked.resolve()
      return result
    },
  })
  await asked.promise
  await running.close()
  const left = readdirSync(scheduled).sort()
  expect(left.filter((name) => name.endsWith('.tar'))).toHaveLength(3)
  expect(left).toContain('notes.txt')
  expect(left.some((name) => name.endsWith('.partial'))).toBe(false)
  expect(left.some((name) => name.includes('20261124T0010'))).toBe(false)
})
