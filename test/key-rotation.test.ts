import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { asOwner } from '#install.ts'
import { assertOwnKeys } from '#platform/key-fact.ts'
import { countLeft, listSealedTables, rotateKeys, rotationLock, RotationRunning } from '#platform/key-rotation.ts'
import { loadKeys } from '#platform/keys.ts'
import { kemiren } from './make/cases.ts'
import { makeFamily } from './make/family.ts'
import { kentongan } from './process.ts'
import { until } from './until.ts'
import { startWorld, type World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-rotation-'))
const keyFile = join(folder, 'keys.json')
const manyRows = 30_000
const nik = '3510151203900001'

let world: World
let person: string

beforeAll(async () => {
  world = await startWorld({ environment: { KEY_FILE: keyFile } })
  const made = await makeFamily(world, { areaId: kemiren, card: '3510151203900009', members: [{ name: 'SITI AMINAH', nik }] })
  person = made.personIds[0]!
  await owner((client) => assertOwnKeys(client, world.deps.regency.regencyId, keyFile))
  // Rows of a list on its way: many, closed, and nothing else to know about them.
  await owner((client) => client.query(`
    with list as (
      insert into registry.import (regency_id, import_id, area_id, state, source_key, as_of_on, file_name, file_sha256, size_bytes, uploaded_by_name, uploaded_at, changed_at)
      values ($1, gen_random_uuid(), $2, 'checked', 'village', '2026-11-01', 'daftar.csv', sha256('x'), 1, 'Operator', now(), now()) returning regency_id, import_id)
    insert into registry.import_row (regency_id, import_id, row_number, area_id, cells_sealed, state)
    select regency_id, import_id, n, $2, $3, 'good' from list, generate_series(1, ${manyRows}) n`, [world.deps.regency.regencyId, kemiren, world.deps.keys.seal('["BUDI"]')]))
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const owner = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => asOwner(world.ownerUrl, work)
const settings = () => ({ DATABASE_URL: world.ownerUrl, DATA_DIR: world.deps.config.dataDir, KEY_FILE: keyFile, REGENCY: world.deps.config.regencyDir })
const left = async (keyId: string): Promise<number> => [...(await owner((client) => countLeft(client, keyId))).values()].reduce((sum, count) => sum + count, 0)

async function readsAndFinds(): Promise<void> {
  const operator = await world.as('operator.kemiren')
  const found = await operator.send('POST', '/api/registry/person-searches', { q: nik })
  expect(found.json<{ items: unknown[] }>().items, found.body).toHaveLength(1)
  const shown = await operator.send('POST', `/api/registry/persons/${person}/identity-reveal`, { reason: 'mencocokkan dengan kartu' })
  expect(shown.json()).toMatchObject({ nik })
}

/** Kills a rotation that has done some rows and waits for one that somebody else holds: before the end, however quick it is. */
async function killInTheMiddle(child: ChildProcess): Promise<void> {
  await owner(async (client) => {
    await client.query('begin')
    await client.query('select from registry.import_row where row_number = $1 for update', [manyRows])
    await until(async () => (loadKeys(keyFile).has('k2') ? await left('k2') : manyRows), (count) => count <= manyRows - 1_000, 100_000)
    child.kill('SIGKILL')
    await client.query('rollback')
  })
}

/** Whether PostgreSQL still has a session that rotates: it notices only later that nobody is behind it any more. */
async function isRotating(): Promise<boolean> {
  const held = "select from pg_locks where locktype = 'advisory' and objid = $1 and database = (select oid from pg_database where datname = current_database())"
  return (await owner((client) => client.query(held, [rotationLock]))).rowCount !== 0
}

test('a rotation killed in the middle goes on where it was; numbers are read and found all the while', { timeout: 120_000 }, async () => {
  await readsAndFinds()
  const copy = join(folder, 'copy.json')
  copyFileSync(keyFile, copy)
  const child = spawn(process.execPath, [join(projectFolder, 'tools/kentongan.mjs'), 'keys', 'rotate'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings() }, stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  await killInTheMiddle(child)
  await ended
  await until(isRotating, (is) => !is)
  const open = await left('k2')
  expect(open).toBeGreaterThan(0)
  expect(open).toBeLessThan(manyRows)
  await readsAndFinds()

  const status = await kentongan(['keys', 'status', '--json'], settings())
  expect(JSON.parse(status.out)).toMatchObject({ keyId: 'k2', left: { 'registry.import_row': expect.any(Number) as number } })
  const doctor = await kentongan(['doctor', '--lang', 'en'], settings())
  expect(doctor.out).toContain('rows that an older key closes')
  await expect(owner((client) => assertOwnKeys(client, world.deps.regency.regencyId, copy))).rejects.toMatchObject({ reason: 'old' })

  const again = await kentongan(['keys', 'rotate', '--json'], settings())
  expect(again.code, again.err).toBe(0)
  expect(JSON.parse(again.out)).toMatchObject({ keyId: 'k2', isNew: false })
  expect(await left('k2')).toBe(0)
  await readsAndFinds()
  expect((await kentongan(['doctor', '--lang', 'en'], settings())).out).not.toContain('older key')
  const { rows } = await owner((client) => client.query<{ action: string }>("select action from audit.entry where subject_kind = 'keys' order by entry_id"))
  expect(rows.map((row) => row.action)).toEqual(['rotateKeysBegun', 'rotateKeysBegun', 'rotateKeysDone'])
})

test('the key file stays closed to others, and keeps the keys before', () => {
  expect(statSync(keyFile).mode & 0o077).toBe(0)
  expect([loadKeys(keyFile).has('k1'), loadKeys(keyFile).currentId()]).toEqual([true, 'k2'])
})

test('two rotations at once are one', async () => {
  const rotation = { ownerUrl: world.ownerUrl, regencyId: world.deps.regency.regencyId, keyFile, now: world.clock.now(), by: 'test' }
  const both = await Promise.allSettled([rotateKeys(rotation), rotateKeys(rotation)])
  expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find((each) => each.status === 'rejected')?.reason).toBeInstanceOf(RotationRunning)
  expect(await left('k3')).toBe(0)
})

test('every column that a key closes is named for it, so that a rotation finds it', async () => {
  const tables = await owner(listSealedTables)
  expect(tables.map((table) => table.name)).toEqual(expect.arrayContaining(['people.totp', 'registry.person_identity', 'response.reporter']))
  const { rows } = await owner((client) => client.query<{ name: string }>(`
    select format('%s.%s', c.oid::regclass, a.attname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') and n.nspname !~ '^pg_'
      and a.atttypid = 'bytea'::regtype and not a.attisdropped and a.attname !~ '(^|_)(sealed|mac|hash|sha256|root)$' order by 1`))
  // Exports live for hours, and what is in a form's workbook is published.
  expect(rows.map((row) => row.name)).toEqual(['registry.export_file.content', 'registry.form_version.file'])
})
