import { sql } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { SubjectKind } from '#modules/registry/merge/cluster.store.ts'
import type { LinkExplanation } from '#modules/registry/linkage/linkage.contract.ts'
import type { Tx } from '#platform/db/db.ts'
import { inSlices } from '#platform/db/slices.ts'
import { newId } from '#platform/id.ts'
import type { ReviewRule, ReviewState, Verdict } from './review.contract.ts'
import type { FoundPair, ReviewMark } from './review.rules.ts'

export interface NewReview extends FoundPair {
  readonly band?: 'link' | 'review'
  readonly explanation?: LinkExplanation
}

/**
 * Asks about pairs of persons, or of families. A pair is asked once: one that waits keeps its place with what is new added, one that was told apart is asked again only
 * when something speaks for it that did not before. Gives how many are new or open again.
 */
export async function proposeReviews(tx: Tx, pairs: readonly NewReview[], about: SubjectKind = 'person'): Promise<number> {
  let asked = 0
  await inSlices(pairs, async (slice) => {
    const rows = slice.map((pair) => ({
      review_id: newId(), left_id: pair.leftId, right_id: pair.rightId, area_id: pair.areaId, band: pair.band ?? 'review', rules: pair.rules, score: pair.score,
      explanation: pair.explanation ?? null, needs_two: pair.needsTwo,
    }))
    const { rows: written } = await sql<{ is_open: boolean }>`
      insert into registry.review as r (regency_id, review_id, subject_kind, left_id, right_id, area_id, band, rules, score, explanation, needs_two, state,
        found_at, changed_at)
      select ${tx.regencyId}, v.review_id, ${about}, v.left_id, v.right_id, v.area_id, v.band, v.rules, v.score, v.explanation, v.needs_two, 'open',
        ${tx.now}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (review_id uuid, left_id uuid, right_id uuid, area_id int, band text, rules text[],
        score real, explanation jsonb, needs_two boolean)
      on conflict (regency_id, subject_kind, left_id, right_id) do update set
        rules = array(select distinct rule from unnest(r.rules || excluded.rules) as rule order by rule), score = greatest(r.score, excluded.score),
        explanation = coalesce(excluded.explanation, r.explanation), needs_two = r.needs_two or excluded.needs_two, changed_at = excluded.changed_at,
        state = case when r.state = 'decided' and r.verdict = 'different' then 'open' else r.state end,
        verdict = case when r.state = 'decided' and r.verdict = 'different' then null else r.verdict end
      where not excluded.rules <@ r.rules
      returning state = 'open' as is_open`.execute(tx.db)
    asked += written.filter((row) => row.is_open).length
  })
  return asked
}

export interface ReviewRecord {
  readonly reviewId: string
  readonly kind: SubjectKind
  readonly leftId: string
  readonly rightId: string
  readonly areaId: number
  readonly askedAreaId: number | null
  readonly rules: readonly ReviewRule[]
  readonly score: number
  readonly explanation: LinkExplanation | null
  readonly needsTwo: boolean
  readonly state: ReviewState
  readonly verdict: Verdict | null
  readonly proposedBy: string | null
  readonly mergeId: string | null
  readonly foundAt: Date
}

const columns = ['review_id', 'subject_kind', 'left_id', 'right_id', 'area_id', 'asked_area_id', 'rules', 'score', 'explanation', 'needs_two', 'state', 'verdict',
  'proposed_by', 'merge_id', 'found_at'] as const

export interface ReviewFilter {
  readonly about: SubjectKind
  readonly state: ReviewState
  readonly rule: ReviewRule | undefined
  readonly areaIds: readonly number[] | null
  readonly after: ReviewMark | undefined
  readonly limit: number
}

