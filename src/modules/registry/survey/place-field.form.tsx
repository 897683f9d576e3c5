import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import type { QuestionProps } from './question.form.tsx'

/** Where the phone stands, with its accuracy; asked for by a tap only, because it costs battery. */
export function PlaceField({ value, onAnswer }: QuestionProps) {
  const m = useMessages('visit').survey
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const accuracy = typeof value === 'string' ? Number(value.split(' ')[3]) : undefined
  function ask(): void {
    setBusy(true)
    setFailed(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false)
        onAnswer([coords.latitude, coords.longitude, coords.altitude ?? 0, coords.accuracy].map((number) => number.toFixed(6)).join(' '))
      },
      () => {
        setBusy(false)
        setFailed(true)
      },
      { enableHighAccuracy: true, timeout: 30_000, maximumAge: 0 },
    )
  }
  return (
    <div>
      <Group>
        <Button variant="default" loading={busy} onClick={ask}>
          {value === undefined || value === null ? m.takePlace : m.takePlaceAgain}
        </Button>
        {typeof value === 'string' && (
          <Button variant="subtle" onClick={() => onAnswer(null)}>
            {m.clearAnswer}
          </Button>
        )}
      </Group>
      <output>
        {accuracy !== undefined && m.placeTaken({ accuracy: format.number(Math.round(accuracy)) })}
        {failed && m.placeFailed}
      </output>
    </div>
  )
}
