import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { newTalk } from '#modules/exchange/chat/conversation.rules.ts'
import type { World } from '../world.ts'

/** What the exchange holds of one case, and beside it: a message that did not arrive, a voice message, somebody who waits for an officer, a key. */
export interface MadeExchange {
  readonly messageId: string
  readonly voiceNoteId: string
  readonly conversationId: string
  readonly keyId: string
  /** The line of the conversation with a voice message. */
  readonly lineNo: string
}

/** Arranges what no screen makes: what providers and people outside would have brought. */
export async function makeExchange(world: World, owner: pg.ClientBase | pg.Pool, of: { caseId: string; reportId: string }): Promise<MadeExchange> {
  const { regencyId } = world.deps.regency
  const [messageId, voiceNoteId, conversationId] = [randomUUID(), randomUUID(), randomUUID()]
  const voice = await world.deps.files.put(Buffer.from(`OggS ${of.caseId}`))
  await owner.query(
    `insert into exchange.message (regency_id, message_id, channel, notice_id, report_id, case_id, kind, state, reason, tries, queued_at, due_at, failed_at)
     select $1, $2, 'email', notice_id, $3, case_id, kind, 'given_up', 'address_refused', 1, at, at, at from response.notice where case_id = $4 order by event_seq limit 1`,
    [regencyId, messageId, of.reportId, of.caseId])
  await owner.query(
    `insert into exchange.voice_note (regency_id, voice_note_id, case_id, report_id, sha256, media_type, size_bytes, added_at) values ($1, $2, $3, $4, $5, 'audio/ogg', $6, now())`,
    [regencyId, voiceNoteId, of.caseId, of.reportId, voice.sha256, voice.sizeBytes])
  const seal = (text: string): Buffer => world.deps.keys.seal(text)
  await owner.query(
    `insert into exchange.conversation (regency_id, conversation_id, channel, sender_mac, sender_sealed, state_sealed, officer_asked_at, last_inbound_at, changed_at)
     values ($1, $2, 'whatsapp', $3, $4, $5, $6, $6, $6)`,
    [regencyId, conversationId, world.deps.keys.mac('contact.address', conversationId), seal('+6281234509876'), seal(JSON.stringify({ ...newTalk({ newId: randomUUID }), step: 'officer' })), world.clock.now()])
  await owner.query(
    `insert into exchange.chat_line (regency_id, conversation_id, line_no, at, by_officer, words_sealed, media_kind, sha256, media_type, size_bytes)
     values ($1, $2, 1, $3, false, $4, 'voice', $5, 'audio/ogg', $6)`, [regencyId, conversationId, world.clock.now(), seal(''), voice.sha256, voice.sizeBytes])
  const made = await (await world.as('admin')).send('POST', '/api/exchange/api-keys', { purpose: 'call_center', name: 'Call Center', perMinute: 10 })
  return { messageId, voiceNoteId, conversationId, keyId: made.json<{ keyId: string }>().keyId, lineNo: '1' }
}
