import type { MouseEvent } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Status, useNow } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { ClockWords, TimeBar, toneOf } from './case-time.part.tsx'
import type { InboxRow } from './inbox.contract.ts'
import type { SteadyRow } from './inbox-steady.part.tsx'
import styles from './case.module.css'

interface QueueProps {
  readonly rows: readonly SteadyRow[]
  readonly chosenId: string | undefined
  /** Called for a plain click; other clicks open the case's page as a link does. */
  readonly onChoose: (caseId: string) => void
}

/** The queue: each line says how much time is left, what it is, where, who has it. */
export function Queue({ rows, chosenId, onChoose }: QueueProps) {
  const m = useMessages('response')
  return (
    <ol className={styles['queue']} aria-label={m.inbox.queue}>
      {rows.map(({ row, isGone }) => (
        <li key={row.caseId}>
          <Row row={row} isGone={isGone} isChosen={row.caseId === chosenId} onChoose={onChoose} />
        </li>
      ))}
    </ol>
  )
}

interface RowProps {
  readonly row: InboxRow
  readonly isGone: boolean
  readonly isChosen: boolean
  readonly onChoose: (caseId: string) => void
}

function Row({ row, isGone, isChosen, onChoose }: RowProps) {
  const m = useMessages('response')
  const lang = useLang()
  const now = useNow()
  const place = [row.villageName, row.districtName].filter((name) => name !== null).join(', ')
  function choose(event: MouseEvent): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onChoose(row.caseId)
  }
  return (
    <a
      id={`case-${row.caseId}`}
      href={staffPaths.case(row.caseId)}
      className={styles['row']}
      data-tone={isGone ? 'neutral' : toneOf(row.clock, now)}
      data-chosen={isChosen || undefined}
      data-gone={isGone || undefined}
      aria-current={isChosen ? 'true' : undefined}
      onClick={choose}
    >
      <span className={styles['rowHead']}>
        <span className={styles['rowKind']}>
          <UrgencyMark urgency={row.urgency} /> {row.categoryName[lang]}
          {row.restricted && ' '}
          {row.restricted && <Status tone="neutral">{m.protection.restricted}</Status>}
        </span>
        <span>{place === '' ? m.inbox.placeUnknown : place}</span>
      </span>
      <span className={styles['rowWords']}>{row.summary}</span>
      {row.steps.length > 0 && <span className={styles['rowSteps']}>{m.plan.inInbox({ steps: row.steps.join(' · ') })}</span>}
      {row.stoppedSteps.length > 0 && <Status tone="bad">{m.plan.stoppedInInbox({ steps: row.stoppedSteps.join(' · ') })}</Status>}
      {isGone && <Status tone="neutral">{m.inbox.gone}</Status>}
      {!isGone && row.clock !== null && (
        <>
          <TimeBar clock={row.clock} />
          <span className={styles['rowHead']}>
            <ClockWords clock={row.clock} />
          </span>
        </>
      )}
      {!isGone && row.clock === null && <span>{m.caseWork.status[row.status]}</span>}
      <RowFoot row={row} />
    </a>
  )
}

/** What is more than ordinary stands before everything else of its line. */
function UrgencyMark({ urgency }: { readonly urgency: InboxRow['urgency'] }) {
  const m = useMessages('response')
  if (urgency === 'ordinary') return null
  return <Status tone={urgency === 'danger' ? 'bad' : 'soon'}>{m.inbox.urgency[urgency]}</Status>
}

/** The offices' part of a line: who works on it by name, and which offices still leave it lying. */
function RowFoot({ row }: { readonly row: InboxRow }) {
  const m = useMessages('response')
  const format = useFormat()
  const untaken = row.tasks.filter((task) => task.holderName === null && task.status !== 'done')
  return (
    <span className={styles['rowFoot']}>
      <span>{row.caseNumber}</span>
      {row.photoCount > 0 && <span>{m.inbox.photos({ count: row.photoCount })}</span>}
      {row.tasks.filter((task) => !untaken.includes(task)).map((task) => (
        <span key={task.taskId}>{`${task.officeShort}: ${task.holderName ?? m.caseWork.taskStatus[task.status].toLowerCase()}`}</span>
      ))}
      {untaken.filter(({ returnedAt }) => returnedAt !== null).map(({ taskId, officeShort, returnedAt }) => (
        <Status key={taskId} tone="soon">{m.inbox.returned({ office: officeShort, time: format.moment(returnedAt ?? '') })}</Status>
      ))}
      {untaken.length > 0 && <span>{m.inbox.untaken({ offices: untaken.map((task) => task.officeShort).join(', ') })}</span>}
    </span>
  )
}
