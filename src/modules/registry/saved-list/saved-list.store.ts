import type { Tx } from '#platform/db/db.ts'
import { FamilyFilter } from './family-filter.contract.ts'
import type { SubjectKind } from './saved-list.contract.ts'

export interface SavedListRecord {
  readonly listId: string
  readonly ownerAccountId: string
  readonly ownerName: string
  readonly name: string
  readonly subject: SubjectKind
  readonly filter: FamilyFilter | null
  readonly subjectIds: readonly string[] | null
  readonly sharedOfficeId: number | null
  readonly madeAt: Date
}

export type NewSavedList = Omit<SavedListRecord, 'ownerAccountId' | 'ownerName' | 'madeAt'>

/** Keeps a list of the actor's. */
export async function insertSavedList(tx: Tx, list: NewSavedList): Promise<void> {
  await tx.db.insertInto('registry.saved_list').values({
    regency_id: tx.regencyId, list_id: list.listId, owner_account_id: tx.actor.accountId!, owner_name: tx.actor.name, name: list.name,
    subject_kind: list.subject, filter: list.filter === null ? null : JSON.stringify(list.filter), subject_ids: list.subjectIds === null ? null : [...list.subjectIds],
    shared_office_id: list.sharedOfficeId, made_at: tx.now, changed_at: tx.now,
  }).execute()
}

const columns = ['list_id', 'owner_account_id', 'owner_name', 'name', 'subject_kind', 'filter', 'subject_ids', 'shared_office_id', 'made_at'] as const

/** The actor's lists and those that the own office shares, newest first. */
export async function listSavedListRecords(tx: Tx, page: { after: { at: Date; listId: string } | undefined; limit: number }): Promise<readonly SavedListRecord[]> {
  const { after } = page
  const rows = await tx.db.selectFrom('registry.saved_list').select(columns).where('regency_id', '=', tx.regencyId)
    .$if(after !== undefined, (query) => query.where((row) => row(row.refTuple('made_at', 'list_id'), '<', row.tuple(after!.at, after!.listId))))
    .orderBy('made_at', 'desc').orderBy('list_id', 'desc').limit(page.limit).execute()
  return rows.map(toRecord)
}

/** A list that the actor may see. */
export async function findSavedList(tx: Tx, listId: string): Promise<SavedListRecord | undefined> {
  const row = await tx.db.selectFrom('registry.saved_list').select(columns)
    .where('regency_id', '=', tx.regencyId).where('list_id', '=', listId).executeTakeFirst()
  return row && toRecord(row)
}

/** The actor's own list, held against changes by others until the end of the transaction. */
export async function lockOwnList(tx: Tx, listId: string): Promise<SavedListRecord | undefined> {
  const row = await tx.db.selectFrom('registry.saved_list').select(columns).where('regency_id', '=', tx.regencyId).where('list_id', '=', listId)
    .where('owner_account_id', '=', tx.actor.accountId).forUpdate().executeTakeFirst()
  return row && toRecord(row)
}

/** Writes what was changed of the actor's own list. */
export async function updateSavedList(
  tx: Tx, listId: string, change: { name?: string; sharedOfficeId?: number | null; subjectIds?: readonly string[] },
): Promise<void> {
  const { name, sharedOfficeId, subjectIds } = change
  await tx.db.updateTable('registry.saved_list').set({
    changed_at: tx.now, ...(name !== undefined && { name }), ...(sharedOfficeId !== undefined && { shared_office_id: sharedOfficeId }),
    ...(subjectIds !== undefined && { subject_ids: [...subjectIds] }),
  }).where('regency_id', '=', tx.regencyId).where('list_id', '=', listId).execute()
}

/** Removes the actor's own list. */
export async function removeSavedList(tx: Tx, listId: string): Promise<void> {
  await tx.db.deleteFrom('registry.saved_list').where('regency_id', '=', tx.regencyId).where('list_id', '=', listId).execute()
}

interface Row {
  list_id: string
  owner_account_id: string
  owner_name: string
  name: string
  subject_kind: string
  filter: unknown
  subject_ids: string[] | null
  shared_office_id: number | null
  made_at: Date
}

function toRecord(row: Row): SavedListRecord {
  return {
    listId: row.list_id, ownerAccountId: row.owner_account_id, ownerName: row.owner_name, name: row.name, subject: row.subject_kind as SubjectKind,
    filter: row.filter === null ? null : FamilyFilter.parse(row.filter), subjectIds: row.subject_ids, sharedOfficeId: row.shared_office_id, madeAt: row.made_at,
  }
}
