import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { Measure, Urgency, type Channel } from '#modules/people/regency/regency.contract.ts'
import { ClockView } from '#modules/response/clock/clock.contract.ts'
import { TriageView } from '#modules/response/triage/triage.contract.ts'
import { VisitOutcome, VisitPlace, VisitStanding, VisitView } from './visit.contract.ts'

/** `resolved` waits for the reporter's word; silence closes it after a bounded time. */
export const CaseStatus = z.enum(['open', 'resolved', 'closed'])
export type CaseStatus = z.infer<typeof CaseStatus>

/** `handed_back`: an office gave it back with a reason, and the office that holds it now has not taken it up yet. */
export const TaskStatus = z.enum(['new', 'taken', 'waiting', 'done', 'handed_back'])
export type TaskStatus = z.infer<typeof TaskStatus>

/** `withdrawn`: the lead closed it with its verdict. */
export const TaskResult = z.enum(['served', 'no_need', 'not_eligible', 'quota_full', 'withdrawn'])
export type TaskResult = z.infer<typeof TaskResult>

export const Verdict = z.enum(['helped', 'partly_helped', 'no_need', 'not_helped'])
export type Verdict = z.infer<typeof Verdict>

export const CaseEventKind = z.enum([
  'opened', 'taken', 'assigned', 'answered', 'asked', 'replied', 'referred', 'handed_over', 'handed_back', 'visited', 'noted',
  'finished', 'withdrawn', 'concluded', 'confirmed', 'closed_by_silence', 'reopened', 'escalated', 'wait_ended', 'placed',
  'verification_asked', 'assessed', 'referral_proposed', 'referral_issued', 'referral_ended', 'referral_answered', 'urgency_set', 'sorted', 'protected', 'protection_lifted', 'handler_named', 'handler_left', 'accused_named', 'joined', 'join_undone', 'follower_joined', 'follower_confirmed', 'found_genuine', 'abuse_proposed', 'found_abuse', 'warned',
  'covered', 'returned', 'handed_up', 'handed_down', 'visit_planned', 'visit_missed', 'finding_raised',
  'planned', 'step_changed', 'step_opened', 'step_stopped', 'step_done', 'step_dropped', 'proposal_raised', 'family_moved', 'family_returned',
])
export type CaseEventKind = z.infer<typeof CaseEventKind>

/** Who did it: somebody at work, the one who beat the drum, or the system by its rules. */
export const DoneBy = z.enum(['officer', 'reporter', 'system'])
export type DoneBy = z.infer<typeof DoneBy>

/** How a reporter's word reached the officer who writes it down. */
export const ToldBy = z.enum(['face_to_face', 'phone', 'message'])
export type ToldBy = z.infer<typeof ToldBy>

export const Rung = z.enum(['village', 'district', 'regency', 'leadership'])

/** How a case changed its rung: it was late, it was handed up, it was given back down. */
export const RungMove = z.enum(['escalated', 'handed_up', 'handed_down'])
export type RungMove = z.infer<typeof RungMove>

