import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '#platform/clock.ts'
import { createOldFiles, touch, type OldFiles } from './old-files.ts'

export interface StoredFile {
  /** Name and proof of the content at once: 64 hex digits. */
  readonly sha256: string
  readonly sizeBytes: number
}

/** Files by their content. A folder today; an object store can stand behind the same functions. */
export interface Files {
  /** Keeps the bytes durably; the same bytes twice are one file. */
  readonly put: (bytes: Buffer) => Promise<StoredFile>
  /** The bytes, or undefined when no such file is kept. */
  readonly read: (sha256: string) => Promise<Buffer | undefined>
  /** Whether it is kept, and wants it from now on: for whoever is about to name it in a row. */
  readonly keep: (sha256: string) => Promise<boolean>
  /** Every file by its name, in order; what a crash left half written is not among them. */
  readonly list: () => AsyncIterable<string>
  readonly old: OldFiles
}

/** Files under one folder, two levels deep by the first digits of the hash. */
export function createFiles(root: string, clock: Clock): Files {
  return {
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(root, sha256)
      if (!(await touch(path, clock.now()))) await writeDurably(path, { bytes, now: clock.now() })
      return { sha256, sizeBytes: bytes.length }
    },
    read: async (sha256) => ((await exists(pathOf(root, sha256))) ? readFile(pathOf(root, sha256)) : undefined),
    keep: (sha256) => touch(pathOf(root, sha256), clock.now()),
    list: () => list(root, wholeName),
    old: createOldFiles({ pathOf: (sha256) => pathOf(root, sha256), names: (pattern) => list(root, pattern) }),
  }
}

const wholeName = /^[0-9a-f]{64}$/

async function* list(root: string, pattern: RegExp): AsyncGenerator<string> {
  for (const first of await namesIn(root, /^[0-9a-f]{2}$/)) {
    for (const second of await namesIn(join(root, first), /^[0-9a-f]{2}$/)) {
      yield* await namesIn(join(root, first, second), pattern)
    }
  }
}

async function namesIn(folder: string, pattern: RegExp): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => pattern.test(name)).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function pathOf(root: string, sha256: string): string {
  if (!wholeName.test(sha256)) throw new Error('a file is named by 64 hex digits')
  return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false)
}

/** Written aside, flushed, renamed: a crash leaves the whole file or none. */
async function writeDurably(path: string, { bytes, now }: { bytes: Buffer; now: Date }): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const aside = `${path}.${randomUUID()}`
  const file = await open(aside, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.utimes(now, now)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(aside, path)
  await syncFolder(dirname(path))
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
