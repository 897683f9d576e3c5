import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { fieldOperations } from '#modules/response/field/field.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { errorFor } from '#web/kit/index.ts'
import { ActForm, useCaseAct } from './case-act.part.tsx'
import type { TaskActProps } from './case-words.form.tsx'

/** On which day one's office calls at the house; the reporter is told. */
export function PlanVisitForm({ detail, task, onClose }: TaskActProps) {
  const m = useMessages('field').field
  const act = useCaseAct(fieldOperations.planVisit, detail)
  const [plannedOn, setPlannedOn] = useState('')
  async function save(): Promise<void> {
    if (await act.run({ params: { taskId: task.taskId }, body: { plannedOn } })) onClose(true)
  }
  return (
    <ActForm detail={detail} act={act} submit={m.savePlan} onSubmit={() => void save()} onClose={() => onClose(false)} fields={{ plannedOn: m.planDay }}>
      <TextInput
        id="plannedOn" type="date" label={m.planDay} description={m.planHint} value={plannedOn} onChange={(event) => setPlannedOn(event.currentTarget.value)}
        error={errorFor(act.problem, 'plannedOn')} data-autofocus required
      />
    </ActForm>
  )
}
