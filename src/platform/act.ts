import { sql } from 'kysely'
import type { Actor } from '#platform/db/actor.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { JobOptions, Jobs } from '#platform/jobs/jobs.ts'
import type { Json, JsonObject } from '#platform/json.ts'
import { liveChannel, type LiveEvent } from '#platform/live/live.ts'
import { err, ok, type Result } from '#platform/result.ts'

/** An act asked for: the id that the client made, and the hash of what was asked. */
export interface Command {
  readonly id: string
  readonly bodySha256: Buffer
}

export interface AuditEntry {
  readonly subjectKind: string
  readonly subjectId: string
  readonly areaId?: number
  readonly purpose?: string
  readonly detail?: JsonObject
}

/** A transaction in which something is done: its traces, jobs and live events commit with it, or not at all. */
export interface ActTx extends Tx {
  readonly audit: (entry: AuditEntry) => void
  readonly enqueue: (queue: string, data: JsonObject, options?: JobOptions) => Promise<void>
  /** Says that something happened, for whoever follows it. */
  readonly announce: (event: string, data: JsonObject) => Promise<void>
  readonly notify: (event: Omit<LiveEvent, 'regencyId'>) => void
}

export interface ActDeps {
  readonly db: Db
  readonly jobs: Jobs
}

export interface CommandReused {
  readonly kind: 'command_reused'
}

/** Carries a refusal out of the transaction so that everything written before it is undone. */
class Refused extends Error {
  readonly refusal: unknown

  constructor(refusal: unknown) {
    super('refused')
    this.refusal = refusal
  }
}

/**
 * Does one act exactly once: claims the command, runs the work, writes audit, result, jobs and live events, all in one transaction.
 * A refusal undoes everything and may be retried with the same id; a repeated id gives the stored answer; another body is refused.
 */
export async function act<T extends Json | undefined | object, E>(
  deps: ActDeps, what: { actor: Actor; command: Command; action: string }, work: (tx: ActTx) => Promise<Result<T, E>>,
): Promise<Result<T, E | CommandReused>> {
  try {
    return await deps.db.asActor(what.actor, async (tx) => {
      const earlier = await claim(tx, what.command, what.action)
      if (earlier !== undefined) return earlier as Result<T, CommandReused>
      const traces = createTraces(deps, tx)
      const result = await work(traces.tx)
      if (!result.ok) throw new Refused(result.error)
      if (traces.entries.length === 0) throw new Error(`${what.action} left no audit entry`)
      writeTraces(tx, traces, { action: what.action, finish: { command: what.command, value: result.value } })
      return result
    })
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal as E)
    throw error
  }
}

/** What the system does of itself (a sweep, an import's job): same traces, no command, because the work itself is idempotent. */
export async function actAsSystem<T>(deps: ActDeps, what: { actor: Actor; action: string }, work: (tx: ActTx) => Promise<T>): Promise<T> {
  return deps.db.asActor(what.actor, async (tx) => {
    const traces = createTraces(deps, tx)
    const value = await work(traces.tx)
    writeTraces(tx, traces, { action: what.action })
    return value
  })
}

async function claim(tx: Tx, command: Command, action: string): Promise<Result<unknown, CommandReused> | undefined> {
  const { numAffectedRows } = await sql`
    insert into platform.command (regency_id, command_id, account_id, action, body_sha256, received_at)
    values (${tx.regencyId}, ${command.id}, ${tx.actor.accountId}, ${action}, ${command.bodySha256}, ${tx.now})
    on conflict do nothing`.execute(tx.db)
  if (numAffectedRows === 1n) return undefined
  const stored = await sql<{ action: string; body_sha256: Buffer; result: { value: unknown } | null }>`
    select action, body_sha256, result from platform.command where regency_id = ${tx.regencyId} and command_id = ${command.id}`.execute(tx.db)
  const row = stored.rows[0]
  if (row === undefined || row.action !== action || !row.body_sha256.equals(command.bodySha256)) return err({ kind: 'command_reused' })
  return ok(row.result?.value)
}

interface Traces {
  readonly tx: ActTx
  readonly entries: AuditEntry[]
  readonly events: LiveEvent[]
}

function createTraces(deps: ActDeps, tx: Tx): Traces {
  const entries: AuditEntry[] = []
  const events: LiveEvent[] = []
  const acting: ActTx = {
    ...tx,
    audit: (entry) => entries.push(entry),
    enqueue: (queue, data, options) => deps.jobs.enqueue(tx, { queue, data, ...(options && { options }) }),
    announce: (event, data) => deps.jobs.announce(tx, { event, data }),
    notify: (event) => events.push({ ...event, regencyId: tx.regencyId }),
  }
  return { tx: acting, entries, events }
}

/** One statement for all traces of an act, on its way with the commit. */
function writeTraces(tx: Tx, traces: Traces, what: { action: string; finish?: { command: Command; value: unknown } }): void {
  const entries = traces.entries.map((entry) => ({
    subject_kind: entry.subjectKind, subject_id: entry.subjectId, area_id: entry.areaId ?? null,
    purpose: entry.purpose ?? null, detail: entry.detail ?? {},
  }))
  const result = what.finish === undefined ? null : JSON.stringify({ value: what.finish.value })
  tx.beforeCommit(sql`
    with written as (
      insert into audit.entry (regency_id, at, account_id, role, action, subject_kind, subject_id, area_id, office_id, purpose, detail,
        request_id)
      select ${tx.regencyId}, ${tx.now}, ${tx.actor.accountId}, ${tx.actor.role}, ${what.action}, e.subject_kind, e.subject_id, e.area_id,
        ${tx.actor.ownOfficeId}, e.purpose, e.detail, ${what.finish?.command.id ?? null}
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as e (subject_kind text, subject_id text, area_id int, purpose text, detail jsonb)
    ), finished as (
      update platform.command set result = ${result}::jsonb
      where regency_id = ${tx.regencyId} and command_id = ${what.finish?.command.id ?? null}::uuid
    )
    select pg_notify(${liveChannel}, event) from unnest(${traces.events.map((event) => JSON.stringify(event))}::text[]) as event`.compile(tx.db))
}
