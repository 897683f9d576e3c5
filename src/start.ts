import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from '#config.ts'
import type { Deps } from '#deps.ts'
import { modules, piles } from '#modules/index.ts'
import { regencyReach, withoutSecondStep, type Regency } from '#modules/people/index.ts'
import { sealEntries } from '#platform/audit/seal.ts'
import type { Clock } from '#platform/clock.ts'
import { systemActor } from '#platform/db/actor.ts'
import { createDb } from '#platform/db/db.ts'
import { createFiles } from '#platform/files/files.ts'
import { sweepFiles } from '#platform/files/sweep-files.ts'
import { createJobs } from '#platform/jobs/jobs.ts'
import { startLoops, type Loop, type Loops } from '#platform/jobs/loops.ts'
import { loadKeys } from '#platform/keys.ts'
import { createLive } from '#platform/live/live.ts'
import { texts } from '#web/i18n/index.ts'
import { loadPages } from '#web/pages.ts'
import { createApp } from './app.ts'

export interface Running {
  readonly deps: Deps
  readonly app: FastifyInstance
  /** Begins to sweep, seal and work on the queues, when it did not from the start. */
  readonly work: () => Promise<void>
  /** Ends in order: no new requests, the work in flight, the queues, the database. */
  readonly close: () => Promise<void>
}

export interface StartOptions {
  readonly config: Config
  readonly regency: Regency
  readonly appUrl: string
  readonly distDir: string
  readonly clock: Clock
  readonly log: Logger
  /** Whether this process sweeps, seals and works on the queues from the start. */
  readonly works: boolean
}

/** Puts everything together on a database that is installed; gives the server, not listening yet. */
export async function start(options: StartOptions): Promise<Running> {
  const deps = await createDeps(options)
  const handlers = modules.flatMap((module) => module.jobs(deps))
  let loops: Loops | undefined
  const [app] = await Promise.all([createApp(deps, { distDir: options.distDir, loops: () => loops }), deps.jobs.declare(handlers)])
  const work = async (): Promise<void> => {
    if (loops !== undefined) return
    await deps.jobs.work(handlers)
    loops = startLoops(allLoops(deps), deps.log)
  }
  if (options.works) await work()
  let closing: Promise<void> | undefined
  return { deps, app, work, close: () => (closing ??= close(deps, { app, loops })) }
}

/** What the modules are given, without a server: also for commands on the command line. */
async function createDeps(options: Omit<StartOptions, 'works'>): Promise<Deps> {
  const { config, appUrl, clock, log } = options
  const regency = config.demo === undefined ? options.regency : withoutSecondStep(options.regency)
  const [jobs, live, pages] = await Promise.all([createJobs(appUrl, log), createLive(appUrl, log), loadPages(options.distDir)])
  return {
    config, regency, clock, log, texts,
    db: createDb(appUrl, { clock, everyArea: regencyReach(regency).areaIds }),
    files: createFiles(join(config.dataDir, 'files'), clock),
    keys: loadKeys(config.keyFile),
    jobs, live, pages, piles,
  }
}

function allLoops(deps: Deps): readonly Loop[] {
  const sealer = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['audit.seal'] })
  const seal: Loop = { name: 'audit-seal', everySeconds: 5, run: async () => void (await sealEntries(deps.db, sealer)) }
  const files: Loop = {
    name: 'file-sweep', everySeconds: 6 * 3_600,
    run: async () => void (await sweepFiles(deps, { regencyId: deps.regency.regencyId, graceHours: deps.config.fileGraceHours })),
  }
  return [seal, files, ...modules.flatMap((module) => module.loops(deps))]
}

const patienceMs = 5_000
/** Longer than the job queue's own patience. */
const longestMs = 12_000

async function atMost(milliseconds: number, ending: Promise<unknown>): Promise<void> {
  await Promise.race([ending, sleep(milliseconds, undefined, { ref: false })])
}

/**
 * First whoever asks, then the work in flight, then the database, which ends what still runs: its transaction is rolled back, and a job begins
 * again with the next start. Nothing is waited for for ever: not a lock, an open stream or a thread.
 */
async function close(deps: Deps, { app, loops }: { app: FastifyInstance; loops: Loops | undefined }): Promise<void> {
  const answering = app.close()
  await atMost(patienceMs, answering)
  const working = Promise.all([loops?.close(), deps.jobs.close()])
  await atMost(patienceMs, working)
  await deps.db.close()
  app.server.closeAllConnections()
  await atMost(longestMs, Promise.all([answering, working]))
  await deps.live.close()
}
