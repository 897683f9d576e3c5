import { tidyDigits } from '#modules/registry/person/nik.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'

/** A family card number (nomor KK): region and day of issue, then a serial. */
export interface Card {
  readonly card: string
  readonly region: string
  readonly serial: number
}

export type CardError =
  | { readonly kind: 'card_missing' }
  | { readonly kind: 'card_letters' }
  | { readonly kind: 'card_length'; readonly digits: number }
  | { readonly kind: 'card_serial' }

/** Reads a family card number. The date of issue is not checked: older cards carry others. */
export function parseCard(text: string): Result<Card, CardError> {
  const digits = tidyDigits(text)
  if (digits === '' || /^0+$/.test(digits)) return err({ kind: 'card_missing' })
  if (!/^\d+$/.test(digits)) return err({ kind: 'card_letters' })
  if (digits.length !== 16) return err({ kind: 'card_length', digits: digits.length })
  const serial = Number(digits.slice(12))
  if (serial === 0) return err({ kind: 'card_serial' })
  return ok({ card: digits, region: digits.slice(0, 6), serial })
}

/** Writes a card number: region, day of issue (YYYY-MM-DD), serial. */
export function composeCard(parts: { region: string; issuedOn: string; serial: number }): string {
  const [year, month, day] = parts.issuedOn.split('-')
  return `${parts.region}${day}${month}${year!.slice(2)}${String(parts.serial).padStart(4, '0')}`
}

/** The number as screens show it: only the last four digits. */
export function maskCard(last4: string): string {
  return `••••••••••••${last4}`
}
