import { fieldOperations, type FieldVisitDraft, type FieldVisitReceipt } from '#modules/response/field/field.contract.ts'
import { call, Problem, Unreachable } from '#web/api/client.ts'
import { serverNow } from '#web/api/server-time.ts'
import { forgetStaleList, listFieldPhotos, type FieldStore, type StoredFieldPhoto, type StoredFieldVisit } from './field-store.ts'
import { handOverPhoto, inTurn, isPassing } from './sending.ts'

const keepSentMs = 7 * 24 * 60 * 60_000

/** Sends every finished visit to a case, one after the other; one that fails holds up no other. Sent twice it is still one, because its id was made once. */
export async function sendFieldVisits(store: FieldStore): Promise<void> {
  return inTurn(`${store.name} outbox`, async () => {
    const waiting = await store.visits.unsealAll(await store.visits.rows.where('state').equals('waiting').sortBy('startedAt'))
    // What the office refused waits for a person; everything else is tried again.
    for (const visit of waiting.filter(({ refusal }) => refusal === null)) await trySending(store, visit)
    await tidy(store)
  })
}

async function tidy(store: FieldStore): Promise<void> {
  const now = serverNow()
  await forgetStaleList(store, now)
  const old = new Date(now.getTime() - keepSentMs).toISOString()
  await store.visits.rows.where('state').equals('sent').filter(({ sentAt }) => sentAt !== null && sentAt < old).delete()
}

async function trySending(store: FieldStore, visit: StoredFieldVisit): Promise<void> {
  const { visitId, caseId } = visit
  try {
    await store.visits.change(visitId, ({ attempts }) => ({ attempts: attempts + 1 }))
    const photos = await handOverPhotos(store, visitId)
    const receipt = await call(
      fieldOperations.sendFieldVisit, { params: { caseId }, body: draftOf(visit, photos), commandId: visitId }, { signIn: 'never' },
    )
    await settle(store, visit, receipt)
  } catch (failure) {
    if (failure instanceof Unreachable) return
    if (!(failure instanceof Problem)) throw failure
    if (isPassing(failure)) return
    if (failure.kind === 'photos_unknown') return forgetTokens(store, visitId)
    await store.visits.change(visitId, () => ({ refusal: failure.message }))
  }
}

/** Each photo travels by itself and only once. */
async function handOverPhotos(store: FieldStore, visitId: string): Promise<readonly StoredFieldPhoto[]> {
  for (const { photoId, picture, token } of await listFieldPhotos(store, visitId)) {
    if (token !== null) continue
    const arrived = await handOverPhoto(fieldOperations.addFieldPhoto, picture)
    await store.photos.change(photoId, () => ({ token: arrived }))
  }
  return listFieldPhotos(store, visitId)
}

async function forgetTokens(store: FieldStore, visitId: string): Promise<void> {
  for (const photoId of await store.photos.rows.where('visitId').equals(visitId).primaryKeys()) await store.photos.change(photoId, () => ({ token: null }))
}

function draftOf(visit: StoredFieldVisit, photos: readonly StoredFieldPhoto[]): FieldVisitDraft {
  const { visitId, taskId, startedAt, findings, words, place, outcome } = visit
  if (outcome === null) throw new Error('a visit without an outcome is not finished')
  return {
    visitId, taskId, visitedAt: startedAt, outcome, findings: [...findings], words, place,
    photos: photos.map(({ photoId, token, takenAt, place: at }) => ({ photoId, token: token ?? '', takenAt, place: at })),
  }
}

/** Forgets the words and photos only now that the office has named every one of them; a thin line stays, with what became of the visit. */
async function settle(store: FieldStore, visit: StoredFieldVisit, receipt: FieldVisitReceipt): Promise<void> {
  const named = new Set(receipt.photos.map(({ photoId }) => photoId))
  const sent = await store.visits.seal({ ...visit, state: 'sent', findings: [], words: '', place: null, refusal: null, receipt, sentAt: receipt.receivedAt })
  await store.transaction('rw', store.visits.rows, store.photos.rows, async () => {
    const ofVisit = store.photos.rows.where('visitId').equals(visit.visitId)
    if ((await ofVisit.primaryKeys()).some((photoId) => !named.has(photoId))) throw new Unreachable(new Error('a photo is not named in the receipt'))
    await ofVisit.delete()
    await store.visits.rows.put(sent)
  })
}
