import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Messages } from '#web/i18n/index.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ActFailure, useCaseAct } from './case-act.part.tsx'
import { caseOperations, type CaseAct, type CaseDetail, type TaskView } from './case.contract.ts'
import { AssignForm, HandBackForm, HandOverForm, PlaceForm, ReferForm } from './case-hands.form.tsx'
import { AnswerForm, AskForm, FinishForm, NoteForm, ReopenForm, VerdictForm, type ActProps } from './case-words.form.tsx'
import { VisitForm } from './visit.form.tsx'
import styles from './case.module.css'

/** The acts in the order of their buttons; what is done most stands first. */
const order = [
  'take', 'answer', 'assign', 'visit', 'finish', 'conclude', 'reopen', 'place', 'ask', 'note', 'refer', 'hand_over', 'hand_back',
] as const satisfies readonly CaseAct[]

export type ShownAct = (typeof order)[number]

const keys: Readonly<Partial<Record<ShownAct, string>>> = { take: 'E', answer: 'R', assign: 'T' }

/** The act that a key stands for. */
export function actOfKey(key: string): ShownAct | undefined {
  return order.find((act) => keys[act] === key.toUpperCase())
}

function nameOf(m: Messages, act: ShownAct): string {
  return act === 'place' ? m.caseWork.placeIt : m.caseWork[act]
}

/** The office's own task that its acts are about: one that is not done, a free one first. */
export function ownTask(detail: CaseDetail, officeId: number | null): TaskView | undefined {
  const own = detail.tasks.filter((task) => task.officeId === officeId && task.status !== 'done')
  return own.find((task) => task.holderAccountId === null) ?? own[0]
}

interface CaseActsProps {
  readonly detail: CaseDetail
  readonly officeId: number | null
  /** The act whose form is open. */
  readonly chosen: ShownAct | undefined
  readonly onChoose: (act: ShownAct | undefined) => void
  /** Whether the keys work on this screen; then they stand on the buttons. */
  readonly hasKeys?: boolean
}

/** The buttons of what may be done, and the form of what was chosen. */
export function CaseActs({ detail, officeId, chosen, onChoose, hasKeys = false }: CaseActsProps) {
  const m = useMessages()
  const task = ownTask(detail, officeId)
  const take = useCaseAct(caseOperations.takeTask, detail)
  const offered = order.filter((act) => detail.may.includes(act))
  if (offered.length === 0) return <p className={styles['small']}>{m.caseWork.nothingToDo}</p>
  function choose(act: ShownAct): void {
    if (act === 'take' && task !== undefined) void take.run({ params: { taskId: task.taskId } })
    else onChoose(chosen === act ? undefined : act)
  }
  return (
    <>
      <div className={styles['acts']}>
        {offered.map((act, index) => (
          <Button key={act} data-act={act} variant={index === 0 ? 'filled' : 'default'} aria-expanded={act === 'take' ? undefined : chosen === act} loading={act === 'take' && take.busy} onClick={() => choose(act)}>
            {nameOf(m, act)}
            {hasKeys && keys[act] !== undefined && (
              <kbd className={styles['key']} aria-hidden="true">
                {keys[act]}
              </kbd>
            )}
          </Button>
        ))}
      </div>
      <ActFailure problem={take.problem} detail={detail} />
      {chosen !== undefined && offered.includes(chosen) && formOf(chosen, { detail, onClose: () => onChoose(undefined) }, task)}
    </>
  )
}

function formOf(act: ShownAct, props: ActProps, task: TaskView | undefined): ReactNode {
  switch (act) {
    case 'answer':
      return <AnswerForm {...props} />
    case 'note':
      return <NoteForm {...props} />
    case 'visit':
      return <VisitForm {...props} />
    case 'refer':
      return <ReferForm {...props} />
    case 'place':
      return <PlaceForm {...props} />
    case 'conclude':
      return <VerdictForm {...props} />
    case 'reopen':
      return <ReopenForm {...props} />
    default:
      return task === undefined ? null : formOfTask(act, { ...props, task })
  }
}

function formOfTask(act: ShownAct, props: ActProps & { readonly task: TaskView }): ReactNode {
  switch (act) {
    case 'ask':
      return <AskForm {...props} />
    case 'assign':
      return <AssignForm {...props} />
    case 'finish':
      return <FinishForm {...props} />
    case 'hand_over':
      return <HandOverForm {...props} />
    case 'hand_back':
      return <HandBackForm {...props} />
    default:
      return null
  }
}
