import { fork } from 'node:child_process'
import { once } from 'node:events'
import { err, ok, type Result } from '#platform/result.ts'
import { createTurns } from '#platform/turns.ts'

/** What the remaking process is given, and what it answers. */
export interface RemakeWork {
  readonly bytes: Uint8Array
  readonly maxPages: number
}
export type RemakeAnswer = { readonly bytes: Uint8Array; readonly pages: number } | { readonly refused: true }

export type PdfRefused = { readonly kind: 'pdf_unreadable' }

export interface RemadePdf {
  readonly bytes: Buffer
  readonly pages: number
}

const maxPages = 60
const maxSeconds = 30
const turns = createTurns(1)

/**
 * Makes an untrusted PDF anew from what its pages show: scripts, links, forms, attachments, metadata and whatever else hides in it stay behind. Works
 * in a process of its own, so that a file that fells its reader fells nobody else. Refused: what is no PDF, is locked, or has more than 60 pages.
 */
export function remakePdf(bytes: Buffer): Promise<Result<RemadePdf, PdfRefused>> {
  return turns(() => remake({ bytes, maxPages }))
}

async function remake(work: RemakeWork): Promise<Result<RemadePdf, PdfRefused>> {
  const reader = fork(new URL('remake-pdf.worker.ts', import.meta.url), { env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' })
  const over = new AbortController()
  const clock = setTimeout(() => over.abort(), maxSeconds * 1_000)
  try {
    const answered = once(reader, 'message', { signal: over.signal }) as Promise<[RemakeAnswer]>
    const ended = once(reader, 'exit', { signal: over.signal }).then(() => undefined)
    reader.send(work)
    const answer = (await Promise.race([answered, ended]))?.[0]
    if (answer === undefined || 'refused' in answer) return err({ kind: 'pdf_unreadable' })
    return ok({ bytes: Buffer.from(answer.bytes), pages: answer.pages })
  } catch {
    return err({ kind: 'pdf_unreadable' })
  } finally {
    clearTimeout(clock)
    over.abort()
    reader.kill('SIGKILL')
  }
}
