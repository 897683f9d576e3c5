import { Button, Group } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ConfirmDialog, Section, Status, type Tone } from '#web/kit/index.ts'
import { saveFieldVisit } from '#web/offline/export-field-visit.ts'
import { sendFieldVisits } from '#web/offline/field-outbox.ts'
import { discardFieldVisit, type StoredFieldVisit } from '#web/offline/field-store.ts'
import { useStored } from '#web/offline/stored.ts'
import { staffPaths } from '#web/routes.ts'
import { useFieldStore } from './use-field.part.tsx'
import styles from './field.module.css'

const order = ['draft', 'waiting', 'sent'] as const
const tones: Readonly<Record<StoredFieldVisit['state'], Tone>> = { draft: 'info', waiting: 'soon', sent: 'good' }

/** Visits that lie on this phone, and what became of those that the office has. */
export function FieldOutbox() {
  const m = useMessages('field').field
  const store = useFieldStore()
  const [busy, setBusy] = useState(false)
  const visits = useStored(useCallback(() => store.visits.rows.orderBy('state').toArray().then((rows) => store.visits.unsealAll(rows)), [store]))
  async function send(): Promise<void> {
    setBusy(true)
    await sendFieldVisits(store).finally(() => setBusy(false))
  }
  if (visits === undefined || visits.length === 0) return null
  const isWaiting = visits.some(({ state }) => state === 'waiting')
  return (
    <Section title={m.outboxTitle} action={isWaiting && <Button loading={busy} onClick={() => void send()}>{m.sendNow}</Button>}>
      <ul className={styles['stops']} aria-label={m.outboxTitle}>
        {visits.toSorted((left, right) => order.indexOf(left.state) - order.indexOf(right.state)).map((visit) => <Visit key={visit.visitId} visit={visit} />)}
      </ul>
    </Section>
  )
}

function Visit({ visit }: { readonly visit: StoredFieldVisit }) {
  const m = useMessages('field').field
  const lang = useLang()
  const format = useFormat()
  const { state, refusal, receipt } = visit
  return (
    <li className={styles['stop']}>
      {state === 'draft' ? <AppLink href={staffPaths.fieldStop(visit.caseId)} fw={700}>{visit.heading}</AppLink> : <strong>{visit.heading}</strong>}
      <Status tone={refusal === null ? tones[state] : 'bad'}>{refusal === null ? m.states[state] : m.refused}</Status>
      <p>{[m.caseOf({ number: visit.caseNumber }), format.moment(receipt?.receivedAt ?? visit.changedAt)].join(' · ')}</p>
      {refusal !== null && <p>{refusal}</p>}
      {receipt !== null && receipt.standing !== 'in_hand' && <Status tone="soon">{m.standings[receipt.standing]}</Status>}
      {receipt !== null && receipt.opened.length > 0 && <p>{m.opened({ categories: format.list(receipt.opened.map((name) => name[lang])) })}</p>}
      {state !== 'sent' && <Buttons visit={visit} />}
    </li>
  )
}

/** What can be done with a visit that the office does not have. */
function Buttons({ visit }: { readonly visit: StoredFieldVisit }) {
  const m = useMessages('field').field
  const store = useFieldStore()
  const [isAsked, setIsAsked] = useState(false)
  const { visitId, state, refusal, attempts } = visit
  async function retry(): Promise<void> {
    await store.visits.change(visitId, () => ({ refusal: null }))
    await sendFieldVisits(store)
  }
  return (
    <Group gap="xs">
      {refusal !== null && <Button size="sm" onClick={() => void retry()}>{m.retry}</Button>}
      {state === 'waiting' && (attempts === 0 || refusal !== null) && (
        <Button size="sm" variant="default" onClick={() => void store.visits.change(visitId, () => ({ state: 'draft', refusal: null }))}>{m.reopen}</Button>
      )}
      <Button size="sm" variant="default" onClick={() => void saveFieldVisit(store, visitId)}>{m.export}</Button>
      <Button size="sm" variant="subtle" color="red" onClick={() => setIsAsked(true)}>{m.discard}</Button>
      <ConfirmDialog
        isOpen={isAsked} onClose={() => setIsAsked(false)} title={m.discardTitle({ heading: visit.heading })} confirm={m.discard} isDangerous
        onConfirm={() => void discardFieldVisit(store, visitId)}
      >
        {m.discardText}
      </ConfirmDialog>
    </Group>
  )
}
