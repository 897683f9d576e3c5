import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '#config.ts'
import type { Deps } from '#deps.ts'
import { appPassword, asOwner } from '#install.ts'
import { piles } from '#modules/index.ts'
import { loadRegency, regencyReach } from '#modules/people/index.ts'
import { registryChecks } from '#modules/registry/index.ts'
import { systemClock } from '#platform/clock.ts'
import { createDb } from '#platform/db/db.ts'
import { findRunning, startEmbedded } from '#platform/db/embedded.ts'
import { appLoginUrl } from '#platform/db/login.ts'
import { listPending } from '#platform/db/migrate.ts'
import { createFiles } from '#platform/files/files.ts'
import { createJobs } from '#platform/jobs/jobs.ts'
import { assertOwnKeys } from '#platform/key-fact.ts'
import { loadKeys } from '#platform/keys.ts'
import { createLive } from '#platform/live/live.ts'
import { FolderInUse, lockFolder } from '#platform/lock.ts'
import { createLog } from '#platform/log.ts'
import { texts } from '#web/i18n/index.ts'
import { CliProblem, type CliCall } from './command.ts'
import { exitCode } from './exit-code.ts'

/** An installation's database, reached from the command line. */
export interface Database {
  readonly config: Config
  readonly ownerUrl: string
  /** The server's own login, which reaches rows through the door only. */
  readonly appUrl: () => string
}

/** How long a server that holds the folder may take until its database answers. */
const patienceMs = 10_000

/**
 * Reaches the database of the settings for one command: that of DATABASE_URL; or the embedded one, which is started for the command, or is the
 * running server's, because one folder is never opened twice. `creates` allows a folder that holds nothing yet.
 */
export async function withDatabase<T>(call: CliCall, work: (database: Database) => Promise<T>, how: { creates?: boolean } = {}): Promise<T> {
  const config = call.config()
  if (config.databaseUrl !== undefined) return work(databaseAt(call, config.databaseUrl))
  if (how.creates !== true && !existsSync(join(config.dataDir, 'postgres'))) {
    throw new CliProblem({ kind: 'nothing_installed', message: call.text.problems.nothingInstalled(config.dataDir), code: exitCode.failed })
  }
  const unlock = tryLock(config.dataDir)
  if (unlock instanceof FolderInUse) return work(databaseAt(call, await reachRunning(config.dataDir, unlock)))
  try {
    const embedded = await startEmbedded(config.dataDir)
    return await work(databaseAt(call, embedded.url)).finally(() => embedded.stop())
  } finally {
    unlock()
  }
}

function databaseAt(call: CliCall, ownerUrl: string): Database {
  const config = call.config()
  return { config, ownerUrl, appUrl: () => config.databaseAppUrl ?? appLoginUrl(ownerUrl, passwordOf(call, join(config.dataDir, 'app.secret'))) }
}

/** Only read: a command that looks at an installation must not make half of one. */
function passwordOf(call: CliCall, secretFile: string): string {
  if (existsSync(secretFile)) return appPassword(secretFile)
  throw new CliProblem({ kind: 'not_prepared', message: call.text.problems.secretMissing(secretFile), code: exitCode.failed })
}

function tryLock(folder: string): (() => void) | FolderInUse {
  try {
    return lockFolder(folder)
  } catch (error) {
    if (error instanceof FolderInUse) return error
    throw error
  }
}

async function reachRunning(folder: string, inUse: FolderInUse): Promise<string> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    const url = findRunning(folder)
    if (url !== undefined) return url
    await sleep(100)
  }
  throw inUse
}

/** What a module's functions take, without a server. */
export type CliDeps = Deps & { readonly ownerUrl: string }

/** Reaches the database and gives a module everything it needs; refuses a database that is behind this version. */
export async function withDeps<T>(call: CliCall, work: (deps: CliDeps) => Promise<T>): Promise<T> {
  return withDatabase(call, async (database) => {
    const pending = await asOwner(database.ownerUrl, listPending)
    if (pending.length > 0) {
      throw new CliProblem({ kind: 'migrations_pending', message: call.text.problems.migrationsPending(pending.length), code: exitCode.failed })
    }
    const deps = await createCliDeps(database)
    try {
      return await work(deps)
    } finally {
      await deps.jobs.close()
      await deps.live.close()
      await deps.db.close()
    }
  })
}

/** The command line shows no pages. */
const pages: Deps['pages'] = {
  css: '',
  render: () => {
    throw new Error('the command line shows no pages')
  },
}

async function createCliDeps({ config, ownerUrl, appUrl }: Database): Promise<CliDeps> {
  const log = createLog('silent')
  const url = appUrl()
  const regency = loadRegency(config.regencyDir, registryChecks)
  await asOwner(ownerUrl, (client) => assertOwnKeys(client, regency.regencyId, config.keyFile))
  return {
    config, ownerUrl, log, texts, pages, piles, regency, clock: systemClock,
    db: createDb(url, { clock: systemClock, max: 4, everyArea: regencyReach(regency).areaIds }),
    files: createFiles(join(config.dataDir, 'files'), systemClock), keys: loadKeys(config.keyFile),
    jobs: await createJobs(url, log), live: await createLive(url, log),
  }
}
