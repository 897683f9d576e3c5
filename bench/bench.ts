import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { loadConfig, projectFolder } from '#config.ts'
import { install } from '#install.ts'
import { loadRegency } from '#modules/people/index.ts'
import { systemClock } from '#platform/clock.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { start, type Running } from '#start.ts'

/** Share of the full work; cost is shown to grow as the work grows by running all three. */
export type Size = 0.1 | 0.3 | 1
export const sizes: readonly Size[] = [0.1, 0.3, 1]

/** One figure, as `--json` prints it. `ratio` is ours against the baseline in the same run; `pass` says whether the goal holds. */
export interface Figure {
  readonly bench: string
  readonly size: Size
  readonly seed: number
  readonly value: number
  readonly unit: string
  readonly baseline: string
  readonly ratio: number
  readonly goal: string
  readonly pass: boolean
}

export interface Bench {
  readonly name: string
  readonly describes: string
  readonly run: (context: BenchContext) => Promise<readonly Omit<Figure, 'bench' | 'size' | 'seed'>[]>
}

export interface BenchContext {
  readonly size: Size
  readonly seed: number
  /** How long work that comes in steadily goes on, where a benchmark has such. */
  readonly minutes: number
  readonly say: (line: string) => void
}

export interface BenchServer extends Running {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly dataDir: string
}

export const regencyDir = fileURLToPath(new URL('../regencies/banyuwangi', import.meta.url))

/** A server on a database of its own, durable as in production (fsync on), gone after the work. */
export async function withServer<T>(work: (server: BenchServer) => Promise<T>, options: { works?: boolean } = {}): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  const embedded = await startEmbedded(dataDir, { shared_buffers: '1GB', max_wal_size: '8GB', maintenance_work_mem: '512MB' })
  try {
    const regency = loadRegency(regencyDir)
    const { appUrl } = await install({ ownerUrl: embedded.url, secretFile: join(dataDir, 'app.secret'), regency })
    const running = await start({
      config: loadConfig({ DATA_DIR: dataDir, REGENCY: regencyDir }), regency, appUrl, distDir: join(projectFolder, 'dist'), clock: systemClock,
      log: pino({ level: 'silent' }), works: options.works ?? false,
    })
    try {
      return await work({ ...running, ownerUrl: embedded.url, appUrl, dataDir })
    } finally {
      await running.close()
    }
  } finally {
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/**
 * Runs two ways of doing the same in turns, so that noise of the machine falls on both; gives units of work a second for each, and ours against
 * the baseline (medians; the ratio is that of neighbouring turns).
 */
export async function compare(
  ways: { ours: () => Promise<void>; baseline: () => Promise<void> }, options: { rounds: number; seconds: number; lanes: number },
): Promise<{ ours: number; baseline: number; ratio: number }> {
  const rates: { ours: number[]; baseline: number[] } = { ours: [], baseline: [] }
  await rate(ways.ours, { seconds: options.seconds / 2, lanes: options.lanes })
  await rate(ways.baseline, { seconds: options.seconds / 2, lanes: options.lanes })
  for (let round = 0; round < options.rounds; round += 1) {
    rates.baseline.push(await rate(ways.baseline, options))
    rates.ours.push(await rate(ways.ours, options))
  }
  const ratios = rates.ours.map((ours, turn) => ours / rates.baseline[turn]!)
  return { ours: median(rates.ours), baseline: median(rates.baseline), ratio: median(ratios) }
}

async function rate(work: () => Promise<void>, options: { seconds: number; lanes: number }): Promise<number> {
  const end = performance.now() + options.seconds * 1_000
  const started = performance.now()
  let done = 0
  await Promise.all(Array.from({ length: options.lanes }, async () => {
    while (performance.now() < end) {
      await work()
      done += 1
    }
  }))
  return done / ((performance.now() - started) / 1_000)
}

/** The middle of some figures; of an even number the upper one. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((left, right) => left - right)[Math.floor(figures.length / 2)] ?? Number.NaN
}

/** The figure below which a share of all lies (0.95 for p95). */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
