import { z } from 'zod'
import { Area, AreaId } from '#modules/people/area/area.contract.ts'
import { Bilingual, Channel } from '#modules/people/regency/regency.contract.ts'
import { TellBy } from '#modules/response/notice/notice.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

export const ReportId = z.uuid()

/** How much of the reporter the offices may know: the name, the name but nobody else's business, or nothing. */
export const Secrecy = z.enum(['open', 'secret', 'anonymous'])
export type Secrecy = z.infer<typeof Secrecy>

export const SubjectKind = z.enum(['self', 'other'])
export type SubjectKind = z.infer<typeof SubjectKind>

/** Where the phone stood. */
export const MeasuredPoint = z.strictObject({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  accuracyMeters: z.number().min(0).max(1_000_000).optional(),
})
export type MeasuredPoint = Readonly<z.infer<typeof MeasuredPoint>>

export const reportLimits = { storyLength: 2_000, wordsLength: 300, nameLength: 120, people: 200, photos: 3, photoBytes: 12_000_000 } as const

/**
 * What somebody tells us, as it is sent: the page's form and the API have the same fields. Only the shape is checked here;
 * what the words must satisfy stands in `report.rules.ts`, which names every problem at once.
 */
export const ReportDraft = z.strictObject({
  /** Code of a category of this regency. */
  category: z.string().optional(),
  story: z.string().optional(),
  subject: SubjectKind.optional(),
  subjectName: z.string().optional(),
  subjectNik: z.string().optional(),
  subjectAddress: z.string().optional(),
  peopleCount: z.union([z.int(), z.string()]).optional(),
  areaId: AreaId.optional(),
  /** The place in words: hamlet, RT/RW, a landmark, or the village's name when its id is not known. */
  placeWords: z.string().optional(),
  /** The sender was asked which area the words or the point mean, and knows none. */
  areaUnknown: z.boolean().optional(),
  point: MeasuredPoint.optional(),
  /** Tokens that `addReportPhoto` gave. */
  photos: z.array(z.string().max(200)).max(10).optional(),
  contact: z.enum(['phone', 'anonymous']).optional(),
  phone: z.string().optional(),
  email: z.string().max(300).optional(),
  /** How the sender wishes to hear from us; without it, by what they gave. */
  tellBy: TellBy.optional(),
  reporterName: z.string().optional(),
  /** Keep the reporter's name from everybody but the officers who must call back; on unless switched off. */
  secret: z.boolean().optional(),
  /** The officer or office that did wrong, in the reporter's words: they see nothing of the report. */
  accused: z.string().optional(),
}).meta({ id: 'ReportDraft' })
export type ReportDraft = Readonly<z.infer<typeof ReportDraft>>

export const AssistedReportDraft = ReportDraft.extend({
  /** How the person reached the officer. */
  channel: Channel.extract(['counter', 'phone', 'whatsapp', 'village', 'visit', 'call_center']),
  /** Of a call that 112 handed over by voice: the centre's own number of it, and the clock time of the hand-over. */
  callNumber: z.string().trim().max(60).optional(),
  handedOverAt: z.string().trim().max(20).optional(),
}).meta({ id: 'AssistedReportDraft' })
export type AssistedReportDraft = Readonly<z.infer<typeof AssistedReportDraft>>

/** One thing wrong with a draft. `field` is a member of the draft. */
export const ReportProblem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum([
      'category_missing', 'story_missing', 'place_missing', 'area_unknown', 'nik_unreadable', 'people_unreadable', 'contact_missing',
      'phone_missing', 'phone_unreadable', 'email_missing', 'email_unreadable', 'photo_unknown',
    ]),
    field: z.string(),
  }),
  z.object({ kind: z.literal('too_long'), field: z.string(), maximum: z.int(), length: z.int() }),
  z.object({ kind: z.literal('too_many_photos'), field: z.string(), maximum: z.int() }),
  z.object({
    kind: z.literal('area_unclear'), field: z.string(), candidates: z.array(Area.pick({ areaId: true, code: true, name: true, kind: true })),
  }),
])
export type ReportProblem = Readonly<z.infer<typeof ReportProblem>>

