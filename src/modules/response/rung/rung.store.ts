import { sql, type RawBuilder } from 'kysely'
import type { Rung } from '#modules/people/regency/regency.contract.ts'
import type { RungMove } from '#modules/response/case/case.contract.ts'
import { countEach } from '#platform/db/count.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { RungBox, RungStanding } from './rung.contract.ts'

/** The rungs as somebody on one of them sees them. */
export interface RungView {
  readonly rung: Rung
  readonly above: readonly Rung[]
  readonly below: readonly Rung[]
}

/** Cases of a box, of the caller's scope, behind a place: by due time where they stand, else the newest move first. */
export async function listRungPlaces(
  tx: Tx, asked: RungView & { readonly box: RungBox; readonly after: ListPlace | null; readonly limit: number },
): Promise<readonly ListPlace[]> {
  const { box, after, limit } = asked
  const isByDue = box === 'here'
  // A case whose clocks all stand still is due at the end of time, which no list can go on behind.
  const key = isByDue ? sql`least(next_due_at, timestamptz '9999-01-01T00:00:00Z')` : sql`moved_at`
  const beyond = isByDue ? sql`>` : sql`<`
  const follows = after === null ? sql`true` : sql`(${key}, case_id) ${beyond} (${after.at}, ${after.id}::uuid)`
  const order = isByDue ? sql`${key}, case_id` : sql`${key} desc, case_id desc`
  const { rows } = await sql<ListPlace>`
    select case_id as id, ${key} as at from response.case_file
    where regency_id = ${tx.regencyId} and status = 'open' and ${inBox(asked, box)} and ${follows} order by ${order} limit ${limit}`.execute(tx.db)
  return rows
}

/** How many cases each box holds, counted up to a bound. */
export async function countRungCases(tx: Tx, view: RungView, atMost: number): Promise<RungStanding['counts']> {
  const rowsOf = (box: RungBox): RawBuilder<unknown> => sql`
    select from response.case_file where regency_id = ${tx.regencyId} and status = 'open' and ${inBox(view, box)}`
  return countEach(tx, { here: rowsOf('here'), came: rowsOf('came'), above: rowsOf('above'), down: rowsOf('down') }, atMost)
}

function inBox({ rung, above, below }: RungView, box: RungBox): RawBuilder<unknown> {
  if (box === 'here') return sql`rung = ${rung}`
  if (box === 'came') return sql`rung = ${rung} and moved_at is not null and moved_by <> 'handed_down'`
  if (box === 'above') return sql`rung = any(${above}::text[]) and moved_at is not null and moved_by <> 'handed_down'`
  return sql`rung = any(${below}::text[]) and moved_at is not null and moved_by = 'handed_down'`
}

export interface MoveRow {
  readonly caseId: string
  readonly kind: RungMove
  readonly at: Date
  readonly words: string | null
  readonly byName: string
  readonly detail: { readonly rung?: Rung; readonly fromOfficeId?: number }
}

/** The last change of rung of each entered case. */
export async function listLastMoves(tx: Tx, caseIds: readonly string[]): Promise<readonly MoveRow[]> {
  const { rows } = await sql<MoveRow>`
    select distinct on (case_id) case_id as "caseId", kind, at, words, by_name as "byName", detail from response.case_event
    where regency_id = ${tx.regencyId} and case_id = any(${caseIds}::uuid[]) and kind in ('escalated', 'handed_up', 'handed_down')
    order by case_id, seq desc`.execute(tx.db)
  return rows
}
