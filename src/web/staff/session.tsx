import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { sessionOperations, type CurrentSession } from '#modules/people/session/session.contract.ts'
import { call, newCommandId, Unreachable, whenSignInRequired } from '#web/api/client.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorState, Loading, PageTitle, useAnswer } from '#web/kit/index.ts'
import { Banners } from './banners.tsx'
import { keepSession, keptSession } from '#web/offline/kept-session.ts'
import { staffRoot } from '#web/routes.ts'
import { SignInAgain, SignInPage } from './sign-in.tsx'
import styles from './staff.module.css'

/** Who is signed in, in which role, and what that role may do. */
export type Session = Extract<CurrentSession, { readonly state: 'open' }>

interface SessionValue {
  readonly session: Session
  readonly signOut: () => Promise<void>
  readonly switchScope: (scopeId: string) => Promise<void>
}

const SessionContext = createContext<SessionValue | undefined>(undefined)

function useSessionValue(): SessionValue {
  const value = use(SessionContext)
  if (value === undefined) throw new Error('there is no session here')
  return value
}

/** Who is signed in. */
export function useSession(): Session {
  return useSessionValue().session
}

/** Whether the role may do this (`response.case.work`). */
export function useCan(grant: string): boolean {
  return useSession().grants.includes(grant)
}

/** Ending the session, and working in another of one's roles. Both begin with a clean sheet. */
export function useSessionActions(): Omit<SessionValue, 'session'> {
  return useSessionValue()
}

/**
 * Shows the screens to whoever is signed in. When the session ends while somebody works, their screen stays as it is,
 * a dialog asks for the password over it, and what they were sending is sent again.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const current = useAnswer(sessionOperations.getCurrentSession, {})
  const [opened, setOpened] = useState<Session>()
  // Without signal it opens for whoever prepared visits on this device; the server still judges everything that reaches it.
  const kept = opened === undefined && current.failureReason instanceof Unreachable ? keptSession() : undefined
  const { refetch, data, error } = current
  if (data?.state === 'open' && data !== opened) setOpened(data)
  else if (data === undefined && kept !== undefined) setOpened(kept)
  const retry = useCallback(() => void refetch(), [refetch])
  useEffect(() => void (data !== undefined && watchOverKept(data)), [data])
  const value = useMemo(() => (opened === undefined ? undefined : { session: opened, signOut, switchScope }), [opened])
  if (value === undefined) return data === undefined ? <Waiting error={error} onRetry={retry} /> : <SignInPage onSignedIn={retry} />
  return (
    <SessionContext value={value}>
      {children}
      <SessionKeeper accountId={value.session.accountId} hasEnded={data !== undefined && data.state !== 'open'} onSignedIn={retry} />
    </SessionContext>
  )
}

/** What this device keeps is for the session that is open; another account, or an ended session, finds it locked. */
async function watchOverKept(current: CurrentSession): Promise<void> {
  const kept = keptSession()
  if (kept === undefined) return
  const { forgetWhenEnded, lockVisits } = await import('#web/offline/keep-sending.ts')
  if (current.state !== 'open') await forgetWhenEnded().catch(() => undefined)
  else if (current.accountId === kept.accountId) keepSession(current)
  else await lockVisits(kept.accountId)
}

/** It is not known yet who is signed in, or it cannot be found out. */
function Waiting(props: { readonly error: Error | null; readonly onRetry: () => void }) {
  const m = useMessages()
  return (
    <main className={styles['alone']}>
      <Banners />
      {props.error === null && <Loading />}
      {props.error !== null && (
        <>
          <PageTitle title={m.shell.staffTitle} />
          <ErrorState error={props.error} onRetry={props.onRetry} />
        </>
      )}
    </main>
  )
}

/** Asks for the password over the current screen, whoever finds out first that the session has ended. */
function SessionKeeper(props: { readonly accountId: string; readonly hasEnded: boolean; readonly onSignedIn: () => void }) {
  const { accountId, hasEnded, onSignedIn } = props
  const [isAsked, setIsAsked] = useState(false)
  const answer = useRef<(isSignedIn: boolean) => void>(undefined)

  useEffect(() => {
    whenSignInRequired(() => {
      setIsAsked(true)
      const { promise, resolve } = deferred<boolean>()
      answer.current = resolve
      return promise
    })
  }, [])

  async function proceed(): Promise<void> {
    const session = await call(sessionOperations.getCurrentSession, {}, { signIn: 'never' })
    if (session.state === 'open' && session.accountId !== accountId) return location.reload()
    close(true)
    onSignedIn()
    return undefined
  }

  function close(isSignedIn: boolean): void {
    setIsAsked(false)
    answer.current?.(isSignedIn)
    answer.current = undefined
  }

  return <SignInAgain isOpen={isAsked || hasEnded} onSignedIn={() => void proceed()} onClose={() => close(false)} />
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

async function signOut(): Promise<void> {
  const kept = keptSession()
  await call(sessionOperations.signOut, { commandId: newCommandId() }, { signIn: 'never' })
  if (kept !== undefined) await (await import('#web/offline/keep-sending.ts')).lockVisits(kept.accountId)
  location.assign(staffRoot)
}

async function switchScope(scopeId: string): Promise<void> {
  await call(sessionOperations.switchScope, { body: { scopeId } })
  // The list for the road is the other role's.
  const kept = keptSession()
  if (kept !== undefined) await (await import('#web/offline/keep-sending.ts')).forgetFieldList(kept.accountId)
  location.assign(staffRoot)
}
