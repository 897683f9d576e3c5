import type { Deps } from '#deps.ts'
import { refuseExport, releaseExport } from '#modules/registry/export/export.store.ts'
import type { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import type { ListRow } from '#modules/registry/saved-list/saved-list.contract.ts'
import { describeSubjects } from '#modules/registry/saved-list/rows.actions.ts'
import { act, type ActTx, type Command } from '#platform/act.ts'
import { auditRead } from '#platform/audit/read.ts'
import type { Actor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { mostBulkRows, type BulkAct, type BulkActKind, type BulkActState } from './bulk-act.contract.ts'
import { checkDecision, type NotDecidable } from './bulk-act.rules.ts'
import { askRechecks, findBulkAct, listBulkActRecords, listRowsOf, lockBulkAct, settleBulkAct, type BulkActRecord } from './bulk-act.store.ts'
import { freezeRows, type NotFrozen } from './freeze.actions.ts'

export type BulkActDeps = Pick<Deps, 'db' | 'jobs' | 'regency'>
export interface Doing {
  readonly actor: Actor
  readonly command: Command
}
type NotFound = { readonly kind: 'not_found' }
type Reused = { readonly kind: 'command_reused' }
type Decision<T> = Promise<Result<T, NotFound | NotDecidable | Reused>>

/** How each kind is carried out once it is approved, in the approval's own transaction. Gives how many rows it reached. */
const carryOut: Readonly<Record<BulkActKind, (tx: ActTx, record: BulkActRecord) => Promise<number>>> = {
  recheck: askRechecks,
  export: async (tx, record) => {
    await releaseExport(tx, record.bulkActId)
    return record.rowCount
  },
}

const actsAtOnce = 30
const rowsAtOnce = 50

/** Proposes that the village looks again at the families or persons of a list, exactly as the list is now. */
export async function proposeBulkAct(
  deps: BulkActDeps, doing: Doing, what: { of: ListSource; reason: string },
): Promise<Result<{ bulkActId: string; rowCount: number }, NotFrozen | Reused>> {
  return act<{ bulkActId: string; rowCount: number }, NotFrozen>(deps, { ...doing, action: 'proposeBulkAct' }, async (tx) => {
    const frozen = await freezeRows(tx, deps, { ...what, kind: 'recheck', maximum: mostBulkRows, needsApproval: () => true })
    if (!frozen.ok) return frozen
    const { bulkActId, areaId, rowCount } = frozen.value
    tx.audit({ subjectKind: 'bulk_act', subjectId: bulkActId, areaId, purpose: what.reason, detail: { kind: 'recheck', rowCount } })
    return ok({ bulkActId, rowCount })
  })
}

/** One page of the acts that the actor proposed or may decide on, newest first. */
export async function listBulkActs(
  deps: BulkActDeps, actor: Actor, query: { state?: BulkActState | undefined; after?: string | undefined },
): Promise<{ items: BulkAct[]; next: string | null }> {
  const page = { state: query.state, after: cursorOf(query.after), limit: actsAtOnce + 1 }
  const records = await deps.db.asActor(actor, (tx) => listBulkActRecords(tx, page))
  const shown = records.slice(0, actsAtOnce)
  const last = records.length > actsAtOnce ? shown.at(-1) : undefined
  return { items: shown.map((record) => viewOf(deps, record, actor)), next: last === undefined ? null : `${last.proposedAt.toISOString()}~${last.bulkActId}` }
}

function cursorOf(text: string | undefined): { at: Date; bulkActId: string } | undefined {
  const [at, bulkActId] = (text ?? '').split('~')
  if (at === undefined || bulkActId === undefined || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(bulkActId)) return undefined
  return { at: new Date(at), bulkActId }
}

function viewOf({ regency }: Pick<Deps, 'regency'>, record: BulkActRecord, actor: Actor): BulkAct {
  const { areaId, proposedBy, proposedAt, decidedAt, ...shown } = record
  return {
    ...shown, areaName: regency.areas.byId.get(areaId)?.name ?? '', proposedAt: proposedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null,
    isOwn: proposedBy === actor.accountId,
    mayDecide: checkDecision(record, actor.accountId).ok && actor.grants.has('registry.bulk.approve') && actor.areaIds.includes(areaId),
  }
}

/** One act that the actor proposed or may decide on. */
export async function getBulkAct(deps: BulkActDeps, actor: Actor, bulkActId: string): Promise<Result<BulkAct, NotFound>> {
  const record = await deps.db.asActor(actor, (tx) => findBulkAct(tx, bulkActId))
  return record === undefined ? err({ kind: 'not_found' }) : ok(viewOf(deps, record, actor))
}

/** One page of exactly those who were proposed; the look is written down. */
export async function listBulkActRows(
  deps: BulkActDeps, actor: Actor, asked: { bulkActId: string; after?: number | undefined },
): Promise<Result<{ items: ListRow[]; next: string | null }, NotFound>> {
  return deps.db.asActor(actor, async (tx) => {
    const record = await findBulkAct(tx, asked.bulkActId)
    if (record === undefined) return err({ kind: 'not_found' as const })
    const rows = await listRowsOf(tx, record.bulkActId, { after: asked.after ?? 0, limit: rowsAtOnce + 1 })
    const shown = rows.slice(0, rowsAtOnce)
    const items = await describeSubjects(tx, deps, { subject: record.subject, ids: shown.map((row) => row.subjectId) })
    await auditRead(tx, {
      action: 'listBulkActRows', subjectKind: 'bulk_act', subjectId: record.bulkActId, areaId: record.areaId, purpose: 'bulk_act',
      fields: ['name', 'birth', 'address', 'nik_last4', 'decile'],
    })
    const last = rows.length > rowsAtOnce ? shown.at(-1) : undefined
    return ok({ items: [...items], next: last === undefined ? null : String(last.rowNo) })
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
    await settleBulkAct(tx, bulkActId, { state: 'approved', doneCount })
    tx.audit(traceOf(record, { doneCount }))
    return ok({ doneCount })
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
