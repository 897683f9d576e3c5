import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { KeyPurpose } from './key.contract.ts'

export interface KeyRow {
  readonly keyId: string
  readonly purpose: KeyPurpose
  readonly name: string
  readonly last4: string
  readonly perMinute: number
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

const columns = sql`key_id as "keyId", purpose, name, last4, per_minute as "perMinute", created_at as "createdAt", last_used_at as "lastUsedAt",
  revoked_at as "revokedAt"`

/** Keeps a new key. */
export async function insertKey(tx: Tx, key: Pick<KeyRow, 'keyId' | 'purpose' | 'name' | 'last4' | 'perMinute'> & { readonly mac: Buffer }): Promise<void> {
  await sql`
    insert into exchange.api_key (regency_id, key_id, purpose, name, key_mac, last4, per_minute, created_at, created_by)
    values (${tx.regencyId}, ${key.keyId}, ${key.purpose}, ${key.name}, ${key.mac}, ${key.last4}, ${key.perMinute}, ${tx.now}, ${tx.actor.accountId})`.execute(tx.db)
}

/** Keys made before a place in the list, the newest first. */
export async function listKeys(tx: Tx, before: { at: Date; id: string } | null, limit: number): Promise<readonly KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select ${columns} from exchange.api_key
    where regency_id = ${tx.regencyId} and (${before === null} or (created_at, key_id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by created_at desc, key_id desc limit ${limit}`.execute(tx.db)
  return rows
}

/** One key, held until the transaction ends. */
export async function lockKey(tx: Tx, keyId: string): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`
    select ${columns} from exchange.api_key where regency_id = ${tx.regencyId} and key_id = ${keyId}::uuid for update`.execute(tx.db)
  return rows[0]
}

/** Ends a key. */
export async function revokeKey(tx: Tx, keyId: string): Promise<void> {
  await sql`update exchange.api_key set revoked_at = ${tx.now} where regency_id = ${tx.regencyId} and key_id = ${keyId}::uuid`.execute(tx.db)
}

/** The key with this hash, if it is in force; notes that it was used. */
export async function useKey(tx: Tx, of: { mac: Buffer; purpose: KeyPurpose }): Promise<{ readonly keyId: string; readonly perMinute: number } | undefined> {
  const { rows } = await sql<{ keyId: string; perMinute: number }>`
    update exchange.api_key set last_used_at = ${tx.now}
    where regency_id = ${tx.regencyId} and key_mac = ${of.mac} and purpose = ${of.purpose} and revoked_at is null
    returning key_id as "keyId", per_minute as "perMinute"`.execute(tx.db)
  return rows[0]
}
