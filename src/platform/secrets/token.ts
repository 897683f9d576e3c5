import { createHash, randomBytes } from 'node:crypto'
import type { Command } from '#platform/act.ts'
import type { Keys } from '#platform/keys.ts'

/** A new bearer token: 256 random bits as text for a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether a text can be a token at all; anything else needs no question to the database. */
export function isToken(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{43}$/.test(text)
}

/** What is stored of a token: whoever copies the table cannot sign in with it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

// Without 0/O, 1/I/L: these texts are read aloud and typed from paper.
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/**
 * A secret to be shown once, made from the command that asks for it: the same command gives the same secret again, and nothing of it is stored.
 * Without the key file it cannot be computed. `letters` times just under five bits.
 */
export function secretOfCommand(keys: Keys, command: Command, shape: { purpose: string; letters: number }): string {
  const bytes = Array.from({ length: Math.ceil(shape.letters / 16) }, (_, part) => keys.mac(`once:${shape.purpose}:${part}`, command.id))
  const numbers = bytes.flatMap((block) => Array.from({ length: 16 }, (_, index) => block.readUInt16BE(index * 2)))
  return numbers.slice(0, shape.letters).map((number) => alphabet[number % alphabet.length]).join('')
}

/** A secret in groups of five letters, as people copy it. */
export function inGroups(secret: string): string {
  return secret.match(/.{1,5}/g)?.join('-') ?? ''
}
