import { Button, SegmentedControl } from '@mantine/core'
import { use, useState } from 'react'
import { dayOf } from '#platform/day.ts'
import { serverNow } from '#web/api/server-time.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, EmptyState, Section, Status, TimeLeft, useAddressState } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { SettingsContext } from '#web/staff/settings-context.ts'
import { groupStops, nearestFirst, stopAddress, type Point, type StopGroup } from './directions.rules.ts'
import { useDistance } from './directions.part.tsx'
import type { FieldList, FieldStop } from './field.contract.ts'
import { askPlace, headingOf } from './use-field.part.tsx'
import styles from './field.module.css'

const orders = ['plan', 'near'] as const
const shownAtOnce = 50

/** The houses of the list, by plan or by distance, some at a time. Needs no signal. */
export function Stops({ list }: { readonly list: FieldList }) {
  const m = useMessages('field').field
  const format = useFormat()
  const [asked, setOrder] = useAddressState('urut', 'plan')
  const order = orders.find((each) => each === asked) ?? 'plan'
  const [count, setCount] = useState(shownAtOnce)
  const { stops, next } = list
  return (
    <>
      <div className={styles['marks']}>
        <Status tone="good">{m.takenAt({ at: format.moment(list.takenAt) })}</Status>
        <p className={styles['small']}>{m.forgetAt({ at: format.moment(list.forgetAt) })}</p>
      </div>
      {next !== null && <p>{m.partial({ count: stops.length })}</p>}
      {stops.length === 0 && <EmptyState title={m.nothingToDo} text={m.nothingToDoText} />}
      {stops.length > 1 && (
        <SegmentedControl aria-label={m.orderLabel} value={order} onChange={setOrder} data={orders.map((value) => ({ value, label: m.orders[value] }))} />
      )}
      {order === 'plan' ? <ByPlan stops={stops} count={count} /> : <ByDistance stops={stops} count={count} />}
      {stops.length > count && (
        <Button variant="default" mt="md" onClick={() => setCount(count + shownAtOnce)}>{m.showMore({ count: Math.min(shownAtOnce, stops.length - count) })}</Button>
      )}
    </>
  )
}

interface SomeStops {
  readonly stops: readonly FieldStop[]
  readonly count: number
}

function ByPlan({ stops, count }: SomeStops) {
  const { timeZone } = use(SettingsContext)
  const today = dayOf(serverNow(), timeZone)
  const shown = groupStops(stops, today).flatMap((group) => group.stops).slice(0, count)
  return groupStops(shown, today).map((group) => <Group key={`${group.on} ${group.placeName}`} group={group} />)
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
        {stops.map((stop) => <Stop key={stop.taskId} stop={stop} meters={null} />)}
      </ul>
    </Section>
  )
}

/** Measured by a press only, because it costs battery; where one stands leaves the phone for nobody. */
function ByDistance({ stops, count }: SomeStops) {
  const m = useMessages('field').field
  const [here, setHere] = useState<Point | 'busy' | 'failed'>()
  async function measure(): Promise<void> {
    setHere('busy')
    setHere(await askPlace().catch(() => 'failed' as const))
  }
  const measured = typeof here === 'object' ? nearestFirst(stops, here).slice(0, count) : undefined
  return (
    <Section
      title={m.orders.near}
      action={<Button variant={measured === undefined ? 'filled' : 'default'} loading={here === 'busy'} onClick={() => void measure()}>{m.measure}</Button>}
    >
      <output>{here === 'failed' && m.placeFailed}</output>
      {measured === undefined && here !== 'failed' && <p>{m.nearText}</p>}
      <ul className={styles['stops']}>
        {measured?.map(({ stop, meters }) => <Stop key={stop.taskId} stop={stop} meters={meters ?? 'unknown'} />)}
      </ul>
    </Section>
  )
}

function Stop({ stop, meters }: { readonly stop: FieldStop; readonly meters: number | 'unknown' | null }) {
  const m = useMessages('field', 'response')
  const lang = useLang()
  const distance = useDistance()
  return (
    <li className={styles['stop']}>
      <AppLink href={staffPaths.fieldStop(stop.caseId)} fw={700}>{headingOf(stop)}</AppLink>
      <p>{stopAddress(stop)}</p>
      {meters !== null && <p>{meters === 'unknown' ? m.field.noPinShort : distance(meters)}</p>}
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
