import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { BackupMade } from './make-backup.ts'
import { BackupRefused } from './refused.ts'

const lookEverySeconds = 60
/** A disk that is full is full for longer than a minute. */
const retryAfterSeconds = 900

export interface Schedule {
  readonly everyHours: number
  /** How many finished backups stay in the folder. */
  readonly keep: number
  readonly folder: string
  readonly regencyId: number
  readonly log: Logger
  /** When the last backup was made, by whomever. */
  readonly lastMadeAt: () => Promise<Date | undefined>
  readonly make: (signal: AbortSignal) => Promise<BackupMade>
}

/** Makes a backup whenever the last one is old enough, for as long as this process lives; `close` ends one that is being made. */
export function scheduleBackups(schedule: Schedule): { close: () => Promise<void> } {
  const stop = new AbortController()
  const running = repeat(schedule, stop.signal)
  return {
    close: async () => {
      stop.abort()
      await running
    },
  }
}

async function repeat(schedule: Schedule, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const went = await makeWhenDue(schedule, signal)
    await sleep((went ? lookEverySeconds : retryAfterSeconds) * 1_000, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** One look; gives false when a backup was due and failed. */
async function makeWhenDue(schedule: Schedule, signal: AbortSignal): Promise<boolean> {
  const { log, everyHours } = schedule
  try {
    const lastMadeAt = await schedule.lastMadeAt()
    if (lastMadeAt !== undefined && Date.now() - lastMadeAt.getTime() < everyHours * 3_600_000) return true
    const made = await schedule.make(signal)
    const removed = await removeOldest(schedule)
    log.info({ sizeBytes: made.sizeBytes, removed }, 'backup made')
    return true
  } catch (error) {
    if (signal.aborted) return true
    const kind = error instanceof BackupRefused ? error.refusal.kind : ((error as NodeJS.ErrnoException).code ?? (error as Error).message)
    log.error({ kind }, 'backup failed')
    return false
  }
}

/** Only after a new one is whole, and only files that such a schedule makes. */
async function removeOldest({ folder, keep, regencyId }: Schedule): Promise<number> {
  const pattern = new RegExp(`^kentongan-${regencyId}-\\d{8}T\\d{9}Z\\.tar(\\.age)?$`)
  const made = (await readdir(folder)).filter((name) => pattern.test(name)).sort()
  const surplus = made.slice(0, Math.max(made.length - keep, 0))
  for (const name of surplus) await rm(join(folder, name), { force: true })
  return surplus.length
}
