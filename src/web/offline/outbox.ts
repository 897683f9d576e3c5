import { surveyOperations, type SurveyDraft, type SurveyReceipt } from '#modules/registry/survey/survey.contract.ts'
import { call, Problem, Unreachable } from '#web/api/client.ts'
import { serverNow } from '#web/api/server-time.ts'
import { handOverPhoto, inTurn, isPassing } from './sending.ts'
import { changeVisit, type StoredPhoto, type StoredVisit, type VisitStore } from './visit-store.ts'

const keepSentMs = 30 * 24 * 60 * 60_000
/**
 * Sends every finished visit, one after the other. One that fails does not hold up the others. Of several tabs one sends at a time;
 * sent twice, a visit is still one, because its id and the ids of its answers were made once.
 */
export async function sendWaiting(store: VisitStore): Promise<void> {
  return inTurn(`${store.name} outbox`, () => sendAll(store))
}

async function sendAll(store: VisitStore): Promise<void> {
  const waiting = await store.visits.where('state').equals('waiting').sortBy('startedAt')
  // What the office refused waits for a person; everything else is tried again.
  for (const visit of waiting.filter(({ refusal }) => refusal === null)) await trySending(store, visit)
  const old = new Date(serverNow().getTime() - keepSentMs).toISOString()
  await store.visits.where('state').equals('sent').filter((visit) => visit.sentAt !== null && visit.sentAt < old).delete()
}

async function trySending(store: VisitStore, visit: StoredVisit): Promise<void> {
  try {
    await changeVisit(store, visit.surveyId, ({ attempts }) => ({ attempts: attempts + 1 }))
    const photos = await handOverPhotos(store, visit.surveyId)
    const receipt = await call(
      surveyOperations.sendSurvey, { params: { familyId: visit.familyId }, body: draftOf(visit, photos), commandId: visit.surveyId }, { signIn: 'never' },
    )
    await settle(store, visit, receipt)
  } catch (failure) {
    if (failure instanceof Unreachable) return
    if (!(failure instanceof Problem)) throw failure
    if (isPassing(failure)) return
    if (failure.kind === 'photos_unknown') return void (await store.photos.where('surveyId').equals(visit.surveyId).modify({ token: null }))
    await changeVisit(store, visit.surveyId, () => ({ refusal: failure.message }))
  }
}

/** Each photo travels by itself and only once; one that arrived is not sent again when the rest is tried anew. */
async function handOverPhotos(store: VisitStore, surveyId: string): Promise<readonly StoredPhoto[]> {
  for (const photo of await store.photos.where('surveyId').equals(surveyId).toArray()) {
    if (photo.token !== null) continue
    await store.photos.update(photo.photoId, { token: await handOverPhoto(surveyOperations.addSurveyPhoto, photo.picture) })
  }
  return store.photos.where('surveyId').equals(surveyId).toArray()
}

function draftOf(visit: StoredVisit, photos: readonly StoredPhoto[]): SurveyDraft {
  return {
    surveyId: visit.surveyId, formVersionId: visit.formVersionId, visitedAt: visit.startedAt, gaps: visit.gaps, place: placeOf(visit),
    answers: Object.entries(visit.answerIds).map(([field, answerId]) => ({
      answerId, field, value: (visit.answers[field] ?? null) as SurveyDraft['answers'][number]['value'], bases: [...(visit.bases[field] ?? [])],
    })),
    photos: photos.map(({ photoId, field, takenAt, token }) => ({ photoId, field, takenAt, token: token ?? '' })),
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
  await store.transaction('rw', store.visits, store.photos, async () => {
    const photos = await store.photos.where('surveyId').equals(visit.surveyId).toArray()
    if (photos.some((photo) => !named.has(photo.photoId))) throw new Unreachable(new Error('a photo is not named in the receipt'))
    await store.photos.where('surveyId').equals(visit.surveyId).delete()
    await store.visits.put({
      ...visit, state: 'sent', answers: {}, bases: {}, answerIds: {}, refusal: null, sentAt: receipt.receivedAt, conflicts: receipt.conflicts,
    })
  })
}
