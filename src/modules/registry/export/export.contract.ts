import { z } from 'zod'
import { Reason } from '#modules/registry/bulk-act/bulk-act.contract.ts'
import { BatchFormat } from '#modules/registry/batch/batch.contract.ts'
import { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** What a file may hold of each row. The name and the whole address are always in it: they carry the marks by which a file is traced. */
export const exportFields = [
  'alias', 'nik', 'card', 'sex', 'birthOn', 'relation', 'headName', 'memberCount', 'village', 'district', 'hamlet', 'rw', 'rt', 'decile', 'decileOn',
] as const
export const ExportField = z.enum(exportFields)
export type ExportField = z.infer<typeof ExportField>

/** `waiting`: for somebody's approval; `opened`: its passphrase was shown. */
export const ExportState = z.enum(['waiting', 'refused', 'making', 'ready', 'opened', 'deleted', 'failed'])
export type ExportState = z.infer<typeof ExportState>

export const exportLimits = { rows: 50_000, traceBytes: 12 * 1024 * 1024 } as const

export const Export = z.object({
  exportId: z.uuid(),
  bulkActId: z.uuid(),
  purpose: z.string(),
  fields: z.array(ExportField),
  hasFullNumbers: z.boolean(),
  rowCount: z.int(),
  rowsDone: z.int(),
  state: ExportState,
  isOwn: z.boolean(),
  requestedByName: z.string(),
  role: z.string(),
  areaName: z.string(),
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
}).meta({ id: 'Export' })
export type Export = Readonly<z.infer<typeof Export>>

/** An export that a file may come from; `share`: how many of the hidden marks are its own. */
export const TracedExport = Export.extend({ foundBy: z.enum(['number', 'marks']), marks: z.int(), share: z.number() }).meta({ id: 'TracedExport' })
export type TracedExport = Readonly<z.infer<typeof TracedExport>>

/** A copy of a batch for the ministry that a file may come from, with who took it. */
export const TracedCopy = z.object({
  downloadId: z.uuid(), number: z.string(), format: BatchFormat, name: z.string(), at: z.iso.datetime(), foundBy: z.enum(['number', 'marks']), marks: z.int(),
  share: z.number(),
}).meta({ id: 'TracedCopy' })
export type TracedCopy = Readonly<z.infer<typeof TracedCopy>>

const params = z.object({ exportId: z.uuid() })
const Page = z.object({ items: z.array(Export), next: z.string().nullable() })

export const exportOperations = {
  requestExport: {
    method: 'POST', path: '/api/registry/exports', access: 'registry.export.make', status: 201,
    summary: 'Asks for a closed file of a list as it is now. Many rows, or whole numbers, wait for a second person.',
    body: z.object({ of: ListSource, purpose: Reason, fields: z.array(ExportField).min(1).max(exportFields.length), fullNumbers: z.boolean().default(false) }),
    ok: z.object({ exportId: z.uuid(), needsApproval: z.boolean() }),
    refusals: { nothing_chosen: 422, too_many_rows: 422, full_numbers_not_permitted: 403 },
  },
  listExports: {
    method: 'GET', path: '/api/registry/exports', access: 'registry.export.make', summary: 'One\'s own exports, newest first',
    query: z.object({ after: z.string().max(100).optional() }), ok: Page,
  },
  getExport: {
    method: 'GET', path: '/api/registry/exports/:exportId', access: 'registry.export.make', summary: 'One\'s own export with how far it is', params, ok: Export,
  },
  openExport: {
    method: 'POST', path: '/api/registry/exports/:exportId/opening', access: 'registry.export.make',
    summary: 'Closes the file with a new passphrase and tells it, this once', params, ok: z.object({ passphrase: z.string() }),
    refusals: { export_not_ready: 409, passphrase_was_shown: 409, export_gone: 410 },
  },
  downloadExport: {
    method: 'GET', path: '/api/registry/exports/:exportId/file', access: 'registry.export.make', summary: 'The encrypted zip, until its day is over',
    params, ok: z.unknown(), file: true, refusals: { export_not_ready: 409, export_gone: 410 },
  },
  listExportTrail: {
    method: 'GET', path: '/api/registry/export-trail', access: 'people.audit.read', summary: 'Who took what out of the registry, newest first; itself written down',
    query: z.object({ after: z.string().max(100).optional() }), ok: Page,
  },
  traceExport: {
    method: 'POST', path: '/api/registry/export-traces', access: 'people.audit.read', raw: { maxBytes: exportLimits.traceBytes },
    summary: 'From which exports, and which copies of batches, a file that turned up somewhere may come',
    ok: z.object({ rows: z.int(), items: z.array(TracedExport), copies: z.array(TracedCopy) }),
    refusals: { file_unreadable: 422 },
  },
} as const satisfies Operations
