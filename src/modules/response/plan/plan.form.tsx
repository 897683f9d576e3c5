import { Button, Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActForm, useCaseAct, useDraft } from '#modules/response/case/case-act.part.tsx'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { PublicPreview, useSeenWords } from '#modules/response/preview/public-words.part.tsx'
import { newCommandId } from '#web/api/client.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { errorFor, type Failure } from '#web/kit/index.ts'
import { planLimits, planOperations, StepKind, type DraftStep, type PlanTemplate, type PlanView } from './plan.contract.ts'
import styles from './plan.module.css'

interface PlanFormProps {
  readonly detail: CaseDetail
  readonly plan: PlanView
  /** The steps to begin with; null: one empty step. */
  readonly from: PlanTemplate | null
  readonly onClose: () => void
}

/** New steps for a plan: from what the regency suggests or from nothing. What was typed stays until it went through. */
export function PlanForm({ detail, plan, from, onClose }: PlanFormProps) {
  const m = useMessages('response').plan
  const act = useCaseAct(planOperations.planSteps, detail)
  const [kept, setKept] = useDraft(`${detail.caseId} plan`)
  const [begun] = useState(() => from?.steps ?? [emptyStep()])
  const drafts = kept === '' ? begun : (JSON.parse(kept) as readonly DraftStep[])
  const seen = useSeenWords(namesIn(detail))
  const first = plan.steps.length + 1
  function set(next: readonly DraftStep[]): void {
    if (kept === '') act.look()
    setKept(JSON.stringify(next))
  }
  async function send(): Promise<void> {
    if (!(await act.run({ body: { steps: drafts, seenPrivate: seen.seen } }))) return
    setKept('')
    onClose()
  }
  return (
    <ActForm detail={detail} act={act} submit={m.save} onSubmit={() => void send()} onClose={onClose} fields={{ steps: m.part }}>
      {from !== null && <p className={styles['small']}>{m.templateHint}</p>}
      {drafts.map((draft, at) => (
        <fieldset key={draft.stepId} className={styles['draft']}>
          <legend>{m.newStep({ no: first + at })}</legend>
          <StepFields
            step={draft}
            path={`steps-${at}-`}
            others={othersOf(plan, drafts, draft.stepId)}
            offices={plan.offices}
            onChange={(change) => set(drafts.map((one) => (one.stepId === draft.stepId ? { ...one, ...change } : one)))}
            problem={act.problem}
            isNew
          />
          {drafts.length > 1 && (
            <Button mt="sm" variant="subtle" onClick={() => set(without(drafts, draft.stepId))}>{m.remove({ no: first + at })}</Button>
          )}
        </fieldset>
      ))}
      <div>
        <Button variant="default" onClick={() => set([...drafts, emptyStep()])}>{m.add}</Button>
      </div>
      <PublicPreview {...seen} words={titlesOf(drafts)} onChange={(words) => set(withTitles(drafts, words))} />
    </ActForm>
  )
}

interface StepFieldsProps {
  readonly step: DraftStep
  /** Begins the ids of its fields, as the server's answer names them. */
  readonly path: string
  readonly others: readonly OtherStep[]
  readonly offices: PlanView['offices']
  readonly onChange: (change: Partial<DraftStep>) => void
  readonly problem: Failure | undefined
  readonly isNew?: boolean
  /** Its work has begun: office and waits stay. */
  readonly isOpen?: boolean
}

/** A step that another can wait for. */
export interface OtherStep {
  readonly stepId: string
  readonly label: string
}

/** The fields of one step. */
export function StepFields({ step, path, others, offices, onChange, problem, isNew = false, isOpen = false }: StepFieldsProps) {
  const m = useMessages('response')
  const lang = useLang()
  const error = (name: string): string | undefined => errorFor(problem, `${path}${name}`)
  return (
    <Stack gap="sm">
      <TextInput
        id={`${path}title`} label={m.plan.title} description={m.plan.titleHint} value={step.title} maxLength={planLimits.titleLength}
        onChange={(event) => onChange({ title: event.currentTarget.value })} error={error('title')} required
      />
      {isNew && (
        <NativeSelect
          id={`${path}kind`} label={m.plan.kind} value={step.kind} onChange={(event) => onChange({ kind: event.currentTarget.value as StepKind })}
          data={StepKind.options.map((value) => ({ value, label: m.plan.kinds[value] }))}
        />
      )}
      {isOpen && <p className={styles['small']}>{m.plan.openFixed}</p>}
      {!isOpen && (
        <NativeSelect
          id={`${path}officeId`} label={m.plan.office} value={step.officeId === 0 ? '' : String(step.officeId)} error={error('officeId')} required
          onChange={(event) => onChange({ officeId: Number(event.currentTarget.value) })}
          data={[{ value: '', label: m.common.choose }, ...offices.map((office) => ({ value: String(office.officeId), label: office.name[lang] }))]}
        />
      )}
      <TextInput
        id={`${path}dueOn`} type="date" label={m.plan.dueOn} description={m.plan.dueHint} value={step.dueOn ?? ''} error={error('dueOn')}
        onChange={(event) => onChange({ dueOn: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      />
      {!isOpen && others.length > 0 && (
        <Checkbox.Group id={`${path}needs`} label={m.plan.needs} value={[...step.needs]} onChange={(needs) => onChange({ needs })} error={error('needs')}>
          {others.map(({ stepId, label }) => <Checkbox key={stepId} value={stepId} label={label} mt="xs" />)}
        </Checkbox.Group>
      )}
    </Stack>
  )
}

function emptyStep(): DraftStep {
  return { stepId: newCommandId(), kind: 'task', title: '', officeId: 0, dueOn: null, needs: [] }
}

/** A step goes, and nothing waits for it any more. */
function without(drafts: readonly DraftStep[], stepId: string): readonly DraftStep[] {
  return drafts.filter((draft) => draft.stepId !== stepId).map((draft) => ({ ...draft, needs: draft.needs.filter((need) => need !== stepId) }))
}

/** What a step can wait for: every other one, those of the plan that have not ended and those being written. */
export function othersOf(plan: PlanView, drafts: readonly DraftStep[], stepId: string): readonly OtherStep[] {
  const known = plan.steps.filter((step) => step.state === 'waiting' || step.state === 'open').map((step) => ({ stepId: step.stepId, label: `${step.no}. ${step.title}` }))
  const added = drafts.map((draft, at) => ({ stepId: draft.stepId, label: `${plan.steps.length + at + 1}. ${draft.title}` }))
  return [...known, ...added].filter((other) => other.stepId !== stepId)
}

/** Names of those whom the reports are about: they are looked for in words that go outside. */
export function namesIn(detail: CaseDetail): readonly string[] {
  return detail.reports.flatMap((report) => report.subjectName ?? [])
}

function titlesOf(drafts: readonly DraftStep[]): string {
  return drafts.map((draft) => draft.title).join('\n').trim()
}

function withTitles(drafts: readonly DraftStep[], words: string): readonly DraftStep[] {
  const titles = words.split('\n')
  return drafts.map((draft, at) => ({ ...draft, title: titles[at] ?? draft.title }))
}
