import { existsSync } from 'node:fs'
import type pg from 'pg'
import { fingerprintOf, loadKeys } from '#platform/keys.ts'

/** The key file is not the one that this database's identity numbers were closed with; going on would make new ones beside them. */
export class WrongKeys extends Error {
  readonly path: string
  readonly reason: 'missing' | 'other'

  constructor(path: string, reason: 'missing' | 'other') {
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
  const fingerprint = fingerprintOf(loadKeys(path))
  if (known !== undefined && known !== fingerprint) throw new WrongKeys(path, 'other')
  if (known === undefined) await writeKeyFact(owner, regencyId, fingerprint)
}

/** The fingerprint of the key file that belongs to a database; undefined before the first start. */
export async function readKeyFact(owner: pg.ClientBase, regencyId: number): Promise<string | undefined> {
  await owner.query("select set_config('app.regency', $1, false)", [String(regencyId)])
  const { rows } = await owner.query<{ fingerprint: string }>(`
    select value ->> 'fingerprint' as fingerprint from platform.installation_fact where regency_id = $1 and key = 'keys'`, [regencyId])
  return rows[0]?.fingerprint
}

async function writeKeyFact(owner: pg.ClientBase, regencyId: number, fingerprint: string): Promise<void> {
  await owner.query("select set_config('app.regency', $1, false), set_config('app.grants', '{platform.fact.write}', false)", [String(regencyId)])
  await owner.query(`
    insert into platform.installation_fact (regency_id, key, value, recorded_at) values ($1, 'keys', $2, now())
    on conflict do nothing`, [regencyId, JSON.stringify({ fingerprint })])
}