/** What an event says beyond its words; which members are there depends on its kind. */
export const CaseEventDetail = z.object({
  officeId: z.int().optional(),
  fromOfficeId: z.int().optional(),
  accountName: z.string().optional(),
  referralAnswer: z.string().optional(),
  rung: Rung.optional(),
  measures: z.array(Measure).optional(),
  /** How much of the promised time is used, in percent. */
  share: z.union([z.literal(50), z.literal(75)]).optional(),
  officeIds: z.array(z.int()).optional(),
  urgency: Urgency.optional(),
  category: z.string().optional(),
  /** The other case of a join. */
  caseId: z.uuid().optional(),
  caseNumber: z.string().optional(),
  /** The join that is taken back, by its event. */
  joinedSeq: z.int().optional(),
  result: TaskResult.optional(),
  verdict: Verdict.optional(),
  areaId: z.int().optional(),
  placeName: z.string().optional(),
  /** The move of the family from one village to another. */
  relocationId: z.uuid().optional(),
  visitId: z.uuid().optional(),
  visitOutcome: VisitOutcome.optional(),
  /** Absent where the visit arrived as usual. */
  visitStanding: VisitStanding.optional(),
  plannedOn: z.iso.date().optional(),
  /** The finding of a visit for which a report was opened. */
  finding: z.string().optional(),
  reportId: z.uuid().optional(),
  /** Photos that came with a reporter's message. */
  photoCount: z.int().optional(),
  /** A step of the plan, what came of it, and the letter or proposal that was raised by it. */
  stepId: z.uuid().optional(),
  stepResult: z.enum(['served', 'no_need', 'not_eligible', 'quota_full', 'passed_on', 'refused']).optional(),
  raisedId: z.uuid().optional(),
  /** The event of the same act that says why a step stopped. */
  causeSeq: z.int().optional(),
  /** How the reporter told the officer who writes it down for them. */
  toldBy: ToldBy.optional(),
})
export type CaseEventDetail = z.infer<typeof CaseEventDetail>

/** One step of a case's history; `seq` counts within the case and is the case's version after it. */
export const CaseEventView = z.object({
  seq: z.int(),
  kind: CaseEventKind,
  at: z.iso.datetime(),
  by: DoneBy,
  byName: z.string(),
  byOfficeId: z.int().nullable(),
  taskId: z.uuid().nullable(),
  words: z.string().nullable(),
  detail: CaseEventDetail,
  shownToReporter: z.boolean(),
}).meta({ id: 'CaseEvent' })
export type CaseEventView = z.infer<typeof CaseEventView>

export const TaskView = z.object({
  taskId: z.uuid(),
  officeId: z.int(),
  fromOfficeId: z.int().nullable(),
  status: TaskStatus,
  holderAccountId: z.uuid().nullable(),
  holderName: z.string().nullable(),
  openedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  result: TaskResult.nullable(),
  /** Given because the family came to live there. */
  isArrival: z.boolean(),
}).meta({ id: 'Task' })
export type TaskView = z.infer<typeof TaskView>

/** What an officer can do with a case; a screen shows the buttons that the case names. */
export const CaseAct = z.enum([
  'take', 'assign', 'sort', 'protect', 'lift_protection', 'set_handler', 'bar', 'join', 'answer', 'ask', 'refer', 'hand_over', 'hand_back', 'hand_up', 'hand_down', 'visit', 'plan_visit', 'note', 'finish', 'conclude', 'reopen', 'place', 'reveal_reporter', 'plan', 'confirm',
])
export type CaseAct = z.infer<typeof CaseAct>

export const Bilingual = z.object({ id: z.string(), en: z.string() })
export const OfficeName = z.object({ officeId: z.int(), kind: z.string(), short: z.string(), name: Bilingual })

/** What a reporter told, as an officer reads it: never who told it. */
export const CaseReport = z.object({
  reportId: z.uuid(),
  receivedAt: z.iso.datetime(),
  channel: z.string(),
  story: z.string(),
  subject: z.enum(['self', 'other']),
  subjectName: z.string().nullable(),
  subjectAddress: z.string().nullable(),
  peopleCount: z.int().nullable(),
  secrecy: z.enum(['open', 'secret', 'anonymous']),
  /** Whom the reporter says did wrong; they see nothing of the case. */
  accusedWords: z.string().nullable(),
  placeWords: z.string().nullable(),
  place: z.object({ lat: z.number(), lng: z.number(), accuracyMeters: z.number().nullable() }).nullable(),
  photos: z.array(z.object({ photoId: z.uuid() })),
}).meta({ id: 'CaseReport' })
export type CaseReport = z.infer<typeof CaseReport>

