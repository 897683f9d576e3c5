import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { ConfigError, type Config } from '#config.ts'
import { asOwner } from '#install.ts'
import { parseRecipient } from '#platform/backup/age-key.ts'
import { makeBackup } from '#platform/backup/make-backup.ts'
import { scheduleBackups } from '#platform/backup/schedule.ts'
import { systemClock } from '#platform/clock.ts'
import { createFiles } from '#platform/files/files.ts'
import { fingerprintOf, loadKeys } from '#platform/keys.ts'
import { version } from '#version.ts'

export interface BackupsOptions {
  readonly config: Config
  readonly ownerUrl: string
  readonly regencyId: number
  readonly log: Logger
}

/** Starts the backups that the settings ask for (BACKUP_EVERY_HOURS); undefined when they ask for none. Keys are never part of these. */
export function startBackups({ config, ownerUrl, regencyId, log }: BackupsOptions): { close: () => Promise<void> } | undefined {
  const { everyHours, folder, keep, toKey } = config.backup
  if (everyHours === undefined) return undefined
  const lock = toKey === undefined ? undefined : { recipient: recipientOf(toKey) }
  const fingerprint = fingerprintOf(loadKeys(config.keyFile))
  return scheduleBackups({
    everyHours, keep, folder, regencyId, log,
    lastMadeAt: () => asOwner(ownerUrl, async (client) => {
      await client.query("select set_config('app.regency', $1, false)", [String(regencyId)])
      const { rows } = await client.query<{ recorded_at: Date }>(
        "select recorded_at from platform.installation_fact where regency_id = $1 and key = 'last_backup'", [regencyId],
      )
      return rows[0]?.recorded_at
    }),
    make: (signal) => makeBackup({
      ownerUrl, regencyId, product: version, files: createFiles(join(config.dataDir, 'files'), systemClock), keys: { fingerprint }, folder, lock,
      by: 'BACKUP_EVERY_HOURS', now: new Date(), signal,
    }),
  })
}

function recipientOf(toKey: string): KeyObject {
  try {
    return parseRecipient(toKey)
  } catch {
    throw new ConfigError(`BACKUP_TO_KEY: ${toKey.slice(0, 12)}… is not a public key (age1…); make a pair with: npx kentongan backup key FILE`)
  }
}
