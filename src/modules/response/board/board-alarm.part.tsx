import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
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

/**
 * The sound of danger. A browser plays none before somebody pressed something, so it is armed by a click, rings once to show that it works, and
 * says all the time whether it is on. It rings when a case in danger comes in that is newer than all that were seen.
 */
export function DangerAlarm({ newestAt }: { readonly newestAt: string | null }) {
  const m = useMessages('overview').board
  const [sound, setSound] = useState<AudioContext>()
  const heard = useRef(newestAt)
  useEffect(() => {
    const isNew = newestAt !== null && (heard.current === null || newestAt > heard.current)
    if (!isNew) return
    heard.current = newestAt
    if (sound !== undefined) ring(sound)
  }, [newestAt, sound])
  useEffect(() => () => void sound?.close(), [sound])
  function toggle(): void {
    if (sound !== undefined) {
      setSound(undefined)
      return
    }
    const fresh = new AudioContext()
    ring(fresh)
    setSound(fresh)
  }
  return (
    <Button variant={sound === undefined ? 'default' : 'filled'} aria-pressed={sound !== undefined} onClick={toggle}>
      {sound === undefined ? m.soundOff : m.soundOn}
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
