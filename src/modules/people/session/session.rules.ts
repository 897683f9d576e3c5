import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { ScopeView, SessionStage } from './session.contract.ts'

/** A role in an area and for an office, as an account holds it. */
export interface Scope {
  readonly role: string
  readonly areaId: number
  readonly officeId: number | null
}

/** A scope in words. What the regency no longer has is shown by its number or key. */
export function scopeView(scope: Scope & { readonly scopeId: string }, regency: Pick<Regency, 'areas' | 'offices' | 'roles'>): ScopeView {
  const office = regency.offices.find((candidate) => candidate.officeId === scope.officeId)
  return {
    scopeId: scope.scopeId,
    role: scope.role,
    roleName: regency.roles.find((role) => role.key === scope.role)?.name ?? { id: scope.role, en: scope.role },
    areaId: scope.areaId,
    areaName: regency.areas.byId.get(scope.areaId)?.name ?? String(scope.areaId),
    officeId: scope.officeId,
    officeName: office?.name ?? null,
  }
}

/** What a sign-in still lacks after a step: the second step if there is one, then a password of one's own, then nothing. */
export function stageAfter(passed: 'password' | 'code', account: { readonly hasTotp: boolean; readonly mustChangePassword: boolean }): SessionStage {
  if (passed === 'password' && account.hasTotp) return 'code'
  return account.mustChangePassword ? 'new_password' : 'open'
}

/** The scope a new session begins with: the one used last if it is still held, else the first granted. Undefined when there is none. */
export function chooseScope<S extends { readonly scopeId: string }>(scopes: readonly S[], lastScopeId: string | null): S | undefined {
  return scopes.find((scope) => scope.scopeId === lastScopeId) ?? scopes[0]
}

/** One spelling of a user name: no outer spaces, small letters. */
export function normalUsername(username: string): string {
  return username.trim().normalize('NFKC').toLowerCase()
}

/** What a browser tells about where a request comes from. */
export interface RequestOrigin {
  readonly method: string
  /** The host that the browser asked for. */
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly secFetchSite: string | undefined
}

/**
 * Whether a request may change something: reads may come from anywhere, writes only from our own pages (or from no browser at all).
 * Any host name works, because the page's host is compared with the host asked for. Browsers say which site asks (Sec-Fetch-Site) or at least
 * from where (Origin); a program that says neither carries no foreign cookie.
 */
export function isSameOrigin(request: RequestOrigin): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true
  if (request.secFetchSite !== undefined && request.secFetchSite !== 'same-origin' && request.secFetchSite !== 'none') return false
  if (request.origin === undefined) return true
  return request.host !== undefined && request.origin.toLowerCase().replace(/^https?:\/\//, '') === request.host.toLowerCase()
}

/** What one address counts as: an IPv6 customer has a whole /64, so that is one address; an IPv4 address stays itself. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.toLowerCase().split('::', 2)
  const headGroups = head.split(':').filter((group) => group !== '')
  const tailGroups = tail.split(':').filter((group) => group !== '')
  const zeros = address.includes('::') ? Array.from({ length: Math.max(0, 8 - headGroups.length - tailGroups.length) }, () => '0') : []
  return [...headGroups, ...zeros, ...tailGroups].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(A|iOS)?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\bSamsungBrowser\//, 'Samsung Internet'], [/\bUCBrowser\//, 'UC Browser'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'], [/(Chrome|CriOS)\//, 'Chrome'], [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'], [/\b(iPhone|iPod)\b/, 'iPhone'], [/\biPad\b/, 'iPad'], [/\bWindows\b/, 'Windows'], [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'], [/\bLinux\b/, 'Linux'],
]

/** Browser and system of a device in words that its owner knows (`Chrome · Android`); only these words are kept, not what the browser sent. */
export function deviceWords(userAgent: string | undefined): string {
  const text = userAgent ?? ''
  const named = [browsers, systems].map((list) => list.find(([pattern]) => pattern.test(text))?.[1])
  return named.filter((word) => word !== undefined).join(' · ')
}
