import { Button, Checkbox, Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { errorFor } from '#web/kit/index.ts'
import { ActForm, useCaseAct, useDraft, type CaseActState } from './case-act.part.tsx'
import { caseOperations, type CaseDetail, type TaskView } from './case.contract.ts'
import { officeName } from './case-events.part.tsx'
import styles from './case.module.css'

/** What every form of an act is given. */
export interface ActProps {
  readonly detail: CaseDetail
  /** Closes the form; `done` when it went through. */
  readonly onClose: (done: boolean) => void
}

/** The same for an act on one's own task. */
export interface TaskActProps extends ActProps {
  readonly task: TaskView
}

interface WordsFieldProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly onChange: (words: string) => void
  readonly act: CaseActState
  /** The member of the request that the words travel in. */
  readonly name?: 'words' | 'reason' | 'findings'
}

/** A field for words; the first letter is the moment at which its writer looked at the case. */
export function WordsField({ label, hint, value, onChange, act, name = 'words' }: WordsFieldProps) {
  return (
    <Textarea
      id={name}
      label={label}
      description={hint}
      value={value}
      onChange={(event) => {
        if (value === '') act.look()
        onChange(event.currentTarget.value)
      }}
      error={errorFor(act.problem, name)}
      maxLength={4000}
      data-autofocus
      required
    />
  )
}

/** A short answer to the reporter; ready sentences may be taken and changed. */
export function AnswerForm({ detail, onClose }: ActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.answerCase, detail)
  const [words, setWords] = useDraft(`${detail.caseId} answer`)
  async function send(): Promise<void> {
    if (!(await act.run({ body: { words } }))) return
    setWords('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.sendAnswer} onSubmit={() => void send()} onClose={() => onClose(false)} fields={{ words: m.caseWork.answerLabel }}>
      <WordsField label={m.caseWork.answerLabel} hint={m.caseWork.answerHint} value={words} onChange={setWords} act={act} />
      {words === '' && (
        <fieldset className={styles['templates']}>
          <legend>{m.caseWork.templates}</legend>
          {m.caseWork.templateTexts.map((text) => (
            <Button key={text} variant="default" size="sm" h="auto" py={6} styles={{ label: { whiteSpace: 'normal', textAlign: 'left' } }} onClick={() => setWords(text)}>
              {text}
            </Button>
          ))}
        </fieldset>
      )}
    </ActForm>
  )
}

/** A question to the reporter. */
export function AskForm({ detail, task, onClose }: TaskActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.askReporter, detail)
  const [words, setWords] = useDraft(`${detail.caseId} ask`)
  async function send(): Promise<void> {
    if (!(await act.run({ params: { taskId: task.taskId }, body: { words } }))) return
    setWords('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.sendQuestion} onSubmit={() => void send()} onClose={() => onClose(false)} fields={{ words: m.caseWork.askLabel }}>
      <WordsField label={m.caseWork.askLabel} hint={m.caseWork.askHint} value={words} onChange={setWords} act={act} />
    </ActForm>
  )
}

/** A note between officers. */
export function NoteForm({ detail, onClose }: ActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.noteCase, detail, { sendsVersion: false })
  const [words, setWords] = useDraft(`${detail.caseId} note`)
  async function save(): Promise<void> {
    if (!(await act.run({ body: { words } }))) return
    setWords('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.saveNote} onSubmit={() => void save()} onClose={() => onClose(false)} fields={{ words: m.caseWork.noteLabel }}>
      <WordsField label={m.caseWork.noteLabel} hint={m.caseWork.noteHint} value={words} onChange={setWords} act={act} />
    </ActForm>
  )
}

const results = ['served', 'no_need', 'not_eligible', 'quota_full'] as const

/** One's own task is done, with its result and news for the reporter. */
export function FinishForm({ detail, task, onClose }: TaskActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.finishTask, detail)
  const [words, setWords] = useDraft(`${detail.caseId} finish`)
  const [result, setResult] = useState<string>('served')
  async function save(): Promise<void> {
    if (!(await act.run({ params: { taskId: task.taskId }, body: { words, result } }))) return
    setWords('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.saveResult} onSubmit={() => void save()} onClose={() => onClose(false)} fields={{ words: m.caseWork.finishLabel }}>
      <Radio.Group label={m.caseWork.resultLabel} value={result} onChange={setResult}>
        <Stack gap="xs" mt="xs">
          {results.map((each) => (
            <Radio key={each} value={each} label={m.caseWork.result[each]} />
          ))}
        </Stack>
      </Radio.Group>
      <WordsField label={m.caseWork.finishLabel} hint={m.caseWork.finishHint} value={words} onChange={setWords} act={act} />
    </ActForm>
  )
}

const verdicts = ['helped', 'partly_helped', 'no_need', 'not_helped'] as const

/** The one verdict of the lead. Tasks of other offices are withdrawn only when that is ticked. */
export function VerdictForm({ detail, onClose }: ActProps) {
  const m = useMessages()
  const lang = useLang()
  const act = useCaseAct(caseOperations.concludeCase, detail)
  const [words, setWords] = useDraft(`${detail.caseId} conclude`)
  const [verdict, setVerdict] = useState<string>('helped')
  const [withdrawOpenTasks, setWithdraw] = useState(false)
  const others = detail.tasks.filter((task) => task.status !== 'done' && task.officeId !== detail.leadOfficeId)
  async function save(): Promise<void> {
    if (!(await act.run({ body: { words, verdict, withdrawOpenTasks } }))) return
    setWords('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.saveVerdict} onSubmit={() => void save()} onClose={() => onClose(false)} fields={{ words: m.caseWork.concludeLabel }}>
      <Radio.Group label={m.caseWork.verdictLabel} value={verdict} onChange={setVerdict}>
        <Stack gap="xs" mt="xs">
          {verdicts.map((each) => (
            <Radio key={each} value={each} label={m.caseWork.verdict[each]} />
          ))}
        </Stack>
      </Radio.Group>
      <WordsField label={m.caseWork.concludeLabel} hint={m.caseWork.concludeHint} value={words} onChange={setWords} act={act} />
      {others.length > 0 && (
        <Checkbox
          checked={withdrawOpenTasks}
          onChange={(event) => setWithdraw(event.currentTarget.checked)}
          label={m.caseWork.withdrawOthers({ offices: others.map((task) => officeName(detail.offices, task.officeId, lang)).join(', ') })}
        />
      )}
    </ActForm>
  )
}

/** A finished case is taken up again. */
export function ReopenForm({ detail, onClose }: ActProps) {
  const m = useMessages()
  const act = useCaseAct(caseOperations.reopenCase, detail)
  const [reason, setReason] = useDraft(`${detail.caseId} reopen`)
  async function send(): Promise<void> {
    if (!(await act.run({ body: { reason } }))) return
    setReason('')
    onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.caseWork.reopen} onSubmit={() => void send()} onClose={() => onClose(false)} fields={{ reason: m.caseWork.reopenLabel }}>
      <WordsField name="reason" label={m.caseWork.reopenLabel} hint={m.caseWork.reopenHint} value={reason} onChange={setReason} act={act} />
    </ActForm>
  )
}
