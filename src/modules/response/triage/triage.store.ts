import { sql } from 'kysely'
import type { Urgency } from '#modules/people/regency/regency.contract.ts'
import { urgencyNumber, urgencyOf } from '#modules/response/case/urgency-number.rules.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Sample } from './classifier.rules.ts'
import type { Evaluation } from './evaluate.rules.ts'
import type { FoundSign } from './signs.rules.ts'
import type { KeptTriage, MadeTriage } from './triage.rules.ts'
import type { SuggestedKind } from './triage.contract.ts'

/** Keeps what the words of a new report suggest. */
export async function insertTriage(tx: Tx, made: MadeTriage): Promise<void> {
  await sql`
    insert into response.triage (regency_id, report_id, case_id, area_id, model_version, suggested, signs, urgency, made_at)
    values (${tx.regencyId}, ${made.reportId}, ${made.caseId}, ${made.areaId}, ${made.modelVersion}, ${JSON.stringify(made.suggested)}::jsonb,
      ${JSON.stringify(made.signs)}::jsonb, ${urgencyNumber[made.urgency]}, ${tx.now})`.execute(tx.db)
}

/** The suggestions for the reports of an entered case, the oldest report first. */
export async function listTriage(tx: Tx, caseId: string): Promise<readonly KeptTriage[]> {
  const { rows } = await sql<{
    report_id: string; category: string; story: string; subject_name: string | null; model_version: string; suggested: SuggestedKind[]
    signs: FoundSign[]; urgency: number; decided_at: Date | null; decided_category: string; decided_urgency: number; reason: string | null
  }>`
    select t.report_id, r.category, r.story, r.subject_name, t.model_version, t.suggested, t.signs, t.urgency, t.decided_at, t.decided_category,
      t.decided_urgency, t.reason
    from response.triage t join response.report r on r.regency_id = t.regency_id and r.report_id = t.report_id
    where t.regency_id = ${tx.regencyId} and t.case_id = ${caseId}::uuid
    order by r.received_at, t.report_id limit 200`.execute(tx.db)
  return rows.map((row) => ({
    reportId: row.report_id, chosenCategory: row.category, story: row.story, subjectName: row.subject_name, modelVersion: row.model_version,
    suggested: row.suggested, signs: row.signs, urgency: urgencyOf(row.urgency),
    decided: row.decided_at === null
      ? null
      : { at: row.decided_at, category: row.decided_category, urgency: urgencyOf(row.decided_urgency), reason: row.reason },
  }))
}

/** Keeps what a person decided; a later decision takes the place of an earlier one. */
export async function decideTriage(tx: Tx, decided: { reportId: string; category: string; urgency: Urgency; reason: string | null }): Promise<void> {
  await sql`
    update response.triage set decided_at = ${tx.now}, decided_by = ${tx.actor.accountId}, decided_category = ${decided.category},
      decided_urgency = ${urgencyNumber[decided.urgency]}, reason = ${decided.reason}
    where regency_id = ${tx.regencyId} and report_id = ${decided.reportId}::uuid`.execute(tx.db)
}

/** Keeps a text whose kind a person has named, to learn from. */
export async function insertSample(tx: Tx, sample: Sample & { readonly sampleId: string; readonly addedOn: string }): Promise<void> {
  await sql`
    insert into response.triage_sample (regency_id, sample_id, category, text, added_on)
    values (${tx.regencyId}, ${sample.sampleId}, ${sample.category}, ${sample.text}, ${sample.addedOn}::date)`.execute(tx.db)
}

export interface KeptSample extends Sample {
  readonly sampleId: string
}

/** Texts whose kind people have named: those named by id, or all; at most ten thousand, the newest. */
export async function listSamples(tx: Tx, sampleIds?: readonly string[]): Promise<readonly KeptSample[]> {
  const wanted = sampleIds === undefined ? sql`true` : sql`sample_id = any(${sampleIds}::uuid[])`
  const { rows } = await sql<KeptSample>`
    select sample_id as "sampleId", category, text from response.triage_sample
    where regency_id = ${tx.regencyId} and ${wanted} order by added_on desc, sample_id limit 10000`.execute(tx.db)
  return rows
}

export interface TrainedModel {
  readonly version: string
  readonly sampleCount: number
  readonly sampleIds: readonly string[]
  readonly evaluation: Evaluation
}

/** The model that was trained last; undefined when none was. */
export async function findModel(tx: Tx): Promise<{ version: string; sampleIds: readonly string[] } | undefined> {
  const { rows } = await sql<{ version: string; sampleIds: string[] }>`
    select version, sample_ids as "sampleIds" from response.triage_model
    where regency_id = ${tx.regencyId} order by trained_at desc, version desc limit 1`.execute(tx.db)
  return rows[0]
}

/** Puts a trained model into use. */
export async function insertModel(tx: Tx, model: TrainedModel): Promise<void> {
  await sql`
    insert into response.triage_model (regency_id, version, trained_at, sample_count, correction_count, evaluation, sample_ids)
    values (${tx.regencyId}, ${model.version}, ${tx.now}, ${model.sampleCount}, ${model.sampleIds.length}, ${JSON.stringify(model.evaluation)}::jsonb,
      ${model.sampleIds}::uuid[])`.execute(tx.db)
}
