import { Button, Group, Stack } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { Problem } from '#web/api/client.ts'
import { planOperations } from '#modules/response/plan/plan.contract.ts'
import { joinOperations } from '#modules/response/join/join.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, useCommand, useHold, useRefresh, type Failure } from '#web/kit/index.ts'
import { caseOperations, type CaseDetail, type CaseEventView } from './case.contract.ts'
import { EventList } from './case-events.part.tsx'
import { inboxOperations } from './inbox.contract.ts'
import styles from './case.module.css'

/** What is stale on the screens after an act on a case. */
const caseReads = [caseOperations.getCase, inboxOperations.listCases, inboxOperations.countCases, joinOperations.listSimilarCases, planOperations.getPlan] as const

// Words that were typed and not sent outlive the form: going to the next case and back loses nothing.
const drafts = new Map<string, string>()

/** A text that is kept under a key until it was sent. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(key) ?? '')
  function keep(next: string): void {
    if (next === '') drafts.delete(key)
    else drafts.set(key, next)
    setText(next)
  }
  return [text, keep]
}

/** What happened while somebody was writing, as the server told it with its refusal. */
interface Conflict {
  readonly version: number
  readonly events: readonly CaseEventView[]
}

function conflictOf(problem: Failure | undefined): Conflict | undefined {
  if (!(problem instanceof Problem) || problem.kind !== 'case_changed_meanwhile') return undefined
  return problem.extra as unknown as Conflict
}

/** One act on a case: the version that its doer had read travels with it, and moves on only by what they were told. */
export interface CaseActState {
  readonly run: (input: { readonly params?: object; readonly body?: object }) => Promise<boolean>
  readonly busy: boolean
  readonly problem: Failure | undefined
  /** Begins anew from what is on the screen now; called when somebody starts to write. */
  readonly look: () => void
}

/** An act on a case whose command and version are looked after; acts that rest on nothing that was read send no version. */
export function useCaseAct(operation: Operation, detail: CaseDetail, options: { readonly sendsVersion?: boolean } = {}): CaseActState {
  const [seen, setSeen] = useState(detail.version)
  const command = useCommand(operation, { refreshes: caseReads })
  const seenVersion = Math.max(seen, conflictOf(command.problem)?.version ?? 0)
  return {
    busy: command.busy,
    problem: command.problem,
    look: () => setSeen(detail.version),
    run: async ({ params, body }) => {
      const version = options.sendsVersion === false ? {} : { seenVersion }
      const input = { params: { caseId: detail.caseId, ...params }, body: { ...version, ...body } }
      const changed = (await command.run(input as never)) as { version: number } | undefined
      if (changed !== undefined) setSeen(changed.version)
      return changed !== undefined
    },
  }
}

interface ActFailureProps {
  readonly problem: Failure | undefined
  readonly detail: CaseDetail
  /** The labels of the form's fields, by the names they travel under. */
  readonly fields?: Readonly<Record<string, string>>
}

/** Why an act did not go through. When somebody was faster: what they did, under the words that were typed. */
export function ActFailure(props: ActFailureProps) {
  const m = useMessages('response')
  const refresh = useRefresh()
  const conflict = conflictOf(props.problem)
  useEffect(() => {
    if (conflict !== undefined) void refresh(caseOperations.getCase)
  }, [conflict, refresh])
  if (conflict === undefined) return <ErrorSummary problem={props.problem} {...(props.fields && { fields: props.fields })} />
  return (
    <div className={styles['conflict']} role="alert">
      <p className={styles['conflictTitle']}>{m.caseWork.conflictTitle}</p>
      <p>{m.caseWork.conflictText}</p>
      <EventList events={conflict.events} offices={props.detail.offices} />
    </div>
  )
}

interface ActFormProps {
  readonly detail: CaseDetail
  readonly act: CaseActState
  readonly children: ReactNode
  /** Verb and thing: "Kirim jawaban". */
  readonly submit: string
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly fields?: Readonly<Record<string, string>>
}

/** The frame of a form on a case: its failure on top, its fields, and the two ways out. What was typed stays through any error. */
export function ActForm({ detail, act, children, submit, onSubmit, onClose, fields }: ActFormProps) {
  const m = useMessages('response')
  const isConflict = conflictOf(act.problem) !== undefined
  const form = useRef<HTMLFormElement>(null)
  useHold(true)
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  return (
    <form
      ref={form}
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <ActFailure problem={act.problem} detail={detail} {...(fields && { fields })} />
      <Stack>
        {children}
        <Group>
          <Button type="submit" loading={act.busy}>
            {isConflict ? m.caseWork.sendAgain : submit}
          </Button>
          <Button variant="default" onClick={onClose}>
            {m.common.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
