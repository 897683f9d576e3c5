import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { asOwner } from '#install.ts'
import { checkBackup } from '#platform/backup/read-backup.ts'
import { findRunning } from '#platform/db/embedded.ts'
import { commands } from '../src/cli/commands.ts'
import { kentongan, startServer, tool, tryServer, type Ended, type ServerProcess } from './process.ts'
import { until } from './until.ts'

const folder = mkdtempSync(join(tmpdir(), 'kentongan-cli-'))
const dataDir = join(folder, 'data')
const here = { DATA_DIR: dataDir, REGENCY: 'banyuwangi' }
const running: ServerProcess[] = []
/** Each command is a process with a database of its own to start. */
const patience = { timeout: 120_000 }
const waitMs = 100_000

afterAll(async () => {
  await Promise.all(running.map((server) => server.end('SIGKILL')))
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

interface Expected {
  readonly rows: number
  readonly good: number
  readonly warned: number
  readonly bad: number
}

function run(...args: string[]): Promise<Ended> {
  return kentongan(args, here)
}

/** The JSON that a command answered under --json. */
async function answer(...args: string[]): Promise<{ code: number | null; json: Record<string, unknown> }> {
  const ended = await run(...args, '--json')
  expect(ended.out, ended.err).toMatch(/^\{.*\}\n$/)
  return { code: ended.code, json: JSON.parse(ended.out) as Record<string, unknown> }
}

async function serve(own: Readonly<Record<string, string>> = here): Promise<ServerProcess> {
  const server = await startServer(own)
  running.push(server)
  return server
}

describe('the command line', patience, () => {
  test('explains itself in both languages, each command too', async () => {
    const inIndonesian = await run('--help')
    const inEnglish = await run('--help', '--lang', 'en')
    expect([inIndonesian.code, inEnglish.code]).toEqual([0, 0])
    expect(inIndonesian.out).toContain('Pemakaian: npx kentongan PERINTAH')
    expect(inEnglish.out).toContain('Usage: npx kentongan COMMAND')
    for (const command of commands) {
      expect(inIndonesian.out).toContain(`  ${command.name} `)
      expect(inEnglish.out).toContain(`  ${command.name} `)
    }
    const byLocale = await kentongan(['backup', '--help'], { ...here, LANG: 'en_US.UTF-8' })
    expect(byLocale.out).toContain('Usage: npx kentongan backup')
    expect(byLocale.out).toContain('--with-keys')
  })

  test.each([
    [['backp'], 'backup'], [[], 'Perintah belum ditulis'], [['backup', '--tto', 'x'], '--tto'], [['backup', '--to'], '--to'],
    [['restore', 'x'], '--to'], [['restore', '--to', 'x'], 'FILE'], [['migrate', 'surplus'], 'surplus'], [['doctor', '--reason', 'x'], '--reason'],
    [['twin', '--families', 'many', '--seed', '1'], '--families'], [['doctor', '--lang', 'jv'], '--lang'],
    [['backup', '--with-keys=yes'], '--with-keys'], [['backup', '--to-key', 'age1xyz', '--passphrase-file', 'x'], '--to-key'],
  ])('answers %j with 2, says what is wrong, and does nothing', async (args, words) => {
    const ended = await run(...args)
    expect(ended.code).toBe(2)
    expect(ended.err).toContain(words)
    expect(ended.out).toBe('')
    expect(existsSync(dataDir)).toBe(false)
  })

  test('says so where nothing is installed, as JSON when asked', async () => {
    const { code, json } = await answer('users', 'list')
    expect(code).toBe(1)
    expect(json).toMatchObject({ error: { kind: 'nothing_installed' } })
    expect((await answer('doctor')).json).toMatchObject({ healthy: false })
    expect(existsSync(dataDir)).toBe(false)
  })
})

describe('an installation', patience, () => {
  test('is made by migrate, once', async () => {
    const first = await answer('migrate')
    expect(first.code).toBe(0)
    expect((first.json['applied'] as string[]).length).toBeGreaterThan(5)
    expect((await answer('migrate')).json['applied']).toEqual([])
  })

  test('takes synthetic families once, the same for the same seed', async () => {
    const [one, again, other] = await Promise.all(['7', '7', '8'].map((seed) => run('twin', '--families', '20', '--seed', seed)))
    expect(one!.out.split('\n')).toHaveLength(22)
    expect(JSON.parse(one!.out.split('\n')[0]!)).toMatchObject({ synthetic: true })
    expect(again!.out).toBe(one!.out)
    expect(other!.out).not.toBe(one!.out)
    const load = ['twin', '--families', '20', '--seed', '7', '--load']
    expect((await answer(...load)).json).toMatchObject({ families: 20 })
    expect(await answer(...load)).toMatchObject({ code: 3, json: { error: { kind: 'registry_not_empty' } } })
  })

})

describe('an installation that is running', patience, () => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await serve()
  })
  afterAll(async () => {
    expect(await server.end('SIGTERM')).toBe(0)
  })

  test('gets its first administrator from the command line', async () => {
    const added = await answer('users', 'add', 'siti', '--name', 'Siti Aminah', '--role', 'administrator')
    expect(added).toMatchObject({ code: 0, json: { username: 'siti', oneTimePassword: expect.stringMatching(/^\S{12,}$/) } })
    const again = await answer('users', 'add', 'siti', '--name', 'Siti Lain', '--role', 'administrator')
    expect(again).toMatchObject({ code: 1, json: { error: { kind: 'username_taken' } } })
    expect(await answer('users', 'grant', 'siti', '--role', 'secretariat')).toMatchObject({ code: 0 })
    expect(await answer('users', 'disable', 'siti')).toMatchObject({ code: 0 })
    const listed = await run('users', 'list')
    expect(listed.out).toMatch(/siti\s+Siti Aminah\s+ditutup\s+administrator, secretariat/)
    expect(await answer('users', 'enable', 'siti')).toMatchObject({ code: 0 })
    expect(await answer('users', 'disable', 'nobody')).toMatchObject({ code: 1, json: { error: { kind: 'not_found' } } })
  })

  test('takes a real list the way the screen does, and names what it refuses', async () => {
    await run('users', 'add', 'untung', '--name', 'Untung Basuki', '--role', 'village_operator', '--area', '35.10.15.2004')
    const file = join(projectFolder, 'samples/1-siks-ng.xlsx')
    const list = ['import', file, '--as', 'untung', '--source', 'siks_ng', '--as-of', '2026-10-17', '--village']
    const expected = (JSON.parse(readFileSync(join(projectFolder, 'samples/expected.json'), 'utf8')) as Record<string, Expected>)['1-siks-ng.xlsx']!
    const stranger = await answer(...list, '35.10.05.2003')
    expect(stranger).toMatchObject({ code: 1, json: { error: { kind: 'user_may_not_import' } } })
    const rejected = join(folder, 'rejected.xlsx')
    const stored = await answer(...list, '35.10.15.2004', '--rejected', rejected)
    // One: there were rows to refuse, as the list is meant to have.
    expect(stored).toMatchObject({
      code: 1, json: { state: 'confirmed', rows: expected.rows, counts: { good: expected.good, warned: expected.warned, bad: expected.bad } },
    })
    expect(readFileSync(rejected).subarray(0, 2).toString()).toBe('PK')
    expect(await answer(...list, '35.10.15.2004')).toMatchObject({ code: 1, json: { error: { kind: 'list_already_loaded' } } })
  })

})

