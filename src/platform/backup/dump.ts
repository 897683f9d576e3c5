import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { createByteReader } from './byte-reader.ts'
import { partEntry, type Manifest, type TableContent } from './manifest.ts'
import { BackupRefused } from './refused.ts'
import type { TarEntry } from './tar.ts'

const compress = promisify(zstdCompress)
/** Rows are cut into parts of this size, so that one pass with little memory can write an archive that states each part's length. */
const partBytes = 4 * 1_024 * 1_024

/** Schemas that are not ours. */
const ourSchemas = `n.nspname <> 'information_schema' and n.nspname !~ '^pg_'`
const notOfExtension = (catalogue: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

export type Table = Pick<TableContent, 'name' | 'columns'>

/** How the text of a row must look, so that the same row gives the same bytes on any server, and rows come in one order. */
const plainForm = [
  "datestyle = 'ISO, YMD'", "intervalstyle = 'postgres'", "timezone = 'UTC'", 'extra_float_digits = 1', "bytea_output = 'hex'",
  'synchronize_seqscans = off', 'max_parallel_workers_per_gather = 0', 'statement_timeout = 0', 'lock_timeout = 0',
]

/** Opens a transaction that sees one moment and writes nothing. */
export async function beginSnapshot(client: pg.ClientBase): Promise<void> {
  await client.query('begin isolation level repeatable read read only')
  await setPlainForm(client)
}

/** For this transaction: rows read and written in one form. */
export async function setPlainForm(client: pg.ClientBase): Promise<void> {
  await client.query(plainForm.map((setting) => `set local ${setting}`).join('; '))
}

/** SQL: whether the login sees every row: by its privileges, or as an owner that is let pass on each table (`letOwnerPass`). */
export const seesAllSql = `(select rolsuper or rolbypassrls from pg_roles where rolname = current_user) or not exists (
  select from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and c.relrowsecurity and not c.relispartition and ${ourSchemas}
    and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner_passes' and pg_get_userbyid(c.relowner) = current_user))`

/** Refuses a login for which row security would leave rows out of the copy without a word. */
export async function assertSeesAll(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ login: string; sees: boolean }>(`select current_user as login, ${seesAllSql} as sees`)
  const found = rows[0]
  if (found?.sees !== true) throw new BackupRefused({ kind: 'login_sees_too_little', login: found?.login ?? '' })
}

/** Every table with rows of its own, and the columns that are stored rather than computed. */
export async function listTables(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      array(select quote_ident(a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p' and ${ourSchemas} and ${notOfExtension('pg_class', 'c.oid')}
    order by 1`)
  return rows
}

/** Where each sequence stands. */
export async function listSequences(client: pg.ClientBase): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${ourSchemas} and ${notOfExtension('pg_class', 'c.oid')} order by 1`)
  const sequences: Manifest['sequences'] = []
  for (const { name } of rows) {
    const found = await client.query<{ last_value: string; is_called: boolean }>(`select last_value::text, is_called from ${name}`)
    sequences.push({ name, lastValue: found.rows[0]!.last_value, isCalled: found.rows[0]!.is_called })
  }
  return sequences
}

/** A table's rows as COPY writes them, cut into compressed parts; the content at the end says what was written. */
export async function* dumpTable(client: pg.ClientBase, table: Table): AsyncGenerator<TarEntry, TableContent> {
  const hash = createHash('sha256')
  const packed = createHash('sha256')
  const copy = client.query(copyTo(copyStatement(table)))
  const reader = createByteReader(copy)
  let sizeBytes = 0
  let parts = 0
  for (let bytes = await reader.read(partBytes); bytes.length > 0; bytes = await reader.read(partBytes)) {
    hash.update(bytes)
    sizeBytes += bytes.length
    parts += 1
    const body = await compress(bytes)
    packed.update(body)
    yield { name: partEntry(table.name, parts), body }
  }
  return {
    name: table.name, columns: [...table.columns], rows: copy.rowCount ?? 0, sizeBytes,
    sha256: hash.digest('hex'), packedSha256: packed.digest('hex'), parts,
  }
}

/** What a table holds, without keeping it: to compare with what a backup says. */
export async function measureTable(client: pg.ClientBase, table: Table): Promise<Pick<TableContent, 'rows' | 'sha256'>> {
  const hash = createHash('sha256')
  const copy = client.query(copyTo(copyStatement(table)))
  for await (const bytes of copy) hash.update(bytes as Buffer)
  return { rows: copy.rowCount ?? 0, sha256: hash.digest('hex') }
}

/** A query, not the table itself: COPY of a partitioned table's own name gives nothing. */
function copyStatement(table: Table): string {
  return `copy (select ${table.columns.join(', ')} from ${table.name}) to stdout`
}