/** Pairs that the actor may see, the most telling first. */
export async function listReviewRecords(tx: Tx, filter: ReviewFilter): Promise<readonly ReviewRecord[]> {
  const { rule, areaIds, after } = filter
  const rows = await tx.db.selectFrom('registry.review').select(columns)
    .where('regency_id', '=', tx.regencyId).where('state', '=', filter.state).where('subject_kind', '=', filter.about)
    .$if(rule !== undefined, (query) => query.where(sql<boolean>`${rule} = any(rules)`))
    .$if(areaIds !== null, (query) => query.where(sql<boolean>`(area_id = any(${areaIds}::int[]) or asked_area_id = any(${areaIds}::int[]))`))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(score, review_id) < (${after?.score}::real, ${after?.reviewId}::uuid)`))
    .orderBy('score', 'desc').orderBy('review_id', 'desc').limit(filter.limit).execute()
  return rows.map(toRecord)
}

/** One pair that the actor may see. */
export async function findReview(tx: Tx, reviewId: string): Promise<ReviewRecord | undefined> {
  const row = await tx.db.selectFrom('registry.review').select(columns).where('regency_id', '=', tx.regencyId).where('review_id', '=', reviewId).executeTakeFirst()
  return row && toRecord(row)
}

/** The same, locked until the act ends. */
export async function lockReview(tx: Tx, reviewId: string): Promise<ReviewRecord | undefined> {
  const row = await tx.db.selectFrom('registry.review').select(columns)
    .where('regency_id', '=', tx.regencyId).where('review_id', '=', reviewId).forUpdate().executeTakeFirst()
  return row && toRecord(row)
}

/** The pair of two persons or families. */
export async function findReviewOf(tx: Tx, pair: { kind: SubjectKind; leftId: string; rightId: string }): Promise<ReviewRecord | undefined> {
  const row = await tx.db.selectFrom('registry.review').select(columns).where('regency_id', '=', tx.regencyId).where('subject_kind', '=', pair.kind)
    .where('left_id', '=', pair.leftId).where('right_id', '=', pair.rightId).executeTakeFirst()
  return row && toRecord(row)
}

export type ReviewChange = Partial<Pick<ReviewRecord, 'state' | 'verdict' | 'proposedBy' | 'mergeId' | 'askedAreaId'>>

/** Writes where a review stands now. */
export async function changeReview(tx: Tx, reviewId: string, change: ReviewChange): Promise<void> {
  await tx.db.updateTable('registry.review').set({
    changed_at: tx.now, ...(change.state !== undefined && { state: change.state }), ...(change.verdict !== undefined && { verdict: change.verdict }),
    ...(change.proposedBy !== undefined && { proposed_by: change.proposedBy }), ...(change.mergeId !== undefined && { merge_id: change.mergeId }),
    ...(change.askedAreaId !== undefined && { asked_area_id: change.askedAreaId }),
  }).where('regency_id', '=', tx.regencyId).where('review_id', '=', reviewId).execute()
}

export type StepKind = 'proposed' | 'confirmed' | 'refused' | 'decided' | 'asked' | 'answered' | 'undone' | 'asked_again'

export interface NewStep {
  readonly kind: StepKind
  readonly verdict: Verdict | 'unknown' | null
  readonly words: string | null
}

/** Keeps what was said about a pair, under the name of whoever says it. */
export async function insertStep(tx: Tx, review: Pick<ReviewRecord, 'reviewId' | 'areaId' | 'askedAreaId'>, step: NewStep): Promise<void> {
  const { step_count: stepNo } = await tx.db.updateTable('registry.review').set((known) => ({ step_count: known('step_count', '+', 1) }))
    .where('regency_id', '=', tx.regencyId).where('review_id', '=', review.reviewId).returning('step_count').executeTakeFirstOrThrow()
  await tx.db.insertInto('registry.review_step').values({
    regency_id: tx.regencyId, review_id: review.reviewId, step_no: stepNo, area_id: review.areaId, asked_area_id: review.askedAreaId, kind: step.kind,
    verdict: step.verdict, words: step.words, said_by: tx.actor.accountId, said_by_name: tx.actor.name, said_at: tx.now,
  }).execute()
}

export interface Step extends NewStep {
  readonly saidBy: string | null
  readonly saidByName: string
  readonly saidAt: Date
}

/** What was said about a pair, in order; at most 100. */
export async function listSteps(tx: Tx, reviewId: string): Promise<readonly Step[]> {
  const rows = await tx.db.selectFrom('registry.review_step').select(['kind', 'verdict', 'words', 'said_by', 'said_by_name', 'said_at'])
    .where('regency_id', '=', tx.regencyId).where('review_id', '=', reviewId).orderBy('step_no').limit(100).execute()
  return rows.map((row) => ({
    kind: row.kind as StepKind, verdict: row.verdict as NewStep['verdict'], words: row.words, saidBy: row.said_by, saidByName: row.said_by_name, saidAt: row.said_at,
  }))
}

interface ReviewRow {
  review_id: string
  subject_kind: string
  left_id: string
  right_id: string
  area_id: number
  asked_area_id: number | null
  rules: string[]
  score: number
  explanation: unknown
  needs_two: boolean
  state: string
  verdict: string | null
  proposed_by: string | null
  merge_id: string | null
  found_at: Date
}

function toRecord(row: ReviewRow): ReviewRecord {
  return {
    reviewId: row.review_id, kind: row.subject_kind as SubjectKind, leftId: row.left_id, rightId: row.right_id, areaId: row.area_id,
    askedAreaId: row.asked_area_id, rules: row.rules as ReviewRule[], score: row.score, explanation: row.explanation as LinkExplanation | null,
    needsTwo: row.needs_two, state: row.state as ReviewState, verdict: row.verdict as Verdict | null, proposedBy: row.proposed_by, mergeId: row.merge_id,
    foundAt: row.found_at,
  }
}

/** Pairs that wait for a decision by somebody else than who proposed it, and pairs about which a village is asked. */
export const reviewPiles: readonly Pile[] = [
  {
    key: 'reviews', grants: ['registry.review.decide'],
    rows: (tx) => sql`select from registry.review where regency_id = ${tx.regencyId} and state in ('open', 'proposed')
      and proposed_by is distinct from ${tx.actor.accountId}::uuid`,
  },
  {
    key: 'reviewAnswers', grants: ['registry.review.answer'],
    rows: (tx) => sql`select from registry.review where regency_id = ${tx.regencyId} and state = 'asked_village' and asked_area_id = any(${tx.actor.areaIds}::int[])`,
  },
]
