import { cluster, usualClustering, type Clusters } from './cluster.rules.ts'
import { areFew, comparedBy } from './everybody.rules.ts'
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
  /** Who is compared; else, of few rows that the model is learned from, everybody with everybody, and otherwise those whom the model is for. */
  readonly compares?: 'everybody' | 'passes'
}

// So many rows give pairs enough to learn from; of more, a part of the blocks is drawn.
const rowsToLearnFrom = 150_000
const mostRounds = 100
const usualTrust = 1_000

/** Links all rows with each other: learns how they agree, finds the pairs that are alike, and makes persons of them. */
export async function linkRows(rows: Rows, options: LinkOptions): Promise<LinkRun> {
  const { took, ...searched } = await searchRows(rows, options)
  // The threads and what they brought together are gone by now: clustering has that memory.
  const started = performance.now()
  const { calibration, thresholds } = searched.model
  const clusters = cluster(rows, searched.pairs, { tables: searched.tables, link: weightAt(calibration, thresholds.link), ...usualClustering })
  return { ...searched, clusters, took: { ...took, clustering: performance.now() - started } }
}

interface Searched extends Omit<LinkRun, 'clusters' | 'took'> {
  readonly took: Omit<LinkRun['took'], 'clustering'>
}

async function searchRows(rows: Rows, options: LinkOptions): Promise<Searched> {
  const compares = options.compares ?? comparedIn(rows, options)
  const crew = await startCrew(rows, options.threads, compares)
  try {
    const started = performance.now()
    const model = options.learns ? await learnModel(rows, crew, { ...options, compares }) : options.model
    const learned = performance.now()
    const tables = weightTables(model)
    const found = await crew.find(tables, weightAt(model.calibration, model.thresholds.review))
    const pairs = uniquePairs(found)
    return {
      model, tables, pairs, compared: found.reduce((sum, each) => sum + each.compared, 0),
      took: { learning: learned - started, finding: performance.now() - learned },
    }
  } finally {
    await crew.dismiss()
  }
}

function comparedIn(rows: Rows, { learns, model }: LinkOptions): 'everybody' | 'passes' {
  if (!learns) return comparedBy(model)
  return areFew(rows.count) ? 'everybody' : 'passes'
}

async function learnModel(rows: Rows, crew: LinkCrew, options: LinkOptions): Promise<LinkModel> {
  const { shares, prior } = options.model
  const before = { shares, prior, pairs: options.trust ?? usualTrust }
  const { learned, pairs } = await learnFrom(rows, crew, { seed: options.seed, mostRounds, before })
  return {
    ...options.model, version: options.version ?? options.model.version, prior: learned.prior, shares: learned.shares,
    everybody: options.compares === 'everybody',
    trained: { rows: rows.count, pairs, rounds: learned.rounds, seed: options.seed },
  }
}

/** What the rows teach about how pairs compare, from all their blocks or, of many rows, from a part that the seed draws. */
export async function learnFrom(rows: Rows, crew: LinkCrew, options: LearningOptions & { seed: number }): Promise<{ learned: Learned; pairs: number }> {
  const parts = Math.max(1, Math.floor(rows.count / rowsToLearnFrom))
  const counts = addCounts(await crew.count({ part: options.seed % parts, parts }))
  return { learned: learn(counts, options), pairs: counts.counts.reduce((sum, count) => sum + count, 0) }
}
