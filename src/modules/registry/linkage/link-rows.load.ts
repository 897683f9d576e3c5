import { cluster, usualClustering, type Clusters } from './cluster.rules.ts'
import { learn, type Learned, type LearningOptions } from './em.rules.ts'
import type { LinkModel } from './model.contract.ts'
import { uniquePairs } from './pairs.rules.ts'
import { startCrew, type LinkCrew } from './link-crew.load.ts'
import type { Rows } from './row.rules.ts'
import { addCounts, type Pairs } from './scan.rules.ts'
import { weightAt, weightTables, type WeightTables } from './score.rules.ts'

export interface LinkRun {
  readonly model: LinkModel
  readonly tables: WeightTables
  /** Every pair from the review threshold on. */
  readonly pairs: Pairs
  readonly clusters: Clusters
  /** How many pairs were looked at. */
  readonly compared: number
  /** Milliseconds of each step. */
  readonly took: { readonly learning: number; readonly finding: number; readonly clustering: number }
}

export interface LinkOptions {
  readonly threads: number
  /** Where to begin: its calibration and thresholds hold on; its shares too unless `learns`. */
  readonly model: LinkModel
  /** Learn the shares from these rows. */
  readonly learns: boolean
  /** How many pairs the model before counts for when learning; 0 forgets it. */
  readonly trust?: number
  readonly seed: number
  readonly version?: string
}

// So many rows give pairs enough to learn from; of more, a part of the blocks is drawn.
const rowsToLearnFrom = 150_000
const mostRounds = 100
const usualTrust = 1_000

/** Links all rows with each other: learns how they agree, finds the pairs that are alike, and makes persons of them. */
export async function linkRows(rows: Rows, options: LinkOptions): Promise<LinkRun> {
  const crew = await startCrew(rows, options.threads)
  try {
    const started = performance.now()
    const model = options.learns ? await learnModel(rows, crew, options) : options.model
    const learned = performance.now()
    const tables = weightTables(model)
    const found = await crew.find(tables, weightAt(model.calibration, model.thresholds.review))
    const pairs = uniquePairs(found)
    const finished = performance.now()
    const clusters = cluster(rows, pairs, { tables, link: weightAt(model.calibration, model.thresholds.link), ...usualClustering })
    return {
      model, tables, pairs, clusters, compared: found.reduce((sum, each) => sum + each.compared, 0),
      took: { learning: learned - started, finding: finished - learned, clustering: performance.now() - finished },
    }
  } finally {
    await crew.dismiss()
  }
}

async function learnModel(rows: Rows, crew: LinkCrew, options: LinkOptions): Promise<LinkModel> {
  const { shares, prior } = options.model
  const before = { shares, prior, pairs: options.trust ?? usualTrust }
  const { learned, pairs } = await learnFrom(rows, crew, { seed: options.seed, mostRounds, before })
  return {
    ...options.model, version: options.version ?? options.model.version, prior: learned.prior, shares: learned.shares,
    trained: { rows: rows.count, pairs, rounds: learned.rounds, seed: options.seed },
  }
}

/** What the rows teach about how pairs compare, from all their blocks or, of many rows, from a part that the seed draws. */
export async function learnFrom(rows: Rows, crew: LinkCrew, options: LearningOptions & { seed: number }): Promise<{ learned: Learned; pairs: number }> {
  const parts = Math.max(1, Math.floor(rows.count / rowsToLearnFrom))
  const counts = addCounts(await crew.count({ part: options.seed % parts, parts }))
  return { learned: learn(counts, options), pairs: counts.counts.reduce((sum, count) => sum + count, 0) }
}
