import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { ActForm, useCaseAct } from '#modules/response/case/case-act.part.tsx'
import { useWordsAct, WordsField } from '#modules/response/case/case-words.form.tsx'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { PublicPreview, useSeenWords } from '#modules/response/preview/public-words.part.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { planOperations, type DraftStep, type PlanView, type StepView } from './plan.contract.ts'
import { namesIn, othersOf, StepFields } from './plan.form.tsx'

/** What every form about a step is given. */
export interface StepFormProps {
  readonly detail: CaseDetail
  readonly plan: PlanView
  readonly step: StepView
  readonly onClose: () => void
}

const results = ['served', 'no_need', 'not_eligible', 'quota_full'] as const

/** What came of a step, with news for the reporter. */
export function FinishStepForm({ detail, step, onClose }: StepFormProps) {
  const m = useMessages('response').plan
  const { words, setWords, send, frame, field } = useWordsAct(planOperations.finishStep, { detail, onClose }, { draft: `step ${step.stepId}` })
  const seen = useSeenWords(namesIn(detail))
  const [result, setResult] = useState<string>('served')
  const save = (): void => void send({ params: { stepId: step.stepId }, body: { words, result, seenPrivate: seen.seen } })
  return (
    <ActForm {...frame} submit={m.finish} onSubmit={save} fields={{ words: m.words }}>
      <NativeSelect
        id="result" label={m.result} value={result} onChange={(event) => setResult(event.currentTarget.value)}
        data={results.map((value) => ({ value, label: m.results[value] }))}
      />
      <WordsField {...field} label={m.words} hint={m.wordsHint} />
      <PublicPreview {...seen} words={words} onChange={setWords} />
    </ActForm>
  )
}

/** A step is not needed; why, between officers. */
export function DropStepForm({ detail, step, onClose }: StepFormProps) {
  const m = useMessages('response')
  const { words, send, frame, field } = useWordsAct(planOperations.dropStep, { detail, onClose }, { draft: `drop ${step.stepId}` })
  const drop = (): void => void send({ params: { stepId: step.stepId }, body: { reason: words } })
  return (
    <ActForm {...frame} submit={m.plan.drop} onSubmit={drop} fields={{ reason: m.caseWork.reasonLabel }}>
      <WordsField {...field} name="reason" label={m.caseWork.reasonLabel} hint={m.caseWork.unseenByReporter} />
    </ActForm>
  )
}

/** The lead changes a step that has not ended. */
export function ChangeStepForm({ detail, plan, step, onClose }: StepFormProps) {
  const m = useMessages('response').plan
  const act = useCaseAct(planOperations.changeStep, detail)
  const { stepId, kind, title, officeId, dueOn, needs } = step
  // The office that lost its task is seldom the one that gets it again: the lead begins with itself.
  const isStopped = step.state === 'stopped'
  const [draft, setDraft] = useState<DraftStep>({ stepId, kind, title, officeId: isStopped ? detail.leadOfficeId : officeId, dueOn, needs })
  const seen = useSeenWords(namesIn(detail))
  async function save(): Promise<void> {
    const { stepId: _stepId, kind: _kind, ...change } = draft
    if (!(await act.run({ params: { stepId }, body: { ...change, seenPrivate: seen.seen } }))) return
    onClose()
  }
  return (
    <ActForm
      detail={detail}
      act={act}
      submit={isStopped ? m.giveAnew : m.saveChange}
      onSubmit={() => void save()}
      onClose={onClose}
      fields={{ title: m.title, officeId: m.office, dueOn: m.dueOn, needs: m.needs }}
    >
      <StepFields
        step={draft} path="" others={othersOf(plan, [], stepId)} offices={plan.offices} problem={act.problem} isOpen={step.state === 'open'}
        onChange={(change) => setDraft({ ...draft, ...change })}
      />
      <PublicPreview {...seen} words={draft.title} onChange={(words) => setDraft({ ...draft, title: words })} />
    </ActForm>
  )
}
