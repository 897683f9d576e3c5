import { parentPort, workerData } from 'node:worker_threads'
import { isBlank, type SheetRow } from './cell.ts'
import { SheetRefused, type SheetLimits } from './limits.ts'
import { openSheet } from './open-sheet.ts'
import type { WorkerAnswer } from './read-sheet.ts'

const batchSize = 500

/** Reads the file in a thread of its own; a batch leaves only when the last one was asked away. */
async function run(bytes: Buffer, limits: SheetLimits, sheet: string | undefined): Promise<void> {
  try {
    const { facts, rows } = await openSheet(bytes, limits, sheet)
    let count = 0
    let batch: SheetRow[] = []
    for await (const row of rows) {
      if (row.cells.every(isBlank)) continue
      count += 1
      if (count > limits.maxRows) throw new SheetRefused('sheet_too_many_rows')
      batch.push(row)
      if (batch.length < batchSize) continue
      await answer({ rows: batch })
      batch = []
    }
    if (count === 0) throw new SheetRefused('sheet_empty')
    await answer({ rows: batch, facts })
  } catch (error) {
    if (!(error instanceof SheetRefused)) throw error
    await answer({ refused: error.kind })
  }
}

let asked = Promise.withResolvers<void>()
parentPort?.on('message', () => asked.resolve())

async function answer(message: WorkerAnswer): Promise<void> {
  await asked.promise
  asked = Promise.withResolvers()
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message)
  if ('facts' in message || 'refused' in message) parentPort?.close()
}

const { bytes, limits, sheet } = workerData as { bytes: Uint8Array; limits: SheetLimits; sheet: string | undefined }
await run(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits, sheet)
