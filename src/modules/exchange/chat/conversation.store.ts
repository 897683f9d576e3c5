import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import type { Accused } from '#modules/response/index.ts'
import type { Tx } from '#platform/db/db.ts'

export type ChatChannel = ContactChannel

/** Something that a channel brought, as it is kept until it is handled. */
export interface NewInbound {
  readonly inboundId: string
  readonly channel: ContactChannel
  readonly kind: 'message' | 'status'
  readonly providerId: string
  readonly senderMac: Buffer | null
  readonly payloadSealed: Buffer
}

/** Keeps what came in; what came before is not kept twice. Gives the ids of what is new. */
export async function insertInbound(tx: Tx, brought: readonly NewInbound[]): Promise<ReadonlySet<string>> {
  if (brought.length === 0) return new Set()
  const rows = brought.map((each) => sql`(${tx.regencyId}, ${each.inboundId}::uuid, ${each.channel}, ${each.kind}, ${each.providerId}, ${each.senderMac}::bytea,
    ${tx.now}::timestamptz, ${each.payloadSealed}::bytea)`)
  const { rows: fresh } = await sql<{ inbound_id: string }>`
    insert into exchange.inbound (regency_id, inbound_id, channel, kind, provider_id, sender_mac, received_at, payload_sealed)
    values ${sql.join(rows)} on conflict do nothing returning inbound_id`.execute(tx.db)
  return new Set(fresh.map((row) => row.inbound_id))
}

export interface InboundRow {
  readonly inboundId: string
  readonly channel: ContactChannel
  readonly payloadSealed: Buffer
  readonly tries: number
}

/** The first message of a sender that is not handled yet. */
export async function findNextInbound(tx: Tx, senderMac: Buffer): Promise<InboundRow | undefined> {
  const { rows } = await sql<InboundRow>`
    select inbound_id as "inboundId", channel, payload_sealed as "payloadSealed", tries from exchange.inbound
    where regency_id = ${tx.regencyId} and sender_mac = ${senderMac} and handled_at is null and kind = 'message'
    order by received_at, inbound_id limit 1`.execute(tx.db)
  return rows[0]
}

/** News of a message, not handled yet. */
export async function findInbound(tx: Tx, inboundId: string): Promise<InboundRow | undefined> {
  const { rows } = await sql<InboundRow>`
    select inbound_id as "inboundId", channel, payload_sealed as "payloadSealed", tries from exchange.inbound
    where regency_id = ${tx.regencyId} and inbound_id = ${inboundId}::uuid and handled_at is null`.execute(tx.db)
  return rows[0]
}

