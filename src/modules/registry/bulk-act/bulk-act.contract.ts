import { z } from 'zod'
import { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import { ListRow, SubjectKind } from '#modules/registry/saved-list/saved-list.contract.ts'
import type { Operations } from '#platform/http/contract.ts'

/** `recheck`: the village is asked to look; `export`: the rows leave as a closed file; `propose`: each family is proposed for the village meeting. */
export const BulkActKind = z.enum(['recheck', 'export', 'propose'])
export type BulkActKind = z.infer<typeof BulkActKind>
export const BulkActState = z.enum(['proposed', 'approved', 'refused', 'withdrawn'])
export type BulkActState = z.infer<typeof BulkActState>

export const mostBulkRows = 10_000

/** Families are proposed in or out by many; what is wrong about one is corrected by itself. */
export const ManyProposed = z.enum(['in', 'out'])
export type ManyProposed = z.infer<typeof ManyProposed>

/** What is to be done with each row; a proposal's reason is the reason of the whole. */
export const WantedAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recheck') }),
  z.object({ kind: z.literal('propose'), proposalKind: ManyProposed, criteria: z.array(z.string().max(60)).min(1).max(20) }),
])
export type WantedAct = Readonly<z.infer<typeof WantedAct>>

/** What became of a row; null while it waits. */
export const RowOutcome = z.enum(['done', 'refused'])
export type RowOutcome = z.infer<typeof RowOutcome>
export const RowRefusal = z.enum(['recheck_open', 'proposal_open', 'own_household', 'family_unknown', 'proposer_not_permitted', 'refused'])
export type RowRefusal = z.infer<typeof RowRefusal>

export const BulkActRow = ListRow.extend({ rowNo: z.int(), outcome: RowOutcome.nullable(), refusal: RowRefusal.nullable() }).meta({ id: 'BulkActRow' })
export type BulkActRow = Readonly<z.infer<typeof BulkActRow>>

export const BulkAct = z.object({
  bulkActId: z.uuid(),
  kind: BulkActKind,
  subject: SubjectKind,
  reason: z.string(),
  areaName: z.string(),
  rowCount: z.int(),
  /** How many were done, once none waits any more; the others were refused, each with its reason. */
  doneCount: z.int().nullable(),
  /** How far it is while some wait, and when it is over; null for an export, and before it is approved. */
  progress: z.object({ done: z.int(), refused: z.int(), waiting: z.int() }).nullable(),
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
    summary: 'Asks for an act on many families or persons: that the village looks again, or that each family is proposed. The rows are frozen now, and somebody else decides',
    body: z.object({ of: ListSource, reason: Reason, act: WantedAct.default({ kind: 'recheck' }) }), ok: z.object({ bulkActId: z.uuid(), rowCount: z.int() }),
    refusals: { nothing_chosen: 422, too_many_rows: 422, proposing_not_permitted: 403, families_only: 422, criteria_unknown: 422 },
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
    params, query: z.object({ after: z.coerce.number().int().min(0).max(100_000).optional() }), ok: z.object({ items: z.array(BulkActRow), next: z.string().nullable() }),
  },
  downloadBulkActResult: {
    method: 'GET', path: '/api/registry/bulk-acts/:bulkActId/result', access: 'signed_in',
    summary: 'What became of each row (XLSX): its number in the act, its village, the outcome and the reason. Nobody is named in it.',
    params, file: true, ok: z.null(),
  },
  approveBulkAct: {
    method: 'POST', path: '/api/registry/bulk-acts/:bulkActId/approval', access: 'registry.bulk.approve',
    summary: 'Carries out exactly what was proposed; never by the proposer. What is done row by row goes on after the answer', params,
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
