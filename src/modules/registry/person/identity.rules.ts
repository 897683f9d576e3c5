/** The keys, as far as identity numbers need them (`#platform/keys.ts` has them). */
export interface IdentityKeys {
  readonly seal: (plain: string) => Buffer
  readonly mac: (purpose: string, text: string) => Buffer
}

/** An identity number ready for its table: closed, findable by equality, and its ends for the screen. */
export interface SealedNumber {
  readonly sealed: Buffer
  readonly mac: Buffer
  readonly prefix: string
  readonly last4: string
}

/** Closes a checked NIK of 16 digits. */
export function sealNik(keys: IdentityKeys, nik: string): SealedNumber {
  return sealNumber(keys, 'nik', nik)
}

/** Closes a checked family card number of 16 digits. */
export function sealCard(keys: IdentityKeys, card: string): SealedNumber {
  return sealNumber(keys, 'card', card)
}

/** The keyed hash by which a NIK is found. */
export function macOfNik(keys: Pick<IdentityKeys, 'mac'>, nik: string): Buffer {
  return keys.mac('nik', nik)
}

/** The keyed hash by which a family card is found. */
export function macOfCard(keys: Pick<IdentityKeys, 'mac'>, card: string): Buffer {
  return keys.mac('card', card)
}

function sealNumber(keys: IdentityKeys, purpose: string, digits: string): SealedNumber {
  return { sealed: keys.seal(digits), mac: keys.mac(purpose, digits), prefix: digits.slice(0, 4), last4: digits.slice(-4) }
}
