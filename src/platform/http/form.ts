import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { isUuid, newId } from '#platform/id.ts'

/** A plain form as a browser sends it (multipart), read without ever holding a file in memory. */
export interface SentForm {
  /** What was typed, by field; a field that came several times has several values. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  readonly files: readonly SentFile[]
  /** Files beyond the number asked for; they were not kept. */
  readonly surplusFiles: number
}

export interface SentFile {
  readonly field: string
  readonly name: string
  /** Where its bytes lie while the form is being worked on. */
  readonly path: string
  readonly isTooLarge: boolean
}

/** The id of the command that a form carries in its hidden field; a new one where it carries none that can be. */
export function commandIdOf(form: SentForm): string {
  const sent = form.fields.get('commandId')?.[0] ?? ''
  return isUuid(sent) ? sent.toLowerCase() : newId()
}

export interface FormLimits {
  readonly files: number
  readonly fileBytes: number
}

const mostParts = { files: 12, fields: 80, parts: 92, fieldSize: 512 * 1024, fieldNameSize: 100 } as const

/**
 * Reads a form, lets `work` do its part while the files lie in a folder of their own, and removes them whatever happens.
 * A file that is too large is cut off and marked; the rest of the form is read nevertheless, so that nothing typed is lost.
 */
export async function withForm<T>(request: FastifyRequest, limits: FormLimits, work: (form: SentForm) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kentongan-form-'))
  try {
    return await work(await readForm(request, { folder, limits }).catch(refuseBroken))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readForm(request: FastifyRequest, { folder, limits }: { folder: string; limits: FormLimits }): Promise<SentForm> {
  const fields = new Map<string, string[]>()
  const files: SentFile[] = []
  let surplusFiles = 0
  // The plugin's type lacks this option, which it reads for each request.
  const options: object = { limits: { ...mostParts, fileSize: limits.fileBytes }, throwFileSizeLimit: false }
  for await (const part of request.parts(options)) {
    if (part.type === 'field') {
      fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), String(part.value)])
      continue
    }
    const path = join(folder, String(files.length + surplusFiles))
    await pipeline(part.file, createWriteStream(path))
    // A file field that was left empty comes as a file without name and bytes.
    if (part.filename === '' || part.filename === undefined) continue
    if (files.length === limits.files) surplusFiles += 1
    else files.push({ field: part.fieldname, name: part.filename.slice(0, 100), path, isTooLarge: part.file.truncated })
  }
  return { fields, files, surplusFiles }
}

/** The parser's own complaints about a broken form carry no code; they are the sender's fault, everything else is ours. */
function refuseBroken(error: Error & { code?: string; statusCode?: number }): never {
  if (error.code !== undefined || error.statusCode !== undefined) throw error
  throw Object.assign(new Error('the form cannot be read', { cause: error }), { statusCode: 422 })
}
