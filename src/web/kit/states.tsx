import { Button, Skeleton, Stack } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Problem } from '#web/api/client.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { failureText } from './form.tsx'
import { Held, useHolder } from './hold.tsx'
import styles from './kit.module.css'

/** Whether this much time has passed since the component appeared. */
function useAfter(milliseconds: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), milliseconds)
    return () => clearTimeout(timer)
  }, [milliseconds])
  return passed
}

/** Nothing for 300 ms, then the outline of what comes, and after 3 s a word that it still does. */
export function Loading({ rows = 3 }: { readonly rows?: number }) {
  const m = useMessages()
  const isVisible = useAfter(300)
  const isSlow = useAfter(3000)
  return (
    <div className={styles['loading']}>
      <output className={isSlow ? undefined : styles['unseen']}>{isVisible && (isSlow ? m.common.stillLoading : m.common.loading)}</output>
      {isVisible && (
        <Stack gap="sm" aria-hidden="true">
          {Array.from({ length: rows }, (_, row) => (
            <Skeleton key={row} height={44} />
          ))}
        </Stack>
      )}
    </div>
  )
}

/** A list or a screen that holds nothing yet: says so, and what to do next. */
export function EmptyState(props: { readonly title: string; readonly text?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p className={styles['emptyTitle']}>{props.title}</p>
      {props.text !== undefined && <p>{props.text}</p>}
      {props.action}
    </div>
  )
}

/** Something could not be read: says why in the server's words, and lets the person try again. */
export function ErrorState(props: { readonly error: unknown; readonly onRetry?: () => void; readonly busy?: boolean }) {
  const m = useMessages()
  return (
    <div className={styles['failed']} role="alert">
      <p className={styles['errorTitle']}>{failureText(m, props.error)}</p>
      {props.onRetry !== undefined && (
        <Button variant="default" onClick={props.onRetry} loading={props.busy ?? false}>
          {m.common.retry}
        </Button>
      )}
    </div>
  )
}

interface AnsweredProps<T> {
  readonly query: UseQueryResult<T>
  readonly children: (value: T) => ReactNode
  /** How many rows the outline shows while loading. */
  readonly rows?: number
  /** The screen itself says how old its answer is: a failure that may pass takes no room above it. */
  readonly isQuiet?: boolean
}

/** The server says that this is not, or no longer, for this person; anything else may pass. */
function isFinal(error: unknown): boolean {
  return error instanceof Problem && error.status < 500 && error.status !== 429
}

/**
 * Shows what a query answered, or that it is on its way, or why it failed. An older answer stays on the screen under a failure that may pass, and
 * under any failure while somebody has a dialog or a form open in it: words that were typed are never taken away by a look at the server.
 */
export function Answered<T>({ query, children, rows = 3, isQuiet = false }: AnsweredProps<T>) {
  const holder = useHolder()
  const retry = (): void => void query.refetch()
  const isPassing = isQuiet && query.data !== undefined && !isFinal(query.error)
  const failure = query.error !== null && !isPassing && <ErrorState error={query.error} onRetry={retry} busy={query.isFetching} />
  if (query.data === undefined) return failure || <Loading rows={rows} />
  return (
    <>
      {failure}
      {(holder.isHeld || !isFinal(query.error)) && <Held holder={holder}>{children(query.data)}</Held>}
    </>
  )
}
