import { useLang, useMessages } from '#web/i18n/react.tsx'
import { TimeLeft, useNow, type Tone } from '#web/kit/index.ts'
import type { Measure } from '#modules/people/regency/regency.contract.ts'
import type { ClockState } from '#modules/response/clock/clock.contract.ts'
import styles from './case.module.css'

/** The clock of a row or task, as far as time is concerned. */
export interface ShownClock {
  readonly measure: Measure
  readonly regimeName?: { readonly id: string; readonly en: string } | null
  readonly startedAt: string
  readonly dueAt: string
  readonly state: ClockState
  readonly stoppedAt?: string | null
}

const hourMs = 3_600_000

/** What a clock means at a moment: time enough, an hour or a quarter of the time left, late, standing still. */
export function toneOf(clock: ShownClock | null, now: Date): Tone {
  if (clock === null || clock.state === 'met' || clock.state === 'met_late' || clock.state === 'paused') return 'neutral'
  const left = new Date(clock.dueAt).getTime() - now.getTime()
  if (left < 0) return 'bad'
  return left <= hourMs ? 'soon' : 'good'
}

/** How much of the time is used, as a bar; the words beside it say the same. */
export function TimeBar({ clock }: { readonly clock: ShownClock }) {
  const now = useNow()
  const start = new Date(clock.startedAt).getTime()
  const used = (now.getTime() - start) / (new Date(clock.dueAt).getTime() - start)
  return <progress className={styles['bar']} data-tone={toneOf(clock, now)} max={1} value={Math.min(1, Math.max(0.02, used))} aria-hidden="true" />
}

/** What a clock promises and how it stands, in words. */
export function ClockWords({ clock }: { readonly clock: ShownClock }) {
  const m = useMessages('response')
  const lang = useLang()
  const measure = m.inbox.measure[clock.measure]
  return (
    <>
      <span>{clock.regimeName ? `${measure} (${clock.regimeName[lang]})` : measure}</span>
      <TimeLeft dueAt={clock.dueAt} stoppedAt={clock.stoppedAt ?? null} isPaused={clock.state === 'paused'} />
    </>
  )
}
