import type { Deps } from '#deps.ts'
import { refuseExport, releaseExport } from '#modules/registry/export/export.store.ts'
import type { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import { describeSubjects } from '#modules/registry/saved-list/rows.actions.ts'
import { act, type ActTx, type Command } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { mostBulkRows, type BulkAct, type BulkActKind, type BulkActRow, type BulkActState, type WantedAct } from './bulk-act.contract.ts'
import { checkDecision, type NotDecidable } from './bulk-act.rules.ts'
import { askRechecks, countOutcomes, listRowsOf, type Progress } from './bulk-act-row.store.ts'
import { findBulkAct, listBulkActRecords, lockBulkAct, settleBulkAct, type BulkActRecord } from './bulk-act.store.ts'
import { carryOutQueue } from './carry-out.jobs.ts'
import { freezeRows, type NotFrozen } from './freeze.actions.ts'

export type BulkActDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>
export interface Doing {
  readonly actor: Actor
  readonly command: Command
}
type NotFound = { readonly kind: 'not_found' }
type Reused = { readonly kind: 'command_reused' }
type Decision<T> = Promise<Result<T, NotFound | NotDecidable | Reused>>

/**
 * How each kind is carried out once it is approved, in the approval's own transaction. Gives how many rows it reached; undefined where a job goes
 * through them afterwards.
 */
const carryOut: Readonly<Record<BulkActKind, (tx: ActTx, record: BulkActRecord) => Promise<number | undefined>>> = {
  recheck: async (tx, record) => {
    await tx.enqueue(carryOutQueue, { bulkActId: record.bulkActId })
    return askRechecks(tx, record)
  },
  propose: async (tx, record) => {
    await tx.enqueue(carryOutQueue, { bulkActId: record.bulkActId })
    return undefined
  },
  export: async (tx, record) => {
    await releaseExport(tx, record.bulkActId)
    return record.rowCount
  },
}

const actsAtOnce = 30
const rowsAtOnce = 50

type NotWanted = { readonly kind: 'proposing_not_permitted' | 'criteria_unknown' }

/** Asks for an act on the families or persons of a list, exactly as the list is now. Whoever may not propose one family does not propose many. */
export async function proposeBulkAct(
  deps: BulkActDeps, doing: Doing, what: { of: ListSource; reason: string; act: WantedAct },
): Promise<Result<{ bulkActId: string; rowCount: number }, NotFrozen | NotWanted | Reused>> {
  return act<{ bulkActId: string; rowCount: number }, NotFrozen | NotWanted>(deps, { ...doing, action: 'proposeBulkAct' }, async (tx) => {
    const refusal = refuseWanted(deps, doing.actor, what.act)
    if (refusal !== undefined) return err({ kind: refusal })
    const { kind } = what.act
    const frozen = await freezeRows(tx, deps, {
      of: what.of, reason: what.reason, kind, settings: what.act, isForFamilies: kind === 'propose', maximum: mostBulkRows, needsApproval: () => true,
    })
    if (!frozen.ok) return frozen
    const { bulkActId, areaId, rowCount } = frozen.value
    tx.audit({ subjectKind: 'bulk_act', subjectId: bulkActId, areaId, purpose: what.reason, detail: { kind, rowCount } })
    return ok({ bulkActId, rowCount })
  })
}

function refuseWanted({ regency }: Pick<Deps, 'regency'>, actor: Actor, wanted: WantedAct): NotWanted['kind'] | undefined {
  if (wanted.kind !== 'propose') return undefined
  if (!actor.grants.has('registry.proposal.make')) return 'proposing_not_permitted'
  const known = regency.proposals.criteria.filter(({ kinds }) => kinds.includes(wanted.proposalKind)).map(({ key }) => key)
  return wanted.criteria.every((key) => known.includes(key)) ? undefined : 'criteria_unknown'
}

/** One page of the acts that the actor proposed or may decide on, newest first. */
export async function listBulkActs(
  deps: BulkActDeps, actor: Actor, query: { state?: BulkActState | undefined; after?: string | undefined },
): Promise<{ items: BulkAct[]; next: string | null }> {
  const page = { state: query.state, after: cursorOf(query.after), limit: actsAtOnce + 1 }
  const { records, shown, progress } = await deps.db.asActor(actor, async (tx) => {
    const found = await listBulkActRecords(tx, page)
    const onPage = found.slice(0, actsAtOnce)
    return { records: found, shown: onPage, progress: await countOutcomes(tx, onPage.map((record) => record.bulkActId)) }
  })
  const last = records.length > actsAtOnce ? shown.at(-1) : undefined
  return { items: shown.map((record) => viewOf(deps, actor, { record, progress: progress.get(record.bulkActId) })), next: last === undefined ? null : `${last.proposedAt.toISOString()}~${last.bulkActId}` }
}

function cursorOf(text: string | undefined): { at: Date; bulkActId: string } | undefined {
  const [at, bulkActId] = (text ?? '').split('~')
  if (at === undefined || bulkActId === undefined || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(bulkActId)) return undefined
  return { at: new Date(at), bulkActId }
}

function viewOf({ regency }: Pick<Deps, 'regency'>, actor: Actor, { record, progress }: { record: BulkActRecord; progress: Progress | undefined }): BulkAct {
  const { areaId, proposedBy, proposedAt, decidedAt, settings: _, ...shown } = record
  return {
    ...shown, progress: progressOf(record, progress), areaName: regency.areas.byId.get(areaId)?.name ?? '', proposedAt: proposedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null,
    isOwn: proposedBy === actor.accountId,
    mayDecide: checkDecision(record, actor.accountId).ok && actor.grants.has('registry.bulk.approve') && actor.areaIds.includes(areaId),
  }
}

/** An export goes as a whole, and of an act of long ago it was not written down row by row. */
function progressOf({ kind, state, doneCount }: BulkActRecord, progress: Progress | undefined): Progress | null {
  if (kind === 'export' || state !== 'approved' || progress === undefined) return null
  return doneCount !== null && progress.done + progress.refused === 0 ? null : progress
}

/** One act that the actor proposed or may decide on. */
export async function getBulkAct(deps: BulkActDeps, actor: Actor, bulkActId: string): Promise<Result<BulkAct, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findBulkAct(tx, bulkActId)
    if (record === undefined) return err({ kind: 'not_found' })
    return ok(viewOf(deps, actor, { record, progress: (await countOutcomes(tx, [bulkActId])).get(bulkActId) }))
  })
}

