import type pg from 'pg'
import { percentile } from './bench.ts'

const everyMs = 5_000

interface Sample {
  readonly at: number
  readonly memoryMb: number
  readonly jobs: number
}

/** What the server held in its first and in its last minute. */
export interface Steadiness {
  /** What is left after the garbage collector was there: the least of the minute, in megabytes. */
  readonly memoryMb: readonly [number, number]
  /** Jobs that are due and that nobody has begun: the least of the minute. */
  readonly jobs: readonly [number, number]
}

/** Watches the memory of this process's main thread, where the server runs, and the job queue; `stop` compares the first with the last minute. */
export function watchSteadiness(owner: pg.ClientBase): { readonly stop: () => Steadiness } {
  const samples: Sample[] = []
  const look = async (): Promise<void> => {
    const { rows } = await owner.query<{ jobs: number }>(`select count(*)::int as jobs from pgboss.job where state < 'active' and start_after <= now()`)
    const { heapUsed, external } = process.memoryUsage()
    samples.push({ at: Date.now(), memoryMb: (heapUsed + external) / 1_048_576, jobs: rows[0]!.jobs })
  }
  const timer = setInterval(() => void look(), everyMs)
  return {
    stop: () => {
      clearInterval(timer)
      const least = (of: readonly Sample[], what: (sample: Sample) => number): number => Math.min(...of.map(what))
      const { first, last } = endsOf(samples)
      return {
        memoryMb: [least(first, ({ memoryMb }) => memoryMb), least(last, ({ memoryMb }) => memoryMb)],
        jobs: [least(first, ({ jobs }) => jobs), least(last, ({ jobs }) => jobs)],
      }
    },
  }
}

/** The 99th percentile of what was measured in the first and in the last minute. */
export function p99OfEnds(measured: readonly { readonly at: number; readonly seconds: number }[]): readonly [number, number] {
  const { first, last } = endsOf(measured)
  return [percentile(first.map(({ seconds }) => seconds), 0.99), percentile(last.map(({ seconds }) => seconds), 0.99)]
}

function endsOf<T extends { readonly at: number }>(samples: readonly T[]): { first: readonly T[]; last: readonly T[] } {
  const [begin, end] = [Math.min(...samples.map(({ at }) => at)), Math.max(...samples.map(({ at }) => at))]
  return { first: samples.filter(({ at }) => at <= begin + 60_000), last: samples.filter(({ at }) => at > end - 60_000) }
}
