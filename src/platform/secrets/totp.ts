import { generateSecret, generateURI, verifySync } from 'otplib'
import { renderSVG } from 'uqr'

const periodSeconds = 30

/** A new secret for an authenticator (160 bits, base32). */
export function newTotpSecret(): string {
  return generateSecret({ length: 20 })
}

/** The address that authenticators read, for a secret of an account at an issuer. */
export function totpUri(secret: string, of: { issuer: string; account: string }): string {
  return generateURI({ secret, issuer: of.issuer, label: of.account })
}

/** A text as a picture that phones read, black on white, as SVG. */
export function qrSvg(text: string): string {
  return renderSVG(text, { ecc: 'M', border: 2, pixelSize: 6 })
}

/**
 * The time step of a right code at a moment, one step early or late being fine (RFC 6238 §5.2); undefined for a wrong code and for one
 * of a step that was used before.
 */
export function totpStep(secret: string, given: { code: string; at: Date; lastStep: number | null }): number | undefined {
  const result = verifySync({
    secret, token: given.code, epoch: Math.floor(given.at.getTime() / 1000), epochTolerance: periodSeconds,
    ...(given.lastStep !== null && { afterTimeStep: given.lastStep }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : undefined
}
