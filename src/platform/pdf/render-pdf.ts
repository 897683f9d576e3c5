import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { JsonObject } from '#platform/json.ts'

export interface PdfDocument {
  /** Typst source. It reads its data with `json(bytes(sys.inputs.data))`; nothing is ever written into the source itself. */
  readonly template: string
  readonly data: JsonObject
  /** The document's own moment: the same template, data and moment give the same bytes. */
  readonly createdAt: Date
  /** What the file holds to: kept for good (PDF/A-2a, when nothing is said), or to be read and printed by everybody (PDF/UA-1). */
  readonly standard?: PdfStandard
}

export type PdfStandard = 'a-2a' | 'ua-1'

/** What the compiling thread is given. */
export interface PdfWork {
  readonly template: string
  readonly data: string
  readonly createdAtSeconds: number
  readonly standard: PdfStandard
  /** The only folder that a template may read from. */
  readonly folder: string
}

export type PdfAnswer = { readonly bytes: Uint8Array } | { readonly failure: string }

const maxSeconds = 30
const ownFolder = fileURLToPath(new URL('.', import.meta.url))

/** Makes a tagged PDF from a template and data, in a thread with a time limit. Fonts are those that the compiler carries. Throws when the template is wrong. */
export async function renderPdf({ template, data, createdAt, standard = 'a-2a' }: PdfDocument): Promise<Buffer> {
  const work: PdfWork = { template, data: JSON.stringify(data), createdAtSeconds: Math.floor(createdAt.getTime() / 1_000), standard, folder: ownFolder }
  const worker = new Worker(new URL('pdf.worker.ts', import.meta.url), { workerData: work, env: {}, stdout: true, stderr: true })
  try {
    const [answer] = (await once(worker, 'message', { signal: AbortSignal.timeout(maxSeconds * 1_000) })) as [PdfAnswer]
    if ('failure' in answer) throw new Error(`the document cannot be made: ${answer.failure}`)
    return Buffer.from(answer.bytes)
  } finally {
    await worker.terminate()
  }
}

/** The source of a template: the regency's own (`<folder>/templates/<name>.typ`), or the one that comes with the feature. */
export function readTemplate(regencyFolder: string, name: string, builtIn: URL): string {
  const own = join(regencyFolder, 'templates', `${name}.typ`)
  return readFileSync(existsSync(own) ? own : builtIn, 'utf8')
}
