import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { appPassword, asOwner } from '#install.ts'
import { noteAsOwner } from '#platform/audit/owner-note.ts'
import type { Manifest } from '#platform/backup/manifest.ts'
import { checkBackup, type BackupFile } from '#platform/backup/read-backup.ts'
import { BackupRefused } from '#platform/backup/refused.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import type { Verification } from '#platform/audit/verify.ts'
import { systemClock } from '#platform/clock.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { createAppLogin, letOwnerPass } from '#platform/db/login.ts'
import { createFiles } from '#platform/files/files.ts'
import { fingerprintOf, loadKeys } from '#platform/keys.ts'
import { lockFolder } from '#platform/lock.ts'
import { auditLines, verifyThrough } from './audit.ts'
import { countsOf, openerOf } from './backup.ts'
import { CliProblem, UsageError, type CliCall } from './command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** `restore`: a backup into a new data folder or an empty database; proved before, compared after. */
export async function restore(call: CliCall): Promise<ExitCode> {
  const to = call.required('to')
  const isUrl = /^postgres(ql)?:\/\//.test(to)
  if (!isUrl) await assertVacant(resolve(to))
  const file: BackupFile = { path: resolve(call.argument(0)), opener: await openerOf(call) }
  const manifest = await checkBackup(file)
  const keyFile = keyFileFor(call, manifest)
  const verification = isUrl
    ? await restoreIntoDatabase(call, { file, manifest, keyFile, ownerUrl: to })
    : await restoreIntoFolder(resolve(to), { file, manifest, keyFile })
  const target = isUrl ? new URL(to).pathname.slice(1) : resolve(to)
  call.answer({
    lines: [call.text.done.restored(target), ...auditLines(verification, call), ...(isUrl ? [] : [call.text.done.startIt(target)])],
    json: { target, madeAt: manifest.madeAt, ...countsOf(manifest), audit: verification },
  })
  return verification.faults.length === 0 ? exitCode.good : exitCode.failed
}

/** Which key file to put beside the rows; asks for one where rows would stay unreadable, and refuses one that opens nothing. */
function keyFileFor(call: CliCall, manifest: Manifest): string | undefined {
  const given = call.option('keys')
  if (given !== undefined && call.isOn('without-keys')) throw new UsageError(call.text.usageErrors.optionsExclude('--keys', '--without-keys'))
  if (given === undefined) {
    const isMissing = manifest.keys.fingerprint !== null && !manifest.keys.included && !call.isOn('without-keys')
    if (isMissing) throw new BackupRefused({ kind: 'keys_needed' })
    return undefined
  }
  const path = resolve(given)
  if (!existsSync(path)) throw new CliProblem({ kind: 'no_such_file', message: call.text.problems.noSuchFile(path), code: exitCode.failed })
  const isForeign = manifest.keys.fingerprint !== null && fingerprintOf(loadKeys(path)) !== manifest.keys.fingerprint
  if (isForeign) throw new BackupRefused({ kind: 'keys_differ' })
  return path
}

interface Bringing {
  readonly file: BackupFile
  readonly manifest: Manifest
  readonly keyFile: string | undefined
}

async function assertVacant(folder: string): Promise<void> {
  if (existsSync(folder) && (await readdir(folder)).length > 0) throw new BackupRefused({ kind: 'target_not_empty', target: folder })
}

/** Made under another name and renamed at the very end: a restore that was interrupted never looks like an installation. */
async function restoreIntoFolder(folder: string, bringing: Bringing): Promise<Verification> {
  const aside = `${folder}.restoring`
  const unlock = lockFolder(aside)
  try {
    await emptyButLock(aside)
    const embedded = await startEmbedded(aside)
    const verification = await bring(aside, { ...bringing, ownerUrl: embedded.url, keysTo: join(aside, 'keys.json') }).finally(() => embedded.stop())
    unlock()
    if (existsSync(folder)) await rmdir(folder)
    await rename(aside, folder)
    return verification
  } catch (error) {
    unlock()
    await rm(aside, { recursive: true, force: true })
    throw error
  }
}

async function emptyButLock(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name !== 'server.lock') await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Rows into the database, files and keys into the data folder that will serve it. */
async function restoreIntoDatabase(call: CliCall, bringing: Bringing & { ownerUrl: string }): Promise<Verification> {
  const { dataDir, keyFile, databaseAppUrl } = call.config()
  const { fingerprint } = bringing.manifest.keys
  const isForeign = existsSync(keyFile) && fingerprint !== null && fingerprintOf(loadKeys(keyFile)) !== fingerprint
  if (isForeign) throw new BackupRefused({ kind: 'target_not_empty', target: keyFile })
  const unlock = lockFolder(dataDir)
  try {
    const appUrl = databaseAppUrl === undefined ? undefined : onDatabaseOf(bringing.ownerUrl, databaseAppUrl)
    return await bring(dataDir, { ...bringing, keysTo: keyFile, ...(appUrl !== undefined && { appUrl }) })
  } finally {
    unlock()
  }
}

/** The login that somebody else made for the server, on the database that is restored into. */
function onDatabaseOf(ownerUrl: string, appUrl: string): string {
  const url = new URL(appUrl)
  url.pathname = new URL(ownerUrl).pathname
  return url.href
}

async function bring(dataDir: string, bringing: Bringing & { ownerUrl: string; keysTo: string; appUrl?: string }): Promise<Verification> {
  const { ownerUrl, manifest } = bringing
  const restored = await restoreBackup(bringing.file, manifest, { ownerUrl, files: createFiles(join(dataDir, 'files'), systemClock) })
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const keys = bringing.keyFile === undefined ? restored.keys : await readFile(bringing.keyFile)
  if (keys !== undefined && !existsSync(bringing.keysTo)) await writeFile(bringing.keysTo, keys, { mode: 0o600, flush: true })
  await letOwnerPass(ownerUrl)
  const appUrl = bringing.appUrl ?? (await createAppLogin(ownerUrl, appPassword(join(dataDir, 'app.secret'))))
  const verification = await verifyThrough(appUrl, manifest.regencyId)
  await note(ownerUrl, bringing)
  return verification
}

/** The restored installation remembers that it was restored, from what, by whom. */
async function note(ownerUrl: string, { file, manifest }: Bringing): Promise<void> {
  await asOwner(ownerUrl, (client) => noteAsOwner(client, {
    regencyId: manifest.regencyId, action: 'restoreBackup', subjectKind: 'backup', subjectId: basename(file.path),
    purpose: `kentongan restore (${userInfo().username})`, detail: { madeAt: manifest.madeAt }, at: new Date(),
  }))
}
