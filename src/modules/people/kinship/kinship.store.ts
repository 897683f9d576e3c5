import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

/** What an account's holder said, as it is kept. */
export interface KinshipRow {
  readonly nikLast4: string
  readonly cardLast4: string | null
  readonly statedAt: Date
}

/** What the caller said of themselves, if anything. */
export async function findOwnKinship(tx: Tx): Promise<KinshipRow | undefined> {
  const { rows } = await sql<KinshipRow>`
    select nik_last4 as "nikLast4", card_last4 as "cardLast4", stated_at as "statedAt" from people.kinship
    where regency_id = ${tx.regencyId} and account_id = ${tx.actor.accountId}::uuid`.execute(tx.db)
  return rows[0]
}

/** A number by its keyed hash and its end. */
export interface HashedNumber {
  readonly mac: Buffer
  readonly last4: string
}

/** Keeps what the caller says in place of what they said before. */
export async function saveOwnKinship(tx: Tx, said: { readonly nik: HashedNumber; readonly card: HashedNumber | null }): Promise<void> {
  const { nik, card } = said
  await sql`
    insert into people.kinship (regency_id, account_id, nik_mac, nik_last4, card_mac, card_last4, stated_at)
    values (${tx.regencyId}, ${tx.actor.accountId}, ${nik.mac}, ${nik.last4}, ${card?.mac ?? null}, ${card?.last4 ?? null}, ${tx.now})
    on conflict (regency_id, account_id) do update set nik_mac = excluded.nik_mac, nik_last4 = excluded.nik_last4, card_mac = excluded.card_mac,
      card_last4 = excluded.card_last4, stated_at = excluded.stated_at`.execute(tx.db)
  await sql`
    update people.account set kin_stated_at = ${tx.now} where regency_id = ${tx.regencyId} and account_id = ${tx.actor.accountId}::uuid`.execute(tx.db)
}
