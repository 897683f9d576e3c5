import { z } from 'zod'
import { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import { ListRow, SubjectKind } from '#modules/registry/saved-list/saved-list.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** `recheck`: the village is asked to look; `export`: the rows leave as a closed file. */
export const BulkActKind = z.enum(['recheck', 'export'])
export type BulkActKind = z.infer<typeof BulkActKind>
export const BulkActState = z.enum(['proposed', 'approved', 'refused', 'withdrawn'])
export type BulkActState = z.infer<typeof BulkActState>

export const mostBulkRows = 10_000

export const BulkAct = z.object({
  bulkActId: z.uuid(),
  kind: BulkActKind,
  subject: SubjectKind,
  reason: z.string(),
  areaName: z.string(),
  rowCount: z.int(),
  /** How many were new when it was carried out; the others had been asked for already. */
  doneCount: z.int().nullable(),
  state: BulkActState,
  proposedByName: z.string(),
  proposedAt: z.iso.datetime(),
  isOwn: z.boolean(),
  /** Whether the one who asks may approve or refuse it now. */
  mayDecide: z.boolean(),
  /** Null: needed nobody's approval, or is not decided. */
  decidedByName: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionReason: z.string().nullable(),
}).meta({ id: 'BulkAct' })
export type BulkAct = Readonly<z.infer<typeof BulkAct>>

const params = z.object({ bulkActId: z.uuid() })
export const Reason = z.string().trim().min(10).max(500)

export const bulkActOperations = {
  proposeBulkAct: {
    method: 'POST', path: '/api/registry/bulk-acts', access: 'registry.bulk.propose', status: 201,
    summary: 'Proposes that the village looks again at many families or persons; the rows are frozen now, and somebody else decides',
    body: z.object({ of: ListSource, reason: Reason }), ok: z.object({ bulkActId: z.uuid(), rowCount: z.int() }),
    refusals: { nothing_chosen: 422, too_many_rows: 422 },
  },
  listBulkActs: {
    method: 'GET', path: '/api/registry/bulk-acts', access: 'signed_in', summary: 'Acts that one proposed or may decide on, newest first',
    query: z.object({ state: BulkActState.optional(), after: z.string().max(100).optional() }),
    ok: z.object({ items: z.array(BulkAct), next: z.string().nullable() }),
  },
  getBulkAct: {
    method: 'GET', path: '/api/registry/bulk-acts/:bulkActId', access: 'signed_in', summary: 'One proposed act with its state', params, ok: BulkAct,
  },
  listBulkActRows: {
    method: 'GET', path: '/api/registry/bulk-acts/:bulkActId/rows', access: 'registry.person.read',
    summary: 'Exactly the families or persons that were proposed, as far as one may see them. The look is written down.',
    params, query: z.object({ after: z.coerce.number().int().min(0).max(100_000).optional() }), ok: z.object({ items: z.array(ListRow), next: z.string().nullable() }),
  },
  approveBulkAct: {
    method: 'POST', path: '/api/registry/bulk-acts/:bulkActId/approval', access: 'registry.bulk.approve',
    summary: 'Carries out exactly what was proposed; never by the proposer', params,
    ok: z.object({ doneCount: z.int() }), refusals: { bulk_act_is_own: 409, bulk_act_decided: 409 },
  },
  refuseBulkAct: {
    method: 'POST', path: '/api/registry/bulk-acts/:bulkActId/refusal', access: 'registry.bulk.approve', status: 204,
    summary: 'Refuses a proposed act with a reason', params, body: z.object({ reason: Reason }),
    ok: z.undefined(), refusals: { bulk_act_is_own: 409, bulk_act_decided: 409 },
  },
  withdrawBulkAct: {
    method: 'POST', path: '/api/registry/bulk-acts/:bulkActId/withdrawal', access: 'signed_in', status: 204,
    summary: 'Takes back what one proposed, while nobody has decided', params, ok: z.undefined(), refusals: { bulk_act_decided: 409 },
  },
} as const satisfies Operations