export const CaseDetail = z.object({
  caseId: z.uuid(),
  caseNumber: z.string(),
  version: z.int(),
  status: CaseStatus,
  rung: Rung,
  category: z.string(),
  categoryName: Bilingual,
  danger: z.boolean(),
  urgency: Urgency,
  /** Seen only by those who handle it. */
  restricted: z.boolean(),
  handlers: z.array(z.object({ accountId: z.uuid(), name: z.string() })),
  /** The case is about somebody in office, who does not see it. */
  isAboutOfficer: z.boolean(),
  summary: z.string(),
  areaId: z.int(),
  districtName: z.string().nullable(),
  villageName: z.string().nullable(),
  personId: z.uuid().nullable(),
  familyId: z.uuid().nullable(),
  leadOfficeId: z.int(),
  officeIds: z.array(z.int()),
  reporterCanReply: z.boolean(),
  openedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  resolvedAt: z.iso.datetime().nullable(),
  closesAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  verdict: Verdict.nullable(),
  tasks: z.array(TaskView),
  clocks: z.array(ClockView),
  events: z.array(CaseEventView),
  visits: z.array(VisitView),
  reports: z.array(CaseReport),
  triage: z.array(TriageView),
  offices: z.array(OfficeName),
  may: z.array(CaseAct),
}).meta({ id: 'CaseDetail' })
export type CaseDetail = z.infer<typeof CaseDetail>

/** What every act answers: enough to go on without asking again. */
export const CaseChanged = z.object({ caseId: z.uuid(), version: z.int(), status: CaseStatus }).meta({ id: 'CaseChanged' })
export type CaseChanged = z.infer<typeof CaseChanged>

/** How a report becomes a case. `summary` is its first words, as the inbox shows them. */
export interface OpenCase {
  readonly reportId: string
  /** The most exact official area known: village, else district, else 0. */
  readonly areaId: number
  readonly category: string
  readonly channel: Channel
  readonly danger: boolean
  /** Absent: as the kind of trouble has it, danger or ordinary. */
  readonly urgency?: Urgency
  /** Seen only by those who handle it. Absent: by everybody in whose scope it lies. */
  readonly restricted?: boolean
  /** Whom it is about: they see nothing of it. */
  readonly accused?: { readonly accountIds: readonly string[]; readonly officeIds: readonly number[] }
  readonly summary: string
  readonly photoCount: number
  readonly personId: string | null
  /** The person is in no list: whoever is nearest is asked to verify who it is. */
  readonly personIsProvisional?: boolean
  readonly familyId: string | null
  /** False when nobody will read a question: then none can be asked, and no clock can be paused by one. */
  readonly reporterCanReply: boolean
}

export interface OpenedCase {
  readonly caseId: string
  readonly caseNumber: string
  readonly leadOfficeId: number
  readonly officeIds: readonly number[]
  /** Until when a person will have answered. */
  readonly answerDueAt: string
}

/** One officer to whom a task can be given. */
export const Officer = z.object({
  accountId: z.uuid(),
  name: z.string(),
  openTasks: z.int(),
  /** Tasks due within the hour, or late. */
  pressing: z.int(),
  isOnDuty: z.boolean(),
  /** The last day of an absence that holds now. */
  absentUntil: z.iso.date().nullable(),
}).meta({ id: 'CaseOfficer' })
export type Officer = z.infer<typeof Officer>

const CaseParams = z.object({ caseId: z.uuid() })
const TaskParams = z.object({ caseId: z.uuid(), taskId: z.uuid() })
const Words = z.string().trim().min(2).max(4000)
const Reason = z.string().trim().min(5).max(1000)
const SeenVersion = z.int32().min(1)
/** Names, numbers and addresses in the words that their writer has seen in the preview and lets stand. */
const SeenPrivate = z.array(z.string().max(200)).max(100).optional()

/** Refusals that any act on a case may meet. */
const actRefusals = { case_changed_meanwhile: 409, case_closed: 409, office_not_on_case: 403, conflict_of_interest: 403 } as const
const taskRefusals = { ...actRefusals, task_of_other_office: 403, task_done: 409 } as const

