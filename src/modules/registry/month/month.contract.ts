import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

export const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)

/** How many proposals wait for whom, and how many went how far. */
export const MonthCounts = z.object({
  toCheck: z.int(), toDeliberate: z.int(), toVerify: z.int(), toConfirm: z.int(), toDetermine: z.int(), toExport: z.int(), sent: z.int(), accepted: z.int(),
  rejected: z.int(),
})
export type MonthCounts = z.infer<typeof MonthCounts>

export const MonthCalendar = z.object({
  month: Month,
  today: z.iso.date(),
  /** The month that what is determined today belongs to. */
  currentMonth: Month,
  dates: z.array(z.object({
    step: z.enum(['deliberated', 'verified', 'confirmed', 'cutoff']), on: z.iso.date(),
    /** Negative when the day has passed. */
    daysLeft: z.int(),
  })),
  source: z.object({ cites: z.object({ id: z.string(), en: z.string() }), tag: z.string() }),
  total: MonthCounts,
  /** Villages that have something in the month; those with the most to do first. */
  villages: z.array(MonthCounts.extend({ areaId: z.int(), villageName: z.string(), districtName: z.string().nullable() })),
}).meta({ id: 'MonthCalendar' })
export type MonthCalendar = z.infer<typeof MonthCalendar>

export const monthOperations = {
  getMonth: {
    method: 'GET', path: '/api/registry/proposal-months', access: 'registry.proposal.count',
    summary: 'A month of the official register: its days, and how many proposals wait for whom, by village. No names.',
    query: z.object({ month: Month.optional() }), ok: MonthCalendar,
  },
} as const satisfies Operations
