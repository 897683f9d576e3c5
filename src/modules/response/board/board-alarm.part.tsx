import { Button } from '@mantine/core'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Status, useNow } from '#web/kit/index.ts'
import type { Board } from './board.contract.ts'
import styles from './board.module.css'

/** Three rising tones, made on the spot: nothing is loaded, so it sounds without a connection too. */
function ring(sound: AudioContext): void {
  const begin = sound.currentTime
  for (const [place, frequency] of [660, 880, 1_175].entries()) {
    const [tone, loudness] = [sound.createOscillator(), sound.createGain()]
    const at = begin + place * 0.28
    tone.frequency.value = frequency
    loudness.gain.setValueAtTime(0.0001, at)
    loudness.gain.exponentialRampToValueAtTime(0.5, at + 0.03)
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.25)
    tone.connect(loudness).connect(sound.destination)
    tone.start(at)
    tone.stop(at + 0.26)
  }
}

type Sound = 'off' | 'on' | 'blocked'

const wishKey = 'kentongan-alarm'

interface Alarm {
  readonly sound: Sound
  readonly toggle: () => void
  readonly ring: () => void
}

/**
 * The sound, and whether the browser lets it be heard: none does before somebody pressed something. Whoever switched it on finds it on after a reload;
 * where the browser holds it back then, the first press anywhere on the page sets it free.
 */
function useAlarm(): Alarm {
  const [context, setContext] = useState(() => (localStorage.getItem(wishKey) === 'on' ? new AudioContext() : undefined))
  const subscribe = useCallback((changed: () => void) => {
    context?.addEventListener('statechange', changed)
    return () => context?.removeEventListener('statechange', changed)
  }, [context])
  const sound = useSyncExternalStore(subscribe, () => soundOf(context))
  useEffect(() => {
    const free = (): void => void context?.resume()
    addEventListener('pointerdown', free)
    addEventListener('keydown', free)
    return () => {
      removeEventListener('pointerdown', free)
      removeEventListener('keydown', free)
      void context?.close()
    }
  }, [context])
  function toggle(): void {
    // A press on the button of a sound that is held back has set it free already.
    if (sound === 'blocked') return
    localStorage.setItem(wishKey, context === undefined ? 'on' : 'off')
    const fresh = context === undefined ? new AudioContext() : undefined
    if (fresh !== undefined) ring(fresh)
    setContext(fresh)
  }
  return { sound, toggle, ring: () => context !== undefined && ring(context) }
}

function soundOf(context: AudioContext | undefined): Sound {
  if (context === undefined) return 'off'
  return context.state === 'running' ? 'on' : 'blocked'
}

const newForMs = 180_000

interface DangerAlarmState extends Alarm {
  /** When danger came in that is still news. */
  readonly newAt: string | undefined
}

/** Danger is heard and seen: a case in danger that is newer than all that were seen rings, and is news for some minutes. */
export function useDangerAlarm(newestAt: string | null): DangerAlarmState {
  const now = useNow(1_000).getTime()
  const alarm = useAlarm()
  const heard = useRef(newestAt)
  const [newAt, setNewAt] = useState<string>()
  useEffect(() => {
    const isNew = newestAt !== null && (heard.current === null || newestAt > heard.current)
    if (!isNew) return
    heard.current = newestAt
    setNewAt(newestAt)
    alarm.ring()
  }, [newestAt, alarm])
  return { ...alarm, newAt: newAt !== undefined && now - new Date(newAt).getTime() < newForMs ? newAt : undefined }
}

/** The danger that came in just now, in words. */
export function DangerAlarm({ alarm }: { readonly alarm: DangerAlarmState }) {
  const m = useMessages('overview').board
  const format = useFormat()
  return (
    <div role="alert" className={styles['alarm']}>
      {alarm.newAt !== undefined && <Status tone="bad">{m.newDanger({ time: format.time(alarm.newAt) })}</Status>}
    </div>
  )
}

/** Whether the sound is on, all the time. The button rings once when it is pressed, to show that it works. */
export function SoundButton({ alarm }: { readonly alarm: Pick<Alarm, 'sound' | 'toggle'> }) {
  const m = useMessages('overview').board
  return (
    <Button
      {...(alarm.sound === 'blocked' && { color: 'red.9' })}
      variant={alarm.sound === 'off' ? 'default' : 'filled'}
      aria-pressed={alarm.sound === 'on'}
      onClick={alarm.toggle}
    >
      {m.sounds[alarm.sound]}
    </Button>
  )
}

const freshMs = 90_000

/** The moment of the data and its age, second by second; old data say so loudly, whatever the reason. */
export function DataAge({ board }: { readonly board: Board }) {
  const m = useMessages('overview').board
  const format = useFormat()
  const now = useNow(1_000)
  const ageMs = Math.max(0, now.getTime() - new Date(board.at).getTime())
  const seconds = format.number(Math.floor(ageMs / 1_000))
  const words = ageMs < 60_000 ? m.ageSeconds({ time: format.time(board.at), seconds }) : m.ageSpan({ time: format.time(board.at), span: format.span(ageMs) })
  return (
    <p className={styles['age']} data-old={ageMs > freshMs || undefined}>
      <Status tone={ageMs > freshMs ? 'bad' : 'good'}>{ageMs > freshMs ? `${m.ageOld} ${words}` : words}</Status>
    </p>
  )
}
