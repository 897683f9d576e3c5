import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
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
}

/** Tells one key file from another without telling anything of its keys. */
export function fingerprintOf(keys: Keys): string {
  return keys.mac('key-file', 'fingerprint').toString('hex').slice(0, 32)
}

/** Reads the key file, or makes one on the first start (mode 0600). Losing it loses every identity number: back it up apart. */
export function loadKeys(path: string): Keys {
  if (!existsSync(path)) writeNewKeys(path)
  const file = KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  const keys = new Map(Object.entries(file.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]))
  const current = file.current
  const currentKey = keys.get(current)
  if (currentKey === undefined) throw new Error(`${path}: the current key "${current}" is not among the keys`)
  const macKey = Buffer.from(file.mac, 'base64')
  return {
    seal: (plain) => seal(plain, { id: current, key: currentKey }),
    open: (sealed) => open(sealed, keys),
    mac: (purpose, text) => createHmac('sha256', macKey).update(purpose).update('\0').update(text).digest(),
  }
}

function writeNewKeys(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = { current: 'k1', keys: { k1: randomBytes(32).toString('base64') }, mac: randomBytes(32).toString('base64') }
  const fresh = `${path}.${randomUUID()}`
  writeFileSync(fresh, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(fresh, path)
  } catch (error) {
    // Whoever starts at the same moment and was first has made the keys of this folder; a second set would lose what they close.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(fresh)
  }
}

function seal(plain: string, using: { id: string; key: Buffer }): Buffer {
  const id = Buffer.from(using.id, 'utf8')
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', using.key, iv)
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([id.length]), id, iv, cipher.getAuthTag(), body])
}

function open(sealed: Buffer, keys: ReadonlyMap<string, Buffer>): string {
  const idEnd = 1 + sealed.readUInt8(0)
  const key = keys.get(sealed.toString('utf8', 1, idEnd))
  if (key === undefined) throw new Error('sealed with a key that is not in the key file')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(idEnd, idEnd + 12))
  decipher.setAuthTag(sealed.subarray(idEnd + 12, idEnd + 28))
  return Buffer.concat([decipher.update(sealed.subarray(idEnd + 28)), decipher.final()]).toString('utf8')
}
