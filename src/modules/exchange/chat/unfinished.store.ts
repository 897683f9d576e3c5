import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { ConversationRow } from './conversation.store.ts'

export type LookedAt = Pick<ConversationRow, 'conversationId' | 'channel' | 'senderSealed' | 'stateSealed' | 'lastInboundAt'> & { readonly senderMac: Buffer }

/**
 * Conversations that are to be looked at now, held until the transaction ends; whoever looks beside us takes others. One whose person has just written
 * waits for that.
 */
export async function takeLooks(tx: Tx, limit: number): Promise<readonly LookedAt[]> {
  const { rows } = await sql<LookedAt>`
    select c.conversation_id as "conversationId", c.channel, c.sender_mac as "senderMac", c.sender_sealed as "senderSealed", c.state_sealed as "stateSealed",
      c.last_inbound_at as "lastInboundAt"
    from exchange.conversation c
    where c.regency_id = ${tx.regencyId} and c.look_at <= ${tx.now}
      and not exists (select from exchange.inbound i where i.regency_id = c.regency_id and i.sender_mac = c.sender_mac and i.kind = 'message' and i.handled_at is null)
    order by c.look_at, c.conversation_id limit ${limit} for update skip locked`.execute(tx.db)
  return rows
}

/** When to look next; null: not until its person writes. */
export async function setLook(tx: Tx, conversationId: string, lookAt: Date | null): Promise<void> {
  await sql`
    update exchange.conversation set look_at = ${lookAt}::timestamptz
    where regency_id = ${tx.regencyId} and conversation_id = ${conversationId}::uuid`.execute(tx.db)
}

/** Forgets what was told in a conversation: it stands at its beginning again. */
export async function forgetTold(tx: Tx, conversationId: string, stateSealed: Buffer): Promise<void> {
  await sql`
    update exchange.conversation set state_sealed = ${stateSealed}, look_at = null, changed_at = ${tx.now}
    where regency_id = ${tx.regencyId} and conversation_id = ${conversationId}::uuid`.execute(tx.db)
}
