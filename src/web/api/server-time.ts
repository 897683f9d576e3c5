/** How far this device's clock runs behind the server's, in milliseconds; old computers are hours off, and deadlines must not be. */
let behindMs = 0

const trustedDriftMs = 5000

/** Takes note of the server's clock from the Date header of an answer. */
export function noteServerTime(header: string | null): void {
  const server = header === null ? Number.NaN : Date.parse(header)
  if (Number.isNaN(server)) return
  const drift = server - Date.now()
  behindMs = Math.abs(drift) < trustedDriftMs ? 0 : drift
}

/** The present moment by the server's clock, as far as it is known. */
export function serverNow(): Date {
  return new Date(Date.now() + behindMs)
}
