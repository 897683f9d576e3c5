import type { ReceivedPhoto } from '#platform/files/photo-token.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'

/** Keeps the pictures of the papers of an event. */
export async function insertDocuments(tx: Tx, event: { readonly eventId: string; readonly areaId: number }, pictures: readonly ReceivedPhoto[]): Promise<void> {
  if (pictures.length === 0) return
  await tx.db.insertInto('registry.event_document').values(pictures.map(({ sha256, width, height, sizeBytes }) => ({
    regency_id: tx.regencyId, document_id: newId(), event_id: event.eventId, area_id: event.areaId, sha256, width, height, size_bytes: sizeBytes, added_at: tx.now,
  }))).execute()
}

/** The picture of a paper, of an event in the actor's areas. */
export async function findDocument(tx: Tx, of: { readonly eventId: string; readonly documentId: string }): Promise<{ readonly areaId: number; readonly sha256: string } | undefined> {
  const row = await tx.db.selectFrom('registry.event_document').select(['area_id', 'sha256']).where('regency_id', '=', tx.regencyId)
    .where('event_id', '=', of.eventId).where('document_id', '=', of.documentId).executeTakeFirst()
  return row && { areaId: row.area_id, sha256: row.sha256 }
}
