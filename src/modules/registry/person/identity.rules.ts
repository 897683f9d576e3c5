/** The keys, as far as identity numbers need them (`#platform/keys.ts` has them). */
export interface IdentityKeys<Bytes extends Uint8Array = Uint8Array> {
  readonly sealFor: (subjectId: string, plain: string) => Bytes
  readonly mac: (purpose: string, text: string) => Bytes
}

/** An identity number ready for its table: closed under the key of whose it is, findable by equality, and its ends for the screen. */
export interface SealedNumber<Bytes extends Uint8Array = Uint8Array> {
  /** The number closed for a person, or for a family: destroying their key destroys it. */
  readonly sealFor: (subjectId: string) => Bytes
  readonly mac: Bytes
  readonly prefix: string
  readonly last4: string
}

/** Closes a checked NIK of 16 digits. */
export function sealNik<Bytes extends Uint8Array>(keys: IdentityKeys<Bytes>, nik: string): SealedNumber<Bytes> {
  return { sealFor: (subjectId) => keys.sealFor(subjectId, nik), mac: macOfNik(keys, nik), ...ends(nik) }
}

/** Closes a checked family card number of 16 digits. */
export function sealCard<Bytes extends Uint8Array>(keys: IdentityKeys<Bytes>, card: string): SealedNumber<Bytes> {
  return { sealFor: (subjectId) => keys.sealFor(subjectId, card), mac: macOfCard(keys, card), ...ends(card) }
}

/** The keyed hash by which a NIK is found. */
export function macOfNik<Bytes extends Uint8Array>(keys: Pick<IdentityKeys<Bytes>, 'mac'>, nik: string): Bytes {
  return keys.mac('nik', nik)
}

/** The keyed hash by which a family card is found. */
export function macOfCard<Bytes extends Uint8Array>(keys: Pick<IdentityKeys<Bytes>, 'mac'>, card: string): Bytes {
  return keys.mac('card', card)
}

function ends(digits: string): { prefix: string; last4: string } {
  return { prefix: digits.slice(0, 4), last4: digits.slice(-4) }
}
