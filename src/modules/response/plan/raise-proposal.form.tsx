import { Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ProposalKind, proposalOperations } from '#modules/registry/proposal/proposal.contract.ts'
import { ActForm, useCaseAct, useDraft } from '#modules/response/case/case-act.part.tsx'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, errorFor, useAnswer } from '#web/kit/index.ts'
import { planOperations } from './plan.contract.ts'
import type { StepFormProps } from './plan-step.form.tsx'
import styles from './plan.module.css'

type Choices = readonly { readonly key: string; readonly kinds: readonly string[]; readonly name: { readonly id: string; readonly en: string } }[]

/** A step proposes the household for the register; what the case knows is filled in by itself. */
export function RaiseProposalForm(props: StepFormProps) {
  const choices = useAnswer(proposalOperations.listProposalChoices, {})
  return <Answered query={choices}>{({ criteria }) => <Form {...props} criteria={criteria} />}</Answered>
}

function Form({ detail, step, onClose, criteria }: StepFormProps & { readonly criteria: Choices }) {
  const m = useMessages('response').plan
  const lang = useLang()
  const act = useCaseAct(planOperations.raiseProposal, detail, { sendsVersion: false })
  const [report] = detail.reports
  const isKnown = detail.familyId !== null || detail.personId !== null
  const [kind, setKind] = useState<ProposalKind>('in')
  const [chosen, setChosen] = useState<string[]>([])
  const [reason, setReason] = useDraft(`${step.stepId} proposal`)
  const [subject, setSubject] = useState({ subjectName: report?.subjectName ?? '', subjectAddress: report?.subjectAddress ?? '' })
  const fitting = criteria.filter((each) => each.kinds.includes(kind))
  async function send(): Promise<void> {
    const body = { kind, reason, criteria: chosen.filter((key) => fitting.some((each) => each.key === key)), ...(isKnown ? {} : subject) }
    if (!(await act.run({ params: { stepId: step.stepId }, body }))) return
    setReason('')
    onClose()
  }
  const error = (name: string): string | undefined => errorFor(act.problem, name)
  return (
    <ActForm detail={detail} act={act} submit={m.raise.proposal} onSubmit={() => void send()} onClose={onClose} fields={{ criteria: m.criteria, reason: m.reason, subjectName: m.subjectName }}>
      <p className={styles['small']}>{m.proposalLede}</p>
      <NativeSelect
        id="kind" label={m.proposalKind} value={kind} onChange={(event) => setKind(event.currentTarget.value as ProposalKind)} error={error('kind')} data-autofocus
        data={ProposalKind.options.map((value) => ({ value, label: m.proposalKinds[value] }))}
      />
      {!isKnown && (
        <>
          <TextInput
            id="subjectName" label={m.subjectName} value={subject.subjectName} error={error('subjectName')} required
            onChange={(event) => setSubject({ ...subject, subjectName: event.currentTarget.value })}
          />
          <TextInput
            id="subjectAddress" label={m.subjectAddress} value={subject.subjectAddress} error={error('subjectAddress')}
            onChange={(event) => setSubject({ ...subject, subjectAddress: event.currentTarget.value })}
          />
        </>
      )}
      {fitting.length > 0 && (
        <Checkbox.Group id="criteria" label={m.criteria} value={chosen} onChange={setChosen} error={error('criteria')}>
          <Stack gap="xs" mt="xs">{fitting.map((each) => <Checkbox key={each.key} value={each.key} label={each.name[lang]} />)}</Stack>
        </Checkbox.Group>
      )}
      <Textarea
        id="reason" label={m.reason} description={m.reasonHint} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={error('reason')}
        maxLength={2000} minRows={3} autosize required
      />
    </ActForm>
  )
}
