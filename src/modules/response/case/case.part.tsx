import { Suspense, useId, type ReactNode } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { SimilarCases } from '#modules/response/join/join.part.tsx'
import { CasePlan } from '#modules/response/plan/plan.part.tsx'
import { Lookers } from '#modules/response/presence/presence.part.tsx'
import { Protection } from '#modules/response/protection/protection.part.tsx'
import { Referrals } from '#modules/response/referral/referral.part.tsx'
import { Triage } from '#modules/response/triage/triage.part.tsx'
import { AppLink, Loading, Status, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import type { CaseDetail, TaskView } from './case.contract.ts'
import { CaseActs, type ShownAct } from './case-acts.part.tsx'
import { CaseFamily } from './case-family.part.tsx'
import { EventList, officeName } from './case-events.part.tsx'
import { Reports } from './case-papers.part.tsx'
import { Visits } from './case-visits.part.tsx'
import { ClockWords, TimeBar } from './case-time.part.tsx'
import styles from './case.module.css'

interface CaseViewProps {
  readonly detail: CaseDetail
  readonly officeId: number | null
  readonly chosen: ShownAct | undefined
  readonly onChoose: (act: ShownAct | undefined) => void
  readonly hasKeys?: boolean
  /** How deep its headings lie: 2 on the case's own page, 3 beside the queue. */
  readonly level: 2 | 3
}

/** A whole case: how it stands, what can be done, what was told, who works on it, what happened. */
export function CaseView({ detail, level, ...acts }: CaseViewProps) {
  const m = useMessages('response')
  const isAbout = detail.personId !== null || detail.familyId !== null
  const seesFamilies = useCan('response.family.read')
  return (
    <>
      <Lookers caseId={detail.caseId} />
      <Facts detail={detail} />
      <CaseActs detail={detail} {...acts} />
      <Protection detail={detail} />
      {detail.reports.length > 0 && (
        <Part title={m.caseWork.reports} level={level}>
          <Reports detail={detail} />
        </Part>
      )}
      {detail.triage.length > 0 && (
        <Part title={m.triage.title} level={level}>
          <Triage detail={detail} />
        </Part>
      )}
      {isAbout && seesFamilies && (
        <Part title={m.caseWork.family} level={level}>
          <CaseFamily caseId={detail.caseId} />
        </Part>
      )}
      <SimilarCases detail={detail} level={level} />
      <Part title={m.caseWork.tasks} level={level}>
        <Tasks detail={detail} officeId={acts.officeId} />
      </Part>
      <Part title={m.plan.part} level={level}>
        <CasePlan detail={detail} officeId={acts.officeId} />
      </Part>
      <Part title={m.referral.part} level={level}>
        <Referrals detail={detail} />
      </Part>
      {detail.visits.length > 0 && (
        <Part title={m.caseWork.visits} level={level}>
          <Visits detail={detail} />
        </Part>
      )}
      <Part title={m.caseWork.events} level={level}>
        <EventList events={detail.events} offices={detail.offices} newestFirst />
      </Part>
    </>
  )
}

/** A titled part of the case; while its words are on their way it alone waits, not the whole screen. */
function Part(props: { readonly title: string; readonly level: 2 | 3; readonly children: ReactNode }) {
  const id = useId()
  const Heading = props.level === 2 ? 'h2' : 'h3'
  return (
    <section className={styles['part']} aria-labelledby={id}>
      <Heading id={id} className={styles['partTitle']}>
        {props.title}
      </Heading>
      <Suspense fallback={<Loading rows={1} />}>{props.children}</Suspense>
    </section>
  )
}

const statusTones: Readonly<Record<CaseDetail['status'], Tone>> = { open: 'info', resolved: 'soon', closed: 'neutral' }
const urgencyTones: Readonly<Record<CaseDetail['urgency'], Tone>> = { danger: 'bad', urgent: 'soon', ordinary: 'neutral' }

function Facts({ detail }: { readonly detail: CaseDetail }) {
  const m = useMessages('response')
  const lang = useLang()
  const kind = detail.categoryName[lang]
  const status = m.caseWork.status[detail.status]
  const place = [detail.villageName, detail.districtName].filter((name) => name !== null).join(', ')
  const seesPersons = useCan('registry.person.read')
  const promises = detail.clocks.filter((clock) => clock.taskId === null)
  const facts: readonly { readonly label: string; readonly value: ReactNode }[] = [
    { label: m.caseWork.kind, value: kind },
    { label: m.caseWork.urgency, value: <Status tone={urgencyTones[detail.urgency]}>{m.inbox.urgency[detail.urgency]}</Status> },
    { label: m.caseWork.place, value: place === '' ? m.inbox.placeUnknown : place },
    { label: m.caseWork.lead, value: officeName(detail.offices, detail.leadOfficeId, lang) },
    { label: m.caseWork.rungNow, value: m.caseWork.rung[detail.rung] },
  ]
  return (
    <>
      <p>
        <Status tone={statusTones[detail.status]}>
          {detail.verdict === null ? status : `${status} · ${m.caseWork.verdict[detail.verdict]}`}
        </Status>
      </p>
      <dl className={styles['facts']}>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
        {detail.personId !== null && seesPersons && (
          <div>
            <dt>{m.caseWork.person}</dt>
            <dd>
              <AppLink href={staffPaths.person(detail.personId)}>{m.caseWork.openPerson}</AppLink>
            </dd>
          </div>
        )}
        <div className={styles['wide']}>
          <dt>{m.caseWork.caseClock}</dt>
          <dd>
            <Clocks clocks={promises} />
          </dd>
        </div>
      </dl>
    </>
  )
}

function Clocks({ clocks }: { readonly clocks: CaseDetail['clocks'] }) {
  const m = useMessages('response')
  const format = useFormat()
  return (
    <ul className={styles['clocks']}>
      {clocks.map((clock) => (
        <li key={clock.clockId}>
          <ClockWords clock={clock} />
          {clock.pausedUntil !== null && (
            <span className={styles['small']}>{m.caseWork.pausedUntil({ moment: format.moment(clock.pausedUntil) })}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

function TaskLine({ task, isLead }: { readonly task: TaskView; readonly isLead: boolean }) {
  const m = useMessages('response')
  const holder = task.holderName === null ? [] : [m.caseWork.holder({ name: task.holderName })]
  const words = [...(isLead ? [m.caseWork.lead] : []), ...(task.isArrival ? [m.caseWork.familyCame] : []), ...holder]
  return words.length === 0 ? null : <p className={styles['small']}>{words.join(' · ')}</p>
}

const taskTones: Readonly<Record<TaskView['status'], Tone>> = { new: 'soon', handed_back: 'soon', taken: 'info', waiting: 'neutral', done: 'good' }

function Tasks({ detail, officeId }: { readonly detail: CaseDetail; readonly officeId: number | null }) {
  const m = useMessages('response')
  const lang = useLang()
  return (
    <ul className={styles['tasks']}>
      {detail.tasks.map((task) => {
        const clocks = detail.clocks.filter((clock) => clock.taskId === task.taskId)
        const running = clocks.find((clock) => clock.stoppedAt === null)
        const state = task.result === null ? m.caseWork.taskStatus[task.status] : m.caseWork.result[task.result]
        return (
          <li key={task.taskId} className={styles['task']} data-own={task.officeId === officeId || undefined}>
            <div className={styles['rowHead']}>
              <strong>{officeName(detail.offices, task.officeId, lang)}</strong>
              <Status tone={taskTones[task.status]}>{state}</Status>
            </div>
            <TaskLine task={task} isLead={task.officeId === detail.leadOfficeId} />
            {running !== undefined && <TimeBar clock={running} />}
            <Clocks clocks={clocks} />
          </li>
        )
      })}
    </ul>
  )
}
