import type { CurrentSession } from '#modules/people/session/session.contract.ts'

type OpenSession = Extract<CurrentSession, { readonly state: 'open' }>

const key = 'kentongan-kept-session'

/** Who prepared visits on this device: without signal the application opens for them, and for what lies on the device only. */
export function keepSession(session: OpenSession): void {
  localStorage.setItem(key, JSON.stringify(session))
}

/** The session that was kept; undefined when nobody prepared visits here. */
export function keptSession(): OpenSession | undefined {
  const text = localStorage.getItem(key)
  return text === null ? undefined : (JSON.parse(text) as OpenSession)
}

/** Forgets it, as when its owner signs out. */
export function forgetSession(): void {
  localStorage.removeItem(key)
}
