import type { Deps } from '#deps.ts'
import { insertAttributes, insertSensitive } from '#modules/registry/attribute/attribute.store.ts'
import { findFamily, type Family } from '#modules/registry/family/family.store.ts'
import { listMembers } from '#modules/registry/family/profile.store.ts'
import { findCompiledForm } from '#modules/registry/form/form.store.ts'
import { getSourceId, insertSnapshot, insertSourceRecords } from '#modules/registry/source/source.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import { readPhotoToken, type ReceivedPhoto } from '#platform/files/photo-token.ts'
import { newId } from '#platform/id.ts'
import { canonicalJson } from '#platform/json.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { mergeAnswers } from './merge.rules.ts'
import { settleConflicts } from './dispute.actions.ts'
import type { MeasuredPlace, SurveyDraft, SurveyReceipt } from './survey.contract.ts'
import { readAnswers, registryValues, type GivenAnswer, type ReadAnswer } from './survey.rules.ts'
import {
  findRound, findSurvey, insertAnswers, insertSurvey, insertSurveyPhotos, listAnswers, lockFamilyAnswers, type NewAnswer,
} from './survey.store.ts'

export type SurveyDeps = Pick<Deps, 'db' | 'jobs' | 'regency' | 'keys' | 'files' | 'clock'>

export interface By {
  readonly actor: Actor
  readonly command: Command
}

export type SurveyRefused =
  | CommandReused
  | { readonly kind: 'not_found' | 'form_unknown' | 'photos_unknown' | 'survey_of_other_family' }
  | { readonly kind: 'answers_invalid'; readonly fields: readonly string[] }

/**
 * Keeps a filled form. Sent again it is the same visit. Each answer stands for those that its author had seen; answers that differ from
 * somebody else's both stay, and a person decides.
 */
export async function sendSurvey(deps: SurveyDeps, by: By, { familyId, draft }: { readonly familyId: string; readonly draft: SurveyDraft }): Promise<Result<SurveyReceipt, SurveyRefused>> {
  return act<SurveyReceipt, SurveyRefused>(deps, { ...by, action: 'sendSurvey' }, async (tx) => {
    const family = await findFamily(tx, familyId)
    if (family === undefined) return err({ kind: 'not_found' })
    await lockFamilyAnswers(tx, familyId)
    const earlier = await findSurvey(tx, draft.surveyId)
    if (earlier !== undefined && earlier.familyId !== familyId) return err({ kind: 'survey_of_other_family' })
    const form = await findCompiledForm(tx, draft.formVersionId)
    if (form === undefined) return err({ kind: 'form_unknown' })
    const { read, wrong } = readAnswers(form, draft.answers)
    if (wrong.length > 0) return err({ kind: 'answers_invalid', fields: wrong.slice(0, 20) })
    const photos = await receivedPhotos(deps, draft)
    if (photos === undefined) return err({ kind: 'photos_unknown' })
    tx.audit({
      subjectKind: 'family', subjectId: familyId, areaId: family.areaId,
      detail: { surveyId: draft.surveyId, answers: read.length, photos: photos.length, isRepeat: earlier !== undefined },
    })
    if (earlier === undefined) await keep(deps, tx, { family, draft, read, photos })
    return ok(await receiptOf(tx, { surveyId: draft.surveyId, familyId, photos }))
  })
}

interface Kept {
  readonly family: Family
  readonly draft: SurveyDraft
  readonly read: readonly ReadAnswer<SurveyDraft['answers'][number]>[]
  readonly photos: readonly { readonly photoId: string; readonly field: string; readonly takenAt: string; readonly place?: MeasuredPlace | null | undefined; readonly photo: ReceivedPhoto }[]
}

