import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Whose data was removed, on which request, and the families of whom nobody is left. No name: an id says nothing to who has no database. */
export const Erasure = z.object({ personId: z.uuid(), requestId: z.uuid(), familyIds: z.array(z.uuid()).readonly().default([]) })
export type Erasure = Readonly<z.infer<typeof Erasure>>

/** The record of removals lies beside the key file, outside the database: a backup of yesterday must not bring back whom today removed. */
export function erasureRecordPath(keyFile: string): string {
  return join(dirname(keyFile), 'erasures.jsonl')
}

/** Every removal on record; a last line that a crash cut short is left out. */
export async function readErasures(path: string): Promise<readonly Erasure[]> {
  if (!existsSync(path)) return []
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.flatMap((line) => {
    const read = Erasure.safeParse(parsed(line))
    return read.success ? [read.data] : []
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Adds removals to the record, durably. A new line comes first, so that one cut short stays alone. */
export async function appendErasures(path: string, erasures: readonly Erasure[]): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.writeFile(erasures.map((erasure) => `\n${JSON.stringify(erasure)}`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
}
