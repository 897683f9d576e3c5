import { z } from 'zod'
import { Bilingual, Channel, FactSource, Measure, OfficeKind, Span, Urgency, Weekday } from '#modules/people/regency/regency.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** Whether something that holds between two days holds today. */
export const Holding = z.enum(['past', 'now', 'coming'])
export type Holding = z.infer<typeof Holding>

const Held = { key: z.string(), from: z.iso.date(), to: z.iso.date().nullable(), holding: Holding, source: FactSource }

/** How well the non-working days of a year are known: from the decree, for the time being only, or not at all. */
export const YearKnown = z.enum(['decreed', 'provisional', 'unknown'])
export type YearKnown = z.infer<typeof YearKnown>

export const NonWorkingDay = z.object({ on: z.iso.date(), name: Bilingual, isOnWorkingDay: z.boolean() })
export type NonWorkingDay = z.infer<typeof NonWorkingDay>

export const SeasonHours = z.object({ ...Held, days: z.array(z.object({ day: Weekday, spans: z.array(z.string()) })) })
export type SeasonHours = z.infer<typeof SeasonHours>

export const PromiseRow = z.object({
  ...Held,
  measure: Measure,
  /** In whose name it is promised; null: the regency's own. */
  regimeName: Bilingual.nullable(),
  /** Null: offices of every kind. */
  officeKinds: z.array(OfficeKind).nullable(),
  categoryNames: z.array(Bilingual).nullable(),
  channels: z.array(Channel).nullable(),
  urgencies: z.array(Urgency).nullable(),
  isCaseOnly: z.boolean(),
  within: Span,
}).meta({ id: 'PromiseRow' })
export type PromiseRow = z.infer<typeof PromiseRow>

export const PatienceRow = z.object({ ...Held, waitForReporter: Span, closeAfterSilence: Span, returnIdle: Span.nullable() })
export type PatienceRow = z.infer<typeof PatienceRow>

/** What every due time is reckoned from, as the regency's files have it today. */
export const WorkCalendar = z.object({
  today: z.iso.date(),
  year: z.int(),
  /** The years that can be looked at, in order. */
  years: z.array(z.int()),
  known: YearKnown,
  yearSource: FactSource.nullable(),
  nonWorkingDays: z.array(NonWorkingDay),
  workingDays: z.array(Weekday),
  workingDaysSource: FactSource,
  hours: z.array(SeasonHours),
  promises: z.array(PromiseRow),
  patience: z.array(PatienceRow),
  /** What the try-out can be asked for. */
  categories: z.array(z.object({ code: z.string(), name: Bilingual })),
}).meta({ id: 'WorkCalendar' })
export type WorkCalendar = z.infer<typeof WorkCalendar>

export const SkippedSpan = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  why: z.enum(['holiday', 'day_off', 'office_shut']),
  /** The name of a holiday; null for everything else. */
  name: Bilingual.nullable(),
})
export type SkippedSpan = z.infer<typeof SkippedSpan>

/** One clock that would start, and why it is due when it is. */
export const TriedClock = z.object({
  promiseKey: z.string(),
  measure: Measure,
  regimeName: Bilingual.nullable(),
  isCaseOnly: z.boolean(),
  within: Span,
  source: FactSource,
  halfAt: z.iso.datetime(),
  threeQuartersAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  /** The first of what was not counted, in order. */
  skipped: z.array(SkippedSpan),
  /** How much more was left out than is listed. */
  skippedMore: z.int(),
  /** Years that it runs through whose non-working days are not vouched for: the true moment may lie later. */
  unsureYears: z.array(z.int()),
}).meta({ id: 'TriedClock' })
export type TriedClock = z.infer<typeof TriedClock>

export const calendarOperations = {
  getWorkCalendar: {
    method: 'GET', path: '/api/response/calendar', access: 'response.calendar.read',
    query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }), ok: WorkCalendar,
    summary: 'The working calendar of a year, office hours, and every promise with its source: past ones, those of today, and coming ones.',
  },
  tryDue: {
    method: 'GET', path: '/api/response/calendar/due', access: 'response.calendar.read',
    query: z.object({
      channel: Channel, category: z.string().max(10), urgency: Urgency, officeKind: OfficeKind,
      /** The day and time at which the report comes in, in the regency's zone. */
      day: z.iso.date(), time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    }),
    ok: z.object({ startedAt: z.iso.datetime(), clocks: z.array(TriedClock) }), refusals: { category_unknown: 422 },
    summary: 'When a report would be due, by every promise that would hold for it, and what is left out of the counting.',
  },
} as const satisfies Operations
