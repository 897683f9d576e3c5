import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { noteAsOwner } from '#platform/audit/owner-note.ts'
import type { Files } from '#platform/files/files.ts'
import { encrypt, type Lock } from './age.ts'
import { assertSeesAll, beginSnapshot, dumpTable, listSequences, listTables } from './dump.ts'
import { backupFormat, fileEntry, formatEntry, keysEntry, manifestEntry, manifestSumEntry, type Manifest } from './manifest.ts'
import { BackupRefused } from './refused.ts'
import { tarEnd, tarEntry, type TarEntry } from './tar.ts'

const backupLock = 7_310_004

export interface BackupOptions {
  /** A login that row security does not bind; the server's own login never does this. */
  readonly ownerUrl: string
  readonly regencyId: number
  /** The version of Kentongan. */
  readonly product: string
  readonly files: Files
  /** Which key file belongs to the rows; the keys themselves only for an encrypted backup. */
  readonly keys: { readonly fingerprint: string | undefined; readonly bytes?: Buffer }
  readonly folder: string
  readonly lock?: Lock | undefined
  /** Who asked for it, for the audit. */
  readonly by: string
  readonly now: Date
  readonly signal?: AbortSignal
}

export interface BackupMade {
  readonly path: string
  readonly sizeBytes: number
  readonly manifest: Manifest
}

/**
 * Writes everything that the installation holds into one file: all rows as of one moment, the stored files, a table of contents with hashes.
 * The file appears whole or not at all. Leaves the fact `last_backup` and an audit entry.
 */
export async function makeBackup(options: BackupOptions): Promise<BackupMade> {
  if (options.keys.bytes !== undefined && options.lock === undefined) throw new BackupRefused({ kind: 'keys_need_encryption' })
  const client = new pg.Client({ connectionString: options.ownerUrl })
  // A server that goes away in between ends the query in hand; without this it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [backupLock])
    if (rows[0]?.mine !== true) throw new BackupRefused({ kind: 'backup_running' })
    await assertSeesAll(client)
    const made = await writeFile(client, options)
    await record(client, { options, made })
    return made
  } finally {
    await client.end()
  }
}

async function writeFile(client: pg.Client, options: BackupOptions): Promise<BackupMade> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  await removeUnfinished(options.folder)
  const path = join(options.folder, nameOf(options))
  const aside = `${path}.partial`
  const contents = new Contents(client, options)
  try {
    const archive = contents.archive()
    const bytes = options.lock === undefined ? archive : encrypt(archive, options.lock)
    await pipeline(bytes, createWriteStream(aside, { mode: 0o600, flush: true }), { ...(options.signal && { signal: options.signal }) })
    await rename(aside, path)
    await syncFolder(options.folder)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
  return { path, sizeBytes: (await stat(path)).size, manifest: contents.manifest }
}

/** What an earlier backup left when its process was killed; we hold the lock, so nobody is writing it. */
async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder)
  for (const name of names.filter((each) => /^kentongan-.*\.partial$/.test(each))) await rm(join(folder, name), { force: true })
}

/** `kentongan-1234-20261125T020000123Z.tar`, so that the names sort as the moments do. */
function nameOf({ regencyId, now, lock }: BackupOptions): string {
  return `kentongan-${regencyId}-${now.toISOString().replaceAll(/[-:.]/g, '')}.tar${lock === undefined ? '' : '.age'}`
}

/** Walks through everything once, and knows at the end what it was. */
class Contents {
  readonly #client: pg.Client
  readonly #options: BackupOptions
  #manifest: Manifest | undefined

  constructor(client: pg.Client, options: BackupOptions) {
    this.#client = client
    this.#options = options
  }

