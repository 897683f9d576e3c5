import { setTimeout as sleep } from 'node:timers/promises'

interface Runs {
  /** Settles when the next run may begin: the one before has ended, and its pause is over. */
  free: Promise<unknown>
  /** The run that has not begun and that everybody who asks now takes part in. */
  next: Promise<unknown> | undefined
}

/**
 * Answers many who ask the same at once by few runs. Whoever asks takes part in a run that begins after they asked, so that no answer is older
 * than its question; one run of a key is under way at a time, and another begins `pauseMs` after it at the earliest.
 */
export function createSharedRuns(pauseMs: number): <T>(key: string, run: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Runs>()
  return async <T>(key: string, run: () => Promise<T>) => {
    const runs = known.get(key) ?? { free: Promise.resolve(), next: undefined }
    known.set(key, runs)
    runs.next ??= runs.free.then(() => {
      runs.next = undefined
      const running = run()
      const paused = running.catch(() => undefined).then(() => sleep(pauseMs, undefined, { ref: false }))
      runs.free = paused
      void paused.then(() => {
        if (runs.free === paused && runs.next === undefined) known.delete(key)
      })
      return running
    })
    return runs.next as Promise<T>
  }
}
