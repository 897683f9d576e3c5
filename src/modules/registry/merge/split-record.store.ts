import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import type { JsonObject } from '#platform/json.ts'
import type { Keys } from '#platform/keys.ts'
import { moveNik, sealRecordsFor, setMemberTo, type SplitChange } from './split.store.ts'

export interface Split {
  readonly splitId: string
  readonly personId: string
  readonly toPersonId: string
  readonly madePerson: boolean
  readonly areaId: number
  readonly reason: string
  readonly splitByName: string
  readonly splitAt: Date
  readonly undoneByName: string | null
  readonly undoneReason: string | null
  readonly undoneAt: Date | null
}

/** Keeps a split with everything that it moved. Gives its id. */
export async function insertSplit(
  tx: Tx, split: Pick<Split, 'personId' | 'toPersonId' | 'madePerson' | 'areaId' | 'reason'>, changes: readonly SplitChange[],
): Promise<string> {
  const splitId = newId()
  await tx.db.insertInto('registry.split').values({
    regency_id: tx.regencyId, split_id: splitId, person_id: split.personId, to_person_id: split.toPersonId, made_person: split.madePerson,
    area_id: split.areaId, reason: split.reason, split_by: tx.actor.accountId!, split_by_name: tx.actor.name, split_at: tx.now,
  }).execute()
  await tx.db.insertInto('registry.split_row').values(changes.map((change, at) => ({
    regency_id: tx.regencyId, split_id: splitId, row_no: at + 1, area_id: change.areaId, kind: change.kind, from_person_id: change.fromPersonId,
    key: JSON.stringify(change.key), before: change.before === undefined ? null : JSON.stringify(change.before),
    after: change.after === undefined ? null : JSON.stringify(change.after),
  }))).execute()
  return splitId
}

const columns = ['split_id', 'person_id', 'to_person_id', 'made_person', 'area_id', 'reason', 'split_by_name', 'split_at', 'undone_by_name', 'undone_reason',
  'undone_at'] as const

/** A split in the actor's areas. */
export async function findSplit(tx: Tx, splitId: string): Promise<Split | undefined> {
  const row = await tx.db.selectFrom('registry.split').select(columns)
    .where('regency_id', '=', tx.regencyId).where('split_id', '=', splitId).executeTakeFirst()
  return row && toSplit(row)
}

/** Every split that some persons took part in, the latest first; at most 100. */
export async function listSplits(tx: Tx, personIds: readonly string[]): Promise<readonly Split[]> {
  if (personIds.length === 0) return []
  const rows = await tx.db.selectFrom('registry.split').select(columns).where('regency_id', '=', tx.regencyId)
    .where((split) => split.or([split('person_id', 'in', [...personIds]), split('to_person_id', 'in', [...personIds])]))
    .orderBy('split_at', 'desc').orderBy('split_id', 'desc').limit(100).execute()
  return rows.map(toSplit)
}

/** What a split moved or wrote over, the last first. */
export async function listSplitChanges(tx: Tx, splitId: string): Promise<readonly SplitChange[]> {
  const rows = await tx.db.selectFrom('registry.split_row').select(['kind', 'from_person_id', 'area_id', 'key', 'before', 'after'])
    .where('regency_id', '=', tx.regencyId).where('split_id', '=', splitId).orderBy('row_no', 'desc').execute()
  return rows.map((row) => ({
    kind: row.kind as SplitChange['kind'], fromPersonId: row.from_person_id, areaId: row.area_id, key: row.key as JsonObject,
    ...(row.before !== null && { before: row.before as JsonObject }), ...(row.after !== null && { after: row.after as JsonObject }),
  }))
}

/** Whether anything since a split rests on it: a later split of the same persons, or somebody merged with a person whom it made. */
export async function hasLaterChange(tx: Tx, split: Split, from: readonly string[]): Promise<boolean> {
  const persons = [...from, split.personId, split.toPersonId]
  const { rows } = await sql<{ is_later: boolean }>`select exists (
      select from registry.split s where s.regency_id = ${tx.regencyId} and s.undone_at is null and s.split_id > ${split.splitId}::uuid
        and (s.to_person_id = any(${persons}::uuid[]) or s.person_id = any(${persons}::uuid[])
          or exists (select from registry.split_row r where r.regency_id = s.regency_id and r.split_id = s.split_id and r.from_person_id = any(${persons}::uuid[])))
    ) or (${split.madePerson} and (exists (
      select from registry.merge m where m.regency_id = ${tx.regencyId} and m.undone_at is null and ${split.toPersonId} in (m.kept_id, m.absorbed_id))
    )) as is_later`.execute(tx.db)
  return rows[0]?.is_later ?? false
}

