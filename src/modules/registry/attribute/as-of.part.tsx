import { Button, Group, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Status, useAddressState } from '#web/kit/index.ts'
import type { AnsweredAsOf, AsOfQuery } from './attribute.contract.ts'
import styles from './sourced-values.module.css'

/** The day that the address asks for, for an operation's query. */
export function useAsOf(): AsOfQuery {
  const [on] = useAddressState('pada')
  const [knownOn] = useAddressState('tercatat')
  return { ...(isDay(on) && { asOf: on }), ...(isDay(knownOn) && { knownOn }) }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}

/** Says of which day the page tells, and asks for another one. */
export function AsOfChoice({ asOf }: { readonly asOf: AnsweredAsOf }) {
  const m = useMessages('family').registry
  const format = useFormat()
  return (
    <>
      {asOf !== null && <Status tone="info">{m.asOfShown({ on: format.day(asOf.on), knownOn: format.day(asOf.knownOn) })}</Status>}
      <details className={styles['asOf'] ?? ''} open={asOf !== null}>
        <summary>{m.asOfTitle}</summary>
        <AsOfForm />
      </details>
    </>
  )
}

function AsOfForm() {
  const m = useMessages('family').registry
  const [on, setOn] = useAddressState('pada')
  const [knownOn, setKnownOn] = useAddressState('tercatat')
  const [day, setDay] = useState(on)
  const [known, setKnown] = useState(knownOn)

  function show(event: FormEvent): void {
    event.preventDefault()
    setOn(day)
    setKnownOn(known)
  }

  function backToToday(): void {
    setDay('')
    setKnown('')
    setOn('')
    setKnownOn('')
  }

  return (
    <form onSubmit={show}>
      <Group align="end">
        <TextInput type="date" label={m.asOfDay} description={m.asOfDayHint} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        <TextInput type="date" label={m.asOfKnown} description={m.asOfKnownHint} value={known} onChange={(event) => setKnown(event.currentTarget.value)} />
        <Button type="submit" variant="default">{m.asOfShow}</Button>
        {(on !== '' || knownOn !== '') && <Button variant="subtle" onClick={backToToday}>{m.asOfToday}</Button>}
      </Group>
    </form>
  )
}
