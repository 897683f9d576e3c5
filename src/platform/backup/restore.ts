import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { listMigrations, migrate, type Migration } from '#platform/db/migrate.ts'
import type { Files } from '#platform/files/files.ts'
import { installJobs } from '#platform/jobs/jobs.ts'
import { measureTable, setPlainForm } from './dump.ts'
import { fileOfEntry, keysEntry, tableOfEntry, type Manifest, type TableContent } from './manifest.ts'
import { readEntries, rowsOfPart, type BackupFile } from './read-backup.ts'
import { BackupRefused } from './refused.ts'

export interface RestoreTarget {
  /** An empty database, with a login that may make tables. */
  readonly ownerUrl: string
  readonly files: Files
}

export interface Restored {
  readonly rows: number
  readonly files: number
  /** The key file, when the backup carried it. */
  readonly keys: Buffer | undefined
}

/**
 * Brings a checked backup into an empty database and a folder of files: exactly its migrations, its rows, its sequences; reads every table
 * back and compares it with the backup's hashes. When anything differs it throws, and no row was brought in.
 */
export async function restoreBackup(file: BackupFile, manifest: Manifest, target: RestoreTarget): Promise<Restored> {
  const client = new pg.Client({ connectionString: target.ownerUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await assertEmpty(client)
    await makeTables(client, { manifest, ownerUrl: target.ownerUrl })
    const brought = await bringIn(client, { file, manifest, files: target.files })
    await client.query('analyze')
    return { ...brought, rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0) }
  } finally {
    await client.end()
  }
}

async function assertEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select current_database() as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.relkind in ('r', 'p', 'v', 'm', 'S') limit 1`)
  if (rows[0] !== undefined) throw new BackupRefused({ kind: 'target_not_empty', target: rows[0].name })
}

/** The tables as they were, not as this version would like them: what is newer is applied by the next start, as in any upgrade. */
async function makeTables(client: pg.Client, { manifest, ownerUrl }: { manifest: Manifest; ownerUrl: string }): Promise<void> {
  await migrate(ownerUrl, migrationsOf(manifest))
  if (manifest.queueVersion === null) return
  await installJobs(ownerUrl)
  const { rows } = await client.query<{ version: number }>('select version from pgboss.version')
  if (rows[0]?.version !== manifest.queueVersion) throw otherVersion(manifest, 'pgboss')
}

function migrationsOf(manifest: Manifest): readonly Migration[] {
  const known = new Map(listMigrations().map((migration) => [migration.name, migration]))
  return manifest.migrations.map(({ name, sha256 }) => {
    const migration = known.get(name)
    if (migration?.sha256 !== sha256) throw otherVersion(manifest, name)
    return migration
  })
}

function otherVersion(manifest: Manifest, reason: string): BackupRefused {
  return new BackupRefused({ kind: 'backup_of_other_version', madeBy: manifest.product, reason })
}

interface Source {
  readonly file: BackupFile
  readonly manifest: Manifest
  readonly files: Files
}

/**
 * All rows in one transaction, without foreign keys in the way; they are put back, and so checked, before the commit.
 * So is every table compared with the backup: what differs is never committed.
 */
async function bringIn(client: pg.Client, source: Source): Promise<Pick<Restored, 'files' | 'keys'>> {
  await client.query('begin')
  await setPlainForm(client)
  const bound = await liftRowSecurity(client)
  const constraints = await takeForeignKeys(client)
  await client.query(`truncate ${source.manifest.tables.map((table) => table.name).join(', ')}`)
  const brought = await bringEntries(client, source)
  for (const { name, lastValue, isCalled } of source.manifest.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [name, lastValue, isCalled])
  }
  for (const { relation, name, definition } of constraints) await client.query(`alter table ${relation} add constraint ${name} ${definition}`)
  await compare(client, source.manifest)
  for (const name of bound) await client.query(`alter table ${name} force row level security`)
  await client.query('commit')
  return brought
}

async function bringEntries(client: pg.Client, source: Source): Promise<Pick<Restored, 'files' | 'keys'>> {
  const tables = new Map(source.manifest.tables.map((table) => [table.name, table]))
  const entries = readEntries(source.file)
  let files = 0
  let keys: Buffer | undefined
  let entry = await entries.next()

  async function* rowsOf(table: string): AsyncGenerator<Buffer> {
    for (; entry.done !== true && tableOfEntry(entry.value.name) === table; entry = await entries.next()) yield await rowsOfPart(entry.value)
  }

  while (entry.done !== true) {
    const table = tableOfEntry(entry.value.name)
    if (table !== undefined) {
      await pipeline(rowsOf(table), client.query(copyFrom(copyStatement(tables, table))))
      continue
    }
    if (fileOfEntry(entry.value.name) !== undefined) {
      await source.files.put(entry.value.body)
      files += 1
    }
    if (entry.value.name === keysEntry) keys = entry.value.body
    entry = await entries.next()
  }
  return { files, keys }
}

function copyStatement(tables: ReadonlyMap<string, TableContent>, name: string): string {
  const table = tables.get(name)
  if (table === undefined) throw new BackupRefused({ kind: 'backup_damaged', where: name })
  return `copy ${table.name} (${table.columns.join(', ')}) from stdin`
}

/** Until the commit the owner, who may be no superuser, writes past the policies; nobody else sees the tables. Gives those that were forced. */
async function liftRowSecurity(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relforcerowsecurity and relkind in ('r', 'p')",
  )
  for (const { name } of rows) await client.query(`alter table ${name} no force row level security`)
  return rows.map((row) => row.name)
}

interface ForeignKey {
  readonly relation: string
  readonly name: string
  readonly definition: string
}

async function takeForeignKeys(client: pg.Client): Promise<readonly ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select conrelid::regclass::text as relation, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 order by 1, 2`)
  for (const { relation, name } of rows) await client.query(`alter table ${relation} drop constraint ${name}`)
  return rows
}

async function compare(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const table of manifest.tables) {
    const found = await measureTable(client, table)
    if (found.rows !== table.rows || found.sha256 !== table.sha256) throw new BackupRefused({ kind: 'restored_differs', where: table.name })
  }
}
