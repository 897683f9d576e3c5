import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { leafPlace, withoutLeaf, type KeyTree } from './key-tree.ts'

const Secrets = z.record(z.string(), z.base64())
/** `tree` is missing in a file from before subjects had keys of their own. */
const KeyFile = z.object({ current: z.string(), keys: Secrets, mac: z.base64(), tree: Secrets.optional() })
type KeyFile = z.infer<typeof KeyFile>

/** The key file as it was read. */
export interface Ring {
  readonly current: string
  readonly keys: ReadonlyMap<string, Buffer>
  readonly mac: Buffer
  /** Undefined in a file from before subjects had keys of their own. */
  readonly tree: KeyTree | undefined
  /** As `versionOf` gave it. */
  readonly version: string
}

/**
 * Whoever writes to a key file that is there holds this advisory lock of its database: no change of the one is lost under the other's, and a
 * process that is killed lets go.
 */
export const keyFileLock = 7_310_012

/** Tells a key file from the one that it replaced, also when both were written within one tick of the clock that stamps files. */
export function versionOf(path: string): string {
  const { ino, size, mtimeMs } = statSync(path)
  return `${ino} ${size} ${mtimeMs}`
}

/** Reads a key file; throws when it is none. */
export function readRing(path: string): Ring {
  const version = versionOf(path)
  const file = readKeyFile(path)
  const keys = secretsOf(file.keys)
  if (!keys.has(file.current)) throw new Error(`${path}: the current key "${file.current}" is not among the keys`)
  return { current: file.current, keys, mac: Buffer.from(file.mac, 'base64'), tree: file.tree && secretsOf(file.tree), version }
}

function secretsOf(texts: Readonly<Record<string, string>>): ReadonlyMap<string, Buffer> {
  return new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text, 'base64')]))
}

function readKeyFile(path: string): KeyFile {
  return KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** Makes a key file (mode 0600) where there is none; whoever starts at the same moment and was first has made it for both. */
export function makeKeyFile(path: string): void {
  const fresh = writeAside(path, { current: 'k1', keys: { k1: newKey() }, mac: newKey(), tree: { '': newKey() } })
  try {
    linkSync(fresh, path)
    syncFolder(path)
  } catch (error) {
    // A second set of keys would lose what the first closes.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(fresh)
  }
}

/** Adds a key to the file, with which everything is closed from now on; the others stay for what they closed. Gives its id. */
export function addKey(path: string): string {
  const file = readKeyFile(path)
  const highest = Math.max(0, ...Object.keys(file.keys).map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0)))
  const id = `k${highest + 1}`
  replaceKeyFile(path, { ...file, current: id, keys: { ...file.keys, [id]: newKey() } })
  return id
}

/** Gives a file from before subjects had keys of their own the root of their keys; one that has it stays. */
export function addKeyTree(path: string): void {
  const file = readKeyFile(path)
  if (file.tree === undefined) replaceKeyFile(path, { ...file, tree: { '': newKey() } })
}

/**
 * Destroys the keys of subjects for good: on the disk when it returns, and nobody who holds the file can derive them again. Those of all others
 * stay as they are; one that is destroyed stays so. Copies of the file from before still have them.
 */
export function destroyKeys(path: string, subjectIds: readonly string[]): void {
  const file = readKeyFile(path)
  const tree = secretsOf(file.tree ?? { '': newKey() })
  const left = subjectIds.reduce<KeyTree>((rest, subjectId) => withoutLeaf(rest, leafPlace(subjectId)), tree)
  replaceKeyFile(path, { ...file, tree: Object.fromEntries([...left].map(([place, node]) => [place, node.toString('base64')])) })
}

function newKey(): string {
  return randomBytes(32).toString('base64')
}

function writeAside(path: string, file: KeyFile): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${randomUUID()}`
  writeFileSync(fresh, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true })
  return fresh
}

/** All or nothing, and lasting: a crash leaves the file of before or the one of after. */
function replaceKeyFile(path: string, file: KeyFile): void {
  renameSync(writeAside(path, file), path)
  syncFolder(path)
}

function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
