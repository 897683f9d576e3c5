import { parentPort, workerData } from 'node:worker_threads'
import type { PatternCounts } from './em.rules.ts'
import type { Rows } from './row.rules.ts'
import { countPatterns, findPairs, type Found } from './scan.rules.ts'
import type { Sampling } from './pass.rules.ts'
import type { WeightTables } from './score.rules.ts'

/** What a worker is asked: one pass, to be learned from or to be searched. */
export type LinkTask =
  | { readonly kind: 'count'; readonly pass: number; readonly sampling: Sampling }
  | { readonly kind: 'find'; readonly pass: number; readonly tables: WeightTables; readonly least: number }
export type LinkAnswer = PatternCounts | Found

const rows = workerData as Rows

parentPort!.on('message', (task: LinkTask) => {
  const answer: LinkAnswer = task.kind === 'count' ? countPatterns(rows, task.pass, task.sampling) : findPairs(rows, task.pass, task)
  parentPort!.postMessage(answer)
})
