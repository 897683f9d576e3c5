/**
 * A code that somebody holds in the hand: a key to what they sent. Letters and digits that cannot be mistaken for one another,
 * short enough to be written on paper. Decision record: docs/decisions (receipt codes).
 */

/** Without 0, O, 1 and I: 32 signs, five bits each. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const signs = 12
const groupSize = 4

/** The code that belongs to a secret of at least eight bytes: 60 bits of it, as twelve signs without prefix. */
export function codeSignsOf(secret: Uint8Array): string {
  if (secret.length < 8) throw new Error('a code needs eight bytes of secret')
  let bits = 0n
  for (const byte of secret.subarray(0, 8)) bits = (bits << 8n) | BigInt(byte)
  let code = ''
  for (let sign = 0; sign < signs; sign += 1) {
    code = alphabet[Number(bits & 31n)]! + code
    bits >>= 5n
  }
  return code
}

/** The code as people see it: `BWI-8F3K-2Q7M-9XHT`. */
export function writeCode(prefix: string, code: string): string {
  const groups = Array.from({ length: signs / groupSize }, (_, group) => code.slice(group * groupSize, (group + 1) * groupSize))
  return [prefix, ...groups].join('-')
}

/** The twelve signs in what somebody typed (any case, any separators, with or without prefix); undefined when it cannot be a code. */
export function readCode(prefix: string, typed: string): string | undefined {
  if (typed.length > 64) return undefined
  const letters = typed.normalize('NFKC').toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  const code = letters.length === signs + prefix.length && letters.startsWith(prefix) ? letters.slice(prefix.length) : letters
  return code.length === signs && [...code].every((sign) => alphabet.includes(sign)) ? code : undefined
}
