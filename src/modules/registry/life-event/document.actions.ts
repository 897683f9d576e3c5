import type { Deps } from '#deps.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { readPhotoToken, type ReceivedPhoto } from '#platform/files/photo-token.ts'
import type { FileAnswer } from '#platform/http/routes.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { findDocument } from './document.store.ts'

export type DocumentDeps = Pick<Deps, 'db' | 'files' | 'keys'>

/** The pictures that tokens stand for; undefined when this server did not take one of them in. */
export async function receivedDocuments({ files, keys }: Pick<DocumentDeps, 'files' | 'keys'>, tokens: readonly string[]): Promise<readonly ReceivedPhoto[] | undefined> {
  const found: ReceivedPhoto[] = []
  for (const token of tokens) {
    const picture = readPhotoToken(token, keys.mac)
    if (picture === undefined || !(await files.keep(picture.sha256))) return undefined
    found.push(picture)
  }
  return found
}

/** The picture of a paper; the look is written down. */
export async function readEventDocument(
  deps: DocumentDeps, actor: Actor, asked: { readonly eventId: string; readonly documentId: string },
): Promise<Result<FileAnswer, { readonly kind: 'not_found' }>> {
  return deps.db.asActor(actor, async (tx) => {
    const document = await findDocument(tx, asked)
    const bytes = document === undefined ? undefined : await deps.files.read(document.sha256)
    if (document === undefined || bytes === undefined) return err({ kind: 'not_found' as const })
    await auditRead(tx, {
      action: 'readEventDocument', subjectKind: 'life_event', subjectId: asked.eventId, areaId: document.areaId, purpose: 'life_event', fields: ['document'],
    })
    return ok({ bytes, mediaType: 'image/jpeg' })
  })
}
