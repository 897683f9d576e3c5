import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import type { RosterEntry, RosterKind } from './roster.contract.ts'

/** What stands in an office's roster from a day on, soonest first. */
export async function listRoster(tx: Tx, officeId: number, from: string): Promise<readonly RosterEntry[]> {
  const { rows } = await sql<RosterEntry>`
    select entry_id as "entryId", kind, account_id as "accountId", name, deputy_account_id as "deputyAccountId", deputy_name as "deputyName",
      from_on::text as "fromOn", to_on::text as "toOn", planned_by_name as "plannedByName"
    from response.roster_entry
    where regency_id = ${tx.regencyId} and office_id = ${officeId} and to_on >= ${from}::date and withdrawn_at is null
    order by from_on, name, entry_id limit 500`.execute(tx.db)
  return rows
}

/** One plan at a time for one office, until the transaction ends: two people cannot enter what does not go together. */
export async function lockRoster(tx: Tx, officeId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(7310021, ${officeId}::int)`.execute(tx.db)
}

export interface StoredEntry extends RosterEntry {
  readonly areaId: number
  readonly officeId: number
}

/** Writes an entry down. */
export async function insertRosterEntry(tx: Tx, entry: StoredEntry): Promise<void> {
  await sql`
    insert into response.roster_entry (regency_id, entry_id, area_id, office_id, kind, account_id, name, deputy_account_id, deputy_name, from_on,
      to_on, planned_by_name, planned_at)
    values (${tx.regencyId}, ${entry.entryId}, ${entry.areaId}, ${entry.officeId}, ${entry.kind}, ${entry.accountId}, ${entry.name},
      ${entry.deputyAccountId}, ${entry.deputyName}, ${entry.fromOn}, ${entry.toOn}, ${entry.plannedByName}, ${tx.now})`.execute(tx.db)
}

/** An entry of one's own office that stands, locked until the transaction ends. */
export async function findRosterEntry(tx: Tx, entryId: string): Promise<{ kind: RosterKind; accountId: string; areaId: number } | undefined> {
  const { rows } = await sql<{ kind: RosterKind; accountId: string; areaId: number }>`
    select kind, account_id as "accountId", area_id as "areaId" from response.roster_entry
    where regency_id = ${tx.regencyId} and entry_id = ${entryId} and withdrawn_at is null for update`.execute(tx.db)
  return rows[0]
}

/** Takes an entry back. */
export async function withdrawEntry(tx: Tx, entryId: string): Promise<void> {
  await sql`
    update response.roster_entry set withdrawn_at = ${tx.now} where regency_id = ${tx.regencyId} and entry_id = ${entryId}`.execute(tx.db)
}

/** A task whose holder is away, and who stands in. */
export interface UncoveredTask {
  readonly caseId: string
  readonly taskId: string
  readonly accountId: string
  readonly deputy: { readonly accountId: string; readonly name: string } | null
}

/** Unfinished tasks whose holders are away on a day. A deputy who is away too stands in for nobody. */
export async function listUncoveredTasks(tx: Tx, day: string, limit: number): Promise<readonly UncoveredTask[]> {
  const { rows } = await sql<UncoveredTask>`
    select t.case_id as "caseId", t.task_id as "taskId", t.holder_account_id as "accountId",
      case when r.deputy_account_id is null or d.account_id is not null then null
        else json_build_object('accountId', r.deputy_account_id, 'name', r.deputy_name) end as deputy
    from response.roster_entry r
    join response.task t on t.regency_id = r.regency_id and t.office_id = r.office_id and t.holder_account_id = r.account_id and t.status <> 'done'
    left join response.roster_entry d on d.regency_id = r.regency_id and d.office_id = r.office_id and d.account_id = r.deputy_account_id
      and d.kind = 'absence' and d.withdrawn_at is null and ${day}::date between d.from_on and d.to_on
    where r.regency_id = ${tx.regencyId} and r.kind = 'absence' and r.withdrawn_at is null and ${day}::date between r.from_on and r.to_on
    order by t.case_id, t.task_id limit ${limit}`.execute(tx.db)
  return rows
}
