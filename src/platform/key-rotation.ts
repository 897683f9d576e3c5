import pg from 'pg'
import { noteAsOwner } from '#platform/audit/owner-note.ts'
import { writeKeyFact } from '#platform/key-fact.ts'
import { addKey, keyFileLock } from '#platform/key-file.ts'
import { fingerprintOf, loadKeys, sealMark, subjectMark, type Keys } from '#platform/keys.ts'

/** A table that holds what a key closed, with the columns that do and its primary key. */
export interface SealedTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly { readonly name: string; readonly type: string }[]
}

/** Column (`registry.person_identity.nik_sealed`) → SQL over its table for whom a value is closed; null where nobody is known yet. */
export type SealedSubjects = ReadonlyMap<string, string>

const nobodys: SealedSubjects = new Map()

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

function subjectOf(table: SealedTable, column: string, subjects: SealedSubjects): string {
  return `(${subjects.get(`${table.name}.${column}`) ?? 'null::uuid'})`
}

/** Closed with another key than the one whose marks are $1 and, for subjects, $2; or for nobody, while it is known for whom. */
function isLeft(table: SealedTable, subjects: SealedSubjects): string {
  return table.columns.map((column) => {
    const [mark, subject] = [`substring(${column}, 1, length($1::bytea))`, subjectOf(table, column, subjects)]
    return `(${column} is not null and ${mark} <> $2::bytea and (${mark} <> $1::bytea or ${subject} is not null))`
  }).join(' or ')
}

/**
 * How many rows of each table hold something that another key than this one closed, or not for the subject whose it is; tables without any are
 * left out.
 */
export async function countLeft(owner: pg.ClientBase, keyId: string, subjects = nobodys): Promise<ReadonlyMap<string, number>> {
  const left = new Map<string, number>()
  for (const table of await listSealedTables(owner)) {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int as count from ${table.name} where ${isLeft(table, subjects)}`, [sealMark(keyId), subjectMark(keyId)],
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
  /** Whose values stand in which columns; without it every value stays with whom it was closed for. */
  readonly subjects?: SealedSubjects
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

/** Whoever rotates holds this advisory lock of its database. */
export const rotationLock = 7_310_011
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
    const isNew = (await countLeft(owner, before, rotation.subjects)).size === 0
    const keyId = isNew ? await addKeyAlone(owner, rotation.keyFile) : before
    const keys = loadKeys(rotation.keyFile)
    await writeKeyFact(owner, rotation.regencyId, { fingerprint: fingerprintOf(keys), keyId })
    await note(owner, rotation, { action: 'rotateKeysBegun', detail: { keyId, isNew } })
    const done = await resealAll(owner, { keys, keyId, subjects: rotation.subjects ?? nobodys, onProgress: rotation.onProgress })
    await note(owner, rotation, { action: 'rotateKeysDone', detail: { keyId, rows: done } })
    return { keyId, isNew, rows: done }
  } finally {
    await owner.end()
  }
}

/** Adds a key while nobody else writes to the file. */
async function addKeyAlone(owner: pg.ClientBase, keyFile: string): Promise<string> {
  await owner.query('select pg_advisory_lock($1)', [keyFileLock])
  try {
    return addKey(keyFile)
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [keyFileLock])
  }
}

async function note(owner: pg.ClientBase, { regencyId, now, by }: Rotation, what: { action: string; detail: Record<string, string | number | boolean> }): Promise<void> {
  await noteAsOwner(owner, { regencyId, action: what.action, subjectKind: 'keys', subjectId: String(what.detail['keyId']), purpose: by, detail: what.detail, at: now })
}

interface Resealing {
  readonly keys: Keys
  readonly keyId: string
  readonly subjects: SealedSubjects
  readonly onProgress: Rotation['onProgress']
}

const leftOf = (owner: pg.ClientBase, { keyId, subjects }: Resealing): Promise<ReadonlyMap<string, number>> => countLeft(owner, keyId, subjects)

async function resealAll(owner: pg.ClientBase, resealing: Resealing): Promise<number> {
  let done = 0
  // A server that had not read the file again closed a few more with the key before: they are done in another round.
  for (let left = await leftOf(owner, resealing); left.size > 0; left = await leftOf(owner, resealing)) {
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
      const rows = await lockRows(owner, { ...resealing, table, after })
      if (rows.length > 0) await writeRows(owner, table, rows.map((row) => ({ place: row.place, values: sealedAnew(row, resealing.keys) })))
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

function sealedAnew(row: LockedRow, keys: Keys): readonly (Buffer | null)[] {
  return row.values.map((value, at) => value && keys.sealAnew(value, row.subjectIds[at] ?? undefined))
}

interface LockedRow {
  readonly place: string
  readonly key: readonly string[]
  readonly values: readonly (Buffer | null)[]
  /** Whose each value is, as far as is known. */
  readonly subjectIds: readonly (string | null)[]
}

interface Stretch extends Pick<Resealing, 'keyId' | 'subjects'> {
  readonly table: SealedTable
  readonly after: readonly string[] | undefined
}

async function lockRows(owner: pg.ClientBase, { table, after, keyId, subjects }: Stretch): Promise<readonly LockedRow[]> {
  const key = table.key.map(({ name }) => name).join(', ')
  const beyond = after === undefined ? 'true' : `(${key}) > (${table.key.map(({ type }, index) => `$${index + 3}::${type}`).join(', ')})`
  const { rows } = await owner.query<unknown[]>({
    text: `select ctid::text, array[${table.key.map(({ name }) => `${name}::text`).join(', ')}],
        array[${table.columns.map((column) => subjectOf(table, column, subjects)).join(', ')}]::text[], ${table.columns.join(', ')} from ${table.name}
      where ${beyond} and (${isLeft(table, subjects)}) order by ${key} limit ${rowsAtOnce} for update`,
    values: [sealMark(keyId), subjectMark(keyId), ...(after ?? [])], rowMode: 'array',
  })
  return rows.map(([place, keyValues, subjectIds, ...values]) => ({
    place: place as string, key: keyValues as string[], values: values as (Buffer | null)[], subjectIds: subjectIds as (string | null)[],
  }))
}

async function writeRows(owner: pg.ClientBase, table: SealedTable, rows: readonly { place: string; values: readonly (Buffer | null)[] }[]): Promise<void> {
  const names = table.columns.map((_, index) => `c${index}`)
  await owner.query(
    `update ${table.name} t set ${table.columns.map((column, index) => `${column} = v.${names[index]}`).join(', ')}
     from unnest($1::tid[], ${names.map((_, index) => `$${index + 2}::bytea[]`).join(', ')}) as v (place, ${names.join(', ')}) where t.ctid = v.place`,
    [rows.map((row) => row.place), ...table.columns.map((_, index) => rows.map((row) => row.values[index]))],
  )
}
