import { surveyOperations, type SurveyDraft, type SurveyReceipt } from '#modules/registry/survey/survey.contract.ts'
import { call, Problem, Unreachable } from '#web/api/client.ts'
import { serverNow } from '#web/api/server-time.ts'
import { handOverPhoto, inTurn, isPassing } from './sending.ts'
import { listVisitPhotos, type StoredPhoto, type StoredVisit, type VisitStore } from './visit-store.ts'

const keepSentMs = 30 * 24 * 60 * 60_000
/**
 * Sends every finished visit, one after the other. One that fails does not hold up the others. Of several tabs one sends at a time;
 * sent twice, a visit is still one, because its id and the ids of its answers were made once.
 */
export async function sendWaiting(store: VisitStore): Promise<void> {
  return inTurn(`${store.name} outbox`, () => sendAll(store))
}

async function sendAll(store: VisitStore): Promise<void> {
  const waiting = await store.visits.unsealAll(await store.visits.rows.where('state').equals('waiting').sortBy('startedAt'))
  // What the office refused waits for a person; everything else is tried again.
  for (const visit of waiting.filter(({ refusal }) => refusal === null)) await trySending(store, visit)
  const old = new Date(serverNow().getTime() - keepSentMs).toISOString()
  await store.visits.rows.where('state').equals('sent').filter((visit) => visit.sentAt !== null && visit.sentAt < old).delete()
}

async function trySending(store: VisitStore, visit: StoredVisit): Promise<void> {
  try {
    await store.visits.change(visit.surveyId, ({ attempts }) => ({ attempts: attempts + 1 }))
    const photos = await handOverPhotos(store, visit.surveyId)
    const receipt = await call(
      surveyOperations.sendSurvey, { params: { familyId: visit.familyId }, body: draftOf(visit, photos), commandId: visit.surveyId }, { signIn: 'never' },
    )
    await settle(store, visit, receipt)
  } catch (failure) {
    if (failure instanceof Unreachable) return
    if (!(failure instanceof Problem)) throw failure
    if (isPassing(failure)) return
    if (failure.kind === 'photos_unknown') return forgetTokens(store, visit.surveyId)
    await store.visits.change(visit.surveyId, () => ({ refusal: failure.message }))
  }
}

/** Each photo travels by itself and only once; one that arrived is not sent again when the rest is tried anew. */
async function handOverPhotos(store: VisitStore, surveyId: string): Promise<readonly StoredPhoto[]> {
  for (const { photoId, picture, token } of await listVisitPhotos(store, surveyId)) {
    if (token !== null) continue
    const arrived = await handOverPhoto(surveyOperations.addSurveyPhoto, picture)
    await store.photos.change(photoId, () => ({ token: arrived }))
  }
  return listVisitPhotos(store, surveyId)
}

async function forgetTokens(store: VisitStore, surveyId: string): Promise<void> {
  for (const photoId of await store.photos.rows.where('surveyId').equals(surveyId).primaryKeys()) await store.photos.change(photoId, () => ({ token: null }))
}

function draftOf(visit: StoredVisit, photos: readonly StoredPhoto[]): SurveyDraft {
  return {
    surveyId: visit.surveyId, formVersionId: visit.formVersionId, visitedAt: visit.startedAt, gaps: visit.gaps, place: placeOf(visit),
    answers: Object.entries(visit.answerIds).map(([field, answerId]) => ({
      answerId, field, value: (visit.answers[field] ?? null) as SurveyDraft['answers'][number]['value'], bases: [...(visit.bases[field] ?? [])],
    })),
    photos: photos.map(({ photoId, field, takenAt, place = null, token }) => ({ photoId, field, takenAt, place, token: token ?? '' })),
  }
}

/** The place of the visit is the first place that was taken in it. */
function placeOf({ answers, answerIds }: StoredVisit): SurveyDraft['place'] {
  for (const field of Object.keys(answerIds)) {
    const value = answers[field]
    const parts = typeof value === 'string' ? /^(-?[\d.]+) (-?[\d.]+) -?[\d.]+ ([\d.]+)$/.exec(value) : null
    if (parts !== null) return { latitude: Number(parts[1]), longitude: Number(parts[2]), accuracyMeters: Number(parts[3]) }
  }
  return null
}

/** Forgets the answers and photos only now that the office has named every one of them; a thin line stays. */
async function settle(store: VisitStore, visit: StoredVisit, receipt: SurveyReceipt): Promise<void> {
  const named = new Set(receipt.photos.map((photo) => photo.photoId))
  const sent = await store.visits.seal({
    ...visit, state: 'sent', answers: {}, bases: {}, answerIds: {}, refusal: null, sentAt: receipt.receivedAt, conflicts: receipt.conflicts,
  })
  await store.transaction('rw', store.visits.rows, store.photos.rows, async () => {
    const ofVisit = store.photos.rows.where('surveyId').equals(visit.surveyId)
    if ((await ofVisit.primaryKeys()).some((photoId) => !named.has(photoId))) throw new Unreachable(new Error('a photo is not named in the receipt'))
    await ofVisit.delete()
    await store.visits.rows.put(sent)
  })
}
