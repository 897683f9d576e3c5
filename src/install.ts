import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { ConfigError } from '#config.ts'
import { checkLogin, createAppLogin, letOwnerPass } from '#platform/db/login.ts'
import { migrate } from '#platform/db/migrate.ts'
import { installJobs } from '#platform/jobs/jobs.ts'
import { applyRegency, type Regency } from '#modules/people/index.ts'
import { applySources, installForms } from '#modules/registry/index.ts'

export interface Installation {
  readonly ownerUrl: string
  readonly appUrl: string
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[]
}

export interface InstallOptions {
  readonly ownerUrl: string
  /** The login that somebody else made for the server; otherwise we make one with the owner's rights. */
  readonly appUrl?: string | undefined
  /** Where the password of the login that we make is kept. */
  readonly secretFile: string
  readonly regency: Regency
}

/** Brings a database to the state this version needs: tables, queues, login, the regency's configuration. Idempotent. */
export async function install(options: InstallOptions): Promise<Installation> {
  const applied = await migrate(options.ownerUrl)
  if (applied.length > 0) {
    await installJobs(options.ownerUrl)
    await letOwnerPass(options.ownerUrl)
  }
  const [appUrl] = await Promise.all([safeLogin(options), asOwner(options.ownerUrl, (client) => configure(client, options.regency))])
  return { ownerUrl: options.ownerUrl, appUrl, applied }
}

/** The server's login: the one given, or our own; refused when it could pass by row security. */
async function safeLogin(options: InstallOptions): Promise<string> {
  const appUrl = options.appUrl ?? (await createAppLogin(options.ownerUrl, appPassword(options.secretFile)))
  const reasons = await checkLogin(appUrl)
  if (reasons.length > 0) throw new ConfigError(`The database is not safe to serve from:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`)
  return appUrl
}

async function configure(owner: pg.Client, regency: Regency): Promise<void> {
  await applyRegency(owner, regency)
  await applySources(owner, regency)
  await installForms(owner, regency)
}

/** Runs a piece of installation with the owner's login. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The password of the server's login; made on the first call, kept beside the data. */
export function appPassword(secretFile: string): string {
  if (!existsSync(secretFile)) {
    mkdirSync(dirname(secretFile), { recursive: true, mode: 0o700 })
    writeFileSync(secretFile, randomBytes(24).toString('hex'), { mode: 0o600, flush: true })
  }
  return readFileSync(secretFile, 'utf8').trim()
}
