import { Anchor, Button, Group, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { geoLink, wayTo, webMapLink, windOf } from './directions.rules.ts'
import type { FieldStop } from './field.contract.ts'
import { askPlace } from './use-field.part.tsx'
import styles from './field.module.css'

/** The way to the house: the map of the phone, and how far and in which direction it lies from here. */
export function Directions({ pin }: { readonly pin: FieldStop['place']['pin'] }) {
  const m = useMessages('field').field
  const format = useFormat()
  return (
    <Stack gap="xs" mt="md" align="start">
      <Title order={3}>{m.directions}</Title>
      {pin === null ? <p>{m.noPin}</p> : (
        <>
          <p className={styles['small']}>
            {m.pinFrom[pin.from]}
            {pin.at !== null && `, ${format.moment(pin.at)}`}
            {pin.accuracyMeters !== null && `, ${m.accuracy({ meters: format.number(Math.round(pin.accuracyMeters)) })}`}
          </p>
          <Group>
            <Button component="a" href={geoLink(pin)}>{m.openMap}</Button>
            <Anchor href={webMapLink(pin)} target="_blank" rel="noreferrer">{m.openWebMap}</Anchor>
          </Group>
          <Way to={pin} />
        </>
      )}
    </Stack>
  )
}

/** Words for a distance: metres to the next ten, from a kilometre on kilometres. */
export function useDistance(): (meters: number) => string {
  const m = useMessages('field').field
  const format = useFormat()
  return (meters) => (meters < 1000
    ? m.meters({ count: format.number(Math.round(meters / 10) * 10) })
    : m.kilometres({ count: format.number(Math.round(meters / 100) / 10) }))
}

/** Measured by a press only, because it costs battery. */
function Way({ to }: { readonly to: { readonly lat: number; readonly lng: number } }) {
  const m = useMessages('field').field
  const distance = useDistance()
  const [state, setState] = useState<'none' | 'busy' | 'failed' | ReturnType<typeof wayTo>>('none')
  async function measure(): Promise<void> {
    setState('busy')
    setState(await askPlace().then((here) => wayTo(here, to), () => 'failed' as const))
  }
  return (
    <>
      <Button variant="default" loading={state === 'busy'} onClick={() => void measure()}>{m.measure}</Button>
      <output>
        {state === 'failed' && m.placeFailed}
        {typeof state === 'object' && (
          <span className={styles['way']}>
            <svg viewBox="0 0 24 24" width="40" height="40" aria-hidden="true">
              <path d="M12 2 19 21 12 17 5 21z" fill="#0b5d4e" transform={`rotate(${Math.round(state.degrees)} 12 12)`} />
            </svg>
            {m.measured({ distance: distance(state.meters), direction: m.compass[windOf(state.degrees)] ?? '' })}
          </span>
        )}
      </output>
    </>
  )
}
