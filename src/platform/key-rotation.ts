import pg from 'pg'
import { noteAsOwner } from '#platform/audit/owner-note.ts'
import { writeKeyFact } from '#platform/key-fact.ts'
import { addKey, fingerprintOf, loadKeys, sealMark, type Keys } from '#platform/keys.ts'

/** A table that holds what a key closed, with the columns that do and its primary key. */
export interface SealedTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly { readonly name: string; readonly type: string }[]
}

/** Every column of bytes that is named for being closed (`nik_sealed`, `sealed`). */
export async function listSealedTables(owner: pg.ClientBase): Promise<readonly SealedTable[]> {
  const { rows } = await owner.query<SealedTable>(`
    select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attnum) as columns,
      (select jsonb_agg(jsonb_build_object('name', k.attname, 'type', format_type(k.atttypid, null)) order by p.place)
       from pg_index i cross join unnest(i.indkey::int[]) with ordinality as p (attnum, place)
         join pg_attribute k on k.attrelid = c.oid and k.attnum = p.attnum
       where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and n.nspname !~ '^pg_'
      and a.atttypid = 'bytea'::regtype and not a.attisdropped and a.attname ~ '(^|_)sealed$'
    group by c.oid order by 1`)
  return rows
}

function isLeft(table: SealedTable, mark: string): string {
  return table.columns.map((column) => `(${column} is not null and substring(${column}, 1, length(${mark})) <> ${mark})`).join(' or ')
}

/** How many rows of each table hold something that another key than this one closed; tables without any are left out. */
export async function countLeft(owner: pg.ClientBase, keyId: string): Promise<ReadonlyMap<string, number>> {
  const left = new Map<string, number>()
  for (const table of await listSealedTables(owner)) {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int as count from ${table.name} where ${isLeft(table, '$1::bytea')}`, [sealMark(keyId)],
    )
    if (rows[0]!.count > 0) left.set(table.name, rows[0]!.count)
  }
  return left
}

export interface Rotation {
  readonly ownerUrl: string
  readonly regencyId: number
  readonly keyFile: string
  readonly now: Date
  /** Who asked, for the audit. */
  readonly by: string
  readonly onProgress?: (done: number, table: string) => void
}

export interface Rotated {
  readonly keyId: string
  /** False: an earlier rotation had been broken off, and was brought to its end. */
  readonly isNew: boolean
  readonly rows: number
}

/** Somebody else rotates at this moment. */
export class RotationRunning extends Error {}

const rotationLock = 7_310_011
const rowsAtOnce = 500

/**
 * Closes every row with a new key, some hundred in each transaction, beside a running server. The old keys stay in the file for what is not yet
 * done, for backups, and for what lives for days only (uploaded lists, exports). Broken off, it goes on where it was; only then is another key made.
 */
export async function rotateKeys(rotation: Rotation): Promise<Rotated> {
  const owner = new pg.Client({ connectionString: rotation.ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [rotationLock])
    if (rows[0]?.free !== true) throw new RotationRunning('keys are being rotated')
    const before = loadKeys(rotation.keyFile).currentId()
    const isNew = (await countLeft(owner, before)).size === 0
    const keyId = isNew ? addKey(rotation.keyFile) : before
    const keys = loadKeys(rotation.keyFile)
    await writeKeyFact(owner, rotation.regencyId, { fingerprint: fingerprintOf(keys), keyId })
    await note(owner, rotation, { action: 'rotateKeysBegun', detail: { keyId, isNew } })
    const done = await resealAll(owner, { keys, keyId, onProgress: rotation.onProgress })
    await note(owner, rotation, { action: 'rotateKeysDone', detail: { keyId, rows: done } })
    return { keyId, isNew, rows: done }
  } finally {
    await owner.end()
  }
}

async function note(owner: pg.ClientBase, { regencyId, now, by }: Rotation, what: { action: string; detail: Record<string, string | number | boolean> }): Promise<void> {
  await noteAsOwner(owner, { regencyId, action: what.action, subjectKind: 'keys', subjectId: String(what.detail['keyId']), purpose: by, detail: what.detail, at: now })
}

interface Resealing {
  readonly keys: Keys
  readonly keyId: string
  readonly onProgress: Rotation['onProgress']
}

async function resealAll(owner: pg.ClientBase, resealing: Resealing): Promise<number> {
  let done = 0
  // A server that had not read the file again closed a few more with the key before: they are done in another round.
  for (let left = await countLeft(owner, resealing.keyId); left.size > 0; left = await countLeft(owner, resealing.keyId)) {
    for (const table of await listSealedTables(owner)) {
      for await (const count of resealTable(owner, table, resealing)) {
        done += count
        resealing.onProgress?.(done, table.name)
      }
    }
  }
  return done
}

/** Closes a table's rows anew in the order of its key; gives how many each time that a transaction is through. */
async function* resealTable(owner: pg.ClientBase, table: SealedTable, resealing: Resealing): AsyncGenerator<number> {
  let after: readonly string[] | undefined
  for (;;) {
    await owner.query('begin')
    try {
      const rows = await lockRows(owner, { table, after, keyId: resealing.keyId })
      if (rows.length > 0) await writeRows(owner, table, rows.map((row) => ({ place: row.place, values: row.values.map((value) => value && anew(value, resealing.keys)) })))
      await owner.query('commit')
      if (rows.length === 0) return
      after = rows.at(-1)!.key
      yield rows.length
    } catch (error) {
      await owner.query('rollback').catch(() => undefined)
      throw error
    }
  }
}

function anew(sealed: Buffer, keys: Keys): Buffer {
  return keys.seal(keys.open(sealed))
}

interface LockedRow {
  readonly place: string
  readonly key: readonly string[]
  readonly values: readonly (Buffer | null)[]
}

async function lockRows(owner: pg.ClientBase, of: { table: SealedTable; after: readonly string[] | undefined; keyId: string }): Promise<readonly LockedRow[]> {
  const { table, after, keyId } = of
  const key = table.key.map(({ name }) => name).join(', ')
  const beyond = after === undefined ? 'true' : `(${key}) > (${table.key.map(({ type }, index) => `$${index + 2}::${type}`).join(', ')})`
  const { rows } = await owner.query<unknown[]>({
    text: `select ctid::text, array[${table.key.map(({ name }) => `${name}::text`).join(', ')}], ${table.columns.join(', ')} from ${table.name}
      where ${beyond} and (${isLeft(table, '$1::bytea')}) order by ${key} limit ${rowsAtOnce} for update`,
    values: [sealMark(keyId), ...(after ?? [])], rowMode: 'array',
  })
  return rows.map(([place, keyValues, ...values]) => ({ place: place as string, key: keyValues as string[], values: values as (Buffer | null)[] }))
}

async function writeRows(owner: pg.ClientBase, table: SealedTable, rows: readonly { place: string; values: readonly (Buffer | null)[] }[]): Promise<void> {
  const names = table.columns.map((_, index) => `c${index}`)
  await owner.query(
    `update ${table.name} t set ${table.columns.map((column, index) => `${column} = v.${names[index]}`).join(', ')}
     from unnest($1::tid[], ${names.map((_, index) => `$${index + 2}::bytea[]`).join(', ')}) as v (place, ${names.join(', ')}) where t.ctid = v.place`,
    [rows.map((row) => row.place), ...table.columns.map((_, index) => rows.map((row) => row.values[index]))],
  )
}
