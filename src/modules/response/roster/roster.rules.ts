import { err, ok, type Result } from '#platform/result.ts'
import type { NewRosterEntry, RosterEntry } from './roster.contract.ts'

export interface Colleague {
  readonly accountId: string
  readonly name: string
}

/** Who plans, for which office, on which day. */
export interface Planner {
  readonly accountId: string | null
  readonly mayPlanForOthers: boolean
  readonly today: string
  readonly colleagues: readonly Colleague[]
  /** What stands in the roster already. */
  readonly entries: readonly RosterEntry[]
}

export type PlanRefused = {
  readonly kind: 'roster_of_others' | 'officer_unknown' | 'roster_days_reversed' | 'roster_day_past' | 'roster_deputy_same' | 'roster_overlaps'
}

/** Whether an entry may stand in the roster; gives the persons whom it names. */
export function planEntry(input: NewRosterEntry, planner: Planner): Result<{ officer: Colleague; deputy: Colleague | null }, PlanRefused> {
  const officer = planner.colleagues.find((one) => one.accountId === input.accountId)
  const deputy = planner.colleagues.find((one) => one.accountId === input.deputyAccountId) ?? null
  if (!mayChange(input, planner)) return err({ kind: 'roster_of_others' })
  if (officer === undefined || (input.deputyAccountId !== null && deputy === null)) return err({ kind: 'officer_unknown' })
  if (input.toOn < input.fromOn) return err({ kind: 'roster_days_reversed' })
  if (input.toOn < planner.today) return err({ kind: 'roster_day_past' })
  if (input.deputyAccountId === input.accountId) return err({ kind: 'roster_deputy_same' })
  const sameDays = planner.entries.some((entry) => entry.accountId === input.accountId && entry.fromOn <= input.toOn && input.fromOn <= entry.toOn)
  return sameDays ? err({ kind: 'roster_overlaps' }) : ok({ officer, deputy })
}

/** Their own absence everybody enters and takes back; all else is for who gives tasks out. */
export function mayChange(entry: Pick<RosterEntry, 'kind' | 'accountId'>, planner: Pick<Planner, 'accountId' | 'mayPlanForOthers'>): boolean {
  return planner.mayPlanForOthers || (entry.kind === 'absence' && entry.accountId === planner.accountId)
}

/** How somebody stands on a day, and how much they hold. */
export interface OfficerLoad extends Colleague {
  readonly openTasks: number
  /** Tasks due within the hour, or late. */
  readonly pressing: number
  readonly isOnDuty: boolean
  /** The last day of an absence that holds now. */
  readonly absentUntil: string | null
}

/** Those to whom a task can be given, whom it suits best first: who is here before who is away, who is on duty, who has least that presses, least in all. */
export function byFitness<T extends OfficerLoad>(officers: readonly T[]): readonly T[] {
  return officers.toSorted((left, right) => Number(left.absentUntil !== null) - Number(right.absentUntil !== null)
    || Number(right.isOnDuty) - Number(left.isOnDuty) || left.pressing - right.pressing || left.openTasks - right.openTasks
    || left.name.localeCompare(right.name, 'id'))
}

/** How a roster stands for somebody on a day. */
export function standingOn(day: string, accountId: string, entries: readonly RosterEntry[]): Pick<OfficerLoad, 'isOnDuty' | 'absentUntil'> {
  const holding = entries.filter((entry) => entry.accountId === accountId && entry.fromOn <= day && day <= entry.toOn)
  return {
    isOnDuty: holding.some((entry) => entry.kind === 'duty'),
    absentUntil: holding.find((entry) => entry.kind === 'absence')?.toOn ?? null,
  }
}
