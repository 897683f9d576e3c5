import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** By what the figures are split. An office's figures are those of its own tasks; the others are those of whole cases. */
export const SplitBy = z.enum(['office', 'district', 'village', 'category', 'urgency'])
export type SplitBy = z.infer<typeof SplitBy>

/** Waiting times in minutes: the middle one, and the tail that nine of ten, and ninety-nine of a hundred, stay below. Null where nothing was counted. */
export const Tail = z.object({ median: z.number().nullable(), p90: z.number().nullable(), p99: z.number().nullable() }).meta({ id: 'WaitingTail' })
export type Tail = Readonly<z.infer<typeof Tail>>

/** The marks of a survey: how many answered, the index of 25–100 and its grade; null before anybody answered. */
export const SatisfactionFigures = z.object({
  count: z.int(), index: z.number().nullable(), grade: z.string().nullable(), elements: z.array(z.number()).length(9).nullable(),
}).meta({ id: 'SatisfactionFigures' })
export type SatisfactionFigures = Readonly<z.infer<typeof SatisfactionFigures>>

/** How the cases that were opened in a span went. What is still unanswered or unfinished counts as waiting until now. */
export const Figures = z.object({
  cases: z.int(),
  /** First answers that were due or given, and those of them that kept the promise. */
  due: z.int(), kept: z.int(),
  answer: Tail,
  finished: z.int(),
  finish: Tail,
  /** Cases that got a verdict, and those of them that were opened again. */
  judged: z.int(), reopened: z.int(),
  satisfaction: SatisfactionFigures,
}).meta({ id: 'PerformanceFigures' })
export type Figures = Readonly<z.infer<typeof Figures>>

const Bilingual = z.object({ id: z.string(), en: z.string() })

/** `name` is null where the screen has its own word for the key: a degree of urgency, an unknown place. */
export const FigureRow = z.object({ key: z.string(), name: Bilingual.nullable(), figures: Figures }).meta({ id: 'PerformanceRow' })
export type FigureRow = Readonly<z.infer<typeof FigureRow>>

/** Part of all the time that cases waited. `officeId` is null where it was the reporter's turn. */
export const WaitShare = z.object({
  kind: z.enum(['unread', 'working', 'reply', 'word']), officeId: z.int().nullable(), officeName: Bilingual.nullable(), minutes: z.number(), share: z.number(),
}).meta({ id: 'WaitShare' })
export type WaitShare = Readonly<z.infer<typeof WaitShare>>

/** A month as YYYY-MM. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)

/** How one office kept its promise in a month, in reality or in a replay. */
export const ReplayFigures = z.object({ answers: z.int(), kept: z.int(), median: z.number().nullable(), p90: z.number().nullable(), unanswered: z.int() })
  .meta({ id: 'ReplayFigures' })
export type ReplayFigures = Readonly<z.infer<typeof ReplayFigures>>

export const ReplayRow = z.object({
  officeId: z.int(), name: Bilingual,
  /** Officers at work on an average day, and how many were supposed instead. */
  officers: z.int(), supposedOfficers: z.int(),
  actual: ReplayFigures, model: ReplayFigures, supposed: ReplayFigures,
}).meta({ id: 'ReplayRow' })
export type ReplayRow = Readonly<z.infer<typeof ReplayRow>>

const figureOrHidden = z.int().nullable()

/** What of a month may be public: small numbers hidden (null), the others rounded. */
export const PublicRow = z.object({
  key: z.string(), name: Bilingual.nullable(), cases: figureOrHidden, keptPercent: figureOrHidden, medianMinutes: figureOrHidden,
}).meta({ id: 'PublicPerformanceRow' })
export type PublicRow = Readonly<z.infer<typeof PublicRow>>

/** The index of 25–100, its grade, and each of the nine elements on the same scale; months published earlier have no elements. */
const PublicSatisfaction = z.object({ index: z.int(), grade: z.string(), elements: z.array(z.int()).length(9).optional() })

export const PublicMonth = z.object({
  month: Month, whole: PublicRow, reopenedPercent: figureOrHidden, satisfaction: PublicSatisfaction.nullable(),
  districts: z.array(PublicRow), categories: z.array(PublicRow),
}).meta({ id: 'PublicPerformanceMonth' })
export type PublicMonth = Readonly<z.infer<typeof PublicMonth>>

export const Publication = z.object({ month: Month, publishedAt: z.iso.datetime(), publishedByName: z.string() }).meta({ id: 'PerformancePublication' })
export type Publication = Readonly<z.infer<typeof Publication>>

const DayOfCentury = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01')
const Span = z.object({ from: DayOfCentury, to: DayOfCentury })
const spanRefusals = { span_backwards: 422, span_too_long: 422 } as const

export const performanceOperations = {
  getPerformance: {
    method: 'GET', path: '/api/response/performance', access: 'response.performance.read', query: Span.extend({ by: SplitBy.default('office') }),
    ok: z.object({ whole: Figures, rows: z.array(FigureRow), at: z.iso.datetime() }), refusals: spanRefusals,
    summary: 'How the cases of one’s scope went that were opened on the days of a span (both inclusive, a year at most): times with their tails, promises kept, reopenings, satisfaction.',
  },
  getWaiting: {
    method: 'GET', path: '/api/response/performance/waiting', access: 'response.performance.read', query: Span,
    ok: z.object({ cases: z.int(), minutes: z.number(), shares: z.array(WaitShare), at: z.iso.datetime() }), refusals: spanRefusals,
    summary: 'On whom the cases of a span (92 days at most) waited. The parts add up to all the time that passed.',
  },
  replayMonth: {
    method: 'POST', path: '/api/response/performance/replay', access: 'response.performance.read',
    body: z.object({
      month: Month,
      /** More or fewer officers, by office. */
      changes: z.array(z.object({ officeId: z.int(), officers: z.int().min(-50).max(50) })).max(300),
      /** Another promise of a first answer for all; null leaves each case its own. */
      promiseHours: z.number().min(0.25).max(240).nullable(),
      /** How many cases come, against reality. */
      loadPercent: z.int().min(10).max(500),
    }),
    ok: z.object({ rows: z.array(ReplayRow), month: Month }), refusals: { month_not_over: 422 },
    summary: 'Replays a past month with another staffing, promise or load. The same question gives the same answer; nothing is stored.',
  },
  listPublications: {
    method: 'GET', path: '/api/response/performance/publications', access: 'response.performance.read',
    ok: z.object({ items: z.array(Publication), waiting: z.array(Month) }), summary: 'The months that were made public, newest first, and the past months that were not.',
  },
  previewPublication: {
    method: 'GET', path: '/api/response/performance/publications/:month', access: 'response.performance.publish', params: z.object({ month: Month }),
    ok: PublicMonth, refusals: { month_not_over: 422 }, summary: 'Exactly what will be public of a month: small numbers hidden, the others rounded.',
  },
  publishMonth: {
    method: 'POST', path: '/api/response/performance/publications', access: 'response.performance.publish', body: z.object({ month: Month }),
    ok: Publication, status: 201, refusals: { month_not_over: 422, month_public_already: 409 }, summary: 'Makes the figures of a past month public, for good.',
  },
} as const satisfies Operations
