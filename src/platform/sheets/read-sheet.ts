import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { err, ok, type Result } from '#platform/result.ts'
import type { SheetRow } from './cell.ts'
import { sheetLimits, type SheetLimits, type SheetRefusal, type SheetRefusalKind } from './limits.ts'
import type { SheetFacts } from './open-sheet.ts'

/** What the reading thread answers each time it is asked for more. */
export type WorkerAnswer =
  | { readonly rows: readonly SheetRow[]; readonly facts?: SheetFacts }
  | { readonly refused: SheetRefusalKind }

export interface ReadSheetOptions {
  readonly limits?: Partial<SheetLimits>
  /** The sheet of that name, hidden or not, instead of the fullest one; a workbook without it is refused as empty. */
  readonly sheet?: string
  /** Gets the rows in their order, some hundred at a time; reading waits for it. */
  readonly onRows: (rows: readonly SheetRow[]) => Promise<void> | void
}

/**
 * Reads a workbook (.xlsx, .xlsm) or a delimited text (.csv, .txt) in a thread with its own memory limit and a time limit, so that no
 * file can slow or fell the server. Rows without content are left out. Gives what was found out about the file, or why it was refused;
 * an error of `onRows` passes through.
 */
export async function readSheet(bytes: Uint8Array, options: ReadSheetOptions): Promise<Result<SheetFacts, SheetRefusal>> {
  const limits: SheetLimits = { ...sheetLimits, ...options.limits }
  if (bytes.length > limits.maxFileBytes) return err({ kind: 'sheet_too_big' })
  const worker = new Worker(new URL('sheet.worker.ts', import.meta.url), {
    workerData: { bytes, limits, sheet: options.sheet }, resourceLimits: { maxOldGenerationSizeMb: limits.maxHeapMegabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    env: {}, stdout: true, stderr: true,
  })
  const clock = startClock(limits.maxSeconds)
  try {
    // The next rows are being read while these are used; more than that is never held.
    for (let coming = ask(worker, clock); ;) {
      const answer = await coming
      if ('refused' in answer) return err({ kind: answer.refused })
      if (answer.facts === undefined) coming = askAhead(worker, clock)
      await options.onRows(answer.rows)
      if (answer.facts !== undefined) return ok(answer.facts)
    }
  } finally {
    clock.stop()
    await worker.terminate()
  }
}

interface ReadingClock {
  readonly signal: AbortSignal
  readonly run: () => void
  readonly pause: () => void
  readonly stop: () => void
}

/** Counts only the time in which the thread reads, not the time in which its rows are being used. */
function startClock(maxSeconds: number): ReadingClock {
  const controller = new AbortController()
  let leftMs = maxSeconds * 1_000
  let startedAt = 0
  let timer: NodeJS.Timeout | undefined
  const pause = (): void => {
    clearTimeout(timer)
    leftMs -= performance.now() - startedAt
  }
  return {
    signal: controller.signal,
    run: () => {
      startedAt = performance.now()
      timer = setTimeout(() => controller.abort(), Math.max(0, leftMs))
    },
    pause,
    stop: () => clearTimeout(timer),
  }
}

/** What is asked for while something else may still fail: its own failure waits until somebody looks. */
function askAhead(worker: Worker, clock: ReadingClock): Promise<WorkerAnswer> {
  const coming = ask(worker, clock)
  coming.catch(() => undefined)
  return coming
}

async function ask(worker: Worker, clock: ReadingClock): Promise<WorkerAnswer> {
  clock.run()
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage('more')
  try {
    const [answer] = (await once(worker, 'message', { signal: clock.signal })) as [WorkerAnswer]
    return answer
  } catch (error) {
    if (clock.signal.aborted) return { refused: 'sheet_too_slow' }
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return { refused: 'sheet_too_big' }
    throw error
  } finally {
    clock.pause()
  }
}
