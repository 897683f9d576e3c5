import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

export const Paper = z.enum(['a4', 'a3'])
export type Paper = z.infer<typeof Paper>

export const posterOperations = {
  readPosters: {
    method: 'GET', path: '/api/exchange/posters', access: 'signed_in', file: true,
    query: z.object({ areaId: z.coerce.number().int().min(0).max(999_999), paper: Paper }), ok: z.unknown(), refusals: { area_unknown: 404 },
    summary: 'Posters for village halls with the QR code of their report page: of one village, of a district, or of all.',
  },
} as const satisfies Operations
