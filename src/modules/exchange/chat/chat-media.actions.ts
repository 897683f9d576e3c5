import type { ExchangeDeps } from '#modules/exchange/message/message.actions.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { readPhotoToken } from '#platform/files/photo-token.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { linesOf, type ToOfficer } from './chat-media.rules.ts'
import type { ChatMedia, SentMedia } from './conversation.contract.ts'
import { appendChatLine, findChatLine, findWaitingConversation, type ChatLineRow, type LineFile, type NewChatLine } from './conversation.store.ts'

/** Writes down what somebody said to an officer, with what came along. */
export async function keepSaid(deps: Pick<ExchangeDeps, 'keys'>, tx: Tx, { conversationId, said }: { conversationId: string; said: ToOfficer }): Promise<void> {
  for (const { words, media } of linesOf(said)) {
    await appendChatLine(tx, { conversationId, byAccountId: null, wordsSealed: deps.keys.seal(words), ...keptMedia(deps, media) })
  }
}

function keptMedia(deps: Pick<ExchangeDeps, 'keys'>, media: SentMedia | null): Pick<NewChatLine, 'file' | 'placeSealed'> {
  if (media === null) return {}
  if (media.kind === 'place') return { placeSealed: deps.keys.seal(JSON.stringify({ lat: media.lat, lng: media.lng })) }
  return { file: media.kind === 'voice' ? { mediaKind: 'voice', ...media.voice } : photoFile(deps, media.token) }
}

function photoFile(deps: Pick<ExchangeDeps, 'keys'>, token: string): LineFile | undefined {
  const photo = readPhotoToken(token, deps.keys.mac)
  return photo && { mediaKind: 'photo', sha256: photo.sha256, mediaType: 'image/jpeg', sizeBytes: photo.sizeBytes }
}

/** What came along with a line, as an officer is told of it. */
export function mediaView(deps: Pick<ExchangeDeps, 'keys'>, { mediaKind, sizeBytes, placeSealed }: ChatLineRow): ChatMedia | null {
  if (placeSealed !== null) return { kind: 'place', ...(JSON.parse(deps.keys.open(placeSealed)) as { lat: number; lng: number }) }
  return mediaKind === null || mediaKind === 'place' || sizeBytes === null ? null : { kind: mediaKind, sizeBytes }
}

/** The photo or voice message of a line, for whoever answers the conversation; that it was opened is noted. */
export async function openChatMedia(
  deps: ExchangeDeps, actor: Actor, { conversationId, lineNo }: { conversationId: string; lineNo: number },
): Promise<Result<{ bytes: Buffer; mediaType: string }, { readonly kind: 'not_found' }>> {
  const line = await deps.db.asActor(actor, async (tx) => {
    const waiting = await findWaitingConversation(tx, conversationId)
    const found = waiting && (await findChatLine(tx, { conversationId, lineNo, since: waiting.officerAskedAt! }))
    if (typeof found?.sha256 !== 'string') return undefined
    await auditRead(tx, { action: 'readChatMedia', subjectKind: 'conversation', subjectId: conversationId, purpose: 'chat', fields: [found.mediaKind === 'voice' ? 'voice' : 'photo'] })
    return found
  })
  const bytes = line && (await deps.files.read(line.sha256!))
  return bytes === undefined ? err({ kind: 'not_found' }) : ok({ bytes, mediaType: line!.mediaType! })
}
