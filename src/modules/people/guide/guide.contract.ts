import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** A role of the regency that has a sheet. */
const SheetOf = z.object({ role: z.string(), name: z.object({ id: z.string(), en: z.string() }) })

export const guideOperations = {
  listSheets: {
    method: 'GET', path: '/api/people/sheets', access: 'signed_in', ok: z.object({ sheets: z.array(SheetOf) }), refusals: {},
    summary: 'The roles that have a sheet of one page, in the order of the regency\'s roles.',
  },
  readSheet: {
    method: 'GET', path: '/api/people/sheets/file', access: 'signed_in', file: true,
    query: z.object({ role: z.string().max(60), lang: z.enum(['id', 'en']) }), ok: z.unknown(), refusals: { sheet_unknown: 404 },
    summary: 'The sheet of a role as a PDF of one page, with the promises and offices of today.',
  },
} as const satisfies Operations