describe('an installation at rest', patience, () => {
  test('is healthy, and the doctor says when it is not', async () => {
    const { code, json } = await answer('doctor')
    const findings = json['findings'] as { check: string; state: string }[]
    const states = Object.fromEntries(findings.map((finding) => [finding.check, finding.state]))
    // No backup was made yet, and this is no demo.
    const good = Object.fromEntries(['node', 'folder', 'keys', 'database', 'migrations', 'login', 'audit'].map((check) => [check, 'good']))
    expect(states).toMatchObject({ ...good, backup: 'fault' })
    expect(code).toBe(1)

    const keyFile = join(dataDir, 'keys.json')
    renameSync(keyFile, `${keyFile}.away`)
    const missing = await run('doctor', '--lang', 'en')
    expect(missing.out).toMatch(/✗ {2}NIK keys .*is gone although there is data/)
    writeFileSync(keyFile, readFileSync(`${keyFile}.away`, 'utf8').replace(/"mac": "./, '"mac": "z'), { mode: 0o600 })
    expect((await run('doctor', '--lang', 'en')).out).toMatch(/✗ {2}NIK keys .*does not belong to this data/)
    rmSync(keyFile)
    renameSync(`${keyFile}.away`, keyFile)
  })
})

describe('a backup', patience, () => {
  const restored = join(folder, 'restored')
  let path = ''

  test('is made, checked, and makes the doctor content', async () => {
    const made = await answer('backup', '--to', join(folder, 'backups'))
    expect(made).toMatchObject({ code: 0, json: { encrypted: false, withKeys: false } })
    path = made.json['path'] as string
    expect(await answer('backup', 'check', path)).toMatchObject({ code: 0, json: { rows: made.json['rows'] } })
    expect(await answer('doctor')).toMatchObject({ code: 0, json: { healthy: true } })
  })

  test('becomes a folder that the server serves, row for row', async () => {
    expect(await answer('restore', path, '--to', restored)).toMatchObject({ code: 2, json: { error: { kind: 'keys_needed' } } })
    const ended = await answer('restore', path, '--to', restored, '--keys', join(dataDir, 'keys.json'))
    expect(ended).toMatchObject({ code: 0, json: { target: restored, audit: { faults: [] } } })

    const server = await serve({ ...here, DATA_DIR: restored })
    await until(async () => (await fetch(`${server.address}/readyz`)).status, (status) => status === 200, waitMs)
    const again = await kentongan(['backup', '--to', join(folder, 'again'), '--json'], { ...here, DATA_DIR: restored })
    const before = await checkBackup({ path })
    const after = await checkBackup({ path: (JSON.parse(again.out) as { path: string }).path })
    // What working leaves behind: traces, seals, notes of backups, the queue's own records, the month's counts.
    const own = (name: string): boolean => !/^(audit|pgboss|platform)\.|^registry\.quality_month$/.test(name)
    const contents = (manifest: typeof before): object =>
      Object.fromEntries(manifest.tables.filter(({ name }) => own(name)).map((table) => [table.name, table.sha256]))
    expect(Object.keys(contents(before)).length).toBeGreaterThan(20)
    expect(before.tables.find((table) => table.name === 'registry.family')?.rows).toBeGreaterThan(20)
    expect(contents(after)).toEqual(contents(before))
    expect(await server.end('SIGTERM')).toBe(0)
  })

  test('goes nowhere where something is', async () => {
    const ended = await answer('restore', path, '--to', restored, '--keys', join(dataDir, 'keys.json'))
    expect(ended).toMatchObject({ code: 3, json: { error: { kind: 'target_not_empty' } } })
  })

  test('that was damaged or is encrypted says so, and leaves nothing behind', async () => {
    const bytes = readFileSync(path)
    bytes[Math.floor(bytes.length / 2)]! ^= 1
    const damaged = join(folder, 'damaged.tar')
    writeFileSync(damaged, bytes)
    const nowhere = join(folder, 'nowhere')
    const refused = await answer('restore', damaged, '--to', nowhere, '--without-keys')
    expect(refused).toMatchObject({ code: 1, json: { error: { kind: 'backup_damaged' } } })

    const key = join(folder, 'backup.key')
    const { json: pair } = await answer('backup', 'key', key)
    const { json: made } = await answer('backup', '--to', join(folder, 'backups'), '--to-key', pair['recipient'] as string, '--with-keys')
    expect(made).toMatchObject({ encrypted: true, withKeys: true, path: expect.stringMatching(/\.tar\.age$/) })
    const locked = await answer('restore', made['path'] as string, '--to', nowhere)
    expect(locked).toMatchObject({ code: 2, json: { error: { kind: 'backup_encrypted' } } })
    expect(existsSync(nowhere)).toBe(false)
    const whole = await answer('restore', made['path'] as string, '--to', join(folder, 'with-keys'), '--identity', key)
    expect(whole.code).toBe(0)
    expect(readFileSync(join(folder, 'with-keys', 'keys.json'))).toEqual(readFileSync(join(dataDir, 'keys.json')))
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([])
  })
})

describe('a folder that a server holds', patience, () => {
  test('is refused to a second server, and open to commands', async () => {
    const server = await serve()
    const second = await tryServer(here)
    expect(second).toMatchObject({ code: 3, err: expect.stringContaining('in use by another server') })
    expect(await answer('users', 'list')).toMatchObject({ code: 0 })
    expect(await answer('backup', '--to', join(folder, 'beside'))).toMatchObject({ code: 0 })
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200)
    expect(await server.end('SIGTERM')).toBe(0)
  })

  test('is backed up by its own schedule', async () => {
    const scheduled = join(folder, 'scheduled')
    const own = { ...here, BACKUP_EVERY_HOURS: '0.1', BACKUP_DIR: scheduled }
    const server = await serve()
    await asOwner(findRunning(dataDir)!, (client) => client.query(
      "update platform.installation_fact set recorded_at = now() - interval '7 hours' where key = 'last_backup'",
    ))
    await server.end('SIGTERM')
    const again = await serve(own)
    const made = (): string | undefined => (existsSync(scheduled) ? readdirSync(scheduled).find((name) => name.endsWith('.tar')) : undefined)
    // The file is there a moment before it is written down that it was made.
    const readiness = async (): Promise<{ lastBackupAgeHours: number }> => (await fetch(`${again.address}/readyz`)).json() as Promise<{ lastBackupAgeHours: number }>
    await until(readiness, ({ lastBackupAgeHours }) => lastBackupAgeHours < 1, waitMs)
    expect(made()).toBeDefined()
    await again.end('SIGTERM')
    expect(await answer('backup', 'check', join(scheduled, made()!))).toMatchObject({ code: 0 })
  })

  test('gives way at a port that is taken, and leaves nothing running', async () => {
    const server = await serve({ ...here, DATA_DIR: join(folder, 'restored') })
    const second = await tryServer({ ...here, PORT: new URL(server.address).port })
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('This port is in use') })
    await server.end('SIGTERM')
    expect(await answer('users', 'list')).toMatchObject({ code: 0 })
  })

  test('is not needed to be told that the database of the settings does not answer', async () => {
    const refused = await tryServer({ ...here, DATA_DIR: join(folder, 'without-database'), DATABASE_URL: 'postgres://somebody@127.0.0.1:1/regency' })
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Check DATABASE_URL') })
    expect((refused as Ended).err).not.toContain('    at ')
  })

  test('is not served with a key file that is gone or another’s', async () => {
    const keyFile = join(dataDir, 'keys.json')
    renameSync(keyFile, `${keyFile}.away`)
    expect(await tryServer(here)).toMatchObject({ code: 1, err: expect.stringContaining('keys.json') })
    expect(existsSync(keyFile)).toBe(false)
    renameSync(`${keyFile}.away`, keyFile)
  })
})

