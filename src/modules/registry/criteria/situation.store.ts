import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

export interface VisitRow {
  readonly surveyId: string
  readonly kind: 'visit' | 'decision'
  readonly by: string
  readonly visitedAt: Date
  readonly receivedAt: Date
  readonly answers: number
  readonly gaps: number
  readonly formNumber: number
}

/** The visits of a family and those it was merged with, and the decisions about their answers, the latest first, at most a hundred. */
export async function listVisits(tx: Tx, familyId: string): Promise<readonly VisitRow[]> {
  const { rows } = await sql<{
    survey_id: string; kind: 'visit' | 'decision'; by: string; visited_at: Date; received_at: Date; answers: number; gaps: number; number: number
  }>`
    select s.survey_id, s.kind, s.recorded_by_name as by, s.visited_at, s.received_at, s.answer_count as answers, s.gap_count as gaps, f.number
    from registry.survey s
    join registry.form_version f on f.regency_id = s.regency_id and f.form_version_id = s.form_version_id
    where s.regency_id = ${tx.regencyId} and s.family_id in (select registry.family_cluster(${tx.regencyId}, ${familyId}))
    order by s.visited_at desc, s.received_at desc, s.survey_id limit 100`.execute(tx.db)
  return rows.map((row) => ({
    surveyId: row.survey_id, kind: row.kind, by: row.by, visitedAt: row.visited_at, receivedAt: row.received_at, answers: row.answers, gaps: row.gaps,
    formNumber: row.number,
  }))
}
