import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { destroyKeys, makeKeyFile, readRing, versionOf, type Ring } from './key-file.ts'
import { keptAbove, leafAt, leafPlace } from './key-tree.ts'

/** Secrets that live outside the database: whoever copies its tables does not open what they close. */
export interface Keys {
  /** Encrypts a text (AES-256-GCM); the key's id travels in front, so that keys can be changed. */
  readonly seal: (plain: string) => Buffer
  /**
   * Encrypts a text under a key of the subject's own, whose id (a uuid) travels in front too. Once the subject's key is destroyed, nobody opens what
   * is closed for them: not what was closed before, in whatever copy, nor what still comes.
   */
  readonly sealFor: (subjectId: string, plain: string) => Buffer
  /** The text that `seal` or `sealFor` closed; throws when a byte was changed, and `KeyDestroyed` when the subject's key is no more. */
  readonly open: (sealed: Buffer) => string
  /** As `open`, but null when the subject's key is destroyed. */
  readonly openKept: (sealed: Buffer) => string | null
  /**
   * What was closed, closed anew with the key of now: for a subject, or where none is given for whom it was closed for. What a destroyed key closed
   * stays without anybody who could open it.
   */
  readonly sealAnew: (sealed: Buffer, subjectId?: string) => Buffer
  /** A keyed hash (HMAC-SHA-256) for equality; `purpose` keeps equal texts of different kinds apart. */
  readonly mac: (purpose: string, text: string) => Buffer
  /** The key that `seal` uses now. */
  readonly currentId: () => string
  /** Whether a key is in the file. */
  readonly has: (keyId: string) => boolean
  /** Whether a subject's key was destroyed, as the file is at this moment. */
  readonly isDestroyed: (subjectId: string) => boolean
  /** Destroys the keys of subjects for good, as `destroyKeys`; the caller holds `keyFileLock`. */
  readonly destroy: (subjectIds: readonly string[]) => void
}

/** The key of the subject for whom something was closed is destroyed: nobody opens it any more. */
export class KeyDestroyed extends Error {}

/** Tells one key file from another without telling anything of its keys; a file keeps it when it gets a new key. */
export function fingerprintOf(keys: Keys): string {
  return keys.mac('key-file', 'fingerprint').toString('hex').slice(0, 32)
}

const forSubject = 0x80

/** What stands in front of everything that a key closed. */
export function sealMark(keyId: string): Buffer {
  const id = Buffer.from(keyId, 'utf8')
  return Buffer.concat([Buffer.from([id.length]), id])
}

/** What stands in front of everything that was closed under a subject's own key, while a key was the current one. */
export function subjectMark(keyId: string): Buffer {
  const mark = sealMark(keyId)
  mark.writeUInt8(mark.readUInt8(0) | forSubject, 0)
  return mark
}

const lookAgainMs = 5_000

/**
 * Reads the key file, or makes one on the first start (mode 0600). Losing it loses every identity number: back it up apart.
 * A file that changes is read again by itself: at once when something closed with a new key turns up, else within seconds.
 */
