import { PgBoss, fromKysely } from 'pg-boss'
import type { Logger } from 'pino'
import type { Tx } from '#platform/db/db.ts'
import type { JsonObject } from '#platform/json.ts'

export interface JobOptions {
  /** Not before this many seconds from now. */
  readonly startAfterSeconds?: number
  /** At most one waiting job per key. */
  readonly singletonKey?: string
}

/** One kind of work in the background. Handlers are idempotent and bounded: a job may be delivered again after a crash. */
export interface JobHandler {
  readonly queue: string
  readonly retryLimit: number
  readonly expireInSeconds: number
  /** What happens elsewhere, by the name under which it is announced, that puts a job into this queue. */
  readonly follows?: string
  /** `signal` says that the server stops: what takes long without asking the database looks at it. The job begins again with the next start. */
  readonly handle: (data: JsonObject, signal: AbortSignal) => Promise<void>
}

export interface Jobs {
  /** Puts a job into the transaction: it exists exactly if the transaction commits. */
  readonly enqueue: (tx: Tx, job: { queue: string; data: JsonObject; options?: JobOptions }) => Promise<void>
  /** Says within the transaction that something happened: a job for each queue that follows it. Who announces does not know who follows. */
  readonly announce: (tx: Tx, happened: { event: string; data: JsonObject }) => Promise<void>
  /** Makes sure the queues exist; before any job is put into them. */
  readonly declare: (handlers: readonly JobHandler[]) => Promise<void>
  /** Starts working on the queues in this process, the only one that does; what a killed one left unfinished begins again. */
  readonly work: (handlers: readonly JobHandler[]) => Promise<void>
  /** Takes no new job, waits some seconds for those under way, and puts the rest back. */
  readonly close: () => Promise<void>
}

const farewellMs = 10_000
/** The queue's own statements are short; one that waits longer waits for something that does not come. */
const statementMs = 30_000

/** The job queue in the same database; `url` is the login without rights of its own, the tables were made by the migration. */
export async function createJobs(url: string, log: Logger): Promise<Jobs> {
  const stopping = new AbortController()
  const workers = new Map<string, string>()
  const followers = new Map<string, readonly string[]>()
  const boss = new PgBoss({ connectionString: withTimeout(url), max: 4, migrate: false, createSchema: false, schedule: false, reindex: false, monitorVacuum: false })
  boss.on('error', (error) => log.error({ kind: error.message }, 'job queue'))
  await boss.start()
  const enqueue: Jobs['enqueue'] = async (tx, { queue, data, options }) => {
    await boss.send(queue, data, {
      db: fromKysely(tx.db),
      ...(options?.startAfterSeconds !== undefined && { startAfter: options.startAfterSeconds }),
      ...(options?.singletonKey !== undefined && { singletonKey: options.singletonKey }),
    })
    // Somebody waits for most of them: the worker looks at once instead of at its next round.
    if (options?.startAfterSeconds === undefined) tx.afterCommit(() => boss.notifyWorker(workers.get(queue) ?? ''))
  }
  return {
    enqueue,
    announce: async (tx, { event, data }) => {
      for (const queue of followers.get(event) ?? []) await enqueue(tx, { queue, data })
    },
    declare: async (handlers) => {
      for (const { queue, follows } of handlers) if (follows !== undefined) followers.set(follows, [...(followers.get(follows) ?? []), queue])
      const known = new Set((await boss.getQueues()).map((queue) => queue.name))
      for (const handler of handlers.filter((each) => !known.has(each.queue))) await declare(boss, handler)
    },
    work: async (handlers) => {
      for (const handler of handlers) {
        await putBack(boss, handler.queue)
        workers.set(handler.queue, await workOn(boss, { handler, log, signal: stopping.signal }))
      }
    },
    close: async () => {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: farewellMs, close: true })
    },
  }
}

function withTimeout(url: string): string {
  const limited = new URL(url)
  limited.searchParams.set('options', `${limited.searchParams.get('options') ?? ''} -c statement_timeout=${statementMs}`.trim())
  return limited.href
}

/** One process works on an installation's queues: what is under way when it starts was left by one that was killed, and begins again. */
async function putBack(boss: PgBoss, queue: string): Promise<void> {
  const { rows } = (await boss.getDb().executeSql(`select id from pgboss.job where name = $1 and state = 'active'`, [queue])) as { rows: { id: string }[] }
  if (rows.length > 0) await boss.fail(queue, rows.map((row) => row.id))
}

interface Work {
  readonly handler: JobHandler
  readonly log: Logger
  readonly signal: AbortSignal
}

/** Begins to work on a queue; gives the worker's id. */
async function workOn(boss: PgBoss, { handler, log, signal }: Work): Promise<string> {
  return boss.work<JsonObject>(handler.queue, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async (jobs) => {
    for (const job of jobs) {
      log.info({ queue: handler.queue, job: job.id }, 'job started')
      await handler.handle(job.data, signal)
    }
  })
}

async function declare(boss: PgBoss, handler: JobHandler): Promise<void> {
  await boss.createQueue(handler.queue, {
    retryLimit: handler.retryLimit, retryDelay: 2, retryBackoff: true, expireInSeconds: handler.expireInSeconds,
  })
}

/** Makes the queue's tables; called by the installation with the owner's login. */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 1, supervise: false, schedule: false })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.stop({ graceful: false, close: true })
}
