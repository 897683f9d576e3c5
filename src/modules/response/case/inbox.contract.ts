import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'
import { Measure, Urgency } from '#modules/people/regency/regency.contract.ts'
import { ClockState } from '#modules/response/clock/clock.contract.ts'
import { Bilingual, CaseStatus, Rung, TaskStatus } from './case.contract.ts'

/** New: no person has answered yet, or a task came back to the queue. Mine: I hold a task. Late: a due time has passed. Returned: tasks of one's office that came back. Stopped: steps of plans that one's office leads, whose task was taken back. */
export const InboxTab = z.enum(['new', 'mine', 'late', 'returned', 'stopped', 'all'])
export type InboxTab = z.infer<typeof InboxTab>

/** What the list is narrowed to; absent means everything in the caller's scope. */
export const InboxFilter = z.object({
  tab: InboxTab.default('all'),
  category: z.string().max(5).optional(),
  districtId: z.coerce.number().int().min(0).max(99).optional(),
  /** A village. */
  areaId: z.coerce.number().int().min(1).max(999_999).optional(),
  officeId: z.coerce.number().int().min(1).max(999_999).optional(),
})
export type InboxFilter = z.infer<typeof InboxFilter>

export const InboxTask = z.object({
  taskId: z.uuid(),
  officeId: z.int(),
  officeShort: z.string(),
  status: TaskStatus,
  holderAccountId: z.uuid().nullable(),
  holderName: z.string().nullable(),
  /** Since when it lies in the queue again, because whoever took it did not begin or is away. */
  returnedAt: z.iso.datetime().nullable(),
})

/** One line of the queue. `clock` is the running clock that is due first, of the office asked for or of the whole case. */
export const InboxRow = z.object({
  caseId: z.uuid(),
  caseNumber: z.string(),
  version: z.int(),
  status: CaseStatus,
  rung: Rung,
  category: z.string(),
  categoryName: Bilingual,
  danger: z.boolean(),
  urgency: Urgency,
  restricted: z.boolean(),
  summary: z.string(),
  photoCount: z.int(),
  areaId: z.int(),
  districtName: z.string().nullable(),
  villageName: z.string().nullable(),
  openedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  clock: z.object({
    measure: Measure,
    startedAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    state: ClockState,
  }).nullable(),
  tasks: z.array(InboxTask),
  /** Open steps of the household plan that are the reader's office's. */
  steps: z.array(z.string()),
  /** For the office that leads: steps that stopped, because their task was taken back. */
  stoppedSteps: z.array(z.string()),
}).meta({ id: 'InboxRow' })
export type InboxRow = z.infer<typeof InboxRow>

export const InboxPage = z.object({
  items: z.array(InboxRow),
  /** Asks for what follows; null at the end. */
  next: z.string().nullable(),
}).meta({ id: 'InboxPage' })
export type InboxPage = z.infer<typeof InboxPage>

/** How many wait, counted up to a hundred: more than that nobody reads off a tab. */
const Counted = z.int().max(100)
export const InboxCounts = z.object({ new: Counted, mine: Counted, late: Counted, returned: Counted, stopped: Counted }).meta({ id: 'InboxCounts' })
export type InboxCounts = z.infer<typeof InboxCounts>

export const inboxOperations = {
  listCases: {
    method: 'GET', path: '/api/response/cases', access: 'response.case.read',
    query: InboxFilter.extend({ after: z.string().max(200).optional() }), ok: InboxPage, refusals: { cursor_unknown: 422 },
    summary: 'The unfinished cases of one’s scope, what is due first on top. The reading is logged.',
  },
  countCases: {
    method: 'GET', path: '/api/response/case-counts', access: 'response.case.read', query: InboxFilter.omit({ tab: true }), ok: InboxCounts,
    summary: 'How many cases are new, mine, late, or have a step that stopped, and how many tasks of one’s office came back to the queue.',
  },
  listCategories: {
    method: 'GET', path: '/api/response/categories', access: 'signed_in', summary: 'The kinds of trouble that this regency works on.',
    ok: z.object({ categories: z.array(z.object({ code: z.string(), name: Bilingual, hint: Bilingual, danger: z.boolean() })) }),
  },
} as const satisfies Operations
