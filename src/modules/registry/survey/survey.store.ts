import { sql } from 'kysely'
import type { AnswerValue, QuestionClass } from '#modules/registry/form/form.contract.ts'
import { findPersonRoots } from '#modules/registry/merge/cluster.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import { canonicalJson } from '#platform/json.ts'
import { fieldOfRoot, personOfField, type Stated } from './merge.rules.ts'
import type { MeasuredPlace } from './survey.contract.ts'

export interface NewSurvey {
  readonly surveyId: string
  readonly familyId: string
  readonly areaId: number
  readonly kind: 'visit' | 'decision'
  readonly formVersionId: string
  readonly sourceRecordId: string
  readonly visitedAt: Date
  readonly place: { readonly latitude: number; readonly longitude: number; readonly accuracyMeters: number } | null
  readonly answers: number
  readonly gaps: number
}

/** Whoever changes the answers of a family, or of those it was merged with, does so alone: what follows from all of them is worked out in the same transaction. */
export async function lockFamilyAnswers(tx: Tx, familyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registry.answer ${tx.regencyId} `} || coalesce(registry.family_root(${tx.regencyId}, ${familyId}),
    ${familyId}::uuid)::text, 0))`.execute(tx.db)
}

/** The visit of this id, if it came before. */
export async function findSurvey(tx: Tx, surveyId: string): Promise<{ readonly familyId: string; readonly receivedAt: Date } | undefined> {
  const row = await tx.db.selectFrom('registry.survey').select(['family_id', 'received_at']).where('regency_id', '=', tx.regencyId)
    .where('survey_id', '=', surveyId).executeTakeFirst()
  return row && { familyId: row.family_id, receivedAt: row.received_at }
}

/** Adds a visit or a decision. */
export async function insertSurvey(tx: Tx, survey: NewSurvey): Promise<void> {
  if (tx.actor.accountId === null) throw new Error('a visit has somebody who made it')
  await tx.db.insertInto('registry.survey').values({
    regency_id: tx.regencyId, survey_id: survey.surveyId, family_id: survey.familyId, area_id: survey.areaId, kind: survey.kind,
    form_version_id: survey.formVersionId, source_record_id: survey.sourceRecordId, recorded_by: tx.actor.accountId, recorded_by_name: tx.actor.name,
    visited_at: survey.visitedAt, received_at: tx.now, latitude: survey.place?.latitude ?? null, longitude: survey.place?.longitude ?? null,
    accuracy_meters: survey.place?.accuracyMeters ?? null, answer_count: survey.answers, gap_count: survey.gaps,
  }).execute()
}

export interface NewAnswer {
  readonly answerId: string
  readonly field: string
  readonly class: QuestionClass | null
  readonly value: AnswerValue
  readonly valueMac: Buffer
  readonly bases: readonly string[]
}

/** Adds answers, values of a class apart from the others. An id that is known is left as it is. */
export async function insertAnswers(tx: Tx, of: Pick<NewSurvey, 'familyId' | 'areaId' | 'surveyId'>, answers: readonly NewAnswer[]): Promise<void> {
  const shared = { regency_id: tx.regencyId, family_id: of.familyId, area_id: of.areaId }
  await inSlices(answers, (slice) => tx.db.insertInto('registry.answer').values(slice.map((answer) => ({
    ...shared, answer_id: answer.answerId, survey_id: of.surveyId, field: answer.field, class: answer.class, value_mac: answer.valueMac,
    bases: [...answer.bases], recorded_at: tx.now,
  }))).execute())
  const valueOf = (answer: NewAnswer) => ({ ...shared, answer_id: answer.answerId, value: JSON.stringify(answer.value) })
  const plain = answers.filter((answer) => answer.class === null)
  const sensitive = answers.flatMap((answer) => (answer.class === null ? [] : [{ ...valueOf(answer), class: answer.class }]))
  await inSlices(plain, (slice) => tx.db.insertInto('registry.answer_value').values(slice.map(valueOf)).execute())
  await inSlices(sensitive, (slice) => tx.db.insertInto('registry.sensitive_answer').values([...slice]).execute())
}