describe('an own PostgreSQL', patience, () => {
  const databases = ['one', 'two'].map((name) => `cli_${name}_${process.pid}`)
  const urlOf = (name: string): string => Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href
  const [one, two] = databases.map(urlOf) as [string, string]
  const onServer = (statement: string): Promise<unknown> => asOwner(urlOf('postgres'), (client) => client.query(statement))
  const at = (DATABASE_URL: string, DATA_DIR = join(folder, 'own')): Record<string, string> => ({ ...here, DATABASE_URL, DATA_DIR })

  afterAll(async () => {
    for (const name of databases) {
      await onServer(`drop database if exists ${name} with (force)`)
      await onServer(`drop role if exists ${name}_web`)
    }
  })

  test('is installed, backed up, and restored beside itself without disturbing it', async () => {
    for (const name of databases) await onServer(`create database ${name} template template0`)
    expect((await kentongan(['migrate'], at(one))).code).toBe(0)
    expect((await kentongan(['users', 'add', 'siti', '--name', 'Siti', '--role', 'administrator'], at(one))).code).toBe(0)
    const made = JSON.parse((await kentongan(['backup', '--json'], at(one))).out) as { path: string }
    const keys = join(folder, 'own', 'keys.json')
    const restored = await kentongan(['restore', made.path, '--to', two, '--keys', keys, '--json'], at(one, join(folder, 'own-two')))
    expect(restored.code, restored.out).toBe(0)
    expect((await kentongan(['restore', made.path, '--to', two, '--keys', keys], at(one, join(folder, 'own-two')))).code).toBe(3)
    for (const own of [at(one), at(two, join(folder, 'own-two'))]) {
      expect((await kentongan(['users', 'list'], own)).out).toContain('siti')
    }
  })

  test('that does not answer is named as the reason', async () => {
    const gone = await kentongan(['users', 'list', '--json'], at('postgres://nobody:x@127.0.0.1:1/none'))
    expect(gone).toMatchObject({ code: 1, out: expect.stringContaining('database_unreachable') })
    const doctor = await kentongan(['doctor', '--lang', 'en'], at('postgres://nobody:x@127.0.0.1:1/none'))
    expect(doctor.code).toBe(1)
    expect(doctor.out).toContain('cannot be reached')
  })
})

