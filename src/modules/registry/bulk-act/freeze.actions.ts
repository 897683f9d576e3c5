import type { Deps } from '#deps.ts'
import { sourceOfFilter, sourceOfList } from '#modules/registry/saved-list/rows.actions.ts'
import type { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import { findSavedList } from '#modules/registry/saved-list/saved-list.store.ts'
import { listSubjects, type Source } from '#modules/registry/saved-list/subject.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { BulkActKind, WantedAct } from './bulk-act.contract.ts'
import { insertBulkAct } from './bulk-act.store.ts'

export interface Freezing {
  readonly kind: BulkActKind
  readonly of: ListSource
  readonly reason: string
  readonly settings?: WantedAct
  /** Whether only families can be meant. */
  readonly isForFamilies?: boolean
  /** Most rows that one act may have. */
  readonly maximum: number
  readonly needsApproval: (rowCount: number) => boolean
}

export interface Frozen {
  readonly bulkActId: string
  readonly areaId: number
  readonly rowCount: number
  readonly needsApproval: boolean
}

export type NotFrozen =
  | { readonly kind: 'not_found' }
  | { readonly kind: 'nothing_chosen' }
  | { readonly kind: 'families_only' }
  | { readonly kind: 'too_many_rows'; readonly maximum: number }

/** Writes down, within the caller's transaction, exactly who is meant: what happens to the list afterwards changes nothing. */
export async function freezeRows(tx: Tx, deps: Pick<Deps, 'regency'>, what: Freezing): Promise<Result<Frozen, NotFrozen>> {
  const source = await resolve(tx, deps, what.of)
  if (source === undefined) return err({ kind: 'not_found' })
  if (what.isForFamilies === true && source.subject !== 'family') return err({ kind: 'families_only' })
  const rows = await listSubjects(tx, source, { limit: what.maximum + 1 })
  if (rows.length === 0) return err({ kind: 'nothing_chosen' })
  if (rows.length > what.maximum) return err({ kind: 'too_many_rows', maximum: what.maximum })
  const frozen = { bulkActId: newId(), areaId: tx.actor.homeAreaId ?? 0, rowCount: rows.length, needsApproval: what.needsApproval(rows.length) }
  await insertBulkAct(tx, { ...frozen, kind: what.kind, subject: source.subject, reason: what.reason, rows, ...(what.settings && { settings: what.settings }) })
  return ok(frozen)
}

async function resolve(tx: Tx, deps: Pick<Deps, 'regency'>, of: ListSource): Promise<Source | undefined> {
  if (of.by === 'filter') return sourceOfFilter(deps, tx.actor, { filter: of.filter, now: tx.now })
  if (of.by === 'chosen') return { subject: of.subject, ids: of.subjectIds }
  const list = await findSavedList(tx, of.listId)
  return list && sourceOfList(deps, tx.actor, { list, now: tx.now })
}