export const caseOperations = {
  getCase: {
    method: 'GET', path: '/api/response/cases/:caseId', access: 'response.case.read', params: CaseParams, ok: CaseDetail,
    summary: 'A case with its tasks, clocks, history, visits and reports. The reading is logged.',
  },
  listCaseOfficers: {
    method: 'GET', path: '/api/response/cases/:caseId/officers', access: 'response.case.assign', params: CaseParams,
    ok: z.object({ officers: z.array(Officer) }), summary: 'The officers of one’s own office to whom its task can be given, whom it suits best first.',
  },
  takeTask: {
    method: 'POST', path: '/api/response/cases/:caseId/tasks/:taskId/holder', access: 'response.case.work', params: TaskParams,
    body: z.object({ seenVersion: SeenVersion }), ok: CaseChanged, summary: 'Take a task of one’s own office.',
    refusals: { ...taskRefusals, task_held_already: 409 },
  },
  assignTask: {
    method: 'POST', path: '/api/response/cases/:caseId/tasks/:taskId/assignment', access: 'response.case.assign', params: TaskParams,
    body: z.object({ seenVersion: SeenVersion, accountId: z.uuid() }), ok: CaseChanged,
    summary: 'Give a task of one’s own office to an officer of it.',
    refusals: { ...taskRefusals, officer_unknown: 422 },
  },
  answerCase: {
    method: 'POST', path: '/api/response/cases/:caseId/answers', access: 'response.case.work', params: CaseParams,
    body: z.object({ seenVersion: SeenVersion, words: Words, seenPrivate: SeenPrivate }), ok: CaseChanged, status: 201,
    summary: 'Write to the reporter. The first answer by a person keeps the promise of a first response.', refusals: { ...actRefusals, words_private: 422 },
  },
  askReporter: {
    method: 'POST', path: '/api/response/cases/:caseId/tasks/:taskId/questions', access: 'response.case.work', params: TaskParams,
    body: z.object({ seenVersion: SeenVersion, words: Words, seenPrivate: SeenPrivate }), ok: CaseChanged, status: 201,
    summary: 'Ask the reporter. Completion waits for the reply, for a bounded time.',
    refusals: { ...taskRefusals, words_private: 422, reporter_cannot_reply: 409, already_waiting: 409 },
  },
  referCase: {
    method: 'POST', path: '/api/response/cases/:caseId/referrals', access: 'response.case.refer', params: CaseParams,
    body: z.object({ seenVersion: SeenVersion, officeId: z.int(), reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Ask a further office to work on the case, beside those that do.',
    refusals: { ...actRefusals, office_unknown: 422, office_already_on_case: 409, office_cannot_protect: 409, case_resolved_already: 409 },
  },
  handOverTask: {
    method: 'POST', path: '/api/response/cases/:caseId/tasks/:taskId/hand-over', access: 'response.case.refer', params: TaskParams,
    body: z.object({ seenVersion: SeenVersion, officeId: z.int(), reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Give a task to another office. Its clocks go along and do not notice.',
    refusals: { ...taskRefusals, office_unknown: 422, office_already_on_case: 409, office_cannot_protect: 409 },
  },
  handBackTask: {
    method: 'POST', path: '/api/response/cases/:caseId/tasks/:taskId/hand-back', access: 'response.case.work', params: TaskParams,
    body: z.object({ seenVersion: SeenVersion, reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Give a task back to the office it came from, or to the lead. Its clocks do not notice.',
    refusals: { ...taskRefusals, nobody_to_hand_back_to: 409 },
  },
  handUpCase: {
    method: 'POST', path: '/api/response/cases/:caseId/hand-up', access: 'response.case.refer', params: CaseParams,
    body: z.object({ seenVersion: SeenVersion, reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Ask the next rung to take part. Clocks, tasks and the lead stay as they are.',
    refusals: { ...actRefusals, not_lead_office: 403, case_resolved_already: 409, no_rung_above: 409 },
  },
  handDownCase: {
    method: 'POST', path: '/api/response/cases/:caseId/hand-down', access: 'response.case.refer', params: CaseParams,
    body: z.object({ seenVersion: SeenVersion, reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Give a case that climbed to one’s rung back to where its lead stands.',
    refusals: { ...actRefusals, case_resolved_already: 409, not_on_this_rung: 409 },
  },
  recordVisit: {
    method: 'POST', path: '/api/response/cases/:caseId/visits', access: 'response.case.work', params: CaseParams,
    body: z.object({
      visitedAt: z.iso.datetime({ offset: true }),
      findings: Words,
      place: VisitPlace.nullable(),
      /** Tokens of `addReportPhoto`. */
      photos: z.array(z.string().max(200)).max(5),
    }),
    ok: CaseChanged, status: 201, summary: 'Write down a call at the door: what was found, where, with photos handed over before.',
    refusals: { ...actRefusals, visit_in_future: 422, photo_unknown: 422 },
  },
  readVisitPhoto: {
    method: 'GET', path: '/api/response/cases/:caseId/visit-photos/:photoId', access: 'response.case.read', file: true,
    params: z.object({ caseId: z.uuid(), photoId: z.uuid() }), ok: z.unknown(), summary: 'One photo of a visit. The reading is logged.',
  },
  noteCase: {
    method: 'POST', path: '/api/response/cases/:caseId/notes', access: 'response.case.work', params: CaseParams,
    body: z.object({ words: Words }), ok: CaseChanged, status: 201, summary: 'A note that only officers read.', refusals: actRefusals,
  },
  finishTask: {
    method: 'POST', path: '/api/response/cases/:caseId/tasks/:taskId/result', access: 'response.case.work', params: TaskParams,
    body: z.object({ seenVersion: SeenVersion, result: TaskResult.exclude(['withdrawn']), words: Words, seenPrivate: SeenPrivate }), ok: CaseChanged, status: 201,
    summary: 'Finish a task of one’s own office. The words are for the reporter.', refusals: { ...taskRefusals, words_private: 422 },
  },
  concludeCase: {
    method: 'POST', path: '/api/response/cases/:caseId/verdict', access: 'response.case.conclude', params: CaseParams,
    body: z.object({ seenVersion: SeenVersion, verdict: Verdict, words: Words, seenPrivate: SeenPrivate, withdrawOpenTasks: z.boolean() }),
    ok: CaseChanged, status: 201,
    summary: 'The one verdict of the lead office, in words for the reporter.',
    refusals: { ...actRefusals, words_private: 422, not_lead_office: 403, tasks_still_open: 409, steps_still_open: 409, case_resolved_already: 409 },
  },
  reopenCase: {
    method: 'POST', path: '/api/response/cases/:caseId/reopening', access: 'response.case.conclude', params: CaseParams,
    body: z.object({ seenVersion: SeenVersion, reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Take up a finished case again. Its old clocks go on.',
    refusals: { case_changed_meanwhile: 409, office_not_on_case: 403, not_lead_office: 403, case_not_finished: 409, joined_already: 409, conflict_of_interest: 403 },
  },
  placeCase: {
    method: 'POST', path: '/api/response/cases/:caseId/place', access: 'response.case.refer', params: CaseParams,
    body: z.object({ seenVersion: SeenVersion, areaId: z.int().min(1).max(999_999), reason: Reason }), ok: CaseChanged, status: 201,
    summary: 'Say where it is, once that is known better. The offices of that place take it over.',
    refusals: { ...actRefusals, not_lead_office: 403, area_unknown: 422, place_unchanged: 409, case_resolved_already: 409 },
  },
} as const satisfies Operations

export type { VisitView } from './visit.contract.ts'
