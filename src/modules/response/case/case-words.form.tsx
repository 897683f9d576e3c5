import { Checkbox, Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { errorFor } from '#web/kit/index.ts'
import { VerdictDraft } from '#modules/response/plan/verdict-draft.part.tsx'
import { PublicPreview, useSeenWords } from '#modules/response/preview/public-words.part.tsx'
import type { Operation } from '#platform/http/contract.ts'
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

interface WordsActOptions {
  /** Under which name the words are kept until they went through. */
  readonly draft: string
  readonly sendsVersion?: boolean
}

/** A form whose words are kept until they went through: its frame, its field for words, and what sends it. */
export function useWordsAct(operation: Operation, { detail, onClose }: ActProps, options: WordsActOptions) {
  const act = useCaseAct(operation, detail, options)
  const [words, setWords] = useDraft(`${detail.caseId} ${options.draft}`)
  async function send(input: Parameters<CaseActState['run']>[0]): Promise<void> {
    if (!(await act.run(input))) return
    setWords('')
    onClose(true)
  }
  return { words, setWords, send, frame: { detail, act, onClose: () => onClose(false) }, field: { value: words, onChange: setWords, act } }
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

/** Names of those whom the reports are about: they are looked for in words that go outside. */
function namesOf(detail: CaseDetail): readonly string[] {
  return detail.reports.flatMap((report) => report.subjectName ?? [])
}

/** A short answer to the reporter; ready sentences may be taken and changed. */
export function AnswerForm(props: ActProps) {
  const m = useMessages('response')
  const { words, setWords, send, frame, field } = useWordsAct(caseOperations.answerCase, props, { draft: 'answer' })
  const seen = useSeenWords(namesOf(props.detail))
  const label = m.caseWork.answerLabel
  return (
    <ActForm {...frame} submit={m.caseWork.sendAnswer} onSubmit={() => void send({ body: { words, seenPrivate: seen.seen } })} fields={{ words: label }}>
      <WordsField {...field} label={label} hint={m.caseWork.answerHint} />
      <PublicPreview {...seen} words={words} onChange={setWords} />
      {words === '' && <Templates onTake={setWords} />}
    </ActForm>
  )
}

function Templates({ onTake }: { readonly onTake: (text: string) => void }) {
  const m = useMessages('response')
  return (
    <fieldset className={styles['templates']}>
      <legend>{m.caseWork.templates}</legend>
      {m.caseWork.templateTexts.map((text) => (
        <button key={text} type="button" className={styles['template']} onClick={() => onTake(text)}>
          {text}
        </button>
      ))}
    </fieldset>
  )
}

/** A question to the reporter. */
export function AskForm({ task, ...props }: TaskActProps) {
  const m = useMessages('response')
  const { words, setWords, send, frame, field } = useWordsAct(caseOperations.askReporter, props, { draft: 'ask' })
  const seen = useSeenWords(namesOf(props.detail))
  const label = m.caseWork.askLabel
  const ask = (): void => void send({ params: { taskId: task.taskId }, body: { words, seenPrivate: seen.seen } })
  return (
    <ActForm {...frame} submit={m.caseWork.sendQuestion} onSubmit={ask} fields={{ words: label }}>
      <WordsField {...field} label={label} hint={m.caseWork.askHint} />
      <PublicPreview {...seen} words={words} onChange={setWords} />
    </ActForm>
  )
}

/** A note between officers. */
export function NoteForm(props: ActProps) {
  const m = useMessages('response')
  const { words, send, frame, field } = useWordsAct(caseOperations.noteCase, props, { draft: 'note', sendsVersion: false })
  const label = m.caseWork.noteLabel
  return (
    <ActForm {...frame} submit={m.caseWork.saveNote} onSubmit={() => void send({ body: { words } })} fields={{ words: label }}>
      <WordsField {...field} label={label} hint={m.caseWork.noteHint} />
    </ActForm>
  )
}

const results = ['served', 'no_need', 'not_eligible', 'quota_full'] as const

/** One's own task is done, with its result and news for the reporter. */
export function FinishForm({ task, ...props }: TaskActProps) {
  const m = useMessages('response')
  const { words, setWords, send, frame, field } = useWordsAct(caseOperations.finishTask, props, { draft: 'finish' })
  const seen = useSeenWords(namesOf(props.detail))
  const [result, setResult] = useState<string>('served')
  const label = m.caseWork.finishLabel
  const save = (): void => void send({ params: { taskId: task.taskId }, body: { words, result, seenPrivate: seen.seen } })
  return (
    <ActForm {...frame} submit={m.caseWork.saveResult} onSubmit={save} fields={{ words: label }}>
      <Choices label={m.caseWork.resultLabel} value={result} onChange={setResult} choices={results.map((each) => [each, m.caseWork.result[each]])} />
      <WordsField {...field} label={label} hint={m.caseWork.finishHint} />
      <PublicPreview {...seen} words={words} onChange={setWords} />
    </ActForm>
  )
}

const verdicts = ['helped', 'partly_helped', 'no_need', 'not_helped'] as const

/** The one verdict of the lead. Tasks of other offices are withdrawn only when that is ticked. */
export function VerdictForm(props: ActProps) {
  const m = useMessages('response')
  const lang = useLang()
  const { detail } = props
  const { words, setWords, send, frame, field } = useWordsAct(caseOperations.concludeCase, props, { draft: 'conclude' })
  const seen = useSeenWords(namesOf(props.detail))
  const [verdict, setVerdict] = useState<string>('helped')
  const [withdrawOpenTasks, setWithdraw] = useState(false)
  const others = detail.tasks.filter((task) => task.status !== 'done' && task.officeId !== detail.leadOfficeId)
  const offices = others.map((task) => officeName(detail.offices, task.officeId, lang)).join(', ')
  const label = m.caseWork.concludeLabel
  const save = (): void => void send({ body: { words, verdict, withdrawOpenTasks, seenPrivate: seen.seen } })
  return (
    <ActForm {...frame} submit={m.caseWork.saveVerdict} onSubmit={save} fields={{ words: label }}>
      <VerdictDraft
        detail={detail}
        onFill={(draft) => {
          setVerdict(draft.verdict)
          field.onChange(draft.words)
        }}
      />
      <Choices
        label={m.caseWork.verdictLabel}
        value={verdict}
        onChange={setVerdict}
        choices={verdicts.map((each) => [each, m.caseWork.verdict[each]])}
      />
      <WordsField {...field} label={label} hint={m.caseWork.concludeHint} />
      <PublicPreview {...seen} words={words} onChange={setWords} />
      {others.length > 0 && (
        <Checkbox
          checked={withdrawOpenTasks}
          onChange={(event) => setWithdraw(event.currentTarget.checked)}
          label={m.caseWork.withdrawOthers({ offices })}
        />
      )}
    </ActForm>
  )
}

interface ChoicesProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly choices: readonly (readonly [value: string, label: string])[]
}

function Choices({ label, value, onChange, choices }: ChoicesProps) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {choices.map(([each, words]) => (
          <Radio key={each} value={each} label={words} />
        ))}
      </Stack>
    </Radio.Group>
  )
}

/** A finished case is taken up again. */
export function ReopenForm(props: ActProps) {
  const m = useMessages('response')
  const { words, send, frame, field } = useWordsAct(caseOperations.reopenCase, props, { draft: 'reopen' })
  const label = m.caseWork.reopenLabel
  return (
    <ActForm {...frame} submit={m.caseWork.reopen} onSubmit={() => void send({ body: { reason: words } })} fields={{ reason: label }}>
      <WordsField {...field} name="reason" label={label} hint={m.caseWork.reopenHint} />
    </ActForm>
  )
}