/** Marks what came in as handled and forgets what it said; false when somebody else has. */
export async function finishInbound(tx: Tx, inboundId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update exchange.inbound set handled_at = ${tx.now}, payload_sealed = null
    where regency_id = ${tx.regencyId} and inbound_id = ${inboundId}::uuid and handled_at is null`.execute(tx.db)
  return numAffectedRows === 1n
}

/** Counts a try that did not come to an end. */
export async function countInboundTry(tx: Tx, inboundId: string): Promise<void> {
  await sql`update exchange.inbound set tries = tries + 1 where regency_id = ${tx.regencyId} and inbound_id = ${inboundId}::uuid`.execute(tx.db)
}

export interface ConversationRow {
  readonly conversationId: string
  readonly channel: ChatChannel
  readonly senderSealed: Buffer
  readonly stateSealed: Buffer
  readonly officerAskedAt: Date | null
  readonly lastInboundAt: Date
  readonly changedAt: Date
}

const columns = sql`conversation_id as "conversationId", channel, sender_sealed as "senderSealed", state_sealed as "stateSealed",
  officer_asked_at as "officerAskedAt", last_inbound_at as "lastInboundAt", changed_at as "changedAt"`

/** The conversation of a sender by a channel. */
export async function findConversation(tx: Tx, of: { channel: ChatChannel; senderMac: Buffer }): Promise<ConversationRow | undefined> {
  const { rows } = await sql<ConversationRow>`
    select ${columns} from exchange.conversation
    where regency_id = ${tx.regencyId} and channel = ${of.channel} and sender_mac = ${of.senderMac}`.execute(tx.db)
  return rows[0]
}

/** Where the owner of a conversation, or of an address, is reached by WhatsApp, and when they last wrote. */
export async function findAddressOf(tx: Tx, of: string | Buffer): Promise<{ readonly sealed: Buffer; readonly lastInboundAt: Date } | undefined> {
  const which = typeof of === 'string' ? sql`conversation_id = ${of}::uuid` : sql`channel = 'whatsapp' and sender_mac = ${of}`
  const { rows } = await sql<{ sealed: Buffer; lastInboundAt: Date }>`
    select sender_sealed as sealed, last_inbound_at as "lastInboundAt" from exchange.conversation
    where regency_id = ${tx.regencyId} and ${which}`.execute(tx.db)
  return rows[0]
}

export interface KeptConversation {
  readonly conversationId: string
  readonly channel: ChatChannel
  readonly senderMac: Buffer
  readonly senderSealed: Buffer
  readonly stateSealed: Buffer
  readonly asksOfficer: boolean
  /** Whether its person wrote; a silence moves no clock. */
  readonly isHeard: boolean
  /** When somebody is to look whether it stopped in the middle; undefined: as before. */
  readonly lookAt: Date | null | undefined
  /** Whom it is about: they see nothing of it. */
  readonly accused: Accused
}

/** Keeps how far a conversation is. */
export async function saveConversation(tx: Tx, kept: KeptConversation): Promise<void> {
  await sql`
    insert into exchange.conversation as c (regency_id, conversation_id, channel, sender_mac, sender_sealed, state_sealed, officer_asked_at, last_inbound_at,
      changed_at, barred_account_ids, barred_office_ids, look_at)
    values (${tx.regencyId}, ${kept.conversationId}, ${kept.channel}, ${kept.senderMac}, ${kept.senderSealed}, ${kept.stateSealed},
      ${kept.asksOfficer ? tx.now : null}, ${tx.now}, ${tx.now}, ${kept.accused.accountIds}, ${kept.accused.officeIds},
      ${kept.lookAt ?? null}::timestamptz)
    on conflict (regency_id, conversation_id) do update set state_sealed = excluded.state_sealed,
      officer_asked_at = case when ${kept.asksOfficer} then coalesce(c.officer_asked_at, excluded.officer_asked_at) end,
      talk_ended_at = case when c.officer_asked_at is not null and not ${kept.asksOfficer} then ${tx.now} else c.talk_ended_at end,
      ended_by = null, last_inbound_at = case when ${kept.isHeard} then excluded.last_inbound_at else c.last_inbound_at end,
      look_at = case when ${kept.lookAt === undefined} then c.look_at else excluded.look_at end, changed_at = excluded.changed_at`.execute(tx.db)
  await noteEndInLines(tx, kept.conversationId)
  await barFromConversations(tx, [kept.conversationId], { accused: kept.accused, isNewTalk: !kept.asksOfficer })
}

/** Lines of a talk that ended know it before the next talk begins. */
async function noteEndInLines(tx: Tx, conversationId: string): Promise<void> {
  await sql`
    update exchange.chat_line l set talk_ended_at = c.talk_ended_at
    from exchange.conversation c
    where c.regency_id = ${tx.regencyId} and c.conversation_id = ${conversationId}::uuid and l.regency_id = c.regency_id
      and l.conversation_id = c.conversation_id and l.talk_ended_at is null and l.at <= c.talk_ended_at`.execute(tx.db)
}

/** Keeps whom conversations and their lines are about: besides those known before, or, where a talk begins anew, in their place. */
export async function barFromConversations(
  tx: Tx, conversationIds: readonly string[], { accused, isNewTalk }: { readonly accused: Accused; readonly isNewTalk: boolean },
): Promise<void> {
  const known = isNewTalk ? sql`false` : sql`true`
  await sql`
    update exchange.conversation set
      barred_account_ids = array(select unnest(${accused.accountIds}::uuid[]) union select unnest(barred_account_ids) where ${known}),
      barred_office_ids = array(select unnest(${accused.officeIds}::int[]) union select unnest(barred_office_ids) where ${known})
    where regency_id = ${tx.regencyId} and conversation_id = any(${conversationIds}::uuid[])`.execute(tx.db)
  await sql`
    update exchange.chat_line l set barred_account_ids = c.barred_account_ids, barred_office_ids = c.barred_office_ids
    from exchange.conversation c
    where c.regency_id = ${tx.regencyId} and c.conversation_id = any(${conversationIds}::uuid[])
      and l.regency_id = c.regency_id and l.conversation_id = c.conversation_id
      and (l.barred_account_ids, l.barred_office_ids) is distinct from (c.barred_account_ids, c.barred_office_ids)`.execute(tx.db)
}

/** Conversations with somebody at one of these addresses. */
export async function listConversationIds(tx: Tx, senderMacs: readonly Buffer[]): Promise<readonly { readonly conversationId: string; readonly senderMac: Buffer }[]> {
  const { rows } = await sql<{ conversationId: string; senderMac: Buffer }>`
    select conversation_id as "conversationId", sender_mac as "senderMac" from exchange.conversation
    where regency_id = ${tx.regencyId} and sender_mac = any(${senderMacs}::bytea[])`.execute(tx.db)
  return rows
}

/** A file that came along with a line. */
export interface LineFile {
  readonly mediaKind: 'photo' | 'voice'
  readonly sha256: string
  readonly mediaType: string
  readonly sizeBytes: number
}

export interface NewChatLine {
  readonly conversationId: string
  readonly byAccountId: string | null
  readonly wordsSealed: Buffer
  readonly file?: LineFile | undefined
  /** A place that came along, closed. */
  readonly placeSealed?: Buffer | undefined
}

/** Writes down what was said with an officer. */
export async function appendChatLine(tx: Tx, line: NewChatLine): Promise<void> {
  const { file, placeSealed } = line
  await sql`
    insert into exchange.chat_line (regency_id, conversation_id, line_no, at, by_officer, by_account_id, words_sealed, barred_account_ids, barred_office_ids,
      media_kind, sha256, media_type, size_bytes, place_sealed)
    select c.regency_id, c.conversation_id, coalesce((
        select max(l.line_no) from exchange.chat_line l where l.regency_id = c.regency_id and l.conversation_id = c.conversation_id), 0) + 1,
      ${tx.now}, ${line.byAccountId !== null}, ${line.byAccountId}::uuid, ${line.wordsSealed}, c.barred_account_ids, c.barred_office_ids,
      ${placeSealed === undefined ? (file?.mediaKind ?? null) : 'place'}, ${file?.sha256 ?? null}, ${file?.mediaType ?? null}, ${file?.sizeBytes ?? null}::int, ${placeSealed ?? null}::bytea
    from exchange.conversation c where c.regency_id = ${tx.regencyId} and c.conversation_id = ${line.conversationId}::uuid`.execute(tx.db)
}

export interface ChatLineRow {
  readonly lineNo: number
  readonly at: Date
  readonly byOfficer: boolean
  readonly wordsSealed: Buffer
  readonly mediaKind: 'photo' | 'voice' | 'place' | null
  readonly sha256: string | null
  readonly mediaType: string | null
  readonly sizeBytes: number | null
  readonly placeSealed: Buffer | null
}

const lineColumns = sql`line_no as "lineNo", at, by_officer as "byOfficer", words_sealed as "wordsSealed", media_kind as "mediaKind", sha256, media_type as "mediaType",
  size_bytes as "sizeBytes", place_sealed as "placeSealed"`

/** One line of what was said with an officer since a person was asked for. */
export async function findChatLine(tx: Tx, of: { conversationId: string; lineNo: number; since: Date }): Promise<ChatLineRow | undefined> {
  const { rows } = await sql<ChatLineRow>`
    select ${lineColumns} from exchange.chat_line
    where regency_id = ${tx.regencyId} and conversation_id = ${of.conversationId}::uuid and line_no = ${of.lineNo} and at >= ${of.since}`.execute(tx.db)
  return rows[0]
}

/** What was said with an officer since a person was asked for. */
export async function listChatLines(tx: Tx, conversationId: string, since: Date): Promise<readonly ChatLineRow[]> {
  const { rows } = await sql<ChatLineRow>`
    select ${lineColumns} from exchange.chat_line
    where regency_id = ${tx.regencyId} and conversation_id = ${conversationId}::uuid and at >= ${since}
    order by line_no desc limit 200`.execute(tx.db)
  return rows.toReversed()
}

/** A conversation that waits for an officer. */
export async function findWaitingConversation(tx: Tx, conversationId: string): Promise<ConversationRow | undefined> {
  const { rows } = await sql<ConversationRow>`
    select ${columns} from exchange.conversation
    where regency_id = ${tx.regencyId} and conversation_id = ${conversationId}::uuid and officer_asked_at is not null`.execute(tx.db)
  return rows[0]
}

/** Conversations that wait for an officer after a place in the list, the longest waiting first. */
export async function listWaitingConversations(
  tx: Tx, after: { askedAt: Date; conversationId: string } | null, limit: number,
): Promise<readonly ConversationRow[]> {
  const { rows } = await sql<ConversationRow>`
    select ${columns} from exchange.conversation
    where regency_id = ${tx.regencyId} and officer_asked_at is not null
      and (${after === null} or (officer_asked_at, conversation_id) > (${after?.askedAt ?? null}::timestamptz, ${after?.conversationId ?? null}::uuid))
    order by officer_asked_at, conversation_id limit ${limit}`.execute(tx.db)
  return rows
}

/** Ends the talk with an officer. */
export async function endOfficerTalk(tx: Tx, conversationId: string, stateSealed: Buffer): Promise<void> {
  await sql`
    update exchange.conversation set officer_asked_at = null, talk_ended_at = ${tx.now}, ended_by = ${tx.actor.accountId}, state_sealed = ${stateSealed},
      changed_at = ${tx.now}
    where regency_id = ${tx.regencyId} and conversation_id = ${conversationId}::uuid`.execute(tx.db)
}

/** Keeps a voice message with its case. */
export async function insertVoiceNote(
  tx: Tx, note: { voiceNoteId: string; caseId: string; reportId: string; sha256: string; mediaType: string; sizeBytes: number },
): Promise<void> {
  await sql`
    insert into exchange.voice_note (regency_id, voice_note_id, case_id, report_id, sha256, media_type, size_bytes, added_at)
    values (${tx.regencyId}, ${note.voiceNoteId}, ${note.caseId}, ${note.reportId}, ${note.sha256}, ${note.mediaType}, ${note.sizeBytes}, ${tx.now})
    on conflict do nothing`.execute(tx.db)
}

export interface VoiceNoteRow {
  readonly voiceNoteId: string
  readonly sha256: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly addedAt: Date
}

/** The voice messages of an entered case. */
export async function listVoiceNotes(tx: Tx, caseId: string): Promise<readonly VoiceNoteRow[]> {
  const { rows } = await sql<VoiceNoteRow>`
    select voice_note_id as "voiceNoteId", sha256, media_type as "mediaType", size_bytes as "sizeBytes", added_at as "addedAt" from exchange.voice_note
    where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid order by added_at, voice_note_id limit 50`.execute(tx.db)
  return rows
}

/** People who asked for an officer. */
export const chatPile: Pile = {
  key: 'chats', grants: ['exchange.chat.answer'],
  rows: (tx) => sql`select from exchange.conversation where regency_id = ${tx.regencyId} and officer_asked_at is not null`,
}
