import type { ComponentType } from 'react'
import { ProposeForm } from '#modules/response/referral/referral.form.tsx'
import type { ProposalState } from '#modules/registry/proposal/proposal.contract.ts'
import { referralOperations } from '#modules/response/referral/referral.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, useAnswer } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import type { StepKind, StepView } from './plan.contract.ts'
import type { StepFormProps } from './plan-step.form.tsx'
import { RaiseProposalForm } from './raise-proposal.form.tsx'
import styles from './plan.module.css'

/** The form by which each kind of step raises what it is for; null where there is nothing to raise. */
export const raiseForms: Readonly<Record<StepKind, ComponentType<StepFormProps> | null>> = {
  task: null, referral: RaiseReferralForm, proposal: RaiseProposalForm,
}

/** A referral letter asked for by a step: the service is what the step says. */
function RaiseReferralForm({ detail, step, onClose }: StepFormProps) {
  const found = useAnswer(referralOperations.getCaseReferrals, { params: { caseId: detail.caseId } })
  return <Answered query={found}>{(choices) => <ProposeForm detail={detail} choices={choices} onClose={onClose} step={step} />}</Answered>
}

/** What a step has raised, and the way there. */
export function Raised({ step, raisedId }: { readonly step: StepView; readonly raisedId: string }) {
  const m = useMessages('response').plan
  if (step.kind === 'proposal') return step.raisedState === null ? <p className={styles['small']}>{m.raised.unseen}</p> : <RaisedProposal proposalId={raisedId} state={step.raisedState} />
  return <p className={styles['small']}>{m.raised.referral}</p>
}

/** How far the proposal is, and the way to it. */
function RaisedProposal({ proposalId, state }: { readonly proposalId: string; readonly state: ProposalState }) {
  const m = useMessages('response', 'proposal')
  return (
    <p className={styles['small']}>
      {`${m.plan.raised.standing}: `}
      <strong>{m.proposal.states[state]}</strong>
      {' · '}
      <AppLink href={staffPaths.proposal(proposalId)}>{m.plan.raised.proposal}</AppLink>
    </p>
  )
}
