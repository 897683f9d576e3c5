import { z } from 'zod'
import { Urgency } from '#modules/people/regency/regency.contract.ts'
import { Bilingual, CaseChanged } from '#modules/response/case/case.contract.ts'
import { VisitOutcome, VisitPlace, VisitStanding } from '#modules/response/case/visit.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** `stops`: houses in one page of the list; `pages`: how many a device takes. `keepHours`: how long a list lies on a device without being fetched anew. `handInDays`: how long a visit to a case of the list may still be handed in. */
export const fieldLimits = { stops: 100, pages: 10, photos: 8, photoBytes: 12_000_000, words: 4000, findings: 50, keepHours: 72, handInDays: 30, planDays: 60 } as const

/** One thing that is looked for at a door. */
export const FindingChoice = z.object({
  key: z.string(),
  name: Bilingual,
  urgency: z.enum(['danger', 'urgent']).nullable(),
  /** The kind of trouble for which a report is opened. */
  opens: z.object({ code: z.string(), name: Bilingual, restricted: z.boolean() }).nullable(),
  noted: z.boolean(),
}).meta({ id: 'FindingChoice' })
export type FindingChoice = z.infer<typeof FindingChoice>

/** Where the house is, as far as anybody has said. */
export const StopPlace = z.object({
  areaId: z.int(),
  districtName: z.string().nullable(),
  villageName: z.string().nullable(),
  addressText: z.string().nullable(),
  hamlet: z.string().nullable(),
  rt: z.int().nullable(),
  rw: z.int().nullable(),
  /** The place in the reporter's words. */
  words: z.string().nullable(),
  /** `visit`: an officer of the case stood there; `survey`: somebody who filled in the family's form did. `at`: when, as far as it is told. */
  pin: VisitPlace.extend({ from: z.enum(['visit', 'report', 'survey']), at: z.iso.datetime().nullable() }).nullable(),
})
export type StopPlace = Readonly<z.infer<typeof StopPlace>>

/** One house to call at: what the visit needs and nothing else. */
export const FieldStop = z.object({
  caseId: z.uuid(),
  caseNumber: z.string(),
  taskId: z.uuid(),
  /** Held by oneself; else it is the office's and free. */
  isMine: z.boolean(),
  category: z.string(),
  categoryName: Bilingual,
  urgency: Urgency,
  restricted: z.boolean(),
  summary: z.string(),
  plannedOn: z.iso.date().nullable(),
  dueAt: z.iso.datetime().nullable(),
  place: StopPlace,
  subjectName: z.string().nullable(),
  memberCount: z.int().nullable(),
  /** The report whose sender may be asked for a number. */
  reportId: z.uuid().nullable(),
  lastVisit: z.object({ at: z.iso.datetime(), outcome: VisitOutcome.nullable() }).nullable(),
}).meta({ id: 'FieldStop' })
export type FieldStop = Readonly<z.infer<typeof FieldStop>>

/** What an officer takes along. */
export const FieldList = z.object({
  stops: z.array(FieldStop).max(fieldLimits.stops),
  /** Where the list goes on; null: that was all. */
  next: z.string().nullable(),
  findings: z.array(FindingChoice),
  takenAt: z.iso.datetime(),
  /** From when on a device must have forgotten it. */
  forgetAt: z.iso.datetime(),
}).meta({ id: 'FieldList' })
export type FieldList = Readonly<z.infer<typeof FieldList>>

/** A visit on its way. Its id is made on the device; the same one again is the same visit. */
export const FieldVisitDraft = z.strictObject({
  visitId: z.uuid(),
  /** The task for which it was made; whatever became of it meanwhile, the visit is kept. */
  taskId: z.uuid(),
  visitedAt: z.iso.datetime(),
  outcome: VisitOutcome,
  findings: z.array(z.string().max(60)).max(fieldLimits.findings),
  words: z.string().trim().max(fieldLimits.words),
  place: VisitPlace.nullable(),
  photos: z.array(z.strictObject({ photoId: z.uuid(), token: z.string().max(200), takenAt: z.iso.datetime(), place: VisitPlace.nullable() })).max(fieldLimits.photos),
}).meta({ id: 'FieldVisitDraft' })
export type FieldVisitDraft = Readonly<z.infer<typeof FieldVisitDraft>>

/** What the office has now. A device forgets a photo only when it is named here. */
export const FieldVisitReceipt = z.object({
  visitId: z.uuid(), receivedAt: z.iso.datetime(), standing: VisitStanding, photos: z.array(z.object({ photoId: z.uuid(), sha256: z.string() })),
  /** The kinds of trouble for which a report was opened. */
  opened: z.array(Bilingual),
}).meta({ id: 'FieldVisitReceipt' })
export type FieldVisitReceipt = Readonly<z.infer<typeof FieldVisitReceipt>>

const work = 'response.case.work'
const CaseParams = z.object({ caseId: z.uuid() })

export const fieldOperations = {
  takeFieldList: {
    method: 'GET', path: '/api/response/field-list', access: work, ok: FieldList, query: z.object({ after: z.string().max(100).optional() }), refusals: { cursor_unknown: 422 },
    summary: 'A page of one’s own tasks and the free ones of one’s office, the most pressing first, with what a visit needs without signal. What is taken along is written down.',
  },
  addFieldPhoto: {
    method: 'POST', path: '/api/response/field-photos', access: work, status: 201, raw: { maxBytes: fieldLimits.photoBytes },
    summary: 'Hand over one photo before its visit; gives the token by which the visit names it, and the hash of the bytes that arrived.',
    ok: z.object({ photo: z.string(), receivedSha256: z.string() }), refusals: { photo_unreadable: 422, photo_too_many_pixels: 422 },
  },
  sendFieldVisit: {
    method: 'POST', path: '/api/response/cases/:caseId/field-visits', access: work, params: CaseParams, body: FieldVisitDraft, ok: FieldVisitReceipt, status: 201,
    summary: 'Hand in a visit made without signal. It is kept whatever became of the case meanwhile; sent again, it is the same visit.',
    refusals: { photos_unknown: 422, finding_unknown: 422, office_not_on_case: 403 },
  },
  planVisit: {
    method: 'POST', path: '/api/response/cases/:caseId/tasks/:taskId/visit-plan', access: work, params: CaseParams.extend({ taskId: z.uuid() }),
    body: z.object({ seenVersion: z.int32().min(1), plannedOn: z.iso.date() }), ok: CaseChanged, status: 201,
    summary: 'Say on which day one’s office will call at the house. The reporter is told the day.',
    refusals: {
      case_changed_meanwhile: 409, case_closed: 409, office_not_on_case: 403, conflict_of_interest: 403, task_of_other_office: 403, task_done: 409, visit_day_unusable: 422,
    },
  },
} as const satisfies Operations
