import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { Figures, PublicMonth, SplitBy } from './performance.contract.ts'
import type { Period } from './performance.rules.ts'
import type { WaitCase, WaitEvent, WaitTask } from './waiting.rules.ts'

/** By what is counted: split, as a whole, or as the whole that everybody may know, without protected cases. */
export type FigureKey = SplitBy | 'whole' | 'public'

/** How the cases of a span went, by key; the whole has the key ''. */
export async function listFigures(tx: Tx, period: Period, by: FigureKey): Promise<ReadonlyMap<string, Omit<Figures, 'satisfaction'>>> {
  const { rows } = await sql<{
    key: string; case_count: number; due_count: number; kept_count: number; finished_count: number; judged_count: number; reopened_count: number
    answer_median: number | null; answer_p90: number | null; answer_p99: number | null
    finish_median: number | null; finish_p90: number | null; finish_p99: number | null
  }>`select * from response.performance(${tx.regencyId}, ${period.from}, ${period.to}, ${tx.now}, ${by})`.execute(tx.db)
  return new Map(rows.map((row) => [row.key, {
    cases: row.case_count, due: row.due_count, kept: row.kept_count, finished: row.finished_count, judged: row.judged_count,
    reopened: row.reopened_count,
    answer: { median: row.answer_median, p90: row.answer_p90, p99: row.answer_p99 },
    finish: { median: row.finish_median, p90: row.finish_p90, p99: row.finish_p99 },
  }]))
}

/** The marks that reporters gave in a span, by key; the whole has the key ''. */
export async function listMarks(tx: Tx, period: Period, by: FigureKey): Promise<ReadonlyMap<string, { count: number; sums: readonly number[] }>> {
  const { rows } = await sql<{ key: string; answer_count: number; sums: number[] }>`
    select * from response.performance_satisfaction(${tx.regencyId}, ${period.from}, ${period.to}, ${by})`.execute(tx.db)
  return new Map(rows.map((row) => [row.key, { count: row.answer_count, sums: row.sums }]))
}

/** Who had the cases of a span when. */
export async function listHistories(tx: Tx, period: Period): Promise<readonly WaitCase[]> {
  const { rows } = await sql<{
    opened_at: Date; lead_office_id: number
    tasks: readonly (Omit<WaitTask, 'openedAt'> & { openedAt: string })[]; events: readonly (Omit<WaitEvent, 'at'> & { at: string })[]
  }>`select * from response.performance_histories(${tx.regencyId}, ${period.from}, ${period.to})`.execute(tx.db)
  return rows.map((row) => ({
    openedAt: row.opened_at, leadOfficeId: row.lead_office_id,
    tasks: row.tasks.map((task) => ({ ...task, openedAt: new Date(task.openedAt) })),
    events: row.events.map((event) => ({ ...event, at: new Date(event.at) })),
  }))
}

export interface ArrivalRow {
  readonly officeId: number
  readonly openedAt: Date
  readonly dueAt: Date
  readonly answeredAt: Date | null
  readonly handlingSeconds: number | null
}

/** The cases that came in a span, as a replay needs them, in the order of their coming. */
export async function listArrivals(tx: Tx, period: Period): Promise<readonly ArrivalRow[]> {
  const { rows } = await sql<ArrivalRow>`
    select office_id as "officeId", opened_at as "openedAt", due_at as "dueAt", answered_at as "answeredAt", handling_seconds as "handlingSeconds"
    from response.performance_arrivals(${tx.regencyId}, ${period.from}, ${period.to}) order by opened_at, office_id, due_at`.execute(tx.db)
  return rows
}

export interface StaffingRow {
  readonly officeId: number
  /** Officers at work on an average day. */
  readonly officers: number
  /** Hours of the week, 0 is Monday midnight, in which somebody acted. */
  readonly hours: readonly number[]
}

/** How many worked in each office in a span, and when. */
export async function listStaffing(tx: Tx, period: Period, timeZone: string): Promise<readonly StaffingRow[]> {
  const { rows } = await sql<StaffingRow>`
    select office_id as "officeId", officers, hours
    from response.performance_staffing(${tx.regencyId}, ${period.from}, ${period.to}, ${timeZone})`.execute(tx.db)
  return rows
}

export interface PublicationRow {
  readonly month: string
  readonly publishedAt: Date
  readonly publishedByName: string
  readonly figures: PublicMonth
}

/** The months that are public, newest first, five years at most. */
export async function listPublications(tx: Tx): Promise<readonly PublicationRow[]> {
  const rows = await tx.db.selectFrom('response.performance_publication').select(['month', 'published_at', 'published_by_name', 'figures'])
    .where('regency_id', '=', tx.regencyId).orderBy('month', 'desc').limit(60).execute()
  return rows.map((row) => ({
    month: row.month.slice(0, 7), publishedAt: row.published_at, publishedByName: row.published_by_name,
    figures: row.figures as unknown as PublicMonth,
  }))
}

/** Makes a month public. False where it was already. */
export async function insertPublication(tx: Tx, made: { month: string; accountId: string; name: string; figures: PublicMonth }): Promise<boolean> {
  const done = await tx.db.insertInto('response.performance_publication').values({
    regency_id: tx.regencyId, month: `${made.month}-01`, published_at: tx.now, published_by: made.accountId, published_by_name: made.name,
    figures: JSON.stringify(made.figures),
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0n) === 1
}
