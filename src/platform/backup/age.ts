/**
 * Encryption of a backup as a stream, in the format `age-encryption.org/v1` (https://age-encryption.org/v1), so that the file can be
 * opened on any machine with the tool `age`, without Kentongan and without its server. Only node:crypto stands behind it.
 */
import {
  createCipheriv, createDecipheriv, createHmac, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, scryptSync,
  timingSafeEqual,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { publicFrom, rawPublic } from './age-key.ts'
import { createByteReader, type ByteReader } from './byte-reader.ts'
import { BackupRefused } from './refused.ts'

const intro = 'age-encryption.org/v1'
const chunkBytes = 64 * 1_024
const tagBytes = 16
/** scrypt's cost, 2^17 × 128 B × 8 = 128 MiB; a file that asks for more than 2^20 is refused rather than obeyed. */
const workFactor = 17
const maxWorkFactor = 20

/** For whom a backup is encrypted. */
export type Lock = { readonly recipient: KeyObject } | { readonly passphrase: string }

/** What opens it again. */
export type Opener = { readonly identity: KeyObject } | { readonly passphrase: string }

/** Encrypts a stream; the pieces that come out are chunks of 64 KiB, each with its own tag and number, the last one marked. */
export async function* encrypt(source: AsyncIterable<Buffer>, lock: Lock): AsyncGenerator<Buffer> {
  const fileKey = randomBytes(16)
  const head = `${intro}\n${'recipient' in lock ? wrapForRecipient(fileKey, lock.recipient) : wrapWithPassphrase(fileKey, lock.passphrase)}---`
  yield Buffer.from(`${head} ${base64(headerMac(fileKey, head))}\n`, 'latin1')
  const nonce = randomBytes(16)
  yield nonce
  const key = derive({ secret: fileKey, salt: nonce, info: 'payload' })
  const reader = createByteReader(source)
  let chunk = await reader.read(chunkBytes)
  for (let number = 0; ; number += 1) {
    const following = await reader.read(chunkBytes)
    const isLast = following.length === 0
    yield sealChunk(chunk, { key, nonce: chunkNonce(number, isLast) })
    if (isLast) return
    chunk = following
  }
}

/** Whether a stream begins as an encrypted file does; what was read is put back. */
export async function isEncrypted(reader: ByteReader): Promise<boolean> {
  const first = await reader.read(intro.length)
  reader.unread(first)
  return first.toString('latin1') === intro
}

/** Decrypts a stream. Nothing is given out before its tag was checked; a wrong key, a changed byte and a cut file each throw. */
export async function* decrypt(reader: ByteReader, opener: Opener): AsyncGenerator<Buffer> {
  const fileKey = await readHeader(reader, opener)
  const nonce = await reader.read(16)
  const key = derive({ secret: fileKey, salt: nonce, info: 'payload' })
  let chunk = await reader.read(chunkBytes + tagBytes)
  for (let number = 0; ; number += 1) {
    const following = await reader.read(chunkBytes + tagBytes)
    const isLast = following.length === 0
    yield openChunk(chunk, { key, number, isLast })
    if (isLast) return
    chunk = following
  }
}

interface Stanza {
  readonly words: readonly string[]
  readonly body: Buffer
}

async function readHeader(reader: ByteReader, opener: Opener): Promise<Buffer> {
  const lines: string[] = []
  const stanzas: Stanza[] = []
  if ((await reader.readLine(64)) !== intro) throw new BackupRefused({ kind: 'not_a_backup' })
  for (;;) {
    const line = await headerLine(reader)
    if (line.startsWith('--- ')) {
      const fileKey = unwrapAny(stanzas, opener)
      const head = [intro, ...lines, '---'].join('\n')
      if (!isSame(headerMac(fileKey, head), Buffer.from(line.slice(4), 'base64'))) throw headerDamaged()
      return fileKey
    }
    if (!line.startsWith('-> ')) throw headerDamaged()
    const bodyLines = await readBody(reader)
    lines.push(line, ...bodyLines)
    stanzas.push({ words: line.slice(3).split(' '), body: Buffer.from(bodyLines.join(''), 'base64') })
  }
}

/** A stanza's body: lines of 64 letters, ended by a shorter one. */
async function readBody(reader: ByteReader): Promise<string[]> {
  const lines: string[] = []
  for (;;) {
    const line = await headerLine(reader)
    lines.push(line)
    if (line.length < 64) return lines
  }
}

async function headerLine(reader: ByteReader): Promise<string> {
  const line = await reader.readLine(1_024)
  if (line === undefined) throw headerDamaged()
  return line
}

function headerDamaged(): BackupRefused {
  return new BackupRefused({ kind: 'backup_damaged', where: 'header' })
}

function unwrapAny(stanzas: readonly Stanza[], opener: Opener): Buffer {
  for (const stanza of stanzas) {
    const key = 'identity' in opener ? unwrapWithIdentity(stanza, opener.identity) : unwrapWithPassphrase(stanza, opener.passphrase)
    if (key !== undefined) return key
  }
  throw new BackupRefused({ kind: 'backup_key_wrong' })
}

function wrapForRecipient(fileKey: Buffer, recipient: KeyObject): string {
  const ephemeral = generateKeyPairSync('x25519')
  const share = rawPublic(ephemeral.publicKey)
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient })
  const key = derive({ secret: shared, salt: Buffer.concat([share, rawPublic(recipient)]), info: `${intro}/X25519` })
  return `-> X25519 ${base64(share)}\n${base64(sealChunk(fileKey, { key, nonce: Buffer.alloc(12) }))}\n`
}