/** How many visits, each knowing of the one before, the given answers stand on. */
export async function findRound(tx: Tx, familyId: string, answerIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ round: number | null }>`
    select max(r.row_number) as round
    from registry.answer a
    join registry.survey s on s.regency_id = a.regency_id and s.survey_id = a.survey_id
    join registry.source_record r on r.regency_id = s.regency_id and r.source_record_id = s.source_record_id
    where a.regency_id = ${tx.regencyId} and a.family_id in (select registry.family_cluster(${tx.regencyId}, ${familyId})) and a.answer_id = any(${answerIds}::uuid[])`.execute(tx.db)
  return rows[0]?.round ?? 0
}

/** An answer with what the reader may know of it. */
export interface AnswerRow extends Stated {
  readonly class: QuestionClass | null
  /** Undefined where the reader's role may not see it. */
  readonly given: AnswerValue | undefined
  readonly by: string
  readonly surveyKind: 'visit' | 'decision'
  readonly visitedAt: Date
  readonly receivedAt: Date
}

/**
 * Every answer about a family and those it was merged with, at most twenty thousand; `field` narrows to one. What was asked of a person who was
 * merged into another stands under that other one's name.
 */
export async function listAnswers(tx: Tx, familyId: string, field: string | null = null): Promise<readonly AnswerRow[]> {
  const { rows } = await sql<{
    family_id: string; answer_id: string; field: string; class: QuestionClass | null; mac: string; bases: string[]; given: AnswerValue; is_known: boolean
    by: string; kind: 'visit' | 'decision'; visited_at: Date; received_at: Date
  }>`
    select a.family_id, a.answer_id, a.field, a.class, encode(a.value_mac, 'hex') as mac, a.bases, coalesce(v.value, s.value) as given,
      (v.answer_id is not null or s.answer_id is not null) as is_known, y.recorded_by_name as by, y.kind, y.visited_at, y.received_at
    from registry.answer a
    join registry.survey y on y.regency_id = a.regency_id and y.survey_id = a.survey_id
    left join registry.answer_value v on v.regency_id = a.regency_id and v.family_id = a.family_id and v.answer_id = a.answer_id
    left join registry.sensitive_answer s on s.regency_id = a.regency_id and s.family_id = a.family_id and s.answer_id = a.answer_id
    where a.regency_id = ${tx.regencyId} and a.family_id in (select registry.family_cluster(${tx.regencyId}, ${familyId}))
      and (${field}::text is null or a.field = ${field}::text or (a.field like 'member/%' and ${field}::text like 'member/%'))
    limit 20000`.execute(tx.db)
  const roots = await findPersonRoots(tx, [...new Set(rows.flatMap((row) => personOfField(row.field) ?? []))])
  // The keyed hash is the family's own: answers to two families are compared by what was said, as far as the reader may know it.
  const isOne = new Set(rows.map((row) => row.family_id)).size < 2
  const answers = rows.map((row): AnswerRow => ({
    answerId: row.answer_id, field: fieldOfRoot(row.field, roots), class: row.class, value: isOne || !row.is_known ? row.mac : canonicalJson(row.given), bases: row.bases,
    given: row.is_known ? row.given : undefined, by: row.by, surveyKind: row.kind, visitedAt: row.visited_at, receivedAt: row.received_at,
  }))
  return field === null ? answers : answers.filter((answer) => answer.field === field)
}

