import { Button } from '@mantine/core'
import { useState } from 'react'
import { reportOperations } from '#modules/response/report/report.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, EmptyState, Loading, PageTitle, ReasonDialog, Section, Status, useCommand, useParam } from '#web/kit/index.ts'
import { keepPhone } from '#web/offline/field-store.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { Directions } from './directions.part.tsx'
import { stopAddress } from './directions.rules.ts'
import type { FieldStop } from './field.contract.ts'
import { FieldVisitForm } from './field-visit.form.tsx'
import { beginFieldVisit, headingOf, useFieldStore, useStop, type OpenStop } from './use-field.part.tsx'
import styles from './field.module.css'

/** One house: where it is, the way there, and the visit that is written down at its door. Needs no signal. */
export function StopPage() {
  const open = useStop(useParam('caseId'))
  const m = useMessages('field').field
  const lang = useLang()
  if (open === undefined) return <Loading rows={6} />
  const { stop, draft } = open
  if (stop === null && draft === null) {
    return (
      <>
        <PageTitle title={m.title} />
        <EmptyState title={m.gone} text={m.goneText} action={<AppLink href={staffPaths.fieldList}>{m.toList}</AppLink>} />
      </>
    )
  }
  return (
    <>
      <AppLink href={staffPaths.fieldList}>{m.toList}</AppLink>
      <PageTitle title={stop === null ? (draft?.heading ?? '') : headingOf(stop)} lede={stop === null ? m.goneDraft : `${stop.categoryName[lang]}: ${stop.summary}`} />
      {stop !== null && <House stop={stop} phone={open.kept?.phones[stop.caseId]} />}
      {draft === null ? <Begin open={open} /> : <FieldVisitForm key={draft.visitId} draft={draft} photos={open.photos} findings={open.kept?.list.findings ?? []} />}
    </>
  )
}

function Begin({ open: { stop } }: { readonly open: OpenStop }) {
  const m = useMessages('field').field
  const store = useFieldStore()
  return stop === null ? null : <Button size="md" mt="lg" onClick={() => void beginFieldVisit(store, stop)}>{m.begin}</Button>
}

function House({ stop, phone }: { readonly stop: FieldStop; readonly phone: string | undefined }) {
  const m = useMessages('field', 'response')
  const format = useFormat()
  const { place, memberCount, lastVisit, plannedOn } = stop
  const outcome = lastVisit?.outcome ?? null
  const facts = [
    [m.field.address, stopAddress(stop)], [m.field.words, place.words], [m.field.people, memberCount === null ? null : m.field.peopleCount({ count: memberCount })],
    [m.field.lastVisit, lastVisit === null ? null : [format.moment(lastVisit.at), outcome === null ? null : m.field.outcomes[outcome]].filter((part) => part !== null).join(', ')],
  ] as const
  return (
    <Section title={m.field.placeTitle}>
      <div className={styles['marks']}>
        {plannedOn !== null && <Status tone="info">{m.field.plannedOn({ on: format.day(plannedOn) })}</Status>}
        {stop.urgency !== 'ordinary' && <Status tone={stop.urgency === 'danger' ? 'bad' : 'soon'}>{m.inbox.urgency[stop.urgency]}</Status>}
        <AppLink href={staffPaths.case(stop.caseId)}>{m.field.caseOf({ number: stop.caseNumber })}</AppLink>
      </div>
      <dl className={styles['facts']}>
        {facts.filter(([, value]) => value !== null && value !== '').map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
        {phone !== undefined && <div><dt>{m.field.phone}</dt><dd><a href={`tel:${phone}`}>{phone}</a></dd></div>}
      </dl>
      {phone === undefined && <TakePhone stop={stop} />}
      <Directions pin={place.pin} />
    </Section>
  )
}

/** The reporter's number, taken along for a reason that is written down; only who may learn it is offered it. */
function TakePhone({ stop }: { readonly stop: FieldStop }) {
  const m = useMessages('field').field
  const store = useFieldStore()
  const mayReveal = useCan('response.reporter.reveal')
  const [isAsked, setIsAsked] = useState(false)
  const [isNone, setIsNone] = useState(false)
  const reveal = useCommand(reportOperations.revealReporter)
  const { reportId, caseId } = stop
  if (!mayReveal || reportId === null) return null
  async function ask(reason: string): Promise<void> {
    const found = await reveal.run({ params: { caseId, reportId: reportId ?? '' }, body: { reason } })
    if (found === undefined) return
    setIsAsked(false)
    setIsNone(found.phone === null)
    if (found.phone !== null) await keepPhone(store, stop, found.phone)
  }
  return (
    <>
      {isNone ? <p>{m.noPhone}</p> : <Button variant="default" onClick={() => setIsAsked(true)}>{m.takePhone}</Button>}
      <ReasonDialog
        isOpen={isAsked} onClose={() => setIsAsked(false)} title={m.takePhone} confirm={m.takePhone} onConfirm={(reason) => void ask(reason)} busy={reveal.busy}
        problem={reveal.problem} minimum={5}
      >
        <p>{m.takePhoneText}</p>
      </ReasonDialog>
    </>
  )
}
