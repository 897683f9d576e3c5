import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core'
import { useLocation, useParams, useRouter } from '@tanstack/react-router'
import { useCallback, type MouseEvent, type ReactNode } from 'react'

/** Goes to an address of the application; `replace` leaves no step in the history. */
export type Go = (href: string, options?: { readonly replace?: boolean }) => void

/** The function that goes to another screen. */
export function useGo(): Go {
  const { history } = useRouter()
  return useCallback((href, options) => (options?.replace === true ? history.replace(href) : history.push(href)), [history])
}

/** A plain click goes without loading the page anew; a click with Ctrl, Shift or the middle button is left to the browser. */
function useGoOnClick(href: string): (event: MouseEvent) => void {
  const go = useGo()
  return (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(href)
  }
}

/** A link to another screen. */
export function AppLink(props: AnchorProps & { readonly href: string; readonly children: ReactNode; readonly 'aria-label'?: string; readonly 'aria-current'?: 'page' }) {
  return <Anchor {...props} onClick={useGoOnClick(props.href)} />
}

/** A link that looks like a button. */
export function ButtonLink(props: ButtonProps & { readonly href: string; readonly children: ReactNode }) {
  return <Button {...props} component="a" onClick={useGoOnClick(props.href)} />
}

/** A parameter of the screen's address (`caseId` of `/petugas/kasus/$caseId`). Throws when the address has none of that name. */
export function useParam(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  const value = params[name]
  if (value === undefined) throw new Error(`the address has no ${name}`)
  return value
}

/** A filter or tab that lives in the address, so that Back, reload and a shared link keep it. The initial value is not written. */
export function useAddressState(name: string, initial = ''): readonly [string, (value: string) => void] {
  const location = useLocation()
  const go = useGo()
  const value = new URLSearchParams(location.searchStr).get(name) ?? initial
  const set = (next: string): void => {
    const query = new URLSearchParams(globalThis.location.search)
    if (next === initial) query.delete(name)
    else query.set(name, next)
    const text = query.toString()
    go(text === '' ? location.pathname : `${location.pathname}?${text}`, { replace: true })
  }
  return [value, set]
}
