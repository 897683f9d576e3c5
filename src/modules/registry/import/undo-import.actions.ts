import type { Deps } from '#deps.ts'
import { settleDeciles, settlePersons } from '#modules/registry/attribute/survivor.actions.ts'
import { indexPersons } from '#modules/registry/search/index-person.store.ts'
import { act, type CommandReused } from '#platform/act.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { takeBackAbsences } from './absence.store.ts'
import { isChangedSince, isReviewedSince, isSpokenOfSince, takeBack, type Restored } from './import-trace.store.ts'
import { deleteRows } from './import-row.store.ts'
import type { Changed, Listing } from './import.actions.ts'
import { changeImport, lockImport, type ImportRecord } from './import.store.ts'
import { lockStoring } from './link.store.ts'
import { undoableUntil } from './undo-import.rules.ts'

type UndoRefused = { readonly kind: 'not_found' | 'list_not_stored' | 'list_undo_too_late' | 'list_built_upon' }

/**
 * Takes a stored list back: what it added goes, what it replaced returns, exactly. Refused when the time for it is over, and when anything
 * was built on it since: a later list, a merge, a case, a report, a proposal.
 */
export async function undoImport(deps: Deps, listing: Listing, importId: string): Promise<Result<Changed, UndoRefused | CommandReused>> {
  const actor = { ...listing.actor, grants: new Set([...listing.actor.grants, 'registry.list.undo']) }
  try {
    return await act<Changed, UndoRefused>(deps, { actor, command: listing.command, action: 'undoImport' }, async (tx) => {
      await lockStoring(tx)
      const record = await lockImport(tx, importId)
      const list = storedList(deps, record)
      if (!list.ok) return list
      const { areaId, storedAt } = list.value
      if (await isBuiltUpon(tx, list.value)) return err({ kind: 'list_built_upon' as const })
      await takeBackAbsences(tx, importId)
      await settleAgain(tx, deps, await takeBack(tx, list.value))
      await deleteRows(tx, importId)
      await changeImport(tx, importId, { state: 'undone', refusal: null })
      tx.audit({ subjectKind: 'import', subjectId: importId, areaId, detail: { storedAt: storedAt.toISOString() } })
      return ok({ importId, state: 'undone' as const })
    })
  } catch (error) {
    if (isStillReferenced(error)) return err({ kind: 'list_built_upon' })
    throw error
  }
}

/** Whoever the list had changed is found by the old name again, and follows whatever is said of them by now. */
async function settleAgain(tx: Tx, deps: Deps, { persons, familyIds }: Restored): Promise<void> {
  await indexPersons(tx, persons)
  await settlePersons(tx, deps.regency, persons.map(({ personId }) => personId))
  await settleDeciles(tx, deps.regency, familyIds)
}

async function isBuiltUpon(tx: Tx, list: StoredList): Promise<boolean> {
  return (await isChangedSince(tx, list.importId)) || (await isSpokenOfSince(tx, list)) || isReviewedSince(tx, list.importId)
}

type StoredList = Pick<ImportRecord, 'importId' | 'areaId'> & { readonly snapshotId: string; readonly storedAt: Date }

function storedList(deps: Deps, record: ImportRecord | undefined): Result<StoredList, UndoRefused> {
  if (record === undefined) return err({ kind: 'not_found' })
  const { importId, areaId, snapshotId, storedAt } = record
  const until = undoableUntil(deps.regency, record)
  if (until === null || snapshotId === null || storedAt === null) return err({ kind: 'list_not_stored' })
  return until > deps.clock.now() ? ok({ importId, areaId, snapshotId, storedAt }) : err({ kind: 'list_undo_too_late' })
}

/** Something of another part of the registry, or of a case, points at what the list added. */
function isStillReferenced(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23503'
}