/** Notes which fields of a family are in dispute now; all others, also of families merged with it, are settled. */
export async function noteConflicts(
  tx: Tx, of: { readonly familyId: string; readonly areaId: number }, disputed: readonly { readonly field: string; readonly class: QuestionClass | null }[],
): Promise<void> {
  await inSlices(disputed, (slice) => tx.db.insertInto('registry.answer_conflict').values(slice.map((each) => ({
    regency_id: tx.regencyId, family_id: of.familyId, field: each.field, area_id: of.areaId, class: each.class, found_at: tx.now, settled_at: null,
  }))).onConflict((conflict) => conflict.columns(['regency_id', 'family_id', 'field']).doUpdateSet({ found_at: tx.now, settled_at: null })
    .where('registry.answer_conflict.settled_at', 'is not', null)).execute())
  const fields = disputed.map(({ field }) => field)
  await sql`
    update registry.answer_conflict set settled_at = ${tx.now}
    where regency_id = ${tx.regencyId} and settled_at is null and family_id in (select registry.family_cluster(${tx.regencyId}, ${of.familyId}))
      and not (family_id = ${of.familyId} and field = any(${fields}::text[]))`.execute(tx.db)
}

export interface PhotoRow {
  readonly photoId: string
  readonly surveyId: string
  readonly field: string
  readonly sha256: string
  readonly width: number
  readonly height: number
  readonly sizeBytes: number
  readonly takenAt: Date
  readonly place: MeasuredPlace | null
}

/** Adds the photos of a visit; where the agreement to them was taken back they are closed at once. */
export async function insertSurveyPhotos(tx: Tx, of: { readonly familyId: string; readonly areaId: number }, photos: readonly PhotoRow[]): Promise<void> {
  await inSlices(photos, (slice) => tx.db.insertInto('registry.survey_photo').values(slice.map((photo) => ({
    regency_id: tx.regencyId, family_id: of.familyId, area_id: of.areaId, photo_id: photo.photoId, survey_id: photo.surveyId, field: photo.field,
    sha256: photo.sha256, width: photo.width, height: photo.height, size_bytes: photo.sizeBytes, taken_at: photo.takenAt,
    latitude: photo.place?.latitude ?? null, longitude: photo.place?.longitude ?? null, accuracy_meters: photo.place?.accuracyMeters ?? null,
  }))).execute())
  if (photos.length > 0) await sql`select registry.close_withheld_photos(${tx.regencyId}, ${of.familyId})`.execute(tx.db)
}

/** Whether somebody of a family took back the agreement to keep photos of the house. */
export async function arePhotosWithheld(tx: Tx, familyId: string): Promise<boolean> {
  const row = await tx.db.selectFrom('registry.family').select('family_id').where('regency_id', '=', tx.regencyId)
    .where(sql<boolean>`family_id in (select registry.family_cluster(${tx.regencyId}, ${familyId}))`).where(sql<boolean>`cardinality(photos_withheld_for) > 0`).limit(1).executeTakeFirst()
  return row !== undefined
}

/** The photos of a family and those it was merged with, the latest first, at most two hundred. */
export async function listSurveyPhotos(tx: Tx, familyId: string): Promise<readonly PhotoRow[]> {
  const rows = await tx.db.selectFrom('registry.survey_photo').selectAll().where('regency_id', '=', tx.regencyId)
    .where(sql<boolean>`family_id in (select registry.family_cluster(${tx.regencyId}, ${familyId}))`).orderBy('taken_at', 'desc').orderBy('photo_id').limit(200).execute()
  return rows.map((row) => ({
    photoId: row.photo_id, surveyId: row.survey_id, field: row.field, sha256: row.sha256, width: row.width, height: row.height, sizeBytes: row.size_bytes,
    takenAt: row.taken_at, place: placeOf(row),
  }))
}

function placeOf(row: { readonly latitude: number | null; readonly longitude: number | null; readonly accuracy_meters: number | null }): MeasuredPlace | null {
  const { latitude, longitude, accuracy_meters: accuracyMeters } = row
  return latitude === null || longitude === null || accuracyMeters === null ? null : { latitude, longitude, accuracyMeters }
}

/** By which version of the form each of some visits asked. */
export async function listFormVersionsOf(tx: Tx, surveyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.selectFrom('registry.survey').select(['survey_id', 'form_version_id']).where('regency_id', '=', tx.regencyId)
    .where(sql<boolean>`survey_id = any(${[...surveyIds]}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.survey_id, row.form_version_id]))
}
