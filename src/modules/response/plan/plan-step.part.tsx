import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { ClockWords } from '#modules/response/case/case-time.part.tsx'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Status, type Tone } from '#web/kit/index.ts'
import type { PlanView, StepAct, StepState, StepView } from './plan.contract.ts'
import { ChangeStepForm, DropStepForm, FinishStepForm } from './plan-step.form.tsx'
import { raiseForms, Raised } from './step-kind.part.tsx'
import styles from './plan.module.css'

interface PlanStepProps {
  readonly detail: CaseDetail
  readonly plan: PlanView
  readonly step: StepView
  readonly isOwn: boolean
}

const tones: Readonly<Record<StepState, Tone>> = { waiting: 'neutral', open: 'info', stopped: 'bad', done: 'good', dropped: 'neutral' }

/** One step: what, whose, by when, how it stands, what came of it, and what can be done about it. */
export function PlanStep({ detail, plan, step, isOwn }: PlanStepProps) {
  const m = useMessages('response').plan
  const state = step.result === null ? m.states[step.state] : m.results[step.result]
  return (
    <li className={styles['step']} data-state={step.state} data-own={(isOwn && step.state === 'open') || undefined}>
      <div className={styles['head']}>
        <strong>{`${step.no}. ${step.title}`}</strong>
        <Status tone={step.result === null || step.result === 'served' ? tones[step.state] : 'soon'}>{state}</Status>
      </div>
      <StepFacts plan={plan} step={step} />
      {step.stopped !== null && <Stop stop={step.stopped} mayGive={step.may.includes('change')} />}
      {step.words !== null && <p className={styles['words']}>{step.words}</p>}
      {step.raisedId !== null && <Raised step={step} raisedId={step.raisedId} />}
      {step.history.length > 0 && <History detail={detail} step={step} />}
      <StepActs detail={detail} plan={plan} step={step} />
    </li>
  )
}

function StepFacts({ plan, step }: Pick<PlanStepProps, 'plan' | 'step'>) {
  const m = useMessages('response').plan
  const lang = useLang()
  const format = useFormat()
  const kind = step.kind === 'task' ? [] : [m.kinds[step.kind]]
  const due = step.dueOn === null ? [] : [m.planned({ day: format.day(step.dueOn) })]
  const awaited = plan.steps.filter((other) => step.needs.includes(other.stepId)).map((other) => other.no)
  return (
    <>
      <p className={styles['small']}>{[step.officeName[lang], ...kind, ...due].join(' · ')}</p>
      {step.isOverdue && <p><Status tone="bad">{m.overdue}</Status></p>}
      {step.state === 'waiting' && awaited.length > 0 && <p className={styles['small']}>{m.waitsFor({ steps: awaited.join(', ') })}</p>}
    </>
  )
}

/** Why a step cannot go on, in the words of whoever took its task back; for the lead, what to do about it. */
function Stop({ stop, mayGive }: { readonly stop: NonNullable<StepView['stopped']>; readonly mayGive: boolean }) {
  const m = useMessages('response').plan
  const format = useFormat()
  return (
    <>
      <p>{`${m.stopped[stop.cause]} (${format.moment(stop.at)})`}</p>
      {stop.words !== null && <p className={styles['words']}>{stop.words}</p>}
      {mayGive && <p>{m.stoppedNext}</p>}
    </>
  )
}

/** What happened to a step in each of its rounds, and the clocks of its task, which keep their start whatever happens. */
function History({ detail, step }: Pick<PlanStepProps, 'detail' | 'step'>) {
  const m = useMessages('response').plan
  const format = useFormat()
  const clocks = detail.clocks.filter((clock) => clock.taskId === step.taskId && step.taskId !== null)
  return (
    <details className={styles['past']}>
      <summary>{m.history}</summary>
      <ol>
        {step.history.map((event) => {
          const result = event.result === null ? '' : `: ${m.results[event.result]}`
          const who = event.byName === '' ? '' : ` · ${event.byName}`
          return (
            <li key={`${event.at} ${event.kind}`}>
              {`${m.happened[event.kind]}${result} · ${format.moment(event.at)}${who}`}
              {event.words !== null && <p className={styles['words']}>{event.words}</p>}
            </li>
          )
        })}
      </ol>
      {clocks.length > 0 && (
        <>
          <p className={styles['small']}>{m.clocks}</p>
          <ul>{clocks.map((clock) => <li key={clock.clockId}>{`${format.moment(clock.startedAt)}: `}<ClockWords clock={clock} /></li>)}</ul>
        </>
      )}
    </details>
  )
}

function StepActs({ detail, plan, step }: Omit<PlanStepProps, 'isOwn'>) {
  const m = useMessages('response').plan
  const [open, setOpen] = useState<StepAct>()
  const props = { detail, plan, step, onClose: () => setOpen(undefined) }
  const names: Readonly<Record<StepAct, string>> = {
    raise: step.kind === 'task' ? '' : m.raise[step.kind], finish: m.finish, change: step.state === 'stopped' ? m.giveAnew : m.change, drop: m.drop,
  }
  const RaiseForm = raiseForms[step.kind]
  if (open === 'finish') return <FinishStepForm {...props} />
  if (open === 'change') return <ChangeStepForm {...props} />
  if (open === 'drop') return <DropStepForm {...props} />
  if (open === 'raise' && RaiseForm !== null) return <RaiseForm {...props} />
  if (step.may.length === 0) return null
  return (
    <Group mt="xs">
      {step.may.map((act, at) => (
        <Button key={act} variant={at === 0 && (act !== 'change' || step.state === 'stopped') && act !== 'drop' ? 'filled' : 'default'} aria-label={`${names[act]}: ${step.no}`} onClick={() => setOpen(act)}>
          {names[act]}
        </Button>
      ))}
    </Group>
  )
}

