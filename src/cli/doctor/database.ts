import { existsSync } from 'node:fs'
import pg from 'pg'
import { asOwner } from '#install.ts'
import { readKeyFact, type KeyFact } from '#platform/key-fact.ts'
import { countLeft } from '#platform/key-rotation.ts'
import { loadKeys } from '#platform/keys.ts'
import { sealedSubjects } from '#modules/registry/index.ts'
import { fileSweepFact } from '#platform/files/sweep-files.ts'
import { seesAllSql } from '#platform/backup/dump.ts'
import { checkLogin } from '#platform/db/login.ts'
import { listMigrations } from '#platform/db/migrate.ts'
import { verifyThrough } from '../audit.ts'
import type { Database } from '../database.ts'
import { findings, type Examined, type Finding } from './finding.ts'

const oldestServer = 150_000
const bearableClockSeconds = 2
const wrongClockSeconds = 30

/** What the database knows of itself, asked once. */
export interface Facts {
  readonly version: string
  readonly versionNumber: number
  readonly fsync: boolean
  readonly login: string
  readonly seesAll: boolean
  /** How far its clock is from ours; positive when it is ahead. */
  readonly clockSeconds: number
  readonly migrations: ReadonlyMap<string, string>
  readonly hasData: boolean
  readonly keyFact: KeyFact | undefined
  /** How many rows another key than the newest still closes, or this one for nobody although it is known whose they are. */
  readonly rowsOfOldKeys: number
  readonly lastBackupAt: Date | undefined
  readonly lastFileSweepAt: Date | undefined
}

interface About {
  readonly version: string
  readonly number: number
  readonly fsync: boolean
  readonly login: string
  readonly sees: boolean
  readonly now: Date
  readonly installed: boolean
}

/** Asks a database for what the examinations need; without a regency's number not for what it noted of itself. */
export async function readFacts(ownerUrl: string, { regencyId, keyFile }: { regencyId: number | undefined; keyFile: string }): Promise<Facts> {
  return asOwner(ownerUrl, async (client) => {
    const askedAt = Date.now()
    const { rows } = await client.query<About>(`
      select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        current_setting('fsync')::bool as fsync, current_user as login,
        ${seesAllSql} as sees,
        clock_timestamp() as now, to_regclass('platform.installation_fact') is not null as installed`)
    const about = rows[0]!
    const ourTime = (askedAt + Date.now()) / 2
    const own = about.installed && regencyId !== undefined ? await readOwnFacts(client, { regencyId, keyFile }) : undefined
    return {
      version: about.version, versionNumber: about.number, fsync: about.fsync, login: about.login, seesAll: about.sees,
      clockSeconds: (about.now.getTime() - ourTime) / 1_000,
      migrations: about.installed ? await readMigrations(client) : new Map<string, string>(), hasData: about.installed,
      keyFact: own?.keyFact, rowsOfOldKeys: own?.rowsOfOldKeys ?? 0, lastBackupAt: own?.lastBackupAt, lastFileSweepAt: own?.lastFileSweepAt,
    }
  })
}

async function readMigrations(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from public.applied_migration')
  return new Map(rows.map((row) => [row.name, row.sha256]))
}

type OwnFacts = Pick<Facts, 'keyFact' | 'rowsOfOldKeys' | 'lastBackupAt' | 'lastFileSweepAt'>

async function readOwnFacts(client: pg.Client, { regencyId, keyFile }: { regencyId: number; keyFile: string }): Promise<OwnFacts> {
  const keyFact = await readKeyFact(client, regencyId)
  const { rows } = await client.query<{ key: string; recorded_at: Date }>(
    'select key, recorded_at from platform.installation_fact where regency_id = $1', [regencyId],
  )
  const at = new Map(rows.map((row) => [row.key, row.recorded_at]))
  const keyId = keyFact?.keyId ?? currentKeyOf(keyFile)
  const left = keyId === undefined ? [] : [...(await countLeft(client, keyId, sealedSubjects)).values()]
  return { keyFact, rowsOfOldKeys: left.reduce((sum, count) => sum + count, 0), lastBackupAt: at.get('last_backup'), lastFileSweepAt: at.get(fileSweepFact) }
}

/** The key that closes now; undefined where there is no file that can be read, which the examination of the keys says. */
function currentKeyOf(keyFile: string): string | undefined {
  try {
    return existsSync(keyFile) ? loadKeys(keyFile).currentId() : undefined
  } catch {
    return undefined
  }
}

