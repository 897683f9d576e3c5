import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { decodeBech32, encodeBech32 } from './bech32.ts'
import { BackupRefused } from './refused.ts'

const publicPrefix = 'age'
const secretPrefix = 'age-secret-key-'
/** What stands before the 32 bytes in PKCS #8 (RFC 8410); node:crypto reads a bare secret key in no other way. */
const pkcs8Head = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** A pair of keys for backups, written as the tool `age` writes them. */
export interface AgeKeyPair {
  /** `age1…`: may lie anywhere; what is encrypted to it only the secret key opens. */
  readonly recipient: string
  /** `AGE-SECRET-KEY-1…`: belongs on another machine than the one that makes the backups. */
  readonly identity: string
}

/** Makes a new pair of keys. */
export function newAgeKeyPair(): AgeKeyPair {
  const { privateKey } = generateKeyPairSync('x25519')
  return { recipient: recipientOf(privateKey), identity: encodeBech32(secretPrefix, rawSecret(privateKey)).toUpperCase() }
}

/** Reads a recipient (`age1…`). */
export function parseRecipient(text: string): KeyObject {
  const raw = decodeBech32(publicPrefix, text.trim())
  if (raw?.length !== 32) throw new BackupRefused({ kind: 'age_key_invalid', text: text.trim().slice(0, 20) })
  return publicFrom(raw)
}

/** Reads the first secret key of an identity file; lines that begin with # are remarks. */
export function parseIdentity(text: string): KeyObject {
  const line = text.split('\n').map((each) => each.trim()).find((each) => each !== '' && !each.startsWith('#'))
  const raw = decodeBech32(secretPrefix, line ?? '')
  if (raw?.length !== 32) throw new BackupRefused({ kind: 'age_key_invalid', text: 'AGE-SECRET-KEY-…' })
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, raw]), format: 'der', type: 'pkcs8' })
}

/** The recipient that belongs to a secret key. */
export function recipientOf(secret: KeyObject): string {
  return encodeBech32(publicPrefix, rawPublic(createPublicKey(secret)))
}

/** A public key from its 32 bytes. */
export function publicFrom(raw: Buffer): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') }, format: 'jwk' })
}

/** The 32 bytes of a public key. */
export function rawPublic(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
}

function rawSecret(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url')
}