/** One page of exactly those who were proposed; the look is written down. */
export async function listBulkActRows(
  deps: BulkActDeps, actor: Actor, asked: { bulkActId: string; after?: number | undefined },
): Promise<Result<{ items: BulkActRow[]; next: string | null }, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findBulkAct(tx, asked.bulkActId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const rows = await listRowsOf(tx, record.bulkActId, { after: asked.after ?? 0, limit: rowsAtOnce + 1 })
    const shown = rows.slice(0, rowsAtOnce)
    const described = await describeSubjects(tx, deps, { subject: record.subject, ids: shown.map((row) => row.subjectId) })
    const outcomes = new Map(shown.map(({ subjectId, rowNo, outcome, refusal }) => [subjectId, { rowNo, outcome, refusal }]))
    await auditRead(tx, {
      action: 'listBulkActRows', subjectKind: 'bulk_act', subjectId: record.bulkActId, areaId: record.areaId, purpose: 'bulk_act',
      fields: ['name', 'birth', 'address', 'nik_last4', 'decile'],
    })
    const last = rows.length > rowsAtOnce ? shown.at(-1) : undefined
    return ok({ items: described.map((row) => ({ ...row, ...outcomes.get(row.subjectId)! })), next: last === undefined ? null : String(last.rowNo) })
  })
}

/** Approves and carries out, once, exactly what was frozen; never by the one who proposed it. */
export async function approveBulkAct(deps: BulkActDeps, doing: Doing, bulkActId: string): Decision<{ doneCount: number }> {
  return act<{ doneCount: number }, NotFound | NotDecidable>(deps, { ...doing, action: 'approveBulkAct' }, async (tx) => {
    const record = await lockBulkAct(tx, bulkActId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const decidable = checkDecision(record, doing.actor.accountId)
    if (!decidable.ok) return decidable
    const doneCount = await carryOut[record.kind](tx, record)
    await settleBulkAct(tx, bulkActId, { state: 'approved', ...(doneCount !== undefined && { doneCount }) })
    tx.audit(traceOf(record, doneCount === undefined ? {} : { doneCount }))
    return ok({ doneCount: doneCount ?? 0 })
  })
}

/** Refuses, with a reason that the proposer reads. */
export async function refuseBulkAct(deps: BulkActDeps, doing: Doing, what: { bulkActId: string; reason: string }): Decision<undefined> {
  return act<undefined, NotFound | NotDecidable>(deps, { ...doing, action: 'refuseBulkAct' }, async (tx) => {
    const record = await lockBulkAct(tx, what.bulkActId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const decidable = checkDecision(record, doing.actor.accountId)
    if (!decidable.ok) return decidable
    await settleBulkAct(tx, what.bulkActId, { state: 'refused', reason: what.reason })
    await refuseExport(tx, what.bulkActId)
    tx.audit({ ...traceOf(record, {}), purpose: what.reason })
    return ok(undefined)
  })
}

/** Takes back what the actor proposed, while nobody has decided. */
export async function withdrawBulkAct(deps: BulkActDeps, doing: Doing, bulkActId: string): Decision<undefined> {
  return act<undefined, NotFound | NotDecidable>(deps, { ...doing, action: 'withdrawBulkAct' }, async (tx) => {
    const record = await lockBulkAct(tx, bulkActId)
    if (record?.proposedBy !== doing.actor.accountId) return err({ kind: 'not_found' as const })
    if (record.state !== 'proposed') return err({ kind: 'bulk_act_decided' as const, state: record.state, by: record.decidedByName ?? '' })
    await settleBulkAct(tx, bulkActId, { state: 'withdrawn' })
    await refuseExport(tx, bulkActId)
    tx.audit(traceOf(record, {}))
    return ok(undefined)
  })
}

function traceOf(record: BulkActRecord, detail: { doneCount?: number }) {
  return { subjectKind: 'bulk_act', subjectId: record.bulkActId, areaId: record.areaId, detail: { kind: record.kind, rowCount: record.rowCount, ...detail } }
}
