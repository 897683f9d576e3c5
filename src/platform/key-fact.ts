import { existsSync } from 'node:fs'
import type pg from 'pg'
import { addKeyTree, keyFileLock, readRing } from '#platform/key-file.ts'
import { fingerprintOf, loadKeys } from '#platform/keys.ts'

/** The key file is not the one that this database's identity numbers were closed with; going on would make new ones beside them. */
export class WrongKeys extends Error {
  readonly path: string
  /** `old`: the file of this data, from before it got the key that rows are closed with now. */
  readonly reason: 'missing' | 'other' | 'old'

  constructor(path: string, reason: WrongKeys['reason']) {
    super(`${path}: ${reason}`)
    this.path = path
    this.reason = reason
  }
}

/**
 * Holds the key file against the fact that the first start left in the database; the first start makes the file and leaves the fact.
 * Without this a lost file would be replaced by a new one in silence, and old numbers could be neither read nor found.
 */
export async function assertOwnKeys(owner: pg.ClientBase, regencyId: number, path: string): Promise<void> {
  const known = await readKeyFact(owner, regencyId)
  if (known !== undefined && !existsSync(path)) throw new WrongKeys(path, 'missing')
  const keys = loadKeys(path)
  const fingerprint = fingerprintOf(keys)
  if (known === undefined) return writeKeyFact(owner, regencyId, { fingerprint })
  if (known.fingerprint !== fingerprint) throw new WrongKeys(path, 'other')
  if (known.keyId !== undefined && !keys.has(known.keyId)) throw new WrongKeys(path, 'old')
  await completeKeyFile(owner, path)
}

/** A file from before subjects had keys of their own gets the root of them; no two processes make one each. */
async function completeKeyFile(owner: pg.ClientBase, path: string): Promise<void> {
  if (readRing(path).tree !== undefined) return
  await owner.query('select pg_advisory_lock($1)', [keyFileLock])
  try {
    addKeyTree(path)
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [keyFileLock])
  }
}

/** What a database knows of its key file. */
export interface KeyFact {
  readonly fingerprint: string
  /** The newest key that rows are closed with; undefined while the file never got a second one. */
  readonly keyId?: string | undefined
}

/** What belongs to a database of the key file; undefined before the first start. */
export async function readKeyFact(owner: pg.ClientBase, regencyId: number): Promise<KeyFact | undefined> {
  await owner.query("select set_config('app.regency', $1, false)", [String(regencyId)])
  const { rows } = await owner.query<{ value: KeyFact }>(
    "select value from platform.installation_fact where regency_id = $1 and key = 'keys'", [regencyId],
  )
  return rows[0]?.value
}

/** Notes what belongs to a database of the key file. */
export async function writeKeyFact(owner: pg.ClientBase, regencyId: number, fact: KeyFact): Promise<void> {
  await owner.query("select set_config('app.regency', $1, false), set_config('app.grants', '{platform.fact.write}', false)", [String(regencyId)])
  await owner.query(`
    insert into platform.installation_fact (regency_id, key, value, recorded_at) values ($1, 'keys', $2, now())
    on conflict (regency_id, key) do update set value = excluded.value`, [regencyId, JSON.stringify(fact)])
}
