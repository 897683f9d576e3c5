import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const KeyFile = z.object({ current: z.string(), keys: z.record(z.string(), z.base64()), mac: z.base64() })

/** Secrets that live outside the database: whoever copies its tables cannot read identity numbers. */
export interface Keys {
  /** Encrypts a text (AES-256-GCM); the key's id travels in front, so that keys can be changed. */
  readonly seal: (plain: string) => Buffer
  /** The text that `seal` closed; throws when a byte was changed. */
  readonly open: (sealed: Buffer) => string
  /** A keyed hash (HMAC-SHA-256) for equality; `purpose` keeps equal texts of different kinds apart. */
  readonly mac: (purpose: string, text: string) => Buffer
  /** The key that `seal` uses now. */
  readonly currentId: () => string
  /** Whether a key is in the file. */
  readonly has: (keyId: string) => boolean
}

/** Tells one key file from another without telling anything of its keys; a file keeps it when it gets a new key. */
export function fingerprintOf(keys: Keys): string {
  return keys.mac('key-file', 'fingerprint').toString('hex').slice(0, 32)
}

/** What stands in front of everything that a key closed. */
export function sealMark(keyId: string): Buffer {
  const id = Buffer.from(keyId, 'utf8')
  return Buffer.concat([Buffer.from([id.length]), id])
}

const lookAgainMs = 5_000

/**
 * Reads the key file, or makes one on the first start (mode 0600). Losing it loses every identity number: back it up apart.
 * A file that gets a new key is read again by itself: at once when something closed with it turns up, else within seconds.
 */
export function loadKeys(path: string): Keys {
  if (!existsSync(path)) writeKeyFile(path, { current: 'k1', keys: { k1: newKey() }, mac: newKey() })
  let ring = readRing(path)
  let lookedAt = performance.now()

  /** The ring of the file as it is now; the known one while the file cannot be read. */
  function latest(): Ring {
    lookedAt = performance.now()
    try {
      if (statSync(path).mtimeMs !== ring.changedAtMs) ring = readRing(path)
    } catch {
      // Whoever works on the file is not done yet.
    }
    return ring
  }

  return {
    seal: (plain) => {
      const { current, keys } = performance.now() - lookedAt > lookAgainMs ? latest() : ring
      return seal(plain, { id: current, key: keys.get(current)! })
    },
    open: (sealed) => open(sealed, ring.keys.has(keyIdOf(sealed)) ? ring.keys : latest().keys),
    mac: (purpose, text) => createHmac('sha256', ring.mac).update(`${purpose}\0${text}`).digest(),
    currentId: () => ring.current,
    has: (keyId) => ring.keys.has(keyId) || latest().keys.has(keyId),
  }
}

interface Ring {
  readonly current: string
  readonly keys: ReadonlyMap<string, Buffer>
  readonly mac: Buffer
  readonly changedAtMs: number
}

function readRing(path: string): Ring {
  const changedAtMs = statSync(path).mtimeMs
  const file = readKeyFile(path)
  const keys = new Map(Object.entries(file.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]))
  if (!keys.has(file.current)) throw new Error(`${path}: the current key "${file.current}" is not among the keys`)
  return { current: file.current, keys, mac: Buffer.from(file.mac, 'base64'), changedAtMs }
}

function readKeyFile(path: string): z.infer<typeof KeyFile> {
  return KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** Adds a key to the file, with which everything is closed from now on; the others stay for what they closed. Gives its id. */
export function addKey(path: string): string {
  const file = readKeyFile(path)
  const highest = Math.max(0, ...Object.keys(file.keys).map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0)))
  const id = `k${highest + 1}`
  const fresh = writeAside(path, { ...file, current: id, keys: { ...file.keys, [id]: newKey() } })
  renameSync(fresh, path)
  return id
}

function newKey(): string {
  return randomBytes(32).toString('base64')
}

function writeAside(path: string, file: z.infer<typeof KeyFile>): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${randomUUID()}`
  writeFileSync(fresh, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true })
  return fresh
}

function writeKeyFile(path: string, file: z.infer<typeof KeyFile>): void {
  const fresh = writeAside(path, file)
  try {
    linkSync(fresh, path)
  } catch (error) {
    // Whoever starts at the same moment and was first has made the keys of this folder; a second set would lose what they close.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(fresh)
  }
}

function keyIdOf(sealed: Buffer): string {
  return sealed.toString('utf8', 1, 1 + sealed.readUInt8(0))
}

function seal(plain: string, using: { id: string; key: Buffer }): Buffer {
  const iv = takeRandom(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', using.key, iv)
  const body = [cipher.update(plain, 'utf8'), cipher.final()]
  return Buffer.concat([sealMark(using.id), iv, cipher.getAuthTag(), ...body])
}

const ivBytes = 12
let drawn = Buffer.alloc(0)

/** Random bytes, each given out once. Drawn many at a time: asking the system for twelve costs more than closing a row with them. */
function takeRandom(count: number): Buffer {
  if (drawn.length < count) drawn = randomBytes(count * 1_024)
  const taken = drawn.subarray(0, count)
  drawn = drawn.subarray(count)
  return taken
}

function open(sealed: Buffer, keys: ReadonlyMap<string, Buffer>): string {
  const idEnd = 1 + sealed.readUInt8(0)
  const key = keys.get(keyIdOf(sealed))
  if (key === undefined) throw new Error('sealed with a key that is not in the key file')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(idEnd, idEnd + 12))
  decipher.setAuthTag(sealed.subarray(idEnd + 12, idEnd + 28))
  return Buffer.concat([decipher.update(sealed.subarray(idEnd + 28)), decipher.final()]).toString('utf8')
}
