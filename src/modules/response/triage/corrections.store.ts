import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { Aspect } from './corrections.contract.ts'
import type { PairCount } from './corrections.rules.ts'

interface Period {
  readonly from: Date
  readonly to: Date
}

/** How often what was suggested was confirmed as what, in a span and the caller's scope. */
export async function countPairs(tx: Tx, period: Period, of: Aspect): Promise<readonly PairCount[]> {
  const { rows } = await sql<PairCount>`
    select suggested, confirmed, report_count as count from response.triage_confusion(${tx.regencyId}, ${period.from}, ${period.to})
    where aspect = ${of}`.execute(tx.db)
  return rows
}

export interface CorrectionRow {
  readonly reportId: string
  readonly decidedAt: Date
  readonly suggestedKind: string
  readonly share: number | null
  readonly decidedKind: string
  readonly words: readonly string[]
  readonly suggestedUrgency: number
  readonly decidedUrgency: number
  readonly signKeys: readonly string[]
}

export interface CorrectionQuery extends Period {
  readonly of: Aspect
  readonly suggested: string | null
  readonly confirmed: string | null
  readonly before: ListPlace | null
  readonly limit: number
}

/** Decisions that were other than suggested, newest first; at most a hundred and one. */
export async function listCorrectionRows(tx: Tx, query: CorrectionQuery): Promise<readonly CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`
    select report_id as "reportId", decided_at as "decidedAt", suggested_kind as "suggestedKind", share, decided_kind as "decidedKind", words,
      suggested_urgency as "suggestedUrgency", decided_urgency as "decidedUrgency", sign_keys as "signKeys"
    from response.triage_corrections(${tx.regencyId}, ${query.from}, ${query.to}, ${query.of}, ${query.suggested}, ${query.confirmed},
      ${query.before?.at ?? null}, ${query.before?.id ?? null}::uuid, ${query.limit})
    order by decided_at desc, report_id desc`.execute(tx.db)
  return rows
}
