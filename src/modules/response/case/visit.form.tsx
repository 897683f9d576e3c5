import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { reportOperations } from '#modules/response/report/report.contract.ts'
import { serverNow } from '#web/api/server-time.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { errorFor, ErrorSummary, PhotoPicker, useHandOver } from '#web/kit/index.ts'
import { ActForm } from './case-act.part.tsx'
import { caseOperations } from './case.contract.ts'
import { useWordsAct, WordsField, type ActProps } from './case-words.form.tsx'
import styles from './case.module.css'

interface Position {
  readonly lat: number
  readonly lng: number
  readonly accuracyMeters: number | null
}

/** A call at the door: what was found, when, where, with photos. The place is asked of the phone only on a press. */
export function VisitForm(props: ActProps) {
  const m = useMessages('response')
  const { words, send, frame, field } = useWordsAct(caseOperations.recordVisit, props, { draft: 'visit', sendsVersion: false })
  const [visitedAt, setVisitedAt] = useState(() => localText(serverNow()))
  const [place, setPlace] = useState<Position | null>(null)
  const [photos, setPhotos] = useState<readonly Blob[]>([])
  const handOver = useHandOver(reportOperations.addReportPhoto)
  async function save(): Promise<void> {
    const tokens = await handOver.run(photos)
    if (tokens === undefined) return
    await send({ body: { findings: words, visitedAt: new Date(visitedAt).toISOString(), place, photos: tokens } })
  }
  const act = { ...frame.act, busy: frame.act.busy || handOver.busy }
  const fields = { findings: m.caseWork.findings, visitedAt: m.caseWork.visitedAt }
  return (
    <ActForm {...frame} act={act} submit={m.caseWork.saveVisit} onSubmit={() => void save()} fields={fields}>
      <ErrorSummary problem={handOver.problem} />
      <WordsField {...field} name="findings" label={fields.findings} hint={m.caseWork.findingsHint} />
      <TextInput
        id="visitedAt"
        type="datetime-local"
        label={m.caseWork.visitedAt}
        value={visitedAt}
        onChange={(event) => setVisitedAt(event.currentTarget.value)}
        error={errorFor(frame.act.problem, 'visitedAt')}
        required
      />
      <PositionField value={place} onChange={setPlace} />
      <PhotoPicker label={m.caseWork.visitPhotos} photos={photos} onChange={setPhotos} maximum={5} />
    </ActForm>
  )
}

/** A moment as a `datetime-local` field wants it: in the device's own time. */
function localText(moment: Date): string {
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Where the phone stands, asked for by a press; a visit without it is a visit too. */
function PositionField(props: { readonly value: Position | null; readonly onChange: (position: Position | null) => void }) {
  const m = useMessages('response')
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  function ask(): void {
    setBusy(true)
    setFailed(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false)
        props.onChange({ lat: coords.latitude, lng: coords.longitude, accuracyMeters: coords.accuracy })
      },
      () => {
        setBusy(false)
        setFailed(true)
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }
  return (
    <div>
      <Group>
        <Button variant="default" loading={busy} onClick={ask}>
          {m.caseWork.usePosition}
        </Button>
        {props.value !== null && (
          <Button variant="subtle" onClick={() => props.onChange(null)}>
            {m.caseWork.forgetPosition}
          </Button>
        )}
      </Group>
      <output className={styles['small']}>
        {props.value !== null && m.caseWork.positionFound({ accuracy: format.number(Math.round(props.value.accuracyMeters ?? 0)) })}
        {failed && m.caseWork.positionFailed}
      </output>
    </div>
  )
}
