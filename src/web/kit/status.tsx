import type { ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import styles from './kit.module.css'
import { useNow } from './now.ts'

/** What a state means for the reader; each has a colour and a shape of its own. */
export type Tone = 'good' | 'soon' | 'bad' | 'neutral' | 'info'

const shapes: Readonly<Record<Tone, ReactNode>> = {
  good: <circle cx="6" cy="6" r="5" />,
  soon: <path d="M6 1 11.5 11H.5z" />,
  bad: <rect x="1" y="1" width="10" height="10" />,
  neutral: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  info: <path d="M6 .5 11.5 6 6 11.5.5 6z" />,
}

/** A state as colour, word and shape. */
export function Status(props: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles['status']} data-tone={props.tone}>
      <svg viewBox="0 0 12 12" width="12" height="12" fill="currentColor" aria-hidden="true">
        {shapes[props.tone]}
      </svg>
      <span>{props.children}</span>
    </span>
  )
}

const soonMs = 60 * 60_000

interface TimeLeftProps {
  /** When it is due, as an ISO moment. */
  readonly dueAt: string
  /** When it stopped: done in time, or done late. */
  readonly stoppedAt?: string | null
  readonly isPaused?: boolean
}

/** How much time is left, or how late it is; counts on by itself. */
export function TimeLeft({ dueAt, stoppedAt = null, isPaused = false }: TimeLeftProps) {
  const m = useMessages()
  const format = useFormat()
  const now = useNow()
  if (stoppedAt !== null) {
    const isLate = new Date(stoppedAt) > new Date(dueAt)
    return <Status tone={isLate ? 'bad' : 'good'}>{isLate ? `${m.common.time.done}, ${format.timeLeft(dueAt, stoppedAt)}` : m.common.time.done}</Status>
  }
  if (isPaused) return <Status tone="neutral">{m.common.time.paused}</Status>
  const left = new Date(dueAt).getTime() - now.getTime()
  const words = format.timeLeft(dueAt, now)
  if (left < 0) return <Status tone="bad">{m.common.time.lateBy({ span: format.span(-left) })}</Status>
  if (left <= soonMs) return <Status tone="soon">{`${m.common.time.soon}: ${words}`}</Status>
  return <Status tone="good">{words}</Status>
}
