import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadRegency, missingHolidayYears, provisionalHolidayYears, type Regency } from '#modules/people/index.ts'
import { registryChecks } from '#modules/registry/index.ts'
import { fingerprintOf, loadKeys } from '#platform/keys.ts'
import { sizeInWords } from '../figures.ts'
import { isWebFresh } from '../../../tools/build-web.ts'
import type { Facts } from './database.ts'
import { findings, type Examined, type Finding } from './finding.ts'

const neededNode = 26
const lowDiskBytes = 2_000_000_000
const fullDiskBytes = 300_000_000
/** Windows tells nothing by these bits. */
const hasModes = process.platform !== 'win32'

/** The Node that runs this. */
export function examineNode({ text }: Examined): Finding {
  const { version, versions } = process
  const is = findings('node')
  return Number(versions.node.split('.')[0]) >= neededNode ? is.good(text.nodeGood(version)) : is.fault(text.nodeOld(version, neededNode))
}

/** The data folder: there, ours, closed to others. */
export function examineFolder({ config: { dataDir }, text }: Examined): Finding {
  const is = findings('folder')
  if (!existsSync(dataDir)) return is.fault(text.folderMissing(dataDir))
  if (!isWritable(dataDir)) return is.fault(text.folderForeign(dataDir))
  if (hasModes && (statSync(dataDir).mode & 0o077) !== 0) return is.warning(text.folderOpen(dataDir))
  return is.good(text.folderGood(dataDir))
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Which process holds the folder. */
export function examineLock({ config: { dataDir }, text }: Examined): Finding {
  const is = findings('lock')
  const path = join(dataDir, 'server.lock')
  const holder = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { pid: number }) : undefined
  return is.good(holder === undefined || holder.pid === process.pid ? text.lockFree : text.lockHeld(holder.pid))
}

/** Room on the disk of the data folder, or of the folder that will hold it. */
export function examineDisk({ config: { dataDir }, text, lang }: Examined): Finding {
  const is = findings('disk')
  const disk = statfsSync(nearestExisting(dataDir))
  const freeBytes = disk.bavail * disk.bsize
  const free = sizeInWords(freeBytes, lang)
  if (freeBytes < fullDiskBytes) return is.fault(text.diskFull(free))
  return freeBytes < lowDiskBytes ? is.warning(text.diskLow(free)) : is.good(text.diskGood(free))
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

/** The regency's configuration; gives it too, because other examinations need its number. */
export function examineRegency({ config, text }: Examined): { finding: Finding; regency: Regency | undefined } {
  const is = findings('regency')
  try {
    const regency = loadRegency(config.regencyDir, registryChecks)
    return { finding: is.good(text.regencyGood(regency.name)), regency }
  } catch (error) {
    return { finding: is.fault((error as Error).message), regency: undefined }
  }
}

/** Whether the working calendar knows the holidays of this year and, from October on, of the next, and somebody vouches for them: without them promises in working days are too short. */
export function examineCalendar({ text }: Examined, regency: Regency | undefined, now: Date): Finding {
  const is = findings('calendar')
  if (regency === undefined) return { check: 'calendar', state: 'skipped', message: text.skipped }
  const missing = missingHolidayYears(regency, now)
  if (missing.length > 0) return is.warning(text.calendarMissing(missing.join(', ')))
  const provisional = provisionalHolidayYears(regency, now)
  return provisional.length === 0 ? is.good(text.calendarGood) : is.warning(text.calendarProvisional(provisional.join(', ')))
}

/** The key file: present, closed to others, and the one that this database's first start noted. */
export function examineKeys({ config: { keyFile }, text, lang }: Examined, facts?: Pick<Facts, 'keyFact' | 'rowsOfOldKeys'>): Finding {
  const fact = facts?.keyFact
  const is = findings('keys')
  if (!existsSync(keyFile)) return fact !== undefined ? is.fault(text.keysMissing(keyFile)) : is.good(text.keysNone(keyFile))
  if (hasModes && (statSync(keyFile).mode & 0o077) !== 0) return is.fault(text.keysOpen(keyFile))
  try {
    const keys = loadKeys(keyFile)
    if (fact !== undefined && fingerprintOf(keys) !== fact.fingerprint) return is.fault(text.keysForeign(keyFile))
    if (fact?.keyId !== undefined && !keys.has(fact.keyId)) return is.fault(text.keysOld(keyFile))
    const left = facts?.rowsOfOldKeys ?? 0
    return left > 0 ? is.warning(text.keysRotating(new Intl.NumberFormat(lang).format(left))) : is.good(text.keysGood)
  } catch {
    return is.fault(text.keysBroken(keyFile))
  }
}

/** Whether the web was built from these sources; the next start would build it. */
export function examineWeb({ text }: Examined): Finding {
  const is = findings('web')
  return isWebFresh() ? is.good(text.webGood) : is.warning(text.webStale)
}
