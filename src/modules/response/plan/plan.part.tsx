import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, useAnswer } from '#web/kit/index.ts'
import { planOperations, type PlanView } from './plan.contract.ts'
import { PlanForm } from './plan.form.tsx'
import { PlanStep } from './plan-step.part.tsx'
import styles from './plan.module.css'

/** The household plan of a case: its steps in their order, and for the lead the making of them. */
export function CasePlan({ detail, officeId }: { readonly detail: CaseDetail; readonly officeId: number | null }) {
  const found = useAnswer(planOperations.getPlan, { params: { caseId: detail.caseId } })
  return <Answered query={found} rows={2}>{(plan) => <Plan detail={detail} plan={plan} officeId={officeId} />}</Answered>
}

interface PlanProps {
  readonly detail: CaseDetail
  readonly plan: PlanView
  readonly officeId: number | null
}

function Plan({ detail, plan, officeId }: PlanProps) {
  const m = useMessages('response').plan
  const ended = plan.steps.filter((step) => step.state === 'done' || step.state === 'dropped').length
  return (
    <>
      {plan.steps.length === 0 && <p className={styles['small']}>{plan.mayPlan ? m.noneForLead : m.none}</p>}
      {plan.steps.length > 0 && (
        <>
          <p className={styles['small']}>{m.lede}</p>
          <p><strong>{m.progress({ ended, all: plan.steps.length })}</strong></p>
          <ol className={styles['steps']}>
            {plan.steps.map((step) => <PlanStep key={step.stepId} detail={detail} plan={plan} step={step} isOwn={step.officeId === officeId} />)}
          </ol>
        </>
      )}
      {plan.mayPlan && <Planning detail={detail} plan={plan} />}
    </>
  )
}

function Planning({ detail, plan }: Omit<PlanProps, 'officeId'>) {
  const m = useMessages('response').plan
  const lang = useLang()
  const [begun, setBegun] = useState<'empty' | 'template'>()
  if (begun !== undefined) {
    return <PlanForm detail={detail} plan={plan} from={begun === 'template' ? plan.template : null} onClose={() => setBegun(undefined)} />
  }
  return (
    <Group>
      {plan.template !== null && <Button onClick={() => setBegun('template')}>{m.fromTemplate({ name: plan.template.name[lang] })}</Button>}
      <Button variant="default" onClick={() => setBegun('empty')}>{m.add}</Button>
    </Group>
  )
}