/** Puts one row back as it was before a split. */
export async function putBack(tx: Tx, keys: Pick<Keys, 'sealAnew'>, { change, toPersonId }: { change: SplitChange; toPersonId: string }): Promise<void> {
  const { key, fromPersonId } = change
  switch (change.kind) {
    case 'attributes':
      await sql`update registry.attribute_set set subject_id = ${fromPersonId} where regency_id = ${tx.regencyId} and subject_id = ${toPersonId}
        and source_record_id = ${key['sourceRecordId']}::uuid`.execute(tx.db)
      return
    case 'sensitive':
      await sql`update registry.sensitive_set set subject_id = ${fromPersonId} where regency_id = ${tx.regencyId} and subject_id = ${toPersonId}
        and class = ${key['class']} and source_record_id = ${key['sourceRecordId']}::uuid`.execute(tx.db)
      return
    case 'link':
      await sealRecordOf(tx, keys, { newLinkId: String(key['newLinkId']), to: fromPersonId })
      await sql`delete from registry.link where regency_id = ${tx.regencyId} and link_id = ${key['newLinkId']}::uuid`.execute(tx.db)
      await sql`update registry.link set ended_at = null, ended_by = null where regency_id = ${tx.regencyId} and link_id = ${key['endedLinkId']}::uuid`.execute(tx.db)
      return
    case 'identity':
      await moveNik(tx, keys, { from: toPersonId, to: fromPersonId })
      return
    case 'member':
      await putMembershipBack(tx, change, toPersonId)
      return
    case 'facts':
      // Whoever puts facts back writes the search anew with them: see the action.
  }
}

async function sealRecordOf(tx: Tx, keys: Pick<Keys, 'sealAnew'>, { newLinkId, to }: { newLinkId: string; to: string }): Promise<void> {
  const link = await tx.db.selectFrom('registry.link').select('source_record_id').where('regency_id', '=', tx.regencyId).where('link_id', '=', newLinkId).executeTakeFirst()
  if (link !== undefined) await sealRecordsFor(tx, keys, { sourceRecordIds: [link.source_record_id], to })
}

async function putMembershipBack(tx: Tx, { key, before, fromPersonId }: SplitChange, toPersonId: string): Promise<void> {
  const [familyId, validFrom] = [String(key['familyId']), String(key['validFrom'])]
  if (key['moved'] !== true) return setMemberTo(tx, { familyId, personId: fromPersonId, validFrom, validTo: (before?.['validTo'] as string | null | undefined) ?? null })
  await sql`update registry.family_member set person_id = ${fromPersonId} where regency_id = ${tx.regencyId} and family_id = ${familyId}::uuid
    and person_id = ${toPersonId} and valid_from = ${validFrom}::date`.execute(tx.db)
}

/** Marks a split as taken back; a person whom it made stands for nobody any more, and whoever still names them is led to the one they came from. */
export async function endSplit(tx: Tx, split: Split, reason: string): Promise<void> {
  await tx.db.updateTable('registry.split')
    .set({ undone_by: tx.actor.accountId, undone_by_name: tx.actor.name, undone_reason: reason, undone_at: tx.now })
    .where('regency_id', '=', tx.regencyId).where('split_id', '=', split.splitId).execute()
  if (!split.madePerson) return
  await sql`update registry.person set merged_into = ${split.personId} where regency_id = ${tx.regencyId} and person_id = ${split.toPersonId}`.execute(tx.db)
  await sql`delete from registry.person_search where regency_id = ${tx.regencyId} and person_id = ${split.toPersonId}`.execute(tx.db)
}

interface SplitRow {
  split_id: string
  person_id: string
  to_person_id: string
  made_person: boolean
  area_id: number
  reason: string
  split_by_name: string
  split_at: Date
  undone_by_name: string | null
  undone_reason: string | null
  undone_at: Date | null
}

function toSplit(row: SplitRow): Split {
  return {
    splitId: row.split_id, personId: row.person_id, toPersonId: row.to_person_id, madePerson: row.made_person, areaId: row.area_id, reason: row.reason,
    splitByName: row.split_by_name, splitAt: row.split_at, undoneByName: row.undone_by_name, undoneReason: row.undone_reason, undoneAt: row.undone_at,
  }
}
