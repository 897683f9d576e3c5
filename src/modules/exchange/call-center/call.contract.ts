import { z } from 'zod'
import { MeasuredPoint, ReportReceipt } from '#modules/response/report/report.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** A call that the emergency call centre hands over. The caller's number comes along only when the caller agreed. */
export const HandedCall = z.strictObject({
  /** The centre's own number of the call. */
  callNumber: z.string().trim().min(1).max(60),
  /** Code of a category of this regency; without one, the category for whatever has no name. */
  category: z.string().max(10).optional(),
  story: z.string().max(2_000),
  /** Official code of the village, district or regency. */
  areaCode: z.string().max(20).optional(),
  placeWords: z.string().max(300).optional(),
  point: MeasuredPoint.optional(),
  subjectName: z.string().max(120).optional(),
  peopleCount: z.int().min(1).max(200).optional(),
  callerName: z.string().max(120).optional(),
  callerPhone: z.string().max(30).optional(),
  /** The caller agreed that the offices call back. */
  mayCallBack: z.boolean(),
}).meta({ id: 'HandedCall' })
export type HandedCall = Readonly<z.infer<typeof HandedCall>>

export const callOperations = {
  handOverCall: {
    method: 'POST', path: '/api/exchange/calls', access: 'public', status: 201, body: HandedCall, ok: ReportReceipt,
    refusals: { key_wrong: 403, report_invalid: 422 },
    summary: 'The emergency call centre hands a call over; `Authorization: Bearer <key>`. The same command id gives the same receipt.',
  },
} as const satisfies Operations
