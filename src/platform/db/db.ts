import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import pg from 'pg'
import type { Clock } from '#platform/clock.ts'
import { createContexts, type Actor, type Context, type DatabaseRole } from '#platform/db/actor.ts'
import { lendFrom, type Borrowed } from '#platform/db/borrowed.ts'
import type { DB } from '#platform/db/schema.ts'

/** One transaction in one actor's name. All SQL of a feature goes through `db`; `now` is the same moment for the whole act. */
export interface Tx {
  readonly db: Kysely<DB>
  readonly actor: Actor
  readonly regencyId: number
  readonly now: Date
  /** A last statement, sent together with the commit; when it fails there is no commit. */
  readonly beforeCommit: (statement: CompiledQuery) => void
  /** Runs after the commit, never after a rollback; for effects that live outside the database. */
  readonly afterCommit: (work: () => void) => void
}

export interface Db {
  /** The only door: opens a transaction as `app_user` (`app_regency` where the areas are all) with the actor's context, runs the work, commits; any throw rolls back. */
  readonly asActor: <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Begins no transaction any more, waits a little for those under way, and ends the rest by force. */
  readonly close: () => Promise<void>
}

// bigint: rupiah and sequence numbers stay far below 2^53; date: a day has no zone, so it must not become a moment.
const parsers = new Map<number, (text: string) => unknown>([[20, Number], [1082, (text) => text]])
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/**
 * A pool on one connection string, with our reading of bigint and date. With `pipeline` a statement does not wait for the answer to the one before
 * it: what is asked for at once (`Promise.all`) goes out at once, is done in that order, and comes back together.
 */
export function createPool(connectionString: string, options: { max: number; pipeline?: boolean }): pg.Pool {
  const pool = new pg.Pool({ connectionString, ...options, types, idle_in_transaction_session_timeout: 60_000 })
  // A connection that dies while idle must not end the process; the next query gets a new one.
  pool.on('error', () => undefined)
  // Nor must one that dies in use: its query fails, and that is how its user hears of it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** The door for one database; `url` is the login without rights of its own, `everyArea` all areas of the regency. */
export function createDb(url: string, options: { clock: Clock; max?: number; everyArea?: readonly number[] }): Db {
  const lines = lendFrom(createPool(url, { max: options.max ?? 16, pipeline: true }), url)
  const contextOf = createContexts(options.everyArea ?? [])
  return {
    asActor: (actor, work) => withTransaction(lines, { actor, now: options.clock.now(), ...contextOf(actor) }, work),
    close: lines.end,
  }
}

async function withTransaction<T>(lines: Borrowed, context: Context & { actor: Actor; now: Date }, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await lines.borrow()
  const line: Line = { client, prepared: preparedOn(client, context.role), isHeld: false, isOver: false }
  const last: CompiledQuery[] = []
  const effects: (() => void)[] = []
  let broken: Error | undefined
  try {
    const opened = open(line, context)
    const value = await work({
      db: kyselyOn(line), actor: context.actor, regencyId: context.actor.regencyId, now: context.now,
      beforeCommit: (statement) => last.push(statement), afterCommit: (effect) => effects.push(effect),
    })
    await Promise.all([opened, ...last.map((statement) => execute(line, statement)), commit(line)])
    return value
  } catch (error) {
    effects.length = 0
    broken = await rollback(line)
    throw error
  } finally {
    lines.giveBack(client, broken)
    for (const effect of effects) effect()
  }
}

/**
 * Opens the transaction in the actor's name without waiting for the answer: it travels with the first statement of the work. Should it fail, what
 * follows fails too: inside a transaction that is broken, or outside of one, where this login may nothing.
 */
function open(line: Line, context: Context): Promise<unknown> {
  holdForThisTurn(line)
  const opened = line.client.query(context.sql)
  opened.catch(() => undefined)
  return opened
}

/** Commits; throws when PostgreSQL rolled back instead, because an earlier statement failed and nobody said so. */
async function commit(line: Line): Promise<void> {
  line.isOver = true
  const { command } = await line.client.query('commit')
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back instead of committed')
}

/** Rolls back; gives the error when even that fails, so that the connection is thrown away. */
async function rollback(line: Line): Promise<Error | undefined> {
  line.isOver = true
  try {
    await line.client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed')
  }
}

/** A connection for as long as one transaction has it. */
interface Line {
  readonly client: pg.PoolClient
  readonly prepared: Prepared
  /** What is said is not sent yet. */
  isHeld: boolean
  /** From then on the connection may already be speaking for somebody else. */
  isOver: boolean
}

/** A Kysely that speaks on exactly one open connection; transactions are the door's business. */
function kyselyOn(line: Line): Kysely<DB> {
  return new Kysely<DB>({ dialect: singleConnection(line) })
}

function singleConnection(line: Line): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => execute<R>(line, query),
    streamQuery: () => {
      throw new Error('streaming is not offered inside a transaction')
    },
  }
  const refuse = async (): Promise<never> => {
    throw new Error('transactions are opened by asActor only')
  }
  const driver: Driver = {
    init: async () => undefined, destroy: async () => undefined,
    acquireConnection: async () => connection, releaseConnection: async () => undefined,
    beginTransaction: refuse, commitTransaction: refuse, rollbackTransaction: refuse,
  }
  return {
    createAdapter: () => new PostgresAdapter(), createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

/**
 * Statements prepared on a connection, by their text: the second time PostgreSQL neither parses nor plans them anew. Each role has its own, because
 * a plan holds the policies of the role that it was made for, and would be made anew at each change.
 */
interface Prepared {
  readonly role: DatabaseRole
  readonly names: Map<string, string>
}
const prepared = new WeakMap<pg.ClientBase, Map<DatabaseRole, Prepared>>()
const mostPrepared = 400
/** Longer ones are lists of rows, different each time. */
const longestPrepared = 6_000

function preparedOn(client: pg.ClientBase, role: DatabaseRole): Prepared {
  const byRole = prepared.get(client) ?? new Map<DatabaseRole, Prepared>()
  prepared.set(client, byRole)
  const known = byRole.get(role) ?? { role, names: new Map<string, string>() }
  byRole.set(role, known)
  return known
}

function statementName({ role, names }: Prepared, text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostPrepared || text.length > longestPrepared) return known
  const name = `${role}_${names.size}`
  names.set(text, name)
  return name
}

/** Statements asked for in one turn of the loop go out together: one call to the system for all. */
function holdForThisTurn(line: Line): void {
  if (line.isHeld) return
  line.isHeld = true
  const { stream } = line.client.connection
  stream.cork()
  process.nextTick(() => {
    line.isHeld = false
    stream.uncork()
  })
}

async function execute<R>(line: Line, query: CompiledQuery): Promise<QueryResult<R>> {
  if (line.isOver) throw new Error('a statement came after the end of its transaction')
  holdForThisTurn(line)
  const { client, prepared: statements } = line
  const name = statementName(statements, query.sql)
  const result = await client.query({ ...(name !== undefined && { name }), text: query.sql, values: [...query.parameters] })
  const counted = result.command === 'INSERT' || result.command === 'UPDATE' || result.command === 'DELETE' || result.command === 'MERGE'
  return { rows: result.rows as R[], ...(counted && { numAffectedRows: BigInt(result.rowCount ?? 0) }) }
}
