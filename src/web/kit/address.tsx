import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core'
import { createContext, use, type MouseEvent, type ReactNode } from 'react'
import { goTo, usePlace } from './place.ts'

/** Goes to an address of the application; `replace` leaves no step in the history. */
export type Go = (href: string, options?: { readonly replace?: boolean }) => void

/** The function that goes to another screen. */
export function useGo(): Go {
  return goTo
}

/** A plain click goes without loading the page anew; a click with Ctrl, Shift or the middle button is left to the browser. */
function goOnClick(event: MouseEvent, href: string): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  goTo(href)
}

type AppLinkProps = AnchorProps & {
  readonly href: string
  readonly children: ReactNode
  readonly title?: string
  readonly 'aria-label'?: string
  readonly 'aria-current'?: 'page'
}

/** A link to another screen. */
export function AppLink(props: AppLinkProps) {
  return <Anchor {...props} onClick={(event) => goOnClick(event, props.href)} />
}

/** A link that looks like a button. */
export function ButtonLink(props: ButtonProps & { readonly href: string; readonly children: ReactNode }) {
  return <Button {...props} component="a" onClick={(event) => goOnClick(event, props.href)} />
}

/** The parameters of the screen's address, set by whoever shows the screen. */
export const PlaceParameters = createContext<Readonly<Record<string, string>>>({})

/** A parameter of the screen's address (`caseId` of `/petugas/kasus/$caseId`). Throws when the address has none of that name. */
export function useParam(name: string): string {
  const value = use(PlaceParameters)[name]
  if (value === undefined) throw new Error(`the address has no ${name}`)
  return value
}

/** A filter or tab that lives in the address, so that Back, reload and a shared link keep it. The initial value is not written. */
export function useAddressState(name: string, initial = ''): readonly [string, (value: string) => void] {
  const { search } = usePlace()
  const value = new URLSearchParams(search).get(name) ?? initial
  const set = (next: string): void => {
    const query = new URLSearchParams(location.search)
    if (next === initial) query.delete(name)
    else query.set(name, next)
    const text = query.toString()
    goTo(text === '' ? location.pathname : `${location.pathname}?${text}`, { replace: true })
  }
  return [value, set]
}

const kept = new Map<string, string>()

/** A value that must stand in no address and no history: the address has a word that stands for it, which only this window's memory understands. */
export interface PrivateState {
  readonly value: string
  readonly set: (value: string) => void
  /** The address has a word whose meaning is gone, as after loading the page anew. */
  readonly isForgotten: boolean
}

/** Like `useAddressState` for what is secret, such as an identity number: Back finds it again, while nothing that is stored or logged holds it. */
export function usePrivateState(name: string): PrivateState {
  const [word, setWord] = useAddressState(name)
  const value = kept.get(word) ?? ''
  const set = (next: string): void => {
    const fresh = next === '' ? '' : crypto.getRandomValues(new Uint32Array(1)).join('')
    if (fresh !== '') kept.set(fresh, next)
    setWord(fresh)
  }
  return { value, set, isForgotten: word !== '' && value === '' }
}
