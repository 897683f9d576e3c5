import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** How far the data protection officer has come with an emergency access. */
export const GlassState = z.enum(['unseen', 'asked', 'explained', 'seen'])
export type GlassState = z.infer<typeof GlassState>

/** One thing that was said about an emergency access. */
export const GlassWord = z.object({
  kind: z.enum(['asked', 'explained', 'seen']),
  words: z.string(),
  accountName: z.string(),
  saidAt: z.iso.datetime(),
}).meta({ id: 'GlassWord' })
export type GlassWord = z.infer<typeof GlassWord>

/** That somebody opened a protected case which they do not handle, and what was said about it since. */
export const GlassBreak = z.object({
  breakId: z.uuid(),
  caseNumber: z.string(),
  accountName: z.string(),
  role: z.string(),
  reason: z.string(),
  brokenAt: z.iso.datetime(),
  untilAt: z.iso.datetime(),
  state: GlassState,
  words: z.array(GlassWord),
}).meta({ id: 'GlassBreak' })
export type GlassBreak = z.infer<typeof GlassBreak>

const BreakParams = z.object({ breakId: z.uuid() })
const Said = z.object({ breakId: z.uuid(), state: GlassState })
const Page = z.object({ items: z.array(GlassBreak), next: z.string().nullable() })
const Words = z.string().trim().min(5).max(2000)

export const glassOperations = {
  listGlassBreaks: {
    method: 'GET', path: '/api/response/glass-breaks', access: 'response.glass.review',
    query: z.object({ after: z.string().max(100).optional(), show: z.enum(['all', 'unseen']).default('all') }),
    ok: Page, refusals: { cursor_unknown: 422 },
    summary: 'Who opened protected cases that they do not handle, and why, newest first; `unseen`: those that the data protection officer has not noted as seen.',
  },
  countGlassBreaks: {
    method: 'GET', path: '/api/response/glass-break-count', access: 'response.glass.settle', ok: z.object({ unseen: z.int() }),
    summary: 'How many emergency accesses the data protection officer has not noted as seen.',
  },
  listOwnGlassBreaks: {
    method: 'GET', path: '/api/response/own-glass-breaks', access: 'response.case.read',
    query: z.object({ after: z.string().max(100).optional(), show: z.enum(['all', 'asked']).default('all') }),
    ok: Page, refusals: { cursor_unknown: 422 },
    summary: 'The protected cases that one opened oneself, newest first; `asked`: those about which an explanation is asked.',
  },
  askAboutGlass: {
    method: 'POST', path: '/api/response/glass-breaks/:breakId/questions', access: 'response.glass.settle', params: BreakParams,
    body: z.strictObject({ words: Words }), ok: Said, status: 201,
    summary: 'Ask whoever opened a protected case to explain it.', refusals: { glass_is_own: 403, glass_seen_already: 409, glass_asked_already: 409 },
  },
  explainGlass: {
    method: 'POST', path: '/api/response/glass-breaks/:breakId/explanations', access: 'response.case.read', params: BreakParams,
    body: z.strictObject({ words: Words }), ok: Said, status: 201,
    summary: 'Explain why one opened a protected case, when the data protection officer asks.', refusals: { glass_not_asked: 409 },
  },
  markGlassSeen: {
    method: 'POST', path: '/api/response/glass-breaks/:breakId/seen', access: 'response.glass.settle', params: BreakParams,
    body: z.strictObject({ words: Words }), ok: Said, status: 201,
    summary: 'Note an emergency access as seen, with a remark. Nobody notes their own.', refusals: { glass_is_own: 403, glass_seen_already: 409 },
  },
} as const satisfies Operations
