import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** No transaction begins any more, because the server is stopping. The code is PostgreSQL's own for that. */
export class Stopping extends Error {
  readonly code = '57P01'

  constructor() {
    super('the server is stopping')
  }
}

const patienceMs = 3_000
const connectMs = 2_000

/** The connections of a pool that are in somebody's hands, and their end. */
export interface Borrowed {
  /** Throws `Stopping` once `end` was called. */
  readonly borrow: () => Promise<pg.PoolClient>
  /** With an error the connection is thrown away. */
  readonly giveBack: (client: pg.PoolClient, broken?: Error) => void
  /**
   * Ends the pool: lends nothing more, waits a little, then has PostgreSQL end what still runs or waits for a lock, so that it is rolled back.
   * Always ends, also while somebody keeps a connection and waits for something else.
   */
  readonly end: () => Promise<void>
}

/** Lends the connections of a pool; `url` is used once more when some have to be ended by force. */
export function lendFrom(pool: pg.Pool, url: string): Borrowed {
  const lent = new Set<pg.PoolClient>()
  let allBack = Promise.withResolvers<void>()
  let isEnding = false

  function giveBack(client: pg.PoolClient, broken?: Error): void {
    // What was taken back by force comes back once more from its borrower.
    if (!lent.delete(client)) return
    client.release(broken)
    if (lent.size === 0) allBack.resolve()
  }

  async function borrow(): Promise<pg.PoolClient> {
    if (isEnding) throw new Stopping()
    const client = await pool.connect()
    lent.add(client)
    if (!isEnding) return client
    giveBack(client)
    throw new Stopping()
  }

  async function end(): Promise<void> {
    isEnding = true
    allBack = Promise.withResolvers()
    if (lent.size > 0) await Promise.race([allBack.promise, sleep(patienceMs, undefined, { ref: false })])
    if (lent.size > 0) await terminate(url, [...lent])
    for (const client of lent) giveBack(client, new Stopping())
    await pool.end()
  }

  return { borrow, giveBack, end }
}

/** Ends sessions of our own login. Where the database does not answer there is nothing to end. */
async function terminate(url: string, clients: readonly pg.PoolClient[]): Promise<void> {
  const pids = clients.map((client) => (client as pg.PoolClient & { readonly processID: number }).processID)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs, query_timeout: connectMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [pids])
  } catch {
    // Their sockets are closed next; PostgreSQL notices by itself.
  } finally {
    await client.end().catch(() => undefined)
  }
}
