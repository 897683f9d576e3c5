import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Texts } from '#web/i18n/groups.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ConfirmForm } from '#modules/response/confirmation/confirmation.form.tsx'
import { Status } from '#web/kit/index.ts'
import { ActFailure, useCaseAct } from './case-act.part.tsx'
import { caseOperations, type CaseAct, type CaseDetail, type TaskView } from './case.contract.ts'
import { AssignForm, HandBackForm, HandOverForm, PlaceForm, ReferForm, RungForm } from './case-hands.form.tsx'
import { AnswerForm, AskForm, FinishForm, NoteForm, ReopenForm, VerdictForm, type ActProps, type TaskActProps } from './case-words.form.tsx'
import { PlanVisitForm } from './plan-visit.form.tsx'
import { VisitForm } from './visit.form.tsx'
import styles from './case.module.css'

/** The acts in the order of their buttons; what is done most stands first. */
const order = [
  'take', 'answer', 'assign', 'visit', 'finish', 'conclude', 'confirm', 'reopen', 'place', 'ask', 'plan_visit', 'note', 'refer', 'hand_over', 'hand_back', 'hand_up', 'hand_down',
] as const satisfies readonly CaseAct[]

export type ShownAct = (typeof order)[number]

/** What stands behind "more actions", unless its form is open. */
const rare: ReadonlySet<ShownAct> = new Set(['place', 'ask', 'plan_visit', 'note', 'refer', 'hand_over', 'hand_back', 'hand_up', 'hand_down'])

const keys: Readonly<Partial<Record<ShownAct, string>>> = { take: 'E', answer: 'R', assign: 'T' }

/** The act that a key stands for. */
export function actOfKey(key: string): ShownAct | undefined {
  return order.find((act) => keys[act] === key.toUpperCase())
}

function nameOf(m: Texts<'response'>, act: ShownAct): string {
  if (act === 'confirm') return m.plan.confirm
  return act === 'place' ? m.caseWork.placeIt : m.caseWork[act]
}

/** The office's own task that its acts are about: one that is not done, a free one first. */
function ownTask(detail: CaseDetail, officeId: number | null): TaskView | undefined {
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
  const m = useMessages('response')
  const task = ownTask(detail, officeId)
  const take = useCaseAct(caseOperations.takeTask, detail)
  const [showsAll, setShowsAll] = useState(false)
  const [isSaid, setIsSaid] = useState(false)
  const said = useRef<HTMLOutputElement>(null)
  const offered = order.filter((act) => detail.may.includes(act))
  // A case without a place needs one before anything else.
  const isRare = (act: ShownAct): boolean => rare.has(act) && act !== chosen && !(act === 'place' && detail.areaId === 0)
  const shown = offered.filter((act) => showsAll || !isRare(act))
  if (offered.length === 0 && chosen === undefined) return <p className={styles['small']}>{m.caseWork.nothingToDo}</p>
  function close(done: boolean): void {
    onChoose(undefined)
    setIsSaid(done)
    said.current?.focus()
  }
  function choose(act: ShownAct): void {
    setIsSaid(false)
    if (act === 'take' && task !== undefined) void take.run({ params: { taskId: task.taskId } })
    else onChoose(chosen === act ? undefined : act)
  }
  return (
    <>
      <section className={styles['acts']} aria-label={m.caseWork.acts}>
        {shown.map((act, index) => (
          <Button
            key={act}
            data-act={act}
            variant={index === 0 ? 'filled' : 'default'}
            aria-expanded={act === 'take' ? undefined : chosen === act}
            loading={act === 'take' && take.busy}
            onClick={() => choose(act)}
          >
            {nameOf(m, act)}
            {hasKeys && keys[act] !== undefined && (
              <kbd className={styles['key']} aria-hidden="true">
                {keys[act]}
              </kbd>
            )}
          </Button>
        ))}
        {offered.some(isRare) && (
          <Button variant="subtle" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? m.caseWork.fewerActs : m.caseWork.moreActs}
          </Button>
        )}
      </section>
      <output className={styles['said']} tabIndex={-1} ref={said}>
        {isSaid && <Status tone="good">{m.caseWork.sent}</Status>}
      </output>
      <ActFailure problem={take.problem} detail={detail} />
      {chosen !== undefined && <ChosenForm key={chosen} act={chosen} detail={detail} task={task} onClose={close} />}
    </>
  )
}

interface ChosenFormProps extends ActProps {
  readonly act: ShownAct
  readonly task: TaskView | undefined
}

/** The form of an act. It stays when others make the act needless meanwhile: what was typed is the writer's, and the server tells what happened. */
function ChosenForm({ act, task: now, ...props }: ChosenFormProps) {
  const [task] = useState(now)
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
    case 'hand_up':
    case 'hand_down':
      return <RungForm {...props} direction={act} />
    case 'conclude':
      return <VerdictForm {...props} />
    case 'confirm':
      return <ConfirmForm {...props} />
    case 'reopen':
      return <ReopenForm {...props} />
    default:
      return task === undefined ? null : <ChosenTaskForm act={act} task={task} {...props} />
  }
}

function ChosenTaskForm({ act, ...props }: TaskActProps & { readonly act: ShownAct }) {
  switch (act) {
    case 'ask':
      return <AskForm {...props} />
    case 'plan_visit':
      return <PlanVisitForm {...props} />
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
