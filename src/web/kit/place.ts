import { useSyncExternalStore } from 'react'

/** Where the application is: the address without its host. */
export interface Place {
  readonly pathname: string
  /** With its question mark, or empty. */
  readonly search: string
}

const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', tell)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', tell)
  }
}

function addressNow(): string {
  return location.pathname + location.search
}

/** The application's address; renewed by links, by Back, and by filters that live in it. */
export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, addressNow)
  const [pathname = '', search] = address.split('?', 2)
  return { pathname: withoutTrailingSlash(pathname), search: search === undefined ? '' : `?${search}` }
}

/** Whether the screen is meant for a wall (`?layar=1`): large, without frame and menu. */
export function useIsBigScreen(): boolean {
  return new URLSearchParams(usePlace().search).get('layar') === '1'
}

/** Goes to an address of the application. `replace` leaves no step in the history; going where one is leaves none either. */
export function goTo(href: string, options: { readonly replace?: boolean } = {}): void {
  const isOtherPath = new URL(href, location.href).pathname !== location.pathname
  if (options.replace === true || href === addressNow()) history.replaceState(null, '', href)
  else history.pushState(null, '', href)
  tell()
  if (isOtherPath) scrollTo(0, 0)
}

/** The parameters of an address that has the shape of the pattern (`/petugas/kasus/$caseId`); undefined when it has another shape. */
export function matchPlace(pattern: string, pathname: string): Readonly<Record<string, string>> | undefined {
  const expected = pattern.split('/')
  const given = withoutTrailingSlash(pathname).split('/')
  if (expected.length !== given.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? ''
    if (!part.startsWith('$') && part !== value) return undefined
    if (part.startsWith('$') && value === '') return undefined
    if (part.startsWith('$')) parameters[part.slice(1)] = decoded(value)
  }
  return parameters
}

function withoutTrailingSlash(pathname: string): string {
  return pathname.length > 1 && pathname.endsWith('/') ? pathname.slice(0, -1) : pathname
}

/** An address typed by hand may hold a lone percent sign. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
