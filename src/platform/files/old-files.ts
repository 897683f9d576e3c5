import { rename, stat, unlink, utimes } from 'node:fs/promises'

/** What nobody offered or asked to keep since a moment, and its way out: set aside, looked at once more, then put back or forgotten. */
export interface OldFiles {
  readonly list: (since: Date) => AsyncIterable<string>
  /** Takes it out of reach; gives its size, or undefined when somebody wants it again or it is gone. */
  readonly setAside: (sha256: string, since: Date) => Promise<number | undefined>
  readonly putBack: (sha256: string) => Promise<void>
  readonly forget: (sha256: string) => Promise<void>
  /** Those that are set aside: left so by a sweep that was killed. */
  readonly listAside: () => AsyncIterable<string>
}

const asideSuffix = '.aside'

export interface FileFolder {
  readonly pathOf: (sha256: string) => string
  readonly names: (pattern: RegExp) => AsyncIterable<string>
}

/** The old files of a folder. When a file was last wanted is its time of change, which moves with it: who keeps it meanwhile is seen. */
export function createOldFiles(folder: FileFolder): OldFiles {
  const asideOf = (sha256: string): string => folder.pathOf(sha256) + asideSuffix
  const putBack = (sha256: string): Promise<void> => rename(asideOf(sha256), folder.pathOf(sha256))

  async function* list(since: Date): AsyncGenerator<string> {
    for await (const sha256 of folder.names(/^[0-9a-f]{64}$/)) {
      const found = await stat(folder.pathOf(sha256)).catch(ifGone)
      if (found !== undefined && found.mtime < since) yield sha256
    }
  }

  async function* listAside(): AsyncGenerator<string> {
    for await (const name of folder.names(/^[0-9a-f]{64}\.aside$/)) yield name.slice(0, -asideSuffix.length)
  }

  async function setAside(sha256: string, since: Date): Promise<number | undefined> {
    const moved = await rename(folder.pathOf(sha256), asideOf(sha256)).then(() => true, ifGone)
    if (moved === undefined) return undefined
    const found = await stat(asideOf(sha256))
    if (found.mtime < since) return found.size
    await putBack(sha256)
    return undefined
  }

  return { list, setAside, putBack, listAside, forget: (sha256) => unlink(asideOf(sha256)) }
}

/** Notes that a file is wanted now; false when there is none. */
export async function touch(path: string, now: Date): Promise<boolean> {
  return utimes(path, now, now).then(() => true, async (error: unknown) => (await ifGone(error)) ?? false)
}

async function ifGone(error: unknown): Promise<undefined> {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  return undefined
}
