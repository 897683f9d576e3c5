import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newAgeKeyPair, parseIdentity, parseRecipient, recipientOf } from './age-key.ts'
import { decrypt, encrypt, isEncrypted, type Lock, type Opener } from './age.ts'
import { createByteReader } from './byte-reader.ts'
import type { BackupRefusal, BackupRefused } from './refused.ts'

/** Made by age-keygen 1.1.1 and age 1.1.1, for tests only. */
const theirs = {
  recipient: 'age14qz5scslpewju3uqwqm7zdhm8c5espzl28mcdnp5k7u3vxhc63vq24s3ff',
  identity: '# created: 2026-11-25\n# public key: age14qz5…\nAGE-SECRET-KEY-1YHT0XR8FQC05EPY88LRQVHU0TJXKLK47TTC2ES65R49C6UX4000QW8UKW8\n',
  toRecipient: 'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBYdXB3eTAzZUZkM3I5NVVmZ2E3dHhhNmphQmpPLy9Zc3N6dEVvQlJySm5rCnF2ZFJhYXM1YXRLelBN'
    + 'WjlqRS9lemNOT25Pb08zZEFwNXMvbzhuOGNGK1UKLS0tIGNrd2t6Q0tiSnVObVQ3N0p5Z1N3VHdmWVp2M2tmdU5nbWRSaE1JWGtoUFEKzSuqUZsfeX9POsv0'
    + 'o8KFU84wb0XzWY+n6k5uCUW07M1k5/VKPRdv1Ws=',
  passphrase: 'beras dan telur',
  withPassphrase: 'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBQdEw3eDZYcmR3alBSQy9kdmY3S2J3IDE4CnNLbnFrVEROaEltb251TkVmM3RtRUQ2NFZFZmNINjV4'
    + 'NkFmQmdNbVhLMEkKLS0tIGR6MXNEcWZvT1kzVWJzWi9EVGx0RG9wdG9ydWowb2xHdmJjcmwrRTFlY2sKBD6/vkmJis+nFCvc8QSRCabCwBWnVeVYIxIEJCM37z9efQd4pq6xeU8=',
}

async function* inPieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}

const lock = (plain: Buffer, with_: Lock): Promise<Buffer> => collect(encrypt(inPieces(plain), with_))
const unlock = (sealed: Buffer, opener: Opener): Promise<Buffer> => collect(decrypt(createByteReader(inPieces(sealed)), opener))

async function refusalOf(work: Promise<unknown>): Promise<BackupRefusal['kind']> {
  return work.then(() => expect.unreachable('it was opened'), (error: BackupRefused) => error.refusal.kind)
}

test('what the tool age encrypted is opened, to a key and with a passphrase', async () => {
  const opened = await unlock(Buffer.from(theirs.toRecipient, 'base64'), { identity: parseIdentity(theirs.identity) })
  expect(opened.toString()).toBe('kentongan')
  const withPassphrase = await unlock(Buffer.from(theirs.withPassphrase, 'base64'), { passphrase: theirs.passphrase })
  expect(withPassphrase.toString()).toBe('kentongan')
  expect(recipientOf(parseIdentity(theirs.identity))).toBe(theirs.recipient)
})

test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])('a stream of %i bytes comes back byte for byte', async (length) => {
  const { recipient, identity } = newAgeKeyPair()
  const plain = randomBytes(length)
  const sealed = await lock(plain, { recipient: parseRecipient(recipient) })
  expect(await isEncrypted(createByteReader(inPieces(sealed)))).toBe(true)
  if (length > 16) expect(sealed.includes(plain.subarray(0, 16))).toBe(false)
  expect((await unlock(sealed, { identity: parseIdentity(identity) })).equals(plain)).toBe(true)
})

test('another key and another passphrase open nothing', async () => {
  const sealed = await lock(Buffer.from('rahasia'), { recipient: parseRecipient(newAgeKeyPair().recipient) })
  expect(await refusalOf(unlock(sealed, { identity: parseIdentity(newAgeKeyPair().identity) }))).toBe('backup_key_wrong')
  const withPassphrase = await lock(Buffer.from('rahasia'), { passphrase: 'satu' })
  expect(await refusalOf(unlock(withPassphrase, { passphrase: 'dua' }))).toBe('backup_key_wrong')
})

test('any changed byte is refused, and a cut at a chunk’s end is not taken for the end', async () => {
  const { recipient, identity } = newAgeKeyPair()
  const sealed = await lock(randomBytes(150_000), { recipient: parseRecipient(recipient) })
  const opener = { identity: parseIdentity(identity) }
  await fc.assert(fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
    const changed = Buffer.from(sealed)
    changed[at] = changed[at]! ^ change
    await refusalOf(unlock(changed, opener))
  }), { numRuns: 150 })
  const bodyAt = sealed.length - 150_000 - 3 * 16
  expect(await refusalOf(unlock(sealed.subarray(0, bodyAt + 2 * (65_536 + 16)), opener))).toBe('backup_incomplete')
})

test('a misspelt key is named as such', () => {
  const { recipient } = newAgeKeyPair()
  expect(() => parseRecipient(recipient.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')))).toThrow('age_key_invalid')
  expect(() => parseIdentity('AGE-SECRET-KEY-1XX')).toThrow('age_key_invalid')
})
