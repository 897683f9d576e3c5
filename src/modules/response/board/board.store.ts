import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { AreaCount, DangerCount, OfficeCount, ResponseCount } from './board.rules.ts'

/** Cases of the caller's scope by area and rung, at the transaction's moment. */
export async function listAreaCounts(tx: Tx): Promise<readonly AreaCount[]> {
  const { rows } = await sql<AreaCount>`
    select area_id as "areaId", district_id as "districtId", rung, open_count as "open", soon_count as "soon", late_count as "late",
      opened_last_day as "openedLastDay"
    from response.board_areas(${tx.regencyId}, ${tx.now})`.execute(tx.db)
  return rows
}

/** Unfinished tasks of the caller's scope by office. */
export async function listOfficeCounts(tx: Tx): Promise<readonly OfficeCount[]> {
  const { rows } = await sql<OfficeCount>`
    select office_id as "officeId", open_count as "open", soon_count as "soon", late_count as "late"
    from response.board_offices(${tx.regencyId}, ${tx.now})`.execute(tx.db)
  return rows
}

/** Unanswered danger in the caller's scope. */
export async function countDanger(tx: Tx): Promise<DangerCount> {
  const { rows } = await sql<DangerCount>`
    select waiting_count as "waiting", newest_at as "newestAt" from response.board_danger(${tx.regencyId})`.execute(tx.db)
  return rows[0] ?? { waiting: 0, newestAt: null }
}

/** First responses that fell due, or were given, since a moment. */
export async function countResponses(tx: Tx, since: Date): Promise<ResponseCount> {
  const { rows } = await sql<ResponseCount>`
    select due_count as "dueCount", kept_count as "keptCount", median_minutes as "medianMinutes"
    from response.board_responses(${tx.regencyId}, ${since}, ${tx.now})`.execute(tx.db)
  return rows[0] ?? { dueCount: 0, keptCount: 0, medianMinutes: null }
}