function unwrapWithIdentity({ words: [kind, share], body }: Stanza, identity: KeyObject): Buffer | undefined {
  const raw = Buffer.from(share ?? '', 'base64')
  if (kind !== 'X25519' || raw.length !== 32 || body.length !== 16 + tagBytes) return undefined
  try {
    const shared = diffieHellman({ privateKey: identity, publicKey: publicFrom(raw) })
    const key = derive({ secret: shared, salt: Buffer.concat([raw, rawPublic(createPublicKey(identity))]), info: `${intro}/X25519` })
    return open(body, { key, nonce: Buffer.alloc(12) })
  } catch {
    return undefined
  }
}

function wrapWithPassphrase(fileKey: Buffer, passphrase: string): string {
  const salt = randomBytes(16)
  const key = stretch(passphrase, { salt, factor: workFactor })
  return `-> scrypt ${base64(salt)} ${workFactor}\n${base64(sealChunk(fileKey, { key, nonce: Buffer.alloc(12) }))}\n`
}

function unwrapWithPassphrase({ words: [kind, salt, factor], body }: Stanza, passphrase: string): Buffer | undefined {
  const cost = Number(factor)
  if (kind !== 'scrypt' || !Number.isInteger(cost) || cost < 1 || cost > maxWorkFactor || body.length !== 16 + tagBytes) return undefined
  const key = stretch(passphrase, { salt: Buffer.from(salt ?? '', 'base64'), factor: cost })
  return open(body, { key, nonce: Buffer.alloc(12) })
}

function stretch(passphrase: string, cost: { salt: Buffer; factor: number }): Buffer {
  const salt = Buffer.concat([Buffer.from(`${intro}/scrypt`), cost.salt])
  const rounds = 2 ** cost.factor
  return scryptSync(passphrase, salt, 32, { N: rounds, r: 8, p: 1, maxmem: 128 * 8 * rounds + 1_048_576 })
}

function headerMac(fileKey: Buffer, head: string): Buffer {
  return createHmac('sha256', derive({ secret: fileKey, salt: Buffer.alloc(0), info: 'header' })).update(head, 'latin1').digest()
}

function derive(from: { secret: Buffer; salt: Buffer; info: string }): Buffer {
  return Buffer.from(hkdfSync('sha256', from.secret, from.salt, from.info, 32))
}

/** Eleven bytes that count, one that marks the last chunk: a cut, a swap and a repetition all fail the tag. */
function chunkNonce(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

function sealChunk(plain: Buffer, using: { key: Buffer; nonce: Buffer }): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', using.key, using.nonce, { authTagLength: tagBytes })
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The chunk in clear. A chunk that opens only with the other mark is whole, but it is not the last: the file was cut. */
function openChunk(sealed: Buffer, at: { key: Buffer; number: number; isLast: boolean }): Buffer {
  const plain = open(sealed, { key: at.key, nonce: chunkNonce(at.number, at.isLast) })
  if (plain !== undefined) return plain
  const isCut = at.isLast && open(sealed, { key: at.key, nonce: chunkNonce(at.number, false) }) !== undefined
  throw new BackupRefused(isCut ? { kind: 'backup_incomplete' } : { kind: 'backup_damaged', where: `chunk ${at.number + 1}` })
}

function open(sealed: Buffer, using: { key: Buffer; nonce: Buffer }): Buffer | undefined {
  if (sealed.length < tagBytes) return undefined
  const decipher = createDecipheriv('chacha20-poly1305', using.key, using.nonce, { authTagLength: tagBytes })
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  const plain = decipher.update(sealed.subarray(0, -tagBytes))
  try {
    decipher.final()
    return plain
  } catch {
    return undefined
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

function isSame(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
