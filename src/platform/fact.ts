import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { JsonObject } from '#platform/json.ts'

/** Notes a fact about this installation, over the one before. Needs the grant `platform.fact.write`. */
export async function writeFact(tx: Tx, key: string, value: JsonObject): Promise<void> {
  await sql`
    insert into platform.installation_fact (regency_id, key, value, recorded_at) values (${tx.regencyId}, ${key}, ${JSON.stringify(value)}, ${tx.now})
    on conflict (regency_id, key) do update set value = excluded.value, recorded_at = excluded.recorded_at`.execute(tx.db)
}