async function keep(deps: SurveyDeps, tx: ActTx, { family, draft, read, photos }: Kept): Promise<void> {
  const of = { familyId: family.familyId, areaId: family.areaId, surveyId: draft.surveyId }
  const visitedAt = earliest(new Date(draft.visitedAt), tx.now)
  const sourceRecordId = await stateValues(deps, tx, { family, answers: read, bases: read.flatMap(({ given }) => given.bases), visitedAt })
  await insertSurvey(tx, {
    ...of, kind: 'visit', formVersionId: draft.formVersionId, sourceRecordId, visitedAt, place: draft.place, answers: read.length, gaps: draft.gaps,
  })
  await insertAnswers(tx, of, read.map(({ given, field }): NewAnswer => ({ ...given, class: field.question.class, valueMac: macOf(deps, of.familyId, given) })))
  await insertSurveyPhotos(tx, of, photos.map(({ photo, takenAt, place = null, ...named }) => ({ ...named, ...photo, place, surveyId: draft.surveyId, takenAt: new Date(takenAt) })))
  await settleConflicts(tx, of.familyId)
}

/**
 * Says in the registry what the answers say, as one row of the source `visit`; its number counts the visits that it knew of, one after the other,
 * so that of two on one day the one that knew of the other counts. Gives the row's id.
 */
export async function stateValues(
  deps: Pick<SurveyDeps, 'regency'>, tx: Tx,
  visit: { readonly family: Family; readonly answers: readonly ReadAnswer<GivenAnswer>[]; readonly bases: readonly string[]; readonly visitedAt: Date },
): Promise<string> {
  const { family: { familyId, areaId }, answers } = visit
  const on = dayOf(visit.visitedAt, deps.regency.timeZone)
  const sourceId = await getSourceId(tx, 'visit')
  const snapshotId = await insertSnapshot(tx, { sourceId, areaId, asOfOn: on, fileName: null, fileSha256: null, rowCount: 1 })
  if (snapshotId === undefined) throw new Error('a visit without a file is always a new snapshot')
  const sourceRecordId = newId()
  const round = 1 + (await findRound(tx, familyId, visit.bases))
  const raw = Object.fromEntries(answers.filter(({ field }) => field.question.class === null).map(({ given }) => [given.field, given.value]))
  await insertSourceRecords(tx, [{ sourceRecordId, snapshotId, areaId, rowNumber: round, raw: raw as Parameters<typeof insertSourceRecords>[1][number]['raw'], sealed: null }])
  const members = await listMembers(tx, familyId)
  const values = registryValues(answers, { familyId, personIds: new Set(members.map((member) => member.personId)) })
  const about = { areaId, sourceRecordId, validFrom: on }
  await insertAttributes(tx, [
    { ...about, subjectKind: 'family', subjectId: familyId, values: values.family },
    ...[...values.persons].map(([subjectId, of]) => ({ ...about, subjectKind: 'person' as const, subjectId, values: of })),
  ])
  await insertSensitive(tx, values.sensitive.map((each) => ({ ...about, ...each })))
  return sourceRecordId
}

/** A keyed hash of an answer: equal when two answers to one field are, and telling nothing else. */
export function macOf(deps: Pick<SurveyDeps, 'keys'>, familyId: string, answer: GivenAnswer): Buffer {
  return deps.keys.mac('answer', `${familyId} ${answer.field} ${canonicalJson(answer.value)}`)
}

/** A device's clock may run ahead; what was asked cannot have been asked later than it arrived. */
function earliest(said: Date, now: Date): Date {
  return said < now ? said : now
}

async function receivedPhotos(deps: SurveyDeps, draft: SurveyDraft): Promise<Kept['photos'] | undefined> {
  const found: Kept['photos'][number][] = []
  for (const { token, ...named } of draft.photos) {
    const photo = readPhotoToken(token, deps.keys.mac)
    if (photo === undefined || !(await deps.files.keep(photo.sha256))) return undefined
    found.push({ ...named, photo })
  }
  return found
}

/** What the server has by now; also of photos that are closed, which no list shows. */
async function receiptOf(tx: Tx, { surveyId, familyId, photos }: { surveyId: string; familyId: string; photos: Kept['photos'] }): Promise<SurveyReceipt> {
  const survey = await findSurvey(tx, surveyId)
  const answers = await listAnswers(tx, familyId)
  const disputed = [...mergeAnswers(answers).values()].filter((state) => state.isDisputed)
  return {
    surveyId, receivedAt: (survey?.receivedAt ?? tx.now).toISOString(), photos: photos.map(({ photoId, photo }) => ({ photoId, sha256: photo.sha256 })), conflicts: disputed.length,
  }
}
