import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'

export interface EntryRow {
  readonly entryId: number
  readonly at: Date
  readonly accountId: string | null
  readonly accountName: string | null
  readonly role: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly subjectName: string | null
  readonly areaId: number | null
  readonly officeId: number | null
  readonly purpose: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

export interface EntryFilter {
  readonly accountId?: string | undefined
  readonly action?: string | undefined
  readonly subjectKind?: string | undefined
  readonly subjectId?: string | undefined
  /** First and last day, in the time zone. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly timeZone: string
  readonly readsOnly?: boolean | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Entries that match, newest first; at most `limit`. */
export async function listEntries(tx: Tx, filter: EntryFilter): Promise<readonly EntryRow[]> {
  const { accountId, action, subjectKind, subjectId, from, to, timeZone, before } = filter
  const rows = await tx.db.selectFrom('audit.entry as e')
    .leftJoin('people.account as a', (join) => join.onRef('a.regency_id', '=', 'e.regency_id').onRef('a.account_id', '=', 'e.account_id'))
    .leftJoin('people.account as s', (join) => join.onRef('s.regency_id', '=', 'e.regency_id').on('e.subject_kind', '=', 'account')
      .on(sql<boolean>`s.account_id::text = e.subject_id`))
    .select([
      'e.entry_id', 'e.at', 'e.account_id', 'a.name as account_name', 'e.role', 'e.action', 'e.subject_kind', 'e.subject_id', 's.name as subject_name',
      'e.area_id', 'e.office_id', 'e.purpose', 'e.detail',
    ])
    .where('e.regency_id', '=', tx.regencyId)
    .$if(accountId !== undefined, (query) => query.where('e.account_id', '=', accountId!))
    .$if(action !== undefined, (query) => query.where('e.action', '=', action!))
    .$if(subjectKind !== undefined, (query) => query.where('e.subject_kind', '=', subjectKind!))
    .$if(subjectId !== undefined, (query) => query.where('e.subject_id', '=', subjectId!))
    .$if(from !== undefined, (query) => query.where('e.at', '>=', dayBegins(from!, timeZone)))
    .$if(to !== undefined, (query) => query.where('e.at', '<', sql<Date>`${dayBegins(to!, timeZone)} + interval '1 day'`))
    .$if(filter.readsOnly === true, (query) => query.where('e.purpose', 'is not', null))
    .$if(before !== undefined, (query) => query.where('e.entry_id', '<', before!))
    .orderBy('e.entry_id', 'desc').limit(filter.limit).execute()
  return rows.map((row) => ({
    entryId: row.entry_id, at: row.at, accountId: row.account_id, accountName: row.account_name, role: row.role, action: row.action,
    subjectKind: row.subject_kind, subjectId: row.subject_id, subjectName: row.subject_name,
    areaId: row.area_id, officeId: row.office_id, purpose: row.purpose,
    detail: row.detail as Readonly<Record<string, unknown>>,
  }))
}

function dayBegins(day: string, timeZone: string) {
  return sql<Date>`(${day}::date::timestamp at time zone ${timeZone})`
}

/** The account with this id or user name. */
export async function findAccountId(tx: Tx, idOrUsername: string): Promise<string | undefined> {
  const row = await tx.db.selectFrom('people.account').select('account_id').where('regency_id', '=', tx.regencyId)
    .where(sql<boolean>`(username = ${idOrUsername.toLowerCase()} or account_id::text = ${idOrUsername.toLowerCase()})`).executeTakeFirst()
  return row?.account_id
}

export interface LookRow {
  readonly entryId: number
  readonly at: Date
  readonly role: string
  readonly action: string
  readonly officeId: number | null
  readonly purpose: string | null
  readonly fields: readonly string[]
}

/** Whether the signed-in account's holder is a person of the registry. */
export async function findOwnPersonId(tx: Tx): Promise<string | null> {
  const row = await tx.db.selectFrom('people.account').select('person_id').where('regency_id', '=', tx.regencyId)
    .where('account_id', '=', tx.actor.accountId!).executeTakeFirst()
  return row?.person_id ?? null
}

/** Who dealt with the data about the signed-in person, newest first; at most `limit`. */
export async function listLooks(tx: Tx, page: { before?: number | undefined; limit: number }): Promise<readonly LookRow[]> {
  const { rows } = await sql<{
    entry_id: number; at: Date; role: string; action: string; office_id: number | null; purpose: string | null; detail: { fields: string[] }
  }>`select * from people.looks_at_me(${tx.regencyId}, ${page.before ?? null}, ${page.limit})`.execute(tx.db)
  return rows.map((row) => ({
    entryId: row.entry_id, at: row.at, role: row.role, action: row.action, officeId: row.office_id, purpose: row.purpose, fields: row.detail.fields,
  }))
}
