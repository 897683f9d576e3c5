import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Another server holds the data folder. */
export class FolderInUse extends Error {
  readonly pid: number

  constructor(folder: string, pid: number) {
    super(`${folder} is in use by process ${pid}`)
    this.pid = pid
  }
}

/**
 * Takes a data folder for this process alone; gives the function that frees it. Throws FolderInUse while the holder lives.
 * The holder is known by its process id and the moment it started, so a reused id does not lock the folder for ever.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'server.lock')
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (writeLock(path)) return () => rmSync(path, { force: true })
    const holder = readHolder(path)
    if (holder !== undefined && startedAt(holder.pid) === holder.startedAt) throw new FolderInUse(folder, holder.pid)
    rmSync(path, { force: true })
  }
  throw new FolderInUse(folder, 0)
}

/** The lock appears with its content, or not at all: it is written aside and linked into place. */
function writeLock(path: string): boolean {
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) }), { mode: 0o600 })
  try {
    linkSync(aside, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function readHolder(path: string): { pid: number; startedAt: string | undefined } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid: number; startedAt: string }
  } catch {
    return undefined
  }
}

/** When a process started, as the system tells it; undefined when there is no such process. */
function startedAt(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19]
    } catch {
      return undefined
    }
  }
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch {
    return undefined
  }
}