describe('the audit', patience, () => {
  const exported = join(folder, 'audit.jsonl')

  test('says who looked at what, to whoever gives a reason', async () => {
    expect((await run('audit', 'reads')).code).toBe(2)
    const reads = await answer('audit', 'reads', '--account', 'untung', '--reason', 'latihan')
    expect(reads.code).toBe(0)
    const entries = reads.json['entries'] as { accountName: string; purpose: string | null }[]
    expect(entries.length).toBeGreaterThan(0)
    expect(entries.every((entry) => entry.accountName === 'Untung Basuki' && entry.purpose !== null)).toBe(true)
    const asked = await answer('audit', 'reads', '--subject', 'untung', '--reason', 'siapa bertanya')
    expect(JSON.stringify(asked.json)).toContain('latihan')
  })

  test('verifies inside and outside with the same result', async () => {
    const server = await serve()
    for (let waited = 0; ((await answer('audit', 'verify')).json['seals'] as number) < 1; waited += 1) expect(waited).toBeLessThan(20)
    await server.end('SIGTERM')
    const inside = await answer('audit', 'verify')
    expect(inside).toMatchObject({ code: 0, json: { faults: [], unsealedOld: 0 } })
    expect(await answer('audit', 'export', '--to', exported, '--reason', 'pemeriksaan tahunan')).toMatchObject({ code: 0 })
    const outside = await tool('verify-audit.mjs', [exported, '--json'])
    expect(outside.code).toBe(0)
    expect(JSON.parse(outside.out)).toEqual(inside.json)
    const head = inside.json['head'] as string
    expect((await tool('verify-audit.mjs', [exported, '--anchor', head])).code).toBe(0)
    expect((await tool('verify-audit.mjs', [exported, '--anchor', 'f'.repeat(64)])).code).toBe(1)
    expect((await run('audit', 'verify', '--anchor', head)).code).toBe(0)
    expect((await run('audit', 'verify', '--anchor', 'f'.repeat(64))).code).toBe(1)
  })

  test('of which one byte was changed in an export is located to its seal', async () => {
    const lines = readFileSync(exported, 'utf8').split('\n')
    const parsed = lines.map((line) => (line === '' ? undefined : (JSON.parse(line) as { kind: string; sealNo?: number; content?: string })))
    let sealNo = 0
    let tried = 0
    for (const [at, line] of parsed.entries()) {
      sealNo = line?.sealNo ?? sealNo
      if (line?.kind !== 'entry') continue
      const changed = [...lines]
      changed[at] = lines[at]!.replace(/\[\d/, '[0')
      expect(changed[at]).not.toBe(lines[at])
      writeFileSync(`${exported}.changed`, changed.join('\n'))
      const outside = await tool('verify-audit.mjs', [`${exported}.changed`, '--json'])
      expect(outside.code).toBe(1)
      expect((JSON.parse(outside.out) as { faults: object[] }).faults).toEqual([{ sealNo, reason: 'root_differs' }])
      tried += 1
    }
    expect(tried).toBeGreaterThan(2)
    writeFileSync(`${exported}.cut`, lines.slice(0, -3).join('\n'))
    expect((await tool('verify-audit.mjs', [`${exported}.cut`])).code).toBe(2)
    writeFileSync(`${exported}.short`, lines.filter((_, at) => at !== parsed.findIndex((line) => line?.kind === 'entry')).join('\n'))
    expect((await tool('verify-audit.mjs', [`${exported}.short`])).out).toContain('seal 1: entries_missing')
  })

  test('that somebody changed in the database is caught, and the doctor sends for help', async () => {
    const server = await serve()
    await asOwner(findRunning(dataDir)!, (client) => client.query(
      "update audit.entry set role = 'nobody' where entry_id = (select min(entry_id) from audit.seal_entry)",
    ))
    const verified = await answer('audit', 'verify')
    expect(verified).toMatchObject({ code: 1, json: { faults: [{ sealNo: 1, reason: 'root_differs' }] } })
    const doctor = await run('doctor')
    expect(doctor.code).toBe(1)
    expect(doctor.out).toContain('incident.md')
    await server.end('SIGTERM')
  })
})