  get manifest(): Manifest {
    if (this.#manifest === undefined) throw new Error('the archive was not written yet')
    return this.#manifest
  }

  async* archive(): AsyncGenerator<Buffer> {
    for await (const entry of this.#entries()) yield tarEntry(entry)
    yield tarEnd()
  }

  async* #entries(): AsyncGenerator<TarEntry> {
    const { keys, product, regencyId, now } = this.#options
    yield { name: formatEntry, body: Buffer.from(`${backupFormat}\n`) }
    const database = yield* this.#database()
    // After the rows: a file is stored before the row that names it, so every file that a row names is there by now.
    const files = yield* this.#files()
    if (keys.bytes !== undefined) yield { name: keysEntry, body: keys.bytes }
    this.#manifest = {
      format: backupFormat, product, regencyId, madeAt: now.toISOString(), ...database, files,
      keys: { included: keys.bytes !== undefined, fingerprint: keys.fingerprint ?? null },
    }
    const body = Buffer.from(`${JSON.stringify(this.#manifest, null, 2)}\n`)
    yield { name: manifestEntry, body }
    yield { name: manifestSumEntry, body: Buffer.from(`${createHash('sha256').update(body).digest('hex')}  ${manifestEntry}\n`) }
  }

  async* #database(): AsyncGenerator<TarEntry, Pick<Manifest, 'postgres' | 'migrations' | 'queueVersion' | 'tables' | 'sequences'>> {
    await beginSnapshot(this.#client)
    const about = await describe(this.#client)
    const tables: Manifest['tables'] = []
    for (const table of await listTables(this.#client)) tables.push(yield* dumpTable(this.#client, table))
    // Sequences stand outside the transaction: read last, they are never behind the rows.
    const sequences = await listSequences(this.#client)
    await this.#client.query('commit')
    return { ...about, tables, sequences }
  }

  async* #files(): AsyncGenerator<TarEntry, Manifest['files']> {
    const hash = createHash('sha256')
    let count = 0
    let sizeBytes = 0
    for await (const sha256 of this.#options.files.list()) {
      const body = await this.#options.files.read(sha256)
      if (body === undefined) continue
      hash.update(sha256)
      count += 1
      sizeBytes += body.length
      yield { name: fileEntry(sha256), body }
    }
    return { count, sizeBytes, sha256: hash.digest('hex') }
  }
}

async function describe(client: pg.Client): Promise<Pick<Manifest, 'postgres' | 'migrations' | 'queueVersion'>> {
  const server = await client.query<{ version: string; queue: boolean }>(
    "select current_setting('server_version') as version, to_regclass('pgboss.version') is not null as queue",
  )
  const migrations = await client.query<{ name: string; sha256: string }>('select name, sha256 from public.applied_migration order by name')
  const queue = server.rows[0]!.queue ? await client.query<{ version: number }>('select version from pgboss.version') : undefined
  return { postgres: server.rows[0]!.version, migrations: migrations.rows, queueVersion: queue?.rows[0]?.version ?? null }
}

/** A backup takes everybody's data out of the house, so it leaves a trace like any other reading; `/readyz` shows its age. */
async function record(client: pg.Client, { options, made }: { options: BackupOptions; made: BackupMade }): Promise<void> {
  const fact = {
    file: basename(made.path), sizeBytes: made.sizeBytes, rows: made.manifest.tables.reduce((sum, table) => sum + table.rows, 0),
    files: made.manifest.files.count, encrypted: options.lock !== undefined, withKeys: made.manifest.keys.included,
  }
  await client.query('begin')
  await noteAsOwner(client, {
    regencyId: options.regencyId, action: 'makeBackup', subjectKind: 'backup', subjectId: fact.file,
    purpose: options.by, detail: fact, at: options.now,
  })
  await client.query(`
    insert into platform.installation_fact (regency_id, key, value, recorded_at) values ($1, 'last_backup', $2, $3)
    on conflict (regency_id, key) do update set value = excluded.value, recorded_at = excluded.recorded_at`,
  [options.regencyId, JSON.stringify(fact), options.now])
  await client.query('commit')
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
