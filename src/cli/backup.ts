import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { asOwner } from '#install.ts'
import { loadRegency } from '#modules/people/index.ts'
import { newAgeKeyPair, parseIdentity, parseRecipient } from '#platform/backup/age-key.ts'
import type { Lock, Opener } from '#platform/backup/age.ts'
import { makeBackup, type BackupOptions } from '#platform/backup/make-backup.ts'
import type { Manifest } from '#platform/backup/manifest.ts'
import { checkBackup } from '#platform/backup/read-backup.ts'
import { systemClock } from '#platform/clock.ts'
import { createFiles } from '#platform/files/files.ts'
import { readKeyFact, WrongKeys } from '#platform/key-fact.ts'
import { fingerprintOf, loadKeys } from '#platform/keys.ts'
import { CliProblem, UsageError, type CliCall } from './command.ts'
import { withDatabase } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { inWords, sizeInWords } from './figures.ts'
import { version } from '#version.ts'

/** `backup`: everything into one file. Works beside a running server and on a database that this version has not migrated yet. */
export async function backup(call: CliCall): Promise<ExitCode> {
  const lock = await lockOf(call)
  return withDatabase(call, async ({ config, ownerUrl }) => {
    const { regencyId } = loadRegency(config.regencyDir)
    const made = await makeBackup({
      ownerUrl, regencyId, product: version, files: createFiles(join(config.dataDir, 'files'), systemClock),
      keys: await keysOf({ ownerUrl, regencyId, keyFile: config.keyFile }, call.isOn('with-keys')),
      folder: resolve(call.option('to') ?? config.backup.folder), lock,
      by: `kentongan backup (${userInfo().username})`, now: new Date(),
    })
    const { path, sizeBytes, manifest } = made
    const apart = manifest.keys.fingerprint !== null && !manifest.keys.included
    call.answer({
      lines: [
        call.text.done.backup(path, sizeInWords(sizeBytes, call.lang)), ...contentLines(call, manifest),
        ...(apart ? [call.text.done.keysApart(config.keyFile)] : []),
      ],
      json: { path, sizeBytes, encrypted: lock !== undefined, withKeys: manifest.keys.included, ...countsOf(manifest) },
    })
    return exitCode.good
  })
}

/** `backup check`: proves a file from its first byte to its last, without restoring it. */
export async function backupCheck(call: CliCall): Promise<ExitCode> {
  const path = resolve(call.argument(0))
  const manifest = await checkBackup({ path, opener: await openerOf(call) })
  const lines = [call.text.done.backupGood(inWords(new Date(manifest.madeAt), call.lang)), ...contentLines(call, manifest)]
  call.answer({ lines, json: { path, madeAt: manifest.madeAt, product: manifest.product, withKeys: manifest.keys.included, ...countsOf(manifest) } })
  return exitCode.good
}

/** `backup key`: a pair of keys, of which the machine that makes backups needs the public one only. */
export async function backupKey(call: CliCall): Promise<ExitCode> {
  const path = resolve(call.argument(0))
  if (existsSync(path)) throw new CliProblem({ kind: 'file_exists', message: call.text.problems.fileExists(path), code: exitCode.inUse })
  const { recipient, identity } = newAgeKeyPair()
  await writeFile(path, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx', flush: true })
  call.answer({ lines: [call.text.done.keyMade(path), recipient], json: { path, recipient } })
  return exitCode.good
}

/** For whom the command line asks to encrypt. */
async function lockOf(call: CliCall): Promise<Lock | undefined> {
  const recipient = call.option('to-key')
  const passphraseFile = call.option('passphrase-file')
  exclude(call, 'to-key', 'passphrase-file')
  if (recipient !== undefined) return { recipient: parseRecipient(recipient) }
  return passphraseFile === undefined ? undefined : { passphrase: await readPassphrase(passphraseFile) }
}

/** What the command line gives to open an encrypted backup with. */
export async function openerOf(call: CliCall): Promise<Opener | undefined> {
  const identityFile = call.option('identity')
  const passphraseFile = call.option('passphrase-file')
  exclude(call, 'identity', 'passphrase-file')
  if (identityFile !== undefined) return { identity: parseIdentity(await readFile(resolve(identityFile), 'utf8')) }
  return passphraseFile === undefined ? undefined : { passphrase: await readPassphrase(passphraseFile) }
}

function exclude(call: CliCall, first: string, second: string): void {
  const areBoth = call.option(first) !== undefined && call.option(second) !== undefined
  if (areBoth) throw new UsageError(call.text.usageErrors.optionsExclude(`--${first}`, `--${second}`))
}

/** From a file, because what stands on a command line can be read by everybody on the machine. */
async function readPassphrase(path: string): Promise<string> {
  return (await readFile(resolve(path), 'utf8')).replace(/\r?\n$/, '')
}

/** A backup is made even where the key file is gone: the rows are worth keeping until it is found again. */
async function keysOf(
  { ownerUrl, regencyId, keyFile }: { ownerUrl: string; regencyId: number; keyFile: string }, included: boolean,
): Promise<BackupOptions['keys']> {
  const known = await asOwner(ownerUrl, (client) => readKeyFact(client, regencyId))
  const isThere = existsSync(keyFile)
  if (included && !isThere && known !== undefined) throw new WrongKeys(keyFile, 'missing')
  const fingerprint = known?.fingerprint ?? (isThere ? fingerprintOf(loadKeys(keyFile)) : undefined)
  return { fingerprint, ...(included && isThere && { bytes: await readFile(keyFile) }) }
}

/** How much a backup holds. */
export function countsOf(manifest: Manifest): { rows: number; files: number } {
  return { rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0), files: manifest.files.count }
}

function contentLines(call: CliCall, manifest: Manifest): string[] {
  const { rows, files } = countsOf(manifest)
  const number = new Intl.NumberFormat(call.lang)
  return [call.text.done.backupContents(number.format(rows), number.format(files))]
}