export function loadKeys(path: string): Keys {
  if (!existsSync(path)) makeKeyFile(path)
  let ring = readRing(path)
  let subjects = subjectKeys(ring)
  let lookedAt = performance.now()

  /** The ring of the file as it is now; the known one while the file cannot be read. */
  function latest(): Ring {
    lookedAt = performance.now()
    try {
      if (versionOf(path) === ring.version) return ring
      ring = readRing(path)
      subjects = subjectKeys(ring)
    } catch {
      // Whoever works on the file is not done yet.
    }
    return ring
  }
  const recent = (): Ring => (performance.now() - lookedAt > lookAgainMs ? latest() : ring)

  function sealFor(subjectId: string, plain: string): Buffer {
    const { current } = recent()
    // A key that nobody keeps: what comes for somebody who was removed is as closed as what came before.
    const key = subjects(current, subjectId) ?? randomBytes(32)
    // The nonce follows from what is closed: no two texts of a subject share one, and one that goes to somebody else and comes back is what it was.
    const iv = createHmac('sha256', key).update(`nonce\0${plain}`).digest().subarray(0, ivBytes)
    return seal(plain, { mark: Buffer.concat([subjectMark(current), bytesOf(subjectId)]), key, iv })
  }

  function open(sealed: Buffer): string {
    const { keyId, subjectId, body } = partsOf(sealed)
    const { keys } = recent().keys.has(keyId) ? ring : latest()
    const key = subjectId === undefined ? keys.get(keyId) : keys.has(keyId) && subjects(keyId, subjectId)
    if (key === undefined && subjectId !== undefined) throw new KeyDestroyed('closed for a subject whose key is destroyed')
    if (!key) throw new Error('sealed with a key that is not in the key file')
    return unseal(body, key)
  }

  function openKept(sealed: Buffer): string | null {
    try {
      return open(sealed)
    } catch (error) {
      if (error instanceof KeyDestroyed) return null
      throw error
    }
  }

  const sealNow = (plain: string): Buffer => {
    const { current, keys } = recent()
    return seal(plain, { mark: sealMark(current), key: keys.get(current)!, iv: takeRandom(ivBytes) })
  }

  return {
    seal: sealNow, sealFor, open, openKept,
    sealAnew: (sealed, subjectId) => {
      const closedFor = partsOf(sealed).subjectId
      const plain = openKept(sealed)
      if (plain === null) return sealFor(closedFor!, '')
      const of = subjectId ?? closedFor
      return of === undefined ? sealNow(plain) : sealFor(of, plain)
    },
    mac: (purpose, text) => createHmac('sha256', ring.mac).update(`${purpose}\0${text}`).digest(),
    currentId: () => ring.current,
    has: (keyId) => ring.keys.has(keyId) || latest().keys.has(keyId),
    isDestroyed: (subjectId) => keptAbove(treeOf(latest()), leafPlace(subjectId)) === undefined,
    destroy: (subjectIds) => {
      destroyKeys(path, subjectIds)
      latest()
    },
  }
}

function treeOf(ring: Ring): NonNullable<Ring['tree']> {
  if (ring.tree === undefined) throw new Error('the key file is of an earlier version: start the server once, which completes it')
  return ring.tree
}

const rememberedSubjects = 4_096

/** The key of a subject together with a key of the file; undefined when it is destroyed. Those asked for lately are remembered. */
function subjectKeys(ring: Ring): (keyId: string, subjectId: string) => Buffer | undefined {
  const nodes = new Map<string, Buffer>()
  const lately = new Map<string, Buffer>()
  return (keyId, subjectId) => {
    const name = `${keyId} ${subjectId}`
    const known = lately.get(name)
    if (known !== undefined) return known
    const leaf = leafAt(treeOf(ring), leafPlace(subjectId), nodes)
    if (leaf === undefined) return undefined
    // The whole id goes in once more: two subjects never share a key. So does the file's key: changing it changes theirs.
    const key = createHmac('sha256', leaf).update(ring.keys.get(keyId)!).update(subjectId).digest()
    if (lately.size >= rememberedSubjects) lately.clear()
    lately.set(name, key)
    return key
  }
}

interface Parts {
  readonly keyId: string
  readonly subjectId: string | undefined
  /** Nonce, tag and what is closed. */
  readonly body: Buffer
}

function partsOf(sealed: Buffer): Parts {
  const first = sealed.readUInt8(0)
  const idEnd = 1 + (first & ~forSubject)
  const keyId = sealed.toString('utf8', 1, idEnd)
  if ((first & forSubject) === 0) return { keyId, subjectId: undefined, body: sealed.subarray(idEnd) }
  return { keyId, subjectId: uuidOf(sealed.subarray(idEnd, idEnd + 16)), body: sealed.subarray(idEnd + 16) }
}

function bytesOf(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex')
  if (bytes.length !== 16) throw new Error('a subject is named by a uuid')
  return bytes
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function seal(plain: string, using: { mark: Buffer; key: Buffer; iv: Buffer }): Buffer {
  const cipher = createCipheriv('aes-256-gcm', using.key, using.iv)
  const body = [cipher.update(plain, 'utf8'), cipher.final()]
  return Buffer.concat([using.mark, using.iv, cipher.getAuthTag(), ...body])
}

const ivBytes = 12
const tagBytes = 16
let drawn = Buffer.alloc(0)

/** Random bytes, each given out once. Drawn many at a time: asking the system for twelve costs more than closing a row with them. */
function takeRandom(count: number): Buffer {
  if (drawn.length < count) drawn = randomBytes(count * 1_024)
  const taken = drawn.subarray(0, count)
  drawn = drawn.subarray(count)
  return taken
}

function unseal(body: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, ivBytes))
  decipher.setAuthTag(body.subarray(ivBytes, ivBytes + tagBytes))
  const plain = decipher.update(body.subarray(ivBytes + tagBytes))
  // The last call gives no bytes in this mode; it is what finds a byte that was changed.
  decipher.final()
  return plain.toString('utf8')
}
