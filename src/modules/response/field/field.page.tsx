import { Button } from '@mantine/core'
import { dayOf } from '#platform/day.ts'
import { serverNow } from '#web/api/server-time.ts'
import { use } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, EmptyState, ErrorSummary, Loading, PageTitle, Section, Status, TimeLeft } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { RoadTabs } from '#web/staff/road-tabs.tsx'
import { SettingsContext } from '#web/staff/settings-context.ts'
import { groupStops, stopAddress, type StopGroup } from './directions.rules.ts'
import type { FieldList, FieldStop } from './field.contract.ts'
import { FieldOutbox } from './field-outbox.part.tsx'
import { headingOf, useFieldList, useRenewing, useTaking } from './use-field.part.tsx'
import styles from './field.module.css'

/** The officer's own list for the road: taken along while there is signal, open without. */
export function FieldPage() {
  const m = useMessages('field').field
  const kept = useFieldList()
  const { take, busy, problem } = useTaking()
  const hasList = kept !== null && kept !== undefined
  useRenewing(kept?.list.takenAt, take)
  return (
    <>
      <PageTitle
        title={m.title} lede={m.lede}
        action={<Button variant={hasList ? 'default' : 'filled'} loading={busy} onClick={() => void take()}>{hasList ? m.renew : m.take}</Button>}
      />
      <RoadTabs />
      <ErrorSummary problem={hasList ? undefined : problem} />
      <FieldOutbox />
      {kept === undefined && <Loading rows={4} />}
      {kept === null && <EmptyState title={m.nothingTaken} text={m.nothingTakenText} />}
      {hasList && <Stops list={kept.list} />}
    </>
  )
}

function Stops({ list }: { readonly list: FieldList }) {
  const m = useMessages('field').field
  const format = useFormat()
  const { timeZone } = use(SettingsContext)
  const groups = groupStops(list.stops, dayOf(serverNow(), timeZone))
  return (
    <>
      <div className={styles['marks']}>
        <Status tone="good">{m.takenAt({ at: format.moment(list.takenAt) })}</Status>
        <p className={styles['small']}>{m.forgetAt({ at: format.moment(list.forgetAt) })}</p>
      </div>
      {list.isPartial && <p>{m.partial({ count: list.stops.length })}</p>}
      {list.stops.length === 0 && <EmptyState title={m.nothingToDo} text={m.nothingToDoText} />}
      {groups.map((group) => <Group key={`${group.on} ${group.placeName}`} group={group} />)}
    </>
  )
}

function Group({ group }: { readonly group: StopGroup }) {
  const m = useMessages('field').field
  const format = useFormat()
  const { timeZone } = use(SettingsContext)
  const { on, isLate, placeName, stops } = group
  const isToday = on === dayOf(serverNow(), timeZone)
  const day = on === null ? m.plans.none : format.day(on)
  const name = isToday ? m.plans.today : day
  return (
    <Section title={`${isLate ? `${m.plans.late}, ${name}` : name}: ${placeName}`}>
      <ul className={styles['stops']}>
        {stops.map((stop) => <Stop key={stop.taskId} stop={stop} />)}
      </ul>
    </Section>
  )
}

function Stop({ stop }: { readonly stop: FieldStop }) {
  const m = useMessages('field', 'response')
  const lang = useLang()
  return (
    <li className={styles['stop']}>
      <AppLink href={staffPaths.fieldStop(stop.caseId)} fw={700}>{headingOf(stop)}</AppLink>
      <p>{stopAddress(stop)}</p>
      <p>{`${stop.categoryName[lang]}: ${stop.summary}`}</p>
      <div className={styles['marks']}>
        {stop.urgency !== 'ordinary' && <Status tone={stop.urgency === 'danger' ? 'bad' : 'soon'}>{m.inbox.urgency[stop.urgency]}</Status>}
        {stop.restricted && <Status tone="info">{m.field.protected}</Status>}
        <Status tone="neutral">{stop.isMine ? m.field.mine : m.field.office}</Status>
        {stop.dueAt !== null && <TimeLeft dueAt={stop.dueAt} />}
      </div>
    </li>
  )
}
