import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'

/** Work that this process repeats for as long as it lives: sweeps, seals. Each pass is idempotent and safe beside another process's pass. */
export interface Loop {
  readonly name: string
  readonly everySeconds: number
  readonly run: () => Promise<void>
}

export interface Loops {
  /** Seconds since the last pass that succeeded, by loop; infinite before the first. */
  readonly ages: () => ReadonlyMap<string, number>
  /** The loops whose next pass is overdue by so many seconds: they hang, or fail again and again. */
  readonly late: (bearableSeconds: number) => readonly string[]
  /** Waits for the passes in flight, then ends. */
  readonly close: () => Promise<void>
}

/** Starts the loops. The spans between passes come from a monotonic clock, so that a jump of the wall clock stops nothing. */
export function startLoops(loops: readonly Loop[], log: Logger): Loops {
  const stop = new AbortController()
  const startedAt = performance.now()
  const succeededAt = new Map<string, number>()
  const secondsSince = (at: number): number => (performance.now() - at) / 1_000
  const running = loops.map((loop) => repeat(loop, { log, signal: stop.signal, succeeded: () => succeededAt.set(loop.name, performance.now()) }))
  return {
    ages: () => new Map(loops.map((loop) => {
      const at = succeededAt.get(loop.name)
      return [loop.name, at === undefined ? Number.POSITIVE_INFINITY : secondsSince(at)]
    })),
    late: (bearableSeconds) => loops
      .filter((loop) => secondsSince(succeededAt.get(loop.name) ?? startedAt) > loop.everySeconds + bearableSeconds)
      .map((loop) => loop.name),
    close: async () => {
      stop.abort()
      await Promise.all(running)
    },
  }
}

async function repeat(loop: Loop, life: { log: Logger; signal: AbortSignal; succeeded: () => void }): Promise<void> {
  while (!life.signal.aborted) {
    try {
      await loop.run()
      life.succeeded()
    } catch (error) {
      life.log.error({ loop: loop.name, error: (error as Error).message }, 'loop pass failed')
    }
    await sleep(loop.everySeconds * 1_000, undefined, { signal: life.signal, ref: false }).catch(() => undefined)
  }
}
