import { Button, Group, Stack } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, ConfirmDialog, EmptyState, Loading, PageTitle, Section, Status, type Tone } from '#web/kit/index.ts'
import { keepSending } from '#web/offline/keep-sending.ts'
import { sendWaiting } from '#web/offline/outbox.ts'
import { useStored } from '#web/offline/stored.ts'
import { discardVisit, type StoredBundle, type StoredVisit, type VisitState, type VisitStore } from '#web/offline/visit-store.ts'
import { staffPaths } from '#web/routes.ts'
import { RoadTabs } from '#web/staff/road-tabs.tsx'
import { useCan, useSession } from '#web/staff/session.tsx'
import { ChooseFamilies } from './choose-families.form.tsx'
import styles from './survey.module.css'
import { useVisitStore } from './use-visit.part.tsx'

/** The day's visits: the families that were taken along, what waits on this phone, and choosing more while there is signal. */
export function VisitsPage() {
  const m = useMessages('visit').survey
  const { accountId } = useSession()
  const mayDecide = useCan('registry.profile.decide')
  const store = useVisitStore()
  useEffect(() => keepSending(accountId), [accountId])
  const stored = useStored(useCallback(() => readStored(store), [store]))
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} action={mayDecide && <ButtonLink variant="default" href={staffPaths.conflicts}>{m.conflictsTitle}</ButtonLink>} />
      <RoadTabs />
      {stored === undefined ? <Loading rows={4} /> : <OnPhone {...stored} />}
      <Section title={m.chooseTitle}>
        <ChooseFamilies prepared={new Set(stored?.bundles.map((bundle) => bundle.familyId))} />
      </Section>
    </>
  )
}

async function readStored(store: VisitStore): Promise<{ readonly bundles: readonly StoredBundle[]; readonly visits: readonly StoredVisit[] }> {
  const [bundles, visits] = await Promise.all([store.bundles.rows.toArray(), store.visits.rows.orderBy('state').toArray()])
  return { bundles: await store.bundles.unsealAll(bundles), visits: await store.visits.unsealAll(visits) }
}

function OnPhone({ bundles, visits }: { readonly bundles: readonly StoredBundle[]; readonly visits: readonly StoredVisit[] }) {
  const m = useMessages('visit').survey
  return (
    <>
      <Outbox visits={visits} />
      <Section title={m.preparedTitle({ count: bundles.length })}>
        {bundles.length === 0 ? <EmptyState title={m.nothingPrepared} text={m.nothingPreparedText} /> : (
          <ul className={styles['visits']}>
            {bundles.map((bundle) => <Prepared key={bundle.familyId} bundle={bundle} />)}
          </ul>
        )}
      </Section>
    </>
  )
}

function Prepared({ bundle: { familyId, bundle, sizeBytes, preparedAt } }: { readonly bundle: StoredBundle }) {
  const m = useMessages('visit').survey
  const format = useFormat()
  const { place } = bundle
  return (
    <li className={styles['visit']}>
      <AppLink href={staffPaths.visit(familyId)} fw={700}>{m.visitOf({ head: bundle.headName })}</AppLink>
      <p>{[place.addressText, place.hamlet, place.areaName].filter((part) => part !== null && part !== '').join(', ')}</p>
      <Status tone="good">{m.ready({ at: format.moment(preparedAt), size: format.fileSize(sizeBytes) })}</Status>
    </li>
  )
}

const order: readonly VisitState[] = ['draft', 'waiting', 'sent']
const tones: Readonly<Record<VisitState, Tone>> = { draft: 'info', waiting: 'soon', sent: 'good' }

/** What is on this phone and not yet, or just now, with the office. */
function Outbox({ visits }: { readonly visits: readonly StoredVisit[] }) {
  const m = useMessages('visit').survey
  const store = useVisitStore()
  const [busy, setBusy] = useState(false)
  const waiting = visits.filter((visit) => visit.state === 'waiting').length
  async function send(): Promise<void> {
    setBusy(true)
    await sendWaiting(store).finally(() => setBusy(false))
  }
  if (visits.length === 0) return null
  return (
    <Section title={m.outboxTitle} action={waiting > 0 && <Button loading={busy} onClick={() => void send()}>{m.sendNow}</Button>}>
      <ul className={styles['visits']} aria-label={m.outboxTitle}>
        {visits.toSorted((left, right) => order.indexOf(left.state) - order.indexOf(right.state)).map((visit) => <Waiting key={visit.surveyId} visit={visit} />)}
      </ul>
    </Section>
  )
}

function Waiting({ visit }: { readonly visit: StoredVisit }) {
  const m = useMessages('visit').survey
  const format = useFormat()
  const store = useVisitStore()
  const [isAsked, setIsAsked] = useState(false)
  const { surveyId, state, refusal } = visit
  const mayReopen = state === 'waiting' && (visit.attempts === 0 || refusal !== null)
  async function retry(): Promise<void> {
    await store.visits.change(surveyId, () => ({ refusal: null }))
    await sendWaiting(store)
  }
  return (
    <li className={styles['visit']}>
      {state === 'draft' ? <AppLink href={staffPaths.visit(visit.familyId)} fw={700}>{visit.headName}</AppLink> : <strong>{visit.headName}</strong>}
      <p>{visit.placeText}</p>
      <Status tone={refusal === null ? tones[state] : 'bad'}>{refusal === null ? m.states[state] : m.refused}</Status>
      <p>{state === 'sent' ? m.sentAt({ at: format.moment(visit.sentAt ?? visit.changedAt) }) : m.changedAt({ at: format.moment(visit.changedAt) })}</p>
      {refusal !== null && <p>{refusal}</p>}
      {visit.conflicts > 0 && <p>{m.conflictsFound({ count: visit.conflicts })}</p>}
      {state !== 'sent' && (
        <Group gap="xs">
          {refusal !== null && <Button size="sm" onClick={() => void retry()}>{m.retry}</Button>}
          {mayReopen && <Button size="sm" variant="default" onClick={() => void store.visits.change(surveyId, () => ({ state: 'draft', refusal: null }))}>{m.reopen}</Button>}
          <Export visit={visit} />
          <Button size="sm" variant="subtle" color="red" onClick={() => setIsAsked(true)}>{m.discard}</Button>
        </Group>
      )}
      <ConfirmDialog
        isOpen={isAsked} onClose={() => setIsAsked(false)} title={m.discardTitle({ head: visit.headName })} confirm={m.discardConfirm} isDangerous
        onConfirm={() => void discardVisit(store, surveyId)}
      >
        {m.discardText}
      </ConfirmDialog>
    </li>
  )
}

/** Hands a visit over as a file, when it cannot be sent from here. */
function Export({ visit }: { readonly visit: StoredVisit }) {
  const m = useMessages('visit').survey
  const store = useVisitStore()
  const [busy, setBusy] = useState(false)
  async function save(): Promise<void> {
    setBusy(true)
    const { exportVisit } = await import('#web/offline/export-visit.ts')
    const file = await exportVisit(store, visit.surveyId).finally(() => setBusy(false))
    if (file === undefined) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = `kunjungan-${visit.startedAt.slice(0, 10)}-${visit.surveyId.slice(0, 8)}.zip`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  return (
    <Stack gap={0}>
      <Button size="sm" variant="default" loading={busy} onClick={() => void save()}>{m.export}</Button>
    </Stack>
  )
}
