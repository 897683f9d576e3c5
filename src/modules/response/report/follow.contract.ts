import type { Rung } from '#modules/people/regency/regency.contract.ts'
import type { CaseStatus, Verdict } from '#modules/response/case/case.contract.ts'
import type { FollowStep } from './report.contract.ts'

/** What the holder of a receipt code sees of a report. Nothing about the family, no officer's name, no note between offices. */
export interface FollowView {
  readonly category: string
  readonly status: CaseStatus
  readonly steps: readonly FollowStepView[]
  readonly promise: FollowPromise
  /** The office that answers for the whole, then those that work beside it. */
  readonly officeIds: readonly number[]
  /** The officers wait for a reply. */
  readonly isWaiting: boolean
  readonly verdict: Verdict | null
  readonly messages: readonly FollowMessage[]
  readonly isConfirmed: boolean
  /** The steps that are planned for the family; none for a follower. */
  readonly plan: readonly FollowPlanStep[]
  /** The report was joined to another about the same. */
  readonly follows: boolean
}

/** A step of the household plan: what, whose, how it stands, by when it is planned. */
export interface FollowPlanStep {
  readonly no: number
  readonly title: string
  readonly officeId: number
  readonly state: 'waiting' | 'open' | 'done'
  readonly dueOn: string | null
}

/** One step; `at` is null while it has not happened. */
export interface FollowStepView {
  readonly step: FollowStep
  readonly at: Date | null
}

/** The promise of a first answer: still running, broken and still running, or kept (also late). */
export type FollowPromise =
  | { readonly state: 'open' | 'late'; readonly dueAt: Date }
  | { readonly state: 'answered'; readonly answeredAt: Date }

/** One line of the story between the reporter and the offices. */
export interface FollowMessage {
  readonly seq: number
  readonly kind:
    | 'answered' | 'asked' | 'replied' | 'visit_planned' | 'visited' | 'visit_missed' | 'finished' | 'concluded' | 'confirmed' | 'reopened' | 'escalated'
    | 'closed_by_silence' | 'step_done'
  readonly at: Date
  /** The reporter's own. */
  readonly isOwn: boolean
  readonly officeId: number | null
  readonly words: string | null
  readonly photoCount: number
  readonly rung: Rung | null
  /** The day of a visit that is planned. */
  readonly plannedOn: string | null
  /** A question that still waits for its reply. */
  readonly isOpenQuestion: boolean
}
