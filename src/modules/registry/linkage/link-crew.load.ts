import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PatternCounts } from './em.rules.ts'
import type { BlocksOfPass, LinkAnswer, LinkTask } from './linkage.worker.ts'
import type { Blocks } from './pass.rules.ts'
import type { Rows } from './row.rules.ts'
import type { Found, Meetings, Sampling } from './scan.rules.ts'
import type { WeightTables } from './score.rules.ts'

/** Threads that look at the same rows. What they find together does not depend on how many they are. */
export interface LinkCrew {
  readonly count: (sampling: Sampling) => Promise<readonly PatternCounts[]>
  readonly find: (tables: WeightTables, least: number) => Promise<readonly Found[]>
  readonly dismiss: () => Promise<void>
}

/** Starts a crew of threads on some rows, and has them bring together who is to be compared, unless everybody is. */
export async function startCrew(rows: Rows, threads: number, compares: 'everybody' | 'passes' = 'passes'): Promise<LinkCrew> {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('linkage.worker.ts', import.meta.url), { workerData: rows, env: {} }))
  const askAll = async (task: LinkTask): Promise<LinkAnswer[]> => Promise.all(workers.map((worker) => ask(worker, task)))
  const meetings: Meetings = compares === 'everybody' ? compares : byPass((await askAll({ kind: 'block', counter: newCounter() })) as (readonly BlocksOfPass[])[])
  return {
    count: async (sampling) => (await askAll({ kind: 'count', counter: newCounter(), meetings, sampling })) as PatternCounts[],
    find: async (tables, least) => (await askAll({ kind: 'find', counter: newCounter(), meetings, tables, least })) as Found[],
    dismiss: async () => { await Promise.all(workers.map((worker) => worker.terminate())) },
  }
}

/** From 0; every worker takes the next piece of work from it when it is done with one. */
function newCounter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4))
}

function byPass(made: readonly (readonly BlocksOfPass[])[]): readonly Blocks[] {
  return made.flat().toSorted(([one], [other]) => one - other).map(([, blocks]) => blocks)
}

async function ask(worker: Worker, task: LinkTask): Promise<LinkAnswer> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage(task)
  const [answer] = (await once(worker, 'message')) as [LinkAnswer]
  return answer
}