/** What the sender gets: the code to follow the report with. The same command gives the same receipt. */
export const ReportReceipt = z.object({
  reportId: ReportId,
  receiptCode: z.string(),
  receivedAt: z.iso.datetime(),
}).meta({ id: 'ReportReceipt' })
export type ReportReceipt = z.infer<typeof ReportReceipt>

/** The steps that a reporter sees, in their order. */
export const FollowStep = z.enum(['received', 'read', 'handled', 'concluded'])
export type FollowStep = z.infer<typeof FollowStep>

export const OwnReport = z.object({
  reportId: ReportId,
  receiptCode: z.string(),
  category: z.string(),
  categoryName: Bilingual,
  receivedAt: z.iso.datetime(),
  areaId: AreaId,
  placeName: z.string(),
  subjectName: z.string().nullable(),
  step: FollowStep,
  answerDueAt: z.iso.datetime().nullable(),
  openQuestions: z.int(),
}).meta({ id: 'OwnReport' })
export type OwnReport = z.infer<typeof OwnReport>

/** What an officer chooses from when writing down a report. */
export const ReportChoices = z.object({
  categories: z.array(z.object({ code: z.string(), name: Bilingual })),
  districts: z.array(z.object({
    areaId: AreaId, name: z.string(), villages: z.array(z.object({ areaId: AreaId, name: z.string(), isAmbiguous: z.boolean() })),
  })),
  /** The village or district where the officer works; 0 where it is the whole regency. */
  homeAreaId: AreaId,
}).meta({ id: 'ReportChoices' })
export type ReportChoices = z.infer<typeof ReportChoices>

export const ReporterIdentity = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  secrecy: Secrecy,
}).meta({ id: 'ReporterIdentity' })

export const reportOperations = {
  createReport: {
    method: 'POST', path: '/api/response/reports', access: 'public', status: 201,
    summary: 'Report a need, about anyone, with or without a name. The same command id gives the same receipt.',
    body: ReportDraft, ok: ReportReceipt, refusals: { report_invalid: 422 },
  },
  addReportPhoto: {
    method: 'POST', path: '/api/response/report-photos', access: 'public', status: 201,
    summary: 'Hand over one photo (JPEG, PNG, WebP) before the report; gives the token that the report names it by.',
    raw: { maxBytes: reportLimits.photoBytes }, ok: z.object({ photo: z.string() }),
    refusals: { photo_unreadable: 422, photo_too_many_pixels: 422 },
  },
  createAssistedReport: {
    method: 'POST', path: '/api/response/assisted-reports', access: 'response.report.assist', status: 201,
    summary: 'An officer writes down what somebody tells at the counter or on the phone.',
    body: AssistedReportDraft, ok: ReportReceipt, refusals: { report_invalid: 422 },
  },
  listReportChoices: {
    method: 'GET', path: '/api/response/report-choices', access: 'response.report.assist',
    summary: 'Kinds of trouble and places, for writing down a report.', ok: ReportChoices,
  },
  listOwnReports: {
    method: 'GET', path: '/api/response/reports/mine', access: 'response.report.own',
    summary: 'Reports that the signed-in person sent, newest first.',
    query: z.object({ after: z.iso.datetime().optional() }),
    ok: z.object({ items: z.array(OwnReport), next: z.iso.datetime().nullable() }),
  },
  readReportPhoto: {
    method: 'GET', path: '/api/response/cases/:caseId/report-photos/:photoId', access: 'response.case.read', file: true,
    summary: 'One photo that a reporter sent, for the officers of the case. The read is recorded.',
    params: z.object({ caseId: z.uuid(), photoId: z.uuid() }), ok: z.unknown(),
  },
  revealReporter: {
    method: 'POST', path: '/api/response/cases/:caseId/reports/:reportId/reporter-reveal', access: 'response.reporter.reveal', status: 200,
    summary: 'Name and number of the reporter, for a written reason. The read is recorded.',
    params: z.object({ caseId: z.uuid(), reportId: ReportId }), body: z.strictObject({ reason: z.string().trim().min(5).max(300) }),
    ok: ReporterIdentity,
    refusals: { reporter_anonymous: 409 },
  },
} as const satisfies Operations
