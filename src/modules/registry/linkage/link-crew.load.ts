import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PatternCounts } from './em.rules.ts'
import type { LinkAnswer, LinkTask } from './linkage.worker.ts'
import { passes, type Sampling } from './pass.rules.ts'
import type { Rows } from './row.rules.ts'
import type { Found } from './scan.rules.ts'
import type { WeightTables } from './score.rules.ts'

/** Threads that look at the same rows. What they find does not depend on how many they are. */
export interface LinkCrew {
  readonly count: (sampling: Sampling) => Promise<readonly PatternCounts[]>
  readonly find: (tables: WeightTables, least: number) => Promise<readonly Found[]>
  readonly dismiss: () => Promise<void>
}

/** Starts a crew of threads on some rows. */
export function startCrew(rows: Rows, threads: number): LinkCrew {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('linkage.worker.ts', import.meta.url), { workerData: rows, env: {} }))
  return {
    count: async (sampling) => (await share(workers, (pass) => ({ kind: 'count', pass, sampling }))) as PatternCounts[],
    find: async (tables, least) => (await share(workers, (pass) => ({ kind: 'find', pass, tables, least }))) as Found[],
    dismiss: async () => { await Promise.all(workers.map((worker) => worker.terminate())) },
  }
}

/** Each worker takes the next pass when it is done with one; the answers come in the order of the passes. */
async function share(workers: readonly Worker[], taskOf: (pass: number) => LinkTask): Promise<LinkAnswer[]> {
  const answers: LinkAnswer[] = []
  let next = 0
  await Promise.all(workers.map(async (worker) => {
    while (next < passes.length) {
      const pass = next
      next += 1
      answers[pass] = await ask(worker, taskOf(pass))
    }
  }))
  return answers
}

async function ask(worker: Worker, task: LinkTask): Promise<LinkAnswer> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage(task)
  const [answer] = (await once(worker, 'message')) as [LinkAnswer]
  return answer
}
