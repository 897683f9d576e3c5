import { Button, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { errorFor, ErrorSummary, PageTitle, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useSession } from '#web/staff/session.tsx'
import { deliberationOperations } from './deliberation.contract.ts'

const empty = { heldOn: '', startsAt: '09:00', place: '', chairName: '', secretaryName: '' }

/** Planning a meeting of one's own village. */
export function NewDeliberationPage() {
  const m = useMessages('proposal').deliberation
  const go = useGo()
  const { scope } = useSession()
  const [plan, setPlan] = useState(empty)
  const create = useCommand(deliberationOperations.planDeliberation, {
    refreshes: [deliberationOperations.listDeliberations], onDone: ({ deliberationId }) => go(staffPaths.deliberation(deliberationId)),
  })
  function send(event: FormEvent): void {
    event.preventDefault()
    void create.run({ body: { ...plan, areaId: scope.areaId ?? 0 } })
  }
  const labels = { heldOn: m.heldOn, startsAt: m.startsAt, place: m.place, chairName: m.chair, secretaryName: m.secretary }
  const types = { heldOn: 'date', startsAt: 'time', place: 'text', chairName: 'text', secretaryName: 'text' } as const
  return (
    <>
      <PageTitle title={m.planTitle} lede={m.lede} />
      <form onSubmit={send} noValidate>
        <ErrorSummary problem={create.problem} fields={labels} />
        <Stack maw="32rem">
          {(Object.keys(empty) as (keyof typeof empty)[]).map((field) => (
            <TextInput
              key={field}
              id={field}
              type={types[field]}
              label={labels[field]}
              value={plan[field]}
              onChange={(event) => setPlan({ ...plan, [field]: event.currentTarget.value })}
              error={errorFor(create.problem, field)}
              maxLength={200}
              required
            />
          ))}
          <div>
            <Button type="submit" loading={create.busy}>{m.plan}</Button>
          </div>
        </Stack>
      </form>
    </>
  )
}
