import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The stored files of a folder by their names (hashes) in order; what a crash left half written is not among them. */
export async function* listStoredFiles(root: string): AsyncGenerator<string> {
  for (const first of await listNames(root, /^[0-9a-f]{2}$/)) {
    for (const second of await listNames(join(root, first), /^[0-9a-f]{2}$/)) {
      yield* await listNames(join(root, first, second), /^[0-9a-f]{64}$/)
    }
  }
}

/** The bytes of one of them. */
export async function readStoredFile(root: string, sha256: string): Promise<Buffer> {
  return readFile(join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256))
}

async function listNames(folder: string, pattern: RegExp): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => pattern.test(name)).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
