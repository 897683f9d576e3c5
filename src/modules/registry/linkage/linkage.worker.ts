import { parentPort, workerData } from 'node:worker_threads'
import type { PatternCounts } from './em.rules.ts'
import { createBlocker, passes, type Blocks } from './pass.rules.ts'
import type { Rows } from './row.rules.ts'
import { countPatterns, findPairs, type Found, type Meetings, type Sampling } from './scan.rules.ts'
import type { WeightTables } from './score.rules.ts'

/** What a worker is asked: to bring rows together, to learn from those who met, or to search them. All workers take the next piece of work from one counter. */
export type LinkTask = { readonly counter: Int32Array } & (
  | { readonly kind: 'block' }
  | { readonly kind: 'count'; readonly meetings: Meetings; readonly sampling: Sampling }
  | { readonly kind: 'find'; readonly meetings: Meetings; readonly tables: WeightTables; readonly least: number }
)
export type BlocksOfPass = readonly [pass: number, blocks: Blocks]
export type LinkAnswer = readonly BlocksOfPass[] | PatternCounts | Found

const rows = workerData as Rows

parentPort!.on('message', (task: LinkTask) => {
  parentPort!.postMessage(answer(task, () => Atomics.add(task.counter, 0, 1)))
})

function answer(task: LinkTask, next: () => number): LinkAnswer {
  if (task.kind === 'count') return countPatterns({ rows, meetings: task.meetings }, next, task.sampling)
  if (task.kind === 'find') return findPairs({ rows, meetings: task.meetings }, next, task)
  const made: BlocksOfPass[] = []
  const blocker = createBlocker(rows)
  for (let pass = next(); pass < passes.length; pass = next()) made.push([pass, blocker.block(passes[pass]!)])
  blocker.release()
  return made
}
