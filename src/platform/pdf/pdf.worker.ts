import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PdfAnswer, PdfWork } from './render-pdf.ts'

/** Compiles in a thread of its own, so that a long document holds nobody up. */
function compile({ template, data, createdAtSeconds, standard, folder }: PdfWork): PdfAnswer {
  try {
    const compiler = NodeCompiler.create({ workspace: folder })
    const bytes = compiler.pdf({ mainFileContent: template, inputs: { data } }, { pdfStandard: standard, creationTimestamp: createdAtSeconds })
    return { bytes: new Uint8Array(bytes) }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(compile(workerData as PdfWork))