/** The server's version, and whether it keeps what it acknowledges. */
export function examineDatabase(facts: Facts, { config, text }: Examined): Finding {
  const is = findings('database')
  if (facts.versionNumber < oldestServer) return is.fault(text.databaseOld(facts.version))
  if (!facts.fsync) return is.fault(text.databaseUnsynced)
  return is.good(text.databaseGood(facts.version, config.databaseUrl === undefined ? text.embedded : text.external))
}

/** Whether the tables are those of this version. */
export function examineMigrations(facts: Facts, { text }: Examined): Finding {
  const is = findings('migrations')
  const ours = new Map(listMigrations().map((migration) => [migration.name, migration.sha256]))
  const changed = [...ours].find(([name, sha256]) => (facts.migrations.get(name) ?? sha256) !== sha256)
  const newer = [...facts.migrations.keys()].find((name) => !ours.has(name))
  const pending = [...ours.keys()].filter((name) => !facts.migrations.has(name))
  if (changed !== undefined) return is.fault(text.migrationsChanged(changed[0]))
  if (newer !== undefined) return is.fault(text.migrationsNewer(newer))
  return pending.length > 0 ? is.fault(text.migrationsPending(pending.length)) : is.good(text.migrationsGood(ours.size))
}

/** Whether row security binds the login that the server uses. */
export async function examineLogin(database: Database, { text }: Examined): Promise<Finding> {
  const is = findings('login')
  try {
    const reasons = await checkLogin(database.appUrl())
    return reasons.length > 0 ? is.fault(text.loginUnsafe(reasons.join('; '))) : is.good(text.loginGood)
  } catch (error) {
    return is.fault(text.loginFails((error as Error).message))
  }
}

/** Whether the owner's login could make a backup that is complete. */
export function examineOwner(facts: Facts, { text }: Examined): Finding {
  const is = findings('owner')
  return facts.seesAll ? is.good(text.ownerGood) : is.warning(text.ownerBound(facts.login))
}

/** Whether both machines agree on the time. */
export function examineClock(facts: Facts, { text, lang }: Examined): Finding {
  const is = findings('clock')
  const difference = Math.abs(facts.clockSeconds)
  const words = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(difference)
  if (difference > wrongClockSeconds) return is.fault(text.clockOff(words))
  return difference > bearableClockSeconds ? is.warning(text.clockOff(words)) : is.good(text.clockGood(words))
}

/** How old the last backup is: twice the schedule's span is a fault, a week without a schedule a warning. */
export function examineBackup(facts: Facts, { config, text, lang }: Examined): Finding {
  const is = findings('backup')
  if (facts.lastBackupAt === undefined) return config.demo === undefined ? is.fault(text.backupNone) : is.warning(text.backupNone)
  const hours = (Date.now() - facts.lastBackupAt.getTime()) / 3_600_000
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: hours < 48 ? 1 : 0 })
  const age = hours < 48 ? text.hours(number.format(hours)) : text.days(number.format(hours / 24))
  const { everyHours } = config.backup
  if (everyHours !== undefined && hours > 2 * everyHours) return is.fault(text.backupOld(age))
  return hours > 7 * 24 ? is.warning(text.backupOld(age)) : is.good(text.backupGood(age))
}

const restlessHours = 48

/** Whether files that nothing names are being removed. */
export function examineFiles(facts: Facts, { text, lang }: Examined): Finding {
  const is = findings('files')
  if (facts.lastFileSweepAt === undefined) return is.good(text.filesNotYet)
  const hours = (Date.now() - facts.lastFileSweepAt.getTime()) / 3_600_000
  const age = text.hours(new Intl.NumberFormat(lang, { maximumFractionDigits: 0 }).format(hours))
  return hours > restlessHours ? is.warning(text.filesOld(age)) : is.good(text.filesGood(age))
}

/** Whether the audit is as it was sealed. */
export async function examineAudit(database: Database, regencyId: number, { text, lang }: Examined): Promise<Finding> {
  const is = findings('audit')
  const { seals, entries, faults, unsealedOld } = await verifyThrough(database.appUrl(), regencyId)
  const number = new Intl.NumberFormat(lang)
  const first = faults[0]
  if (first !== undefined) return is.fault(text.auditFaults(new Set(faults.map((fault) => fault.sealNo)).size, first.sealNo))
  return unsealedOld > 0 ? is.warning(text.auditUnsealed(unsealedOld)) : is.good(text.auditGood(number.format(seals), number.format(entries)))
}
