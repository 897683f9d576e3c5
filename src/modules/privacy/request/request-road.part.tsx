import type { ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Status, TimeLeft } from '#web/kit/index.ts'
import type { DataRequest } from './request.contract.ts'
import styles from './request.module.css'

/** All that became of a request, with its days: asked, answered, carried out; what is ahead with its time. */
export function RequestRoad({ request }: { readonly request: DataRequest }) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  const { taken, askedAt, words } = request
  return (
    <ol className={styles['road']}>
      <Step title={m.roadAsked} at={askedAt}>
        <p>{words}</p>
        <p className={styles['small']}>{taken === null ? m.bySelf : m.byCounter({ name: taken.byName, how: taken.recognisedBy })}</p>
      </Step>
      {request.decidedAt === null
        ? <Step title={m.states.open} at={null}><p>{m.roadDueAnswer({ due: format.moment(request.dueAt) })}</p><TimeLeft dueAt={request.dueAt} /></Step>
        : <AnswerStep request={request} decidedAt={request.decidedAt} />}
      {request.task !== null && <TaskStep request={request} task={request.task} />}
    </ol>
  )
}

function AnswerStep({ request, decidedAt }: { readonly request: DataRequest; readonly decidedAt: string }) {
  const m = useMessages('rights').privacy
  const isRefused = request.state === 'refused'
  return (
    <Step title={isRefused ? m.states.refused : m.states.granted} at={decidedAt} by={request.decidedByName}>
      <p>{request.reason}</p>
      {decidedAt > request.dueAt && <Status tone="bad">{m.states.late}</Status>}
      {request.task === null && <p className={styles['small']}>{m.roadNothing}</p>}
    </Step>
  )
}

function TaskStep({ request, task }: { readonly request: DataRequest; readonly task: NonNullable<DataRequest['task']> }) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  const { done, office, dueAt } = task
  if (done === null) {
    return <Step title={m.roadTask({ office })} at={null}><p>{m.roadDueTask({ due: format.moment(dueAt) })}</p><TimeLeft dueAt={dueAt} /></Step>
  }
  return (
    <Step title={done.at > dueAt ? m.roadDoneLate : m.roadDone} at={done.at} by={done.byName}>
      <p>{done.words}</p>
      <p>{m.doneHows[done.how]}</p>
      <p className={styles['small']}>{done.toldHow !== null ? m.roadTold({ how: done.toldHow }) : request.taken === null && m.roadToldHere}</p>
    </Step>
  )
}

interface StepProps {
  readonly title: string
  /** When it happened; null while it is ahead. */
  readonly at: string | null
  readonly by?: string | null
  readonly children: ReactNode
}

function Step({ title, at, by = null, children }: StepProps) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  return (
    <li className={styles['step']} data-reached={at !== null}>
      <p><strong>{title}</strong></p>
      {at !== null && <p className={styles['small']}>{by === null ? format.moment(at) : m.roadBy({ name: by, on: format.moment(at) })}</p>}
      {children}
    </li>
  )
}
