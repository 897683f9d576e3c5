import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'

const folder = fileURLToPath(new URL('../../../db/migrations/', import.meta.url))
const migrationLock = 7_310_001

export interface Migration {
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** Every migration in the tree, oldest first. */
export function listMigrations(): readonly Migration[] {
  return readdirSync(folder).filter((name) => name.endsWith('.sql')).sort().map((name) => {
    const text = readFileSync(folder + name, 'utf8')
    return { name, sql: text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

/** Brings the database up to date with the owner's login; gives the names that were applied now. Two at once wait for each other. */
export async function migrate(ownerUrl: string, migrations: readonly Migration[] = listMigrations()): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    return await applyMissing(client, migrations)
  } finally {
    await client.end()
  }
}

/** The migrations that a database lacks; all of them where none was ever applied. */
export async function listPending(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('public.applied_migration') is not null as there")
  const applied = rows[0]?.there === true ? await client.query<{ name: string }>('select name from public.applied_migration') : undefined
  const known = new Set(applied?.rows.map((row) => row.name))
  return listMigrations().map((migration) => migration.name).filter((name) => !known.has(name))
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`create table if not exists public.applied_migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from public.applied_migration')
  const applied = new Map(rows.map((row) => [row.name, row.sha256]))
  const fresh: string[] = []
  for (const migration of migrations) {
    const known = applied.get(migration.name)
    if (known === migration.sha256) continue
    if (known !== undefined) throw new Error(`${migration.name} was changed after it had been applied; write a new migration instead`)
    await applyPatiently(client, migration)
    fresh.push(migration.name)
  }
  return fresh
}

/** A busy table makes the migration give way within a second and come back, instead of stopping everybody behind it. */
async function applyPatiently(client: pg.Client, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await apply(client, migration)
      return
    } catch (error) {
      await client.query('rollback')
      const busy = error instanceof pg.DatabaseError && error.code === '55P03'
      if (!busy || attempt === 10) throw new Error(`${migration.name}: ${(error as Error).message}`, { cause: error })
      await sleep(attempt * 500)
    }
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin; set local lock_timeout = '1s'")
  await client.query(migration.sql)
  await client.query('insert into public.applied_migration (name, sha256) values ($1, $2)', [migration.name, migration.sha256])
  await client.query('commit')
}
